"""Published claims over HTTP."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.deps import Shared, seen_by
from api.finding import claim_at, source_at
from api.paging import Page, PageParameters, cut
from api.parameters import Class, Parameters, PredicateName
from api.records import ClaimAlone, ClaimRecord, claim_alone, claim_record
from api.routes.described import problems
from api.routes.links import name_next
from evidence.locating import entity_named
from evidence.views import ClaimView, Disclosure
from evidence.vocabulary import vocabulary
from graph.own_hop import denials_of

router = APIRouter(tags=["records"])


class ClaimFilter(PageParameters):
    """Which claims; a repeated parameter wants any of its values."""

    predicate: Annotated[tuple[PredicateName, ...], Field(description="only claims with these predicates")] = ()
    class_: Annotated[tuple[Class, ...], Field(alias="class", description="only predicates of these classes")] = ()
    subject: Annotated[str | None, Field(description="only claims about this entity: key, id or name")] = None
    object: Annotated[str | None, Field(description="only claims with this object: key, id or name")] = None
    source: Annotated[str | None, Field(description="only claims that cite this source: key or id")] = None
    polarity: Annotated[Literal["affirms", "denies"] | None, Field(description="only claims that affirm or deny")] = (
        None
    )

    def within(self, disclosure: Disclosure) -> Callable[[ClaimView], bool]:
        """Whether a claim is wanted; raises NotFound for a name that leads nowhere."""
        subject = entity_named(disclosure, self.subject).id if self.subject else None
        object_ = entity_named(disclosure, self.object).id if self.object else None
        source = source_at(disclosure, self.source).id if self.source else None

        def wants(claim: ClaimView) -> bool:
            return (
                (not self.predicate or claim.predicate in self.predicate)
                and (not self.class_ or vocabulary().predicates[claim.predicate].cls in self.class_)
                and subject in (None, claim.subject.id)
                and (object_ is None or (claim.object is not None and claim.object.id == object_))
                and (source is None or any(citation.source.id == source for citation in claim.citations))
                and (self.polarity is None or claim.affirms == (self.polarity == "affirms"))
            )

        return wants


@router.get("/claims", summary="List published claims", responses=problems(403, 404, 409, 422))
def list_claims(
    resources: Shared, asked: Annotated[ClaimFilter, Query()], request: Request, response: Response
) -> Page[ClaimRecord]:
    """Published claims with citations and replies, in key order."""
    disclosure = seen_by(resources, asked).disclosure
    shown, cursor = cut(filter(asked.within(disclosure), disclosure.claims.values()), asked)
    name_next(request, response, cursor)
    return Page(items=tuple(map(claim_record, shown)), next=cursor)


@router.get("/claims/{key:path}", summary="One published claim", responses=problems(403, 404, 409, 422))
def one_claim(
    resources: Shared, key: Annotated[str, Path(description="key or id")], asked: Annotated[Parameters, Query()]
) -> ClaimAlone:
    """A claim with its citations, where in each source, what counts, the replies to it, and every denial of it."""
    seen = seen_by(resources, asked)
    claim = claim_at(seen.disclosure, key)
    return claim_alone(claim, denials_of(seen.store, claim, seen.disclosure.claims.values()))
