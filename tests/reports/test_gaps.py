"""What the record lacks for what is told, and nothing else."""

from dataclasses import replace

from evidence.views import CitationView, ClaimView, ReplyView
from reports.briefing import build_briefing
from reports.document import Briefing, Remark
from tests.graph.making import cite, claim, disclosed, entity
from tests.reports.case import DAY, HEAD, asked


def built(*claims: ClaimView) -> Briefing:
    told = disclosed(*claims)
    return build_briefing(asked(told, "a", "b"), told, head=HEAD, made_on=DAY)


def gap(briefing: Briefing, heading: str) -> list[str]:
    """What is said under a heading of the section on what is unresolved."""
    items = next(one for one in briefing.sections if one.name == "unresolved").items
    return [one.text for item in items if item.heading == heading for one in item.passages]


def captured(check: str, quote: str | None = "words") -> CitationView:
    return replace(
        cite(), capture="K1", sha256="0" * 64, captured="2026-01-01T00:00:00Z", quote=quote, quote_check=check
    )


def waiting(asked: str | None = None, due: str | None = None, received: str | None = None) -> ReplyView:
    return ReplyView("id-r", "r", entity("party"), None, asked, due, received)


def test_a_link_of_one_origin_is_named_with_it_once(briefing: Briefing) -> None:
    told = gap(briefing, "Links that rest on one origin")
    assert told[
        0
    ] == "Hop 1 of chain 1 (British Council partners with London Policing College) rests on one origin: O-GOV." or (
        told[0].startswith(
            "Hop 1 of chain 1 (British Council funds London Policing College) rests on one origin: O-FFT"
        )
    )
    relations = [text.split("(")[1].split(")")[0] for text in told]
    assert len(relations) == len(set(relations))


def test_a_link_of_two_origins_is_no_gap() -> None:
    assert gap(built(claim("c", "a", "funds", "b", cite("s"), cite("t"))), "Links that rest on one origin") == []


def test_a_link_on_which_nothing_counts_is_said_to_rest_on_nothing_that_does() -> None:
    told = gap(built(claim("c", "a", "funds", "b", cite(reliability="E"))), "Links that rest on one origin")
    assert told == ["Hop 1 of chain 1 (A funds B) rests on no citation that counts."]


def test_origins_that_never_meet_are_all_named() -> None:
    early, late = (claim(key, "a", "funds", "b", cite(key), edtf=year) for key, year in (("c", "2001"), ("d", "2009")))
    (told,) = gap(built(early, late), "Links that rest on one origin")
    assert told.endswith("one origin a day: origin of c and origin of d, never on the same day.")


def test_who_was_asked_and_has_not_answered_is_named_once_with_the_claims() -> None:
    reply = waiting(asked="2022-04-01", due="2022-05-01")
    told = built(*(claim(key, "a", "funds", "b", replies=(reply,)) for key in ("c", "d")))
    assert gap(told, "Replies outstanding") == [
        "Reply of PARTY about c and d (asked: 1 April 2022; due: 1 May 2022): no answer is recorded."
    ]


def test_that_no_answer_is_recorded_is_no_statement_of_the_source_of_the_claim() -> None:
    told = built(claim("c", "a", "funds", "b", replies=(waiting(),)))
    items = next(one for one in told.sections if one.name == "unresolved").items
    (passage,) = next(item for item in items if item.heading == "Replies outstanding").passages
    assert passage == Remark("Reply of PARTY about c: no answer is recorded, nor whether or when one was asked for.")


def test_an_answer_that_came_is_not_outstanding(briefing: Briefing) -> None:
    assert gap(briefing, "Replies outstanding") == []
    assert (
        gap(built(claim("c", "a", "funds", "b", replies=(waiting(received="2022-05"),))), "Replies outstanding") == []
    )


def test_sources_without_a_capture_are_named(briefing: Briefing) -> None:
    (told,) = gap(briefing, "Captures missing")
    assert "S01" in told
    assert "S99" not in told
    assert gap(built(claim("c", "a", "funds", "b", captured("found"))), "Captures missing") == []


def test_quotations_are_told_by_what_came_of_the_check() -> None:
    def found(check: str, quote: str | None = "words") -> list[str]:
        return gap(built(claim("c", "a", "funds", "b", captured(check, quote))), "Quotations not checked")

    assert found("found") == []
    assert found("not_checked") == ["No capture was searched for the words that are quoted in note 1."]
    assert found("not_found") == ["The words that are quoted in note 1 were not found in the capture."]
    assert found("not_checked", None) == []


def test_notes_that_follow_one_another_are_named_from_and_to(briefing: Briefing) -> None:
    (told,) = gap(briefing, "Quotations not checked")
    quoting = {note.number for note in briefing.notes if note.quote}
    named: set[int] = set()
    for part in told.split("notes ")[1].rstrip(".").replace(" and ", ", ").split(", "):
        first, _, last = part.partition(" to ")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == quoting
