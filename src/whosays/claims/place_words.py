"""Words that take up a place named before: "the town"."""

from typing import Final

from whosays.claims.ground import Ground

PLACE_NOUNS: Final = frozenset(
    ["town", "city", "village", "hamlet", "area", "region", "province", "district", "island", "base", "airport", "airbase", "camp", "port",
     "suburb", "quarter", "neighbourhood", "neighborhood", "settlement", "pass", "valley", "site", "compound", "hospital", "crossing"]
)


def bare_place_noun(g: Ground, i: int) -> bool:
    """Whether token `i` is a definite noun of place without a name or mark of its own."""
    token = g.tree.tokens[i]
    return token.lemma.lower() in PLACE_NOUNS and token.tag == "NN" and _definite(g, i)


def _definite(g: Ground, i: int) -> bool:
    children = g.tree.below[i]
    determined = any(g.tree.tokens[c].dep == "det" and g.tree.tokens[c].text.lower() in ("the", "this", "that") for c in children)
    modified = any(g.tree.tokens[c].dep in ("amod", "compound", "nmod", "appos", "relcl", "acl") for c in children)
    named = any(g.tree.tokens[c].lemma.lower() == "of" for c in children)
    return determined and not modified and not named
