"""The records that an audience may see, each as the one line that an export writes of it.

Invariant: a line's SHA-256 is the digest that the public tree holds of the record, where the audience is the public.
"""

from dataclasses import dataclass

from evidence.canonical import as_value, canonical_json, digest
from evidence.drafts import RecordDraft
from evidence.exchange.cut import cut_for
from evidence.public_tree import Place
from evidence.replay import Replay


@dataclass(frozen=True, slots=True)
class Line:
    """A record: where it stands in an export, its opaque id, and what the export says of it."""

    place: Place
    id: str
    draft: RecordDraft

    @property
    def text(self) -> bytes:
        """The line, without its end."""
        return canonical_json(as_value(self.draft))

    @property
    def digest(self) -> str:
        """The SHA-256 of the line, in hex."""
        return digest(as_value(self.draft))


def lines_for(everything: Replay, audience: str) -> dict[Place, Line]:
    """All records that an audience may see, by place; investigations by name, records in the order of recording."""
    names = sorted({kept.investigation for kept in everything.kept.values()})
    drafts = ((name, draft) for name in names for draft in cut_for(everything, audience, name))
    lines = (Line(Place(name, one.record, one.key), everything.ids[name, one.key], one) for name, one in drafts)
    return {line.place: line for line in lines}
