"""The chains, told: folded into routes, each hop's claims in full where the hop first comes.

Invariant: chains keep the order of the answer, and with it their numbers; what a hop shows is what its claims say.
"""

from collections.abc import Iterator, Sequence

from evidence.dates import day_text
from graph.answer import ChainOut, Window
from graph.days import DaySet
from graph.hops import cores_of, hulls_of
from reports import verdicts_in_words as words
from reports.document import ChainPart, HopPart, Mention, RoutePart, Sentence
from reports.scene import Scene
from reports.supports import reading_notes
from reports.teller import Teller


class RoutesTold:
    """Tells the chains of one answer; remembers at which chain and hop each hop was told."""

    def __init__(self, teller: Teller, scene: Scene) -> None:
        self._teller = teller
        self._scene = scene
        self._told_at: dict[str, tuple[int, int]] = {}

    def routes(self, chains: Sequence[ChainOut]) -> tuple[RoutePart, ...]:
        """The chains through the same entities together, in the order of the best of each."""
        folded: dict[tuple[str, ...], list[tuple[int, ChainOut]]] = {}
        for number, chain in enumerate(chains, 1):
            folded.setdefault(tuple(entity.id for entity in chain.entities), []).append((number, chain))
        return tuple(self._route(number, found) for number, found in enumerate(folded.values(), 1))

    def _route(self, number: int, chains: list[tuple[int, ChainOut]]) -> RoutePart:
        entities = tuple(self._scene.entity(entity) for entity in chains[0][1].entities)
        return RoutePart(number, entities, tuple(self._chain(place, chain) for place, chain in chains))

    def _chain(self, number: int, chain: ChainOut) -> ChainPart:
        reading = Sentence(chain.sentence, reading_notes(chain, self._teller))
        mentions = [tuple(self._teller.mention(claim.id) for claim in hop.claims) for hop in chain.hops]
        return ChainPart(number, reading, words.verdicts_of(chain), tuple(self._hops(number, chain, mentions)), chain)

    def _hops(self, number: int, chain: ChainOut, mentions: list[tuple[Mention, ...]]) -> Iterator[HopPart]:
        for place, hop in enumerate(chain.hops, 1):
            start, verb, end = words.walked(chain, place)
            told_at = self._told_at.setdefault(hop.id, (number, place))
            same_as = None if told_at == (number, place) else told_at
            affirming = [self._teller.claim(claim.id) for claim in hop.claims if claim.polarity == "affirms"]
            yield HopPart(
                number=place,
                start=start,
                verb=verb,
                end=end,
                scope=hop.scope.name if hop.scope else None,
                standing=hop.standing,
                origins=hop.origins,
                contested=hop.contested,
                weakest=place in chain.weakest_hops,
                periods=words.periods(hop),
                core=_windows(cores_of(affirming)),
                hull=_windows(hulls_of(affirming)),
                claims=mentions[place - 1],
                tellings=() if same_as else self._teller.tell(claim.id for claim in hop.claims),
                same_as=same_as,
            )


def _windows(days: DaySet) -> tuple[Window, ...]:
    return tuple(Window(from_=day_text(first), to=day_text(last)) for first, last in days)
