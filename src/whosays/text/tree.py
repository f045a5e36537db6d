"""Questions asked of a dependency tree: subjects, objects, clauses, spans. Shared by the floors that read and claim."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from whosays.model.reading import Token
from whosays.model.span import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
CLAUSES = ("ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp")
VERBAL = ("VERB", "AUX")
NP_INNER = ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "case", "predet", "punct", "neg", "npadvmod")


def first(*found: int | None) -> int | None:
    """The first token number that is not null; token 0 counts, as it does not with `or`."""
    return next((number for number in found if number is not None), None)


class Tree:
    """A view on tokens by their heads; token numbers are those of the whole reading."""

    def __init__(self, tokens: Sequence[Token], children: Sequence[tuple[int, ...]] | None = None) -> None:
        """`children` may be given where they are known already."""
        self.tokens = tokens
        self._children = children

    @cached_property
    def below(self) -> Sequence[tuple[int, ...]]:
        """For each token the numbers of its children in text order."""
        if self._children is not None:
            return self._children
        rows: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                rows[token.head].append(token.i)
        return [tuple(row) for row in rows]

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of token `i` with one of the relations, or null."""
        for c in self.below[i]:
            if self.tokens[c].dep in deps:
                return c
        return None

    def all(self, i: int, *deps: str) -> list[int]:
        """Every child of `i` with one of the relations, in text order."""
        return [c for c in self.below[i] if self.tokens[c].dep in deps]

    def prep(self, i: int, *lemmas: str) -> int | None:
        """The object (pobj or pcomp) of the first preposition child of `i` among `lemmas`, or null."""
        for c in self.below[i]:
            token = self.tokens[c]
            if token.dep in ("prep", "agent", "dative") and token.lemma.lower() in lemmas:
                found = self.child(c, "pobj", "pcomp")
                if found is not None:
                    return found
        return None

    def up(self, i: int) -> Iterator[int]:
        """Token `i` and its ancestors up to the root of its sentence."""
        seen = 0
        while True:
            yield i
            head = self.tokens[i].head
            seen += 1
            if head == i or seen > len(self.tokens):
                return
            i = head

    def under(self, i: int, top: int) -> bool:
        """Whether `top` is `i` or an ancestor of it."""
        return any(node == top for node in self.up(i))

    def nodes(self, i: int, skip: Sequence[int] = ()) -> list[int]:
        """Token `i` and all below it, without the branches that begin at `skip`, in text order."""
        found: list[int] = []
        stack = [i]
        while stack:
            node = stack.pop()
            if node in skip:
                continue
            found.append(node)
            stack.extend(self.below[node])
        return sorted(found)

    def subtree_span(self, i: int) -> tuple[int, int]:
        """`[start, end)` in code points from the first to the last word under `i`."""
        nodes = self.nodes(i)
        return self.tokens[nodes[0]].start, self.tokens[nodes[-1]].end

    def spans(self, i: int, skip: Sequence[int] = ()) -> tuple[Span, ...]:
        """The words under `i` without the branches at `skip`, as contiguous spans without edge punctuation."""
        return self.cover(self.nodes(i, skip))

    def cover(self, nodes: Sequence[int]) -> tuple[Span, ...]:
        """Runs of neighbouring tokens among `nodes` as spans; a run of punctuation alone makes none."""
        runs: list[list[int]] = []
        for node in sorted(set(nodes)):
            if runs and node == runs[-1][-1] + 1:
                runs[-1].append(node)
            else:
                runs.append([node])
        spans = [self._trimmed(run) for run in runs]
        return tuple(span for span in spans if span is not None)

    def _trimmed(self, run: list[int]) -> Span | None:
        while run and self.tokens[run[0]].text in ",;:-–—.":
            run = run[1:]
        while run and self.tokens[run[-1]].text in ",;:-–—":
            run = run[:-1]
        if not any(self.tokens[node].pos != "PUNCT" for node in run):
            return None
        return Span(self.tokens[run[0]].start, self.tokens[run[-1]].end)

    def base_np(self, i: int) -> Span:
        """The noun phrase around `i` without what follows its head: determiners, adjectives, compounds, possessors."""
        first = i
        node = i
        while True:
            left = [c for c in self.below[node] if c < node and self.tokens[c].dep in NP_INNER]
            if not left:
                break
            node = left[0]
            first = min(first, node)
            if first != node:
                break
        while first < i and self.tokens[first].pos == "PUNCT" and self.tokens[first].text not in "“\"'‘(":
            first += 1
        end = i
        if i + 1 < len(self.tokens) and self.tokens[i + 1].dep == "case" and self.tokens[i + 1].head == i:
            end = i
        return Span(self.tokens[first].start, self.tokens[end].end)

    def subject(self, i: int) -> int | None:
        """The subject of verb `i`: its own, else the one it shares by coordination or control, else null."""
        for node in self._subject_path(i):
            own = self.child(node, "nsubj", "nsubjpass")
            if own is not None:
                return self.antecedent(own)
            relative = self.tokens[node]
            if relative.dep in ("acl", "relcl") and node == i and relative.tag in ("VBG", "VBN"):
                return relative.head
        return None

    def _subject_path(self, i: int) -> Iterator[int]:
        yield i
        node = i
        for _ in range(8):
            token = self.tokens[node]
            if token.dep == "conj" or (token.dep in ("xcomp", "advcl") and token.pos in VERBAL) or token.dep in ("pcomp", "auxpass"):
                head = token.head
                while self.tokens[head].dep == "prep" and self.tokens[head].head != head:
                    head = self.tokens[head].head
                node = head
                yield node
            else:
                return

    def antecedent(self, i: int) -> int:
        """The noun that a relative pronoun stands for, else `i` itself."""
        token = self.tokens[i]
        if token.tag in ("WP", "WDT") or token.lemma.lower() in ("who", "which", "that"):
            verb = self.tokens[token.head]
            if verb.dep == "relcl":
                return verb.head
        return i

    def conjuncts(self, i: int) -> list[int]:
        """Token `i` and the nouns coordinated with it, in text order."""
        found = [i]
        for node in found:
            found.extend(c for c in self.below[node] if self.tokens[c].dep == "conj" and self.tokens[c].pos in ("NOUN", "PROPN", "PRON", "NUM"))
        return sorted(found)

    def adjuncts(self, verb: int, subject: int | None) -> list[int]:
        """What modifies the saying at `verb`, wherever the parser hung it, in text order.

        Children of the verb, of its subject where they follow it before the verb ("a general, speaking to X, said") or where the subject follows
        the verb ("said a general in remarks to X"), and a participle that opens the sentence ("Asked by X, the army denied").
        """
        found = set(self.below[verb])
        if subject is not None:
            found |= {c for c in self.below[subject] if c > subject and (subject > verb or c < verb)}
        found |= {c for comma in list(found) if self.tokens[comma].pos == "PUNCT" for c in self.below[comma]}  # the parser hangs some of them on a comma
        opening = self.opening_participle(verb)
        return sorted(found if opening is None else {*found, opening})

    def opening_participle(self, verb: int) -> int | None:
        """The participle that opens the sentence of `verb`, set off by a comma before the verb, or null."""
        first = verb
        while first > 0 and self.tokens[first - 1].sentence == self.tokens[verb].sentence:
            first -= 1
        token = self.tokens[first]
        comma = any(self.tokens[n].text == "," for n in range(first, verb))
        return first if token.tag in ("VBG", "VBN") and token.pos in VERBAL and token.head != first and comma else None

    def negated(self, i: int) -> bool:
        """Whether a negative particle hangs on `i`, or its subject or object is negated by `no`."""
        return any(self.tokens[c].dep == "neg" or self.tokens[c].lemma.lower() in ("not", "n't", "never") for c in self.below[i])

    def finite(self, i: int) -> bool:
        """Whether verb `i` heads a finite clause: by its own tag or that of an auxiliary."""
        if self.tokens[i].tag in ("VBD", "VBP", "VBZ", "MD"):
            return True
        return any(
            self.tokens[c].dep in ("aux", "auxpass") and self.tokens[c].tag in ("VBD", "VBP", "VBZ", "MD") for c in self.below[i]
        )
