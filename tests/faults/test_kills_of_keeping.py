"""kill -9 at random moments of bringing a ledger up and of putting a backup back: it is as before, or as after.

And what was before is in the copy wherever there is one, and the same verb, done again, ends well. The number is small
here: ``pytest tests/faults/test_kills_of_keeping.py --kills 2000`` is the full one (per verb and database).
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import text

from evidence.address import Address
from evidence.backup import back_up
from evidence.captures import take_capture
from evidence.copying import copy_to_file
from evidence.database import reading, writing
from evidence.dialects import UNREADABLE, engine_of
from evidence.errors import LedgerError
from evidence.ledger import create_ledger
from evidence.replacing import copy_over
from evidence.steps import downgrade
from evidence.trees import leaves_of
from evidence.vault import fetch
from tests.evidence.small import entity, recorded, small_case
from tests.faults.keeping import Keeping, Verb, killed
from tests.places import LedgerPlace

ENOUGH = 200
"""In so many kills a guard that is off has shown itself."""

CONTENT = b"a page"

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(address: Address) -> Rows:
    """Every row of every table, but for salts and seals, which a migration draws anew, and what it tells of itself."""
    engine = engine_of(address)
    try:
        with reading(engine) as session:
            names = sorted(inspect(session.connection()).get_table_names())
            if "event_seal" in names:
                leaves_of(session)
            told = {name: session.execute(text(f'SELECT * FROM "{name}"')).all() for name in names}
    finally:
        engine.dispose()
    told["audit_event"] = [row for row in told["audit_event"] if "migrate" not in row]
    told["event_seal"] = [(len(told.get("event_seal", [])),)]  # type: ignore[list-item]
    return {name: sorted((tuple(row) for row in rows), key=repr) for name, rows in told.items()}


class Prepared:
    """A ledger that a verb is to be done to, set back before every kill."""

    def __init__(self, verb: Verb, place: LedgerPlace, folder: Path) -> None:
        self.keeping = Keeping(verb, place("ledger"), folder)
        folder.mkdir()
        made = create_ledger(place("ledger"), policy="four_eyes", actor="Ada")
        recorded(made, *small_case(), *(entity(f"E{number}") for number in range(10, 60)))
        if verb == "restore":
            capture = take_capture(made, folder / "elsewhere", "S1", CONTENT, method="saved", actor="Ada")
            self.sha256 = capture.sha256
            back_up(made.address, folder / "elsewhere", self.keeping.backup, beside=folder)
            recorded(made, entity("E9"))
        made.close()
        self._original = folder / "original.sqlite"
        copy_to_file(place("ledger"), self._original)
        self.set_back()
        self.before = rows_of(self.keeping.address)
        self.keeping.do()
        self.after = rows_of(self.keeping.address)

    def set_back(self) -> None:
        """As it was at first; nothing of an earlier kill is there."""
        self.keeping.copy.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            (self.keeping.folder / "custody").unlink()
        if isinstance(self.keeping.address, Path):
            for ending in ("", "-journal", "-wal", "-shm"):
                self.keeping.address.with_name(self.keeping.address.name + ending).unlink(missing_ok=True)
            copy_to_file(self._original, self.keeping.address)
        else:
            self._bring_tables_up()
            copy_over(self._original, self.keeping.address)
        if self.keeping.verb == "migrate":
            engine = engine_of(self.keeping.address, foreign_keys=False)
            with writing(engine) as session:
                downgrade(session.connection(), "2", "1")
                session.execute(text("UPDATE property SET value = '1' WHERE name = 'schema_version'"))
            engine.dispose()

    def _bring_tables_up(self) -> None:
        """A migration that was killed has left a server's tables as they were, and a copy needs the later ones."""
        with suppress(FileExistsError):
            Keeping("migrate", self.keeping.address, self.keeping.folder / "up").do()
        (self.keeping.folder / "up" / "older.sqlite").unlink(missing_ok=True)

    def breaches(self, *, returned: bool) -> Iterator[str]:
        """What is wrong after a kill."""
        try:
            found = rows_of(self.keeping.address)
        except (*UNREADABLE, LedgerError, KeyError) as error:
            yield f"it cannot be read: {type(error).__name__}"
            return
        if found not in (self.before, self.after):
            yield "it is neither as before nor as after"
        if returned and found != self.after:
            yield "it was acknowledged and is lost"
        if found == self.after and self.keeping.verb == "restore":
            assert fetch(self.keeping.folder / "vault", self.sha256) == CONTENT
        if self.keeping.copy.exists() and rows_of(self.keeping.copy) != self.before:
            yield "the copy is not what was there before"
        if found == self.after and not self.keeping.copy.exists():
            yield "there is no copy of what was there before"

    def goes_on(self) -> bool:
        """Whether the verb, done again, ends well."""
        self.keeping.copy.unlink(missing_ok=True)
        self.keeping.do()
        return rows_of(self.keeping.address) == self.after


def after_kills(prepared: Prepared, keeping: Keeping) -> Iterator[list[str]]:
    """Kill one process after another; yields what is wrong after each."""
    chance, takes = Random(keeping.verb), 2.0
    while True:
        prepared.set_back()
        returned, took = killed(keeping, chance, takes)
        takes = took if returned else takes
        yield list(prepared.breaches(returned=returned))


@pytest.mark.parametrize("verb", ["migrate", "restore"])
def test_killed_at_any_moment_a_ledger_is_as_before_or_as_after_and_the_verb_can_be_done_again(
    place: LedgerPlace, tmp_path: Path, verb: Verb, pytestconfig: pytest.Config
) -> None:
    prepared = Prepared(verb, place, tmp_path / "beside")
    for found in islice(after_kills(prepared, prepared.keeping), pytestconfig.getoption("--kills")):
        assert found == []
        assert prepared.goes_on()


@pytest.mark.parametrize("verb", ["migrate", "restore"])
def test_without_its_guard_a_kill_leaves_something_between(tmp_path: Path, verb: Verb) -> None:
    """Each migration one transaction; a backup put in the place of a ledger at once."""
    on_file: Callable[[str], Path] = lambda name: tmp_path / f"{name}.sqlite"  # noqa: E731 -- a place
    prepared = Prepared(verb, on_file, tmp_path / "beside")
    off = Keeping(verb, prepared.keeping.address, prepared.keeping.folder, guard_off=True)
    wrong = ("it cannot be read", "it is neither")
    killed_ = islice(after_kills(prepared, off), ENOUGH)
    assert any(one.startswith(wrong) for found in killed_ for one in found)
