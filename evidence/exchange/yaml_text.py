"""Records as YAML that a person can read and diff: one text a record, the same on every machine.

Invariant: the text depends on the values alone. It is written by PyYAML's own emitter, never by libyaml's,
which breaks and escapes some lines differently. What another YAML reader would take for a number, a date or a
truth value stands in quotes.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

_MAP, _LIST, _TEXT, _NUMBER = (f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int"))
_WIDTH = 100
_ESCAPED = '"'
_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")
"""Line breaks and marks that parsers take differently, and fold away, unless they are escaped."""
_ON_ONE_LINE = frozenset({"names", "identifiers", "locator", "value", "period"})
"""Fields whose mappings are small enough to read on one line."""


def as_list(records: Iterable[Mapping[str, Any]]) -> str:
    """A list of records, a blank line between them."""
    return "\n".join(_written(yaml.SequenceNode(_LIST, [_mapping(record)], flow_style=False)) for record in records)


def as_mapping(record: Mapping[str, Any]) -> str:
    """One record."""
    return _written(_mapping(record))


def _written(node: yaml.Node) -> str:
    text: str = yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDTH)
    return text


def _mapping(values: Mapping[str, Any], flat: bool = False) -> yaml.MappingNode:
    pairs = [(_scalar(name), _node(value, flat or name in _ON_ONE_LINE)) for name, value in values.items()]
    return yaml.MappingNode(_MAP, pairs, flow_style=flat)


def _node(value: Any, flat: bool) -> yaml.Node:  # noqa: ANN401 -- any value of a draft's content
    if isinstance(value, dict):
        return _mapping(value, flat)
    if isinstance(value, list):
        of_parts = any(isinstance(item, dict) for item in value)
        return yaml.SequenceNode(_LIST, [_node(item, flat) for item in value], flow_style=not of_parts)
    return _scalar(value)


def _scalar(value: str | int) -> yaml.ScalarNode:
    if isinstance(value, int):
        return yaml.ScalarNode(_NUMBER, str(value))
    return yaml.ScalarNode(_TEXT, value, style=_ESCAPED if _BREAKS.search(value) else None)
