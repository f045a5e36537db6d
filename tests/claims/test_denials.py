"""Denials of acts that no frame knows, of tellings that follow, and tellings that stand against another's. Passages are the project's own; rules alone."""

import pytest

# passage, words of the act told, who denies, aspect, why
DENIED = [
    ("Kabul accused Pakistani police of repainting pylons near Torkham. Islamabad rejected the charge.", "repainting", "Islamabad", "whole", "a deed of no type, accused and denied"),
    ("The miners say guards drowned two boys in the pond. The company called the story a lie.", "drowned", "company", "whole", "told, and denied in a word"),
    ("The elders say the soldiers had ordered the bodies dumped. The soldiers denied it.", "ordered", "soldiers", "whole", "the deed of an order"),
    ("Caracas accuses the guard of letting smugglers use its airstrip. The guard denied any involvement.", "use its", "guard", "actor", "the deed behind what was let happen"),
    ("The company shrugged off a union's report that its guards herd villagers off their plots.", "herd", "company", "whole", "the telling is named in what is denied"),
    ("The army dismissed as fabricated a report by the council that it had shelled the market.", "shelled", "army", "actor", "the verdict stands between verb and words"),
    ("Ankara denies any incursion. Villagers near Zakho said Turkish commandos had crossed the border.", "crossed", "Ankara", "whole", "the telling follows; both name one country"),
    ("No plane had been in the air, the ministry insisted after residents said that jets had bombed a school.", "bombed", "ministry", "unclear", "the telling hangs on the words of denying"),
    ('Monitors said army shells had struck a clinic. General Perera denied the charge. "We have not fired heavy weapons," he said.', "struck", "Perera", "whole", "who denied goes on denying"),
    ("The governor said rebels had overrun the fort. The ministry contradicted him.", "overrun", "ministry", "whole", "who said it stands for what he said"),
    ('The council says soldiers shot eight herders. "That is not so," said Colonel Hamid.', "shot", "Hamid", "whole", "two words"),
    ("The council accused the pastor of killing two herders. The pastor pleaded not guilty.", "killing", "pastor", "actor", "a plea"),
    ("The council accused the guards of burning forty huts. The ministry called the accusation propaganda.", "burning", "ministry", "whole", "noun and verdict read as one name"),
    ("Rebels said they had overrun the outpost. The army said the outpost was still in government hands.", "overrun", "army", "whole", "another holder"),
    ("The Houthis said a missile hit the tanker Aurora. Its owners said the ship was undamaged.", "hit", "owners", "whole", "a state that rules the act out; a ship by another word"),
    ("Al-Shabaab said it had killed the mayor. The mayor told the radio that he was alive and well.", "killed", "mayor", "whole", "who is alive was not killed"),
    ("Armenia said that Azerbaijani soldiers had attacked a post. Baku said its soldiers were nowhere near the border.", "attacked", "Baku", "actor", "the accused were elsewhere"),
    ("Rebels said they had shot down a helicopter. The army said the aircraft had crashed after an engine failure.", "shot down", "army", "whole", "another cause"),
    ("The council said Israeli jets bombed a dairy. Israel said it had struck only a weapons store.", "bombed", "Israel", "target", "another target, and no more than that"),
    ("Ukraine said Russian gunners shelled the dam. Moscow said that Ukrainian troops had shelled it themselves.", "shelled", "Moscow", "actor", "another doer"),
]

DENIED += [
    ("The council accused the army of killing nine herders, a charge denied by the governor.", "killing", "governor", "whole", "a participle on the words says who denies them"),
    ("Rebels said that troops had shelled Kasra. It is a lie that our guns fired, the colonel said.", "shelled", "colonel", "whole", "the clause of a lie"),
    ("The ministry refuted the charges raised by the commission against the brigade.", "charges", "ministry", "whole", "a charge named only where it is denied"),
]


