"""Whether a ledger is whole: its file, its chain, every row, its trees, what was signed of them, its vault, the
custody log and the time stamps.

Invariant: everything is worked out from content, and no stored hash is believed. Whatever the file holds, there is
a verdict: what cannot be read is a fault like any other, unless the reader was kept from it. Nothing is written.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlmodel import Session

from evidence.address import Address
from evidence.chain import Broken, broken_events, broken_seals
from evidence.checkpoint_text import Checkpoint
from evidence.checkpoints import checkpoint_in
from evidence.database import reading
from evidence.dialects import UNREADABLE, in_words
from evidence.erasures import Blanks, blanks_of, erasures_in
from evidence.errors import NoLedger, WrongLedger
from evidence.hindrances import refuse_hindered
from evidence.ledger import check_version, engine_on, version_at
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.merkle import root_of
from evidence.signed_note import SignedNote
from evidence.status import missing_ledger
from evidence.trees import Leaves, broken_leaves, tree_over
from evidence.uncollected import uncollected
from evidence.verification.comparing import differences
from evidence.verification.faults import Fault, Found, Verdict
from evidence.verification.handled import anchored, broken_custody, unanchored
from evidence.verification.refolding import Refolded, refold
from evidence.verification.resting import Support
from evidence.verification.sealed import unsound_editions
from evidence.verification.shape import misshapen
from evidence.verification.shape_on_server import misshapen_on_server
from evidence.verification.signed import checkpoints_at, departing, keys_in, unlike_the_chain, unsigned, untold
from evidence.verification.stamped import judge_stamps
from evidence.verification.tables import Row, Rows, connected, read_rows, tables
from evidence.verification.vaulted import lost_captures

Signed = tuple[Path, SignedNote, Checkpoint]


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside a ledger: its vault, the folder of its checkpoints, and checkpoints kept elsewhere.

    ``custody``: its custody log; without one, none is looked at. ``roots``: whom time stamps are believed by.
    """

    vault: Path
    checkpoints: Path
    against: tuple[Path, ...] = ()
    custody: Path | None = None
    roots: Path | None = None


def verify_at(address: Address, beside: Beside) -> Verdict:
    """Judge what is at an address.

    Raises NoLedger where nothing is, WrongLedger where a ledger has the tables of an earlier version, LedgerError
    where a server cannot be reached or lets nobody read, and what ``verify`` raises.
    """
    engine = engine_on(address)
    try:
        _refuse_what_is_none(engine, address)
        return verify(engine, beside)
    finally:
        engine.dispose()


@uncollected()
def verify(engine: Engine, beside: Beside) -> Verdict:
    """Judge a ledger; raises InvalidCheckpoint or OSError where one of ``against`` is none, LedgerError as above."""
    kept_elsewhere: list[Signed] = [(file, *checkpoint_in(file)) for file in beside.against]
    faults: list[Fault] = []
    rows: Rows = {name: [] for name in tables()}
    try:
        with connected(engine) as connection:
            faults += misshapen(connection) if engine.dialect.name == "sqlite" else misshapen_on_server(connection)
            rows = read_rows(connection, faults)
    except UNREADABLE as error:
        if not Path(engine.url.database or "-").is_dir():  # nobody is kept from reading a folder: it is no ledger
            refuse_hindered(error)
        faults.append(Fault("file", "-", f"it cannot be read: {in_words(error)}"))
    return _judge(rows, faults, beside, kept_elsewhere)


@uncollected()
def unlike_events(engine: Engine) -> list[Fault]:
    """What a ledger in a file holds that its events do not say, or lacks that they do; raises what reading it does.

    No more is looked at: whether the events themselves hold, ``evidence.trees`` says.
    """
    faults: list[Fault] = []
    with connected(engine) as connection:
        faults += misshapen(connection)
        rows = read_rows(connection, faults)
    folded = refold(rows["audit_event"], _identities(rows))
    return [*faults, *_unlike(folded, rows, blanks_of(erasures_in(rows["audit_event"])))]


def _refuse_what_is_none(engine: Engine, address: Address) -> None:
    """A ledger that has all its tables is judged, whatever it says that it is."""
    with suppress(*UNREADABLE), reading(engine) as session:
        there = set(inspect(session.connection()).get_table_names())
        if not isinstance(address, Path) and there.isdisjoint(tables()):
            raise missing_ledger(address)
        if not there.issuperset(tables()) and _is_earlier(version := _version(session, address)):
            check_version(version, address)


