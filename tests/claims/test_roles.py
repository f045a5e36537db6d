"""Participants of an act from the syntax of its sentence."""

import pytest

from tests.parsing import read
from whosays.claims.roles import find_roles
from whosays.model.reading import Argument

CASES = [
    ("The army shelled the suburb.", "shelled", "actor=army; target=suburb", "active"),
    ("The suburb was shelled by the army.", "shelled", "actor=army; target=suburb", "passive"),
    ("The shelling of the market by rebel fighters lasted an hour.", "shelling", "actor=rebel fighters; target=market", "nominalisation"),
    ("Russian air strikes on Terzin continued.", "air strikes", "actor=Russian; target=Terzin", "demonym before the noun"),
    ("The army's assault on the port failed.", "assault", "actor=army; target=port", "possessor"),
    ("Clashes broke out between the army and tribal fighters.", "Clashes", "actor=army; actor=tribal fighters", "two actors"),
    ("Militants clashed with police near the dam.", "clashed", "actor=Militants; actor=police", "clash with"),
    ("Rebels and deserters stormed the fort.", "stormed", "actor=Rebels; actor=deserters; target=fort", "coordination"),
    ("Gunmen killed two guards and a driver.", "killed", "actor=Gunmen; target=two guards; target=a driver|driver", "list of targets"),
    ("The rebels who shelled the town fled.", "shelled", "actor=rebels; target=town", "relative clause"),
    ("The patrol found two houses looted and a wharf burned.", "looted", "target=two houses", "what somebody came upon is no looter"),
    ("They found 12 marines dead and the wharf burned; the rebels had taken others.", "burned", "target=wharf", "the second thing come upon"),
    ("A suicide bomber blew himself up at the gate.", "blew himself up", "actor=suicide bomber; target=gate", "nobody aims at himself"),
    ("Shells fell while some 90 families were leaving Terzin and two farms.", "leaving", "target=some 90 families; origin=Terzin; origin=two farms", "what is left is no target"),
    ("The town besieged by the militia starved.", "besieged", "actor=militia; target=town", "reduced relative"),
    ("The militia began shelling the port.", "shelling", "actor=militia; target=port", "control"),
    ("The court accused the colonel of killing three monks.", "killing", "actor=colonel; target=three monks", "accused of"),
    ("The army carried out an air strike on the village.", "air strike", "actor=army; target=village", "light verb"),
    ("An offensive was launched by the junta against the rebels.", "offensive", "actor=junta; target=rebels", "light verb in the passive"),
    ("The convoy came under fire from bandits.", "came under fire", "actor=bandits; target=convoy", "idiom turns the roles"),
    ("The town fell to the insurgents.", "fell to", "actor=insurgents; target=town", "idiom turns the roles"),
    ("Rebels fired rockets at the barracks.", "fired", "actor=Rebels; instrument=rockets; target=barracks", "what is fired is no target"),
    ("Seventeen soldiers were killed by a Russian missile.", "killed", "actor=Russian; instrument=Russian missile; target=Seventeen soldiers", "a weapon is no actor"),
    ("Militants attacked the camp with mortars.", "attacked", "actor=Militants; instrument=mortars; target=camp", "instrument"),
    ("On Monday the army attacked the camp on the hill.", "attacked", "actor=army; target=camp", "a day is no participant"),
    ("Iran supplied the militia with missiles.", "supplied", "actor=Iran; beneficiary=militia; instrument=missiles", "recipient"),
    ("The president awarded medals to the pilots.", "awarded", "actor=president; beneficiary=pilots; topic=medals", "recipient"),
    ("Karev was appointed as commander of the corps.", "appointed", "target=Karev; topic=commander of the corps", "who is appointed"),
    ("Troops were deployed to the border.", "deployed", "actor=Troops; destination=border", "moved by no one named"),
    ("The army repelled an attack by raiders.", "attack", "actor=raiders; target=army", "who repels is the target"),
    ("Syrian rebels helped its planes target the town.", "target", "actor=its planes; target=town", "helped to act"),
    ("Russian special forces were shown training militiamen.", "training", "actor=Russian special forces; beneficiary=militiamen", "display"),
    ("The army killed and wounded scores of fighters.", "killed", "actor=army; target=scores of fighters", "object of two verbs"),
    ("The police, according to witnesses, arrested four students.", "arrested", "actor=police; target=four students", "according to is no goal"),
    ("The division brought the southern half of the town under its control.", "brought", "actor=division; target=southern half of the town", "a place brought under control"),
    ("The army drove the rebels out of the port.", "drove the rebels out", "actor=army; target=rebels", "who is driven out; the place is where"),
    ("The army took the town after a battle with the rebels.", "battle", "actor=army; actor=rebels", "the subject fought on the other side"),
    ("The port was attacked by forces allied with the government.", "attacked", "actor=forces allied with the government; target=port", "to whom men are tied"),
    ("Delegates of the front came for talks with the army.", "talks", "actor=Delegates of the front; actor=army", "who comes for talks"),
    ("A motorcycle was used to attack the post.", "attack", "instrument=motorcycle; target=post", "what is ridden does nothing"),
    ("Soldiers ambushed in the northern hills.", "ambushed", "target=Soldiers", "a headline's passive"),
    ("A maxi Ruritanian convoy arrived in the province.", "arrived", "actor=maxi Ruritanian convoy", "men on the way move themselves"),
    ("The paramilitaries forced the people to stay and shot at the students.", "shot", "actor=paramilitaries; target=students", "a finite verb goes on with a finite one"),
    ("The depot was hit by shells that doctors said were fired by the militia.", "hit", "actor=militia; instrument=shells; target=depot", "who fired it, behind a verb of saying"),
    ("Drones launched by the militia struck the depot.", "struck", "actor=militia; instrument=Drones; target=depot", "who launched the machines"),
    ("Eight facilities of the terrorist group ISIS were hit by the army.", "hit", "actor=army; target=Eight facilities of the terrorist group ISIS", "a sort with its name"),
    ("Guerrillas killed three soldiers in an ambush near Gao.", "ambush", "actor=Guerrillas; target=three soldiers", "who killed whom in it"),
    ("Three soldiers were killed by guerrillas in an ambush near Gao.", "ambush", "actor=guerrillas; target=Three soldiers", "the same in the passive"),
    ("At least nine traders were killed by militiamen in an attack on the market.", "attack", "actor=militiamen; target=At least nine traders; target=market", "the dead beside what was attacked"),
    ("The separatists of the militia wounded three rangers near the town.", "wounded", "actor=separatists of the militia; target=three rangers", "who wounds is no victim"),
    ("The kingpin was eliminated by an air strike in the forest.", "air strike", "target=kingpin", "who was eliminated in it"),
    ("Troops of the brigade, in conjunction with elements of the militia, ambushed the rebels.", "ambushed", "actor=Troops of the brigade; actor=elements of the militia; target=rebels", "those who act together"),
    ("Shells struck both the old quarters and the mosque.", "struck", "instrument=Shells; target=old quarters; target=mosque", "places beside what was struck"),
    ("The army attacked the camp with tanks, howitzers and lorries.", "attacked", "actor=army; instrument=tanks; instrument=howitzers; instrument=lorries; target=camp", "a list of machines"),
]


def shown(text: str, arguments: tuple[Argument, ...]) -> list[tuple[str, str]]:
    return sorted((a.role, text[a.start : a.end]) for a in arguments)


@pytest.mark.parametrize(("text", "trigger", "expected", "why"), CASES)
def test_participants(text: str, trigger: str, expected: str, why: str) -> None:
    reading = read(text)
    event = next(e for e in reading.events if e.type and text[e.start : e.end] == trigger)
    found = shown(text, find_roles(reading, event))
    wanted = sorted((part.split("=")[0], part.split("=")[1].split("|")[-1]) for part in expected.split("; ") if part)
    assert found == wanted, why


@pytest.mark.parametrize(
    ("text", "mark"),
    [("The base was attacked, most likely by regime forces.", "PR"), ("The base was attacked, possibly by regime forces.", "PS")],
)
def test_a_doubtful_actor_says_so(text: str, mark: str) -> None:
    reading = read(text)
    event = next(e for e in reading.events if e.type)
    actor = next(a for a in find_roles(reading, event) if a.role == "actor")
    assert actor.reason.startswith(mark)


def test_an_event_without_type_has_no_participants() -> None:
    reading = read("The mayor praised the nurses.")
    assert find_roles(reading, reading.events[0]) == ()
