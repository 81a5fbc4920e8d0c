"""The engines that can be measured, by the word that asks for them."""

from benchmarks.slow_answer import SLOW
from benchmarks.with_cypher import CYPHER, CYPHER_ONE_TYPE
from benchmarks.with_embedded import EMBEDDED
from benchmarks.with_igraph import IGRAPH
from benchmarks.with_kernel import KERNEL
from benchmarks.with_neo4j_store import NEO4J_STORE
from benchmarks.with_networkx import NETWORKX
from benchmarks.with_sqlite import SQLITE

ENGINES = {
    "embedded": EMBEDDED,
    "compiled": KERNEL,
    "sqlite": SQLITE,
    "neo4j-store": NEO4J_STORE,
    "cypher": CYPHER,
    "cypher-one-type": CYPHER_ONE_TYPE,
    "igraph": IGRAPH,
    "networkx": NETWORKX,
    "brute-force": SLOW,
}

DEFAULT = ("embedded", "compiled", "sqlite", "neo4j-store", "cypher", "cypher-one-type", "igraph", "networkx")
"""All but brute force, which ends on small graphs only."""

RULES = ("embedded", "compiled", "sqlite", "neo4j-store", "brute-force")
"""Those that know turns, detours, scopes and sequences."""

RECORDS = ("embedded", "compiled", "sqlite", "neo4j-store")
"""Those that hold the claims and sources of every hop, and can give them with the chains."""
