"""One value, one sequence of bytes: what digests are taken of.

Invariant: equal JSON values give equal bytes on every machine and in every version. Text is not normalised to
NFC: a quotation is evidence as it stands in its source, and a digest over other characters would vouch for
words that nobody wrote.
"""

import hashlib
import json
from typing import Any

from evidence.drafts import RecordDraft


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 -- any JSON value, which no type describes better
    """The value as UTF-8 JSON: keys sorted by code point, no spaces, nothing escaped that need not be.

    Raises ValueError for what JSON cannot hold: not-a-number, infinity, half a surrogate pair.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def digest(value: Any) -> str:  # noqa: ANN401 -- as above
    """The SHA-256 of the value's canonical JSON, 64 hexadecimal digits in lower case."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def as_value(draft: RecordDraft) -> dict[str, Any]:
    """The whole record as one JSON value: its kind and its content."""
    return {"record": draft.record, **draft.content()}


def record_digest(draft: RecordDraft) -> str:
    """The digest of one version of a record."""
    return content_digest(draft.record, draft.content())


def content_digest(kind: str, content: dict[str, Any]) -> str:
    """The digest of a version by its content; a claim's is without its status, for publishing changes no word."""
    value = {"record": kind, **content}
    if kind == "claim":
        value.pop("status")
    return digest(value)
