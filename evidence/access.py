"""Who may see what: the record cut down to one audience.

Invariant: what is disclosed equals what a ledger would give from which all that the audience may not see was
removed. A claim is there when it is published, everything it names is visible, and an unretracted citation
that is visible holds it up. What names a claim that is not there is not there either, unless that claim was
taken back for all to see; then it stays with those of its claims that are there, as a reply always does.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sqlmodel import Session

from evidence.dates import parse_period
from evidence.heirs import Heirs
from evidence.judged import judgements_among
from evidence.ledger_facts import policy_of
from evidence.origins import fold
from evidence.replay import Kept, Replay, quote_check, replay
from evidence.settings import LEVELS
from evidence.shown_captures import ShownCaptures
from evidence.uncollected import uncollected
from evidence.views import (
    ActionView,
    CitationView,
    ClaimView,
    CommitmentView,
    Disclosure,
    DisputeView,
    EntityView,
    LookupView,
    NameView,
    OutcomeView,
    ReplyView,
    SourceView,
)

View = TypeVar("View")

_OPEN = ("published", "retracted")
"""States of a claim that its readers know of: it is told, or it fell with its sources, or it was retracted."""


@uncollected()
def disclose(session: Session, audience: str, known_at: int | None = None) -> Disclosure:
    """All that an audience may see, as recorded by event ``known_at`` (None: now), with today's rights."""
    return disclosed(replay(session, known_at), audience, policy_of(session))


def disclosed(kept: Replay, audience: str, policy: str) -> Disclosure:
    """What an audience may see of the records that were replayed."""
    return _Discloser(kept, audience, policy).disclosure()


