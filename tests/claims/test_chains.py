"""Chains, denials and stands not taken: one row a passage, `why` names the mechanism. Passages are the project's own; rules alone."""

import pytest

from whosays.intake.intake import report_from_text
from whosays.pipeline import load_tools, read_report
from whosays.settings import Settings

# passage, trigger of the claim, [source of each link, outermost first], factuality, why
CHAINS = [
    ("The prefect told RFI that soldiers had burned the village.", "burned", ["Radio France Internationale", "prefect"], "CT+", "told an outlet"),
    ("The mayor confirmed to Reuters that rebels had burned the village.", "burned", ["Reuters", "mayor"], "CT+", "confirmed to an outlet"),
    ("The minister told reporters that rebels had attacked the base.", "attacked", ["minister"], "CT+", "reporters are no outlet"),
    ("A minister told state television that rebels had attacked the base.", "attacked", ["minister"], "CT+", "an outlet nobody can name is no link"),
    ("The governor, in an interview with Radio Omega, said that soldiers had looted the market.", "looted", ["Radio Omega", "governor"], "CT+", "between commas"),
    ("The governor, in an interview with Lusa, revealed that troops had looted the market.", "looted", ["Lusa", "governor"], "CT+", "hung on the comma by the parser"),
    ("No group immediately said it was behind the bombing.", "behind", [], "UU", "nobody says so"),
    ("Nobody has said that rebels bombed the market.", "bombed", [], "UU", "nobody says that it was"),
    ("It is instructive to mention that soldiers burned the village.", "burned", [], "CT+", "a dummy subject is no source"),
    ("Two citizens were killed on the bridge, per the army.", "killed", ["army"], "CT+", "per"),
    ("The guns shelled the town ten times, per hour.", "shelled", [], "CT+", "an hour says nothing"),
    ("An officer, reached on WhatsApp, insisted that rebels had burned the village.", "burned", ["officer"], "CT+", "a messenger is no outlet"),
    ("Ten were wounded, according to Amanullah Kamrani, a member of the provincial council, who said that rebels had burned the village.", "burned", ["Amanullah Kamrani"], "CT+", "who is the man, not the council"),
    ("Its spokesman, Zmarai Wafa, denied that the district had been lost and said security forces had shelled a base.", "shelled", ["Zmarai Wafa"], "CT+", "who denies goes on, no district speaks"),
    ("Two hospital sources gave figures of between 12 and 15 dead.", "dead", ["Two hospital sources"], "CT+", "who gives a figure"),
    ("An official said that 100 fighters had been killed, while the presidency put army losses at 11 dead and about 60 wounded.", "losses", ["presidency"], "CT+", "another puts a figure"),
    ("Police put the toll at 11 dead.", "dead", ["Police"], "CT+", "who puts a figure"),
    ("The governor gives a new toll for the town: seven civilians dead and 26 wounded.", "wounded", ["governor"], "CT+", "the list behind a colon"),
    ("The hospital register lists 31 deaths.", "deaths", ["hospital register"], "CT+", "a document that counts"),
    ("The rebels put heavy losses on the enemy.", "losses", [], "CT+", "no figure is given"),
    ("The rebels' spokesman, speaking to Al Jazeera, said jets bombed a clinic.", "bombed", ["Al Jazeera", "rebels' spokesman"], "CT+", "speaking to"),
    ("Asked by Reuters, the army denied that it had shelled the clinic.", "shelled", ["Reuters", "army"], "CT-", "asked by"),
    ("In a video message sent to AFP, the commander said his men had captured the fort.", "captured", ["Agence France-Presse", "commander"], "CT+", "sent to"),
    ("In a letter obtained by Le Monde, the general admits that his troops killed ten civilians.", "killed", ["Le Monde", "general"], "CT+", "obtained by"),
    ("In footage released by the rebels, a captive says his unit surrendered.", "surrendered", ["rebels", "captive"], "CT+", "footage may be put out by anybody"),
    ("An officer, quoting a UN report, said troops had crossed the border.", "crossed", ["officer", "UN report"], "CT+", "a participle under the subject cites"),
    ("Citing two diplomats, the Harbour Wire reported that rebels had shelled the port.", "shelled", ["Harbour Wire", "two diplomats"], "CT+", "a participle opens the sentence"),
    ("Police said three people died in the bombing, Xinhua reported.", "bombing", ["Xinhua News Agency", "Police"], "CT+", "who stands behind the comma stands outside"),
    ("The council said in a statement that Turkish shelling killed three fighters.", "shelling", ["council"], "CT+", "the paper is the medium, not another source"),
    ("Rebels shelled the port, the mayor said. (EFE)", "shelled", ["EFE", "mayor"], "CT+", "an agency credited behind the full stop"),
    ("Rebels shelled the port on Monday (Reuters). Troops withdrew.", "withdrew", [], "CT+", "a credit covers its own sentence"),
    ("A nurse reported hearing from colleagues that soldiers had looted the market.", "looted", ["nurse", "colleagues"], "CT+", "heard from"),
    ("Rebels captured the fort, according to Radio Okapi, which cited a customs officer.", "captured", ["Radio Okapi", "customs officer"], "CT+", "a relative clause cites"),
    ("Villagers' groups quoted refugees from Ardamata who said that soldiers had looted the market.", "looted", ["Villagers' groups", "refugees"], "CT+", "who are people, no place"),
    ("An officer, relaying what villagers had told him, said soldiers had looted the market.", "looted", ["officer", "villagers"], "CT+", "what somebody had told"),
    ("The prefect was cited in the Hindustan Mail as saying that rebels had shelled the port.", "shelled", ["Hindustan Mail", "prefect"], "CT+", "cited in a paper"),
    ("Bamako's claim is that French jets bombed the village.", "bombed", ["Bamako"], "CT+", "a claim that is; its owner is the first word"),
    ("In a video posted on its Telegram channel, the Rusich group says it shelled the port.", "shelled", ["Rusich group"], "CT+", "one's own page is no other voice"),
    ("Six killed in market bombing: police", "bombing", ["police"], "CT+", "a headline's source behind its colon"),
    ('Mayor of Gorom: "Rebels have shelled the town."', "shelled", ["Mayor"], "CT+", "a headline's source before its colon"),
    ("In the view of the provincial council, the raid was the work of deserters.", "raid", ["provincial council"], "CT+", "in the view of"),
    ("The radio ran a message in which the gang takes responsibility for the massacre.", "massacre", ["radio", "gang"], "CT+", "what is in a paper"),
    ("Local media reported that witnesses saw gunmen abduct the doctor.", "abduct", ["Local media", "witnesses"], "CT+", "who saw it"),
    ("Residents told AFP that they saw gunmen abduct the doctor.", "abduct", ["Agence France-Presse", "Residents"], "CT+", "the teller saw it himself: one link"),
    ("Reports that the chief was killed could not be independently confirmed.", "killed", ["Reports"], "UU", "reports that nobody owns"),
    ("The army neither confirmed nor denied the air strike.", "air strike", ["army"], "UU", "no stand taken"),
    ("The minister refused to confirm that rebels had captured the fort.", "captured", ["minister"], "UU", "no stand taken, refused"),
    ("NATO said it had no information about an air strike in Kunduz.", "air strike", ["NATO"], "UU", "no information"),
    ("The ministry withdrew its statement that the fort had been captured.", "captured", ["ministry"], "CT-", "a statement taken back"),
    ("The spokesman told Reuters that reports of rebels capturing the fort were pure invention.", "capturing", ["Reuters", "spokesman"], "CT-", "untrue by predicate"),
    ("The military said the soldiers were not killed but captured.", "captured", ["military"], "CT+", "what is set against a negated verb"),
    ("It was not the army that shelled the clinic, the brigadier said.", "shelled", ["brigadier"], "CT-", "a negated cleft"),
    ("The presidents were due to hold talks in Sochi, but the talks were cancelled.", "talks", [], "CT-", "a plan given up in its sentence"),
]

