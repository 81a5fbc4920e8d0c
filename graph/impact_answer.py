"""What a retraction would do, as text: the shape of JSON that every door gives.

Invariant: keys, not ids, name what is lost, so that two ledgers of one case print the same.
"""

from typing import Annotated

from pydantic import ConfigDict, Field

from graph.answer import Shape
from graph.question import Standing, Time


class _FromTo(Shape):
    """A shape with fields named ``from`` and ``to``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class RelationOut(Shape):
    """A relation by keys; scope as recorded."""

    subject: str
    predicate: str
    object: str
    scope: str | None


class HopChange(_FromTo):
    """A hop before and after; ``to`` null: lost."""

    subject: str
    predicate: str
    object: str
    scope: str | None
    from_: Annotated[Standing, Field(alias="from")]
    to: Standing | None
    origins_from: int
    origins_to: int


class ChainChange(_FromTo):
    """A chain before and after: strength, support and time verdict; null where it is lost."""

    entities: tuple[str, ...]
    hops: tuple[RelationOut, ...]
    from_: Annotated[Standing, Field(alias="from")]
    to: Standing | None
    support_from: int
    support_to: int | None
    time_from: Time
    time_to: Time | None


class ImpactOut(Shape):
    """What retracting one source or claim would do.

    ``chains_lost`` and ``chains_weakened`` are null where no chains were asked about; ``complete`` is false when a
    budget ended the search for them. ``derived`` names the sources that go back to a retracted one, which a
    retraction does not touch.
    """

    retracted: str
    claims_lost: tuple[str, ...]
    hops_lost: tuple[HopChange, ...]
    hops_weakened: tuple[HopChange, ...]
    derived: tuple[str, ...]
    editions: tuple[str, ...]
    chains_lost: tuple[ChainChange, ...] | None
    chains_weakened: tuple[ChainChange, ...] | None
    complete: bool
