"""Other kinds of briefing over the same findings: an exposure briefing, a summary for campaigners, an entity dossier,
and a letter that asks an institution for its reply.

Invariant: each is a briefing like any other, told from one disclosure by the same teller: every sentence of fact has
its note, and every reply stands beside its claim, whichever kind tells it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Set
from itertools import groupby
from typing import Unpack

from evidence.errors import NotFound
from evidence.views import ClaimView, Disclosure, EntityView, in_key_order
from evidence.vocabulary import vocabulary
from graph.answer import AnswerOut
from reports import verdicts_in_words as words
from reports.aftermath import actions, commitments, outcomes, outcomes_in_short
from reports.briefing import Opening, assembled, between, build_briefing
from reports.disputes_told import disputes
from reports.document import Briefing, BuiltAt, Item, Method, Remark, Section, Sentence
from reports.filters_told import Filters
from reports.judged import judged
from reports.method import method
from reports.scene import Scene
from reports.stated_dates import date_in_words
from reports.summary import in_short
from reports.supports import telling
from reports.teller import Teller
from reports.unresolved import unresolved
from reports.wording import counted, ended, listed, named

SHORT = Method((), ())
"""A short kind explains no method; its readers are told where each sentence comes from."""


def exposure_briefing(
    answer: AnswerOut,
    disclosure: Disclosure,
    *,
    kind: str,
    type_: str | None,
    filters: Filters = (),
    **built: Unpack[BuiltAt],
) -> Briefing:
    """The best chain to each entity of a kind, and of a type of it where one is given; raises as ``build_briefing``."""
    start = named(map(Scene.of(answer, disclosure).entity, answer.from_))
    of = f" ({vocabulary().types[kind][type_]})" if type_ else ""
    question = f"To which entities of the kind {kind}{of} is {start} connected, who says so, and how good is that?"
    opening = Opening("Exposure briefing", f"Exposure of {start}: {kind}{of}", question, start)
    return build_briefing(answer, disclosure, opening=opening, filters=filters, **built)


def short_summary(
    answer: AnswerOut, disclosure: Disclosure, *, filters: Filters = (), **built: Unpack[BuiltAt]
) -> Briefing:
    """The best chain alone, on a page or little more: what it comes to, and of each hop the best claim, and those that
    date or contest it, with their replies."""
    scene, teller = Scene.of(answer, disclosure), Teller(disclosure)
    told = tuple(in_short(answer, teller, filters))
    items = tuple(_hops(answer, teller))
    chained = {claim.id for chain in answer.chains[:1] for hop in chain.hops for claim in hop.claims}
    links = (Section("links", "What each link rests on", items),) if items else ()
    sections = (*links, *_afterwards(chained, teller))
    opening = between(answer, scene, "Summary")
    return assembled(opening, told, (), sections, teller=teller, explained=SHORT, **built)


def dossier(entity: EntityView, disclosure: Disclosure, **built: Unpack[BuiltAt]) -> Briefing:
    """All that is published about an entity: what is said of it, who disputes it, and what became of it."""
    claims, teller = _about(entity, disclosure), Teller(disclosure)
    scene = Scene(disclosure, [entity], also=(claim.id for claim in claims))
    said = Section("said", "What is said of it", tuple(_by_predicate(entity, claims, teller)))
    parts = (
        said,
        disputes((), teller, scene),
        commitments(teller, scene),
        outcomes(teller, scene),
        actions(teller, scene),
        unresolved(teller, scene),
    )
    question = f"What is published about {entity.name}, who says so, and who disputes it?"
    opening = Opening("Dossier", entity.name, question, entity.name)
    held = (_held(claims), *_names(entity), *judged(disclosure, {entity.id}))
    sections = tuple(part for part in parts if part.items)
    return assembled(opening, held, (), sections, teller=teller, explained=method(), **built)


def reply_letter(
    entity: EntityView, disclosure: Disclosure, *, answer_by: dt.date, **built: Unpack[BuiltAt]
) -> Briefing:
    """What will be said about an institution, each statement with its source, and until when to answer.

    Raises NotFound where nothing is published about it: there is nothing to ask.
    """
    claims, teller = _about(entity, disclosure), Teller(disclosure)
    if not claims:
        raise NotFound("nothing is published about it for this audience: there is nothing to ask")
    scene = Scene(disclosure, [entity], also=(claim.id for claim in claims))
    asked = Section("request", "What we ask of you", passages=tuple(_request(entity, date_in_words(str(answer_by)))))
    said = Section("statements", f"What will be said about {entity.name}", tuple(_by_predicate(entity, claims, teller)))
    parts = (part for part in (_denials(claims, teller), commitments(teller, scene)) if part.items)
    sections = (asked, said, *parts, *_afterwards({claim.id for claim in claims}, teller))
    question = f"What we intend to publish about {entity.name}, and until when we ask you to answer."
    opening = Opening("Right of reply", f"To {entity.name}", question, entity.name)
    return assembled(opening, (), (), sections, teller=teller, explained=SHORT, **built)


def _hops(answer: AnswerOut, teller: Teller) -> Iterator[Item]:
    for chain in answer.chains[:1]:
        for number, hop in enumerate(chain.hops, 1):
            claims = (claim.id for claim in telling(chain, number, teller))
            # Who reads the headings alone must not take a report for a fact.
            heading = f"{number}. {words.reading(chain, number)}: {hop.standing}{', contested' * hop.contested}"
            yield Item(heading, (), (("Claims", teller.tell_briefly(claims)),))


def _afterwards(told: Set[str], teller: Teller) -> Iterator[Section]:
    """What came of the claims told, and who disputes it, in a sentence each: who reads that a link was there reads
    that it ended, too."""
    met = (one for one in teller.disclosure.outcomes if told & {*one.about, *one.claims})
    done = in_key_order(met)
    became = tuple(outcomes_in_short(done, teller))
    disputed = tuple(_disputed({*told, *(id_ for one in done for id_ in one.claims)}, teller))
    if became:
        yield Section("outcomes", "What came of it, and what is disputed", passages=(*became, *disputed))
    elif disputed:
        yield Section("disputes", "Disputes between sources", passages=disputed)


def _disputed(told: Set[str], teller: Teller) -> Iterator[Sentence]:
    """The disputes that touch what is told, with the notes of the claims that they are about."""
    for dispute in in_key_order(teller.disclosure.disputes):
        if touched := [teller.claim(id_) for id_ in dispute.claims if id_ in told]:
            keys = listed(claim.key for claim in touched)
            yield Sentence(f"{keys}: {ended(dispute.about)}", teller.cite(touched))


def _about(entity: EntityView, disclosure: Disclosure) -> list[ClaimView]:
    """The claims that say something of an entity, or of something within it as a programme, by key."""
    claims = (one for one in disclosure.claims.values() if entity.id in (end.id for end in _ends(one)))
    return in_key_order(claims)


def _ends(claim: ClaimView) -> Iterator[EntityView]:
    yield from (end for end in (claim.subject, claim.object, claim.scope) if end)


def _by_predicate(entity: EntityView, claims: Iterable[ClaimView], teller: Teller) -> Iterator[Item]:
    """The affirming claims, those of one relation of the entity together; denials come with the disputes."""
    affirming = sorted((one for one in claims if one.affirms), key=lambda one: _relation(entity, one))
    for (_, _, heading), group in groupby(affirming, key=lambda one: _relation(entity, one)):
        yield Item(heading, (), (("Claims", teller.tell(claim.id for claim in group)),))


def _denials(claims: Iterable[ClaimView], teller: Teller) -> Section:
    """The denials among the claims about an entity; disputes between others are no part of a letter to it."""
    denying = [claim.id for claim in claims if not claim.affirms]
    items = (Item("What is denied", (), (("Denials", teller.tell(denying)),)),) if denying else ()
    return Section("denials", "Denials that will be printed", items)


def _relation(entity: EntityView, claim: ClaimView) -> tuple[int, bool, str]:
    """Where claims of a relation come, in the order of the predicates, and how they are headed."""
    if entity.id not in (claim.subject.id, claim.object and claim.object.id):
        return len(vocabulary().predicates), False, f"Within {entity.name} ..."
    predicate = vocabulary().predicates[claim.predicate]
    subject = claim.subject.id == entity.id
    place = list(vocabulary().predicates).index(claim.predicate)
    return place, not subject, f"{entity.name} {predicate.verb if subject else predicate.reverse} ..."


def _held(claims: list[ClaimView]) -> Remark:
    denials = sum(not claim.affirms for claim in claims)
    replied = sum(any(reply.attribution for reply in claim.replies) for claim in claims)
    return Remark(
        f"The record holds {counted(len(claims), 'published claim')} about it for this audience: "
        f"{len(claims) - denials} affirming, {counted(denials, 'denial')}; to {replied} of them there is a reply."
    )


def _names(entity: EntityView) -> Iterator[Remark]:
    """What the record knows it by; none of it is a statement of the case."""
    others = [name.text for name in entity.names if name.text != entity.name]
    if others:
        yield Remark(f"Also recorded under: {'; '.join(others)}.")
    if entity.identifiers:
        yield Remark(f"Identifiers: {'; '.join(f'{scheme} {value}' for scheme, value in entity.identifiers)}.")


def _request(entity: EntityView, by: str) -> Iterator[Remark]:
    yield Remark(f"We intend to publish what stands below about {entity.name}. Each statement names its source.")
    yield Remark(
        f"Please tell us by {by} what of it is wrong, and what you wish to say to it. Your answer will be printed "
        "beside every statement that it concerns, in every edition."
    )
    yield Remark(
        f"If no answer has come by {by}, that is what will be printed. It will be read neither as agreement nor as "
        "denial."
    )
