"""What each sentence of a briefing rests on: claims, citations, hops and a chain, as its audience saw them.

Invariant: everything comes from one disclosure and the graph made of it; digests are of what the audience saw, so
a change that it cannot see changes none. Sentences are numbered in the order of the document.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from evidence.canonical import digest
from evidence.edition_drafts import (
    RestingChain,
    RestingCitation,
    RestingClaim,
    RestingHop,
    RestingSource,
    SealedSentence,
)
from evidence.views import CitationView, ClaimView, Disclosure, ReplyView, SourceView
from graph.answer import ChainOut, HopOut
from graph.model import Hop
from graph.own_hop import hop_of, what_is_said
from graph.store import GraphStore
from reports.document import Briefing, Note
from reports.notes import Notes
from reports.said import Said, said_in


@dataclass(slots=True)
class Basis:
    """All that the sentences of a briefing rest on, each once; sentences name it by its place in these lists."""

    sources: list[RestingSource] = field(default_factory=list)
    claims: list[RestingClaim] = field(default_factory=list)
    citations: list[RestingCitation] = field(default_factory=list)
    hops: list[RestingHop] = field(default_factory=list)
    chains: list[RestingChain] = field(default_factory=list)
    sentences: list[SealedSentence] = field(default_factory=list)

    def parts(self) -> dict[str, Any]:
        """The lists by the names that an edition has for them."""
        return {name: tuple(getattr(self, name)) for name in self.__slots__}


def basis_of(
    briefing: Briefing,
    chains: Sequence[ChainOut],
    disclosure: Disclosure,
    store: GraphStore,
    *,
    backwards: bool,
    findings: Briefing | None = None,
) -> Basis:
    """What the sentences of an unstyled briefing rest on; ``chains`` are those of the answers that it tells, and
    ``findings`` what a template of the house arranged, where one did."""
    collected = _Collector(briefing, disclosure, store, backwards)
    for said in said_in(briefing, chains, findings):
        collected.add(said)
    return collected.basis


def claim_digest(claim: ClaimView) -> str:
    """The digest of a claim as it was seen, with its citations and without the replies to it."""
    ends = {role: view and view.key for role, view in zip(("subject", "object", "scope"), _ends(claim), strict=True)}
    plain = ("predicate", "affirms", "wording", "value", "note", "outcome")
    dated = {"edtf": claim.period.edtf, "as_of": claim.period.as_of}
    told = {name: getattr(claim, name) for name in plain}
    return digest({**ends, **told, **dated, "citations": [_cited(one) for one in claim.citations]})


def source_digest(source: SourceView) -> str:
    """The digest of a source as it was seen, without whether it was retracted."""
    apart = ("id", "retracted", "derives_from", "investigation")
    return digest({name: value for name, value in asdict(source).items() if name not in apart})


def reply_digest(reply: ReplyView) -> str:
    """The digest of a reply as it was seen."""
    plain = ("attribution", "asked", "due", "received", "text")
    told = {name: getattr(reply, name) for name in plain}
    return digest({**told, "party": reply.party.key, "source": reply.source.key if reply.source else None})


def denials_of(claim: ClaimView, disclosure: Disclosure) -> tuple[str, ...]:
    """The keys of the claims that deny exactly the relation or the value of an affirming claim."""
    if not claim.affirms:
        return ()
    said = what_is_said(claim)
    same = (one for one in disclosure.claims.values() if not one.affirms and what_is_said(one) == said)
    return tuple(sorted(one.key for one in same))


def disputes_of(claim: ClaimView, disclosure: Disclosure) -> tuple[str, ...]:
    """The keys of the disputes that name a claim."""
    return tuple(sorted(one.key for one in disclosure.disputes if claim.id in one.claims))


class _Collector:
    """Grows the basis of one briefing."""

    def __init__(self, briefing: Briefing, disclosure: Disclosure, store: GraphStore, backwards: bool) -> None:
        self.basis = Basis()
        self._notes = {note.number: note for note in briefing.notes}
        self._disclosure, self._store, self._backwards = disclosure, store, backwards
        self._claims_of_notes = _claims_of_notes(briefing.notes, disclosure)
        self._at: dict[object, int] = {}

    def add(self, said: Said) -> None:
        """One more sentence, with what it rests on."""
        claims = self._claims(said)
        hops = [hop for claim in claims if (hop := hop_of(self._store, claim))]
        chain = self._chain(said.chain) if said.chain else None
        own = self.basis.chains[chain].hops if chain is not None else ()
        self.basis.sentences.append(
            SealedSentence(
                text=said.sentence.text,
                place=said.place,
                claims=tuple(dict.fromkeys(self._claim(claim) for claim in claims)),
                citations=tuple(self._citation(self._notes[number]) for number in said.sentence.notes),
                hops=tuple(dict.fromkeys((*own, *(self._hop(hop) for hop in hops)))),
                chain=chain,
            )
        )

    def _claims(self, said: Said) -> list[ClaimView]:
        """The claims told by a sentence: the one it stands beside, or all that its notes are citations of."""
        of_notes = [claim for number in said.sentence.notes for claim in self._claims_of_notes.get(number, ())]
        told = self._disclosure.claims
        own = [one for one in told.values() if (one.investigation, one.key) in said.claims]
        if said.claims:
            return [one for one in own if one in of_notes] or own
        of_chain = {claim.id for hop in said.chain.hops for claim in hop.claims} if said.chain else None
        kept = [one for one in of_notes if of_chain is None or one.id in of_chain] or of_notes
        return list({one.id: one for one in kept}.values())

    def _placed(self, name: object, made: Any, held: list[Any]) -> int:  # noqa: ANN401 -- one of the parts of a basis
        if name not in self._at:
            self._at[name] = len(held)
            held.append(made)
        return self._at[name]

    def _source(self, source: SourceView) -> int:
        state = {"digest": source_digest(source), "retracted": source.retracted}
        made = RestingSource(key=source.key, investigation=source.investigation, **state)
        return self._placed(("source", source.id), made, self.basis.sources)

    def _claim(self, claim: ClaimView) -> int:
        made = RestingClaim(
            id=claim.id,
            key=claim.key,
            investigation=claim.investigation,
            digest=claim_digest(claim),
            sources=tuple(dict.fromkeys(self._source(one.source) for one in claim.citations)),
            replies={reply.key: reply_digest(reply) for reply in claim.replies},
            denials=denials_of(claim, self._disclosure),
            disputes=disputes_of(claim, self._disclosure),
        )
        return self._placed(("claim", claim.id), made, self.basis.claims)

    def _citation(self, note: Note) -> int:
        source = self._source(note.source)
        made = RestingCitation(source=source, locator=note.locator, quote=note.quote, sha256=note.sha256)
        return self._placed(("note", note.number), made, self.basis.citations)

    def _hop(self, hop: Hop | HopOut) -> int:
        made = RestingHop(id=hop.id, standing=hop.standing, origins=hop.origins, contested=hop.contested)
        return self._placed(("hop", hop.id), made, self.basis.hops)

    def _chain(self, chain: ChainOut) -> int:
        made = RestingChain(
            hops=tuple(self._hop(hop) for hop in chain.hops),
            along=tuple(hop.walked == "along" for hop in chain.hops),
            to=tuple(entity.id for entity in chain.entities[1:]),
            backwards=self._backwards,
            strength=chain.strength,
            time=chain.time.verdict,
            scope=chain.scope.verdict,
        )
        return self._placed(("chain", made.hops, made.to), made, self.basis.chains)


def _claims_of_notes(notes: Sequence[Note], disclosure: Disclosure) -> dict[int, list[ClaimView]]:
    """The claims that each note is a citation of; a note of a source as a whole is one of none."""
    numbers = {replace(note, number=0, source_anchor=0): note.number for note in notes}
    found: dict[int, list[ClaimView]] = {}
    for claim in disclosure.claims.values():
        for citation in claim.citations:
            if number := numbers.get(_unnumbered(citation)):
                found.setdefault(number, []).append(claim)
    return found


def _unnumbered(citation: CitationView) -> Note:
    notes = Notes()
    notes.cite(citation)
    return replace(notes.listed()[0], number=0, source_anchor=0)


def _cited(citation: CitationView) -> dict[str, Any]:
    return {**asdict(citation), "source": citation.source.key}


def _ends(claim: ClaimView) -> tuple[Any, Any, Any]:
    return claim.subject, claim.object, claim.scope
