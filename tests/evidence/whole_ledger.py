"""A ledger in which every table has rows and every verb was used, and what tests do to copies of it."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.address import Address
from evidence.captures import take_capture
from evidence.checkpoints import Folders, rotate, write_checkpoints
from evidence.claims import publish_claim, retract_claim, retract_source, supersede_claim, withdraw_claim
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger, create_ledger
from evidence.quote_checks import check_quotes
from evidence.signing_keys import make_key
from evidence.verification.faults import Found, Verdict
from evidence.verification.whole import Beside, verify_at
from tests.evidence.small import cite, claim, entity, published, recorded, reply, source

ABOUT: dict[str, Any] = {"period": {"edtf": "2019/2021", "as_of": "2022-01-01"}, "scope": "E3"}
CITED: dict[str, Any] = {
    "origin": "another",
    "reliability": "B",
    "credibility": "2",
    "locator": {"kind": "page", "value": "3"},
}
PAGE = b"<p>The grant was paid in 2019.</p>"


@dataclass(frozen=True)
class Whole:
    """A folder with a ledger (or one that is ``elsewhere``), its vault, its keys and its checkpoints."""

    folder: Path
    elsewhere: Address | None = None

    @property
    def path(self) -> Path:
        return self.folder / "ledger.sqlite"

    @property
    def vault(self) -> Path:
        return self.folder / "vault"

    @property
    def folders(self) -> Folders:
        return Folders(self.folder / "keys", self.folder / "checkpoints")

    def checkpoints(self, tree: str) -> list[Path]:
        return sorted((self.folder / "checkpoints" / tree).iterdir())

    def copied(self, folder: Path) -> "Whole":
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Whole(folder)

    def verdict(self, *against: Path, checkpoints: str = "checkpoints") -> Verdict:
        return verify_at(self.elsewhere or self.path, Beside(self.vault, self.folder / checkpoints, against))

    def alone(self, *against: Path) -> Verdict:
        """The verdict of one who has the ledger without its folder of checkpoints."""
        return self.verdict(*against, checkpoints="none")

    def run(self, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
        """What somebody does to the file who has it and no scruples: no key, no check, no rule holds them."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("PRAGMA synchronous = OFF")
            for statement in statements:
                connection.execute(*(statement if isinstance(statement, tuple) else (statement,)))
            connection.commit()


def made_in(folder: Path, elsewhere: Address | None = None) -> Whole:
    """Build it: two investigations, captures, reviews, replies, every verb of a claim's life, keys, checkpoints."""
    whole = Whole(folder, elsewhere)
    ledger = create_ledger(elsewhere or whole.path, policy="four_eyes", actor="Ada")
    _recorded(ledger, whole)
    make_key(ledger, whole.folders.keys, actor="Ada", name="example.org/ledger")
    write_checkpoints(ledger, whole.folders, actor="Ada")
    _moved(ledger)
    write_checkpoints(ledger, whole.folders, actor="Ada")
    rotate(ledger, whole.folders, actor="Ada")
    recorded(ledger, entity("E9", visibility="team"))
    ledger.close()
    return whole


def _recorded(ledger: Ledger, whole: Whole) -> None:
    ends = [entity("E1", types=["police_force", "ministry"], country="GB"), entity("E2"), entity("E3", "programme")]
    ends.append(entity("E4", identifiers=[{"scheme": "s", "value": "1"}, {"scheme": "s", "value": "2"}]))
    recorded(ledger, *ends, source("S1", type="ngo_report", address="https://example.org"), source("S2"))
    capture = take_capture(ledger, whole.vault, "S1", PAGE, method="by hand", actor="Ada", media_type="text/html")
    take_capture(ledger, whole.vault, "S2", b"other", method="by hand", actor="Ada")
    cited = [cite(quote="paid in 2019", capture=capture.key, **CITED), cite("S2")]
    recorded(ledger, claim(**ABOUT, citations=cited), claim("C2"), claim("C3"), claim("C4", citations=[cite("S2")]))
    recorded(ledger, claim("C5", predicate="trained", object=None, value={"amount": "12", "unit": "officers"}))
    check_quotes(ledger, whole.vault, "C1", actor="Ada")
    published(ledger, "C1", "C2", "C3", "C4", "C5", outcome="work_needed")
    recorded(ledger, reply("R1", "C1", "C2"))


def _moved(ledger: Ledger) -> None:
    recorded(ledger, entity("E2", summary="revised"), supersede=True)
    recorded(ledger, claim("C2", note="a later version"), supersede=True)
    supersede_claim(ledger, "C3", claim("C6"), actor="Ada")
    published(ledger, "C6")
    withdraw_claim(ledger, "C1", actor="Ada", reason="for now")
    publish_claim(ledger, "C1", actor="Ada")
    retract_claim(ledger, "C4", actor="Ada", reason="wrong")
    retract_source(ledger, "S2", actor="Ada", reason="taken back")
    case = [entity("E1"), entity("E2"), source("S1"), claim("C1"), claim("C2", status="draft")]
    load(ledger, [Placed(one, Place("a.jsonl", 1)) for one in case], actor="Eve", investigation="second")


def told(verdict: Verdict) -> list[str]:
    """Every fault as (table, row)."""
    return [f"{found.fault.table}, {found.fault.row}" for found in verdict.found]


def of(verdict: Verdict, table: str) -> list[Found]:
    """What was found in one table."""
    return [found for found in verdict.found if found.fault.table == table]


@contextmanager
def without(monkeypatch: Any, *guards: str) -> Iterator[None]:
    """Verify as it would be without some of its guards: each, given by its place in ``whole``, finds nothing."""
    with monkeypatch.context() as patched:
        for guard in guards:
            patched.setattr(f"evidence.verification.whole.{guard}", finds_nothing)
        yield


finds_nothing: Callable[..., list[Any]] = lambda *_: []  # noqa: E731 -- a guard that was taken out
