"""What is wrong with a ledger, and what rests on it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from evidence.erasures import Erasure


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold: in which table, which row, and why.

    ``table`` may also be ``file``, ``vault``, ``custody``, ``checkpoint`` or ``timestamp``.
    ``records`` are the ids of the records that it is about. No reason repeats content: it may be hidden.
    """

    table: str
    row: str
    reason: str
    records: tuple[str, ...] = ()


class Unchecked(NamedTuple):
    """Something that nothing shows to be right or wrong, and why it could not be checked."""

    what: str
    reason: str


class Anchored(NamedTuple):
    """How many entries the custody log has, and of how many, at the least, the audit chain tells, by which event, when.

    ``at`` is UTC in ISO form. What came after those, and was cut off, nothing tells of.
    """

    entries: int = 0
    anchored: int = 0
    event: int | None = None
    at: str | None = None


class Hop(NamedTuple):
    """A relation by the keys of its ends and scope."""

    subject: str
    predicate: str
    object: str
    scope: str | None


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on what is wrong: keys of claims, hops of those that affirm, and keys of other records."""

    claims: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A fault with what rests on it."""

    fault: Fault
    resting: Resting


@dataclass(slots=True)
class Verdict:
    """What a verification looked at, and all that it found; nothing found means that the ledger is whole."""

    events: int = 0
    records: int = 0
    captures: int = 0
    checkpoints: int = 0
    """How many signed checkpoints the ledger was compared with."""
    time_stamps: int = 0
    """How many time stamps hold, checked with a root that is trusted."""
    graphs: int = 0
    """How many graphs that are kept beside the ledger were compared with one made anew."""
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Size and root, in hex, of each tree as it is."""
    erased: list[Erasure] = field(default_factory=list)
    """What was erased for good, and is no fault."""
    custody: Anchored | None = None
    """How far the custody log is under the audit chain; None where no log was looked at."""
    unchecked: list[Unchecked] = field(default_factory=list)
    """What could not be checked: no fault, and not known to be right."""
    found: list[Found] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.found
