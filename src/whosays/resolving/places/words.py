"""Word lists of the place rules: feature words from the lexicon, and the closed classes of English that the rules name."""

from dataclasses import dataclass
from functools import lru_cache

from whosays.lexicon._tables import read_rows, split_list


@dataclass(frozen=True, slots=True)
class Feature:
    """A word for a kind of place: the gazetteer kinds it agrees with, the ending of site names, whether it names a wide area."""

    word: str
    kinds: tuple[str, ...]
    site: str
    area: bool


@lru_cache(maxsize=1)
def features() -> dict[str, Feature]:
    """Feature words, lower case, by their words; read once."""
    rows = read_rows("places_words.tsv", ("word", "kinds", "site", "area"))
    return {word: Feature(word, split_list(kinds), site, area == "true") for word, kinds, site, area in rows}


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, tuple[str, str]]:
    """Country and unit of each abbreviation that may follow a comma."""
    return {a: (iso, name) for a, iso, name in read_rows("places_abbreviations.tsv", ("abbreviation", "country", "admin1"))}


@lru_cache(maxsize=1)
def institutions() -> dict[str, tuple[str, ...]]:
    """Countries, ISO 3166, of the offices, units and coins that only they have, by their words in lower case."""
    rows = read_rows("places_institutions.tsv", ("words", "countries"))
    return {phrase: split_list(codes) for phrase, codes in rows if not codes.endswith("~")}


@lru_cache(maxsize=1)
def local_bodies() -> dict[str, tuple[str, ...]]:
    """The same for bodies that others have too but do not name so after a town ("Paris Police Department"); they tell of that town alone."""
    rows = read_rows("places_institutions.tsv", ("words", "countries"))
    return {phrase: split_list(codes.rstrip("~")) for phrase, codes in rows if codes.endswith("~")}


