"""Rules for those who are quoted by others: "TASS quoted a general as saying Y", "X said, citing officials"."""

from dataclasses import replace

from whosays.lexicon.speech import Cue
from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_ground import Ground, attribution, behind_document, speaker_of, verb_entry
from whosays.reading.speech_nouns import according_to
from whosays.reading.speech_verbs import accuse, of_content, trailing, verb_noun, verb_that
from whosays.text.tree import VERBAL, first


def citing(ground: Ground, i: int) -> list[Speech]:
    """Two links at once: "TASS quoted a general as saying Y", "media is citing sources as saying Y"."""
    tree = ground.tree
    if not _cites(ground, i):
        return []
    quoted = _quoted(ground, i)
    if quoted is None:
        return []
    entry = ground.words.verbs["cite"]
    inner_cue = _as_saying(ground, i, quoted)
    if inner_cue is None:
        return _bare_citing(ground, i, quoted, entry)
    outer = first(speaker_of(ground, i), tree.prep(inner_cue, "by"), tree.prep(i, "in", "on") if tree.child(i, "auxpass") is not None else None)
    clause = tree.child(inner_cue, "ccomp")
    clause = tree.child(inner_cue, "dobj") if clause is None else clause  # "as telling lawmakers that ...": not the hearers
    nodes = tree.nodes(clause, (i, quoted)) if clause is not None else tree.nodes(inner_cue, (inner_cue,))
    content = tree.cover(nodes) or _quoted_before(ground, quoted)
    inner_entry = ground.words.verbs.get(tree.tokens[inner_cue].lemma.lower(), entry)
    speeches = [attribution(ground, inner_cue, quoted, content, inner_entry, "citing")]
    if outer is not None:
        whole = tree.cover(tree.nodes(quoted) + tree.nodes(inner_cue))
        speeches.append(attribution(ground, i, outer, whole, entry, "citing"))
    return speeches


def _quoted_before(ground: Ground, quoted: int) -> tuple[Span, ...]:
    """ "'We shelled them,' a commander was quoted as saying": what stands before the one who is quoted."""
    tree, sentence = ground.tree, ground.sentence(quoted)
    comma = next((n for n in range(quoted, sentence.first, -1) if tree.tokens[n].text in (",", "”", '"')), None)
    if comma is None or not any(tree.tokens[n].pos in VERBAL for n in range(sentence.first, comma)):
        return ()
    return (Span(sentence.start, tree.tokens[comma - 1].end),)


def with_reference(ground: Ground, i: int) -> list[Speech]:
    """ "With reference to police sources, the paper writes ...", "on the authority of two officers": those referred to speak what is said."""
    tree = ground.tree
    token = tree.tokens[i]
    lemma = token.lemma.lower()
    if lemma not in REFERRING or token.dep != "pobj" or tree.tokens[token.head].lemma.lower() not in ("with", "on", "by"):
        return []
    found = tree.prep(i, "to", "of", "from")
    if found is None:
        return []
    while tree.tokens[found].lemma.lower() in ground.words.nouns and (deeper := tree.prep(found, "from", "by", "of")) is not None:
        found = deeper  # "on the basis of reports from the police"
    entry = ground.words.verbs["cite"]
    for cue in [n for n in tree.up(token.head) if n != token.head]:
        told = next((said for rule in TELLING for said in [rule(ground, cue)] if said), [])
        if told:
            cue_words = (Span(tree.tokens[token.head].start, token.end),)
            return [attribution(ground, i, found, told[0].content, entry, "citing_bare", cue_words=cue_words)]
    return []


REFERRING = frozenset(["reference", "authority", "basis", "strength", "evidence"])
"""Nouns of phrases that name whose words a telling rests on."""


def shown_saying(ground: Ground, i: int) -> list[Speech]:
    """ "The evening bulletin had the police chief denying that ...", "the film has a soldier telling his wife that ...": who is shown to speak, and by whom."""
    tree = ground.tree
    outer = tree.subject(i) if tree.tokens[i].lemma.lower() in ("have", "show", "feature", "carry") and tree.tokens[i].pos in VERBAL else None
    if outer is None or ground.nouns.kind(tree.tokens[outer].lemma) not in ("outlet", "document", "footage"):
        return []
    saying = next((c for c in tree.nodes(i) if c > i and tree.tokens[c].tag == "VBG" and tree.tokens[c].head in (i, *tree.all(i, "dobj")) and verb_entry(ground, c) is not None), None)
    if saying is None or (tree.child(saying, "nsubj") is None and tree.child(i, "dobj") is None):
        return []
    entry = ground.words.verbs["cite"]
    return [attribution(ground, i, outer, tree.cover([n for n in tree.nodes(i, (outer,)) if n > i]), entry, "citing")]


def _cites(ground: Ground, i: int) -> bool:
    """Whether token `i` is a verb by which one passes on another's words: "citing", "relaying", "picking up"."""
    token = ground.tree.tokens[i]
    if token.pos not in VERBAL:
        return False
    if token.lemma.lower() == "pick":
        return ground.tree.child(i, "prt") is not None and token.tag == "VBG"
    if token.lemma.lower() in POINTING and token.tag == "VBG":
        shown = ground.tree.prep(i, "to")
        return shown is not None and ground.nouns.kind(ground.tree.tokens[shown].lemma) in ("document", "footage")
    return token.lemma.lower() in ground.words.citing or _reports_as(ground, i)


