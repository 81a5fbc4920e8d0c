"""Views made by hand, with as little to say as a test needs."""

from collections.abc import Sequence

from evidence.dates import parse_period
from evidence.views import CitationView, ClaimView, Disclosure, EntityView, NameView, ReplyView, SourceView
from graph.hops import hops_of
from graph.model import Hop, Step
from graph.projector import project
from graph.question import Question
from graph.search import Found, search


def entity(key: str, kind: str = "organisation", *types: str, id_: str | None = None) -> EntityView:
    return EntityView(id_ or f"id-{key}", key, kind, key.upper(), (NameView(key.upper()),), types)


def source(
    key: str = "s", origin: str | None = None, *, retracted: bool = False, derives: Sequence[str] = ()
) -> SourceView:
    return SourceView(
        f"id-{key}",
        key,
        f"Title of {key}",
        origin or f"origin of {key}",
        retracted,
        publisher=f"Publisher of {key}",
        derives_from=tuple(f"id-{one}" for one in derives),
    )


def cite(
    of: SourceView | str = "s",
    assertion: str = "press_report",
    *,
    origin: str | None = None,
    reliability: str | None = None,
    credibility: str | None = None,
) -> CitationView:
    cited = source(of) if isinstance(of, str) else of
    return CitationView(
        cited, origin or cited.origin, assertion, ("page", "1"), reliability=reliability, credibility=credibility
    )


def reply(attribution: str, party: EntityView | None = None) -> ReplyView:
    return ReplyView("id-r", "r", party or entity("party"), attribution)


def claim(
    key: str,
    subject: EntityView | str,
    predicate: str,
    object_: EntityView | str | None,
    *citations: CitationView,
    scope: EntityView | str | None = None,
    affirms: bool = True,
    edtf: str | None = None,
    as_of: str | None = None,
    outcome: str = "accepted",
    replies: tuple[ReplyView, ...] = (),
    id_: str | None = None,
) -> ClaimView:
    return ClaimView(
        id=id_ or f"id-{key}",
        key=key,
        subject=_end(subject),
        predicate=predicate,
        object=_end(object_) if object_ else None,
        scope=(entity(scope, "programme") if isinstance(scope, str) else scope) if scope else None,
        affirms=affirms,
        period=parse_period(edtf, as_of),
        outcome=outcome,
        citations=citations or (cite(f"s-{key}"),),
        replies=replies,
    )


def disclosed(*claims: ClaimView, others: Sequence[EntityView] = ()) -> Disclosure:
    named = {one.id: one for one in others}
    for said in claims:
        named |= {one.id: one for one in (said.subject, said.object, said.scope) if one}
        named |= {one.party.id: one.party for one in said.replies}
    cited = {citation.source.id: citation.source for said in claims for citation in said.citations}
    return Disclosure("public", "four_eyes", named, cited, {said.id: said for said in claims})


def hop_of(*claims: ClaimView) -> Hop:
    """The one hop that these claims make."""
    (hop,) = hops_of(claims).values()
    return hop


def walked(hop: Hop, start: str) -> Step:
    """The hop as walked from one of its ends, given by key."""
    along = hop.subject.key == start
    return Step(hop, along or not hop.predicate.directed, hop.object if along else hop.subject)


def asked(source_: str, target: str, **parameters: object) -> Question:
    return Question(frozenset({f"id-{source_}"}), frozenset({f"id-{target}"})).relaxed(**parameters)


def found(claims: Sequence[ClaimView], question: Question) -> Found:
    return search(project(disclosed(*claims)), question)


def routes(claims: Sequence[ClaimView], source_: str, target: str, **parameters: object) -> list[str]:
    """The chains found between two keys, each as its entities' keys."""
    chains = found(claims, asked(source_, target, **parameters)).chains
    return ["-".join(one.key for one in chain.entities) for chain in chains]


def no_hints(*_: object, **__: object) -> tuple[str, ...]:
    """In the place of working hints out, which takes many searches more: that there are some is all that is kept."""
    return ("It was not worked out.",)


def _end(end: EntityView | str) -> EntityView:
    return entity(end) if isinstance(end, str) else end
