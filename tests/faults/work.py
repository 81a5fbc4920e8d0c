"""A process that does one verb after another on a ledger, tells what it begins and what returned, and waits for nobody.

It is made to be killed; what it told is what its user would believe to be recorded.
"""

import random
import time
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from api import graphs
from api.graphs import Graphs
from evidence import dialects
from evidence.address import Address
from evidence.claims import publish_claim
from evidence.database import reading
from evidence.drafts import RecordDraft
from evidence.exchange.batch import load
from evidence.exchange.case_text import read_case, write_case
from evidence.exchange.jsonl import read_jsonl, write_jsonl
from evidence.ledger import Ledger, open_ledger
from evidence.recording import record
from graph.embedded_store import EmbeddedStore
from graph.snapshot import State, write_recent
from tests.evidence.small import cite, claim, entity, source

Told = tuple[Literal["begun", "returned"], str, str]
"""Whether a verb was begun or has returned, the verb, and the batch that it is about."""

ENTERING = ("record", "load", "import")
"""The verbs that enter a batch."""

PARTS = ("E1", "E2", "S", "C")
"""What the keys of a batch end in: two entities, a source, and a claim that joins them."""


@dataclass(frozen=True)
class Job:
    """What a process works on. ``guard_off`` is the negative control: which guard it does without."""

    address: Address
    folder: Path
    number: int
    guard_off: Literal["transaction", "order", "cursor"] | None = None


def keys_of(batch: str) -> set[str]:
    return {f"{batch}-{part}" for part in PARTS}


def drafts_of(batch: str) -> list[RecordDraft]:
    ends = {"subject": f"{batch}-E1", "object": f"{batch}-E2"}
    joined = claim(f"{batch}-C", citations=[cite(f"{batch}-S")], **ends)
    return [entity(f"{batch}-E1"), entity(f"{batch}-E2"), source(f"{batch}-S"), joined]


def work(job: Job, telling: Connection) -> None:
    """Do verbs in an order of the job's own until somebody ends the process."""
    if job.guard_off == "transaction":
        dialects._LOCK_ON_FILE = "SELECT 1"  # every statement is then a transaction of its own
    if job.guard_off == "cursor":
        _keep_cursor_first()
    verbs = Verbs(open_ledger(job.address), job.folder)
    order, unpublished = random.Random(job.number), list[str]()
    for number in count():
        batch = f"{job.number}-{number}"
        verb = order.choice([*ENTERING, "follow", *(["publish"] if unpublished else [])])
        if verb == "publish":
            batch = unpublished.pop()
        telling.send(("begun", verb, batch))
        if job.guard_off == "order":
            telling.send(("returned", verb, batch))
        verbs.do(verb, batch)
        telling.send(("returned", verb, batch))
        unpublished += [batch] if verb == "record" else []


class Verbs:
    """The verbs, on one ledger; ``folder`` is where files that come in, and the graph, lie."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self._ledger, self._folder = ledger, folder
        self._graphs = Graphs(folder / "graph")

    def do(self, verb: str, batch: str) -> None:
        """Do a verb of that name."""
        {
            "record": self.record,
            "load": self.load,
            "import": self.take_in,
            "publish": self.publish,
            "follow": self.follow,
        }[verb](batch)

    def record(self, batch: str) -> None:
        record(self._ledger, drafts_of(batch), actor="Ada", investigation="case")

    def load(self, batch: str) -> None:
        file = self._folder / f"{batch}.jsonl"
        with file.open("w", encoding="utf-8") as stream:
            write_jsonl(drafts_of(batch), stream)
        load(self._ledger, list(read_jsonl(file)), actor="Ada", investigation="case")

    def take_in(self, batch: str) -> None:
        write_case(drafts_of(batch), self._folder / batch)
        load(self._ledger, read_case(self._folder / batch), actor="Ada", investigation="case")

    def publish(self, batch: str) -> None:
        publish_claim(self._ledger, f"{batch}-C", actor="Ada")

    def follow(self, _batch: str) -> None:
        with reading(self._ledger.engine) as session:
            self._graphs.of(session, "public")


def _keep_cursor_first() -> None:
    """Keep how far the graph has come before what it came to: a mistake that a crash turns into a false answer."""
    earlier: list[EmbeddedStore] = []

    def cursor_first(folder: Path, store: EmbeddedStore, state: State, whole: str) -> None:
        for older in earlier[-1:]:
            write_recent(folder, older, state, whole)
            time.sleep(0.3)
        write_recent(folder, store, state, whole)
        earlier.append(store)

    graphs.write_recent = cursor_first  # type: ignore[attr-defined]
