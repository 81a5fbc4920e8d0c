"""One finding as a sentence with its citation."""

from dataclasses import replace

import pytest

from evidence.dates import parse_period
from evidence.views import ClaimView, Disclosure
from reports.finding import cite_chain, cite_finding, cite_source
from tests.reports.case import HEAD, Case, asked


def cited(disclosure: Disclosure, key: str, *denials: str, style: str | None = None) -> str:
    claims = {claim.key: claim for claim in disclosure.claims.values()}
    denying: list[ClaimView] = [claims[one] for one in denials]
    return cite_finding(claims[key], denying, disclosure, head=HEAD, style=style)


def test_it_is_one_attributed_sentence_with_its_citation(disclosure: Disclosure) -> None:
    assert cited(disclosure, "C13") == (
        "By its own account, published by a source that names no publisher, Teaching is shared; period: not stated "
        "(Publisher not stated, Hunan cooperation (17 May 2022), https://example.org/S11, at paragraph 3); "
        f"one person keeps this record, and nobody else has reviewed it; claim C13 at the public audit head {HEAD}."
    )


def test_every_reply_stands_in_it_with_its_source(disclosure: Disclosure) -> None:
    text = cited(disclosure, "C11")
    assert "GOV" not in text
    assert (
        "; UK Government in reply (13 July 2022): answers something else: Says that the project did not involve the "
        "college (UK Parliament, Answer 31709 (17 May 2022), https://example.org/S04); "
        "UK Government in reply (no day of receipt is recorded; the record names no source for it): denies; "
    ) in text


def test_a_denial_of_the_relation_stands_in_it(disclosure: Disclosure) -> None:
    assert "; it is denied: By its own account" in cited(disclosure, "C11", "C11d")


def test_a_reply_that_contests_another_claim_of_the_same_stands_in_it_once(disclosure: Disclosure) -> None:
    contested = next(one for one in disclosure.claims.values() if one.key == "C11")
    said, again = (replace(contested, id=key, key=key, replies=()) for key in ("C14", "C15"))
    told = cite_finding(said, [contested, replace(again, replies=contested.replies)], disclosure, head=HEAD)
    assert told.count("; UK Government in reply to C11 (no day of receipt is recorded; ") == 1
    assert told.count("denies") == 1
    assert "answers something else" not in told


def test_a_reply_to_a_denial_is_told_as_one_to_that(disclosure: Disclosure) -> None:
    said = next(one for one in disclosure.claims.values() if one.key == "C11")
    rejected = replace(said.replies[1], id="R9", source=None)
    denial = replace(said, id="D", key="D", affirms=False, replies=(rejected,))
    told = cite_finding(replace(said, replies=()), [denial], disclosure, head=HEAD)
    assert "; UK Government in reply to that denial (no day of receipt is recorded; " in told
    assert told.count(" in reply") == 1


def test_a_reply_to_several_claims_is_told_once(disclosure: Disclosure) -> None:
    contested = next(one for one in disclosure.claims.values() if one.key == "C11")
    told = cite_finding(contested, [replace(contested, id="C14", key="C14")], disclosure, head=HEAD)
    assert told == cite_finding(contested, (), disclosure, head=HEAD)


def test_what_says_the_same_as_a_denial_stands_in_no_citation_of_that(disclosure: Disclosure) -> None:
    contested = next(one for one in disclosure.claims.values() if one.key == "C11")
    denial = replace(contested, id="D", key="D", affirms=False, replies=())
    assert cite_finding(denial, [contested], disclosure, head=HEAD) == cite_finding(denial, (), disclosure, head=HEAD)


def test_a_reply_that_never_came_is_told(disclosure: Disclosure) -> None:
    claim = next(one for one in disclosure.claims.values() if one.key == "C11")
    silent = replace(claim, replies=(replace(claim.replies[1], attribution=None),))
    told = cite_finding(silent, (), disclosure, head=HEAD)
    assert "; reply of UK Government (asked: April 2022; due: 1 May 2022): no answer is recorded; " in told


def test_the_period_of_a_claim_and_of_its_denial_is_told_as_stated() -> None:
    case = Case()
    said = case.claim("C", "LPC", "trains", "HPA", case.cite("S09", "press_report"), period=("../2011", None))
    denied = replace(said, id="id-D", key="D", affirms=False, period=parse_period(None, "2022-05"))
    told = cite_finding(said, [denied], case.disclosure(), head=HEAD)
    assert "London Policing College trains Hunan Police Academy; period: until 2011 (The BL" in told
    assert "trains Hunan Police Academy; period: as of May 2022 (The BL" in told


