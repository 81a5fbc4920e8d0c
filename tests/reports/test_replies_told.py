"""A reply is told as recorded, and no more than that."""

import re
from dataclasses import replace

import pytest

from evidence.views import ReplyView
from reports.replies_told import replied, reply_dates
from tests.graph.making import entity
from tests.reports.case import Case
from tests.reports.stated import STATED

_DAY = r"(about )?(the )?(17 May 2019|May 2019|2019|2021|1980s)( \(uncertain\))?"
_READS = re.compile(f"{_DAY}|by {_DAY}|after the start of {_DAY}|between {_DAY} and {_DAY}")


def test_a_reply_is_printed_with_its_kind_dates_and_text() -> None:
    reply = Case().reply("R", "act_not_responsibility", "S04", asked="2022-04", received="2022-05-01", text="We did")
    assert replied(reply) == (
        "Reply of UK Government (asked: April 2022; received: 1 May 2022): acknowledges the act but denies "
        "responsibility. We did."
    )


def test_a_reply_without_day_of_receipt_says_so() -> None:
    assert (
        replied(Case().reply("R", "denies", "S04")) == "Reply of UK Government: denies. No day of receipt is recorded."
    )


def test_of_what_was_asked_it_is_said_that_no_answer_is_recorded_and_not_that_none_came() -> None:
    asked = replace(Case().reply("R", "denies", None, asked="2026-11-20", due="2099-12-20"), attribution=None)
    told = replied(asked)
    assert told == "Reply of UK Government (asked: 20 November 2026; due: 20 December 2099): no answer is recorded."


def test_that_somebody_was_asked_is_not_said_where_the_record_does_not_say_it() -> None:
    told = replied(ReplyView("id-r", "r", entity("party"), None, due="2099"))
    assert told == "Reply of PARTY (due: 2099): no answer is recorded, nor whether or when one was asked for."


@pytest.mark.parametrize("edtf", STATED)
def test_every_form_of_a_date_reads_after_its_word(edtf: str) -> None:
    told = reply_dates(ReplyView("id-r", "r", entity("party"), None, asked=edtf, due=edtf, received=edtf))
    (when,) = {part.partition(": ")[2] for part in told.removeprefix(" (").removesuffix(")").split("; ")}
    assert _READS.fullmatch(when)
