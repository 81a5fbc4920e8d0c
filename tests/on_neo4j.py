"""Runs a program that asks ``throughline`` for chains, with the graph in a Neo4j server of the run's own.

    python -m tests.on_neo4j ../shared/accept/chains.py .venv/bin/throughline --audience public [OPTIONS]

Ends badly where not one answer came from Neo4j: then something else than what was asked for was tried.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from evidence.settings import Settings
from graph.neo4j_projection import look
from graph.neo4j_store import GraphServer
from tests.graph.neo4j_jars import LTS
from tests.graph.neo4j_server import USER, Server
from tests.maven import Missing


def run(program: str, arguments: list[str]) -> int:
    """Start a server and run the program beside it; returns its exit code."""
    with tempfile.TemporaryDirectory(prefix="throughline-neo4j-") as folder:
        try:
            server = Server(Path(folder), LTS).start()
        except Missing as error:
            sys.exit(f"no Neo4j can be started here: {error}")
        try:
            told = {"GRAPH": "neo4j", "NEO4J_URI": server.uri, "NEO4J_USER": USER, "NEO4J_PASSWORD": server.password}
            os.environ.update({f"THROUGHLINE_{name}": value for name, value in told.items()})
            code = subprocess.run([sys.executable, "-B", program, *arguments], check=False).returncode
            return code or _was_asked()
        finally:
            server.stop()


def _was_asked() -> int:
    """0 where a graph was projected into the server, and so asked for chains."""
    server = GraphServer(Settings())
    try:
        found = look(server)
    finally:
        server.close()
    return 0 if found and found.state == "whole" and found.head else 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2:]))
