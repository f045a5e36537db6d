"""MUC tst1 + tst2: incident templates from claims, over type, date, place, perpetrator, target or victim and instrument.

The texts came in capitals; `bench._recase` gives them sentence case. A template is one kind of incident of a report: its claims of that
kind folded by place. Templates of a report are aligned with the key's to share most fills; optional templates may be missing. A string fill
is right when it and one of the key's alternatives share their last word or hold one another, and a person named and described is one fill; a date when the intervals meet and ours is no
more than three days wider; a place when its name is one of the key's, or its country where the key names no more.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from bench._recase import Spellings, recased, spellings
from bench.table import Row, skipped
from whosays.intake.intake import report_from_text
from whosays.lexicon import actors
from whosays.lexicon._tables import split_alias
from whosays.lexicon.events import event_lexicon
from whosays.model.claim import Claim, Role
from whosays.pipeline import Tools, load_tools, read_report
from whosays.settings import Settings

SET = "MUC tst1+tst2 (200 reports)"
SLOTS = ("type", "date", "place", "perpetrator", "target", "instrument")
FLOORS: dict[str, float] = {"all": 0.45}
KINDS = {
    **dict.fromkeys(("bombing", "suicide_bombing", "grenade_attack"), "BOMBING"), "abduction": "KIDNAPPING", "looting": "ROBBERY",
    **dict.fromkeys(("attack", "killing", "air_strike", "shelling", "drone_strike", "chemical_attack", "casualties", "destruction"), "ATTACK"),
}
"""Our types by the key's; a clash of armies is no incident for the key, a destruction by fire is arson."""
_FIRE = re.compile(r"\b(?:burn\w*|torch\w*|fire|ablaze|arson|incendiary)\b", re.IGNORECASE)
_BLAST = re.compile(r"\b(?:blew|blow\w*|explo\w+|dynamit\w+|detonat\w+)\b", re.IGNORECASE)
_LINE = re.compile(r"^\d+\.\s+([A-Z: ]+?)\s{2,}(.*)$")
_PRONOUNS = frozenset(["they", "he", "she", "it", "who", "we", "them", "him", "her", "us", "i", "which", "that", "ones", "one"])
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS_WIDER = 3
_ON_OR_BEFORE = 60
"""Days that "on or before" reaches back, in the key and for us: the key passes over what is older."""


@dataclass(slots=True)
class Template:
    """One incident: for each slot its fills, each a tuple of alternatives; `optional`: the key does not insist on it."""

    fills: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: {slot: [] for slot in SLOTS})
    optional: bool = False


# --- the keys -------------------------------------------------------------------------------------------------------------


