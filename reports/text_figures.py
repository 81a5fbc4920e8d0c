"""A chain drawn with letters, for Markdown, where no picture can stand in the same file.

Invariant: it is one block of literal lines, none of which can end the block: names are made one line, and every line
begins with a bracket, a bar or an arrow.
"""

from collections.abc import Iterator

from evidence.vocabulary import vocabulary
from graph.answer import ChainOut
from reports import verdicts_in_words as words
from reports.escaping import plain
from reports.wording import counted

_BARS = {"established": "║", "documented": "┃", "corroborated": "╎", "reported": "┆", "unjudged": "·"}


def chain_text(chain: ChainOut) -> str:
    """The chain from top to bottom; the arrow stands at the end that the relation points to."""
    return "\n".join(_lines(chain))


def _lines(chain: ChainOut) -> Iterator[str]:
    for number, hop in enumerate(chain.hops, 1):
        yield f"[ {plain(chain.entities[number - 1].name)} ]"
        yield from _hop_lines(chain, number, _BARS[hop.standing])
    yield f"[ {plain(chain.entities[-1].name)} ]"


def _hop_lines(chain: ChainOut, number: int, bar: str) -> Iterator[str]:
    hop = chain.hops[number - 1]
    predicate = vocabulary().predicates[hop.predicate]
    if predicate.directed and hop.walked == "against":
        yield "  ▲"
    marks = ["weakest hop"] * (number in chain.weakest_hops) + ["contested"] * hop.contested
    yield f"  {bar}  {number}. {predicate.verb}"
    yield f"  {bar}     {', '.join((hop.standing, counted(hop.origins, 'origin'), *marks))}"
    yield f"  {bar}     period: {'; '.join(words.periods(hop))}"
    if hop.scope:
        yield f"  {bar}     within {plain(hop.scope.name)}"
    if predicate.directed and hop.walked == "along":
        yield "  ▼"
