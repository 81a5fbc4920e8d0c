"""One finding as one sentence with its citation, ready to paste: a claim, a chain, or a source by itself.

Invariant: the sentence is the briefing's own, worded by the kind of assertion, with the period as stated; every reply
to a claim that it rests on, every denial of exactly what it says, be it in a reply to another claim that says it, and
every dispute about it stands in it too, and so does what limits it.
"""

from collections.abc import Iterator, Sequence

from evidence.views import ClaimView, Disclosure, ReplyView, SourceView, in_key_order
from evidence.vocabulary import vocabulary
from graph.answer import ChainOut
from graph.hops import contesting_replies
from reports.citing import cited_plainly
from reports.document import Note, Run
from reports.escaping import plain
from reports.one_sentence import in_one, without_end
from reports.replies_told import reply_dates, unanswered
from reports.stated_dates import event_in_words, period_in_words
from reports.styles import styled
from reports.supports import graded_notes, reading_notes, supports
from reports.teller import Teller
from reports.verdicts_in_words import hops, standing
from reports.wording import attributed, best_first, counting, names_in, names_of

_Said = tuple[str, tuple[int, ...]]
"""Words of ours, and the numbers of the notes that they rest on."""


def cite_finding(
    claim: ClaimView,
    beside: Sequence[ClaimView],
    disclosure: Disclosure,
    *,
    head: str,
    style: str | None = None,
    address: str = "",
) -> str:
    """The claim as one sentence, cited in a style of ``reports.styles``; raises PandocFailed where that fails.

    ``beside`` are the other claims that affirm or deny exactly what it says, ``head`` the public audit head it is cited
    at, and ``address`` where its page is, if it has one.
    """
    teller = Teller(disclosure)
    said = [(_told(claim), teller.cite([claim]))]
    said += [(_replied(reply), _source_of(reply, teller)) for reply in claim.replies]
    said += _contested(claim, beside, teller) if claim.affirms else []
    said += _disputed([claim], teller)
    limits = (
        *_uncounted(claim),
        *_noted([claim]),
        *_work_needed([claim]),
        *_limits([claim], disclosure),
        _placed(f"claim {claim.key}", address, head),
    )
    return _one_sentence(said, limits, teller, _names([claim, *beside]), style)


def cite_chain(chain: ChainOut, disclosure: Disclosure, *, head: str, address: str = "") -> str:
    """The honest reading of a chain and its strength as one sentence, each hop's best citation, replies and denials."""
    teller = Teller(disclosure)
    strength = f"it is as strong as its weakest, {standing(chain.strength)}, at {hops(chain.weakest_hops)}"
    weakest = [chain.hops[number - 1] for number in chain.weakest_hops]
    notes = sorted({*reading_notes(chain, teller), *graded_notes(weakest, teller)})
    said: list[_Said] = [(chain.sentence, tuple(notes)), (strength, ())]
    claims = [teller.claim(claim.id) for hop in chain.hops for claim in hop.claims]
    replies = {reply.id: reply for claim in claims if claim.affirms for reply in claim.replies}
    said += [(_replied(reply), _source_of(reply, teller)) for reply in replies.values()]
    said += _denied(claims, teller, told=set(replies))
    said += _disputed(claims, teller)
    ends = f"chain from {chain.entities[0].name} to {chain.entities[-1].name}"
    best = [claim for claim in supports(chain, teller) if claim.affirms]
    limits = (*_noted(best), *_work_needed(claims), *_limits(claims, disclosure), _placed(ends, address, head))
    return _one_sentence(said, limits, teller, _names(claims))


def cite_source(source: SourceView, *, head: str, address: str = "") -> str:
    """A source as it is cited where no style is asked for, with the origin that it goes back to."""
    cited = "".join(run.text for run in cited_plainly(source))
    retracted = "retracted: " if source.retracted else ""
    return plain(f"{retracted}{cited}; origin: {source.origin}; {_placed(f'source {source.key}', address, head)}.")


def _one_sentence(
    said: Sequence[_Said], limits: Sequence[str], teller: Teller, names: set[str], style: str | None = None
) -> str:
    texts = _texts(teller.notes.listed(), style)
    cited = [f"{without_end(in_one(text, names), names)}{_bracketed(texts, numbers)}" for text, numbers in said]
    return plain(f"{'; '.join((*cited, *limits))}.")


def _names(claims: Sequence[ClaimView]) -> set[str]:
    """Every name that a sentence on claims may hold: of what they are about, and of who says so or replies."""
    parties = names_of(reply.party for claim in claims for reply in claim.replies)
    cited = [citation for claim in claims for citation in claim.citations]
    publishers = {one.source.publisher for one in cited if one.source.publisher}
    return names_in(claims) | parties | publishers | {one.origin for one in cited}


