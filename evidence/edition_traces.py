"""Which editions hold something of a record: its key or digest among what they rest on, or its words in a sentence.

Invariant: of an edition that is not named here, no sentence, question, title, quotation or digest of a source or claim
is from the record. In doubt one is named: words count without their case, spaces and marks, whoever else says them.
A list of changes names records by their keys alone, and is not looked at; nor is the public head, which goes over
all that was public.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from evidence.audit import content_in
from evidence.edition_drafts import EditionDraft
from evidence.editions import editions
from evidence.models import AuditEvent
from evidence.settings import LEVELS

_BY_KEY = frozenset(("claim", "source", "capture", "reply", "dispute", "review"))
"""Kinds of which an edition keeps the key or the digest wherever it tells of one."""

_WORDS = frozenset(("text", "title", "summary", "value", "where", "words", "result", "wording", "basis", "signatures"))
"""Fields in which the other kinds hold what people wrote."""


def editions_with(session: Session, ids: set[str], keys: set[tuple[str, str, str]]) -> dict[int, str]:
    """Event number -> key of the editions that hold something of all versions of a record, by id and by
    (investigation, kind, key).
    """
    contents = list(_contents(session, ids))
    marks = ids | {str(one["sha256"]) for one in contents if "sha256" in one}
    apart = {kind for _, kind, _ in keys} <= _BY_KEY
    words = set() if apart else {folded for one in contents for text in _words(one) if (folded := _folded(text))}
    return {one.seq: one.key for one in editions(session, LEVELS[-1]) if _holds(one.content, marks, keys, words)}


def _holds(edition: EditionDraft, marks: set[str], keys: set[tuple[str, str, str]], words: set[str]) -> bool:
    strings = set(_strings(edition.model_dump(mode="json", exclude={"changes"})))
    named = any({investigation, key} <= strings for investigation, _, key in keys)
    said = [_folded(text) for text in strings] if words else ()
    return named or not marks.isdisjoint(strings) or any(word in text for word in words for text in said)


def _contents(session: Session, ids: set[str]) -> Iterator[dict[str, Any]]:
    bodies = session.exec(select(AuditEvent.body).where(col(AuditEvent.record_id).in_(ids)))
    return (content_in(json.loads(body)) for body in bodies)


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
    return "".join(sign for sign in text.casefold() if sign.isalnum())
