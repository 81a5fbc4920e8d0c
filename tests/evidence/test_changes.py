"""What a stretch of the audit chain touched: every relation that may look different."""

from collections.abc import Callable

import pytest

from evidence.audit import head
from evidence.changes import changes_since
from evidence.drafts import CaptureDraft, RecordDraft
from evidence.ledger import Ledger
from evidence.locating import locate
from tests.evidence.small import cite, claim, entity, published, recorded, reply, session_on, small_case, source

Verb = Callable[[Ledger], object]


def revising(*drafts: RecordDraft) -> Verb:
    return lambda ledger: recorded(ledger, *drafts, supersede=True)


TOUCHING: dict[str, tuple[Verb, set[str]]] = {
    "a claim": (revising(claim("C1", note="narrower")), {"E2"}),
    "a claim that says something else": (revising(claim("C1", object="E3")), {"E2", "E3"}),
    "an end": (revising(entity("E3", country="CN")), {"E3"}),
    "a source": (revising(source("S1", origin="another")), {"E2", "E3"}),
    "a source that another derives from": (revising(source("S3", visibility="team")), {"E6"}),
    "the source of a capture that is cited beside another source": (revising(source("S5", visibility="team")), {"E7"}),
    "a reply": (revising(reply("R1", "C1", attribution="accepts")), {"E2"}),
    "a reply that answers another claim now": (revising(reply("R1", "C2")), {"E2", "E3"}),
    "a reply's party": (revising(entity("E4", country="GB")), {"E2"}),
    "a reply's source": (revising(source("S2", publisher="P")), {"E2"}),
    "nothing that a claim names": (revising(entity("E5")), set()),
}


@pytest.mark.parametrize(("verb", "objects"), TOUCHING.values(), ids=TOUCHING.keys())
def test_every_relation_that_may_look_different_is_named(ledger: Ledger, verb: Verb, objects: set[str]) -> None:
    more = [entity("E3"), entity("E4"), source("S2"), claim("C2", object="E3")]
    more += [
        entity("E6"),
        source("S3"),
        source("S4", derives_from=["S3"]),
        claim("C3", object="E6", citations=[cite("S4")]),
    ]
    captured = {
        "key": "K5",
        "source": "S5",
        "sha256": "0" * 64,
        "size": 1,
        "taken": "2026",
        "method": "by hand",
        "by": "Ada",
    }
    kept = CaptureDraft.model_validate(captured)
    cited = claim("C4", object="E7", citations=[cite("S6", capture="K5")])
    recorded(ledger, *small_case(), *more, reply("R1", "C1", party="E4", source="S2"))
    recorded(ledger, entity("E7"), source("S5"), source("S6"), kept, cited)
    published(ledger, "C1", "C2", "C3", "C4")
    with session_on(ledger) as session:
        cursor = head(session)[0]
    verb(ledger)
    with session_on(ledger) as session:
        changes = changes_since(session, cursor)
        assert changes.cursor == head(session)[0]
    assert objects_of(ledger, changes.relations) == objects


def objects_of(ledger: Ledger, relations: frozenset[tuple[str, str, str]]) -> set[str]:
    """The keys of the objects of relations."""
    with session_on(ledger) as session:
        return {locate(session, object_id).key for _, _, object_id in relations}
