"""Every crash point of every verb: wherever the program dies, the ledger is as it was before, or as it is after.

What a crash leaves changes only with what SQLite does to the disk. So the verb is done once, what lies on the disk is
put down before each write, truncation, synchronisation and removal, and the record's own code opens all of them; one
in four only, and the first and the last, unless ``pytest tests/faults/test_crash_points.py --every-crash-point``.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel, text

from evidence import dialects
from evidence.captures import take_capture
from evidence.claims import publish_claim, retract_claim, retract_source, review_claim, supersede_claim, withdraw_claim
from evidence.custody import broken_entries, note, read_log
from evidence.database import reading
from evidence.erasing import CapturePlaces, erase
from evidence.errors import LedgerExists
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.quote_checks import check_quotes
from tests.evidence.small import cite, claim, digest, entity, put, recorded, small_case, source
from tests.faults.apsw_driver import Driver
from tests.faults.test_power_cuts import JOURNALS
from tests.faults.unsure_disk import Disk
from tests.faults.work import Verbs

Files = dict[str, bytes]
State = dict[str, list[tuple[object, ...]]]
Doing = Callable[[Ledger, Path], object]
Crashing = Callable[..., list[State]]


DOINGS: dict[str, Doing] = {
    "record": lambda ledger, folder: Verbs(ledger, folder).record("1-1"),
    "load": lambda ledger, folder: Verbs(ledger, folder).load("1-1"),
    "import": lambda ledger, folder: Verbs(ledger, folder).take_in("1-1"),
    "revise": lambda ledger, _: put(ledger, entity("E1", country="Chile"), claim("C2", predicate="trains")),
    "review": lambda ledger, _: review_claim(ledger, "C1", seen=digest(ledger, "C1"), outcome="accepted", actor="Bob"),
    "publish": lambda ledger, _: publish_claim(ledger, "C1", actor="Ada"),
    "publish what supersedes": lambda ledger, _: publish_claim(ledger, "C3", actor="Ada"),
    "withdraw": lambda ledger, _: withdraw_claim(ledger, "C2", actor="Ada", reason="so"),
    "retract a claim": lambda ledger, _: retract_claim(ledger, "C2", actor="Ada", reason="so"),
    "retract a source": lambda ledger, _: retract_source(ledger, "S1", actor="Ada", reason="so"),
    "supersede": lambda ledger, _: supersede_claim(ledger, "C1", claim("C4"), actor="Ada"),
    "capture": lambda ledger, folder: take_capture(
        ledger, folder / "vault", "S1", b"a page", method="by hand", actor="Ada", media_type="text/plain"
    ),
    "erase": lambda ledger, folder: erase(
        ledger,
        "C1",
        CapturePlaces(folder / "vault", folder / "custody", folder / "checkpoints"),
        actor="Ada",
        reason="so",
    ),
    "check quotations": lambda ledger, folder: check_quotes(ledger, folder / "vault", "C1", actor="Ada"),
}


@pytest.fixture
def every(pytestconfig: pytest.Config) -> int:
    """Which of the crash points are looked at: each, or one in so many."""
    return 1 if pytestconfig.getoption("--every-crash-point") else 4


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Crashing:
    return partial(states, monkeypatch, tmp_path)


@pytest.fixture
def before(tmp_path: Path) -> Files:
    """A ledger with claims that are drafts, published, and about to take another's place."""
    made = create_ledger(tmp_path / "ledger", policy="single_handed", actor="Ada")
    recorded(made, *small_case(), source("S2"))
    put(made, claim("C2", citations=[cite("S1", quote="so it is")]))
    recorded(made, claim("C3", supersedes="C2"))
    made.close()
    return {"ledger": (tmp_path / "ledger").read_bytes()}


def points(disk: Disk, doing: Callable[[], object]) -> list[Files]:
    """What lies on the disk at every crash point of what is done, the first and the last included."""
    found: list[Files] = []
    disk.at_change = lambda: found.append(disk.now())
    doing()
    return [*found, disk.now()]