class _Discloser:
    """Builds the views, from what needs nothing to what needs most."""

    def __init__(self, kept: Replay, audience: str, policy: str) -> None:
        self._replay = kept
        self._level = LEVELS.index(audience)
        self._audience = audience
        self._policy = policy
        self._heirs = Heirs(kept, self._may_see, sees_drafts=audience != LEVELS[0])
        self._shown = ShownCaptures(kept, self._level)
        self._entities: dict[str, EntityView] = {}
        self._sources: dict[str, SourceView] = {}
        self._claims: dict[str, ClaimView] = {}

    def disclosure(self) -> Disclosure:
        self._entities = self._views("entity", self._entity)
        self._sources = self._views("source", self._source)
        self._claims = self._views("claim", self._claim)
        self._attach(self._views("reply", self._reply))
        return Disclosure(
            audience=self._audience,
            policy=self._policy,
            entities=self._entities,
            sources=self._sources,
            claims=self._claims,
            disputes=tuple(self._views("dispute", self._dispute).values()),
            commitments=tuple(self._views("commitment", self._commitment).values()),
            outcomes=tuple(self._views("outcome", self._outcome).values()),
            actions=tuple(self._views("action", self._action).values()),
            lookups=tuple(self._views("lookup", self._lookup).values()),
            judgements=tuple(judgements_among(self._visible(), self._entity_at)),
            investigations={
                kept.investigation: kept.content["title"] for kept in self._visible() if kept.kind == "investigation"
            },
        )

    def _visible(self) -> list[Kept]:
        return [kept for kept in self._replay.kept.values() if kept.level <= self._level]

    def _views(self, kind: str, build: Callable[[Kept], View | None]) -> dict[str, View]:
        built = ((kept.id, build(kept)) for kept in self._visible() if kept.kind == kind)
        return {record_id: view for record_id, view in built if view is not None}

    def _entity(self, kept: Kept) -> EntityView:
        content = kept.content
        names = tuple(NameView(**name) for name in content["names"])
        shown = next((name for name in names if name.use == "primary"), names[0])
        return EntityView(
            id=kept.id,
            key=kept.key,
            kind=content["kind"],
            name=shown.text,
            names=names,
            types=tuple(content.get("types", ())),
            identifiers=tuple((one["scheme"], one["value"]) for one in content.get("identifiers", ())),
            country=content.get("country"),
            summary=content.get("summary"),
            investigation=kept.investigation,
        )

    def _source(self, kept: Kept) -> SourceView:
        content = kept.content
        plain = ("publisher", "authors", "date", "type", "address", "archived", "lang", "read")
        return SourceView(
            id=kept.id,
            key=kept.key,
            title=content["title"],
            origin=content["origin"],
            retracted=kept.status == "retracted",
            derives_from=self._seen_sources(kept),
            investigation=kept.investigation,
            **{name: content.get(name) for name in plain},
        )

    def _seen_sources(self, kept: Kept) -> tuple[str, ...]:
        ids = (self._replay.id_of(kept, key) for key in kept.content.get("derives_from", ()))
        return tuple(one for one in ids if one and self._replay.kept[one].level <= self._level)

    def _claim(self, kept: Kept) -> ClaimView | None:
        if kept.status != "published":
            return None
        content = kept.content
        named = {
            role: self._entity_at(kept, content[role]) for role in ("subject", "object", "scope") if role in content
        }
        citations = self._citations(kept)
        if None in named.values() or all(one.source.retracted for one in citations):
            return None
        value, period = content.get("value"), content.get("period", {})
        return ClaimView(
            id=kept.id,
            key=kept.key,
            subject=named["subject"],  # type: ignore[arg-type]
            predicate=content["predicate"],
            object=named.get("object"),
            scope=named.get("scope"),
            affirms=content.get("polarity", "affirms") == "affirms",
            period=parse_period(period.get("edtf"), period.get("as_of")),
            outcome=kept.outcome,
            citations=citations,
            wording=content.get("wording"),
            value=(value["amount"], value["unit"]) if value else None,
            note=content.get("note"),
            reviewed_elsewhere=kept.elsewhere,
            investigation=kept.investigation,
        )

    def _citations(self, kept: Kept) -> tuple[CitationView, ...]:
        cited = [
            (source, self._checked(kept, number, citation))
            for number, citation in enumerate(kept.content["citations"])
            if (source := self._sources.get(self._replay.id_of(kept, citation["source"]) or ""))
        ]
        unretracted = [(source, citation) for source, citation in cited if not source.retracted]
        origins = {fold(citation.get("origin") or source.origin) for source, citation in unretracted}
        return tuple(_citation(source, citation, confirmed=len(origins) > 1) for source, citation in cited)

    def _checked(self, kept: Kept, number: int, citation: dict[str, Any]) -> dict[str, Any]:
        """The citation with the capture that may be seen, or its redacted copy, and what was found in that."""
        named = citation.get("capture")
        shown = self._shown.of(kept, named)
        if shown is None:
            return {name: value for name, value in citation.items() if name != "capture"}
        check, place = quote_check(kept, number, None if shown.key == named else shown.key)
        return {
            **citation,
            "capture": shown.key,
            "sha256": shown.content["sha256"],
            "captured": shown.content["taken"],
            "redacted": shown.content.get("reason"),
            "quote_check": check,
            "quote_place": place,
        }

    def _reply(self, kept: Kept) -> ReplyView | None:
        content = kept.content
        party = self._entity_at(kept, content["party"])
        source = self._sources.get(self._replay.id_of(kept, content["source"]) or "") if "source" in content else None
        if party is None or ("source" in content and source is None):
            return None
        plain = ("asked", "due", "received", "text")
        return ReplyView(
            id=kept.id,
            key=kept.key,
            party=party,
            attribution=content.get("attribution"),
            source=source,
            **{name: content.get(name) for name in plain},
        )

    def _attach(self, replies: dict[str, ReplyView]) -> None:
        """Put every reply beside the claims that it answers."""
        for reply_id, view in replies.items():
            kept = self._replay.kept[reply_id]
            for key in self._named(kept, "claims"):
                claim = self._claims.get(self._replay.id_of(kept, key) or "")
                if claim:
                    self._claims[claim.id] = claim.answered(view)

    def _dispute(self, kept: Kept) -> DisputeView | None:
        claims = self._all_claims(kept, "claims")
        return DisputeView(kept.id, kept.key, kept.content["about"], claims) if claims else None

    def _commitment(self, kept: Kept) -> CommitmentView | None:
        claims, party = self._all_claims(kept, "claims"), self._entity_at(kept, kept.content["party"])
        if not claims or not party:
            return None
        content = kept.content
        dates = {name: content.get(name) for name in ("made", "due")}
        return CommitmentView(kept.id, kept.key, party, content["wording"], content["state"], claims, **dates)

    def _outcome(self, kept: Kept) -> OutcomeView | None:
        about, claims = self._all_claims(kept, "about"), self._all_claims(kept, "claims")
        reasons, by = self._all_claims(kept, "reasons"), self._all_entities(kept, "by")
        if not about or not claims or not by or reasons is None:
            return None
        return OutcomeView(
            kept.id, kept.key, kept.content["kind"], by, about, reasons, claims, kept.content.get("date")
        )

    def _action(self, kept: Kept) -> ActionView | None:
        content, claims = kept.content, self._all_claims(kept, "claims")
        by, to = self._all_entities(kept, "by"), self._all_entities(kept, "to")
        if claims is None or bool(claims) != bool(content.get("claims")) or not by or not to:
            return None
        more = {name: content.get(name) for name in ("date", "signatures")}
        return ActionView(kept.id, kept.key, content["kind"], by, to, content["wording"], claims, **more)

    def _lookup(self, kept: Kept) -> LookupView | None:
        about = self._all(kept, "about", {**self._entities, **self._sources, **self._claims})
        if not about:
            return None
        told = {name: kept.content[name] for name in ("where", "words", "date", "result")}
        return LookupView(kept.id, kept.key, tuple(view.id for view in about), **told)

    def _entity_at(self, kept: Kept, key: str) -> EntityView | None:
        return self._entities.get(self._replay.id_of(kept, key) or "")

    def _all_entities(self, kept: Kept, role: str) -> tuple[EntityView, ...] | None:
        return self._all(kept, role, self._entities)

    def _all_claims(self, kept: Kept, role: str) -> tuple[str, ...] | None:
        found = self._all(kept, role, self._claims)
        return None if found is None else tuple(claim.id for claim in found)

    def _all(self, kept: Kept, role: str, seen: dict[str, Any]) -> tuple[Any, ...] | None:
        """The views that a field names, but for claims that openly fell; None when one is not there otherwise."""
        named = [(key, self._replay.id_of(kept, key) or "") for key in self._named(kept, role)]
        found = [seen.get(one) for key, one in named if one in seen or not self._openly_fell(kept, key)]
        return None if None in found else tuple(found)

    def _openly_fell(self, near: Kept, key: str) -> bool:
        """Whether a claim is not there because it, or all that held it up, was retracted, which its readers see."""
        claim = self._heirs.last_known(near.investigation, key)
        return claim is not None and claim.status in _OPEN

    def _named(self, kept: Kept, role: str) -> Iterable[str]:
        """The keys that a field names, of claims that gave way those that stand in their place; each once."""
        keys = kept.content.get(role, ())
        return dict.fromkeys(heir for key in keys for heir in self._heirs.of(kept, key))

    def _may_see(self, claim: Kept) -> bool:
        """Whether a claim, published or not, names nothing hidden and has a citation that is not."""
        content = claim.content
        ends = (content[role] for role in ("subject", "object", "scope") if role in content)
        return (
            claim.level <= self._level
            and all(self._entity_at(claim, key) for key in ends)
            and any(self._replay.id_of(claim, cited["source"]) in self._sources for cited in content["citations"])
        )


def _citation(source: SourceView, content: dict[str, Any], *, confirmed: bool) -> CitationView:
    locator, credibility = content.get("locator"), content.get("credibility")
    plain = ("quote", "lang", "translation", "translator", "reliability")
    kept = ("capture", "sha256", "captured", "redacted", "quote_place")
    return CitationView(
        source=source,
        origin=content.get("origin") or source.origin,
        assertion=content["assertion"],
        locator=(locator["kind"], locator["value"]) if locator else None,
        credibility=None if credibility == "1" and not confirmed else credibility,
        quote_check=content.get("quote_check", "not_checked"),
        **{name: content.get(name) for name in (*plain, *kept)},
    )
