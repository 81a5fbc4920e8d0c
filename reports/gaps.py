"""What the record lacks for what is told: links of one origin, answers that did not come, captures, checked quotations.

Invariant: only what is told is looked at, and only what the record itself shows is called lacking; sources and notes
are named, so that whoever reads it can see to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evidence.views import ClaimView, ReplyView
from evidence.vocabulary import vocabulary
from graph.answer import ChainOut, HopOut
from reports import verdicts_in_words as words
from reports.document import Item, Note, Passage, Remark, Sentence
from reports.replies_told import reply_dates, unanswered
from reports.supports import graded_notes
from reports.teller import Teller
from reports.wording import counting, listed, origins_of, runs_in_words

NOTE_GAPS = ("Captures missing", "Quotations not checked")
"""How the gaps in what notes lead to are headed."""


def gaps(chains: Sequence[ChainOut], teller: Teller) -> Iterator[Item]:
    """An item for each kind of gap that there is; it comes after all claims are told, as it looks at their notes."""
    thin, unanswered = tuple(_thin(chains, teller)), tuple(_unanswered(teller))
    yield from _items({"Links that rest on one origin": thin, "Replies outstanding": unanswered})
    yield from gaps_of_notes(teller.notes.listed())


def gaps_of_notes(notes: Sequence[Note]) -> Iterator[Item]:
    """The gaps in what notes lead to; they name notes by number."""
    return _items(dict(zip(NOTE_GAPS, (tuple(_uncaptured(notes)), tuple(_unchecked(notes))), strict=True)))


def _items(found: Mapping[str, tuple[Passage, ...]]) -> Iterator[Item]:
    return (Item(heading, passages) for heading, passages in found.items() if passages)


def _thin(chains: Sequence[ChainOut], teller: Teller) -> Iterator[Sentence]:
    """The hops with fewer than two origins, each once, where it first comes."""
    seen: set[str] = set()
    for number, chain in enumerate(chains, 1):
        for place, hop in enumerate(chain.hops, 1):
            if hop.origins < 2 and hop.id not in seen:
                seen.add(hop.id)
                text = f"Hop {place} of chain {number} ({words.reading(chain, place)}) rests on {_on(hop, teller)}."
                yield Sentence(text, graded_notes([hop], teller))


def _on(hop: HopOut, teller: Teller) -> str:
    """The one origin of a hop, by its name; where several never meet on one day, that they do not."""
    claims = [teller.claim(claim.id) for claim in hop.claims if claim.polarity == "affirms"]
    names = [one.origin for one in origins_of([cited for claim in claims for cited in counting(claim)]).values()]
    if not names:
        return "no citation that counts"
    return f"one origin: {names[0]}" if len(names) == 1 else f"one origin a day: {listed(names)}, never on the same day"


def _unanswered(teller: Teller) -> Iterator[Remark]:
    """Whose answer is not recorded, with the claims that it would be about; no source of theirs says so."""
    asked: dict[str, tuple[ReplyView, list[ClaimView]]] = {}
    for claim in teller.told:
        for reply in claim.replies:
            if reply.attribution is None and reply.received is None:
                asked.setdefault(reply.id, (reply, []))[1].append(claim)
    for reply, claims in asked.values():
        about = listed(claim.key for claim in claims)
        yield Remark(f"Reply of {reply.party.name} about {about}{reply_dates(reply)}: {unanswered(reply)}.")


def _uncaptured(notes: Iterable[Note]) -> Iterator[Remark]:
    keys = dict.fromkeys(note.source.key for note in notes if note.capture is None)
    if keys:
        yield Remark(f"The record keeps no capture for citations of {listed(keys)}: what they say may change or go.")


def _unchecked(notes: Sequence[Note]) -> Iterator[Remark]:
    """Quotations that nobody held against a capture, and those that were not in it."""
    label = vocabulary().label
    quoting = [note for note in notes if note.quote]
    open_ = [note.number for note in quoting if note.quote_check in (None, label("quote_check", "not_checked"))]
    wrong = [note.number for note in quoting if note.quote_check == label("quote_check", "not_found")]
    if open_:
        yield Remark(f"No capture was searched for the words that are quoted in {_notes(open_)}.")
    if wrong:
        yield Remark(f"The words that are quoted in {_notes(wrong)} were not found in the capture.")


def _notes(numbers: Sequence[int]) -> str:
    return f"{'note' if len(numbers) == 1 else 'notes'} {runs_in_words(numbers)}"
