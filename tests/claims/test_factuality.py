"""Factuality of acts: one row a sentence. `expected` is (factuality, modality), or the reason for which no claim is made."""

import pytest

from whosays.claims.factuality import assess
from whosays.lexicon import factuality as lexicon
from whosays.model.reading import Reading
from whosays.model.span import Span
from whosays.reading import parser
from whosays.text.tree import Tree

CASES = [
    ("Rebels shelled the market.", "shelled", ("CT+", "actual"), "plain past"),
    ("Rebels did not shell the market.", "shell", ("CT-", "actual"), "negation of the act"),
    ("Troops never entered the town.", "entered", ("CT-", "actual"), "never"),
    ("The coalition ruled out civilian deaths.", "deaths", ("CT-", "actual"), "a verb with its particle"),
    ("Not one soldier crossed the border.", "crossed", ("CT-", "actual"), "a subject of none"),
    ("The guns fired no shells at the hospital.", "fired", ("CT-", "actual"), "an object of none"),
    ("Rebels may have shelled the market.", "shelled", ("PS+", "actual"), "possibility of a past act"),
    ("The rocket was probably fired by the militia.", "fired", ("PR+", "actual"), "probability adverb"),
    ("Jets reportedly bombed the depot.", "bombed", ("PR+", "actual"), "hearsay adverb"),
    ("The army will attack the ridge.", "attack", ("CT+", "planned"), "will of a doer"),
    ("The group will likely attack again.", "attack", ("PR+", "predicted"), "hedged future"),
    ("The army plans to attack the ridge.", "attack", ("CT+", "planned"), "embedding plan"),
    ("The militia threatened to attack the convoy.", "attack", ("CT+", "threatened"), "embedding threat"),
    ("The rebels tried to seize the bridge.", "seize", ("CT+", "attempted"), "embedding attempt"),
    ("The army failed to seize the bridge.", "seize", ("CT-", "actual"), "embedding failure"),
    ("No group said it was behind the bombing.", "bombing", ("CT+", "actual"), "only whose it was is left open"),
    ("The army refused to lift the siege.", "siege", ("CT+", "actual"), "what is not ended goes on"),
    ("Troops failed to repel the assault on the base.", "assault", ("CT+", "actual"), "what is not warded off took place"),
    ("The peacekeepers refused to intervene in the clashes.", "clashes", ("CT+", "actual"), "what nobody intervenes in takes place"),
    ("The rebels have not joined the offensive.", "offensive", ("CT+", "actual"), "others wage it"),
    ("The army refused to launch the offensive.", "offensive", ("CT-", "actual"), "who refuses to launch it leaves it undone"),
    ("The general refused to begin the withdrawal.", "withdrawal", ("CT-", "actual"), "who refuses to begin it leaves it undone"),
    ("The rebels refused to hold a summit.", "summit", ("CT-", "actual"), "one that nobody knows of"),
    ("Guards managed to prevent the raid.", "raid", ("CT-", "actual"), "what is prevented does not take place"),
    ("If rebels attack the town, residents will flee.", "attack", "condition", "if-clause"),
    ("Did the army attack the town?", "attack", "question", "question"),
    ("Troops were sent to attack the ridge.", "attack", "motive", "infinitive of purpose"),
    ("Troops often shell the village.", "shell", ("CT+", "habitual"), "habit adverb"),
    ("The army carried out no strikes on Monday.", "strikes", ("CT-", "actual"), "light verb with an object of none"),
    ("The march never took place.", "march", ("CT-", "actual"), "happening verb lends its negation"),
    ("The army could attack any day, but an attack on the camp would be a crime.", "attack on", "hypothetical", "would"),
    ("The general was accused of a purported attack on the camp.", "attack", ("PS+", "actual"), "purported"),
    ("The exercise mimics the bombing of a base.", "bombing", "simulated", "mimicked act"),
    ("The army left without attacking the village.", "attacking", ("CT-", "actual"), "without"),
    ("Two frigates are racing to shell the port.", "shell", "motive", "what a verb of haste is for"),
    ("The brigade moved north in order to besiege the town.", "besiege", "motive", "in order to"),
    ("The regiment is to redeploy to the coast.", "redeploy", ("CT+", "planned"), "is to"),
    ("The militia was forced to withdraw.", "withdraw", ("CT+", "actual"), "an implicative verb brings it about"),
    ("Rebels went on to attack the depot.", "attack", ("CT+", "actual"), "went on to did it"),
    ("A failed offensive by the army cost 40 lives.", "offensive", ("CT+", "attempted"), "what failed took place"),
    ("A foiled attack on the embassy was shown on television.", "attack", ("CT-", "attempted"), "what was foiled did not"),
    ("Forty died in air strikes allegedly carried out by the navy.", "strikes", ("PS+", "actual"), "the hedge of the participle is the act's"),
    ("The death toll may still rise.", "toll", "hypothetical", "a figure that nobody gives"),
    ("Villagers had to choose between fighting the militia or fleeing.", "fighting", "to be chosen, not done", "one of two"),
    ("Villagers had to choose between fighting the militia or fleeing.", "fleeing", "to be chosen, not done", "the other"),
    ("A strike on the capital would not surprise me.", "strike", ("PS+", "predicted"), "a noun whose verb looks ahead"),
    ("The shelling of the capital would not surprise me less.", "shelling", ("CT+", "actual"), "a definite act has been"),
    ("An assault on the city is imminent.", "assault", ("CT+", "predicted"), "imminent"),
    ("An assault on the city looks unlikely.", "assault", ("PR-", "predicted"), "unlikely"),
    ("A long-awaited offensive has yet to begin.", "offensive", ("CT-", "predicted"), "has yet to"),
    ("There are other factors that make the capture of the town so vital for the army.", "capture", "weighed, not told", "a verdict on the act as a small clause"),
    ("It would not be necessary to bomb the city.", "bomb", "weighed, not told", "a verdict on what one might do"),
    ("The council urged inspectors to look into the reported use of gas.", "use", ("PR+", "actual"), "looked into: it has been"),
    ("Insurgents came close to capturing the airport.", "capturing", ("CT-", "attempted"), "all but done"),
    ("Had the army attacked, the town would have fallen.", "attacked", "condition", "a condition by word order"),
    ("Islamists might be behind the kidnapping.", "kidnapping", ("PS+", "actual"), "behind it: the verb's modal is the deed's"),
    ("The army was not behind the massacre.", "massacre", ("CT-", "actual"), "not behind it"),
    ("The rebels, who shelled the market, did not leave.", "shelled", ("CT+", "actual"), "a relative clause keeps its own polarity"),
    ("The army did not leave after it shelled the market.", "shelled", ("CT+", "actual"), "an adverbial clause keeps its own polarity"),
]


def read(text):
    parsed = parser.load().parse(text, [Span(0, len(text))])
    return Reading("r", parsed.tokens, parsed.sentences, (), (), (), "test")


@pytest.mark.parametrize(("text", "act", "expected", "why"), CASES, ids=[f"{c[3]}" for c in CASES])
def test_factuality(text, act, expected, why):
    reading = read(text)
    head = reading.token_at(text.index(act))
    assert head is not None
    value = assess(reading, Tree(reading.tokens, reading.children), head, frozenset(), lexicon.load(), denied=False, commit="CT")
    found = value.skip or (value.factuality, value.modality)
    assert found == expected, (why, value.reasons)


def test_a_denying_source_turns_the_polarity():
    reading = read("Rebels shelled the market.")
    value = assess(reading, Tree(reading.tokens, reading.children), 1, frozenset(), lexicon.load(), denied=True, commit="CT")
    assert value.factuality == "CT-"


def test_a_weak_verb_of_saying_lowers_certainty():
    reading = read("Rebels shelled the market.")
    value = assess(reading, Tree(reading.tokens, reading.children), 1, frozenset(), lexicon.load(), denied=False, commit="PR")
    assert value.factuality == "PR+"
    assert any("PR" in reason for reason in value.reasons)