@pytest.mark.parametrize(("text", "told", "denier", "aspect", "why"), DENIED)
def test_an_answer_is_tied_to_the_act_it_denies(claims_of, text, told, denier, aspect, why):
    claims = claims_of(text, "2016-05-04")
    at = text.index(told)
    answered = {c.claim_id for c in claims if c.trigger.start <= at < c.trigger.end or at <= c.trigger.start < at + len(told)}
    found = [(c, r) for c in claims for r in c.relations if r.kind == "denies" and r.claim_id in answered and c.claim_id != r.claim_id]
    assert found, f"{why}: {[(c.type, c.trigger.text, c.factuality) for c in claims]}"
    assert any(denier in c.attribution[-1].source.name or denier in c.attribution[-1].source.text for c, _ in found), why
    assert aspect in {r.aspect for _, r in found}, why


# passage, why
NOT_DENIED = [
    ("The garrison refused to surrender. The rebels said they had surrounded the town.", "a refusal"),
    ("Guards denied entry to families who fled the shelling of the town.", "what is denied is a passage"),
    ("Rebels shelled the port, the army said. The rebels rejected its demand to leave the town.", "a demand"),
    ("Monitors could not confirm that rebels had killed thirty people.", "no stand is taken"),
    ("Eritrea said commandos blew up a bridge. Addis Ababa neither confirmed nor denied it.", "no stand is taken"),
    ("The army said rebels had shelled the port. The governor said that only three people were hurt.", "a number is no other target"),
    ("The army said rebels had shelled the port. The rebels said the army had bombed the market.", "a charge of one's own about another act"),
    ("The ministry said a drone hit a depot. The road was intact, a driver said.", "what is whole is something else"),
    ("The army said rebels killed six soldiers. The minister said the president was alive and well.", "another man is alive"),
    ("The army said rebels had shelled the port. State radio did not mention the shelling.", "what is passed over in silence is not denied"),
    ("The army said rebels had repainted the pylons. The mayor said that the families had been informed.", "nothing is denied, so nothing becomes a claim"),
]


@pytest.mark.parametrize(("text", "why"), NOT_DENIED)
def test_what_denies_nothing_is_tied_to_nothing(claims_of, text, why):
    assert not [r for c in claims_of(text, "2016-05-04") for r in c.relations if r.kind == "denies"], why


def test_an_act_of_no_type_is_a_claim_only_where_it_is_denied(claims_of):
    told = "Kabul said that Pakistani police had repainted pylons near Torkham."
    assert not [c for c in claims_of(told, "2016-05-04") if c.trigger.text == "repainted"]
    (claim,) = [c for c in claims_of(f"{told} Islamabad denied it.", "2016-05-04") if c.trigger.text == "repainted"]
    assert claim.type == "accusation"
    assert claim.confidence <= 0.5
    assert "since it is denied" in claim.reasons[0]


# passage, words of the act, factuality, why
POLARITY = [
    ("It is a lie that our soldiers burned the village, the colonel said.", "burned", "CT-", "the clause is called a lie"),
    ("The colonel said it was not true that soldiers had burned the village.", "burned", "CT-", "the clause is called untrue"),
    ("It is true that our soldiers burned the village, the colonel said.", "burned", "CT+", "the clause is called true"),
    ("Rebels struck the port on Monday. The army said no civilians were killed in the raid on the port.", "killed", "CT-", "a toll of nobody is not folded into its act"),
    ("The army's claim to have captured the ridge was reported by the radio.", "captured", "CT+", "what one claims to have done is no purpose"),
]


@pytest.mark.parametrize(("text", "act", "value", "why"), POLARITY)
def test_what_is_called_untrue_is_denied(claims_of, text, act, value, why):
    found = {c.factuality for c in claims_of(text, "2016-05-04") if c.trigger.start <= text.index(act) < c.trigger.end}
    assert value in found, why


def test_an_adverb_is_no_state(claims_of):
    text = "Rebels attacked the town, the army said. The rebels could be large and well financed, an official said."
    assert not [c for c in claims_of(text, "2016-05-04") if c.trigger.text == "well"], "how they are paid does not say that they are well"
