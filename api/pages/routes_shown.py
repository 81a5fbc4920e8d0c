"""The chains of an answer as a page shows them: folded into routes, each hop told once.

Invariant: chains keep the order of the answer; the best chain of a route comes first in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from api.pages.told import Told, tell
from api.pages.words import stated
from api.resources import Seen
from graph.answer import AnswerOut, ChainOut, EntityRef, HopOut, SourceOut
from reports.figures import chain_svg
from reports.verdicts_in_words import verdicts_of, walked


@dataclass(frozen=True, slots=True)
class ShownHop:
    """A hop as walked, with its claims; ``told_at`` names the chain and hop where they are told, if not here."""

    number: int
    start: EntityRef
    verb: str
    end: EntityRef
    hop: HopOut
    weakest: bool
    claims: tuple[Told, ...]
    told_at: tuple[int, int] | None

    @property
    def sources(self) -> tuple[SourceOut, ...]:
        """The sources that its claims cite, each once, in key order."""
        cited = {citation.source for told in self.claims for citation in told.claim.citations}
        return tuple(sorted(cited, key=lambda source: (source.key, source.id)))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of its affirming claims as stated, each once."""
        affirming = (told.claim for told in self.claims if told.claim.polarity == "affirms")
        return tuple(dict.fromkeys(stated(claim.period) for claim in affirming))

    @property
    def replies(self) -> int:
        """How many replies there are to its claims."""
        return len({reply.id for told in self.claims for reply in told.claim.replies})


@dataclass(frozen=True, slots=True)
class ShownChain:
    """A chain with its verdicts in words, its picture and its hops."""

    number: int
    chain: ChainOut
    verdicts: tuple[tuple[str, str], ...]
    picture: Markup
    hops: tuple[ShownHop, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The chains through the same entities."""

    entities: tuple[EntityRef, ...]
    chains: tuple[ShownChain, ...]


def routes_of(answer: AnswerOut, seen: Seen) -> tuple[Route, ...]:
    """The answer's chains by route, in the order of the best of each."""
    told_at: dict[str, tuple[int, int]] = {}
    routes: dict[tuple[EntityRef, ...], list[ShownChain]] = {}
    for number, chain in enumerate(answer.chains, 1):
        routes.setdefault(chain.entities, []).append(_chain(number, chain, seen, told_at))
    return tuple(Route(entities, tuple(chains)) for entities, chains in routes.items())


def _chain(number: int, chain: ChainOut, seen: Seen, told_at: dict[str, tuple[int, int]]) -> ShownChain:
    hops = tuple(_hops(number, chain, seen, told_at))
    picture = Markup(chain_svg(chain))  # noqa: S704 - made by a template that escapes all that it prints
    return ShownChain(number, chain, verdicts_of(chain), picture, hops)


def _hops(number: int, chain: ChainOut, seen: Seen, told_at: dict[str, tuple[int, int]]) -> Iterator[ShownHop]:
    for place, hop in enumerate(chain.hops, 1):
        first = told_at.setdefault(hop.id, (number, place))
        here = first == (number, place)
        yield ShownHop(
            number=place,
            start=chain.entities[place - 1],
            verb=walked(chain, place)[1],
            end=chain.entities[place],
            hop=hop,
            weakest=place in chain.weakest_hops,
            claims=tuple(tell(seen, seen.disclosure.claims[claim.id]) for claim in hop.claims),
            told_at=None if here else first,
        )
