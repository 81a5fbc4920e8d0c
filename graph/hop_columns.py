"""Hops as columns, for an embedded graph: what the search reads of them, and the claims beside them as text.

Invariant: the columns are worked out from the same hop that its claims make, so that what is searched and what is
shown agree. Hops stand in order of their ids, entities in the numbers of one entity table.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from evidence.views import ClaimView, EntityView, SourceView
from graph.arrays import Whole
from graph.days import DaySet
from graph.hops import made_hop
from graph.lookup import Lookup
from graph.model import Hop
from graph.on_disk import Column
from graph.record_text import EntityOf, SourceOf, claim_from, claim_text, source_from, source_text, sources_of
from graph.store import predicate_names
from graph.texts import Texts
from graph.traits import Spans, Traits

HOP = "hop-"
_HOP_ID = re.compile(r"hop-[0-9a-f]{16}")

NumberOf = Callable[[str], int]
"""The number of the entity with an id."""


@dataclass(frozen=True, slots=True)
class HopColumns:
    """A row a hop; ``digest`` is its id as a number, ascending; ``claims`` says which texts stand beside it.

    Read from a file, ``object`` is left on disk where it is large: it gives the values of single rows and no more.
    """

    digest: npt.NDArray[np.uint64]
    object: Whole
    traits: Traits
    claims: "ClaimTexts"

    def __len__(self) -> int:
        return len(self.digest)

    @classmethod
    def of(cls, hops: Iterable[Hop], number_of: NumberOf) -> "HopColumns":
        """Columns of hops, whose entities have the numbers given."""
        rows = sorted(hops, key=lambda hop: digest_of(hop.id))
        names = predicate_names()

        def numbers(entities: Iterable[EntityView | None]) -> npt.NDArray[np.int32]:
            return np.array([-1 if one is None else number_of(one.id) for one in entities], np.int32)

        return cls(
            digest=np.array([digest_of(hop.id) for hop in rows], np.uint64),
            object=numbers(hop.object for hop in rows),
            traits=Traits(
                level=np.array([hop.level for hop in rows], np.int8),
                origins=np.array([hop.origins for hop in rows], np.int32),
                predicate=np.array([names.index(hop.predicate.name) for hop in rows], np.int16),
                subject=numbers(hop.subject for hop in rows),
                scope=numbers(hop.scope for hop in rows),
                lies_in=numbers(hop.lies_in for hop in rows),
                cores=spans_of([hop.cores for hop in rows]),
                hulls=spans_of([hop.hulls for hop in rows]),
            ),
            claims=ClaimTexts.of(rows),
        )

    def row_of(self, id_: str) -> int | None:
        """The row of the hop with this id; None where there is none, or the text is no hop's id."""
        if not _HOP_ID.fullmatch(id_):
            return None
        digest = np.uint64(digest_of(id_))
        row = int(np.searchsorted(self.digest, digest))
        return row if row < len(self) and self.digest[row] == digest else None

    def hop(self, row: int, entity_of: Callable[[int], EntityView], by_id: EntityOf, source_of: SourceOf) -> Hop:
        """The whole hop: its entities looked up by number, those of its claims by id, as their sources are."""
        traits = self.traits
        ends, scope = (entity_of(int(traits.subject[row])), entity_of(int(self.object[row]))), int(traits.scope[row])
        within = None if scope < 0 else entity_of(scope)
        affirming, denying = self.claims.beside(row, by_id, source_of)
        return made_hop(predicate_names()[traits.predicate[row]], ends, within, affirming, denying)


@dataclass(frozen=True, slots=True)
class ClaimTexts:
    """The claims beside each hop: affirming ones first, ``affirming`` of them, each by its place in ``claims``."""

    starts: Column
    places: Column
    affirming: Column
    claims: Texts
    sources: Texts
    source_lookup: Lookup

    @classmethod
    def of(cls, hops: Sequence[Hop]) -> "ClaimTexts":
        """The claims of these hops, each once, with the sources that they name."""
        beside = [(*hop.affirming, *hop.denying) for hop in hops]
        claims = {claim.id: claim for some in beside for claim in some}
        cited = {source.id: source for claim in claims.values() for source in sources_of(claim)}
        sources = [cited[id_] for id_ in sorted(cited)]
        place = {id_: number for number, id_ in enumerate(claims)}
        return cls(
            starts=np.fromiter(accumulate(map(len, beside), initial=0), np.int64, len(beside) + 1),
            places=np.array([place[claim.id] for some in beside for claim in some], np.int32),
            affirming=np.array([len(hop.affirming) for hop in hops], np.int32),
            claims=Texts.of(map(claim_text, claims.values())),
            sources=Texts.of(map(source_text, sources)),
            source_lookup=Lookup.of((source.id, place) for place, source in enumerate(sources)),
        )

    def beside(
        self, row: int, entity_of: EntityOf, source_of: SourceOf
    ) -> tuple[tuple[ClaimView, ...], tuple[ClaimView, ...]]:
        """The affirming and the denying claims of a hop."""
        places = self.places[slice(*self.starts[row : row + 2])]
        claims = tuple(claim_from(self.claims[place], entity_of, source_of) for place in places.tolist())
        affirming = self.affirming[row]
        return claims[:affirming], claims[affirming:]

    def source(self, id_: str) -> SourceView:
        """The source with an id."""
        found = (source_from(self.sources[place]) for place in self.source_lookup.numbers(id_))
        return next(source for source in found if source.id == id_)


def digest_of(hop_id: str) -> int:
    """The digest that a hop's id is made of, as a number."""
    return int(hop_id.removeprefix(HOP), 16)


def spans_of(sets: Sequence[DaySet]) -> Spans:
    """Sets of days as columns."""
    starts = np.fromiter(accumulate(map(len, sets), initial=0), np.int64, len(sets) + 1)
    days = [interval for days in sets for interval in days]
    return Spans(
        starts, np.array([first for first, _ in days], np.int32), np.array([last for _, last in days], np.int32)
    )