def _placed(what: str, address: str, head: str) -> str:
    return f"{what}{f' <{address}>' if address else ''} at the public audit head {head}"


def _contested(claim: ClaimView, beside: Sequence[ClaimView], teller: Teller) -> list[_Said]:
    """What denies an affirmed claim: the denials of the same, and the replies that contest others that affirm it."""
    told = {reply.id for reply in claim.replies}
    denials = list(_denied(beside, teller, told))
    contesting = ((reply, to.key) for reply, to in contesting_replies(beside) if reply.id not in told)
    return denials + [(_replied(reply, f" to {key}"), _source_of(reply, teller)) for reply, key in contesting]


def _denied(claims: Sequence[ClaimView], teller: Teller, told: set[str]) -> Iterator[_Said]:
    """The denials among claims, each with the replies to it that were not told."""
    for denial in (one for one in claims if not one.affirms):
        yield f"it is denied: {_told(denial)}", teller.cite([denial])
        for reply in (one for one in denial.replies if one.id not in told):
            told.add(reply.id)
            yield _replied(reply, " to that denial"), _source_of(reply, teller)


def _told(claim: ClaimView) -> str:
    """What a claim says and of when; the date of its source, which is cited beside it, is not that."""
    words = without_end(attributed(claim, best_first(claim)[0]), names_in([claim]))
    return f"{words}; period: {period_in_words(claim.period.edtf, claim.period.as_of)}"


def _disputed(claims: Sequence[ClaimView], teller: Teller) -> list[_Said]:
    """The disputes that touch the claims; each rests on what they rest on."""
    return [
        (f"it is disputed: {dispute.about}", teller.cite(touched))
        for dispute in in_key_order(teller.disclosure.disputes)
        if (touched := [claim for claim in claims if claim.id in dispute.claims])
    ]


def _texts(notes: Sequence[Note], style: str | None) -> dict[int, str]:
    """The citation of each note, by its number."""
    runs: Sequence[tuple[Run, ...]] = styled(notes, style) if style else [note.cited for note in notes]
    return {note.number: _marked(note, "".join(run.text for run in one)) for note, one in zip(notes, runs, strict=True)}


def _marked(note: Note, text: str) -> str:
    kept = f", capture SHA-256 {note.sha256} taken {note.captured}" if note.sha256 else ""
    return f"{'retracted: ' if note.source.retracted else ''}{text}{kept}"


def _bracketed(texts: dict[int, str], numbers: Sequence[int]) -> str:
    cited = dict.fromkeys(texts[number] for number in numbers)
    return f" ({'; '.join(cited)})" if cited else ""


def _replied(reply: ReplyView, to: str = "") -> str:
    """Who replied, to which other claim, when, what it comes to, and what the record does not say of it."""
    if reply.attribution is None:
        return f"reply of {reply.party.name}{reply_dates(reply)}: {unanswered(reply)}"
    known = [event_in_words(reply.received) if reply.received else "no day of receipt is recorded"]
    known += [] if reply.source else ["the record names no source for it"]
    attribution = vocabulary().label("attribution", reply.attribution)
    answer = f"{reply.party.name} in reply{to} ({'; '.join(known)}): {attribution}"
    return f"{answer}: {reply.text}" if reply.text else answer


def _source_of(reply: ReplyView, teller: Teller) -> tuple[int, ...]:
    return (teller.notes.cite_whole(reply.source),) if reply.source else ()


def _uncounted(claim: ClaimView) -> Iterator[str]:
    if not counting(claim) and claim.outcome != "work_needed":
        yield "no citation of it counts"


def _noted(claims: Sequence[ClaimView]) -> Iterator[str]:
    """The notes on what is told, where it is inferred, conflicting or a judgement of ours."""
    for claim in claims:
        if claim.note:
            of = "" if len(claims) == 1 else f" on claim {claim.key}"
            names = names_in([claim])
            yield f"note on the record{of}: {without_end(in_one(claim.note, names), names)}"


def _work_needed(claims: Sequence[ClaimView]) -> Iterator[str]:
    for claim in claims:
        if claim.outcome == "work_needed":
            of = "on this claim" if len(claims) == 1 else f"on claim {claim.key}"
            yield f"{of} work is needed ({vocabulary().label('claim_outcome', claim.outcome)})"


def _limits(claims: Sequence[ClaimView], disclosure: Disclosure) -> Iterator[str]:
    if disclosure.policy == "single_handed":
        yield "one person keeps this record, and nobody else has reviewed it"
    elif any(claim.reviewed_elsewhere for claim in claims):
        some = "it was" if len(claims) == 1 else "some of its claims were"
        yield f"{some} reviewed, if at all, outside this record"
