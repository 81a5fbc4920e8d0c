"""One record by its key or id, among those disclosed.

Invariant: a record that the audience may not see is not found in the same words as one that is not there, and the
words do not hold what was asked for. An id leads to its own record ever, whatever key another record was given later.
"""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from evidence.errors import AmbiguousName, NotFound
from evidence.ids import named_outright
from evidence.views import ClaimView, Disclosure, EntityView, SourceView, in_key_order


class _View(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def investigation(self) -> str: ...


View = TypeVar("View", bound=_View)


def entity_at(disclosure: Disclosure, text: str) -> EntityView:
    """The entity with that key or id; raises NotFound, or AmbiguousName where two investigations have the key."""
    return _at(disclosure.entities, text, "entity")


def source_at(disclosure: Disclosure, text: str) -> SourceView:
    """The source with that key or id; raises as ``entity_at`` does."""
    return _at(disclosure.sources, text, "source")


def claim_at(disclosure: Disclosure, text: str) -> ClaimView:
    """The published claim with that key or id; raises as ``entity_at`` does."""
    return _at(disclosure.claims, text, "claim")


def source_or_claim_at(disclosure: Disclosure, text: str) -> str:
    """The id of the source or published claim with that key or id; raises as ``entity_at`` does."""
    either: dict[str, SourceView | ClaimView] = {**disclosure.sources, **disclosure.claims}
    return _at(either, text, "source or claim").id


def _at(views: Mapping[str, View], text: str, what: str) -> View:
    outright = named_outright(text)
    if (outright or text) in views:
        return views[outright or text]
    found = [view for view in views.values() if view.key == text and not outright]
    if not found:
        raise NotFound(f"there is no such {what}")
    if len(found) > 1:
        raise AmbiguousName(text, [(view.id, view.key, view.investigation) for view in in_key_order(found)])
    return found[0]
