"""Notes are numbered in order of first use, one a citation."""

from reports.notes import Notes
from tests.reports.case import Case


def test_the_same_citation_repeats_its_number_and_another_place_gets_its_own() -> None:
    case, notes = Case(), Notes()
    first, other = case.cite("S09", "press_report"), case.cite("S09", "press_report", locator=("page", "4"))
    assert [notes.cite(one) for one in (first, other, first)] == [1, 2, 1]
    assert [note.source_anchor for note in notes.listed()] == [1, 1]


def test_a_source_as_a_whole_is_a_note_of_its_own() -> None:
    case, notes = Case(), Notes()
    numbers = [notes.cite(case.cite("S09", "press_report")), *[notes.cite_whole(case.sources["S09"])] * 2]
    assert numbers == [1, 2, 2]
    assert notes.listed()[1].assertion is None


def test_an_empty_mark_shows_as_ungraded_and_a_mark_with_its_meaning() -> None:
    case, notes = Case(), Notes()
    notes.cite(case.cite("S09", "press_report"))
    notes.cite(case.cite("S09", "press_report", reliability="F", credibility="2"))
    assert [note.grades for note in notes.listed()] == [
        "reliability ungraded, credibility ungraded",
        "reliability F (Reliability cannot be judged), credibility 2 (Probably true)",
    ]


def test_a_locator_is_worded_by_its_kind() -> None:
    case, notes = Case(), Notes()
    for locator in (("page", "12"), ("paragraph", "3"), ("paragraph", "answer"), ("whole", "web text"), None):
        notes.cite(case.cite("S09", "press_report", locator=locator))
    assert [note.locator for note in notes.listed()] == ["page 12", "paragraph 3", "answer", "web text", None]


def test_a_capture_is_named_with_what_became_of_the_quote() -> None:
    case, notes = Case(), Notes()
    kept = {"sha256": "ab" * 32, "captured": "2026-11-20T08:00:00Z"}
    notes.cite(case.cite("S09", "press_report", capture="K1", quote_check="found", **kept))
    notes.cite(case.cite("S09", "press_report"))
    with_capture, without = notes.listed()
    assert (with_capture.sha256, with_capture.captured) == ("ab" * 32, "20 November 2026")
    assert (without.sha256, without.captured) == (None, None)
    assert (with_capture.capture, with_capture.quote_check) == ("K1", "the quotation stands in the capture's text")
    assert (without.capture, without.quote_check) == (None, None)
