"""A first load by neo4j-admin, of files: what it leaves is what a sync would have made."""

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from evidence.views import ClaimView, Disclosure, EntityView, NameView, ReplyView
from graph.neo4j_bulk import arguments, write_bulk
from graph.neo4j_drift import drift
from graph.neo4j_reading import Neo4jStore
from graph.neo4j_store import GraphServer
from graph.neo4j_sync import sync
from tests.evidence.random_drafts import ODD
from tests.graph.feeding import Versions, grown
from tests.graph.neo4j_fixtures import name_of, own_server, settings_of
from tests.graph.neo4j_jars import RELEASES, Release
from tests.graph.random_graphs import random_disclosure


def odd(disclosure: Disclosure) -> Disclosure:
    """The same with odd characters wherever there is text, and with nothing where there may be nothing."""
    texts = [*ODD, "", '"', '""', "\\", 'a\\"b', "a,b", "a;b", "a\x1fb", "\r", "\n"]
    entities = {
        id_: replace(view, names=tuple(NameView(f"{text} {id_}") for text in texts), summary=texts[place % len(texts)])
        for place, (id_, view) in enumerate(disclosure.entities.items())
    }
    claims = {
        id_: _odd_claim(claim, entities, texts, place) for place, (id_, claim) in enumerate(disclosure.claims.items())
    }
    return replace(disclosure, entities=entities, claims=claims)


def _odd_claim(claim: ClaimView, entities: dict[str, EntityView], texts: list[str], place: int) -> ClaimView:
    text = texts[(7 * place) % len(texts)]
    cited = tuple(replace(one, quote=text, translation=texts[-place % len(texts)]) for one in claim.citations)
    source = cited[0].source
    named: dict[str, Any] = {
        role: entities[view.id] for role in ("subject", "object", "scope") if (view := getattr(claim, role))
    }
    replies = (ReplyView(f"r{place}", f"R{place}", named["subject"], "denies", text=text, source=source),)
    return replace(claim, **named, citations=cited, wording=text, note=text, value=(text, "£"), replies=replies)


@pytest.mark.parametrize("release", RELEASES, ids=name_of)
def test_what_was_imported_is_what_a_sync_would_have_made(tmp_path: Path, release: Release) -> None:
    rng = Random(5)
    first = random_disclosure(rng)
    feed = Versions([first, odd(first)])
    server, files = own_server(tmp_path / "home", release), tmp_path / "files"
    files.mkdir()
    whole = feed.whole()
    ledger, head = feed.hash_at(1), feed.hash_at(2)
    entities = [view for view in whole.entities.values() if view]
    write_bulk(files, entities, iter(whole.hops), ledger=ledger or "", head=head or "")
    server.admin(*arguments(files, "neo4j"))
    server.start()
    graph = GraphServer(settings_of(server))
    asked = len(feed.asked)
    sync(graph, feed)
    assert feed.asked[asked:] == []
    assert drift(graph, feed) == []
    assert {view.id for view in Neo4jStore(graph).entities(Neo4jStore(graph).of_kind(None, ()))} == set(first.entities)
    grown(rng, feed)
    sync(graph, feed)
    assert drift(graph, feed) == []
    graph.close()
    server.kill()
