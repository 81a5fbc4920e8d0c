"""Origins that may be one and are recorded as two.

Invariant: it is a warning. Nothing is refused for it and nothing counts otherwise: independence is recorded, never
guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlmodel import Session, col, select

from evidence.drafts import SourceDraft
from evidence.models import Investigation, Record, Source
from evidence.origins import fold, forms_of

Named = tuple[str, str]
"""The key of a source, and its origin."""


def origins_alike(session: Session, drafts: Sequence[SourceDraft], investigation: str) -> Iterator[str]:
    """What to look at twice before these sources of an investigation are recorded."""
    own = [(draft.key, draft.origin) for draft in drafts]
    recorded = _recorded(session)
    by_form = _by_form([*own, *((key, origin) for _, key, origin in recorded)])
    named = {key: origin for name, key, origin in recorded if name == investigation} | dict(own)
    yield from dict.fromkeys(warning for draft in drafts for warning in _near(draft, by_form))
    for draft in drafts:
        yield from _derived(draft, named)


def _recorded(session: Session) -> list[tuple[str, str, str]]:
    """Investigation, key and origin of every source that is in the ledger."""
    query = (
        select(Investigation.name, Record.key, Source.origin)
        .join(Record, col(Record.id) == col(Source.id))
        .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
        .where(col(Record.current).is_(True))
        .order_by(Record.key)
    )
    return [(name, key, origin) for name, key, origin in session.exec(query)]


def _by_form(sources: Iterable[Named]) -> Mapping[str, Mapping[str, Named]]:
    """By each form, of every origin that has it the first source that names it."""
    found: defaultdict[str, dict[str, Named]] = defaultdict(dict)
    for source in sources:
        for form in forms_of(source[1]):
            found[form].setdefault(fold(source[1]), source)
    return found


def _near(draft: SourceDraft, by_form: Mapping[str, Mapping[str, Named]]) -> Iterator[str]:
    own = fold(draft.origin)
    near = {other: source for form in forms_of(draft.origin) for other, source in by_form[form].items()}
    for other in sorted(near.keys() - {own}):
        pair = sorted((near[other], near[own]))
        yield f"two origins that are near count as two: {'; '.join(f'{origin} ({key})' for key, origin in pair)}"


def _derived(draft: SourceDraft, named: Mapping[str, str]) -> Iterator[str]:
    for key in draft.derives_from:
        origin = named.get(key, draft.origin)
        if fold(origin) != fold(draft.origin):
            yield f"{draft.key} derives from {key} and names another origin: {draft.origin}; {origin}"
