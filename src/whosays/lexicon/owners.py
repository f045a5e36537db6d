"""Who owns an outlet or which service it belongs to: data in `data/owners.tsv`, short and meant to be edited."""

from functools import cache

from whosays.lexicon._tables import read_rows, split_list


@cache
def load() -> dict[str, str]:
    """Owner by folded outlet name or alias; empty rows and comments passed over. Raises TableError for a row of another width."""
    owners: dict[str, str] = {}
    for outlet, aliases, owner in read_rows("owners.tsv", ("outlet", "aliases", "owner")):
        for name in (outlet, *split_list(aliases)):
            owners[name.casefold()] = owner
    return owners


def owner(outlet: str | None) -> str | None:
    """The owner of an outlet, or null where the table knows none."""
    return load().get(outlet.casefold()) if outlet else None
