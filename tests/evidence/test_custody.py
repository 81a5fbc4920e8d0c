"""The custody log: append only, each entry chained to the one before, and what it reaches told by the audit chain."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from evidence.audit import GENESIS, body_of, head
from evidence.captures import Taking, take_captures
from evidence.checkpoints import Folders, write_checkpoints
from evidence.custody import Entry, broken_entries, entries_of, note, note_each, read_log
from evidence.custody_anchors import ANCHOR
from evidence.database import reading, writing
from evidence.erasing import CapturePlaces, erase
from evidence.errors import LedgerDamaged, LedgerError, NoActor
from evidence.event_numbers import EventNumbers
from evidence.ledger import Ledger
from evidence.models import AuditEvent
from evidence.redacting import redact_capture
from evidence.signing_keys import make_key
from evidence.trees import leaves_of
from tests.evidence.small import published, recorded, source


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "beside" / "ledger.custody"


@pytest.fixture
def folders(ledger: Ledger, log: Path, tmp_path: Path) -> Folders:
    made = Folders(tmp_path / "keys", tmp_path / "checkpoints", log)
    make_key(ledger, made.keys, actor="Ada")
    return made


def chained(*told: tuple[str, str]) -> list[Entry]:
    """Entries as ``note`` makes them: (capture, act) of each."""
    entries: list[Entry] = []
    for number, (capture, act) in enumerate(told, start=1):
        before = entries[-1].hash if entries else GENESIS
        unhashed = Entry(number, "2026-11-25T10:00:00Z", "Ada", act, capture, before, "")
        entries.append(Entry(number, unhashed.at, "Ada", act, capture, before, unhashed.due_hash()))
    return entries


def altered(log: Path, *statements: str) -> None:
    with closing(sqlite3.connect(log)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_what_is_done_is_kept_in_order_for_each_capture(log: Path) -> None:
    note(log, "one", "viewed", "Ada")
    note(log, "other", "exported", "Bob")
    note(log, "one", "copied", " Eve ")
    assert [(one.actor, one.act) for one in entries_of(log, "one")] == [("Ada", "viewed"), ("Eve", "copied")]
    assert [(one.actor, one.act) for one in entries_of(log, "other")] == [("Bob", "exported")]
    assert entries_of(log, "none") == []
    assert all(one.at.endswith("Z") for one in read_log(log)[0])


def test_where_nobody_looked_there_is_no_log_and_none_is_made(log: Path) -> None:
    assert entries_of(log, "one") == []
    assert not log.parent.exists()


def test_somebody_must_be_named_and_without_one_nothing_is_made(log: Path) -> None:
    with pytest.raises(NoActor):
        note(log, "one", "viewed", None)
    assert not log.exists()


def test_many_who_look_at_once_make_one_chain(log: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: note(log, f"capture {number % 3}", "viewed", "Ada"), range(40)))
    entries, reach = read_log(log)
    assert list(broken_entries(entries, reach)) == []
    assert len(entries) == 40


def test_looking_waits_for_nobody_who_writes_to_the_ledger(ledger: Ledger, log: Path) -> None:
    """The ledger's lock is held by this test throughout: a verb of the audit chain would wait for it."""
    with writing(ledger.engine) as session:
        before = head(session)
        note(log, "one", "viewed", "Ada")
        assert head(session) == before
    assert len(entries_of(log, "one")) == 1


entries = st.lists(st.tuples(st.sampled_from(["one", "other"]), st.sampled_from(["viewed", "copied"])), min_size=2)


@given(entries, st.data())
def test_a_change_a_deletion_a_reorder_or_an_insertion_shows(told: list[tuple[str, str]], data: st.DataObject) -> None:
    sound = chained(*told)
    reach = (len(sound), sound[-1].hash)
    assert list(broken_entries(sound, reach)) == []
    place = data.draw(st.integers(0, len(sound) - 1))
    harm: Callable[[list[Entry]], list[Entry]] = data.draw(
        st.sampled_from(
            [
                lambda all_: [*all_[:place], *all_[place + 1 :]],
                lambda all_: [*all_[:place], renamed(all_[place]), *all_[place + 1 :]],
                lambda all_: [*all_[:place], all_[place], *all_[place:]],
                lambda all_: [all_[place], *all_[:place], *all_[place + 1 :]] if place else all_[::-1],
            ]
        )
    )
    assert list(broken_entries(harm(sound), reach)) != []


def renamed(entry: Entry) -> Entry:
    """By somebody who works out its hash anew."""
    other = Entry(entry.number, entry.at, "Eve", entry.act, entry.capture, entry.prev, "")
    return Entry(other.number, other.at, "Eve", other.act, other.capture, other.prev, other.due_hash())


def test_a_log_that_does_not_hold_is_not_told(log: Path) -> None:
    note_each(log, ["one", "other"], "viewed", "Ada")
    altered(log, "UPDATE entry SET actor = 'Eve' WHERE number = 1")
    with pytest.raises(LedgerDamaged, match="throughline verify"):
        entries_of(log, "other")


