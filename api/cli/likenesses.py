"""Warnings of what is recorded already under the same name or address, a near one, or another; they refuse nothing."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from sqlmodel import Session

from api.cli.inert import inert
from evidence.captures import sources_at
from evidence.drafts import EntityDraft, RecordDraft, SourceDraft
from evidence.origins_alike import origins_alike
from evidence.search import same_names


def warn_of_likenesses(session: Session, drafts: Iterable[RecordDraft]) -> None:
    """Print a warning to standard error for each likeness of a name or an address."""
    for draft in drafts:
        _warn(_likenesses(session, draft))


def warn_of_origins(session: Session, drafts: Iterable[RecordDraft], investigation: str) -> None:
    """Print a warning to standard error for each origin that may be one with another."""
    sources = [draft for draft in drafts if isinstance(draft, SourceDraft)]
    if sources:
        _warn(origins_alike(session, sources, investigation))


def warn_of_another(known: Sequence[str], investigation: str) -> None:
    """Print a warning to standard error where an investigation is new, and others were known already."""
    if known and investigation not in known:
        _warn([f"{investigation} is a new investigation beside {', '.join(known)} (--investigation names one)"])


def _warn(warnings: Iterable[str]) -> None:
    for warning in warnings:
        print(inert(f"warning: {warning}"), file=sys.stderr)


def _likenesses(session: Session, draft: RecordDraft) -> Iterator[str]:
    if isinstance(draft, EntityDraft):
        for name in draft.names:
            for key in same_names(session, name.text):
                yield f"{draft.key} has the name of {key}: {name.text}"
    if isinstance(draft, SourceDraft) and draft.address:
        for key in sources_at(session, draft.address):
            yield f"{draft.key} has the address of {key}: {draft.address}"
