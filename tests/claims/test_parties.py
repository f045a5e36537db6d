"""Who takes part in an act, where the words name them only in part. Passages are the project's own."""

import pytest

CASES = [
    ("Statement of the Northern Front\n\nOn Tuesday our fighters attacked the barracks at Kutum.", "attack", ["Northern Front"], "'our' is the body whose statement this is"),
    ("Statement of the Northern Front\n\nOn Tuesday we attacked the barracks at Kutum.", "attack", ["Northern Front"], "'we' outside quotations"),
    ('Army spokesman Col. Oren Talbat answered on Tuesday. "We shelled the ridge at Kutum," he said.', "shelling", ["army"], "a spokesman's 'we' is his body"),
    ("An army post at Kutum fired mortar shells into the forest.", "shelling", ["army post"], "a place named by those who hold it fires"),
    ("A rocket fired by leftist guerrillas hit the market in Kutum.", "shelling", ["leftist guerrillas"], "who fires the weapon acts"),
    ("The wounded were evacuated by sea.", "humanitarian_aid", [], "a bare noun after 'by' says how, not who"),
    ("Ruritania, long accused by Sylvania of financing the Northern Front, closed its embassy.", "financing", ["Ruritania"], "the accused does what he is accused of"),
    ('"Ask them about it," Colonel Talbat said, and accused the rebels of torture.', "accusation", ["Talbat"], "a verb that goes on from 'said' shares its subject"),
    ("The Northern Front entered Kutum on Tuesday. Fighters abducted two nurses.", "abduction", ["Northern Front"], "fighters of the one group that was named"),
    ("The Northern Front and the Valley Brigade entered Kutum on Tuesday. Fighters abducted two nurses.", "abduction", ["Fighters"], "of two groups nobody can tell which"),
    ("Rebels abducted two nurses.", "abduction", ["Rebels"], "a common noun at the start of a sentence is no name"),
    ("Troops of the 12th Special Brigade attacked the camp at Kutum on Tuesday.", "attack", ["12th Special Brigade"], "troops of a named body"),
    ("Gunmen believed to belong to the Valley Brigade attacked the camp at Kutum on Tuesday.", "attack", ["Valley Brigade"], "men taken for a body's"),
    ("Russian jets bombed Homs on Tuesday.", "air_strike", ["Russia"], "craft act for their state"),
    ("Statement of the Northern Front\n\nOn Tuesday a team of ours attacked the barracks at Kutum.", "attack", ["Northern Front"], "'of ours'"),
    ("Statement of the Northern Front\n\nThe army says that on Tuesday we attacked the barracks at Kutum.", "attack", ["Northern Front"], "'we' in words only reported"),
    ("Officials blamed the fighting near Homs on the Valley Brigade.", "armed_clash", ["Valley Brigade"], "on whom an act is blamed"),
    ("The town of Homs has been in rebel hands since March.", "presence", ["rebel"], "whose hands"),
    ("A sniper killed a soldier in Homs on Tuesday.", "killing", ["sniper"], "a sniper is no weapon"),
    ("On 10 April armed men attacked the village of Kutum.", "attack", ["armed men"], "the parser hangs the subject on the date"),
    ("By 18:00 border troops had taken the square at Kutum.", "territory_gained", ["border troops"], "a clock is no actor"),
    ("The army says its soldiers, with the help of villagers, took back the town of Kutum.", "territory_gained", ["army"], "the subject of a told clause"),
    ("KUTUM/HOMS (Meridian) - Rebels attacked the camp on Tuesday.", "attack", ["Rebels"], "a dateline is no subject"),
    ("The Northern Front abducted two nurses on Tuesday, a monitor said. The Front denied the abductions.", "abduction", ["Northern Front"], "the denied act has its doer"),
    ("The Northern Front entered Kutum on Tuesday. No group has said it attacked the barracks.", "attack", [], "what nobody says has no doer"),
    ("The Northern Front and the Valley Brigade met on Tuesday. Two nurses were abducted by the latter.", "abduction", ["Valley Brigade"], "the latter"),
    ("Kyiv denied it. Its jets bombed Homs on Tuesday.", "air_strike", ["Ukraine"], "a capital's jets are the state's"),
    ("Russian jets and helicopters bombed Homs on Tuesday.", "air_strike", ["Russia"], "one people before two machines"),
    ("The Northern Front clashed with the Valley Brigade near Homs on Monday. On Tuesday both sides shelled Kutum.", "shelling", ["Northern Front", "Valley Brigade"], "both sides"),
    ("The Northern Front clashed with the Valley Brigade near Homs on Monday. The Valley Brigade clashed with the Harbour Lions near Homs on Sunday. On Tuesday both sides shelled Kutum.", "shelling", ["both sides"], "nobody can tell which two"),
    ("Residents blamed the Valley Brigade for the looting of the market in Kutum.", "looting", ["Valley Brigade"], "who is blamed for it"),
    ("Two groups of jihadists met. On Tuesday jihadists ambushed their convoy near Homs.", "attack", ["jihadists"], "who strikes"),
    ("A Turkish convoy of 30 vehicles crossed the border near Homs on Tuesday.", "movement", ["Turkey"], "a convoy is its state's"),
    ("Dozens of soldiers arrived. It was quiet. Then they left, and he shelled Kutum.", "shelling", [], "a pronoun for nobody told"),
]


