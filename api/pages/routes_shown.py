"""The chains of an answer as a page shows them: folded into routes, each hop told once.

Invariant: chains keep the order of the answer; the best chain of a route comes first in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from api.pages.citing import Cited, Citing, mark_of
from api.pages.told import Told, tell
from api.pages.words import stated
from api.resources import Seen
from evidence.views import in_key_order
from graph.answer import AnswerOut, ChainOut, EntityRef, HopOut, SourceOut
from reports.document import ChainPart, HopPart
from reports.figures import chain_svg, picture_svg
from reports.routes_told import RoutesTold
from reports.scene import Scene
from reports.teller import Teller
from reports.timeline import timeline_picture
from reports.verdicts_in_words import walked


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
        return tuple(in_key_order(cited))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of its affirming claims as stated, each once."""
        affirming = (told.claim for told in self.claims if told.claim.polarity == "affirms")
        return tuple(dict.fromkeys(stated(claim.period) for claim in affirming))

    @property
    def replies(self) -> int:
        """How many replies there are to its claims; what was asked for and is not answered is none."""
        return len({reply.id for told in self.claims for reply in told.claim.replies if reply.attribution})


@dataclass(frozen=True, slots=True)
class ShownChain:
    """A chain with its verdicts in words, its pictures and hops; ``days``: when each certainly and possibly held."""

    number: int
    mark: str
    chain: ChainOut
    verdicts: tuple[tuple[str, str], ...]
    picture: Markup
    timeline: Markup | None
    days: tuple[HopPart, ...]
    cited_as: Cited
    hops: tuple[ShownHop, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The chains through the same entities."""

    entities: tuple[EntityRef, ...]
    chains: tuple[ShownChain, ...]


def routes_of(answer: AnswerOut, citing: Citing, page: str) -> tuple[Route, ...]:
    """The answer's chains by route, in the order of the best of each; ``page`` is the address at which they are."""
    told = RoutesTold(Teller(citing.seen.disclosure), Scene.of(answer, citing.seen.disclosure)).routes(answer.chains)
    told_at: dict[str, tuple[int, int]] = {}
    return tuple(
        Route(answer.chains[route.chains[0].number - 1].entities, chains)
        for route in told
        for chains in [tuple(_chain(part, citing, page, told_at) for part in route.chains)]
    )


def _chain(part: ChainPart, citing: Citing, page: str, told_at: dict[str, tuple[int, int]]) -> ShownChain:
    chain, timeline = part.drawn, timeline_picture(part)
    return ShownChain(
        number=part.number,
        mark=mark_of(chain),
        chain=chain,
        verdicts=part.verdicts,
        # Made by a template that escapes all that it prints.
        picture=Markup(chain_svg(chain)),  # noqa: S704
        timeline=Markup(picture_svg(timeline)) if timeline else None,  # noqa: S704
        days=part.hops,
        cited_as=citing.chain(chain, page),
        hops=tuple(_hops(part.number, chain, citing.seen, told_at)),
    )


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
