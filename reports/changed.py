"""What changed under an edition, sentence by sentence.

Invariant: only what the edition's audience may see now is compared with what the edition keeps; of a claim that is
there no more nothing is told but its tombstone, and of what left no tombstone not even its key.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence.edition_drafts import Change, EditionDraft, RestingChain, RestingClaim, RestingHop, RestingSource
from evidence.tombstones import Tombstone
from evidence.views import ClaimView, Disclosure
from graph.chains import Chain
from graph.model import Step
from graph.store import GraphStore
from reports.basis import claim_digest, denials_of, disputes_of, reply_digest, source_digest

KINDS: Mapping[str, str] = {
    "retracted": "claim {record} was retracted",
    "withdrawn": "claim {record} was withdrawn",
    "superseded": "claim {record} was superseded",
    "unsupported": "claim {record} fell: every source that it rested on was retracted",
    "revised": "claim {record} is told otherwise: its review, a capture or a check of its quotations changed",
    "gone": "it rests on a record that this audience sees no more",
    "source_withdrawn": "source {record} was retracted",
    "source_restored": "source {record} stands again",
    "source_changed": "what is recorded of source {record} changed",
    "disputed": "claim {record} is newly disputed ({now})",
    "denied": "claim {record} is newly denied by claim {now}",
    "replied": "there is a new reply to claim {record} ({now})",
    "reply_changed": "a reply to claim {record} changed ({now})",
    "contested": "a link that it rests on is newly contested",
    "standing": "a link that it rests on moved from {was} to {now}",
    "origins": "the independent origins of a link that it rests on moved from {was} to {now}",
    "chain_lost": "its chain is no longer there",
    "chain_impossible": "its chain is now impossible: it was {was}",
    "time": "the time verdict on its chain moved from {was} to {now}",
    "strength": "the strength of its chain moved from {was} to {now}",
    "scope": "the scope verdict on its chain moved from {was} to {now}",
    "retold": "it would be told otherwise today",
}
"""Kind of change -> what it says of a sentence."""


@dataclass(frozen=True, slots=True)
class Now:
    """What the edition's audience sees now; ``texts`` are the sentences that the same question would give."""

    disclosure: Disclosure
    store: GraphStore
    gone: Mapping[tuple[str, str], Tombstone]
    texts: frozenset[str] | None = None


def changes_under(edition: EditionDraft, now: Now) -> tuple[Change, ...]:
    """All that changed, in the order of the sentences; nothing where nothing did."""
    compared = _Compared(edition, now)
    return tuple(change for number in range(1, len(edition.sentences) + 1) for change in compared.of(number))


def in_words(change: Change) -> str:
    """A change as a sentence about the sentence; it repeats nothing that a claim said."""
    words = {name: str(value).replace("_", " ") for name, value in (("was", change.was), ("now", change.now))}
    told = KINDS[change.kind].format(record=change.record, **words)
    heir = f"; {change.now} took its place" if change.kind == "superseded" and change.now else ""
    return f"{told}{f' on {change.on}' if change.on else ''}{heir}."


