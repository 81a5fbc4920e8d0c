"""What the tests of the graph share: a real Neo4j server, and the compiled kernel."""

from tests.graph.kernel_fixtures import (
    installed_wheel,
    kernel,
    kernel_is_installed,
    kernel_wheel,
    no_kernel_is_installed,
    spare_memory,
)
from tests.graph.neo4j_fixtures import neo4j_server, neo4j_servers

__all__ = [
    "installed_wheel",
    "kernel",
    "kernel_is_installed",
    "kernel_wheel",
    "neo4j_server",
    "neo4j_servers",
    "no_kernel_is_installed",
    "spare_memory",
]