# passage, sources of the denial, aspect, why
DENIALS = [
    ("Rebels said jets had bombed a school. The army denied this.", ["army"], "whole", "a pronoun"),
    ("Rebels said jets had bombed a school. The army called the claim a lie.", ["army"], "whole", "words called untrue"),
    ('Rebels said jets had bombed a school. "These allegations are false," the army said.', ["army"], "whole", "untrue by predicate, in a quotation"),
    ("Rebels said jets had bombed a school. An army spokesman told Reuters the claim was untrue.", ["Reuters", "army spokesman"], "whole", "untrue by predicate"),
    ("Rebels said jets had bombed a school, an accusation the army rejects.", ["army"], "whole", "a relative clause"),
    ("Rebels said jets had bombed a school, something the army has always denied.", ["army"], "whole", "something denied"),
    ("Rebels said jets had bombed a school. The army said nothing of the kind had happened.", ["army"], "whole", "nothing of the kind"),
    ("Rebels said jets had bombed a school. The army brushed aside the allegation.", ["army"], "whole", "a verb with its particle"),
    ("Rebels said jets had bombed a school. The army scoffed at the claim.", ["army"], "whole", "a verb with its preposition"),
    ("Rebels said jets had bombed a school. The report was denied by the army.", ["army"], "whole", "a passive denial"),
    ("Rebels said jets had bombed a school. There was no truth in the story, the army said.", ["army"], "whole", "no truth in it"),
    ("Rebels said jets had bombed a school. The army said the story was made up.", ["army"], "whole", "a story made up"),
    ("Rebels said jets had bombed a school. The army said it had nothing to do with it.", ["army"], "actor", "nothing to do with it"),
    ("Rebels said jets had bombed a school. The army denied that any of its aircraft had been in the air.", ["army"], "actor", "its own part denied"),
    ("Rebels said jets had bombed a school. The army said no plane had been there that day.", ["army"], "unclear", "a negative answer in other words"),
    ("Rebels said jets had bombed a school and killed nine people. The army disputed the figure.", ["army"], "count", "a figure disputed"),
    ("Although the army denies it, jets bombed a school on Monday, rebels said.", ["army"], "whole", "conceded before it is told"),
    ("Despite the army's denials, rebels said that jets had bombed a school.", ["army"], "whole", "a denial that is only named, before what it denies"),
    ("Tehran denounced as false an American claim that it had shipped missiles to the militia.", ["Tehran"], "actor", "two tellings of one sentence"),
    ("The group dismissed as propaganda the video in which its fighters execute captives.", ["group"], "actor", "a video dismissed by those whom it shows"),
]

