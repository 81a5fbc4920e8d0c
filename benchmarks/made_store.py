"""The made graph as the embedded engine's store, filled column by column.

The product fills the same columns from hops one by one; at millions of hops these would not fit into memory beside
what else a measurement holds. Invariant: the store equals the one that the product makes of the made records, which a
test compares on small graphs.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from benchmarks.made_graph import PREDICATES, MadeGraph, Numbers, id_
from benchmarks.made_records import claim_texts, entity, sources
from graph.adjacency import Adjacency
from graph.embedded_store import EmbeddedStore
from graph.entity_table import EntityColumns, EntityTable
from graph.hop_columns import ClaimTexts, HopColumns, digest_of
from graph.layer import Layer
from graph.lookup import Lookup
from graph.model import Relation, hop_id
from graph.record_text import source_text
from graph.store import predicate_names
from graph.texts import Texts
from graph.traits import Spans, Traits


def store_of(graph: MadeGraph) -> EmbeddedStore:
    """A store of what the public may see of the made graph."""
    table = EntityTable.of(EntityColumns.of(entity(graph, number) for number in range(graph.size)))
    digests, hops = public_hops(graph)
    columns = _columns(graph, digests, hops)
    return EmbeddedStore(table, Layer(columns, Adjacency.of(columns, table, sparse=False), 0), None, cursor=1)


def public_hops(graph: MadeGraph) -> tuple[npt.NDArray[np.uint64], Numbers]:
    """The digests of all public hops, ascending, and the number that each has in the made graph."""
    hops = graph.public
    digests = np.fromiter((digest_of(hop_id(relation)) for relation in _relations(graph, hops)), np.uint64, len(hops))
    order = np.argsort(digests)
    return digests[order], hops[order]


def _relations(graph: MadeGraph, hops: Numbers) -> Iterator[Relation]:
    columns = (graph.predicate, graph.subject, graph.object, graph.scope)
    for predicate, subject, object_, scope in zip(*(column[hops].tolist() for column in columns), strict=True):
        yield PREDICATES[predicate], id_(subject), id_(object_), None if scope < 0 else id_(scope)


def _columns(graph: MadeGraph, digests: npt.NDArray[np.uint64], hops: Numbers) -> HopColumns:
    places = np.array([predicate_names().index(name) for name in PREDICATES], np.int16)
    return HopColumns(
        digest=digests,
        object=graph.object[hops],
        traits=Traits(
            level=graph.level[hops],
            origins=graph.origins[hops],
            predicate=places[graph.predicate[hops]],
            subject=graph.subject[hops],
            scope=graph.scope[hops],
            lies_in=graph.lies_in[hops],
            cores=spans(graph.core_first[hops], graph.core_last[hops]),
            hulls=spans(graph.hull_first[hops], graph.hull_last[hops]),
        ),
        claims=_claims(graph, hops),
    )


def spans(first: npt.NDArray[np.int32], last: npt.NDArray[np.int32]) -> Spans:
    """A set of days for each row, of one interval or none."""
    some = first <= last
    starts = np.concatenate([[0], np.cumsum(some)]).astype(np.int64)
    return Spans(starts, first[some], last[some])


def _claims(graph: MadeGraph, hops: Numbers) -> ClaimTexts:
    """One affirming claim a hop."""
    count = len(hops)
    cited = sorted(sources(), key=lambda source: source.id)
    return ClaimTexts(
        starts=np.arange(count + 1, dtype=np.int64),
        places=np.arange(count, dtype=np.int32),
        affirming=np.ones(count, np.int32),
        claims=Texts.of(claim_texts(graph, hops)),
        sources=Texts.of(map(source_text, cited)),
        source_lookup=Lookup.of((source.id, place) for place, source in enumerate(cited)),
    )
