"""Every text that is sent to Neo4j.

Invariant: a text is made of what stands here and of the closed lists, never of input; values go as parameters.
Labels and relationship types cannot be parameters, so a text is made for each kind and for each predicate.

Entities and hops go by Neo4j's internal numbers (``id``): on a server with 3.3 million hops a frontier of 100,000
entities was expanded in 0.24 s by them, and in 1.0 s by an indexed property of our own. Answers come as one row of
lists: the same 185,000 numbers as rows took six times as long.
"""

from collections.abc import Mapping
from functools import cache

from evidence.vocabulary import ENTITY_KINDS, vocabulary
from graph.store import HopFilter

PROJECTION = "throughline"
"""The name of the one node that says what is projected here."""

KIND_LABELS: Mapping[str, str] = {kind: kind.capitalize() for kind in ENTITY_KINDS}
"""The label of each kind of entity, beside ``Entity``."""
CITING = ("CITES", "ANSWERED_IN")
"""From a claim to a source: of a citation, and of a reply that stands in it."""

# --- Schema, in steps that are never changed, only added to.

SCHEMA: tuple[tuple[str, ...], ...] = (
    (
        "CREATE CONSTRAINT throughline_projection IF NOT EXISTS FOR (p:Projection) REQUIRE p.name IS UNIQUE",
        "CREATE CONSTRAINT throughline_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE",
        "CREATE CONSTRAINT throughline_claim IF NOT EXISTS FOR (c:Claim) REQUIRE c.id IS UNIQUE",
        "CREATE CONSTRAINT throughline_source IF NOT EXISTS FOR (s:Source) REQUIRE s.id IS UNIQUE",
        "CREATE INDEX throughline_claim_hop IF NOT EXISTS FOR (c:Claim) ON (c.hop)",
        "CREATE INDEX throughline_entity_key IF NOT EXISTS FOR (e:Entity) ON (e.key)",
        "CREATE INDEX throughline_entity_kind IF NOT EXISTS FOR (e:Entity) ON (e.kind)",
        "CREATE TEXT INDEX throughline_entity_folded IF NOT EXISTS FOR (e:Entity) ON (e.folded)",
    ),
    # How many events there are counts what is not public.
    ("MATCH (p:Projection) REMOVE p.cursor",),
)
AWAIT_INDEXES = "CALL db.awaitIndexes(300)"

# --- What is projected here, and up to where.

LOOK = "MATCH (p:Projection {name: $name}) RETURN properties(p)"
CLOCK = "RETURN timestamp()"
COUNT_NODES = "MATCH (n) RETURN count(n)"
BEGIN = "MERGE (p:Projection {name: $name}) ON CREATE SET p.revision = 0, p.state = 'new', p.schema = 0"
# The write lock comes first; what is read after it is what stands.
LOCK = """MATCH (p:Projection {name: $name}) SET p.revision = p.revision + 1
RETURN properties(p), timestamp()"""
NOTE = "MATCH (p:Projection {name: $name}) SET p += $noted"
# Both in one, for whoever fills: no row where the turn is another's.
TURN = """MATCH (p:Projection {name: $name}) SET p.revision = p.revision + 1
WITH p WHERE p.filler = $filler SET p.beat = timestamp() RETURN p.beat"""

# --- What is there, for comparison: (id, digest, number), and whole.

