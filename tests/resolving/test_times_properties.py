"""Whatever the words, times never break, overlap, or run backwards."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.lexicon.times import load_holidays, load_words
from whosays.model.report import Published
from whosays.resolving.times import publication_issues, resolve_times

WORDS = sorted(load_words()) + sorted(load_holidays()) + [
    "Monday", "March", "May", "Sept.", "2016", "1999", "14", "3rd", "31", "29", "February", ",", "-", "–", "(", ")", "'s", "10:30", "5 p.m.",
    "0735", "GMT", "2016-02-30", "2016-03-14", "03/04/2016", "30.02.2016", "1990s", "'90s", "171200Z", "171200ZMAR11", "17 MAR 11",
    "five", "hundred", "999999999999", "2.5", "2 1/2", "1,500", "attack", "said", "will", "strike", ".", "\n\n", "\u2028", "KABUL",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
days = st.one_of(
    st.none(),
    st.dates(date(1700, 1, 1), date(2200, 1, 1)).map(date.isoformat),
    st.sampled_from(["2016", "2016-03", "soon", "2016-03-14T10:00:00+02:00", "0000-00-00"]),
)


@settings(max_examples=250, deadline=None)
@given(texts, days)
def test_times_are_sound(text: str, day: str | None) -> None:
    published = Published(day, "day" if day else "unknown")
    found, issues = resolve_times(text, [], published)
    publication_issues(published, found)
    end = 0
    for time in found:
        assert end <= time.start < time.end <= len(text)
        end = time.end
        if time.earliest and time.latest:
            assert time.earliest[:10] <= time.latest[:10]
        if time.precision == "day":
            assert time.earliest == time.latest is not None
        if time.basis == "publication":
            assert day is not None
        assert time.type != "SET" or time.function == "every"
    assert (found, issues) == resolve_times(text, [], published)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_borne(text: str) -> None:
    resolve_times(text, [], Published("2016-03-23", "day"))
