"""The verdicts on a chain and its hops, in words.

Invariant: the words are those of the closed lists; a window is given only as far as it is bounded.
"""

from collections.abc import Sequence

from evidence.vocabulary import vocabulary
from graph.answer import ChainOut, HopOut, Window
from reports.stated_dates import date_in_words, period_in_words
from reports.wording import counted, listed

_TIMES = {
    "observed": "some day is certain for every hop",
    "possible": "some day is possible for every hop, and none is certain for all",
    "sequence": "never at one time, but one after another; no source says that the earlier led to the later",
    "impossible": "not even one after another so that the earlier may have led to the later",
}


def walked(chain: ChainOut, number: int) -> tuple[str, str, str]:
    """A hop (from 1) as the chain walks it: from whom, the verb or its reverse, to whom."""
    hop, (start, end) = chain.hops[number - 1], chain.entities[number - 1 : number + 1]
    predicate = vocabulary().predicates[hop.predicate]
    return start.name, predicate.verb if hop.walked == "along" else predicate.reverse, end.name


def reading(chain: ChainOut, number: int) -> str:
    """A hop (from 1) as a phrase."""
    return " ".join(walked(chain, number))


def verdicts_of(chain: ChainOut) -> tuple[tuple[str, str], ...]:
    """The verdicts on a chain, each with its label."""
    return (
        ("Strength", f"{standing(chain.strength)}; so at {hops(chain.weakest_hops)}, the weakest"),
        ("Support", support(chain)),
        ("Time", time(chain)),
        ("Scope", scope(chain)),
    )


def standing(term: str) -> str:
    """A standing with its meaning."""
    return f"{term} ({vocabulary().label('standing', term)})"


def support(chain: ChainOut) -> str:
    """The origins of each hop summed, and the distinct ones."""
    return f"{chain.support} when the origins of each hop are summed, {chain.distinct_origins} distinct in all"


def time(chain: ChainOut) -> str:
    """The time verdict with its windows, or with the hops that decide it."""
    words = f"{chain.time.verdict} ({_TIMES[chain.time.verdict]})"
    bounded = [text for days in chain.time.windows if (text := window(days))]
    if bounded:
        words = f"{words}, {listed(bounded)}"
    if not chain.time.decided_by:
        return words
    decides = "decides" if len(chain.time.decided_by) == 1 else "decide"
    return f"{words}; {hops(chain.time.decided_by)} {decides} it"


def scope(chain: ChainOut) -> str:
    """The scope verdict: where the arrangement ends, and how much lies beyond."""
    of = chain.scope.scope
    if chain.scope.verdict == "one_arrangement":
        return f"one arrangement ({of.name})" if of else "one hop, for which no programme is recorded"
    ends = (
        f"the arrangement ({of.name}) ends at"
        if of
        else "the hop read first, of no recorded programme, reaches only to"
    )
    beyond = f"{counted(chain.scope.beyond, 'hop')} {'lies' if chain.scope.beyond == 1 else 'lie'} beyond it"
    return f"association; {ends} {chain.scope.ends_at.name}, and {beyond}"


def hops(numbers: tuple[int, ...]) -> str:
    """Hop numbers in words."""
    return f"{'hop' if len(numbers) == 1 else 'hops'} {listed(str(number) for number in numbers)}"


def window(days: Window) -> str:
    """Days from and to, as far as they are bounded; nothing where neither is."""
    if days.from_ and days.from_ == days.to:
        return f"on {date_in_words(days.from_)}"
    bounds = (("from", days.from_), ("to", days.to))
    return " ".join(f"{word} {date_in_words(day)}" for word, day in bounds if day)


def days(windows: Sequence[Window]) -> str:
    """A set of days in words: each window, or that any day will do."""
    bounded = [text for one in windows if (text := window(one))]
    return listed(bounded) if bounded else "on any day" if windows else "on no day"


def periods(hop: HopOut) -> tuple[str, ...]:
    """The periods of the affirming claims, each once, in order."""
    stated = [claim.period for claim in hop.claims if claim.polarity == "affirms"]
    return tuple(dict.fromkeys(period_in_words(period.edtf, period.as_of) for period in stated))
