"""Ledgers and drafts that the tests of the record share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.access import disclose
from evidence.database import reading
from evidence.drafts import ClaimDraft, EntityDraft, RecordDraft, SourceDraft
from evidence.ledger import Ledger, create_ledger
from evidence.recording import record
from evidence.views import Disclosure


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada")
    yield made
    made.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Ledger]:
    made = create_ledger(tmp_path / "alone.sqlite", policy="single_handed", actor="Ada")
    yield made
    made.close()


def entity(key: str, kind: str = "organisation", **more: object) -> EntityDraft:
    return EntityDraft.model_validate({"key": key, "kind": kind, "names": [{"text": f"Entity {key}"}], **more})


def source(key: str, **more: object) -> SourceDraft:
    return SourceDraft.model_validate({"key": key, "title": f"Source {key}", "origin": f"origin of {key}", **more})


def claim(key: str, **more: object) -> ClaimDraft:
    plain = {
        "key": key,
        "subject": "E1",
        "predicate": "funds",
        "object": "E2",
        "status": "published",
        "citations": [{"source": "S1", "assertion": "press_report"}],
    }
    return ClaimDraft.model_validate({**plain, **more})


def small_case() -> list[RecordDraft]:
    return [entity("E1"), entity("E2"), source("S1"), claim("C1")]


def recorded(ledger: Ledger, *drafts: RecordDraft, actor: str = "Ada") -> Ledger:
    record(ledger, drafts or small_case(), actor=actor, investigation="case")
    return ledger


def seen_by(ledger: Ledger, audience: str, known_at: int | None = None) -> Disclosure:
    with reading(ledger.engine) as session:
        return disclose(session, audience, known_at)
