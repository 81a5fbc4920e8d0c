"""Which editions hold something of a record: by its key in its investigation, by its digest, and by its words."""

from typing import Any

import pytest

from evidence.database import reading
from evidence.edition_traces import editions_with
from evidence.editions import seal_edition
from evidence.ledger import Ledger
from evidence.locating import locate
from tests.evidence.small import entity, put, source
from tests.evidence.test_editions import draft

SAID = {"place": "Summary", "claims": (), "citations": (), "hops": ()}
RESTING = {"key": "S1", "digest": "a" * 64, "retracted": False}


def found(ledger: Ledger, key: str, kind: str, **parts: Any) -> bool:
    """Whether an edition with these parts is said to hold something of a record of the case."""
    seal_edition(ledger, draft(**parts), actor="Ada")
    with reading(ledger.engine) as session:
        return bool(editions_with(session, {locate(session, key).id}, {("case", kind, key)}))


@pytest.mark.parametrize(("investigation", "due"), [("case", True), ("another", False)])
def test_a_source_is_found_by_its_key_in_its_own_investigation(ledger: Ledger, investigation: str, due: bool) -> None:
    put(ledger, source("S1"))
    assert found(ledger, "S1", "source", sources=({**RESTING, "investigation": investigation},)) is due


@pytest.mark.parametrize(("text", "due"), [("It says: “north-port  POLICE”.", True), ("It says nothing.", False)])
def test_what_has_no_key_there_is_found_by_its_words_in_any_shape(ledger: Ledger, text: str, due: bool) -> None:
    put(ledger, entity("E77", names=[{"text": "Northport Police"}]))
    assert found(ledger, "E77", "entity", sentences=({**SAID, "text": text},)) is due
