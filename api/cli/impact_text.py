"""What a retraction would break, as people read it in a terminal."""

from collections.abc import Iterable

from api.cli.lines import wrapped
from graph.impact_answer import ChainChange, HopChange, ImpactOut


def impact_text(impact: ImpactOut) -> str:
    """Every part of the answer, none left out when it is empty."""
    lines = [
        f"If {impact.retracted} were retracted:",
        *_part("claims lost", impact.claims_lost),
        *_part("hops lost", map(_hop, impact.hops_lost)),
        *_part("hops weakened", map(_hop, impact.hops_weakened)),
        *_part("sources derived from it, not touched", impact.derived),
        *_part("editions affected", impact.editions),
    ]
    if impact.chains_lost is not None and impact.chains_weakened is not None:
        lines += [
            *_part("chains lost", map(_chain, impact.chains_lost)),
            *_part("chains weakened", map(_chain, impact.chains_weakened)),
        ]
    if not impact.complete:
        lines.append("A budget ended the search: more chains may be affected.")
    return "\n".join(lines)


def _part(title: str, told: Iterable[str]) -> list[str]:
    rows = list(told)
    return [wrapped(f"{title}: {len(rows)}", 2), *(wrapped(row, 4, 6) for row in rows)]


def _hop(hop: HopChange) -> str:
    scope = f" within {hop.scope}" if hop.scope else ""
    origins = f"{hop.origins_from} to {hop.origins_to} origins"
    return f"{hop.subject} {hop.predicate} {hop.object}{scope}: {hop.from_} to {hop.to or 'nothing'}, {origins}"


def _chain(chain: ChainChange) -> str:
    return f"{' - '.join(chain.entities)}: {chain.from_} to {chain.to or 'nothing'}"
