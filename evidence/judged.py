"""Judgements on whether two entities are one, as an audience may see them.

Invariant: a judgement is there where both of its entities are; it merges nothing and moves no claim.
"""

from collections.abc import Callable, Iterable, Iterator

from evidence.replay import Kept
from evidence.views import EntityView, JudgementView


def judgements_among(
    visible: Iterable[Kept], entity_at: Callable[[Kept, str], EntityView | None]
) -> Iterator[JudgementView]:
    """Those in force among the records that may be seen; ``entity_at``: the entity that a key leads to, if seen."""
    for kept in visible:
        if kept.kind == "judgement":
            one, other = (entity_at(kept, key) for key in kept.content["entities"])
            if one and other:
                yield JudgementView(kept.id, kept.key, (one, other), kept.content["verdict"], kept.content["basis"])


def judgements_on(judgements: Iterable[JudgementView], entity: str) -> list[tuple[JudgementView, EntityView]]:
    """The judgements on an entity, by id, each with the entity that it was compared with."""
    return [
        (judgement, next((one for one in judgement.entities if one.id != entity), judgement.entities[0]))
        for judgement in judgements
        if any(one.id == entity for one in judgement.entities)
    ]
