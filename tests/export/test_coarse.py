"""What is published protects people: places by district, names of private persons withheld, unless a person lifts it."""

import dataclasses
from datetime import date

import pytest

from tests.ledger.making import make_claim, make_report, role_of, words
from whosays.export import coarse
from whosays.export.brief import About, to_brief
from whosays.export.flat import Exported, flat, wire
from whosays.model.claim import ClaimPlace, ClaimTime
from whosays.model.report import Published

TODAY = date(1911, 5, 20)


def row(sentence, kind="shelling", day="1911-05-10", precision="settlement", published=None, title="News from Tarvos"):
    report = make_report(text=f"Harbour Daily\n{sentence}\n", title=title, published=Published(published, "day", "given") if published else Published())
    town = words(report.text, "Tarvos")
    place = ClaimPlace(town.text, town.start, town.end, "in", "Tarvos", precision, 44.53, 20.27, 3.0, country="RS", admin1="Osk", geonameid=7)
    time = ClaimTime("day", "explicit", "within", day, day) if day else ClaimTime()
    verb = next(word for word in ("shelled", "moved", "stood", "hit") if word in report.text)
    claim = make_claim(report, words(report.text, verb), kind, places=(place,), time=time, roles=(role_of(words(report.text, sentence.split()[0]), "actor"),))
    return Exported(claim, "machine", report)


CASES = [
    ("Rebels shelled Tarvos.", "shelling", "1911-05-10", "", "an attack is told as it is"),
    ("Troops moved to Tarvos.", "movement", "1911-05-10", "movement", "a movement ten days old"),
    ("Troops moved to Tarvos.", "movement", "1911-05-06", "", "a movement fourteen days old"),
    ("Troops moved to Tarvos.", "movement", "1911-05-07", "movement", "a movement thirteen days old"),
    ("Troops moved to Tarvos.", "deployment", None, "deployment", "a deployment of no known date is taken for new"),
    ("Troops stood in Tarvos.", "presence", "1911-05-19", "presence", "presence yesterday"),
    ("Rebels shelled the hospital in Tarvos.", "shelling", "1905-01-01", "hospital", "a hospital, however long ago"),
    ("Rebels shelled a clinic in Tarvos.", "shelling", "1905-01-01", "hospital", "a clinic"),
    ("Rebels shelled a shelter in Tarvos.", "shelling", "1905-01-01", "hospital", "a shelter"),
    ("Rebels shelled a camp for displaced families in Tarvos.", "shelling", "1905-01-01", "hospital", "a camp of displaced people"),
    ("Rebels shelled the IDP camp at Tarvos.", "shelling", "1905-01-01", "hospital", "a camp of displaced people, shortened"),
    ("Rebels shelled an army camp in Tarvos.", "shelling", "1905-01-01", "", "a military camp"),
    ("Rebels hit an aid convoy near Tarvos.", "attack", "1905-01-01", "hospital", "an aid convoy"),
    ("Rebels hit a convoy of relief trucks near Tarvos.", "attack", "1905-01-01", "hospital", "a convoy of relief"),
    ("Rebels hit an army convoy near Tarvos.", "attack", "1905-01-01", "", "a military convoy"),
]


@pytest.mark.parametrize(("sentence", "kind", "day", "says", "why"), CASES, ids=[case[4] for case in CASES])
def test_what_is_coarsened(sentence, kind, day, says, why):
    shown = next(coarse.protected([row(sentence, kind, day)], coarse.Protection(TODAY), lambda _: ()))
    assert bool(shown.coarsened) is bool(says), why
    assert says in shown.coarsened
    whole = repr(wire(shown)) + repr(flat(shown))
    if not says:
        assert "Tarvos" in whole
        return
    assert "Tarvos" not in whole.replace("a.txt", ""), "the words withhold what the map withholds"
    place = shown.claim.places[0]
    assert (place.precision, place.name, place.geonameid, place.geometry) == ("district", "a district of Osk", None, None)
    assert (place.lat, place.lon) != (44.53, 20.27)
    assert abs(place.lat - 44.53) <= coarse.GRID / 2 + 1e-9
    assert place.radius_km >= coarse.RADIUS_KM


def test_a_coarse_area_covers_the_place_and_says_no_more():
    from math import cos, radians, sqrt

    corner = coarse.GRID / 2
    assert sqrt((corner * 111.2) ** 2 + (corner * 111.2 * cos(radians(0))) ** 2) <= coarse.RADIUS_KM
    sites = {coarse._coarse(dataclasses.replace(row("Troops moved to Tarvos.").claim.places[0], lat=lat, lon=20.2)).lat for lat in (44.4, 44.5, 44.6)}
    assert sites == {44.5}


def test_a_province_is_coarse_already():
    assert next(coarse.protected([row("Troops moved to Tarvos.", "movement", precision="province")], coarse.Protection(TODAY), lambda _: ())).coarsened == ""


def test_a_person_may_lift_it():
    whole = row("Troops moved to Tarvos.", "movement")
    assert next(coarse.protected([whole], coarse.Protection(TODAY, exact=True), lambda _: ())) == whole


def test_private_persons_have_no_name_in_exports():
    told = row("Mira shelled Tarvos.")
    shown = next(coarse.protected([told], coarse.Protection(TODAY), lambda _: ("Mira", "Tarvos")))
    assert "Mira" not in repr(wire(shown))
    assert "Tarvos" in repr(wire(shown)), "a name that is a place's is no person's here"
    assert shown.coarsened == "names of private persons withheld"
    elsewhere = next(coarse.protected([told], coarse.Protection(TODAY), lambda _: ("Edda Brandt",)))
    assert elsewhere == told, "a name that does not stand here changes nothing"
    assert "Mira" in repr(wire(next(coarse.protected([told], coarse.Protection(TODAY, names=True), lambda _: ("Mira",)))))


def test_a_brief_cites_every_sentence_and_shows_no_more_than_the_export():
    rows = list(coarse.protected([row("Rebels shelled Tarvos."), row("Troops moved to Tarvos.", "movement", title=None)], coarse.Protection(TODAY), lambda _: ()))
    page = to_brief(rows, [], About("<River> & war", "type shelling", TODAY)).decode()
    assert "&lt;River&gt; &amp; war" in page
    assert "<script" not in page
    assert page.count('href="#c1"') == 1
    assert page.count('href="#c2"') == 1
    assert 'id="c1"' in page
    assert 'id="c2"' in page
    assert "places were made coarse" in page
    assert "<svg" in page
    assert "Tarvos" not in to_brief(rows[1:], [[rows[1].claim.claim_id]], About("x", "", TODAY)).decode()


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "</style><svg onload=alert(1)>", "&lt;b&gt;", "\u202eevil", "\ud800", "]]>", "{{7*7}}"]


@pytest.mark.parametrize("words_", HOSTILE)
def test_no_words_of_a_report_are_markup_in_a_brief(words_):
    one = row("Rebels shelled Tarvos.", title=words_)
    one = dataclasses.replace(one, report=dataclasses.replace(one.report, outlet=words_, url=words_, author=words_))
    one = dataclasses.replace(one, claim=dataclasses.replace(one.claim, places=(dataclasses.replace(one.claim.places[0], name=words_),)))
    page = to_brief([one], [], About(words_, words_, TODAY, words_, (words_,))).decode("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "onload=alert(1)>" not in page
    assert 'href="javascript' not in page
