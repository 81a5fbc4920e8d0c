"""What no briefing may say, looked for in the text as it is printed.

Invariant: each rule refuses one kind of sentence, and is told with the place and the words that break it. Words that
stand in quotation marks are a source's and not ours; everything else is held against the rules.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.errors import WordingRefused
from evidence.unfit import UnfitSentence
from evidence.vocabulary import vocabulary
from graph.answer import ChainOut, ReplyOut
from reports.document import Briefing, ClaimPart, Note
from reports.escaping import plain
from reports.rendered import Statement

LIKELIHOOD = re.compile(
    r"\b(?:(?:highly |very |un)?likely|(?:im)?probabl[ey]|almost certain(?:ly)?|remote chance|realistic possibility"
    r"|roughly even(?: chance| odds)?|almost no chance|likelihood|probability)\b",
    re.IGNORECASE,
)
CONFIDENCE = re.compile(
    r"\b(?:very )?(?:high|medium|moderate|low)(?: level of| degree of|-)?[ -]?confidence\b"
    r"|\bconfidence(?: level)?(?: is|:| of)? (?:very )?(?:high|medium|moderate|low)\b"
    r"|\b(?:are|am|is) (?:\w+ )?confident\b",
    re.IGNORECASE,
)
LINKED = re.compile(
    r"\b(?:link(?:s|ed|ing)?|tie[sd]?|connect(?:s|ed|ions?)|implicat(?:es|ed)|complicit|complicity|involve[sd]?"
    r"|involvement|associat(?:es|ed)) (?:\w+ ){0,2}(?:to|with|in)\b"
    r"|\b(?:t(?:akes?|ook|aken|aking) part|participat(?:es?|ed|ing|ion)|engag(?:es?|ed|ing)) (?:\w+ )?in\b"
    r"|\b(?:responsib(?:le|ility)|guilty|to blame) (?:\w+ )?(?:for|of)\b|\bcontribut(?:es?|ed|ing|ion) (?:\w+ )?to\b"
    r"|\b(?:commit(?:s|ted|ting)?|carr(?:y|ies|ied|ying) out|perpetrat(?:es?|ed|ing|ors?)|practis(?:es?|ed|ing))\b",
    re.IGNORECASE,
)
ATTRIBUTED = re.compile(
    r"\balleg|\baccording to\b|\bis said to\b|\baccus|\b(?:says?|states?|reports?) that\b"
    r"|\bby (?:its own account|an official act of)\b",
    re.IGNORECASE,
)
AT_ONCE = re.compile(
    r"\b(?:at (?:the same|one) time|simultaneously|meanwhile|while|whilst|concurrently|in parallel|all along"
    r"|contemporaneous(?:ly)?|(?:during|in|over|throughout) the same (?:period|time|years?|months?|days?))\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:not|never|no|nor|cannot|neither)\b[^;:]*$", re.IGNORECASE)
IMPOSSIBLE = re.compile(r"\bchain is impossible\b|\bimpossible \(not even one after another ", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[^\s])")


@dataclass(frozen=True, slots=True)
class _Text:
    """A printed text with the briefing that it prints."""

    statements: Sequence[Statement]
    briefing: Briefing
    notes: Mapping[int, Note]
    chains: Mapping[int, ChainOut]


def refuse_unfit(statements: Sequence[Statement], briefing: Briefing) -> None:
    """Raise WordingRefused, naming every sentence that breaks a rule."""
    found = list(unfit_sentences(statements, briefing))
    if found:
        raise WordingRefused(found)


def unfit_sentences(statements: Sequence[Statement], briefing: Briefing) -> Iterator[UnfitSentence]:
    """What breaks a rule, in the order of the rules."""
    chains = {chain.number: chain.drawn for route in briefing.routes for chain in route.chains}
    text = _Text(statements, briefing, {note.number: note for note in briefing.notes}, chains)
    for rule in RULES:
        yield from rule(text)


def _without_note(text: _Text) -> Iterator[UnfitSentence]:
    for one in text.statements:
        if one.kind == "fact" and not one.notes:
            yield _unfit("a sentence of fact without a note", one, one.text)


def _fact_as_remark(text: _Text) -> Iterator[UnfitSentence]:
    """What a claim says stands in no remark: a remark needs no note."""
    claims = (claim for chain in text.chains.values() for hop in chain.hops for claim in hop.claims)
    said = {plain(claim.wording).rstrip(".") for claim in claims if claim.wording}
    for one in text.statements:
        if one.kind != "fact" and any(words in one.text for words in said):
            yield _unfit("what a claim says, told as a remark without a note", one, one.text)


def _likelihood_with_confidence(text: _Text) -> Iterator[UnfitSentence]:
    for one, sentence in _sentences(text.statements):
        if LIKELIHOOD.search(sentence) and CONFIDENCE.search(sentence):
            yield _unfit("a likelihood and a level of confidence in one sentence", one, sentence)


def _alleged_as_fact(text: _Text) -> Iterator[UnfitSentence]:
    for one, sentence in _sentences(text.statements):
        told = LINKED.search(sentence) and _abuses().search(sentence) and not ATTRIBUTED.search(sentence)
        if told and any(_alleges(text.notes[number]) for number in one.notes if number in text.notes):
            yield _unfit("linked to an abuse as a fact, where the source alleges it", one, sentence)


def _reply_left_out(text: _Text) -> Iterator[UnfitSentence]:
    for anchor, replies in _replies(text).items():
        printed = [one.text for one in text.statements if one.claim == anchor and one.reply]
        for reply in replies:
            if not any(all(part in line for part in reply) for line in printed):
                yield UnfitSentence("a reply is left out", f"claim {_key(text, anchor)}", " ".join(reply))


def _impossible(text: _Text) -> Iterator[UnfitSentence]:
    for number, chain in text.chains.items():
        if chain.time.verdict == "impossible":
            yield UnfitSentence("an impossible chain; a briefing tells none", f"chain {number}", chain.sentence)
    for one, sentence in _sentences(text.statements):
        if IMPOSSIBLE.search(sentence) and one.kind == "fact":
            yield _unfit("an impossible chain; a briefing tells none", one, sentence)


def _sequence_as_one_time(text: _Text) -> Iterator[UnfitSentence]:
    for number, chain in text.chains.items():
        if chain.time.verdict == "sequence":
            about = [one for one in text.statements if _tells_of(one, number)]
            readings = [one for one in about if one.chain == number]
            if not any("sequence" in one.text for one in readings):
                yield UnfitSentence("a sequence that is not called one", f"chain {number}", chain.sentence)
            for one, sentence in _sentences(about):
                if any(not DENIED.search(sentence[: found.start()]) for found in AT_ONCE.finditer(sentence)):
                    yield _unfit("a sequence told as if it were at one time", one, sentence)


RULES: tuple[Callable[[_Text], Iterator[UnfitSentence]], ...] = (
    _without_note,
    _fact_as_remark,
    _likelihood_with_confidence,
    _alleged_as_fact,
    _reply_left_out,
    _impossible,
    _sequence_as_one_time,
)


def _tells_of(one: Statement, number: int) -> bool:
    """Whether a statement is about a chain as a whole: its reading, or the summary where it is the best."""
    if one.claim is not None or one.kind != "fact":
        return False
    return one.chain == number or (number == 1 and one.section.casefold() == "summary")


def _sentences(statements: Iterable[Statement]) -> Iterator[tuple[Statement, str]]:
    """Each sentence of ours, what sources are quoted with taken out."""
    for one in statements:
        for sentence in _SENTENCES.split(_QUOTED.sub("“”", one.text)):
            yield one, sentence


def _abuses() -> re.Pattern[str]:
    """The names of alleged acts, as the closed list has them."""
    names = vocabulary().types["allegation"].values()
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def _alleges(note: Note) -> bool:
    return note.assertion == vocabulary().assertions["allegation"].label or "alleg" in (note.quote or "").casefold()


def _replies(text: _Text) -> dict[int, list[tuple[str, ...]]]:
    """The words that must stand beside each claim, by its anchor: those of the answer, and those that were told."""
    found: dict[int, list[tuple[str, ...]]] = {}
    for route in text.briefing.routes:
        for chain in route.chains:
            for hop, drawn in zip(chain.hops, chain.drawn.hops, strict=True):
                for mention, claim in zip(hop.claims, drawn.claims, strict=True):
                    found.setdefault(mention.anchor, []).extend(map(_reply_words, claim.replies))
    for part in told_in_full(text.briefing):
        found.setdefault(part.anchor, []).extend((plain(reply.text),) for reply in part.replies)
    return found


def _reply_words(reply: ReplyOut) -> tuple[str, ...]:
    opening = plain(f"Reply of {reply.party.name}")
    return (opening, plain(reply.text).rstrip(".")) if reply.text else (opening,)


def told_in_full(briefing: Briefing) -> Iterator[ClaimPart]:
    """The claims that a briefing tells in full, each with its replies."""
    hops = (hop.tellings for route in briefing.routes for chain in route.chains for hop in chain.hops)
    items = (tellings for section in briefing.sections for item in section.items for _, tellings in item.claims)
    yield from (one for tellings in (*hops, *items) for one in tellings if isinstance(one, ClaimPart))


def _key(text: _Text, anchor: int) -> str:
    return next((part.key for part in told_in_full(text.briefing) if part.anchor == anchor), str(anchor))


def _unfit(rule: str, one: Statement, sentence: str) -> UnfitSentence:
    place = f"chain {one.chain}" if one.chain else one.section or "the opening"
    return UnfitSentence(rule, place, sentence)