FOUND: Mapping[str, str] = {
    "entity": "MATCH (n:Entity) RETURN n.id, n.digest, id(n)",
    "source": "MATCH (n:Source) RETURN n.id, n.digest, id(n)",
    "claim": "MATCH (n:Claim) RETURN n.id, n.digest, id(n)",
    "hop": "MATCH (:Entity)-[n]->(:Entity) RETURN n.id, n.digest, id(n)",
}
WHOLE: Mapping[str, str] = {
    "entity": "MATCH (n:Entity) RETURN n.id, labels(n), properties(n), []",
    "source": "MATCH (n:Source) RETURN n.id, labels(n), properties(n), []",
    "claim": """MATCH (n:Claim)
RETURN n.id, labels(n), properties(n), [(n)-[r]->(s:Source) | [type(r), s.id, properties(r)]]""",
    "hop": "MATCH (a:Entity)-[n]->(b:Entity) RETURN n.id, [a.id, type(n), b.id], properties(n), []",
}
# What no projection makes, and somebody made by hand: as it is named to whoever asks what differs.
FOREIGN: tuple[str, ...] = (
    """MATCH (n) WHERE NOT (n:Entity OR n:Source OR n:Claim OR n:Projection)
RETURN 'node ' + coalesce(head(labels(n)), 'without a label') + ' ' + id(n)""",
    """MATCH (a)-[r]->(b) WHERE NOT (a:Entity AND b:Entity) AND NOT (a:Claim AND b:Source)
RETURN 'relationship ' + type(r) + ' ' + id(r)""",
)
# Both ends are sought before the hops between them, as either may be a hub.
HOPS_AT_BASES = """UNWIND $bases AS base
MATCH (a:Entity {id: base.one}) MATCH (b:Entity {id: base.other})
WITH DISTINCT base, a, b MATCH (a)-[r]-(b)
WHERE type(r) = base.relationship AND (NOT base.directed OR startNode(r) = a)
RETURN DISTINCT id(r), r.digest, r.affirming + coalesce(r.denying, [])"""
CLAIMS_AT = """UNWIND $ids AS id MATCH (c:Claim {id: id})
RETURN c.id, c.digest, [(c)-->(s:Source) | s.id]"""
NODES_AT: Mapping[str, str] = {
    "entity": "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.id, n.digest, id(n)",
    "source": "UNWIND $ids AS id MATCH (n:Source {id: id}) RETURN n.id, n.digest, id(n)",
}

# --- Writing.

DROP_HOPS = "MATCH ()-[r]->() WHERE id(r) IN $numbers DELETE r"
DROP_NODES = "MATCH (n) WHERE id(n) IN $numbers DETACH DELETE n"
DROP_CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {id: id}) DETACH DELETE c"
UNLINK_CLAIMS = "UNWIND $ids AS id MATCH (:Claim {id: id})-[r]->(:Source) DELETE r"
DROP_ENTITIES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e"
DROP_IDLE_SOURCES = """UNWIND $ids AS id MATCH (s:Source {id: id}) WHERE NOT (s)<--()
WITH s, s.id AS id, s.digest AS digest DELETE s RETURN id, digest"""
DROP_ALL = "MATCH (n) WHERE NOT n:Projection WITH n LIMIT $many DETACH DELETE n RETURN count(*)"

_NUMBERED = "RETURN collect(n.id), collect(id(n))"
# Of nodes a text for each kind of entity, for sources and for claims; of hops one for each relationship type. A row is
# a list, in it the properties in the order of their ``names``, null where there is none: the server takes it in half
# the time of a map that names them. The texts of nodes tell the ids that were written and Neo4j's numbers for them, by
# which what connects them finds them: in a transaction that made them too, seeking them by id takes longer than all
# the rest.


@cache
def put_nodes(kind: str, names: tuple[str, ...]) -> str:
    """The text that makes nodes what they should be, whether they are there or not."""
    label, own = _labels(kind)
    others = "".join(f":{other}" for other in KIND_LABELS.values() if other != own)
    relabelled = f"REMOVE n{others} SET n:{own} " if own else ""
    return f"""UNWIND $rows AS row MERGE (n:{label} {{id: row[{names.index("id")}]}})
{relabelled}SET n = {_row(names)} {_NUMBERED}"""


@cache
def make_nodes(kind: str, names: tuple[str, ...]) -> str:
    """The text that makes nodes that are known not to be there, in half the time: it seeks none.

    Were one there, the constraint on its id would refuse it.
    """
    label, own = _labels(kind)
    return f"UNWIND $rows AS row CREATE (n:{label}{f':{own}' if own else ''} {_row(names)}) {_NUMBERED}"