def test_a_file_that_is_no_log_is_said_and_takes_no_entry(log: Path) -> None:
    log.parent.mkdir()
    log.write_bytes(b"no log" * 999)
    with pytest.raises(LedgerError, match="cannot be used"):
        note(log, "one", "viewed", "Ada")
    assert log.read_bytes() == b"no log" * 999


def anchors(ledger: Ledger) -> list[dict[str, object]]:
    with reading(ledger.engine) as session:
        query = select(AuditEvent).where(AuditEvent.verb == ANCHOR).order_by(col(AuditEvent.seq))
        return [body_of(event) for event in session.exec(query)]


def test_a_checkpoint_lets_the_audit_chain_say_how_far_the_log_reaches(
    ledger: Ledger, folders: Folders, log: Path
) -> None:
    write_checkpoints(ledger, folders, actor="Ada")
    assert anchors(ledger) == []
    note(log, "one", "viewed", "Ada")
    for _ in range(2):
        write_checkpoints(ledger, folders, actor="Ada")
    assert anchors(ledger) == [{"entries": 1, "head": read_log(log)[1][1]}]


@pytest.mark.parametrize(
    "harm",
    [
        ["UPDATE entry SET act = 'copied' WHERE number = 1"],
        ["DELETE FROM entry WHERE number = 2"],
        ["DELETE FROM entry", "DELETE FROM head"],
    ],
)
def test_no_checkpoint_is_signed_over_a_log_that_departs(
    ledger: Ledger, folders: Folders, log: Path, harm: list[str]
) -> None:
    note_each(log, ["one", "other"], "viewed", "Ada")
    write_checkpoints(ledger, folders, actor="Ada")
    altered(log, *harm)
    with pytest.raises(LedgerDamaged, match="nothing was signed: custody entry"):
        write_checkpoints(ledger, folders, actor="Ada")


def test_looking_moves_nothing_that_another_reader_counts_by(ledger: Ledger, folders: Folders, log: Path) -> None:
    """Not the public tree, nor the numbers and days that the public counts, even once a checkpoint has it."""
    write_checkpoints(published(recorded(ledger)), folders, actor="Ada")
    before = public_view(ledger)
    note(log, "one", "viewed", "Ada")
    write_checkpoints(ledger, folders, actor="Ada")
    assert len(anchors(ledger)) == 1
    assert public_view(ledger) == before


def public_view(ledger: Ledger) -> tuple[object, ...]:
    with reading(ledger.engine) as session:
        return leaves_of(session).public, EventNumbers.of(session, "public")


def taken(ledger: Ledger, log: Path, content: bytes = b"a page") -> str:
    """The key of a capture that is taken beside a custody log."""
    takings = [Taking(content, "saved")]
    return take_captures(ledger, log.parent / "vault", takings, source="S1", actor="Ada", custody=log)[0].key


def test_taking_redacting_and_erasing_let_the_audit_chain_say_how_far_the_log_reaches(
    ledger: Ledger, log: Path
) -> None:
    recorded(ledger, source("S1"))
    key = taken(ledger, log)
    assert anchors(ledger) == [], "nobody has looked yet"
    note(log, "one", "viewed", "Ada")
    for _ in range(2):
        taken(ledger, log, b"another page")
    assert [one["entries"] for one in anchors(ledger)] == [1]
    note(log, "one", "viewed", "Ada")
    vault, kept = log.parent / "vault", {"reason": "names", "actor": "Ada"}
    copy = redact_capture(ledger, vault, key, b"a p", hide="restricted", custody=log, **kept)
    assert [one["entries"] for one in anchors(ledger)] == [1, 2]
    note(log, "one", "viewed", "Ada")
    erase(ledger, copy.key, CapturePlaces(vault, log, log.parent / "checkpoints"), **kept)
    assert [one["entries"] for one in anchors(ledger)] == [1, 2, 3]
    assert anchors(ledger)[-1]["head"] == read_log(log)[1][1]


@pytest.mark.parametrize(
    "harm",
    [
        ["DELETE FROM entry WHERE number = 3"],
        ["UPDATE head SET hash = 'x'"],
        ["UPDATE entry SET hash = 'x' WHERE number = 2"],
        ["DELETE FROM entry WHERE number > 1", "UPDATE head SET number = 1, hash = (SELECT hash FROM entry)"],
        ["DROP TABLE head"],
    ],
)
def test_a_log_that_departs_is_not_held_by_a_verb_on_captures_and_hinders_none(
    ledger: Ledger, log: Path, harm: list[str]
) -> None:
    recorded(ledger, source("S1"))
    note_each(log, ["one", "other"], "viewed", "Ada")
    taken(ledger, log)
    note(log, "one", "viewed", "Ada")
    altered(log, *harm)
    assert taken(ledger, log, b"another page")
    assert [one["entries"] for one in anchors(ledger)] == [2]


def test_a_verb_on_captures_that_holds_the_log_moves_nothing_that_another_reader_counts_by(
    ledger: Ledger, log: Path
) -> None:
    published(recorded(ledger))
    taken(ledger, log)
    before = public_view(ledger)
    note(log, "one", "viewed", "Ada")
    taken(ledger, log)
    assert (len(anchors(ledger)), public_view(ledger)) == (1, before)
