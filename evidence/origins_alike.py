"""Origins that may be one and are recorded as two.

Invariant: it is a warning. Nothing is refused for it and nothing counts otherwise: independence is recorded, never
guessed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlmodel import Session, col, select

from evidence.drafts import SourceDraft
from evidence.models import Investigation, Record, Source
from evidence.origins import fold, forms_of

Named = tuple[str, str]
"""The key of a source, and its origin."""


def origins_alike(session: Session, drafts: Sequence[SourceDraft], investigation: str) -> Iterator[str]:
    """What to look at twice before these sources of an investigation are recorded."""
    own, recorded = [(draft.key, draft.origin) for draft in drafts], _recorded(session)
    first = _first_of_each([*own, *((key, origin) for _, key, origin in recorded)])
    yield from _near({fold(origin) for _, origin in own}, first)
    named = {key: origin for name, key, origin in recorded if name == investigation} | dict(own)
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


def _first_of_each(sources: Iterable[Named]) -> Mapping[str, Named]:
    """By each origin, as origins are compared, the first source that names it."""
    first: dict[str, Named] = {}
    for source in sources:
        first.setdefault(fold(source[1]), source)
    return first


def _near(own: Collection[str], first: Mapping[str, Named]) -> Iterator[str]:
    """Each pair of near origins once, of which one is among a few."""
    by_form: defaultdict[str, list[str]] = defaultdict(list)
    for origin in first:
        for form in forms_of(origin):
            by_form[form].append(origin)
    alike = {frozenset((one, other)) for one in own for form in forms_of(one) for other in by_form[form]}
    for pair in sorted(sorted(first[origin] for origin in two) for two in alike if len(two) > 1):
        yield f"two origins that are near count as two: {'; '.join(f'{origin} ({key})' for key, origin in pair)}"


def _derived(draft: SourceDraft, named: Mapping[str, str]) -> Iterator[str]:
    for key in draft.derives_from:
        origin = named.get(key, draft.origin)
        if fold(origin) != fold(draft.origin):
            yield f"{draft.key} derives from {key} and names another origin: {draft.origin}; {origin}"
