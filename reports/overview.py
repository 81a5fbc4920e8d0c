"""An overview of an investigation: what it holds, how good each claim's link is, who disputes it, and what is open.

Invariant: every claim of the investigation that its audience may see is told once, in brief, with every reply; what
is counted is what is told. Nothing is said of links that no claim makes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from evidence.errors import NotFound
from evidence.views import ClaimView, Disclosure, EntityView
from evidence.vocabulary import ENTITY_KINDS
from graph.answer import AnswerOut, ChainOut
from graph.model import Hop
from graph.question import STANDINGS
from reports import verdicts_in_words as words
from reports.aftermath import actions, commitments, outcomes
from reports.briefing import Opening, assembled
from reports.disputes_told import all_disputes, contested_hop
from reports.document import Briefing, BuiltAt, Item, Remark, Section, Sentence
from reports.method import method
from reports.scene import Scene
from reports.summary import search_told, weakest
from reports.supports import reading_notes
from reports.teller import Teller
from reports.unresolved import unresolved
from reports.wording import counted, listed, named

_PLURALS = {"person": "persons", "place": "places", "group": "groups"}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What of a disclosure belongs to one investigation; ``hops``: by the id of a claim, the hop that it makes."""

    name: str
    entities: tuple[EntityView, ...]
    claims: tuple[ClaimView, ...]
    hops: Mapping[str, Hop]

    @property
    def links(self) -> list[Hop]:
        """The hops, each once, in the order of the keys of their claims."""
        return list({hop.id: hop for claim in self.claims if (hop := self.hops.get(claim.id))}.values())


def overview(
    holdings: Holdings, answers: Sequence[AnswerOut], disclosure: Disclosure, **built: Unpack[BuiltAt]
) -> Briefing:
    """Tell what an investigation holds, and the chains of the answers; raises NotFound where nothing is published."""
    if not holdings.claims:
        raise NotFound("nothing of this investigation is published for this audience: there is nothing to tell")
    teller = Teller(disclosure)
    scene = Scene(disclosure, holdings.entities, also=(claim.id for claim in holdings.claims))
    parts = (
        Section("entities", "Who and what it is about", tuple(_entities(holdings))),
        Section("standing", "What is claimed, by standing", tuple(_by_standing(holdings, teller))),
        _chains(answers, scene, teller),
        _disputes(holdings, scene, teller),
        commitments(teller, scene),
        outcomes(teller, scene),
        actions(teller, scene),
        unresolved(teller, scene),
    )
    title = disclosure.investigations.get(holdings.name, holdings.name)
    question = f"What does the investigation {title} hold, how good is it, and what is open?"
    sections = tuple(part for part in parts if part.items or part.passages)
    held = tuple(_held(holdings))
    opening = Opening("Overview", title, question, title)
    return assembled(opening, held, (), sections, teller=teller, explained=method(), **built)


def _held(holdings: Holdings) -> Iterator[Remark]:
    denials = sum(not claim.affirms for claim in holdings.claims)
    yield Remark(
        f"For this audience it holds {counted(len(holdings.entities), 'entity', 'entities')} and "
        f"{counted(len(holdings.claims), 'published claim')}: {len(holdings.claims) - denials} affirming, "
        f"{counted(denials, 'denial')}."
    )
    links = holdings.links
    if links:
        told = ((sum(hop.standing == one for hop in links), words.standing(one)) for one in reversed(STANDINGS))
        standings = listed(f"{number} {label}" for number, label in told if number)
        contested = sum(hop.contested for hop in links)
        yield Remark(
            f"The claims make {counted(len(links), 'link')} between two entities, by standing: {standings}. "
            f"{contested} of them {'is' if contested == 1 else 'are'} contested."
        )


def _entities(holdings: Holdings) -> Iterator[Item]:
    """The names by kind; that something is named says nothing of it."""
    for kind in ENTITY_KINDS:
        names = [f"{one.name} ({one.key})" for one in holdings.entities if one.kind == kind]
        if names:
            number = counted(len(names), kind, _PLURALS.get(kind, f"{kind}s"))
            yield Item(number, (Remark(f"{'; '.join(names)}."),))


def _by_standing(holdings: Holdings, teller: Teller) -> Iterator[Item]:
    """The affirming claims under the standing of their link, the best first; then those that make none; denials."""
    affirming = [claim for claim in holdings.claims if claim.affirms]
    for standing in reversed(STANDINGS):
        found = [claim for claim in affirming if claim.id in holdings.hops and _standing(holdings, claim) == standing]
        yield from _group(f"Links that are {words.standing(standing)}", found, teller)
    alone = [claim for claim in affirming if claim.id not in holdings.hops]
    yield from _group("Claims on one entity alone", alone, teller)
    yield from _group("Denials", [claim for claim in holdings.claims if not claim.affirms], teller)


def _standing(holdings: Holdings, claim: ClaimView) -> str:
    return holdings.hops[claim.id].standing


def _group(heading: str, claims: Sequence[ClaimView], teller: Teller) -> Iterator[Item]:
    if claims:
        yield Item(heading, (), (("Claims", teller.tell_briefly(claim.id for claim in claims)),))


def _chains(answers: Sequence[AnswerOut], scene: Scene, teller: Teller) -> Section:
    items = tuple(_found(answer, scene, teller) for answer in answers)
    asked = () if items else (Remark("No chain was asked for: which links make one is told only of two ends."),)
    return Section("chains", "Chains found", items, asked)


def _found(answer: AnswerOut, scene: Scene, teller: Teller) -> Item:
    """The readings of the chains between two ends, and the claims that they rest on where these were not told yet."""
    start, end = (named(map(scene.entity, ends)) for ends in (answer.from_, answer.to))
    readings = tuple(one for chain in answer.chains for one in _read(chain, teller))
    rest = teller.tell_briefly(claim.id for chain in answer.chains for hop in chain.hops for claim in hop.claims)
    return Item(f"From {start} to {end}", (*readings, *search_told(answer)), (("Claims", rest),) if rest else ())


def _read(chain: ChainOut, teller: Teller) -> Iterator[Sentence]:
    """The honest reading of a chain, and how strong it is."""
    yield Sentence(chain.sentence, reading_notes(chain, teller))
    yield weakest(chain, teller)


def _disputes(holdings: Holdings, scene: Scene, teller: Teller) -> Section:
    contested = tuple(_contested(hop, teller) for hop in holdings.links if hop.contested)
    items = (*contested, *all_disputes(teller, scene))
    nothing = () if items else (Remark("The record holds no denial and no dispute in this investigation."),)
    return Section("disputes", "Who disputes what", items, nothing)


def _contested(hop: Hop, teller: Teller) -> Item:
    within = f", within {hop.scope.name}" if hop.scope else ""
    heading = f"Contested: {hop.subject.name} {hop.predicate.verb} {hop.object.name}{within}"
    return contested_hop(heading, [*hop.affirming, *hop.denying], teller)
