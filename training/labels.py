"""What the heads can say, in the order of their outputs. Changing a list means training anew."""

from whosays.model.types import GROUPS

TRIGGERS = (
    "attack", "die", "injure", "contact", "transport", "detain", "destroy", "justice", "investigate", "manufacture",
    "crime", "identify", "exchange", "demonstrate", "command", "threaten", "medical", "release", "other",
)
ROLES = (
    "actor", "target", "instrument", "device", "place", "origin", "destination", "participant", "communicator",
    "recipient", "topic", "artifact", "authority", "other", "time",
)
ACTS = tuple(kind for kinds in GROUPS.values() for kind in kinds)
MENTIONS = (
    "person", "organisation", "location", "nationality", "temporal", "quantity", "vehicle", "weapon", "document", "money",
)
ROOTS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)

# WikiEvents types (first two levels) to trigger labels; what is not here is "other".
WIKIEVENTS = {
    "Conflict.Attack": "attack", "Life.Die": "die", "Life.Injure": "injure", "Contact.Contact": "contact",
    "Movement.Transportation": "transport", "Justice.ArrestJailDetain": "detain",
    "ArtifactExistence.DamageDestroyDisableDismantle": "destroy", "Justice.ChargeIndict": "justice",
    "Justice.Sentence": "justice", "Justice.Convict": "justice", "Justice.TrialHearing": "justice",
    "Justice.Acquit": "justice", "Justice.InvestigateCrime": "investigate",
    "ArtifactExistence.ManufactureAssemble": "manufacture", "GenericCrime.GenericCrime": "crime",
    "Cognitive.IdentifyCategorize": "identify", "Cognitive.Inspection": "identify",
    "Transaction.ExchangeBuySell": "exchange", "Transaction.Donation": "exchange", "Conflict.Demonstrate": "demonstrate",
    "Contact.RequestCommand": "command", "Contact.ThreatenCoerce": "threaten", "Medical.Intervention": "medical",
    "Justice.ReleaseParole": "release",
}

# Roles of WikiEvents and RAMS (lower case) to ours; what is not here is "other".
ROLE_OF = {
    **dict.fromkeys(
        ("attacker", "killer", "injurer", "destroyer", "damagerdestroyer", "damager", "dismantler", "disabler", "jailer",
         "transporter", "perpetrator", "impeder", "preventer", "manufacturer", "manufacturerassembler", "investigator",
         "prosecutor", "identifier", "observer", "researcher", "treater", "giver", "demonstrator", "victor", "spy",
         "inspector", "executioner", "monitor", "teachertrainer", "granter", "surrenderer", "retreater", "yielder",
         "violator", "extraditer", "founder", "driverpassenger"), "actor"),
    **dict.fromkeys(
        ("target", "victim", "defendant", "detainee", "patient", "defeated", "deceased", "artifact_destroyed",
         "observedentity", "inspectedentity", "monitoredentity", "crashobject", "fireexplosionobject"), "target"),
    **dict.fromkeys(("instrument", "vehicle"), "instrument"),
    "explosivedevice": "device", "place": "place", "origin": "origin", "destination": "destination",
    "participant": "participant", "otherparticipant": "participant", "communicator": "communicator",
    "recipient": "recipient", "beneficiary": "recipient", "topic": "topic", "crime": "topic", "identifiedobject": "topic",
    "identifiedrole": "topic", "subject": "topic", "artifact": "artifact", "passengerartifact": "artifact",
    "passenger": "artifact", "components": "artifact", "acquiredentity": "artifact", "money": "artifact",
    "artifactmoney": "artifact", "paymentbarter": "artifact", "judgecourt": "authority",
    "governmentbody": "authority",
}  # fmt: skip

def trigger_of(event_type: str) -> str:
    """The trigger label of a WikiEvents type of two or three levels."""
    return WIKIEVENTS.get(".".join(event_type.split(".")[:2]), "other")


def role_of(role: str, label: str) -> str:
    """Our role for a data set's role in an event with the trigger label `label`."""
    if label == "destroy" and role.lower() == "artifact":
        return "target"  # what is destroyed is the target, whatever the set calls it
    return ROLE_OF.get(role.lower(), "other")