LOCATIVE = frozenset(
    ["in", "at", "near", "inside", "outside", "around", "across", "throughout", "from", "to", "into", "toward", "towards", "via", "through", "of", "outside", "within", "beyond", "between", "on", "off", "for", "over", "along", "against"]
)
"""Prepositions after which a name may be a place."""
STRONG_LOCATIVE = frozenset(["in", "at", "near", "inside", "outside", "around", "across", "throughout", "from", "into", "toward", "towards", "via", "within", "between"])
"""Prepositions after which a capitalised name is most often a place."""
CONNECTORS = frozenset(
    ["of", "the", "de", "del", "della", "la", "las", "le", "les", "los", "el", "al", "ad", "as", "ash", "ath", "adh", "az", "ez", "es", "er", "et", "an", "ar", "at", "ed", "en", "e", "da", "do", "dos", "das", "di", "du", "sur", "upon", "on", "and", "van", "der", "den", "und", "y", "bin", "ul", "ur", "us", "aan", "sous", "i", "au", "aux", "des", "sul", "sobre", "-", "–", "'", "’", ".", "'s", "’s"]
)
"""Small words and marks that stand inside place names."""
ARTICLES = frozenset(["al", "el", "as", "ash", "ad", "adh", "ar", "at", "ath", "az", "an", "ez", "es", "er", "et", "ed", "en"])
MOTION = frozenset(
    ["move", "go", "come", "travel", "march", "advance", "withdraw", "retreat", "flee", "drive", "fly", "sail", "return", "send", "deploy", "transfer", "transport", "evacuate", "arrive", "head", "cross", "pull", "push", "redeploy", "relocate", "depart", "leave", "bring", "carry", "ship", "escape", "walk", "convoy", "movement", "withdrawal", "advance", "retreat", "transfer", "deployment", "flight", "journey", "displace", "smuggle", "spread", "return", "rush", "drift", "roll", "pour", "sweep", "sail", "ride", "swarm", "stream", "infiltrate", "airlift", "ferry", "bus", "truck", "land"]
)
"""Verbs and nouns of movement: `from` and `to` beside them are origin and goal."""
OF_A_PLACE = frozenset(
    ["leave", "flee", "capture", "seize", "take", "retake", "recapture", "enter", "storm", "shell", "bomb", "bombard", "hit", "strike", "attack", "besiege", "encircle", "reach", "overrun", "control", "liberate", "lose", "raid", "evacuate", "surround", "loot", "occupy", "regain", "hold", "defend", "cross", "approach", "pound", "visit", "abandon", "quit"]
)
"""Verbs whose object, when it is a bare name, is most often a place in reports of fighting."""
SPEECH_LIKE = frozenset(
    ["say", "announce", "claim", "deny", "accuse", "insist", "warn", "condemn", "confirm", "argue", "allege", "admit", "demand", "threaten", "vow", "pledge", "promise", "urge", "call", "denounce", "reject", "refuse", "agree", "decide", "want", "believe", "hope", "consider", "recognise", "recognize", "support", "back", "oppose", "criticise", "criticize", "blame", "protest", "respond", "react", "propose", "offer", "declare", "acknowledge", "seek", "welcome", "defend", "hail", "mourn", "ask", "appeal", "request", "order", "insist", "suspect", "complain", "praise", "regret", "apologise", "apologize", "dismiss", "signal", "hint", "brand", "label", "suggest", "maintain", "repeat", "concede", "pressure", "press", "trade", "fear", "worry", "react", "know", "dispute", "contest"]
)
"""Verbs whose subject speaks or wills: a country or capital there is its government."""
ACTING = frozenset(
    ["launch", "send", "deploy", "invade", "attack", "bomb", "strike", "sanction", "supply", "arm", "fund", "withdraw", "retaliate", "intervene", "negotiate", "sign", "join", "veto", "vote", "ban", "impose", "expel", "recall", "mobilise", "mobilize", "fire", "annex", "buy", "sell", "export", "import", "host", "close", "reopen", "seal", "help", "finance", "train", "equip", "rule", "side", "intercept", "scramble", "extradite", "ratify", "recognise", "recognize", "break", "cut", "restore", "mediate", "broker", "dispatch", "summon", "freeze", "lift", "pay", "aid"]
)
"""Verbs whose subject acts by its forces or ministries."""
ACTOR_NOUNS = frozenset(
    ["government", "regime", "army", "military", "forces", "force", "brigade", "brigades", "division", "regiment", "battalion", "corps", "militia", "team", "squad", "club", "side", "administration", "authorities", "embassy", "consulate", "ministry", "parliament", "senate", "leadership", "delegation", "envoy", "navy", "positions", "jets", "planes", "warplanes", "aircraft", "drones", "helicopters", "artillery", "tanks", "gunmen", "guerrillas", "militiamen", "militants", "insurgents", "separatists", "police", "guard", "marines", "officers", "officials", "diplomats", "spokesman", "spokeswoman", "troops", "soldiers", "rebels", "fighters", "council", "coalition"]
)
"""Nouns that, modified by a place name, name an actor and not a place."""
LAND = frozenset(
    ["soil", "territory", "border", "frontier", "coast", "shore", "coastline", "water", "airspace", "mainland", "city", "town", "capital", "state", "county", "village", "airport", "port", "side", "south", "north", "east", "west", "southwest", "midwest", "northeast", "island", "desert", "market", "streets", "prison", "jail"]
)
"""Nouns that, modified by the initials of a country, lie in it: "on U.S. soil"."""
PERSON_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "president", "minister", "general", "colonel", "major", "captain", "king", "queen", "prince", "princess", "sheikh", "sheik", "sir", "lord", "lady", "pope", "senator", "sen", "rep", "gov", "governor", "mayor", "judge", "justice", "officer", "sgt", "lt", "professor", "prof", "rev", "coach"]
)
NOT_PLACES = frozenset(
    ["of", "nice", "reading", "march", "mobile", "police", "may", "june", "april", "august", "january", "february", "july", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "the", "this", "that", "these", "those", "a", "an", "and", "or", "but", "if", "when", "while", "as", "at", "by", "for", "from", "in", "on", "to", "with", "he", "she", "it", "they", "we", "you", "i", "his", "her", "their", "our", "its", "my", "your", "not", "no", "yes", "who", "what", "where", "why", "how", "all", "some", "many", "most", "more", "bar", "bath", "best", "same", "man", "men", "real", "young", "general", "major", "grand", "early", "here", "there", "central", "eastern", "western", "northern", "southern", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "center", "centre", "university", "college", "school", "hospital", "church", "court", "house", "senate", "congress", "parliament", "union", "army", "navy", "force", "forces", "guard", "council", "committee", "ministry", "department", "office", "bank", "street", "road", "avenue", "highway", "park", "square", "bridge", "hotel", "restaurant", "club", "team", "league", "cup", "game", "games", "season", "news", "times", "post", "press", "star", "sun", "herald", "tribune", "daily", "agency", "company", "group", "party", "front", "movement", "brigade", "division", "god", "allah", "islam", "christmas", "easter", "ramadan", "internet", "web", "english", "french", "german", "russian", "spanish", "arabic", "turkish", "kurdish", "chinese", "japanese", "american", "british", "president", "minister", "king", "queen", "prince", "doctor", "mr", "mrs", "ms", "new", "old", "first", "second", "third", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "january", "so", "also", "after", "before", "both", "each", "other", "such", "any", "every", "state", "county", "city", "town", "village", "district", "province", "region", "country", "island", "river", "lake", "mount", "valley", "hill", "hills", "beach", "point", "port", "fort", "bay", "battle", "war", "peace", "justice", "freedom", "liberty", "independence", "victory", "hope", "faith", "love", "black", "white", "green", "red", "blue", "brown", "gray", "grey", "gold", "silver", "rose", "grace", "bishop", "major", "marine", "colonel", "captain", "corporal", "deputy", "chief", "officer", "sheriff", "judge", "mayor", "governor", "senator", "us", "un", "eu", "uk", "nato", "isis", "pope", "born", "male", "female", "era", "date", "data", "total", "average", "roman", "orient", "imperial", "along", "sale", "sharp", "wise", "price", "hall", "page", "bell", "fox", "love", "bush", "rice", "cook", "bond", "power", "smith", "jones", "johnson", "williams", "brown", "davis", "miller", "wilson", "moore", "taylor", "anderson", "thomas", "jackson", "harris", "martin", "thompson", "garcia", "martinez", "robinson", "clark", "lewis", "lee", "walker", "allen", "hernandez", "wright", "lopez", "hill", "scott", "green", "adams", "baker", "nelson", "carter", "mitchell", "roberts", "turner", "phillips", "campbell", "parker", "evans", "edwards", "collins", "stewart", "morris", "rogers", "reed", "cook", "morgan", "murphy", "bailey", "cooper", "richardson", "cox", "howard", "ward", "torres", "peterson", "gray", "james", "watson", "brooks", "kelly", "sanders", "bennett", "wood", "barnes", "ross", "henderson", "coleman", "jenkins", "perry", "powell", "long", "patterson", "hughes", "john", "paul", "peter", "michael", "david", "robert", "william", "mary", "joseph", "charles", "george", "henry", "edward", "simon", "andrew", "mark", "luke", "matthew", "daniel"]
)
"""Words that are places somewhere, but read as a word, surname or given name unless the text says otherwise."""
SEATS = frozenset(
    ["outskirt", "outskirts", "suburb", "suburbs", "shelling", "siege", "bombardment", "capture", "fall", "control", "bombing", "battle", "town", "north", "south", "east", "west", "post", "outpost", "barracks", "market", "streets", "centre", "center", "heart", "entrance", "port", "ports", "hospital", "station", "mosque", "church", "skies", "gates", "edge", "ruins", "northwest", "northeast", "southwest", "southeast", "north-west", "north-east", "south-west", "south-east", "seizure", "recapture", "liberation", "storming", "loss", "occupation", "blockade", "defence", "defense", "evacuation", "villages", "towns", "cities", "ports", "airport", "area", "areas", "districts", "suburb"]
)
"""Nouns that have a place after `of`."""
COMMON_OPENERS = frozenset(["state", "republic", "kingdom", "city", "town", "village", "county", "province", "district", "region", "port", "greater", "central", "upper", "lower", "inner", "outer", "a", "an", "rural", "mainland", "downtown", "metropolitan", "coastal"])
"""Words, besides those for directions, with a capital of their own before a name that is known without them."""
BESIEGED = frozenset(["shell", "bomb", "bombard", "besiege", "encircle", "overrun", "storm", "retake", "recapture", "liberate", "evacuate", "loot", "occupy", "pound", "fall"])
"""Verbs whose subject, in the passive (or falling), is most often a place: persons are seldom shelled."""
DEPARTING = frozenset(["leave", "flee", "quit", "depart", "abandon", "vacate"])
"""Verbs whose object is where a movement begins, where `for` or `to` follows or nothing else does."""
POINTED = frozenset(["km", "kms", "kilometers", "kilometres", "miles", "mi", "outskirts", "suburbs", "suburb", "centre", "center", "streets", "edge", "edges", "gates", "entrance", "heart", "airport", "port"])
"""Words whose `of` or `from` has a town behind it."""
MENTAL = frozenset(["confidence", "trust", "faith", "belief", "interest", "believe", "confide", "invest", "investment", "hope"])
"""Words whose `in` is none of place."""
ROADS = frozenset(
    ["road", "rd", "street", "streets", "st", "avenue", "avenues", "ave", "drive", "dr", "boulevard", "blvd", "lane", "ln", "highway", "hwy", "route", "court", "ct", "way", "circle", "trail", "parkway", "pike", "terrace", "interstate", "exit", "expressway", "freeway", "turnpike", "crescent", "close"]
)
"""Words after which a name is that of a road."""
LOCAL_BODIES = frozenset(
    ["police", "fire", "county", "city", "hospital", "school", "schools", "high", "university", "college", "department", "council", "sheriff", "sheriffs", "district", "public", "elementary", "middle", "community", "airport", "chamber", "library", "court", "municipal", "medical", "regional", "area", "state", "times", "house", "senate", "general", "national", "supreme", "navy", "army", "air", "highway", "legislature"]
)
"""Words after which a name, inside a longer name, is that of the town, state or country a body serves."""
POSSESSED_ACTORS = ACTOR_NOUNS | frozenset(["president", "minister", "prime", "foreign", "defence", "defense", "interior", "king", "premier", "chancellor", "leader", "officials", "spokesman"])
SHORT_DIRECTIONS = frozenset(["n.", "s.", "e.", "w.", "n.w.", "n.e.", "s.w.", "s.e.", "n", "s", "e", "w", "nw", "ne", "sw", "se"])
"""Directions cut short before a name ("S.E. Paris")."""
DIRECTIONS = {
    "north": 0.0, "northern": 0.0, "northeast": 45.0, "northeastern": 45.0, "north-east": 45.0, "north-eastern": 45.0, "east": 90.0,
    "eastern": 90.0, "southeast": 135.0, "southeastern": 135.0, "south-east": 135.0, "south-eastern": 135.0, "south": 180.0,
    "southern": 180.0, "southwest": 225.0, "southwestern": 225.0, "south-west": 225.0, "south-western": 225.0, "west": 270.0,
    "western": 270.0, "northwest": 315.0, "northwestern": 315.0, "north-west": 315.0, "north-western": 315.0,
}
"""Compass words and their bearing in degrees from north."""
