"""Who disputes what, as the briefing tells it."""

from dataclasses import replace

from evidence.views import Disclosure
from reports.briefing import build_briefing
from reports.document import Briefing, Remark, Section
from tests.reports.case import DAY, HEAD, Case, asked


def disputes(briefing: Briefing) -> Section:
    return next(section for section in briefing.sections if section.name == "disputes")


def test_a_contested_hop_comes_once_with_denial_and_denying_reply(briefing: Briefing) -> None:
    contested = [item for item in disputes(briefing).items if item.heading.startswith("Contested")]
    (item,) = contested
    assert item.heading == "Contested: Hunan Police Academy cooperates with Xinjiang Police College"
    assert [passage.text[:22] for passage in item.passages] == ["Reply of UK Government"]
    ((label, tellings),) = item.claims
    assert (label, [telling.key for telling in tellings]) == ("Denials", ["C11d"])


def test_a_reply_that_answers_something_else_contests_nothing(briefing: Briefing) -> None:
    texts = [passage.text for item in disputes(briefing).items for passage in item.passages]
    assert not any("answers something else" in text for text in texts)


def test_denials_beside_the_chains_are_told(briefing: Briefing) -> None:
    (item,) = [item for item in disputes(briefing).items if item.heading.startswith("Denied")]
    assert item.heading == "Denied: Xinjiang Police College participates in Policing project"
    assert [telling.key for telling in item.claims[0][1]] == ["C12b"]


def test_a_denial_within_another_programme_is_told_with_it_and_contests_no_hop(disclosure: Disclosure) -> None:
    case = Case()
    case.entities["OTH"] = case.entity("OTH", "Other project", "programme")
    denial = case.claim("C99", "LPC", "partners_with", "HPA", case.own(), affirms=False, scope="OTH")
    more = replace(
        disclosure,
        claims={**disclosure.claims, denial.id: denial},
        entities={**disclosure.entities, "id-OTH": case.entities["OTH"]},
    )
    briefing = build_briefing(asked(more), more, head=HEAD, made_on=DAY)
    heading = "Denied: London Policing College partners with Hunan Police Academy, within Other project"
    assert heading in [item.heading for item in disputes(briefing).items]
    assert not any(hop.contested for hop in briefing.routes[0].chains[0].hops[:2])


def test_a_dispute_leads_to_all_of_its_claims(briefing: Briefing) -> None:
    item, _ = [item for item in disputes(briefing).items if item.heading.startswith("Dispute")]
    assert item.heading == "Dispute D01"
    assert [telling.key for telling in item.claims[0][1]] == ["C11", "C12", "C12b"]


def test_no_dispute_is_said_to_be_none_on_record(disclosure: Disclosure) -> None:
    claims = {id_: claim for id_, claim in disclosure.claims.items() if claim.key == "C13"}
    bare = replace(disclosure, claims=claims, disputes=(), commitments=(), outcomes=(), actions=())
    briefing = build_briefing(asked(bare, "PPSUC", "XPC"), bare, head=HEAD, made_on=DAY)
    assert disputes(briefing).items == ()
    assert disputes(briefing).passages == (
        Remark("The record holds no denial and no dispute that touches what is told here."),
    )