@cache
def connect(relationship: str, names: tuple[str, ...]) -> str:
    """The text that makes hops, or links claims to sources; the numbers of both ends come first in a row."""
    label, other = ("Claim", "Source") if relationship in CITING else ("Entity", "Entity")
    return f"""UNWIND $rows AS row
MATCH (a:{label}) WHERE id(a) = row[0] MATCH (b:{other}) WHERE id(b) = row[1]
CREATE (a)-[:{relationship} {_row(names, 2)}]->(b)"""


def _labels(kind: str) -> tuple[str, str]:
    """The label of nodes of a kind, and the one of that kind alone, where it has one beside it."""
    return ("Entity", KIND_LABELS[kind]) if kind in KIND_LABELS else (kind.capitalize(), "")


def _row(names: tuple[str, ...], first: int = 0) -> str:
    """Properties, the first of them at this place of a row."""
    return f"{{{', '.join(f'{name}: row[{place}]' for place, name in enumerate(names, first))}}}"


@cache
def relationships() -> Mapping[str, str]:
    """The relationship type of each predicate between entities."""
    return {one.name: one.neo4j for one in vocabulary().predicates.values() if one.neo4j}


# --- Reading, for the search.

_LEVEL = "r.level >= $level"
_RELATIONSHIP = "type(r) IN $relationships"
_DAY = """r.first <= $day AND $day <= r.last
AND any(place IN range(0, size(r.hulls) - 1, 2) WHERE r.hulls[place] <= $day AND $day <= r.hulls[place + 1])"""
_CERTAIN = "size(r.cores) > 0"
_OPEN_A = "CASE WHEN startNode(r) = a THEN r.subject_open ELSE r.object_open END"
_OPEN_B = "CASE WHEN startNode(r) = a THEN r.object_open ELSE r.subject_open END"
_TYPES_A = "any(type IN coalesce(a.types, []) WHERE type IN $types)"
_TYPES_B = "any(type IN coalesce(b.types, []) WHERE type IN $types)"


def _wanted(wanted: HopFilter) -> list[str]:
    """What is asked of a hop, in the order of what it costs."""
    parts = {
        _RELATIONSHIP: bool(wanted.predicates or wanted.classes),
        _LEVEL: wanted.level > 0,
        _CERTAIN: wanted.certain,
        _DAY: wanted.valid_on is not None,
    }
    return [part for part, is_asked in parts.items() if is_asked]


def _open(by_hop: str, by_types: str, wanted: HopFilter) -> list[str]:
    """What makes an end open to a hop."""
    return [*([] if wanted.through_hubs else [f"({by_hop})"]), *([by_types] if wanted.types else [])]


def _both(conditions: list[str]) -> str:
    return " AND ".join(conditions) or "true"


def near(wanted: HopFilter, *, ends: bool) -> str:
    """The other ends of the wanted hops at $frontier, one a hop, and which of them are open to it."""
    conditions = ["id(a) IN $frontier", *_wanted(wanted), *([] if ends else _open(_OPEN_A, _TYPES_A, wanted))]
    return f"""MATCH (a)-[r]-(b) WHERE {_both(conditions)}
RETURN collect(id(b)), collect({_both(_open(_OPEN_B, _TYPES_B, wanted))})"""


def ways(wanted: HopFilter) -> str:
    """The wanted hops between $here and $there, read from here; and the numbers of the scopes that they name.

    The sum keeps the planner from seeking both sides and trying every pair.
    """
    return _ways(wanted, "id(b) + 0 IN $there")


def leaving(wanted: HopFilter) -> str:
    """The same of all wanted hops at $here, and how many hops each other end has."""
    return _ways(wanted, counted=True)