class _Compared:
    """One edition with what its parts have become."""

    def __init__(self, edition: EditionDraft, now: Now) -> None:
        self._edition, self._now = edition, now
        told = now.disclosure
        self._claims = {(one.investigation, one.key): one for one in told.claims.values()}
        self._sources = {(one.investigation, one.key): one for one in told.sources.values()}
        self._of_claims = [list(self._claim(one)) for one in edition.claims]
        self._of_sources = [list(self._source(one)) for one in edition.sources]
        self._of_hops = [list(self._hop(one)) for one in edition.hops]
        self._of_chains = [list(self._chain(one)) for one in edition.chains]

    def of(self, number: int) -> list[Change]:
        """What changed under one sentence, each once."""
        sentence = self._edition.sentences[number - 1]
        sources = {self._edition.citations[place].source for place in sentence.citations}
        sources |= {source for place in sentence.claims for source in self._edition.claims[place].sources}
        found = [change for place in sentence.claims for change in self._of_claims[place]]
        found += [change for place in sorted(sources) for change in self._of_sources[place]]
        found += [change for place in sentence.hops for change in self._of_hops[place]]
        found += self._of_chains[sentence.chain] if sentence.chain is not None else []
        if not found and self._now.texts is not None and sentence.text not in self._now.texts:
            found = [Change(sentence=1, kind="retold")]
        return list(dict.fromkeys(change.model_copy(update={"sentence": number}) for change in found))

    def _claim(self, was: RestingClaim) -> Iterator[Change]:
        place = (was.investigation, was.key)
        now = self._claims.get(place)
        if now is None:
            yield self._gone(place)
            return
        named = {"sentence": 1, "record": was.key, "investigation": was.investigation}
        if claim_digest(now) != was.digest:
            yield Change(**named, kind="revised" if now.id == was.id else "superseded")
        yield from self._said_of(was, now)

    def _gone(self, place: tuple[str, str]) -> Change:
        stone = self._now.gone.get(place)
        if stone is None:
            return Change(sentence=1, kind="gone")
        heir = self._now.disclosure.claims.get(stone.successor or "")
        named = {"record": stone.key, "investigation": stone.investigation}
        return Change(sentence=1, kind=stone.state, on=stone.day, now=heir.key if heir else None, **named)

    def _said_of(self, was: RestingClaim, now: ClaimView) -> Iterator[Change]:
        named = {"sentence": 1, "record": was.key, "investigation": was.investigation}
        disputes, denials = disputes_of(now, self._now.disclosure), denials_of(now, self._now.disclosure)
        yield from (Change(**named, kind="disputed", now=key) for key in _new(disputes, was.disputes))
        yield from (Change(**named, kind="denied", now=key) for key in _new(denials, was.denials))
        replies = {reply.key: reply_digest(reply) for reply in now.replies}
        for key, digest in replies.items():
            if key not in was.replies:
                yield Change(**named, kind="replied", now=key)
            elif digest != was.replies[key]:
                yield Change(**named, kind="reply_changed", now=key)
        if not {*was.replies, *was.denials, *was.disputes} <= {*replies, *denials, *disputes}:
            yield Change(sentence=1, kind="gone")

    def _source(self, was: RestingSource) -> Iterator[Change]:
        now = self._sources.get((was.investigation, was.key))
        if now is None:
            yield Change(sentence=1, kind="gone")
            return
        named = {"sentence": 1, "record": was.key, "investigation": was.investigation}
        if now.retracted != was.retracted:
            yield Change(**named, kind="source_withdrawn" if now.retracted else "source_restored")
        if source_digest(now) != was.digest:
            yield Change(**named, kind="source_changed")

    def _hop(self, was: RestingHop) -> Iterator[Change]:
        now = self._now.store.hop(was.id)
        if now is None:
            return
        if now.contested and not was.contested:
            yield Change(sentence=1, kind="contested")
        if now.standing != was.standing:
            yield Change(sentence=1, kind="standing", was=was.standing, now=now.standing)
        elif now.origins != was.origins:
            yield Change(sentence=1, kind="origins", was=str(was.origins), now=str(now.origins))

    def _chain(self, was: RestingChain) -> Iterator[Change]:
        now = self._walked(was)
        if now is None:
            yield Change(sentence=1, kind="chain_lost")
            return
        scope = "one_arrangement" if now.one_arrangement else "association"
        moved = (("time", was.time, now.time), ("strength", was.strength, now.strength), ("scope", was.scope, scope))
        for kind, before, after in moved:
            if before != after:
                told = "chain_impossible" if after == "impossible" else kind
                yield Change(sentence=1, kind=told, was=before, now=after)

    def _walked(self, was: RestingChain) -> Chain | None:
        """The same chain over its hops as they are now; none where one is there no more."""
        hops = [self._now.store.hop(self._edition.hops[place].id) for place in was.hops]
        steps = [
            Step(hop, along, hop.subject if hop.subject.id == to else hop.object)
            for hop, along, to in zip(hops, was.along, was.to, strict=True)
            if hop is not None
        ]
        return Chain(tuple(steps), was.backwards) if len(steps) == len(hops) else None


def _new(now: Iterable[str], was: Iterable[str]) -> list[str]:
    return [key for key in now if key not in set(was)]
