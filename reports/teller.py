"""Telling claims: in full where one first comes, afterwards by a mention that leads there.

Invariant: a claim is told in full exactly once, with what limits it and every reply to it beside it, and only if the
disclosure holds it. Every citation of a told claim has its note.
"""

from collections.abc import Iterable, Iterator

from evidence.errors import NotFound
from evidence.views import CitationView, ClaimView, Disclosure, ReplyView
from evidence.vocabulary import vocabulary
from reports.document import ClaimPart, Mention, Passage, Remark, Sentence, Telling
from reports.notes import Notes
from reports.replies_told import replied
from reports.stated_dates import period_in_words
from reports.wording import (
    attributed,
    best_first,
    counted,
    counting,
    ended,
    listed,
    origins_of,
    quantity,
    said,
)


class Teller:
    """What one briefing has told so far, out of one disclosure."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.notes = Notes()
        self._anchors: dict[str, int] = {}
        self._told: set[str] = set()

    @property
    def told(self) -> list[ClaimView]:
        """The claims told in full, in the order of their anchors."""
        return [self.disclosure.claims[id_] for id_ in self._anchors if id_ in self._told]

    def claim(self, id_: str) -> ClaimView:
        """A claim of the disclosure; raises NotFound where it holds none of that id."""
        if id_ not in self.disclosure.claims:
            raise NotFound("the answer names a claim that is not disclosed; ask again for this audience")
        return self.disclosure.claims[id_]

    def cite(self, claims: Iterable[ClaimView]) -> tuple[int, ...]:
        """The notes of the best citation of each claim, each once, in order."""
        return self.cite_each(best_first(claim)[0] for claim in claims)

    def cite_each(self, citations: Iterable[CitationView]) -> tuple[int, ...]:
        """The notes of the citations, each once, in order."""
        return tuple(sorted({self.notes.cite(citation) for citation in citations}))

    def tell(self, ids: Iterable[str]) -> tuple[Telling, ...]:
        """Each claim in full, or mentioned where it was told before."""
        return tuple(self.mention(id_) if id_ in self._told else self._in_full(self.claim(id_)) for id_ in ids)

    def tell_briefly(self, ids: Iterable[str]) -> tuple[Telling, ...]:
        """Each claim in one sentence, with what limits it and every reply to it; further citations are left out."""
        return tuple(self._in_full(self.claim(id_), briefly=True) for id_ in ids if id_ not in self._told)

    def mention(self, id_: str) -> Mention:
        """A claim by its key, with the note of its best citation; it must be told in full somewhere."""
        claim = self.claim(id_)
        return Mention(self._anchor(claim), claim.key, not claim.affirms, bool(claim.replies), self.cite([claim]))

    def reply(self, reply: ReplyView) -> Passage:
        """A reply with the note of its source; a remark where the record names none, or where no answer is recorded."""
        if reply.attribution is None:
            return Remark(replied(reply))
        if reply.source is None:
            return Remark(f"{replied(reply)} The record names no source for it.")
        return Sentence(replied(reply), (self.notes.cite_whole(reply.source),))

    def _anchor(self, claim: ClaimView) -> int:
        return self._anchors.setdefault(claim.id, len(self._anchors) + 1)

    def _in_full(self, claim: ClaimView, *, briefly: bool = False) -> ClaimPart:
        self._told.add(claim.id)
        sentences = self._briefly(claim) if briefly else self._sentences(claim)
        return ClaimPart(
            anchor=self._anchor(claim),
            key=claim.key,
            investigation=claim.investigation,
            denies=not claim.affirms,
            period=period_in_words(claim.period.edtf, claim.period.as_of),
            sentences=tuple(sentences),
            replies=tuple(self.reply(reply) for reply in claim.replies),
        )

    def _briefly(self, claim: ClaimView) -> Iterator[Passage]:
        best = best_first(claim)[:1]
        yield self._said(claim)
        if not counting(claim) and claim.outcome != "work_needed":
            yield Sentence("No citation of it counts.", self.cite_each(best))
        yield from self._limits(claim, best)

    def _said(self, claim: ClaimView) -> Sentence:
        best = best_first(claim)[0]
        return Sentence(attributed(claim, best), self.cite_each([best]))

    def _limits(self, claim: ClaimView, cited: Iterable[CitationView]) -> Iterator[Passage]:
        """Whether work is needed on a claim, and the note where it is inferred, conflicting or a judgement of ours."""
        if claim.outcome == "work_needed":
            yield Remark(f"Work is needed on this claim: {vocabulary().label('claim_outcome', claim.outcome)}.")
        if claim.note:
            yield Sentence(f"Note on the record: {ended(claim.note)}", self.cite_each(cited))

    def _sentences(self, claim: ClaimView) -> Iterator[Passage]:
        yield self._said(claim)
        stated = quantity(claim)
        if stated and claim.value and claim.value[0] not in said(claim):
            yield Sentence(f"Value as stated: {ended(stated)}", self.cite_each(best_first(claim)[:1]))
        yield from self._support(claim)
        yield from self._limits(claim, claim.citations)

    def _support(self, claim: ClaimView) -> Iterator[Passage]:
        """How many origins stand behind the claim, and which citations are listed without counting."""
        found = counting(claim)
        origins = [citation.origin for citation in origins_of(found).values()]
        if len(origins) > 1:
            yield Sentence(f"{len(origins)} independent origins say so: {listed(origins)}.", self.cite_each(found))
        elif len(found) > 1:
            yield Sentence(f"Its {len(found)} citations go back to one origin: {origins[0]}.", self.cite_each(found))
        others = [citation for citation in best_first(claim) if citation not in found]
        if others:
            listed_only = counted(
                len(others), "citation is listed and does not count", "citations are listed and do not count"
            )
            yield Sentence(f"{listed_only}.", self.cite_each(others))