def test_a_reply_that_came_at_some_time_is_told_as_that(disclosure: Disclosure) -> None:
    claim = next(one for one in disclosure.claims.values() if one.key == "C11")
    came = replace(claim, replies=(replace(claim.replies[1], received="2022-04/2022-05"),))
    told = cite_finding(came, (), disclosure, head=HEAD)
    assert "in reply (between April 2022 and May 2022; the record names no source for it): denies; " in told


def test_what_limits_a_claim_is_told(disclosure: Disclosure) -> None:
    assert "on this claim work is needed" in cited(disclosure, "C12")
    four_eyes = replace(disclosure, policy="four_eyes")
    assert "it was reviewed, if at all, outside this record" in cited(four_eyes, "C13")


@pytest.mark.parametrize("style", ["oscola", "chicago"])
def test_it_is_cited_in_a_style(disclosure: Disclosure, style: str) -> None:
    assert cited(disclosure, "C13", style=style) != cited(disclosure, "C13")
    assert "Hunan cooperation" in cited(disclosure, "C13", style=style)


def test_disputes_the_note_on_it_and_that_nothing_counts_stand_in_it(disclosure: Disclosure) -> None:
    text = cited(disclosure, "C11")
    assert "; it is disputed: Who took part (The BL" in text
    assert "; note on the record: One origin, through a weak carrier; " in text
    assert "disputed" not in cited(disclosure, "C13")
    assert "no citation of it counts" not in text
    case = Case()
    gone = case.claim("C", "HPA", "cooperates_with", "XPC", case.cite("S13", "press_report"))
    assert "; no citation of it counts; " in cite_finding(gone, (), case.disclosure(), head=HEAD)


def test_a_chain_is_cited_with_the_disputes_about_its_claims(disclosure: Disclosure) -> None:
    text = cite_chain(asked(disclosure).chains[0], disclosure, head=HEAD)
    assert "; it is disputed: Who took part (The BL" in text
    assert "; note on the record on claim C11: One origin, through a weak carrier; " in text


def test_a_retracted_source_and_a_capture_are_named() -> None:
    case = Case()
    kept = {"sha256": "ab" * 32, "captured": "2026-11-20T08:00:00Z", "capture": "K"}
    claim = case.claim("C", "HPA", "cooperates_with", "XPC", case.cite("S13", "press_report", **kept))
    text = cite_finding(claim, (), case.disclosure(), head=HEAD)
    assert "(retracted: The Gone, A page taken back (17 May 2022), https://example.org/S13, at paragraph 3" in text
    assert f", capture SHA-256 {'ab' * 32} taken 20 November 2026)" in text


def test_several_sentences_become_one() -> None:
    case = Case()
    press = case.cite("S09", "press_report")
    claim = case.claim("C", "HPA", "cooperates_with", "XPC", press, wording="It is so. They said it!")
    text = cite_finding(claim, (), case.disclosure(), head=HEAD)
    assert "it is so; they said it; period: not stated (The BL" in text
    assert text.count(". ") == 0


def test_where_its_page_is_stands_in_it(disclosure: Disclosure) -> None:
    claim = next(iter(disclosure.claims.values()))
    text = cite_finding(claim, (), disclosure, head=HEAD, address="https://example.org/claims/C1.html")
    assert f"; claim {claim.key} <https://example.org/claims/C1.html> at the public audit head {HEAD}." in text


def test_a_chain_is_cited_by_its_honest_reading_with_every_reply_and_denial(disclosure: Disclosure) -> None:
    chain = asked(disclosure).chains[0]
    text = cite_chain(chain, disclosure, head=HEAD, address="https://example.org/#chain-1")
    assert "no source states that money or training passed along it" in text
    assert "; it is as strong as its weakest, reported (one origin, not primary), at hops 1 and 3; " in text
    claims = [disclosure.claims[claim.id] for hop in chain.hops for claim in hop.claims]
    for reply in {reply.id: reply for claim in claims for reply in claim.replies}.values():
        assert f"{reply.party.name} in reply" in text or f"reply of {reply.party.name}" in text
    assert text.count("it is denied: ") == sum(not claim.affirms for claim in claims) > 0
    assert text.endswith(
        f"chain from British Council to Xinjiang Police College <https://example.org/#chain-1> at the "
        f"public audit head {HEAD}."
    )


def test_a_source_is_cited_with_its_origin_and_a_retracted_one_says_so(disclosure: Disclosure) -> None:
    source = next(iter(disclosure.sources.values()))
    text = cite_source(replace(source, retracted=True), head=HEAD)
    assert text.startswith("retracted: ")
    assert f"; origin: {source.origin}; source {source.key} at the public audit head {HEAD}." in text
    assert not cite_source(replace(source, retracted=False), head=HEAD).startswith("retracted")
