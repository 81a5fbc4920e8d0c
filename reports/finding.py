"""One finding as one sentence with its citation, ready to paste.

Invariant: the sentence is the briefing's own, worded by the kind of assertion; every reply to the claim and every
denial of exactly its relation stands in it too, and so does what limits it.
"""

import re
from collections.abc import Iterator, Sequence

from evidence.views import ClaimView, Disclosure, ReplyView
from evidence.vocabulary import vocabulary
from reports.document import Note, Run
from reports.escaping import plain
from reports.stated_dates import date_in_words
from reports.styles import styled
from reports.teller import Teller
from reports.wording import attributed, best_first

_ENDS = ".!?…。"
_BETWEEN = re.compile(r"(?<=[a-z0-9)”’])\. +(?=[A-Z“‘])")


def cite_finding(
    claim: ClaimView, denials: Sequence[ClaimView], disclosure: Disclosure, *, head: str, style: str | None = None
) -> str:
    """The claim as one sentence, cited in a style of ``reports.styles``; raises PandocFailed where that fails.

    ``denials`` are the claims that deny exactly its relation, ``head`` the public audit head it is cited at.
    """
    teller = Teller(disclosure)
    said = [(attributed(claim, best_first(claim)[0]), teller.cite([claim]))]
    said += [(_replied(reply), _source_of(reply, teller)) for reply in claim.replies]
    said += [(f"it is denied: {attributed(one, best_first(one)[0])}", teller.cite([one])) for one in denials]
    texts = _texts(teller.notes.listed(), style)
    cited = [f"{_in_one(text)}{_bracketed(texts, numbers)}" for text, numbers in said]
    return plain(f"{'; '.join((*cited, *_limits(claim, disclosure, head)))}.")


def _in_one(text: str) -> str:
    """Several sentences as one, without the mark at its end."""
    return _BETWEEN.sub("; ", text.rstrip(_ENDS))


def _texts(notes: Sequence[Note], style: str | None) -> dict[int, str]:
    """The citation of each note, by its number."""
    runs: Sequence[tuple[Run, ...]] = styled(notes, style) if style else [note.cited for note in notes]
    return {note.number: _marked(note, "".join(run.text for run in one)) for note, one in zip(notes, runs, strict=True)}


def _marked(note: Note, text: str) -> str:
    kept = f", capture SHA-256 {note.sha256} taken {note.captured}" if note.sha256 else ""
    return f"{'retracted: ' if note.source.retracted else ''}{text}{kept}"


def _bracketed(texts: dict[int, str], numbers: Sequence[int]) -> str:
    return f" ({'; '.join(texts[number] for number in numbers)})" if numbers else ""


def _replied(reply: ReplyView) -> str:
    """Who replied, when, and what it comes to."""
    if reply.attribution is None:
        return f"no reply came from {reply.party.name}"
    when = f" ({date_in_words(reply.received)})" if reply.received else ""
    answer = f"{reply.party.name} in reply{when}: {vocabulary().label('attribution', reply.attribution)}"
    return f"{answer}: {reply.text}" if reply.text else answer


def _source_of(reply: ReplyView, teller: Teller) -> tuple[int, ...]:
    return (teller.notes.cite_whole(reply.source),) if reply.source else ()


def _limits(claim: ClaimView, disclosure: Disclosure, head: str) -> Iterator[str]:
    if claim.outcome == "work_needed":
        yield f"on this claim work is needed ({vocabulary().label('claim_outcome', claim.outcome)})"
    if disclosure.policy == "single_handed":
        yield "one person keeps this record, and nobody else has reviewed it"
    elif claim.reviewed_elsewhere:
        yield "it was reviewed, if at all, outside this record"
    yield f"claim {claim.key} at the public audit head {head}"
