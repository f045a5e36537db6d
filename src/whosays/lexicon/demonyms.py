"""Countries by name, demonym, capital and the metonyms of their governments."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from whosays.lexicon._phrases import Match, PhraseIndex, Words, cut
from whosays.lexicon._tables import read_rows, split_alias, split_list

Form = Literal["name", "demonym", "capital", "metonym"]
_COLUMNS = ("iso2", "name", "aliases", "demonyms", "capitals", "metonyms", "source")


@dataclass(frozen=True, slots=True)
class Country:
    """A row: `iso2` is the ISO 3166-1 alpha-2 code (XK for Kosovo); lists are in the table's order."""

    iso2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class CountryHit:
    """Code points `[start, end)` name a country; `others` are the codes that share the words (Congolese)."""

    start: int
    end: int
    iso2: str
    name: str
    form: Form
    ambiguous: bool
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryName:
    """One alias of a country, as the index holds it."""

    country: Country
    form: Form
    ambiguous: bool


class CountryLexicon:
    """All countries; built by `load`. `peoples` are the sure words for peoples, lower case, with their plurals, by country code."""

    def __init__(self, countries: tuple[Country, ...]) -> None:
        self.countries = countries
        self._by_code = {country.iso2: country for country in countries}
        self.peoples = _peoples(countries)
        self.index: PhraseIndex[CountryName] = PhraseIndex()
        for country in countries:
            _add_country(self.index, country)

    def get(self, iso2: str) -> Country | None:
        """Return the country with this alpha-2 code (upper case), or None."""
        return self._by_code.get(iso2)

    def find(self, text: str) -> tuple[CountryHit, ...]:
        """Return every country word of `text`, left to right, longest first, none overlapping."""
        return self.find_words(cut(text))

    def find_words(self, words: Words) -> tuple[CountryHit, ...]:
        """The same for a text that has been cut already."""
        return tuple(_hit(match, words) for match in self.index.scan(words))

    def by_word(self, phrase: str) -> Country | None:
        """Return the country that `phrase` as a whole names in any form, or None; the first row wins a tie."""
        words = cut(phrase)
        match = self.index.at(words, 0) if words.keys else None
        return match.payloads[0].country if match and match.last == len(words.keys) else None


def _peoples(countries: tuple[Country, ...]) -> dict[str, str]:
    """Code of the country of each sure word for a people (`syrian`, `syrians`, `central african`); the first row wins a tie."""
    found: dict[str, str] = {}
    for country in countries:
        for alias in country.demonyms:
            word, ambiguous = split_alias(alias)
            if not ambiguous:
                found.setdefault(word.lower(), country.iso2)
                found.setdefault(word.lower() + "s", country.iso2)
    return found


def _add_country(index: PhraseIndex[CountryName], country: Country) -> None:
    forms: tuple[tuple[Form, tuple[str, ...]], ...] = (
        ("name", _with_bare_genitive((country.name, *country.aliases))),
        (
            "demonym",
            country.demonyms + tuple(_plural(word) for word in country.demonyms if _has_plural(word)),
        ),
        ("capital", country.capitals),
        ("metonym", country.metonyms),
    )
    for form, aliases in forms:
        for alias in aliases:
            words, ambiguous = split_alias(alias)
            index.add(words, CountryName(country, form, ambiguous))


def _with_bare_genitive(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names, and each as texts that lost their apostrophes write its possessive (`Russias army`)."""
    return names + tuple(
        _plural(name) for name in names if len(name) > 3 and not split_alias(name)[0].endswith("s")
    )


def _has_plural(demonym: str) -> bool:
    return not split_alias(demonym)[0].endswith(("ese", "ish", "sh", "ch", "s", "z"))


def _plural(demonym: str) -> str:
    words, ambiguous = split_alias(demonym)
    return f"{words}s{'~' if ambiguous else ''}"


def _hit(match: Match[CountryName], words: Words) -> CountryHit:
    best = match.payloads[0]
    others = tuple(
        dict.fromkeys(p.country.iso2 for p in match.payloads if p.country.iso2 != best.country.iso2)
    )
    start, end = words.starts[match.first], words.ends[match.last - 1]
    return CountryHit(start, end, best.country.iso2, best.country.name, best.form, best.ambiguous, others)


@lru_cache(maxsize=1)
def load() -> CountryLexicon:
    """Return the countries of `data/demonyms.tsv`, read once."""
    rows = read_rows("demonyms.tsv", _COLUMNS)
    return CountryLexicon(
        tuple(
            Country(
                iso2,
                name,
                split_list(aliases),
                split_list(demonyms),
                split_list(capitals),
                split_list(metonyms),
                source,
            )
            for iso2, name, aliases, demonyms, capitals, metonyms, source in rows
        )
    )
