"""What the record judges on whether an entity that is told of is one with another.

Invariant: a judgement is told as one, with its grounds, and nothing is merged for it.
"""

from collections.abc import Collection, Iterator

from evidence.views import Disclosure, JudgementView, in_key_order
from reports.document import Remark
from reports.wording import ended

_VERDICTS = {
    "same": "The record judges {ends} to be the same: {basis} They are kept apart: nothing said of one is told of the "
    "other here, unless it was asked for.",
    "different": "The record judges {ends} to be different: {basis}",
    "unsure": "Whether {ends} are the same cannot be told, as the record judges: {basis}",
}


def judged(disclosure: Disclosure, entities: Collection[str]) -> Iterator[Remark]:
    """Every judgement on one of these entities, by id; it is the record's own, and rests on no source."""
    for one in in_key_order(disclosure.judgements):
        if any(entity.id in entities for entity in one.entities):
            yield Remark(judgement_in_words(one))


def judgement_in_words(judgement: JudgementView) -> str:
    """Both entities by name and key, the verdict, and its grounds."""
    ends = " and ".join(f"{entity.name} ({entity.key})" for entity in judgement.entities)
    return _VERDICTS[judgement.verdict].format(ends=ends, basis=ended(judgement.basis))
