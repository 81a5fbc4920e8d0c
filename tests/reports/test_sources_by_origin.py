"""Sources stand under the origin that they go back to."""

from dataclasses import replace

from reports.notes import Notes
from reports.sources_by_origin import sources_by_origin
from tests.reports.case import Case


def test_sources_stand_under_their_origin_in_order_of_first_citation() -> None:
    case, notes = Case(), Notes()
    for key in ("S09", "S04", "S01", "S09"):
        notes.cite(case.cite(key, "press_report"))
    groups = sources_by_origin(notes.listed(), {source.id: source for source in case.sources.values()})
    assert [(group.origin, [cited.source.key for cited in group.sources]) for group in groups] == [
        ("O-FFT", ["S09", "S01"]),
        ("O-GOV", ["S04"]),
    ]


def test_a_citation_stands_under_its_own_origin_and_not_its_source_s() -> None:
    case, notes = Case(), Notes()
    notes.cite(case.cite("S01", "press_report"))
    notes.cite(replace(case.cite("S04", "press_report"), origin=" o-fft"))
    notes.cite(case.cite("S04", "official_act"))
    groups = sources_by_origin(notes.listed(), {})
    assert [(group.origin, [(one.source.key, one.notes) for one in group.sources]) for group in groups] == [
        ("O-FFT", [("S01", (1,)), ("S04", (2,))]),
        ("O-GOV", [("S04", (3,))]),
    ]
    anchors = [one.anchor for group in groups for one in group.sources]
    assert anchors == [note.source_anchor for note in notes.listed()] == [1, 2, 3]


def test_a_source_lists_its_notes_and_what_it_derives_from() -> None:
    case, notes = Case(), Notes()
    notes.cite(case.cite("S09", "press_report"))
    notes.cite(case.cite("S04", "press_report"))
    notes.cite_whole(case.sources["S09"])
    (group, _) = sources_by_origin(notes.listed(), {source.id: source for source in case.sources.values()})
    (cited,) = group.sources
    assert cited.notes == (1, 3)
    assert cited.derives_from == ("S01",)
    assert (cited.date, cited.type) == ("17 May 2022", "NGO report")


def test_a_source_that_may_not_be_seen_is_not_named_as_one_derived_from() -> None:
    case, notes = Case(), Notes()
    notes.cite(case.cite("S09", "press_report"))
    known = {source.id: source for source in case.sources.values() if source.key != "S01"}
    assert sources_by_origin(notes.listed(), known)[0].sources[0].derives_from == ()
