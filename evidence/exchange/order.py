"""The one order in which records are written: as they are recorded, and within a kind by natural key."""

import re

from evidence.drafts import DRAFTS, RecordDraft

NaturalKey = tuple[tuple[str | int, ...], str]
_KINDS = {kind: number for number, kind in enumerate(DRAFTS)}
_DIGITS = re.compile(r"([0-9]+)")


def natural(key: str) -> NaturalKey:
    """Keys as people count: C2 before C10, C08 before C08b; keys that count alike go by code point."""
    return tuple(_counted(part) for part in _DIGITS.split(key)), key


def _counted(part: str) -> str | int:
    return int(part) if _DIGITS.fullmatch(part) else part


def written(draft: RecordDraft) -> tuple[int, NaturalKey]:
    """What to sort drafts by: the kind's place in DRAFTS, then the natural key."""
    return _KINDS[draft.record], natural(draft.key)
