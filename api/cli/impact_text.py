"""What a retraction would break, as people read it in a terminal."""

from collections.abc import Iterable, Iterator

from api.cli.outline import Line, as_text
from graph.impact_answer import ChainChange, HopChange, ImpactOut


def impact_text(impact: ImpactOut) -> str:
    """Every part of the answer, none left out when it is empty."""
    return as_text(_impact_lines(impact))


def _impact_lines(impact: ImpactOut) -> Iterator[Line]:
    yield Line(f"If {impact.retracted} were retracted:", mark="title")
    yield from _part("claims lost", impact.claims_lost)
    yield from _part("hops lost", map(_hop, impact.hops_lost))
    yield from _part("hops weakened", map(_hop, impact.hops_weakened))
    yield from _part("sources derived from it, not touched", impact.derived)
    yield from _part("editions affected", impact.editions)
    if impact.chains_lost is not None and impact.chains_weakened is not None:
        yield from _part("chains lost, detours among them", map(_chain, impact.chains_lost))
        yield from _part("chains weakened, detours among them", map(_chain, impact.chains_weakened))
    if not impact.complete:
        yield Line("A budget ended the search: more chains may be affected.")


def _part(heading: str, told: Iterable[str]) -> Iterator[Line]:
    rows = list(told)
    yield Line(f"{heading}: {len(rows) or 'none'}")
    yield from (Line(row, 1) for row in rows)


def _hop(hop: HopChange) -> str:
    scope = f" within {hop.scope}" if hop.scope else ""
    change = f"{hop.from_} to {hop.to}" if hop.to not in (None, hop.from_) else hop.from_
    return (
        f"{hop.subject} {hop.predicate} {hop.object}{scope}: {change}, origins {hop.origins_from} to {hop.origins_to}"
    )


def _chain(chain: ChainChange) -> str:
    hops = ", ".join(f"{hop.predicate} in {hop.scope}" if hop.scope else hop.predicate for hop in chain.hops)
    return f"{' - '.join(chain.entities)} ({hops}): {_change(chain)}"


def _change(chain: ChainChange) -> str:
    if chain.to is None:
        return "lost"
    strength = chain.from_ if chain.to == chain.from_ else f"{chain.from_} to {chain.to}"
    return f"{strength}, support {chain.support_from} to {chain.support_to}"
