"""The legs of ways: what verdicts are read off, made when a way is first walked."""

from graph.ground import Ground
from graph.reading import Leg
from graph.store import predicates


class Legs(dict[int, Leg]):
    """The leg of each way by its row."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self._ground = ground

    def __missing__(self, way: int) -> Leg:
        """Make the leg of a way, once."""
        traits, predicate = self._ground.traits, predicates()[self._ground.traits.predicate.item(way)]
        lies_in, (cores, hulls) = traits.lies_in.item(way), traits.days_at(way)
        self[way] = leg = Leg(
            cores=cores,
            hulls=hulls,
            lies_in=None if lies_in < 0 else lies_in,
            is_flow=predicate.is_flow,
            is_directed=predicate.directed,
            along=self._ground.along.item(way),
        )
        return leg
