"""The event lexicon as data: complete, consistent, loaded once."""

from whosays.lexicon.events import event_lexicon, frame_of
from whosays.model.types import TYPES

SLOT_ROLES = {
    "actor", "target", "instrument", "member", "beneficiary", "topic", "purpose", "origin", "destination", "origin_party", "target_place", "-",
}


def test_every_type_has_frames_and_a_role_map() -> None:
    lexicon = event_lexicon()
    assert {f.type for f in lexicon.by_id.values()} == TYPES | {None}
    assert set(lexicon.roles) == TYPES


def test_roles_are_known() -> None:
    lexicon = event_lexicon()
    maps = [*lexicon.roles.values(), *(f.roles for f in lexicon.by_id.values())]
    assert {role for roles in maps for role in roles.values()} <= SLOT_ROLES


def test_frames_are_tried_best_rank_first() -> None:
    for table in event_lexicon().frames.values():
        for frames in table.values():
            ranks = [f.rank for f in frames]
            assert ranks == sorted(ranks, reverse=True)


def test_scores_are_chances_and_every_frame_says_why() -> None:
    for frame in event_lexicon().by_id.values():
        assert 0 <= frame.score <= 1
        assert frame.why


def test_a_reason_leads_back_to_its_frame() -> None:
    frame = event_lexicon().by_id["shelling.verb"]
    assert frame_of(f"frame {frame.id}: {frame.why}; refers back") is frame
    assert frame_of("head 0.9") is None


def test_loaded_once() -> None:
    assert event_lexicon() is event_lexicon()
