"""The tree of refusals is drawn as it is."""

import re

import pytest

from evidence import errors
from evidence.errors import AmbiguousName, CaseRefused, EvidenceError, Mistake

DRAWN = re.compile(r"^([│├└─ ]*)(\w+)", re.MULTILINE)
"""A line of the drawn tree: four signs a level, then the name."""


def tree_as_drawn() -> dict[str, str]:
    """Each class of the docstring's tree with the one that it hangs on."""
    drawing = (errors.__doc__ or "").split("\n\n", 1)[1]
    above: list[str] = ["Exception"]
    parents: dict[str, str] = {}
    for branches, name in DRAWN.findall(drawing):
        del above[len(branches) // 4 + 1 :]
        parents[name] = above[-1]
        above.append(name)
    return parents


def every(kind: type[EvidenceError]) -> set[type[EvidenceError]]:
    """The class and all that descend from it."""
    return {kind}.union(*(every(child) for child in kind.__subclasses__()))


@pytest.mark.parametrize(("name", "parent"), tree_as_drawn().items())
def test_every_class_of_the_tree_hangs_where_it_is_drawn(name: str, parent: str) -> None:
    assert [base.__name__ for base in getattr(errors, name).__bases__] == [parent]


def test_every_refusal_is_drawn() -> None:
    assert {kind.__name__ for kind in every(EvidenceError)} == set(tree_as_drawn())


def test_a_mistake_is_said_as_file_line_and_reason() -> None:
    assert str(Mistake("claims.yaml", 3, "is odd")) == "claims.yaml:3: is odd"


def test_a_refused_case_names_every_mistake() -> None:
    mistakes = [Mistake("claims.yaml", 3, "is odd"), Mistake("sources.yaml", 1, "is even")]
    refused = CaseRefused(mistakes)
    assert refused.mistakes == tuple(mistakes)
    assert str(refused) == "claims.yaml:3: is odd\nsources.yaml:1: is even"


def test_an_ambiguous_name_lists_its_candidates() -> None:
    ambiguous = AmbiguousName("Police", [("E1", "Police One", "organisation"), ("E2", "Police Two", "group")])
    assert ambiguous.candidates == (("E1", "Police One", "organisation"), ("E2", "Police Two", "group"))
    assert str(ambiguous).splitlines()[1:] == ["  E1  Police One (organisation)", "  E2  Police Two (group)"]
