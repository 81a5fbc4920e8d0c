"""What is erased is gone, cannot be confirmed by a guess, and leaves both trees, the chain and the rest whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select, text

from api.graph_feed import PublicFeed
from api.graphs import Graphs
from evidence import erasing
from evidence.audit import hash_of, head
from evidence.captures import take_capture
from evidence.checkpoints import Folders, write_checkpoints
from evidence.claims import withdraw_claim
from evidence.custody import note, read_log
from evidence.erasing import CapturePlaces, erase
from evidence.erasures import BLANK_ENTRY, Erasure
from evidence.errors import NoActor, NotFound, StillNamed, WrongStatus
from evidence.event_numbers import EventNumbers
from evidence.ledger import Ledger
from evidence.locating import locate
from evidence.models import AuditEvent, EventSeal, PublicLeaf
from evidence.signing_keys import make_key
from evidence.trees import last_checkpoint, leaves_of
from evidence.vault import place_of
from evidence.verification.faults import Verdict
from evidence.verification.whole import Beside, verify_at
from tests.evidence.small import claim, entity, published, recorded, session_on, small_case, source

SECRET = "a sentence that somebody took back"


@pytest.fixture
def captures(tmp_path: Path) -> CapturePlaces:
    return CapturePlaces(tmp_path / "vault", tmp_path / "ledger.custody", tmp_path / "checkpoints")


@pytest.fixture
def folders(ledger: Ledger, tmp_path: Path, captures: CapturePlaces) -> Folders:
    made = Folders(tmp_path / "keys", tmp_path / "checkpoints", captures.custody)
    make_key(ledger, made.keys, actor="Ada")
    return made


@pytest.fixture
def told(ledger: Ledger, folders: Folders) -> Ledger:
    """A claim that was public at a checkpoint, and was then withdrawn; another stays."""
    recorded(ledger, *small_case(), claim("C2", wording=SECRET))
    published(ledger, "C1", "C2")
    write_checkpoints(ledger, folders, actor="Ada")
    withdraw_claim(ledger, "C2", actor="Ada", reason="for now")
    write_checkpoints(ledger, folders, actor="Ada")
    return ledger


def erased(ledger: Ledger, key: str, captures: CapturePlaces) -> Erasure:
    return erase(ledger, key, captures, actor="Ada", reason="consent was withdrawn")


def verdict(ledger: Ledger, folders: Folders, captures: CapturePlaces) -> Verdict:
    return verify_at(ledger.address, Beside(captures.vault, folders.checkpoints, custody=captures.custody))


def everything(session: Session) -> str:
    """All that the database says of its rows, as text."""
    names = ("audit_event", "event_seal", "public_leaf", "record", "claim", "citation", "mention", "search_name")
    return json.dumps([[list(row) for row in session.execute(text(f"SELECT * FROM {name}"))] for name in names])


def test_nothing_of_it_is_left_and_the_ledger_is_whole(told: Ledger, folders: Folders, captures: CapturePlaces) -> None:
    with session_on(told) as session:
        found, before = locate(session, "C2"), leaves_of(session)
    done = erased(told, "C2", captures)
    with session_on(told) as session:
        left, after = everything(session), leaves_of(session)
        with pytest.raises(NotFound):
            locate(session, "C2")
    assert not any(trace in left for trace in (SECRET, found.id, found.digest))
    assert after.house[: len(before.house)] == before.house
    assert after.public[: len(before.public)] == before.public
    judged = verdict(told, folders, captures)
    assert (judged.found, judged.erased) == ([], [done])
    assert judged.checkpoints == 4
    assert done.in_words().startswith("erased on 20")
    assert done.in_words().endswith(" by Ada because consent was withdrawn")


def test_erasing_what_was_never_public_moves_nothing_public(told: Ledger, captures: CapturePlaces) -> None:
    published(recorded(told, claim("C3"), claim("C4", wording=SECRET)), "C3")
    with session_on(told) as session:
        before = last_checkpoint(session), leaves_of(session).public
    erased(told, "C4", captures)
    with session_on(told) as session:
        assert (last_checkpoint(session), leaves_of(session).public) == before


def test_a_ledger_goes_on_after_something_was_erased(told: Ledger, folders: Folders, captures: CapturePlaces) -> None:
    erased(told, "C2", captures)
    published(recorded(told, claim("C2", wording="another one under its key")), "C2")
    write_checkpoints(told, folders, actor="Ada")
    withdraw_claim(told, "C2", actor="Ada", reason="so")
    erased(told, "C2", captures)
    write_checkpoints(told, folders, actor="Ada")
    judged = verdict(told, folders, captures)
    assert (judged.found, len(judged.erased)) == ([], 2)


def blank_rows(ledger: Ledger) -> dict[int, dict[str, Any]]:
    with session_on(ledger) as session:
        rows = session.exec(select(AuditEvent).where(AuditEvent.verb == "erased"))
        return {row.seq or 0: row.model_dump() for row in rows}


def test_a_guess_cannot_be_confirmed_by_what_is_left(told: Ledger, captures: CapturePlaces) -> None:
    """Who knows all but one thing, and guesses that right, cannot tell: neither by the chain nor by a tree."""
    with session_on(told) as session:
        before = {event.seq: event.model_dump() for event in session.exec(select(AuditEvent))}
    done = erased(told, "C2", captures)
    assert blank_rows(told).keys() == done.events.keys()
    for seq, row in blank_rows(told).items():
        assert hash_of(before[seq]) == row["hash"], "with the id it could be"
        assert hash_of({**before[seq], "record_id": "0" * 20}) != row["hash"]
    with session_on(told) as session:
        unsealed = session.exec(select(EventSeal.seq).where(col(EventSeal.salt).is_(None))).all()
        blank = session.exec(select(PublicLeaf.number, PublicLeaf.entry).where(col(PublicLeaf.salt).is_(None))).all()
    assert set(unsealed) == done.events.keys()
    assert dict(blank) == dict.fromkeys(done.leaves, BLANK_ENTRY)


def test_of_the_public_tree_every_digest_of_it_goes_and_that_it_is_gone_stays(
    told: Ledger, captures: CapturePlaces
) -> None:
    with session_on(told) as session:
        entries = {row.number: json.loads(row.entry) for row in session.exec(select(PublicLeaf))}
    of_it = {number for number, entry in entries.items() if entry.get("key") == "C2"}
    with_it = {number for number, entry in entries.items() if "export" in entry and min(of_it) < number < max(of_it)}
    assert with_it
    assert erased(told, "C2", captures).leaves == (of_it - {max(of_it)}) | with_it
    assert entries[max(of_it)]["gone"]


def test_of_a_file_not_even_the_free_pages_hold_it(file_ledger: Ledger, captures: CapturePlaces) -> None:
    recorded(file_ledger, *small_case(), claim("C2", note=SECRET * 200))
    assert isinstance(file_ledger.address, Path)
    assert SECRET.encode() in file_ledger.address.read_bytes()
    erased(file_ledger, "C2", captures)
    file_ledger.close()
    beside = file_ledger.address.parent.glob(f"{file_ledger.address.name}*")
    assert not any(SECRET.encode() in file.read_bytes() for file in beside if file.is_file())


def test_without_scrubbing_free_pages_hold_it(
    file_ledger: Ledger, captures: CapturePlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        erasing, "_scrub", lambda session: session.connection().exec_driver_sql("PRAGMA secure_delete = OFF")
    )
    recorded(file_ledger, *small_case(), claim("C2", note=SECRET * 200))
    erased(file_ledger, "C2", captures)
    assert isinstance(file_ledger.address, Path)
    assert SECRET.encode() in file_ledger.address.read_bytes()


def test_what_is_published_or_named_is_refused_and_nothing_changes(told: Ledger, captures: CapturePlaces) -> None:
    with session_on(told) as session:
        before = head(session)
    for key, refusal, why in (
        ("C1", WrongStatus, "withdraw or retract"),
        ("S1", StillNamed, "C1, C2"),
        ("E1", StillNamed, "C1, C2"),
        ("none", NotFound, "none"),
    ):
        with pytest.raises(refusal, match=why):
            erased(told, key, captures)
    with pytest.raises(NoActor):
        erase(told, "C2", captures, actor=None, reason="so")
    with session_on(told) as session:
        assert head(session) == before


def test_a_capture_goes_with_its_bytes_and_its_custody(
    ledger: Ledger, folders: Folders, captures: CapturePlaces, tmp_path: Path
) -> None:
    recorded(ledger, source("S1"), source("S2"))
    kept = take_capture(ledger, captures.vault, "S2", b"another page", method="saved", actor="Ada")
    taken = take_capture(ledger, captures.vault, "S1", SECRET.encode(), method="saved", actor="Ada")
    with session_on(ledger) as session:
        id_, other = locate(session, taken.key).id, locate(session, kept.key).id
    for one in (id_, other, id_):
        note(captures.custody, one, "viewed", "Bob")
    write_checkpoints(ledger, folders, actor="Ada")
    done = erased(ledger, taken.key, captures)
    assert not place_of(captures.vault, taken.sha256).exists()
    assert place_of(captures.vault, kept.sha256).exists()
    assert done.custody == {1, 3}
    assert [one.capture for one in read_log(captures.custody)[0]] == ["", other, ""]
    assert id_.encode() not in captures.custody.read_bytes()
    assert verdict(ledger, folders, captures).found == []
    note(captures.custody, other, "exported", "Bob")
    write_checkpoints(ledger, folders, actor="Ada")
    assert verdict(ledger, folders, captures).found == []


def test_bytes_that_another_capture_is_of_stay(ledger: Ledger, captures: CapturePlaces) -> None:
    recorded(ledger, source("S1"), source("S2"))
    first = take_capture(ledger, captures.vault, "S1", b"a page", method="saved", actor="Ada")
    take_capture(ledger, captures.vault, "S2", b"a page", method="saved", actor="Ada")
    erased(ledger, first.key, captures)
    assert place_of(captures.vault, first.sha256).exists()


HARMS = {
    "an event blanked that was not erased": (
        "UPDATE audit_event SET verb = 'erased', record_id = NULL, body = '{}' WHERE seq = 4",
        "audit_event, seq 4",
    ),
    "a salt taken away": ("UPDATE event_seal SET salt = NULL WHERE seq = 4", "event_seal, seq 4"),
    "a leaf blanked": (
        "UPDATE public_leaf SET salt = NULL, entry = '{\"erased\":true}' WHERE number = 0",
        "public_leaf, number 0",
    ),
    "who did what was erased": ("UPDATE audit_event SET actor = 'Eve' WHERE verb = 'erased'", "audit_event, seq {}"),
    "when it was done": ("UPDATE audit_event SET at = '2020' WHERE verb = 'erased'", "audit_event, seq {}"),
    "a text in its place": ("UPDATE audit_event SET body = '[1]' WHERE verb = 'erased'", "audit_event, seq {}"),
    "a salt in its place": (
        "UPDATE event_seal SET salt = '" + "00" * 32 + "' WHERE salt IS NULL",
        "event_seal, seq {}",
    ),
    "its verb": ("UPDATE audit_event SET verb = 'record' WHERE verb = 'erased'", "audit_event, seq {}"),
    "a record in its place": ("UPDATE audit_event SET record_id = 'x' WHERE verb = 'erased'", "audit_event, seq {}"),
    "its hash": ("UPDATE audit_event SET hash = substr(hash, 2) || 'x' WHERE verb = 'erased'", "audit_event, seq "),
    "its seal": (
        "UPDATE event_seal SET seal = '" + "00" * 32 + "' WHERE salt IS NULL",
        "checkpoint, ",
    ),
    "a text in the place of a leaf": (
        'UPDATE public_leaf SET entry = \'{"export":"x"}\' WHERE salt IS NULL',
        "public_leaf, number ",
    ),
    "the seal of a leaf": (
        "UPDATE public_leaf SET seal = '" + "00" * 32 + "' WHERE salt IS NULL",
        "public_leaf, up to ",
    ),
    "why": ("UPDATE audit_event SET body = replace(body, 'consent', 'whim') WHERE verb = 'erase'", "audit_event, seq "),
    "that it was erased": ("UPDATE audit_event SET verb = 'check' WHERE verb = 'erase'", "audit_event, seq {}"),
}


@pytest.mark.parametrize(("statement", "row"), HARMS.values(), ids=HARMS.keys())
def test_nothing_can_be_passed_off_as_erased_and_what_is_said_of_it_holds(
    told: Ledger, folders: Folders, captures: CapturePlaces, statement: str, row: str
) -> None:
    done = erased(told, "C2", captures)
    with told.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(statement)
    faults = [f"{one.fault.table}, {one.fault.row}" for one in verdict(told, folders, captures).found]
    assert any(one.startswith(row.format(min(done.events))) for one in faults)


def test_erasing_what_the_public_never_saw_moves_nothing_of_theirs(
    ledger: Ledger, folders: Folders, captures: CapturePlaces
) -> None:
    published(recorded(ledger, *small_case()), "C1")
    recorded(ledger, entity("E9", visibility="team"))
    write_checkpoints(ledger, folders, actor="Ada")

    def seen() -> tuple[Any, ...]:
        with session_on(ledger) as session:
            return leaves_of(session).public, EventNumbers.of(session, "public")

    before = seen()
    erased(ledger, "E9", captures)
    write_checkpoints(ledger, folders, actor="Ada")
    assert seen() == before


def test_a_graph_that_was_made_before_follows_by_being_made_anew(
    told: Ledger, captures: CapturePlaces, tmp_path: Path
) -> None:
    """The withdrawal that it lacks is blank by then: no change names the hop."""
    published(recorded(told, claim("C3", predicate="trains")), "C3")
    graphs, feed = Graphs(tmp_path / "graph"), PublicFeed(told)
    with session_on(told) as session:
        assert len(graphs.of(session, "public").whole.hops) == 2
    before, first = feed.head(), feed.hash_at(1)
    withdraw_claim(told, "C3", actor="Ada", reason="so")
    assert feed.hash_at(before)
    erased(told, "C3", captures)
    with session_on(told) as session:
        assert len(graphs.of(session, "public").whole.hops) == 1
    assert feed.hash_at(before) is None
    assert (feed.hash_at(1), feed.hash_at(feed.head()) is None) == (first, False)
