"""What is unresolved, and what was looked for."""

from dataclasses import replace

from evidence.dates import parse_period
from evidence.views import ClaimView
from reports.document import Briefing, Item, Remark, Sentence
from reports.kinds import dossier
from tests.reports.case import DAY, HEAD, Case, briefed


def items(briefing: Briefing) -> list[Item]:
    return list(briefing.sections[-1].items)


def test_values_that_conflict_stand_side_by_side(briefing: Briefing) -> None:
    conflict = items(briefing)[0]
    assert conflict.heading == "Values that conflict: C08 and C08b"
    (told,) = conflict.passages
    assert isinstance(told, Sentence)
    assert told.text.endswith("stand side by side: 71,000 GBP; 88,000 USD.")


def test_values_of_days_that_never_meet_do_not_conflict() -> None:
    case = Case()
    one, other = (claim for claim in case.claims() if claim.key in ("C08", "C08b"))
    for years, conflict in ((("2013", "2014"), False), (("2013/2014", "2014"), True), (("2013", None), True)):
        dated = [replace(claim, period=parse_period(year)) for claim, year in zip((one, other), years, strict=True)]
        told = unresolved_of(case, dated)
        assert any(heading.startswith("Values that conflict") for heading in told) == conflict, years


def unresolved_of(case: Case, claims: list[ClaimView]) -> list[str]:
    """The headings of what is unresolved in a dossier of these claims' subject."""
    disclosure = replace(case.disclosure(), claims={one.id: one for one in claims})
    bare = replace(disclosure, disputes=(), commitments=(), outcomes=(), actions=())
    return [item.heading for item in items(dossier(claims[0].subject, bare, head=HEAD, made_on=DAY))]


def test_a_claim_on_which_work_is_needed_is_listed(briefing: Briefing) -> None:
    assert [item.heading for item in items(briefing)][1] == "Work needed: C12"


def test_a_gap_is_only_what_a_lookup_shows(briefing: Briefing) -> None:
    looked = [item for item in items(briefing) if item.heading.startswith("Lookup")]
    assert [item.heading for item in looked] == ["Lookup N01, November 2026"]
    assert looked[0].passages == (Remark("Looked in: the web. Words: Hunan. Result: Nothing about Hunan was found."),)


def test_without_lookups_nothing_is_said_to_have_been_looked_for() -> None:
    section = briefed(start="PPSUC", max_hops=1).sections[-1]
    assert not any(item.heading.startswith("Lookup") for item in section.items)
    assert section.passages[0].text.startswith("The record holds no lookup about what is told here")
