"""The graph in a Neo4j database: filling it, following the ledger, and saying how they differ."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keeping import opened

if TYPE_CHECKING:
    from graph.feed import Feed
    from graph.neo4j_projection import Projection
    from graph.neo4j_store import GraphServer


def sync() -> None:
    """Bring the Neo4j database up to the ledger.

    Only what is public goes there. Searches do this by themselves; run it ahead of them where much was loaded. It may
    be stopped and run again, and by several at once.

    \b
    Example:
      throughline graph sync
    """
    from graph.neo4j_sync import sync as brought_up

    with _reached() as (server, feed):
        print(_told(brought_up(server, feed), server, feed))


def rebuild() -> None:
    """Empty the Neo4j database and fill it anew.

    Whoever else is filling it is stopped. The ledger is only read.

    \b
    Example:
      throughline graph rebuild
    """
    from graph.neo4j_sync import rebuild as made_anew

    with _reached() as (server, feed):
        print(_told(made_anew(server, feed), server, feed))


def status() -> None:
    """Say up to where the Neo4j database follows the ledger.

    \b
    Example:
      throughline graph status
    """
    from graph.neo4j_projection import look

    with _reached() as (server, feed):
        found = look(server)
        print(f"server       {server.where}")
        print(_told(found, server, feed) if found else "nothing was projected there yet: throughline graph sync")


def drift() -> None:
    """Compare the Neo4j database with the ledger, and name what differs.

    Every property is compared, also what somebody changed by hand. 'throughline graph rebuild' makes it good.

    \b
    Example:
      throughline graph drift
    """
    from graph.neo4j_drift import drift as differences

    with _reached() as (server, feed):
        found = differences(server, feed)
    for one in found:
        print(f"{one.how:10} {one.sort:10} {one.id}")
    print(f"{len(found)} differences" if found else "no difference")
    if found:
        raise typer.Exit(1)


def export_bulk(
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="The folder; made if it is not there.")],
) -> None:
    """Write files for a first load into Neo4j of very many hops.

    They hold what is public. The command that takes them is printed: run it where the server is, while it is stopped.

    \b
    Example:
      throughline export neo4j-bulk --out graph
    """
    from api.graph_feed import PublicFeed
    from graph.neo4j_bulk import command, write_bulk

    with opened() as resources:
        feed, database = PublicFeed(resources.ledger), resources.settings.neo4j_database
        whole, ledger = feed.whole(), feed.hash_at(1) or ""
        out.mkdir(parents=True, exist_ok=True)
        entities = (entity for entity in whole.entities.values() if entity)
        counts = write_bulk(out, entities, whole.hops, ledger=ledger, head=feed.hash_at(whole.cursor) or "")
    print(", ".join(f"{count} {name}" for name, count in counts.items()) + f" were written to {out}")
    print(f"\nWhere the server is, while it is stopped:\n\n  {command(out.absolute(), database)}\n")
    print("Then 'throughline graph sync' makes the indexes and goes on from there.")


@contextmanager
def _reached() -> "Iterator[tuple[GraphServer, Feed]]":
    """The server that the settings name, and the ledger that it follows."""
    from api.graph_feed import PublicFeed
    from graph.neo4j_store import GraphServer

    with opened() as resources:
        server = GraphServer(resources.settings)
        try:
            yield server, PublicFeed(resources.ledger)
        finally:
            server.close()


def _told(found: "Projection", server: "GraphServer", feed: "Feed") -> str:
    """What is there, in lines. What is not public does not make it lag behind."""
    from graph.neo4j_following import is_there

    if found.state != "whole":
        return "state        being filled: until then the embedded engine answers"
    followed = feed.number_of(found.head)
    if followed is None or not found.follows(feed):
        return "state        of another ledger, or made by another program: the next sync fills it anew"
    behind = feed.head() - followed
    is_new = behind and not is_there(server, feed.increment(followed))
    lines = {
        "state": f"{behind} events behind the ledger" if is_new else "up to date",
        "event": f"{followed}, {found.head}",
        "fingerprint": found.fingerprint,
    }
    return "\n".join(f"{name:12} {text}" for name, text in lines.items())