def on_disk(
    patch: pytest.MonkeyPatch, journal: str, files: Files, folder: Path, doing: Callable[[Path], object]
) -> list[Files]:
    """Do something with ledgers that lie on an unsure disk; the crash points of it."""
    disk = Disk(files, lambda: None)
    with patch.context() as patched:
        patched.setattr(dialects, "SAFE_WAL", JOURNALS[journal])
        driver = Driver(disk.name, alone=journal == "wal")
        patched.setattr(dialects, "create_engine", partial(create_engine, module=driver))
        return points(disk, lambda: doing(folder / "ledger"))


def found_at(folder: Path, crashes: list[Files]) -> Iterator[Path]:
    """Each different thing that a crash leaves, laid out as a ledger."""
    for number, files in enumerate(crashes):
        if number == 0 or files != crashes[number - 1]:
            place = folder / f"crash{number}"
            place.mkdir()
            for name, content in files.items():
                (place / name).write_bytes(content)
            yield place / "ledger"


def state_at(path: Path) -> State:
    """Every row of a ledger."""
    ledger = open_ledger(path)
    try:
        with reading(ledger.engine) as session:
            rows = {name: session.execute(text(f"SELECT * FROM {name}")).all() for name in SQLModel.metadata.tables}
            return {name: sorted((tuple(row) for row in found), key=repr) for name, found in rows.items()}
    finally:
        ledger.close()


def states(
    patch: pytest.MonkeyPatch, folder: Path, journal: str, files: Files, doing: Doing, *, every: int = 1
) -> list[State]:
    """The states of a ledger at the crash points of what is done with it, in order; the last is always there."""

    def do(path: Path) -> None:
        ledger = Ledger(path, dialects.engine_of(path))
        doing(ledger, folder)
        ledger.close()

    crashes = on_disk(patch, journal, files, folder, do)
    return [state_at(path) for path in found_at(folder, [*crashes[:-1:every], crashes[-1]])]


@pytest.mark.parametrize("journal", JOURNALS)
@pytest.mark.parametrize("doing", DOINGS.values(), ids=DOINGS.keys())
def test_wherever_a_verb_dies_the_ledger_is_as_before_or_as_after(
    crashing: Crashing, before: Files, journal: str, doing: Doing, every: int
) -> None:
    found = crashing(journal, before, doing, every=every)
    first, last = found[0], found[-1]
    assert first != last
    assert len(found) > 2
    turn = found.index(last)
    assert found == [first] * turn + [last] * (len(found) - turn)


@pytest.mark.parametrize("doing", ["load", "publish"])
def test_without_a_transaction_there_is_something_between(
    monkeypatch: pytest.MonkeyPatch, crashing: Crashing, before: Files, doing: str
) -> None:
    monkeypatch.setattr(dialects, "_LOCK_ON_FILE", "SELECT 1")
    found = crashing("delete", before, DOINGS[doing], every=4)
    assert any(state not in (found[0], found[-1]) for state in found)


@pytest.mark.parametrize("journal", JOURNALS)
def test_wherever_noting_who_looked_dies_the_custody_log_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, journal: str, every: int
) -> None:
    def look(log: Path) -> None:
        for who in ("Ada", "Bob"):
            note(log, "one", "viewed", who)

    crashes = on_disk(monkeypatch, journal, {}, tmp_path, look)
    found = [read_log(path) for path in found_at(tmp_path, [*crashes[:-1:every], crashes[-1]])]
    assert [list(broken_entries(*log)) for log in found] == [[]] * len(found)
    counts = [len(entries) for entries, _ in found]
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2}


@pytest.mark.parametrize("journal", JOURNALS)
def test_wherever_making_a_ledger_dies_there_is_one_or_one_can_be_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, journal: str, every: int
) -> None:
    def make(path: Path) -> None:
        create_ledger(path, policy="four_eyes", actor="Ada").close()

    crashes = on_disk(monkeypatch, journal, {}, tmp_path, make)
    kinds = [opened_or_made(path) for path in found_at(tmp_path, [*crashes[:-1:every], crashes[-1]])]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"made anew", "opened"}


def opened_or_made(path: Path) -> str:
    try:
        create_ledger(path, policy="four_eyes", actor="Ada").close()
    except LedgerExists:
        open_ledger(path).close()
        return "opened"
    return "made anew"
