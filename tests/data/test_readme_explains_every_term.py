"""The README of the data explains every term of every closed list, under the list's name and in its order."""

import re
from pathlib import Path

import pytest

from evidence.vocabulary import CLASSES, ENTITY_KINDS, vocabulary

README = Path(__file__).parent.parent.parent / "data" / "README.md"
LISTS = {
    **{name: vocabulary().words(name) for name in ("predicates", "assertions", *vocabulary().terms)},
    **{kind: terms.keys() for kind, terms in vocabulary().types.items()},
}
STANDARDS = {
    "sharing": "TLP 2.0",
    "reliability": "AJP-2.1",
    "credibility": "AJP-2.1",
    "medical_term": "Istanbul Protocol",
}


def rows(listname: str) -> list[list[str]]:
    """The rows of the table below the heading of a list, cell by cell."""
    _, _, below = README.read_text(encoding="utf-8").partition(f"\n### `{listname}`\n")
    lines = re.split(r"\n##", below)[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


@pytest.mark.parametrize("listname", sorted(LISTS))
def test_every_term_is_explained_in_its_list(listname: str) -> None:
    assert [row[0].strip("`") for row in rows(listname)] == list(LISTS[listname])


@pytest.mark.parametrize("listname", sorted(set(LISTS) - {"predicates"}))
def test_every_term_has_a_meaning_and_a_standard(listname: str) -> None:
    assert all(all((row[0], row[-2], row[-1])) for row in rows(listname))
    assert {row[-1] for row in rows(listname)} == {STANDARDS.get(listname, "ours")}


@pytest.mark.parametrize("listname", sorted(STANDARDS))
def test_the_terms_of_a_standard_are_given_unchanged(listname: str) -> None:
    meanings = vocabulary().terms[listname]
    assert {row[0].strip("`"): row[1] for row in rows(listname)} == dict(meanings)


def test_every_predicate_says_what_it_does_not_imply() -> None:
    for name, cls, directed, hub, turns, reads, unsaid, schema in rows("predicates"):
        known = vocabulary().predicates[name.strip("`")]
        assert (cls, directed, hub) == (known.cls, "yes" if known.directed else "no", known.hub or "")
        assert (turns, schema) == ("yes" if known.turns else "no", known.ftm or "")
        assert reads == f"{known.verb} / {known.reverse}"
        assert unsaid


def test_assistance_never_implies_perpetration() -> None:
    unsaid = {row[0].strip("`"): row[6] for row in rows("predicates")}
    assert "never implies perpetration" in unsaid["provides_assistance_to"]


@pytest.mark.parametrize("word", [*CLASSES, *ENTITY_KINDS, "Admiralty", "EDTF", "FollowTheMoney"])
def test_classes_kinds_and_standards_are_named(word: str) -> None:
    assert word in README.read_text(encoding="utf-8")
