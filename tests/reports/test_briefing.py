"""What a briefing holds, section by section, and what it is built of."""

from dataclasses import replace

import pytest

from evidence.errors import NotFound
from evidence.views import Disclosure
from reports.briefing import build_briefing
from reports.document import Briefing
from reports.render import render_html, render_markdown
from tests.reports.case import DAY, HEAD, Case, asked, briefed


def without(disclosure: Disclosure, *keys: str) -> Disclosure:
    """The disclosure of somebody who may not see some claims."""
    claims = {id_: claim for id_, claim in disclosure.claims.items() if claim.key not in keys}
    return replace(
        disclosure,
        claims=claims,
        disputes=(),
        outcomes=(),
        actions=(),
        commitments=tuple(one for one in disclosure.commitments if set(one.claims) <= set(claims)),
    )


def test_a_briefing_says_between_whom_when_for_whom_and_at_which_head(briefing: Briefing) -> None:
    assert briefing.title == "From British Council to Xinjiang Police College"
    assert briefing.made_on == "24 November 2026"
    assert briefing.audience == "public"
    assert briefing.head == HEAD
    assert briefing.investigations == ("UK police training",)


def test_sections_come_in_the_order_of_the_house(briefing: Briefing) -> None:
    names = [section.name for section in briefing.sections]
    assert names == ["disputes", "commitments", "outcomes", "actions", "unresolved"]


def test_what_is_not_disclosed_is_not_printed() -> None:
    case = Case()
    cut = without(case.disclosure(), "C11d", "C12", "C03")
    briefing = build_briefing(asked(cut), cut, head=HEAD, made_on=DAY)
    for page in (render_html(briefing), render_markdown(briefing)):
        for hidden in ("C11d", "There is no such cooperation", "direct link", "They have a relationship", "S99"):
            assert hidden.lower() not in page.lower()


@pytest.mark.parametrize("key", ["C08", "C11", "C11d"])
def test_an_answer_of_another_audience_is_refused(disclosure: Disclosure, key: str) -> None:
    with pytest.raises(NotFound):
        build_briefing(asked(disclosure), without(disclosure, key), head=HEAD, made_on=DAY)


def test_the_same_answer_and_record_give_the_same_briefing() -> None:
    assert briefed() == briefed()


def test_sets_of_entities_are_named_together(disclosure: Disclosure) -> None:
    several = asked(disclosure, sources=frozenset({"id-BC", "id-LPC"}))
    briefing = build_briefing(several, disclosure, head=HEAD, made_on=DAY)
    assert briefing.title == "From British Council and London Policing College to Xinjiang Police College"
