"""How a briefing was made, and what its words mean.

Invariant: a term of a closed list is explained in the words of that list.
"""

from evidence.vocabulary import vocabulary
from reports.document import Method, Remark, Term

REMARKS = tuple(
    map(
        Remark,
        (
            "A chain shows connection; that money, training or officers passed along it is said only where a source "
            "says so. Nothing marks the far end of a chain as implicated.",
            "A chain is as strong as its weakest hop; standings are never averaged. Chains come in the order of "
            "their strength, then of their length.",
            "Origins are counted, not sources: whatever goes back to one investigation, one statement or one "
            "authority is one origin, however often it is repeated. Origins support one another only on a day of "
            "which all their claims can be true.",
            "A citation is listed but does not count where its source is retracted, its reliability is E or F, its "
            "credibility is 4, 5 or 6, or its claim was let in with work needed. A missing mark does not stop a "
            "citation; it shows as ungraded. The two marks are read apart, and never multiplied or averaged.",
            "A hop is contested where a claim denies exactly that relation, or where a reply to one of its claims "
            "denies it, denies responsibility for it or explains it otherwise. A denial does not lower a standing, "
            "and is never left out.",
            "Dates are given as stated. What is not dated is unknown, which is neither always nor never; a lone year "
            "says that something was so at some time in it. The core of a period is the days on which it certainly "
            "held, its hull the days on which it may have held.",
        ),
    )
)


def method() -> Method:
    """The remarks, then the closed lists that the briefing uses, each explained."""
    return Method(
        REMARKS,
        (
            ("Standing of a hop, best first", _terms("standing")),
            ("Time verdict on a chain, best first", _terms("time_verdict")),
            ("Scope verdict on a chain", _terms("scope_verdict")),
            ("Kinds of assertion", _assertions()),
            ("Admiralty mark: reliability of the source", _terms("reliability")),
            ("Admiralty mark: credibility of the information", _terms("credibility")),
        ),
    )


def _terms(listname: str) -> tuple[Term, ...]:
    return tuple(Term(word.replace("_", " "), meaning) for word, meaning in vocabulary().terms[listname].items())


def _assertions() -> tuple[Term, ...]:
    kinds = vocabulary().assertions.values()
    return tuple(Term(kind.label, "a primary kind" if kind.primary else "not a primary kind") for kind in kinds)
