"""Who may see a version of a record: the level that it states, or a higher one that its sharing label asks for."""

from collections.abc import Mapping
from typing import Any

from evidence.settings import LEVELS

NEVER_PUBLIC = frozenset({"TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER"})
"""Sharing labels (TLP 2.0, FIRST) whose sources no public reader sees, whatever level they were given."""


def level_of(content: Mapping[str, Any]) -> int:
    """Index of the least level that sees this content of a record; a restrictive label keeps it from the public."""
    stated = LEVELS.index(content.get("visibility", "public"))
    return max(stated, LEVELS.index("team")) if content.get("sharing") in NEVER_PUBLIC else stated