POINTING = frozenset(["point", "refer", "allude"])
"""Verbs that, with "to" and a paper or footage, cite it."""


def _reports_as(ground: Ground, i: int) -> bool:
    """ "Sana reported the president as telling an envoy that ...": a verb of reporting with someone as saying."""
    tree = ground.tree
    if tree.tokens[i].lemma.lower() not in ("report", "record", "describe", "render"):
        return False
    said = [tree.child(c, "pcomp") for n in (i, *tree.all(i, "dobj", "nsubjpass")) for c in tree.below[n] if tree.tokens[c].lemma.lower() == "as"]
    return any(s is not None and tree.tokens[s].tag == "VBG" and verb_entry(ground, s) is not None for s in said)


def _quoted(ground: Ground, i: int) -> int | None:
    """Whom the citing verb cites: its object; "what it called an officer"; in "Quoting officials, X said" the noun the parser took it to modify."""
    tree = ground.tree
    token = tree.tokens[i]
    if token.lemma.lower() in POINTING:
        return tree.prep(i, "to")
    found = tree.child(i, "nsubjpass" if tree.child(i, "auxpass") is not None else "dobj")
    if found is None and token.dep == "amod" and token.head > i and i == ground.sentence(i).first:
        found = token.head
    for c in tree.all(i, "ccomp") if found is None else ():
        told = tree.tokens[c].lemma.lower() in TOLD_TO and any(tree.tokens[n].text.lower() == "what" for n in tree.below[c])
        found = tree.child(c, "nsubj") if told else tree.child(c, "oprd", "attr")
        if found is not None:
            break
    return found


TOLD_TO = frozenset(["tell", "say", "report", "relate", "confide", "convey", "describe", "inform"])
"""Verbs of "relaying what villagers had told him": those who told are cited."""


def _as_saying(ground: Ground, i: int, quoted: int) -> int | None:
    tree = ground.tree
    for node in (i, quoted):
        for c in tree.below[node]:
            if tree.tokens[c].lemma.lower() == "as":
                found = tree.child(c, "pcomp", "pobj")
                if found is not None:
                    return found
            if tree.tokens[c].dep in ("advcl", "acl", "ccomp", "xcomp") and any(
                tree.tokens[g].lemma.lower() == "as" for g in tree.below[c]
            ):
                # "quoted what it called an officer as saying": the parser hangs "as saying" on the calling.
                return next((p for g in tree.below[c] if tree.tokens[g].lemma.lower() == "as" and (p := tree.child(g, "pcomp")) is not None), c)
    return None


TELLING = (accuse, trailing, verb_that, verb_noun, of_content)
"""Rules that find what the one who cites says himself."""


def _bare_citing(ground: Ground, i: int, quoted: int, entry: Cue) -> list[Speech]:
    """"..., X said, citing officials": the cited speak what X says; where nobody says it, the clause above."""
    tree = ground.tree
    if tree.tokens[i].dep == "relcl":
        return _cited_by_teller(ground, i, quoted, entry)
    opens = i == ground.sentence(i).first
    if tree.tokens[i].tag != "VBG" or not (opens or tree.tokens[i].dep in ("advcl", "acl", "prep")):
        return []
    source = behind_document(ground, quoted)
    main = tree.tokens[i].head
    for cue in _sayings(ground, i):
        told = next((found for rule in TELLING for found in [rule(ground, cue)] if found), [])
        if told:
            # "Media, quoting an officer, denied": the officer's words are the denial.
            return [replace(attribution(ground, i, source, told[0].content, entry, "citing_bare"), denies=told[0].denies)]
    clause = tree.child(main, "ccomp")
    nodes = tree.nodes(clause, (i, main)) if clause is not None else tree.nodes(main, (i,))
    return [attribution(ground, i, source, tree.cover(nodes), entry, "citing_bare")]


def _cited_by_teller(ground: Ground, i: int, quoted: int, entry: Cue) -> list[Speech]:
    """ "..., according to the radio, which cited a customs officer": the cited speak what the radio is said to tell."""
    tree = ground.tree
    teller = tree.tokens[i].head
    if tree.subject(i) != teller:
        return []
    for cue in [n for n in tree.up(teller) if n != teller]:
        told = next((found for rule in (*TELLING, according_to) for found in [rule(ground, cue)] if found and found[0].source_head == teller), [])
        if told:
            return [attribution(ground, i, behind_document(ground, quoted), told[0].content, entry, "citing_bare")]
    return []


def _sayings(ground: Ground, i: int) -> list[int]:
    """The verbs whose saying may rest on what participle `i` cites: those above it, and that of the noun it modifies or of the clause it opens."""
    tree = ground.tree
    sentence = ground.sentence(i)
    found = [n for n in tree.up(i) if n != i]
    if tree.tokens[i].dep == "acl" or i == sentence.first:
        modified = tree.tokens[i].head
        found += [n for n in range(i + 1, sentence.last) if tree.tokens[n].pos in VERBAL and (tree.subject(n) == modified or i == sentence.first)]
    return list(dict.fromkeys(found))
