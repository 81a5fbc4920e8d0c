"""Warnings of what is recorded already under the same name or address; they refuse nothing."""

import sys
from collections.abc import Iterable, Iterator

from sqlmodel import Session

from api.cli.inert import inert
from evidence.captures import sources_at
from evidence.drafts import EntityDraft, RecordDraft, SourceDraft
from evidence.search import same_names


def warn_of_likenesses(session: Session, drafts: Iterable[RecordDraft]) -> None:
    """Print a warning to standard error for each likeness."""
    for draft in drafts:
        for warning in _likenesses(session, draft):
            print(inert(f"warning: {warning}"), file=sys.stderr)


def _likenesses(session: Session, draft: RecordDraft) -> Iterator[str]:
    if isinstance(draft, EntityDraft):
        for name in draft.names:
            for key in same_names(session, name.text):
                yield f"{draft.key} has the name of {key}: {name.text}"
    if isinstance(draft, SourceDraft) and draft.address:
        for key in sources_at(session, draft.address):
            yield f"{draft.key} has the address of {key}: {draft.address}"
