"""What became of it: outcomes with their reasons, commitments, actions, and no credit of ours."""

from dataclasses import replace

from evidence.views import Disclosure
from reports.aftermath import NO_CREDIT
from reports.briefing import build_briefing
from reports.document import Briefing, Remark, Section, Sentence
from tests.reports.case import DAY, HEAD, asked, briefed


def section(briefing: Briefing, name: str) -> Section:
    return next(section for section in briefing.sections if section.name == name)


def test_a_commitment_is_told_with_its_dates_and_what_became_of_it(briefing: Briefing) -> None:
    (item,) = section(briefing, "commitments").items
    promised, became = item.passages
    assert promised.text == (
        "British Council promised (made: 2022; due: not stated), according to an NGO, as "
        "published by Freedom from Torture: To review its checks."
    )
    assert became.text == "State on the record: what became of it is not known."
    assert isinstance(promised, Sentence)
    assert isinstance(became, Sentence)


def test_an_outcome_is_told_with_its_claims_its_reasons_and_what_it_concerns(briefing: Briefing) -> None:
    first, _ = section(briefing, "outcomes").items
    assert first.heading == "Suspended: London Policing College, between April 2022 and May 2022"
    keys = {label: [telling.key for telling in tellings] for label, tellings in first.claims}
    assert keys == {"Claims": ["C40"], "Reasons given": ["C42"], "Concerns": ["C04", "C03"]}


def test_what_was_done_is_told_as_said_by_who_says_so(disclosure: Disclosure) -> None:
    told = dict(disclosure.claims)
    alleged = replace(told["id-C40"].citations[0], assertion="allegation")
    told["id-C40"] = replace(told["id-C40"], citations=(alleged,))
    more = replace(disclosure, claims=told)
    briefing = build_briefing(asked(more), more, head=HEAD, made_on=DAY)
    assert section(briefing, "outcomes").items[0].passages[0].text == (
        "Suspended by London Policing College (between April 2022 and May 2022), as is alleged in a "
        "publication of Freedom from Torture; it concerns what is claimed in C04 and C03."
    )


def test_an_outcome_without_reasons_says_that_none_is_on_record(briefing: Briefing) -> None:
    _, second = section(briefing, "outcomes").items
    assert Remark("The record holds no claim about the reasons.") in second.passages
    assert "date not stated" in second.heading


def test_an_outcome_whose_reasons_are_disputed_says_so(briefing: Briefing) -> None:
    first, second = section(briefing, "outcomes").items
    disputed = Remark("What is told of it is disputed: see D02.")
    assert disputed in first.passages
    assert disputed not in second.passages


def test_nobody_is_credited_with_an_outcome(briefing: Briefing) -> None:
    assert section(briefing, "outcomes").passages == (NO_CREDIT,)


def test_an_action_is_told_with_signatures_as_stated(briefing: Briefing) -> None:
    petition, _ = section(briefing, "actions").items
    (told,) = petition.passages
    assert isinstance(told, Sentence)
    assert told.text == (
        "Petition by Freedom from Torture, addressed to British Council (date not stated), according to an NGO, as "
        "published by Freedom from Torture: Asked to end it. "
        "Signatures as stated: Twenty thousand."
    )


def test_an_action_without_a_source_is_not_stated_as_a_fact(briefing: Briefing) -> None:
    _, letter = section(briefing, "actions").items
    (told,) = letter.passages
    assert isinstance(told, Remark)
    assert told.text.startswith("Recorded without a source, and so not stated as a fact: Letter by")


def test_where_there_is_none_the_record_is_said_to_hold_none() -> None:
    other = briefed(start="PPSUC", max_hops=1)
    for name, what in (("commitments", "commitment"), ("outcomes", "outcome"), ("actions", "action")):
        remark = Remark(f"The record holds no {what} that concerns what is told here.")
        assert section(other, name) == Section(name, section(other, name).heading, (), (remark,))
