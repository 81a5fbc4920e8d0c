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


def record_digest(draft: RecordDraft) -> str:
    """The digest of one version of a record. A claim's is without its status: publishing changes no word."""
    content = draft.content()
    if draft.record == "claim":
        content.pop("status", None)
    return digest({"record": draft.record, **content})
