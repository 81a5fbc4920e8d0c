"""What a question set beside the limits that its answer states: whom it avoided, what it left out or let in.

Invariant: whatever differs from what is asked where nobody says otherwise is told, with entities by their names.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from evidence.views import in_key_order
from evidence.vocabulary import vocabulary
from graph.question import Question
from graph.store import GraphStore
from reports import verdicts_in_words as words
from reports.stated_dates import date_in_words
from reports.wording import listed

Filters = tuple[str, ...]

_SWITCHES = (
    ("backwards", "time and scope read from the end to the start"),
    ("same_arrangement", "only chains within one arrangement"),
    ("through_hubs", "chains may pass places, groups and hubs"),
    ("turns", "neighbouring hops of a flow may run against each other"),
    ("detours", "chains that a better, shorter one makes idle are kept"),
)


def filters_of(question: Question, store: GraphStore, known_at: str | None = None) -> Filters:
    """Each thing that the question set, in words; none of a question that leaves all as it is."""
    switched = (text for name, text in _SWITCHES if getattr(question, name))
    recorded = (f"the record as known at {known_at}",) if known_at is not None else ()
    return (*_passing(question, store), *_hops(question), *_verdicts(question), *switched, *recorded)


def filters_in_words(filters: Filters) -> str:
    """All that a question set, as one sentence; nothing where it left all as it is."""
    return f"Also set for this search: {'; '.join(filters)}." if filters else ""


def _passing(question: Question, store: GraphStore) -> Iterator[str]:
    if question.via:
        yield f"only chains by way of {listed(_names(question.via, store))}"
    for name in _names(question.avoid, store):
        yield f"avoid {name}"
    if question.types:
        yield f"only entities of the type {_either(_type(term) for term in sorted(question.types))} between the ends"


def _hops(question: Question) -> Iterator[str]:
    predicates = (term for term in vocabulary().predicates if term in question.predicates)
    if question.predicates:
        yield f"only hops of the predicate {_either(vocabulary().predicates[term].verb for term in predicates)}"
    if question.classes:
        yield f"only hops of the class {_either(sorted(question.classes))}"
    if question.valid_on is not None:
        yield f"only hops that can hold on {date_in_words(dt.date.fromordinal(question.valid_on).isoformat())}"


def _verdicts(question: Question) -> Iterator[str]:
    usual = Question(question.sources, question.targets)
    if question.min_standing != usual.min_standing:
        yield f"no hop of a standing below {words.standing(question.min_standing)}"
    if question.min_time == "impossible":
        yield "chains that cannot be true as dated are kept"
    elif question.min_time != usual.min_time:
        yield f"only chains of the time verdict {question.min_time} or a better one"


def _names(ids: Collection[str], store: GraphStore) -> list[str]:
    found = in_key_order(store.entities(store.numbers(ids)))
    return [entity.name for entity in found]


def _type(term: str) -> str:
    return next(types[term] for types in vocabulary().types.values() if term in types)


def _either(texts: Iterable[str]) -> str:
    return " or ".join(texts)
