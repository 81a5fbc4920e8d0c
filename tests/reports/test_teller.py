"""Each sentence of fact is told with the notes that bear it out."""

from dataclasses import replace

import pytest

from evidence.errors import NotFound
from evidence.views import Disclosure
from reports.document import ClaimPart, Mention, Remark, Sentence
from reports.teller import Teller


def told(disclosure: Disclosure, key: str) -> ClaimPart:
    (part,) = Teller(disclosure).tell([f"id-{key}"])
    assert isinstance(part, ClaimPart)
    return part


def texts(part: ClaimPart) -> list[str]:
    return [passage.text for passage in part.sentences]


def test_a_claim_is_told_in_full_once_and_then_mentioned_at_the_same_anchor(disclosure: Disclosure) -> None:
    teller = Teller(disclosure)
    first, again = teller.tell(["id-C11", "id-C11"])
    assert isinstance(first, ClaimPart)
    assert isinstance(again, Mention)
    assert first.anchor == again.anchor == 1
    assert again.replied


def test_every_citation_of_a_told_claim_has_its_note(disclosure: Disclosure) -> None:
    teller = Teller(disclosure)
    teller.tell(["id-C11"])
    noted = [note.source.key for note in teller.notes.listed()]
    assert noted == ["S09", "S13", "S04"]


def test_a_retracted_citation_is_listed_as_one_that_does_not_count(disclosure: Disclosure) -> None:
    assert "1 citation is listed and does not count." in texts(told(disclosure, "C11"))


def test_several_origins_are_counted_and_named(disclosure: Disclosure) -> None:
    assert "2 independent origins say so: O-LPC and O-FFT." in texts(told(disclosure, "C04"))


def test_several_citations_of_one_origin_are_called_that(disclosure: Disclosure) -> None:
    assert "Its 2 citations go back to one origin: O-FFT." in texts(told(disclosure, "C08"))


def test_a_value_that_the_wording_leaves_out_is_added_as_stated(disclosure: Disclosure) -> None:
    assert "Value as stated: 88,000 USD." in texts(told(disclosure, "C08b"))


def test_a_value_that_the_wording_holds_is_not_said_twice(disclosure: Disclosure) -> None:
    worded = replace(disclosure.claims["id-C08b"], wording="It pays 88,000 dollars.")
    part = told(replace(disclosure, claims={worded.id: worded}), "C08b")
    assert not any(text.startswith("Value") for text in texts(part))


def test_work_that_is_needed_is_said(disclosure: Disclosure) -> None:
    part = told(disclosure, "C12")
    assert any(isinstance(one, Remark) and one.text.startswith("Work is needed") for one in part.sentences)
    assert "1 citation is listed and does not count." in texts(part)


def test_a_note_on_the_record_leads_to_all_citations(disclosure: Disclosure) -> None:
    note = told(disclosure, "C11").sentences[-1]
    assert isinstance(note, Sentence)
    assert note == Sentence("Note on the record: One origin, through a weak carrier.", (1, 2))


def test_a_reply_leads_to_its_source_and_is_a_remark_without_one(disclosure: Disclosure) -> None:
    sourced, unsourced = told(disclosure, "C11").replies
    assert isinstance(sourced, Sentence)
    assert isinstance(unsourced, Remark)
    assert unsourced.text.endswith("The record names no source for it.")


def test_a_claim_that_is_not_disclosed_is_not_told(disclosure: Disclosure) -> None:
    with pytest.raises(NotFound):
        Teller(disclosure).tell(["id-hidden"])
