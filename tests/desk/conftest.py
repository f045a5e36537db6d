"""A desk over a small ledger of the river war, and a browser that was let in."""

import dataclasses
from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from tests.ledger.making import make_claim, make_report, role_of, sample_claims, store_sample, words
from whosays.desk.app import make_app
from whosays.desk.office import Access, Office
from whosays.ledger.ledger import Ledger
from whosays.model.claim import Count, Equipment
from whosays.model.incident import (
    Contradiction,
    Dispute,
    Facet,
    FacetValue,
    Incident,
    Origins,
    StemmaEdge,
)
from whosays.settings import Settings

BASE = "http://127.0.0.1:8011"
OTHER = (
    "River Gazette\n"
    "A spokesman for the River Front said on 3 May 1911 that government guns, not rebels, shelled Tarvos with a howitzer and killed nine.\n"
    "Trucks moved to Tarvos overnight.\n"
)


@dataclass
class Desk:
    client: TestClient
    office: Office
    path: object
    claims: list
    reports: list

    def get(self, path, status=200):
        answer = self.client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()

    def post(self, path, body, status=200):
        answer = self.client.post(path, json=body, headers={"origin": BASE})
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()


def other_report():
    report = make_report("b.txt", OTHER, outlet="River Gazette")
    text = report.text
    first = make_claim(
        report, words(text, "shelled"), source=words(text, "A spokesman for the River Front"),
        roles=(role_of(words(text, "government guns"), "actor"),), confidence=0.5,
        places=sample_claims(make_report())[0].places[:0], factuality="CT+",
        counts=(Count("killed", "nine", text.index("nine"), text.index("nine") + 4, low=9, best=9, high=9),),
        equipment=(Equipment("howitzer", text.index("howitzer"), text.index("howitzer") + 8, "howitzer", "artillery"),),
    )
    place = dataclasses.replace(sample_claims(make_report())[0].places[0], start=text.index("Tarvos overnight"), end=text.index("Tarvos overnight") + 6)
    second = make_claim(report, words(text, "moved"), "movement", roles=(role_of(words(text, "Trucks"), "actor"),), places=(place,))
    return report, [first, second]


def incident_of(claims, docs):
    ids_ = tuple(sorted(claim.claim_id for claim in claims))
    values = (
        FacetValue("River Front", ("Harbour Daily > The Oskan ministry",), (claims[0].claim_id,)),
        FacetValue("government guns", ("River Gazette > A spokesman for the River Front",), (claims[1].claim_id,)),
    )
    return Incident(
        ids_[0], "shelling", ids_, "reported", Origins(1, 2), ("The Oskan ministry", "A spokesman"),
        facets=(Facet("who", values, Origins(1, 2)),),
        contradictions=(Contradiction("actor", ((claims[0].claim_id,), (claims[1].claim_id,)), "each side names the other"),),
        disputed=(Dispute("who", "River Front", "accused"),),
        stemma=(StemmaEdge("same_origin", docs[1], docs[0], False, "Tarvos", "both draw on one source"),),
        places=claims[0].places, time=claims[0].time, counts=claims[0].counts + claims[1].counts, reasons=("same day and place",),
    )


@pytest.fixture
def desk(tmp_path):
    path = tmp_path / "river.ledger"
    with Ledger.open(path, Settings(), "create") as ledger:
        first, claims = store_sample(ledger)
        second, more = other_report()
        with ledger.writing() as writer:
            writer.store_original(second.text.encode())
            writer.store_reading(second, more)
            writer.replace_incidents([incident_of([claims[0], more[0]], [first.doc_id, second.doc_id])])
            writer.note_settings({"incidents_joined": True})
    access = Access(port=8011)
    office = Office(path, access, Settings(busy_timeout_s=2.0), user="Ann")
    with TestClient(make_app(office), base_url=BASE, follow_redirects=False) as client:
        assert client.get(f"/?token={access.token}").status_code == 303
        yield Desk(client, office, path, [*claims, *more], [first, second])
    office.close()
