"""The two trees of a ledger: over every event, and over what is public.

Invariant: a tree is worked out from content: a leaf whose seal is not that of its event or entry, or a chain that
is broken, has no head here.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, select

from evidence.audit import AuditWriter, body_of
from evidence.canonical import canonical_json
from evidence.chain import Broken, broken_events, broken_seals
from evidence.checkpoint_text import Checkpoint, Tree, origin_of
from evidence.erasures import BLANK_ENTRY, NO_BLANKS, Blanks, blanks_of, erasures_in
from evidence.errors import LedgerDamaged
from evidence.exchange.heads import public_export
from evidence.merkle import leaf_hash, root_of
from evidence.models import AuditEvent, EventSeal, PublicLeaf
from evidence.public_tree import Entry, entry_in, next_entries, standing_after
from evidence.replay import replay
from evidence.sealing import new_salt, seal

CHECKPOINT = "checkpoint"
"""The verb that says how far the public tree reaches: its body has the tree's size and root."""

Row = Mapping[str, Any]


class Leaves(NamedTuple):
    """The leaf hashes of both trees."""

    house: list[bytes]
    public: list[bytes]

    def heads(self, name: str) -> dict[Tree, Checkpoint]:
        """The heads of both, under the name that the ledger signs with."""
        both: dict[Tree, list[bytes]] = {"house": self.house, "public": self.public}
        return {tree: Checkpoint(origin_of(name, tree), len(one), root_of(one)) for tree, one in both.items()}


def extend_public_tree(session: Session, actor: str) -> None:
    """Let the public tree say what the public export says now; where it does already, nothing is written."""
    kept = _rows(session, PublicLeaf)
    new = next_entries(standing_after(entry_in(row["entry"]) for row in kept), public_export(replay(session)))
    if not new:
        return
    rows = [_leaf(number, entry) for number, entry in enumerate(new, start=len(kept))]
    session.execute(insert(PublicLeaf), rows)
    leaves = tree_over([*kept, *rows])
    audit = AuditWriter(session, actor)
    audit.append(CHECKPOINT, None, {"public_size": len(leaves), "public_root": root_of(leaves).hex()})
    audit.flush()


def last_checkpoint(session: Session, known_at: int | None = None) -> tuple[int, str] | None:
    """Size and root, in hex, of the public tree at its last checkpoint, or at the last by event ``known_at``; none
    where none was made."""
    query = select(AuditEvent).where(AuditEvent.verb == CHECKPOINT).order_by(col(AuditEvent.seq).desc()).limit(1)
    if known_at is not None:
        query = query.where(col(AuditEvent.seq) <= known_at)
    last = session.exec(query).first()
    return (body_of(last)["public_size"], body_of(last)["public_root"]) if last else None


def leaves_of(session: Session) -> Leaves:
    """The leaves of both trees as they are; raises LedgerDamaged naming the first that does not hold."""
    events, seals, public = (_rows(session, table) for table in (AuditEvent, EventSeal, PublicLeaf))
    blanks = blanks_of(erasures_in(events))
    checks = {"audit_event": broken_events(events, blanks), "event_seal": broken_seals(events, seals, blanks)}
    for table, broken in {**checks, "public_leaf": broken_leaves(public, blanks)}.items():
        if first := next(broken, None):
            raise LedgerDamaged(f"{table} {first.seq}: {first.reason}; see 'throughline verify'")
    return Leaves(tree_over(seals), tree_over(public))


def broken_leaves(rows: Iterable[Row], blanks: Blanks = NO_BLANKS) -> Iterator[Broken]:
    """The leaves of the public tree that are out of order, hold no entry, or whose seal is not that of the entry.

    ``blanks``: what was erased; of those leaves nothing but the seal may be left.
    """
    due = 0
    for row in rows:
        if row["number"] != due:
            yield Broken(row["number"], f"leaf {due} is missing before it")
        due = (row["number"] if isinstance(row["number"], int) else due) + 1
        if row["number"] in blanks.leaves:
            if (row["salt"], row["entry"]) != (None, BLANK_ENTRY):
                yield Broken(row["number"], "it is not what is left of a leaf that was erased")
        elif row["salt"] is None:
            yield Broken(row["number"], "the salt of its seal is gone")
        elif not _holds(row):
            yield Broken(row["number"], "it is not the seal of its entry")


def tree_over(rows: Iterable[Row]) -> list[bytes]:
    """The leaf hashes of rows with seals; raises ValueError or TypeError where a seal is none."""
    return [leaf_hash(bytes.fromhex(row["seal"])) for row in rows]


def _rows(session: Session, table: type[SQLModel]) -> list[Row]:
    columns = table.__table__.c  # type: ignore[attr-defined]
    (first,) = table.__table__.primary_key  # type: ignore[attr-defined]
    return [dict(row) for row in session.execute(select(*columns).order_by(col(first))).mappings()]


def _leaf(number: int, entry: Entry) -> dict[str, Any]:
    salt = new_salt()
    return {"number": number, "entry": canonical_json(entry).decode(), "salt": salt, "seal": seal(salt, entry)}


def _holds(row: Row) -> bool:
    try:
        entry = entry_in(row["entry"])
        return bool(row["seal"] == seal(row["salt"], entry) and row["entry"] == canonical_json(entry).decode())
    except (ValueError, TypeError, RecursionError):  # what stands there is no entry, or no salt
        return False
