"""The form of a chain search: what was filled in, and what there is to choose from."""

from dataclasses import dataclass

from api.pages.asked import Given
from api.parameters import ChainParameters
from evidence.settings import LEVELS, Level
from evidence.vocabulary import CLASSES, vocabulary
from graph.question import MOST_HOPS, STANDINGS, TIMES

Choices = tuple[tuple[str, str], ...]
"""Terms, each with what the form calls it."""


@dataclass(frozen=True, slots=True)
class Form:
    """The texts filled in, by parameter, and the choices of each closed list."""

    filled: dict[str, list[str]]
    levels: Choices
    predicates: Choices
    classes: Choices
    types: Choices
    standings: Choices
    times: Choices
    most_hops: int = MOST_HOPS

    @property
    def narrowed(self) -> bool:
        """Whether anything but the two ends was filled in with what is not its default."""
        names = self.filled.keys() - {"from", "to"}
        return any(self.all(name) != [_default(name)] for name in names)

    def all(self, name: str) -> list[str]:
        """All that was filled in for a parameter."""
        return self.filled.get(name, [])

    def one(self, name: str) -> str:
        """What was filled in for a parameter that is not repeated; else its default."""
        return self.all(name)[-1] if self.all(name) else _default(name)


def form_of(filled: Given, most: Level) -> Form:
    """The form with what was filled in; ``most`` is the audience that the server is configured for."""
    terms = vocabulary()
    return Form(
        filled={name: [texts] if isinstance(texts, str) else texts for name, texts in filled.items()},
        levels=_plain(LEVELS[: LEVELS.index(most) + 1]),
        predicates=tuple((name, predicate.verb) for name, predicate in terms.predicates.items()),
        classes=_plain(CLASSES),
        types=tuple(sorted({term: label for types in terms.types.values() for term, label in types.items()}.items())),
        standings=_plain(STANDINGS),
        times=_plain(TIMES),
    )


def _default(name: str) -> str:
    """The default of a parameter, as the form has it; empty where there is none, or no such parameter."""
    field = ChainParameters.model_fields.get(name)
    return str(field.default or "") if field else ""


def _plain(terms: tuple[str, ...]) -> Choices:
    return tuple((term, term) for term in terms)
