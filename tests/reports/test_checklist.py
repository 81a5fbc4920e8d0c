"""What an editor has to see to: from the findings, and nothing ticked."""

from dataclasses import replace

from evidence.views import ClaimView
from reports.briefing import build_briefing
from reports.checklist import Point, checklist
from reports.document import Briefing, Remark
from tests.graph.making import cite, claim, disclosed, reply
from tests.graph.making import source as made_source
from tests.reports.case import DAY, HEAD, Case, asked


def points(*claims: ClaimView, policy: str = "four_eyes", **parameters: object) -> tuple[Point, ...]:
    told = replace(disclosed(*claims), policy=policy)
    answer = asked(told, "a", "b", **parameters)
    return checklist(answer, build_briefing(answer, told, head=HEAD, made_on=DAY))


def about(found: tuple[Point, ...], what: str) -> list[str]:
    return [point.text for point in found if point.about == what]


def test_what_is_unresolved_is_on_the_list_item_by_item(briefing: Briefing) -> None:
    found = checklist(asked(Case().disclosure()), briefing)
    section = next(one for one in briefing.sections if one.name == "unresolved")
    for item in section.items:
        assert about(found, item.heading) == [one.text for one in item.passages]


def test_a_retracted_source_is_named(briefing: Briefing) -> None:
    assert about(checklist(asked(Case().disclosure()), briefing), "Retracted sources") == [
        "S13: listed, and counted no more"
    ]
    assert about(points(claim("c", "a", "funds", "b", cite(made_source()))), "Retracted sources") == []


def test_a_contested_hop_is_on_the_list_once() -> None:
    denied = claim("d", "a", "funds", "b", affirms=False)
    assert about(points(claim("c", "a", "funds", "b"), denied), "Contested") == [
        "hop 1 of chain 1, A funds B: is the denial told fairly?"
    ]
    assert about(points(claim("c", "a", "funds", "b")), "Contested") == []


def test_a_contested_hop_of_several_chains_is_on_the_list_where_it_first_comes(briefing: Briefing) -> None:
    found = about(checklist(asked(Case().disclosure()), briefing), "Contested")
    hops = [(chain.number, hop) for route in briefing.routes for chain in route.chains for hop in chain.hops]
    assert len([one for _, one in hops if one.contested]) > len(found) == 1


def test_a_claim_that_nobody_was_asked_about_is_named() -> None:
    replied = claim("c", "a", "funds", "b", replies=(reply("denies"),))
    denial = claim("e", "a", "funds", "b", affirms=False)
    found = points(replied, claim("d", "a", "funds", "b"), denial)
    assert about(found, "Right of reply") == ["the record shows nobody who was asked about d"]
    assert about(points(replied), "Right of reply") == []


def test_who_has_reviewed_is_on_the_list_where_nobody_else_has() -> None:
    assert about(points(claim("c", "a", "funds", "b")), "Review") == []
    alone = about(points(claim("c", "a", "funds", "b"), policy="single_handed"), "Review")
    assert alone == ["One person keeps this record: nobody else has reviewed it."]


def test_a_search_that_was_cut_short_is_on_the_list() -> None:
    two = (claim("c", "a", "funds", "b"), claim("d", "a", "partners_with", "b"))
    assert about(points(*two, limit=1), "Search") == ["there are more chains than were asked for"]
    assert any("budget" in text for text in about(points(*two, steps=1), "Search"))
    assert about(points(*two), "Search") == []


def test_wording_that_would_be_refused_comes_first(briefing: Briefing) -> None:
    bad = replace(briefing, summary=(Remark("It is likely with high confidence."), *briefing.summary))
    first = checklist(asked(Case().disclosure()), bad)[0]
    assert first.about == "Wording"
    assert "likelihood" in first.text
