import json

from whosays.model import ids
from whosays.model.claim import Equipment
from whosays.model.entity import Alias
from whosays.model.wire import dumps, to_wire


def test_reserved_words_get_their_contract_names():
    assert to_wire(Equipment("T-90", 0, 4, "T-90", "armour"))["class"] == "armour"
    assert to_wire(Alias("Daesh", "lexicon")) == {"text": "Daesh", "from": "lexicon"}


def test_lone_surrogates_survive_as_json():
    assert json.loads(dumps({"text": "a\ud800b"})) == {"text": "a\ud800b"}


def test_ids_are_pinned_for_ever():
    assert ids.report_id("a.txt", "00") == "8584e7fafdf3538d"
    assert ids.claim_id("r", (1, 2), None) == "236f7af982f40f18"
    assert ids.claim_id("r", (1, 2), (3, 4)) == "3d5cab14c8bdadf3"


def test_id_parts_are_length_prefixed():
    assert ids.short_hash("ab", "c") != ids.short_hash("a", "bc")
