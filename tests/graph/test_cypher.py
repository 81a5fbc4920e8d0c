"""The texts sent to Neo4j, and those that people paste there."""

import re
from pathlib import Path

import pytest

from api.graph_feed import PublicFeed
from evidence.exchange.batch import load
from evidence.exchange.case_text import read_case
from evidence.ledger import create_ledger
from graph import cypher
from graph.neo4j_bulk import PROPERTIES
from graph.neo4j_sync import sync
from tests.graph.every_text import every_text
from tests.graph.neo4j_fixtures import Servers, name_of, releases
from tests.graph.neo4j_jars import Release

ROOT = Path(__file__).parent.parent.parent
CASE = ROOT / "data" / "uk-police-training"
PAGE = re.findall(r"^```cypher\n(.*?)^```$", (ROOT / "docs" / "cypher.md").read_text("utf-8"), re.M | re.S)
ROWS = re.findall(r"^\| (\w[^|]*) \|[^|]*\|([^|]*)\|$", (ROOT / "docs" / "cypher.md").read_text("utf-8"), re.M)
"""What there is, and what it carries."""
NAMED = re.compile(r"[(\[]\w*:(\w+)|\b[en]:(\w+)|:(\w+)(?=[:\s)])")
"""Labels and types, wherever Cypher takes one."""


def test_no_label_or_type_is_but_from_the_closed_lists() -> None:
    allowed = {"Entity", "Source", "Claim", "Projection", *cypher.KIND_LABELS.values(), *cypher.CITING}
    allowed |= set(cypher.relationships().values())
    words = {word for text in every_text(PROPERTIES) for found in NAMED.findall(text) for word in found if word}
    assert words
    assert words <= allowed


@pytest.mark.parametrize("release", releases, ids=name_of)
def test_every_query_of_the_page_runs_on_the_case_and_finds_something(
    neo4j_servers: Servers, tmp_path: Path, release: Release | None
) -> None:
    ledger = create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada")
    load(ledger, read_case(CASE), actor="Ada", investigation=CASE.name)
    with neo4j_servers.empty(release) as server:
        sync(server, PublicFeed(ledger))
        found = {text: server.read(text, seconds=60) for text in PAGE}
    ledger.close()
    assert len(PAGE) >= 12
    assert [text for text, rows in found.items() if not rows] == []


SORTS = {
    "entity": ["entity"],
    "hop": ["hop"],
    "claim": ["claim"],
    "source": ["source"],
    "link": ["citation", "reply that stands in a source"],
}
"""What the page calls each sort of element."""


@pytest.mark.parametrize("sort", SORTS)
def test_the_page_names_all_that_an_element_carries(sort: str) -> None:
    named = {name for sort_, carries in ROWS if sort_ in SORTS[sort] for name in re.findall(r"`(\w+)`", carries)}
    assert named == set(PROPERTIES[sort]) - {"text", "digest"}