def _version(session: Session, address: Address) -> str:
    try:
        return version_at(session, address)
    except (NoLedger, WrongLedger):
        return ""


def _is_earlier(version: str) -> bool:
    return version.isdecimal() and int(version) < int(SCHEMA_VERSION)


def _judge(rows: Rows, faults: list[Fault], beside: Beside, kept_elsewhere: Sequence[Signed]) -> Verdict:
    events, verdict = rows["audit_event"], Verdict(events=len(rows["audit_event"]))
    folded = refold(events, _identities(rows))
    verdict.erased = erasures_in(events)
    blanks = blanks_of(verdict.erased)
    faults += _chain_faults(events, rows["event_seal"], blanks)
    faults += _unlike(folded, rows, blanks)
    faults += _tree_faults(folded, rows, beside.checkpoints, kept_elsewhere, verdict)
    faults += lost_captures(folded, beside.vault)
    faults += _custody_faults(folded, beside.custody, events, verdict) if beside.custody else ()
    faults += _stamp_faults(folded, beside, verdict)
    verdict.records = len(folded.records)
    verdict.captures = sum(record.kind == "capture" for record in folded.records.values())
    verdict.found = _with_resting(faults, folded)
    return verdict


def _chain_faults(events: Sequence[Row], seals: Sequence[Row], blanks: Blanks) -> list[Fault]:
    of = {event["seq"]: event["record_id"] for event in events}
    faults = [_of_event("audit_event", broken, of) for broken in broken_events(events, blanks)]
    faults += [_of_event("event_seal", broken, of) for broken in broken_seals(events, seals, blanks)]
    return faults if events else [Fault("audit_event", "-", "there is no event"), *faults]


def _unlike(folded: Refolded, rows: Rows, blanks: Blanks) -> list[Fault]:
    return [*folded.faults, *differences(folded, rows), *unsound_editions(folded, blanks.editions)]


def _tree_faults(
    folded: Refolded, rows: Rows, folder: Path, kept_elsewhere: Sequence[Signed], verdict: Verdict
) -> list[Fault]:
    broken = broken_leaves(rows["public_leaf"], blanks_of(verdict.erased))
    faults = [Fault("public_leaf", f"number {one.seq}", one.reason) for one in broken]
    try:
        leaves = Leaves(tree_over(rows["event_seal"]), tree_over(rows["public_leaf"]))
    except (ValueError, TypeError):
        return [*faults, Fault("checkpoint", "-", "a seal is none, so there is no tree to compare")]
    kept = list(checkpoints_at(folder))
    signed = [*kept_elsewhere, *(one for one in kept if not isinstance(one, Fault))]
    verdict.checkpoints = len(signed)
    verdict.unchecked += unsigned(folded, folder, signed)
    both = {"house": leaves.house, "public": leaves.public}
    verdict.heads = {tree: (len(one), root_of(one).hex()) for tree, one in both.items()}
    faults += unlike_the_chain(folded, leaves.public)
    faults += untold(folded, rows["public_leaf"])
    faults += [one for one in kept if isinstance(one, Fault)]
    return [*faults, *departing(signed, keys_in(folded), leaves)]


def _custody_faults(folded: Refolded, log: Path, events: Sequence[Row], verdict: Verdict) -> list[Fault]:
    verdict.custody = anchored(folded, log, events)
    verdict.unchecked += unanchored(verdict.custody)
    return list(broken_custody(folded, log, blanks_of(verdict.erased)))


def _stamp_faults(folded: Refolded, beside: Beside, verdict: Verdict) -> list[Fault]:
    stamps = judge_stamps(folded, beside.checkpoints, beside.vault, beside.roots)
    verdict.time_stamps = stamps.holding
    verdict.unchecked += stamps.unchecked
    return stamps.faults


def _of_event(table: str, broken: Broken, of: dict[object, object]) -> Fault:
    about = of.get(broken.seq)
    return Fault(table, f"seq {broken.seq}", broken.reason, (about,) if isinstance(about, str) else ())


def _identities(rows: Rows) -> dict[str, tuple[object, object]]:
    names = {row["id"]: row["name"] for row in rows["investigation"]}
    return {row["id"]: (row["kind"], names.get(row["investigation_id"])) for row in rows["record"]}


def _with_resting(faults: Iterable[Fault], folded: Refolded) -> list[Found]:
    resting_on = cache(Support(folded).resting_on)
    return [Found(fault, resting_on(fault.records)) for fault in dict.fromkeys(faults)]
