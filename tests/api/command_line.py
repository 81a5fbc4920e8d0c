"""The command line as the tests run it: in this process, on a ledger of its own, and what it printed."""

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import text

from api.cli.running import main
from evidence.address import Address
from evidence.database import writing
from evidence.ledger import open_ledger
from tests.places import LedgerPlace
from tests.postgresql import PASSWORD

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit code and what it printed where."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Runs ``throughline`` as Ada, or as whoever is named."""

    def __init__(
        self, folder: Path, place: LedgerPlace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.address = place("ledger")
        self._place = place
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        for name in ("AUDIENCE", "FOLDER", "VAULT", "CHECKPOINTS", "KEYS", "GRAPH", "ACTOR", "TEMPLATES", "PROXY"):
            monkeypatch.delenv(f"THROUGHLINE_{name}", raising=False)
        monkeypatch.setenv("THROUGHLINE_LEDGER", setting(self.address))
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
        monkeypatch.chdir(folder)

    def __call__(self, *arguments: str, actor: str | None = "Ada") -> Ran:
        if actor is None:
            self._monkeypatch.delenv("THROUGHLINE_ACTOR", raising=False)
        else:
            self._monkeypatch.setenv("THROUGHLINE_ACTOR", actor)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = self._capsys.readouterr()
        assert PASSWORD not in printed.out + printed.err
        return Ran(ended.value.code if isinstance(ended.value.code, int) else 0, printed.out, printed.err)

    def done(self, *arguments: str, actor: str | None = "Ada") -> str:
        """What a command printed that must succeed."""
        ran = self(*arguments, actor=actor)
        assert ran.code == 0, ran.err
        return ran.out

    def move(self, name: str) -> Address:
        """Go on with another ledger, of that name."""
        self.address = self._place(name)
        self._monkeypatch.setenv("THROUGHLINE_LEDGER", setting(self.address))
        return self.address

    def set(self, name: str, value: str) -> None:
        """Configure something more."""
        self._monkeypatch.setenv(f"THROUGHLINE_{name}", value)

    def alter(self, statement: str) -> None:
        """Do something to the ledger's database that no verb does."""
        with closing(open_ledger(self.address)) as ledger, writing(ledger.engine) as session:
            session.execute(text(statement))

    def load(self, *records: Record, name: str = "harbour") -> None:
        self.done("load", str(jsonl(self.folder / f"{name}.jsonl", records)))


def setting(address: Address) -> str:
    """An address as the setting has it."""
    return str(address) if isinstance(address, Path) else address.uri


def jsonl(file: Path, records: Iterable[Record]) -> Path:
    file.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), encoding="utf-8")
    return file


def entity(key: str, name: str, kind: str = "organisation", **more: Any) -> Record:
    return {"record": "entity", "key": key, "kind": kind, "names": [{"text": name}], **more}


def source(key: str, title: str, origin: str, **more: Any) -> Record:
    return {"record": "source", "key": key, "title": title, "origin": origin, **more}


def claim(key: str, subject: str, predicate: str, object_: str, *cited: str, **more: Any) -> Record:
    citations = [{"source": one, "assertion": "press_report"} for one in cited]
    ends = {"subject": subject, "predicate": predicate, "object": object_}
    return {"record": "claim", "key": key, **ends, "status": "published", "citations": citations, **more}


HARBOUR = (
    entity("E1", "River Fund", types=["fund"]),
    entity("E2", "Harbour Institute"),
    entity("E3", "Northport Police", types=["police_force"]),
    entity("E4", "Safe Streets", "programme"),
    entity("E5", "Harbour Institute", "group"),
    source("S1", "Annual report 2021", "River Fund"),
    source("S2", "Who taught the Northport police?", "Rights Observer investigation", publisher="Rights Observer"),
    source("S3", "Institute taught police", "Rights Observer investigation", derives_from=["S2"]),
    claim("C1", "E1", "funds", "E2", "S1", scope="E4", period={"edtf": "2019/2021"}),
    claim("C2", "E2", "trains", "E3", "S2", "S3", scope="E4", period={"edtf": "2020"}, note="The name is partly cut."),
    claim("C3", "E2", "trains", "E3", "S1", polarity="denies", scope="E4"),
    claim("C4", "E1", "partners_with", "E2", "S3"),
    {
        "record": "reply",
        "key": "R1",
        "claims": ["C2"],
        "party": "E2",
        "asked": "2022-04-01",
        "received": "2022-04-20",
        "attribution": "answers_something_else",
        "text": "The institute speaks of its library.",
    },
)
"""A fund, an institute and a police force; another body has the institute's name, and the institute denies."""
