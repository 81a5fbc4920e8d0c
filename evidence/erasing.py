"""The verb that erases a record: its content, every digest of it, and the salts of its seals, for good.

Invariant: rows go in one transaction, all or none; bytes go before it, what custody said of them after it, and the same
verb again ends what was cut off. What others name is refused, for they would name nothing. The audit chain tells who
erased, when and why, never what. Both trees stand, and no checkpoint that was signed departs. An edition that told of
it goes with it.

What it does not reach: backups, exports, checkpoints in other hands, and whoever read it.
"""

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from evidence.address import ServerAddress
from evidence.audit import AuditWriter
from evidence.custody import blank_entries, numbers_of
from evidence.custody_anchors import anchor_along
from evidence.database import reading, writing
from evidence.edition_traces import editions_with
from evidence.erasures import BLANK_BODY, BLANK_ENTRY, ERASE, ERASED, Erasure, erasures
from evidence.errors import StillNamed, WrongStatus
from evidence.index_rows import OWNERS, TABLES
from evidence.ledger import Ledger
from evidence.locating import Located, locate
from evidence.models import AuditEvent, Capture, Claim, EventSeal, Investigation, Mention, PublicLeaf, Record, Review
from evidence.public_tree import Entry, entry_in, standing_after
from evidence.recording import named
from evidence.timestamps import stamp_files
from evidence.trees import extend_public_tree
from evidence.vault import place_of


@dataclass(frozen=True, slots=True)
class CapturePlaces:
    """Where the bytes and the custody log of captures are, and the folder of checkpoints, with their time stamps."""

    vault: Path
    custody: Path
    checkpoints: Path


def erase(ledger: Ledger, key: str, captures: CapturePlaces, *, actor: str | None, reason: str) -> Erasure:
    """Erase the record that a key or id leads to, all versions of it, and the reviews of a claim.

    Raises WrongStatus for a claim that is published, StillNamed where other records name it, NotFound.
    """
    by = named(actor)
    _blank_custody(ledger, captures.custody)
    with writing(ledger.engine) as session:
        _scrub(session)
        ids, keys = _all_of(session, locate(session, key))
        _refuse(session, ids)
        numbers = [number for one in sorted(ids) for number in numbers_of(captures.custody, one)]
        _remove_bytes(session, ids, captures)
        told = editions_with(session, ids, keys)
        events = _blank_events(session, ids, [*told, *_checks_naming(session, keys)])
        _remove_rows(session, ids)
        _say_gone(session, keys, by)
        leaves = _blank_leaves(session, keys)
        audit = AuditWriter(session, by)
        blank = {"events": events, "leaves": leaves, "custody": numbers, "editions": sorted(told.items())}
        audit.append(ERASE, None, {**blank, "reason": reason})
        audit.flush()
        anchor_along(session, captures.custody, by)
        done = erasures(session)[-1]
    finish(ledger, captures)
    return done


def finish(ledger: Ledger, captures: CapturePlaces) -> None:
    """What follows the transaction: the custody entries, and room in the database that held what was erased.

    Done again it changes nothing. A program that was killed here is made good by the next erasure, found or not.
    """
    _blank_custody(ledger, captures.custody)
    if isinstance(ledger.address, ServerAddress):
        from evidence.server import connected  # noqa: PLC0415 - whoever has a file need not wait for the driver

        with closing(connected(ledger.address)) as connection:
            connection.execute("VACUUM")
    else:
        with ledger.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _blank_custody(ledger: Ledger, log: Path) -> None:
    with reading(ledger.engine) as session:
        blank_entries(log, [number for one in erasures(session) for number in one.custody])


def _scrub(session: Session) -> None:
    """Let SQLite write zeros where rows were; a server's rows are vacuumed afterwards."""
    if session.connection().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")


def _all_of(session: Session, found: Located) -> tuple[set[str], set[tuple[str, str, str]]]:
    """The ids of all versions under the key, with the reviews of a claim; and (investigation, kind, key) of each."""
    home = select(Investigation.id).where(Investigation.name == found.investigation)
    same = select(Record.id).where(Record.key == found.key, col(Record.investigation_id).in_(home))
    ids = set(session.exec(same))
    ids |= set(session.exec(select(Review.id).where(col(Review.claim_id).in_(ids))))
    told = session.exec(select(Record.kind, Record.key).where(col(Record.id).in_(ids)))
    return ids, {(found.investigation, kind, key) for kind, key in told}


