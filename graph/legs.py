"""The legs of ways: what verdicts are read off, made when a way is first walked."""

from evidence.vocabulary import vocabulary
from graph.reading import Leg
from graph.store import Ways, predicate_names


class Legs(dict[int, Leg]):
    """The leg of each way by its row."""

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self._predicates = [vocabulary().predicates[name] for name in predicate_names()]

    def __missing__(self, way: int) -> Leg:
        """Make the leg of a way, once."""
        ways, predicate = self._ways, self._predicates[self._ways.predicate[way]]
        lies_in = int(ways.lies_in[way])
        self[way] = leg = Leg(
            cores=ways.cores.at(way),
            hulls=ways.hulls.at(way),
            lies_in=None if lies_in < 0 else lies_in,
            is_flow=predicate.is_flow,
            is_directed=predicate.directed,
            along=bool(ways.along[way]),
        )
        return leg