def texts(path: Path) -> dict[str, str]:
    """The reports of one file by their id, as they stand."""
    parts = re.split(r"^((?:DEV|TST\d)-MUC\d-\d{4})\s*(?:\([^)]*\))?\s*$", path.read_text("latin-1"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def key(path: Path) -> dict[str, list[Template]]:
    """The templates of one key by report; reports without incident have none."""
    found: dict[str, list[Template]] = {}
    for block in re.split(r"\n\s*\n", path.read_text("latin-1")):
        rows = _rows(block)
        if "MESSAGE: ID" not in rows:
            continue
        templates = found.setdefault(rows["MESSAGE: ID"][0].split()[0], [])
        if rows.get("INCIDENT: TYPE", ["*"])[0].strip() != "*":
            templates.append(_template(rows))
    return found


def _rows(block: str) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith(";"):
            continue
        match = _LINE.match(line)
        if match:
            name = match.group(1).strip()
            rows[name] = [match.group(2).strip()]
        elif name and line.strip():
            rows[name].append(line.strip())
    return rows


def _template(rows: dict[str, list[str]]) -> Template:
    found = Template(optional="OPTIONAL" in rows["MESSAGE: TEMPLATE"][0])
    found.fills["type"] = [tuple(part.strip() for part in rows["INCIDENT: TYPE"][0].split("/"))]
    found.fills["date"] = [tuple(p.strip(" ()") for p in rows["INCIDENT: DATE"][0].split("/"))] if rows["INCIDENT: DATE"][0] not in "-*" else []
    found.fills["place"] = [(rows["INCIDENT: LOCATION"][0],)] if rows["INCIDENT: LOCATION"][0] not in "-*" else []
    for slot, names in (
        ("perpetrator", ("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID")), ("instrument", ("INCIDENT: INSTRUMENT ID",)),
        ("target", ("PHYS TGT: ID", "HUM TGT: NAME", "HUM TGT: DESCRIPTION")),
    ):
        found.fills[slot] = _merged([fill for name in names for line in rows.get(name, []) if (fill := _strings(line))])
    return found


def _merged(fills: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Fills that share an alternative are one: a person's name, and the description that names him."""
    found: list[tuple[str, ...]] = []
    for fill in fills:
        same = next((f for f in found if set(f) & set(fill)), None)
        if same is None:
            found.append(fill)
        else:
            found[found.index(same)] = tuple(dict.fromkeys((*same, *fill)))
    return found


def _strings(line: str) -> tuple[str, ...]:
    """The quoted alternatives of one fill; of a description the person it describes is an alternative too."""
    return tuple(re.sub(r'\\"', "", s) for s in re.findall(r'"((?:\\.|[^"\\])*)"', line) if s != "-")


# --- our templates --------------------------------------------------------------------------------------------------------


@cache
def _tools() -> Tools:
    return load_tools(Settings(encoder=False))


def claims_of(text: str, spelt: Spellings | None = None) -> tuple[Claim, ...]:
    """The claims of one report, with a dateline as newspapers print it, which also gives the day of publication."""
    head = _HEAD.match(text)
    body = text[head.end() :] if head else text
    day = re.search(r"(\d{1,2}) ([A-Z]{3}) (\d{2})", head.group(1) if head else text)
    published = f"19{day.group(3)}-{_MONTHS.index(day.group(2)) + 1:02}-{int(day.group(1)):02}" if day and day.group(2) in _MONTHS else None
    joined = _dateline(head.group(1) if head else "") + re.sub(r"(?<!\n)\n(?!\n)", " ", recased(body, spelt))
    report, _ = report_from_text(joined, doc_id="muc", published=published, language="en", clean=False, settings=Settings())
    return read_report(report, _tools()).built.claims


_HEAD = re.compile(r"(.{5,250}?)\s--\s*(?:\[[^\]]*\]\s*)*", re.DOTALL)
_NOWHERE = ("CLANDESTINE", "NO CITY")


def _dateline(head: str) -> str:
    """ "SAN JOSE (COSTA RICA), 18 NOV 89 (EFE)" as newspapers print it, "SAN JOSE, Costa Rica (EFE) -- "; empty where a report was sent from nowhere told."""
    found = re.match(r"([A-Z .'-]+?)\s*(?:\(([A-Z .]+)\))?\s*,", head.replace("\n", " "))
    city, country = found.groups() if found else (None, None)
    names = ([city] if city and city not in _NOWHERE else []) + ([country.title()] if country else [])
    return f"{', '.join(names)} (DPA) -- " if names else ""


def templates_of(claims: Sequence[Claim]) -> list[Template]:
    """One template a kind and place; claims without a place join the first of their kind. War between armed men is no incident for the key."""
    made = [(told, _template_of(kind, told)) for kind, told in _grouped(claims)]
    kept = [(told, t) for told, t in made if _told_of(told, t) and not _warfare(told, t)]
    for claim in claims:
        _blame(claim, kept)
    countries = Counter(c for claim in claims if (c := _country(claim)))
    for _, template in kept:
        if not template.fills["place"] and countries:
            template.fills["place"] = [(countries.most_common(1)[0][0],)]  # the country that the report's claims speak of
    return [template for _, template in kept]


def _told_of(told: Sequence[Claim], template: Template) -> bool:
    """Whether an incident has a party, or is a bomb that went off at a place and time told."""
    bomb = template.fills["type"] == [("BOMBING",)] and bool(template.fills["place"]) and any(claim.time.text for claim in told)
    return bool(template.fills["target"] or template.fills["perpetrator"]) or bomb


def _grouped(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Claims by kind and place, in the order told."""
    found: list[tuple[str, list[str | None], list[Claim]]] = []
    for claim in claims:
        kind = _kind(claim)
        if kind is None:
            continue
        place = next((p.name for p in claim.places if p.precision not in ("country", "unlocated")), None)
        same = next((g for g in found if g[0] == kind and (place is None or g[1][0] in (None, place))), None)
        if same is None:
            found.append((kind, [place], [claim]))
        else:
            same[2].append(claim)
    return [(kind, told) for kind, _, told in found]


def _template_of(kind: str, told: Sequence[Claim]) -> Template:
    found = Template()
    found.fills["type"] = [(kind,)]
    for claim in told:
        _take(found, claim)
    return found


_ARMED = event_lexicon().classes["combatant"] | event_lexicon().classes["force"] | {"position", "column", "convoy", "barracks", "casualty", "contra"}
_OFFICES = frozenset({"police", "government", "party", "ministry", "state", "authority", "leader", "chief", "member", "general", "colonel", "captain", "agency", "office"})


def _warfare(told: Sequence[Claim], template: Template) -> bool:
    """Whether aircraft alone strike, or all that is struck are armed men."""
    if {claim.type for claim in told} == {"air_strike"}:
        return True
    targets = [_plain(fill[0])[-1:] for fill in template.fills["target"]]
    return bool(targets) and all(last and last[0].lower() in _ARMED - _OFFICES for last in targets)


def _blame(claim: Claim, made: Sequence[tuple[Sequence[Claim], Template]]) -> None:
    """Who claims an act, and on whom it is blamed, is its perpetrator: of the first incident whose words the claim takes up."""
    role = {"responsibility_claim": "actor", "accusation": "target"}.get(claim.type)
    topic = " ".join(r.text.lower() for r in claim.role("topic"))
    if role is None or claim.factuality != "CT+" or not topic:
        return
    for told, template in made:
        if any(c.trigger.text.lower()[:_STEM] in topic for c in told):
            for r in claim.role(role):
                _fill(template, "perpetrator", r)
            return


_STEM = 6
"""Letters that the same act's words share: "kidnapped", "kidnapping"."""


def _kind(claim: Claim) -> str | None:
    if claim.factuality in ("CT-", "PR-", "PS-") or claim.modality in ("hypothetical", "habitual", "predicted"):
        return None
    if claim.type == "destruction":
        return "ARSON" if _FIRE.search(claim.trigger.text) else "BOMBING" if _BLAST.search(claim.trigger.text) else None
    return KINDS.get(claim.type) if claim.type != "casualties" or claim.role("target") else None


def _take(found: Template, claim: Claim) -> None:
    for slot, role in (("perpetrator", "actor"), ("target", "target"), ("instrument", "instrument")):
        for r in claim.role(role):
            _fill(found, slot, r)
    if not found.fills["date"] and claim.time.latest:
        latest = claim.time.latest[:10]
        earliest = claim.time.earliest[:10] if claim.time.earliest else str(date.fromisoformat(latest) - timedelta(days=_ON_OR_BEFORE))
        found.fills["date"] = [(f"{earliest} {latest}",)]
    if not found.fills["place"] and claim.places:
        found.fills["place"] = [tuple(dict.fromkeys((claim.places[0].name.upper(), claim.places[0].text.upper(), _country(claim))))]


def _fill(found: Template, slot: str, role: Role) -> None:
    """Adds a party under its words and its name; of men of an organisation both are fills, "FMLN guerrillas" and the FMLN."""
    words, body = role.text.upper(), _body(role.name) or _body(role.text)
    apart = bool(body) and slot == "perpetrator" and not any(_plain(words) == _plain(name) for name in body)
    for fill in [(words,), body] if apart else [tuple(dict.fromkeys((words, role.name.upper(), *body)))]:
        if fill[0].lower() not in _PRONOUNS and not any(_same_fill(fill, known) for known in found.fills[slot]):
            found.fills[slot].append(fill)


def _body(words: str) -> tuple[str, ...]:
    """All names of the actor of the lexicon that the words name, if they name one."""
    hits = [hit for hit in actors.load().find(words) if not hit.ambiguous]
    actor = actors.load().get(hits[0].entity_id) if hits else None
    return tuple(dict.fromkeys(name.upper() for name in (actor.name, *(split_alias(alias)[0] for alias in actor.aliases)))) if actor else ()


def _same_fill(fill: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a fill is known already: the same words, or two descriptions alike; an organisation and its men are two."""
    return bool(set(fill) & set(known)) or (len(fill) < 3 and len(known) < 3 and _same(fill, known))


def _country(claim: Claim) -> str:
    from whosays.lexicon import demonyms

    code = next((p.country for p in claim.places if p.country), None)
    country = demonyms.load().get(code) if code else None
    return country.name.upper() if country else ""


# --- scoring --------------------------------------------------------------------------------------------------------------


def _same(a: Sequence[str], b: Sequence[str]) -> bool:
    return any(_alike(x, y) for x in a for y in b)


def _alike(a: str, b: str) -> bool:
    x, y = _plain(a), _plain(b)
    return bool(x) and bool(y) and (x == y or x[-1] == y[-1] or set(x) <= set(y) or set(y) <= set(x))


def _unmarked(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


def _plain(words: str) -> list[str]:
    found = re.findall(r"[A-Z0-9]+", _unmarked(words).upper())
    return [w[:-1] if len(w) > 3 and w.endswith("S") else w for w in found if w not in ("THE", "A", "AN", "OF", "THEIR", "HIS", "ITS")]


def right(slot: str, ours: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether one fill of ours is the key's."""
    if slot == "date":
        return any(_dates_meet(a, b) for a in ours for b in keys)
    if slot == "place":
        names = [re.sub(r"\s*\([^)]*\)", "", part).strip() for line in keys for part in re.split(r"[:/]| - ", line)]
        return any(_alike(a, name) for a in ours if a for name in (names[1:] or names))
    return bool(set(ours) & set(keys)) if slot == "type" else _same(ours, keys)


def _dates_meet(ours: str, text: str) -> bool:
    low, high = (date.fromisoformat(x) for x in ours.split())
    days = [datetime.strptime(d, "%d %b %y").date() for d in re.findall(r"\d{2} [A-Z]{3} \d{2}", text.replace(" 00", " 90")) if d[3:6] in _MONTHS]  # noqa: DTZ007
    if not days:
        return False
    first = days[0] if not text.startswith("-") else days[0] - timedelta(days=_ON_OR_BEFORE)
    width = (days[-1] - first).days + _DAYS_WIDER
    return low <= days[-1] and first <= high and (high - low).days <= max(width, _DAYS_WIDER)


def shared(ours: Template, keys: Template) -> Counter[str]:
    """How many fills of each slot are right, each of the key's counted once."""
    found: Counter[str] = Counter()
    for slot in SLOTS:
        open_ = list(keys.fills[slot])
        for fill in ours.fills[slot]:
            hit = next((k for k in open_ if right(slot, fill, k)), None)
            if hit is not None:
                open_.remove(hit)
                found[slot] += 1
    return found


def score(ours: Sequence[Template], keys: Sequence[Template]) -> Iterator[tuple[str, int, int, int]]:
    """`(slot, right, given, wanted)` of one report, templates aligned greedily by what they share; kinds must agree."""
    pairs = sorted(
        ((sum(shared(o, k).values()), i, j) for (i, o), (j, k) in itertools.product(enumerate(ours), enumerate(keys)) if shared(o, k)["type"]),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    used_i: set[int] = set()
    used_j: set[int] = set()
    for _, i, j in pairs:
        if i in used_i or j in used_j:
            continue
        used_i.add(i)
        used_j.add(j)
        both = shared(ours[i], keys[j])
        yield from ((slot, both[slot], len(ours[i].fills[slot]), len(keys[j].fills[slot])) for slot in SLOTS)
    for i, template in enumerate(ours):
        if i not in used_i:
            yield from ((slot, 0, len(template.fills[slot]), 0) for slot in SLOTS)
    for j, template in enumerate(keys):
        if j not in used_j and not template.optional:
            yield from ((slot, 0, 0, len(template.fills[slot])) for slot in SLOTS)


def f1(tally: Sequence[tuple[str, int, int, int]], slot: str | None = None) -> tuple[float, float, float]:
    """Precision, recall and F over the slot, or over all."""
    rows = [row for row in tally if slot is None or row[0] == slot]
    right_, given, wanted = sum(row[1] for row in rows), sum(row[2] for row in rows), sum(row[3] for row in rows)
    return right_ / max(1, given), right_ / max(1, wanted), 2 * right_ / max(1, given + wanted)


def run(data: Path | None) -> list[Row]:
    """F over all slots (gated) and slot by slot."""
    root = data / "muc4" / "raw" if data else None
    if root is None or not (root / "tst1" / "key-tst1.v7").is_file():
        return skipped(SET, "muc4/raw is not in the data folder")
    tally: list[tuple[str, int, int, int]] = []
    spelt = spellings(root.parent.parent)
    for folder, text_name, key_name in (("tst1", "tst1-muc3", "key-tst1.v7"), ("tst2", "tst2-muc4", "key-tst2.v4")):
        keys = key(root / folder / key_name)
        for name, text in texts(root / folder / text_name).items():
            tally += score(templates_of(claims_of(text, spelt)), keys.get(name, []))
    rows = []
    for slot in (None, *SLOTS):
        precision, recall, value = f1(tally, slot)
        rows.append(Row(SET, f"F, {slot or 'all six slots'}", value, FLOORS["all"] if slot is None else None, f"P {precision:.3f} R {recall:.3f}"))
    return rows