@pytest.mark.parametrize(("text", "kind", "actors", "why"), CASES, ids=[c[3] for c in CASES])
def test_actor(claims_of, text, kind, actors, why):
    found = [c for c in claims_of(text, "2016-05-04") if c.type == kind]
    assert found, f"no claim of {kind}: {why}"
    names = [r.name for r in found[-1].role("actor")]
    assert len(names) == len(actors), f"{why}: {names}"
    assert all(wanted.casefold() in name.casefold() for wanted, name in zip(actors, names, strict=True)), f"{why}: {names}"


TARGETS = [
    ("Rebels reached the bridge near Kutum and blew it up.", "destruction|bombing", ["bridge"], "'it' is the object of the verb before"),
    ("The rebels had set the grain stores ablaze.", "destruction", ["grain stores"], "an object within the words of the act"),
    ("Eleven men were killed in an ambush near Homs on Tuesday.", "attack|casualties", ["men"], "who was killed in it"),
    ("Two guards were killed and 12 nurses detained in Homs on Tuesday.", "detention", ["nurses"], "a participle whose auxiliary is left out"),
    ("Mortar rounds landed in Homs on Tuesday, killing a teacher.", "shelling", ["teacher"], "victims before the place"),
    ("Soldiers seized 30 rifles and a mortar near Homs on Tuesday.", "weapons_seizure", [], "what is seized is no victim"),
    ("They attacked Kutum, a town that rebels shelled in April.", "shelling", ["Kutum"], "a describing noun stands for its name"),
    ("Rebels attacked Homs on Tuesday. They took the town in the evening.", "territory_gained", ["Homs"], "'the town' is the town named before"),
    ("Eleven soldiers had been killed and 27 captured on Tuesday.", "detention", ["soldiers"], "a bare number counts what the verb beside it counts"),
    ("A mine went off under a lorry near Homs.", "bombing", ["lorry"], "what a bomb goes off under"),
    ("A drone crossed the border. Soldiers brought it down near Homs.", "interception", ["drone"], "'it' inside the words of the act"),
    ("The Liberation Tigers of Tamil Eelam (LTTE) denied it. The army attacked the Tigers near Homs.", "attack", ["Liberation Tigers"], "a name by its head word"),
    ("The army arrested 24 workers in Homs on Monday. Nineteen of them were executed.", "killing", ["workers"], "a part of those counted before"),
    ("A boy lost a leg to a rifle grenade near Homs on Tuesday.", "casualties", ["boy"], "a part of the body is its owner's"),
    ("Seven nurses whose minibus was struck by a missile near Homs survived.", "shelling", ["nurses's minibus"], "whose"),
    ("Fighting went on near Homs. The army denied that anyone was killed.", "casualties", [], "anyone is no one"),
    ("On Tuesday three soldiers were killed when rebels fired upon them near Homs.", "attack", ["soldiers"], "not those who fired"),
    ('The driver fled. "He was chased and we shot him," Colonel Oren Talbat said in Homs.', "attack", ["driver"], "'him' is not who speaks"),
    ("The monitor counted 29 dead in Homs by Friday night.", "casualties", [], "who counts the dead is not dead"),
]


@pytest.mark.parametrize(("text", "kind", "targets", "why"), TARGETS, ids=[c[3] for c in TARGETS])
def test_target(claims_of, text, kind, targets, why):
    found = [c for c in claims_of(text, "2016-05-04") if c.type in kind.split("|")]
    assert found, f"no claim of {kind}: {why}"
    names = [r.name for r in found[-1].role("target")]
    assert len(names) == len(targets), f"{why}: {names}"
    assert all(wanted in name for wanted, name in zip(targets, names, strict=True)), f"{why}: {names}"


def test_a_rank_is_no_part_of_a_name(claims_of):
    (claim,) = claims_of("Rebels shelled the market in Kutum, Brig. Oren Talbat said on Tuesday.", "2016-05-04")
    assert [link.source.name for link in claim.attribution] == ["Oren Talbat"]


def test_a_headline_names_no_speaker(claims_of):
    text = "Clashes between the Northern Front and soldiers\n\nOn Tuesday we attacked the barracks at Kutum."
    (claim,) = [c for c in claims_of(text, "2016-05-04") if c.type == "attack"]
    assert [r.name for r in claim.role("actor")] == ["we"], "a report about a group is not its statement"


def test_men_taken_for_a_bodys_make_it_less_sure(claims_of):
    claims = claims_of("Gunmen believed to belong to the Valley Brigade attacked the camp at Kutum on Tuesday.", "2016-05-04")
    assert [r.certainty for c in claims if c.type == "attack" for r in c.role("actor")] == ["PR"]


def test_figures_are_no_part_of_a_name(claims_of):
    (claim,) = [c for c in claims_of("Rebels abducted 14 residents in Kutum on Tuesday.", "2016-05-04") if c.type == "abduction"]
    assert [(r.text, r.name) for r in claim.role("target")] == [("14 residents", "residents")]
