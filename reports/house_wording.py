"""What a house's template may not leave out or tell without a note, held against the findings that it was given.

Invariant: a claim whose note is used has every reply to it, every denial of its hop and every dispute about it beside
it, somewhere in the text; and what the findings say with a note stands in no remark and no heading.
"""

import re
from collections.abc import Iterable, Iterator

from evidence.unfit import UnfitSentence
from reports.document import Briefing, ClaimPart, HopPart, Passage, Sentence
from reports.escaping import plain
from reports.house_text import HouseText
from reports.linter import told_in_full

_Missing = tuple[str, str, str]
"""What is wrong, where, and the words that are missing."""


def left_out(text: HouseText, findings: Briefing) -> Iterator[UnfitSentence]:
    """What of the findings is missing or told wrongly, in the order of the rules."""
    known = {note.number for note in findings.notes}
    for place, one in text.passages:
        if isinstance(one, Sentence) and not known.issuperset(one.notes):
            yield UnfitSentence("a note that is none of the findings", place, one.text)
    used = {number for _, one in text.passages if isinstance(one, Sentence) for number in one.notes}
    printed = [plain(one.text) for _, one in text.passages]
    for wrong, where, words in (*_replies(findings, used), *_denials(findings, used), *_disputes(findings, used)):
        if not any(plain(words) in one for one in printed):
            yield UnfitSentence(wrong, where, words)
    yield from _told_without_note(text, findings)


def _replies(findings: Briefing, used: set[int]) -> Iterator[_Missing]:
    """The replies to every claim whose notes are used."""
    for claim in told_in_full(findings):
        if used & _notes(claim.sentences):
            yield from (("a reply is left out", _claim(claim), reply.text) for reply in claim.replies)


def _denials(findings: Briefing, used: set[int]) -> Iterator[_Missing]:
    """The denials of every hop on a claim of which the notes are used."""
    claims = {claim.anchor: claim for claim in told_in_full(findings)}
    for hop in _hops(findings):
        if used.intersection(number for one in hop.claims if not one.denies for number in one.notes):
            denying = (claims[one.anchor] for one in hop.claims if one.denies)
            yield from (("a denial is left out", _claim(claim), claim.sentences[0].text) for claim in denying)


def _disputes(findings: Briefing, used: set[int]) -> Iterator[_Missing]:
    """What sources dispute about the claims whose notes are used."""
    for section in (one for one in findings.sections if one.name == "disputes"):
        for where, one in (
            *((item.heading, told) for item in section.items for told in item.passages),
            *((section.heading, told) for told in section.passages),
        ):
            if used & _notes((one,)):
                yield "a dispute is left out", where, one.text


def _claim(claim: ClaimPart) -> str:
    return f"claim {claim.key}"


def _told_without_note(text: HouseText, findings: Briefing) -> Iterator[UnfitSentence]:
    said = {plain(one).rstrip(".") for one in (*_wordings(findings), *(one.text for one in _sentences(findings)))}
    hops = [_as_walked(hop) for hop in _hops(findings)]
    remarks = [(place, one.text) for place, one in text.passages if not isinstance(one, Sentence)]
    own = [("a heading", heading) for heading in text.headings if heading not in _headings(findings)]
    for place, words in (*remarks, *own):
        line = plain(words)
        if any(one in line for one in said) or any(hop.search(line) for hop in hops):
            yield UnfitSentence("what a claim says, told without a note", place, words)


def _headings(findings: Briefing) -> set[str]:
    """The findings' own headings, which may name a hop that the text below them tells with notes."""
    return {plain(one.heading) for section in findings.sections for one in section.items}


def _as_walked(hop: HopPart) -> re.Pattern[str]:
    """A hop told in words: its start, its verb and its end, in that order."""
    return re.compile(r"\b.*\b".join(re.escape(plain(words)) for words in (hop.start, hop.verb, hop.end)))


def _hops(findings: Briefing) -> Iterator[HopPart]:
    yield from (hop for route in findings.routes for chain in route.chains for hop in chain.hops)


def _wordings(findings: Briefing) -> Iterator[str]:
    """The record's own words of every claim of a chain."""
    chains = (chain.drawn for route in findings.routes for chain in route.chains)
    yield from (claim.wording for chain in chains for hop in chain.hops for claim in hop.claims if claim.wording)


def _sentences(findings: Briefing) -> Iterator[Sentence]:
    """Every sentence that the findings tell with a note."""
    claims = (one for claim in told_in_full(findings) for one in (*claim.sentences, *claim.replies))
    readings = (chain.reading for route in findings.routes for chain in route.chains)
    parts = (one for section in findings.sections for one in section.passages)
    items = (one for section in findings.sections for item in section.items for one in item.passages)
    yield from (one for one in (*findings.summary, *readings, *claims, *parts, *items) if isinstance(one, Sentence))


def _notes(passages: Iterable[Passage]) -> set[int]:
    return {number for one in passages if isinstance(one, Sentence) for number in one.notes}
