"""Which editions hold something of a record: its key or digest among what they rest on, or its words in a sentence.

Invariant: of an edition that is not named here, no sentence, question, title, quotation or digest of a source or claim
is from the record. In doubt one is named: words count without their case, spaces and marks, whoever else says them.
What cannot be from the record is no doubt: words that it had only after the edition was built, sentences for an
audience that no version of it was ever for, digests and keys, and a number or a word of up to three letters within a
longer one. A title and a question are typed by a person, who may know more than the audience and the record do.
A list of changes names records by their keys alone, and is not looked at; nor is the public head, which goes over
all that was public.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlmodel import Session, col, select

from evidence.audit import content_in
from evidence.edition_drafts import EditionDraft
from evidence.editions import editions
from evidence.levels import level_of
from evidence.models import AuditEvent
from evidence.settings import LEVELS

_BY_KEY = frozenset(("claim", "source", "capture", "reply", "dispute", "review"))
"""Kinds of which an edition keeps the key or the digest wherever it tells of one."""

_WORDS = frozenset(("text", "title", "summary", "value", "where", "words", "result", "wording", "basis", "signatures"))
"""Fields in which the other kinds hold what people wrote."""

_SHORT = re.compile("[0-9]+|[0-9a-z]{1,3}")
"""What is looked for as a word of its own, without its case."""

_INNER = re.compile("[a-z]{2}|[0-9]{2}")
"""Two signs beside one another that no word ends between."""


def editions_with(session: Session, ids: set[str], keys: set[tuple[str, str, str]]) -> dict[int, str]:
    """Event number -> key of the editions that hold something of all versions of a record, by id and by
    (investigation, kind, key).
    """
    versions = list(_versions(session, ids))
    marks = ids | {str(one["sha256"]) for _, one in versions if "sha256" in one}
    spoken = [] if {kind for _, kind, _ in keys} <= _BY_KEY else versions
    found = editions(session, LEVELS[-1])
    return {one.seq: one.key for one in found if _names(one.content, marks, keys) or _says(one.content, spoken)}


def says(text: str, word: str) -> bool:
    """Whether a text has a word in it, in any case, and whatever spaces and marks stand between its signs.

    A number, or a word of up to three letters, is not looked for within a longer one: ``A`` is not in ``And``. Where
    scripts meet, and between a letter and a digit, one word ends and another begins.
    """
    signs, sought = [*_signs(text)], _folded(word)
    folded = "".join(sign for sign, _ in signs)
    if not _SHORT.fullmatch(sought):
        return bool(sought) and sought in folded
    inner = {place for place, (_, joined) in enumerate(signs) if joined}
    starts = (found.start() for found in re.finditer(f"(?={re.escape(sought)})", folded))
    return any(inner.isdisjoint((start, start + len(sought))) for start in starts)


def _names(edition: EditionDraft, marks: set[str], keys: set[tuple[str, str, str]]) -> bool:
    strings = set(_strings(edition.model_dump(mode="json", exclude={"changes"})))
    named = any({investigation, key} <= strings for investigation, _, key in keys)
    return named or not marks.isdisjoint(strings)


def _says(edition: EditionDraft, versions: Sequence[tuple[int, dict[str, Any]]]) -> bool:
    spoken = [(seq, word) for seq, content in versions for word in _words(content)]
    # As of an earlier event the record is seen with today's rights: any version may have let it be seen.
    seen = min((level_of(content) for _, content in versions), default=0) <= LEVELS.index(edition.audience)
    typed, printed = [edition.title, *_strings([*edition.question.values()])], list(_printed(edition))
    told = [word for seq, word in spoken if seen and seq <= edition.as_of]
    return _any_says(typed, [word for _, word in spoken]) or _any_says(printed, told)


def _any_says(texts: Iterable[str], words: Iterable[str]) -> bool:
    sought = set(words)
    return any(says(text, word) for text in set(texts) for word in sought)


def _printed(edition: EditionDraft) -> Iterator[str]:
    """What an edition keeps of the texts of records: its sentences with their headings, and its quotations."""
    for sentence in edition.sentences:
        yield from (sentence.text, sentence.place)
    for citation in edition.citations:
        yield from (text for text in (citation.locator, citation.quote) if text)


def _versions(session: Session, ids: set[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """What the events on a record say of it, each with its number."""
    told = session.exec(select(AuditEvent.seq, AuditEvent.body).where(col(AuditEvent.record_id).in_(ids)))
    return ((seq or 0, content_in(json.loads(body))) for seq, body in told)


def _strings(value: object) -> Iterator[str]:
    """Every text in a JSON value, names of fields included: replies stand under their keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        yield from (text for one in value.values() for text in _strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _strings(one))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (one for name, one in value.items() if name in _WORDS and isinstance(one, str))
        yield from (text for one in value.values() for text in _words(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _words(one))


def _folded(text: str) -> str:
    return "".join(sign for sign, _ in _signs(text))


def _signs(text: str) -> Iterator[tuple[str, bool]]:
    """Letters and digits without their case, each with whether it goes on a word of the one before."""
    before = ""
    for sign in text.casefold():
        if sign.isalnum():
            yield sign, _INNER.fullmatch(before + sign) is not None
        before = sign
