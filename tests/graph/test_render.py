"""From a chain to the answer's text."""

from dataclasses import replace

from graph.render import chain_out, claim_out, hop_out
from tests.graph.making import asked, cite, claim, entity, found, hop_of, reply, source, walked


def test_unbounded_days_are_null() -> None:
    undated = chain_out(found([claim("c", "a", "funds", "z")], asked("a", "z")).chains[0])
    assert list(undated.model_dump(mode="json")["time"]["windows"]) == [{"from": None, "to": None}]


def test_periods_are_given_as_stated_with_core_and_hull() -> None:
    period = claim_out(claim("c", "a", "funds", "z", edtf="2016/..", as_of="2018-05")).period
    assert (period.edtf, period.as_of) == ("2016/..", "2018-05")
    assert (period.core, period.hull) == (("2016-12-31", "2018-05-01"), ("2016-01-01", None))
    assert claim_out(claim("c", "a", "funds", "z", edtf="2016")).period.core is None


def test_a_citation_says_whether_it_counts_and_keeps_its_own_origin() -> None:
    said = claim("c", "a", "funds", "z", cite("s", origin="the report", credibility="4"), cite("t"))
    first, second = claim_out(said).citations
    assert (first.counts, first.origin, first.source.origin, first.credibility) == (
        False,
        "the report",
        "origin of s",
        "4",
    )
    assert (second.counts, second.reliability, second.credibility) == (True, None, None)
    assert first.locator is not None
    assert (first.locator.kind, first.locator.value) == ("page", "1")


def test_a_retracted_source_stays_listed() -> None:
    said = claim("c", "a", "funds", "z", cite(source("s", retracted=True)), cite("t"))
    assert [one.counts for one in claim_out(said).citations] == [False, True]


def test_affirming_claims_come_first_then_denying_ones() -> None:
    hop = hop_of(claim("c2", "a", "funds", "z"), claim("c1", "a", "funds", "z", affirms=False))
    assert [(one.key, one.polarity) for one in hop_out(hop).claims] == [("c2", "affirms"), ("c1", "denies")]


def test_a_hop_is_walked_along_unless_a_step_goes_against_it() -> None:
    hop = hop_of(claim("c", "a", "funds", "z"))
    assert [hop_out(hop).walked, hop_out(hop, walked(hop, "z")).walked] == ["along", "against"]


def test_replies_and_values_are_printed_with_their_claim() -> None:
    answered = replace(reply("denies", entity("m")), source=source("s"), received="2016-05-01")
    said = replace(claim("c", "a", "funds", "z", replies=(answered,)), value=("5", "GBP"), note="ours")
    out = claim_out(said)
    assert out.value is not None
    assert (out.value.amount, out.value.unit, out.note) == ("5", "GBP", "ours")
    (given,) = out.replies
    assert (given.party.name, given.attribution, given.received) == ("M", "denies", "2016-05-01")
    assert given.source is not None
    assert given.source.key == "s"


def test_the_scope_verdict_names_the_scope_that_the_chain_starts_in() -> None:
    claims = [claim("c1", "a", "runs", entity("p", "programme")), claim("c2", entity("p", "programme"), "funds", "z")]
    out = chain_out(found(claims, asked("a", "z")).chains[0])
    assert out.scope.scope is not None
    assert (out.scope.verdict, out.scope.scope.key, out.scope.ends_at.key) == ("one_arrangement", "p", "z")
    assert [hop.scope for hop in out.hops] == [None, None]