# passage, why
NO_DENIALS = [
    ("The militia leader dismissed his deputy after the army captured the fort.", "a man dismissed is no denial"),
    ("Rebels said jets had bombed a school. The army did not deny it.", "a denial not made"),
    ("Rebels said jets had bombed a school. Analysts expect the army to deny it.", "a denial foretold"),
    ("Rebels said jets had bombed a school. The army denied the envoy a visa.", "a thing refused to somebody"),
    ("Rebels said jets had bombed a school. The army rejected an offer of talks.", "an offer rejected"),
    ("Rebels said jets had bombed a school. The army said it had no information.", "nothing known"),
    ("The captain said his unit surrendered without firing a shot.", "nobody denies his own telling"),
]


@pytest.fixture(scope="module")
def claims_of():
    tools = load_tools(Settings(encoder=False))

    def read(text):
        report, _ = report_from_text(text, doc_id="t", published="2021-05-04")
        return read_report(report, tools).built.claims

    return read


def sources(claim):
    return [link.source.name.removeprefix("the ").removeprefix("The ").removeprefix("An ").removeprefix("A ").removeprefix("a ") for link in claim.attribution]


@pytest.mark.parametrize(("text", "trigger", "chain", "factuality", "why"), CHAINS, ids=[c[4] for c in CHAINS])
def test_chain(claims_of, text, trigger, chain, factuality, why):
    found = [c for c in claims_of(text) if trigger in c.trigger.text]
    assert [(sources(c), c.factuality) for c in found] == [(chain, factuality)], why


@pytest.mark.parametrize(("text", "chain", "aspect", "why"), DENIALS, ids=[c[3] for c in DENIALS])
def test_denial_is_linked(claims_of, text, chain, aspect, why):
    found = claims_of(text)
    denials = [(sources(c), r.aspect) for c in found for r in c.relations if r.kind == "denies" and c.factuality == "CT-"]
    assert denials == [(chain, aspect)], why


@pytest.mark.parametrize(("text", "why"), NO_DENIALS, ids=[c[1] for c in NO_DENIALS])
def test_nothing_is_denied(claims_of, text, why):
    assert not [r for c in claims_of(text) for r in c.relations if r.kind == "denies"], why


def test_every_link_gives_its_reason(claims_of):
    (claim,) = [c for c in claims_of("Speaking to Reuters, the mayor said rebels had burned the village.") if c.trigger.text == "burned"]
    assert [bool(link.reason) for link in claim.attribution] == [True, True]
    assert claim.attribution[0].source.kind == "outlet"


def test_a_description_is_a_document(claims_of):
    (claim,) = [c for c in claims_of("The video's description says the rebels captured the fort.") if c.trigger.text == "captured"]
    assert claim.attribution[-1].source.kind == "document"


@pytest.mark.parametrize("text", ["Dozens said dead as jets strike market", "Two said to be dead after Baghdad bombing"])
def test_those_spoken_of_in_a_headline_say_nothing(claims_of, text):
    assert all(not c.attribution for c in claims_of(text))