def _refuse(session: Session, ids: set[str]) -> None:
    public = select(Record.key).join(Claim, col(Claim.id) == col(Record.id))
    if key := session.exec(public.where(col(Record.id).in_(ids), Claim.status == "published")).first():
        raise WrongStatus(f"{key} is published: withdraw or retract it first, so that whoever reads it is told")
    naming = select(Record.key).join(Mention, col(Mention.record_id) == col(Record.id))
    others = naming.where(col(Mention.target_id).in_(ids), col(Mention.record_id).not_in(ids))
    if keys := sorted(set(session.exec(others))):
        raise StillNamed(f"other records name it: {', '.join(keys)}; erase those first, or let them name another")


def _remove_bytes(session: Session, ids: set[str], captures: CapturePlaces) -> None:
    """Take captures out of the vault, and their time stamps, unless another record is of the same bytes.

    Before the transaction ends: killed in between, the record says of bytes that are gone, and can be erased again.
    """
    mine = set(session.exec(select(Capture.sha256).where(col(Capture.id).in_(ids))))
    others = set(session.exec(select(Capture.sha256).where(col(Capture.id).not_in(ids))))
    for sha256 in mine - others:
        place_of(captures.vault, sha256).unlink(missing_ok=True)
        for file in stamp_files(captures.checkpoints, sha256):
            file.unlink(missing_ok=True)


def _checks_naming(session: Session, keys: set[tuple[str, str, str]]) -> list[int]:
    """The events that say what was found in a copy: they are of the claim, and name the copy by its key."""
    copies = {key for _, kind, key in keys if kind == "capture"}
    checks = session.exec(select(AuditEvent.seq, AuditEvent.body).where(AuditEvent.verb == "check"))
    told = ((seq or 0, json.loads(body).get("copy_checks", [])) for seq, body in checks) if copies else ()
    return [seq for seq, looked in told if any(not copies.isdisjoint(one) for one in looked)]


def _blank_events(session: Session, ids: set[str], editions: Iterable[int]) -> list[list[Any]]:
    query = select(AuditEvent.seq, AuditEvent.at, AuditEvent.actor)
    query = query.where(col(AuditEvent.record_id).in_(ids) | col(AuditEvent.seq).in_(editions))
    events = [list(row) for row in session.exec(query.order_by(col(AuditEvent.seq)))]
    seqs = [seq for seq, _, _ in events]
    blank = {"verb": ERASED, "record_id": None, "body": BLANK_BODY}
    session.execute(update(AuditEvent).where(col(AuditEvent.seq).in_(seqs)).values(**blank))
    session.execute(update(EventSeal).where(col(EventSeal.seq).in_(seqs)).values(salt=None))
    return events


def _remove_rows(session: Session, ids: set[str]) -> None:
    for table in reversed(TABLES):
        columns = table.__table__.c  # type: ignore[attr-defined]
        owner = next(columns[name] for name in OWNERS if name in columns)
        session.execute(delete(table).where(owner.in_(ids)))
    bare = col(Investigation.id).not_in(select(Record.investigation_id))
    session.execute(delete(Investigation).where(bare))


def _say_gone(session: Session, keys: set[tuple[str, str, str]], by: str) -> None:
    """Let the public tree say that these are gone; it must not move where it tells of none of them."""
    entries = session.exec(select(PublicLeaf.entry).order_by(col(PublicLeaf.number)))
    if not keys.isdisjoint(standing_after(map(entry_in, entries))):
        extend_public_tree(session, by)


def _blank_leaves(session: Session, keys: set[tuple[str, str, str]]) -> list[int]:
    """Blank the leaves that hold a digest of what was erased; the one that says that it is gone stays."""
    rows = session.exec(select(PublicLeaf).order_by(col(PublicLeaf.number)))
    numbers = _telling(((row.number, entry_in(row.entry)) for row in rows), keys)
    blank = {"entry": BLANK_ENTRY, "salt": None}
    session.execute(update(PublicLeaf).where(col(PublicLeaf.number).in_(numbers)).values(**blank))
    return numbers


def _telling(leaves: Iterable[tuple[int, Entry]], keys: set[tuple[str, str, str]]) -> list[int]:
    """The leaves with a digest of these records, or of an export that held them."""
    standing, numbers = set[tuple[str, str, str]](), list[int]()
    for number, entry in leaves:
        place = (entry.get("investigation", ""), entry.get("record", ""), entry.get("key", ""))
        if "digest" in entry and place in keys:
            standing.add(place)
            numbers.append(number)
        elif "export" in entry and standing:
            numbers.append(number)
        elif "gone" in entry:
            standing.discard(place)
    return numbers
