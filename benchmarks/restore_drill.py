"""How long it takes until a ledger is back: a backup is made, put back elsewhere, and its graph is made anew.

    python -m benchmarks.restore_drill [--claims 100000] [--into postgresql://...]

It makes a ledger of so many published claims, signs a checkpoint, and prints in seconds what each step takes. Counted
against the limit of a minute are putting back, which checks all of the backup first and holds it against the
checkpoint, and the replay of the graph. Then the ledger that was put back must be whole, and its public head and number
of hops those of the one that was backed up; else, or above the limit, the exit code is 1.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from api.graphs import Graphs
from benchmarks.machine import described
from evidence.address import Address, parse_address
from evidence.backup import Custody, back_up
from evidence.captures import take_capture
from evidence.checkpoints import Folders, write_checkpoints
from evidence.database import reading
from evidence.drafts import ClaimDraft, EntityDraft, RecordDraft, SourceDraft
from evidence.exchange.batch import load
from evidence.exchange.heads import public_head
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.restoring import restore
from evidence.signing_keys import make_key
from evidence.verification.whole import Beside, verify_at

LIMIT = 60.0
"""Seconds in which a ledger of 100,000 claims must be back."""

CAPTURES, BYTES = 100, 20_000
"""How many captures there are at most, and of how many bytes each."""

CLAIMS_AN_ENTITY, CLAIMS_A_SOURCE = 4, 50

Done = TypeVar("Done")
State = tuple[str, int]
"""The public head of a ledger, and how many hops its public graph has."""


@dataclass(slots=True)
class Timed:
    """The seconds of each step, told as each ends: at full size it takes minutes until the last has."""

    seconds: dict[str, float] = field(default_factory=dict)

    def step(self, name: str, do: Callable[[], Done]) -> Done:
        """Do it, and keep how long it took."""
        begun = time.perf_counter()
        done = do()
        self.seconds[name] = time.perf_counter() - begun
        print(f"{name:22}{self.seconds[name]:8.2f} s", flush=True)
        return done

    @property
    def back(self) -> float:
        """The seconds until a ledger is back and can be asked."""
        return self.seconds["put it back"] + self.seconds["replay the graph"]


def main() -> None:
    """Print the table; exit with 1 where something is not back as it was, or not in time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--into", type=parse_address, help="where it is put back; a file if not given")
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    print(f"{given.claims:,} claims. {described()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="throughline-drill-") as folder:
        timed, wrong = drill(given.claims, Path(folder), given.seed, given.into)
    print(f"{'back, and answering':22}{timed.back:8.2f} s of {LIMIT:.0f}")
    if timed.back > LIMIT:
        wrong.append("it was not back in time")
    print("\n".join(wrong) if wrong else "It is whole, and as it was.")
    sys.exit(bool(wrong))


def drill(claims: int, folder: Path, seed: int, into: Address | None = None) -> tuple[Timed, list[str]]:
    """Do every step; the seconds of each, and what is wrong with the ledger that was put back."""
    timed, here, there = Timed(), folder / "here", folder / "there"
    ledger = create_ledger(here / "ledger.sqlite", policy="single_handed", actor="Drill")
    folders = Folders(here / "keys", here / "checkpoints", here / "custody")
    timed.step("load it", lambda: _fill(ledger, here / "vault", claims, random.Random(seed)))
    make_key(ledger, folders.keys, actor="Drill")
    signed = timed.step("sign a checkpoint", lambda: write_checkpoints(ledger, folders, actor="Drill"))
    before = _state(ledger, Graphs(here / "graph"))
    file, address = folder / "a.backup", into or there / "ledger.sqlite"
    custody = Custody(here / "custody", "Drill")
    timed.step(
        "back it up",
        lambda: back_up(ledger.address, here / "vault", file, beside=folder, custody=custody),
    )
    ledger.close()
    shown: dict[str, Any] = {"against": [one.file for one in signed], "custody": there / "custody"}
    older = there / "older.sqlite"
    timed.step("put it back", lambda: restore(file, address, there / "vault", actor="Drill", older=older, **shown))
    back = open_ledger(address)
    timed.step("replay the graph", lambda: _hops(back, Graphs(there / "graph")))
    after = _state(back, Graphs(there / "graph"))
    back.close()
    beside = Beside(there / "vault", folders.checkpoints, custody=there / "custody")
    verdict = timed.step("verify it", lambda: verify_at(address, beside))
    wrong = [f"{one.fault.table}, {one.fault.row}: {one.fault.reason}" for one in verdict.found]
    return timed, wrong if before == after else [*wrong, "it is not as it was"]


def drafts(claims: int, chance: random.Random) -> Iterator[RecordDraft]:
    """Entities, sources of half as many origins, and published claims on them."""
    entities, sources = max(claims // CLAIMS_AN_ENTITY, 2), max(claims // CLAIMS_A_SOURCE, 1)
    for number in range(entities):
        names = [{"text": f"Body {number} 警察学院", "lang": "zh"}]
        yield EntityDraft.model_validate({"key": f"E{number}", "kind": "organisation", "names": names})
    for number in range(sources):
        told = {"key": f"S{number}", "title": f"Report {number}", "origin": f"origin {number // 2}"}
        yield SourceDraft.model_validate(told)
    for number in range(claims):
        subject, object_ = chance.sample(range(entities), 2)
        cited = {"source": f"S{chance.randrange(sources)}", "assertion": "press_report", "quote": f"so it is {number}"}
        ends = {"subject": f"E{subject}", "predicate": "cooperates_with", "object": f"E{object_}"}
        more = {"status": "published", "citations": [cited], "period": {"edtf": str(chance.randrange(2000, 2026))}}
        yield ClaimDraft.model_validate({"key": f"C{number}", **ends, **more})


def _fill(ledger: Ledger, vault: Path, claims: int, chance: random.Random) -> None:
    placed = [Placed(draft, Place("drill", 1)) for draft in drafts(claims, chance)]
    load(ledger, placed, actor="Drill", investigation="drill")
    for _ in range(min(CAPTURES, claims // 10)):
        take_capture(ledger, vault, "S0", chance.randbytes(BYTES), method="made", actor="Drill")


def _hops(ledger: Ledger, graphs: Graphs) -> int:
    with reading(ledger.engine) as session:
        return len(graphs.of(session, "public").whole.hops)


def _state(ledger: Ledger, graphs: Graphs) -> State:
    with reading(ledger.engine) as session:
        return public_head(session), len(graphs.of(session, "public").whole.hops)


if __name__ == "__main__":
    main()