def _ways(wanted: HopFilter, *where: str, counted: bool = False) -> str:
    conditions = ["id(a) IN $here", *where, *_wanted(wanted)]
    hops, told = (", collect(COUNT { (b)--() }) AS hops", ", hops") if counted else ("", "")
    return f"""MATCH (a)-[r]-(b) WHERE {_both(conditions)}
WITH collect(id(a)) AS here, collect(id(b)) AS there, collect(id(r)) AS hop,
  collect(startNode(r) = a) AS leaves,
  collect({_both(_open(_OPEN_A, _TYPES_A, wanted))}) AS open_here,
  collect({_both(_open(_OPEN_B, _TYPES_B, wanted))}) AS open_there,
  collect(type(r)) AS relationship, collect(r.level) AS level, collect(r.origins) AS origins,
  collect(coalesce(r.scope, '')) AS scope, collect(coalesce(r.lies_in, '')) AS lies_in,
  collect(coalesce(r.cores, [])) AS cores, collect(r.hulls) AS hulls,
  collect(DISTINCT r.scope) + collect(DISTINCT r.lies_in) AS named{hops}
RETURN here, there, hop, leaves, open_here, open_there, relationship, level, origins, scope, lies_in, cores, hulls,
  COLLECT {{ UNWIND named AS id WITH DISTINCT id MATCH (e:Entity {{id: id}}) RETURN [e.id, id(e)] }}{told}"""


DEGREES = "MATCH (a) WHERE id(a) IN $entities RETURN collect(id(a)), collect(COUNT { (a)--() })"
KEYS = "MATCH (e) WHERE id(e) IN $entities RETURN collect(id(e)), collect(e.key), collect(e.id)"
NUMBERS = """UNWIND $ids AS id MATCH (e:Entity {id: id})
WITH DISTINCT e RETURN collect(e.id), collect(id(e)), collect(COUNT { (e)--() })"""
ENTITIES = "MATCH (e:Entity) WHERE id(e) IN $entities RETURN collect(id(e)), collect(e.text)"
NAMED = """RETURN COLLECT { MATCH (e:Entity {key: $asked}) RETURN e.text },
  COLLECT { MATCH (e:Entity {id: $asked}) RETURN e.text },
  COLLECT { MATCH (e:Entity) WHERE e.folded CONTAINS $line RETURN e.text }"""
TEXTS = "MATCH (e:Entity) RETURN e.text"
_TYPED = "(size($types) = 0 OR any(type IN e.types WHERE type IN $types))"
OF_KIND = f"MATCH (e:Entity {{kind: $kind}}) WHERE {_TYPED} RETURN collect(id(e))"
OF_ANY_KIND = f"MATCH (e:Entity) WHERE {_TYPED} RETURN collect(id(e))"

# --- Whole hops: what made them, so that they can be made again.

_HOPS_WHOLE = """WITH collect(DISTINCT [id(r), type(r), startNode(r).id, endNode(r).id, r.scope, r.affirming,
  coalesce(r.denying, []), id(startNode(r)), id(endNode(r))]) AS hops
CALL {
  WITH hops UNWIND hops AS hop UNWIND hop[5] + hop[6] AS id WITH DISTINCT id
  MATCH (c:Claim {id: id}) RETURN collect(c) AS claims
}
RETURN hops, [c IN claims | [c.id, c.text]],
  COLLECT {
    UNWIND claims AS c UNWIND c.entities AS id WITH DISTINCT id MATCH (e:Entity {id: id}) RETURN [e.id, e.text]
  },
  COLLECT { UNWIND claims AS c MATCH (c)-->(s:Source) WITH DISTINCT s RETURN [s.id, s.text] }"""
HOPS = f"MATCH ()-[r]->() WHERE id(r) IN $hops\n{_HOPS_WHOLE}"
HOP = f"""MATCH (c:Claim {{hop: $id}}) WITH c LIMIT 1
MATCH (a:Entity {{id: c.subject}})-[r]-(b:Entity {{id: c.object}}) WHERE r.id = $id
{_HOPS_WHOLE}"""
HOPS_OF = HOPS_AT_BASES.rsplit("\n", 1)[0] + f"\n{_HOPS_WHOLE}"
