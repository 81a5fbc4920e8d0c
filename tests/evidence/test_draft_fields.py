"""The fields of drafts check what they hold where they are declared."""

from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from evidence.draft_fields import DayText, Digest, EdtfText, Key, Size, Term, Text
from evidence.vocabulary import vocabulary


def taken(field: Any, value: object) -> object:
    return TypeAdapter(field).validate_python(value)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        (Text, "  some words\n", "some words"),
        (Text, "e\u0301", "e\u0301"),
        (Key, " E01 ", "E01"),
        (Key, "公安 1", "公安 1"),
        (Key, "k" * 100, "k" * 100),
        (EdtfText, "2018~/..", "2018~/.."),
        (DayText, "2019-05", "2019-05"),
        (Digest, "0a" * 32, "0a" * 32),
        (Size, 0, 0),
        (Size, "0012", 12),
    ],
)
def test_a_value_is_kept_as_it_stands_but_for_space_around_it(field: Any, value: object, kept: object) -> None:
    assert taken(field, value) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Text, " "),
        (Text, "a\0b"),
        (Text, 12),
        (Text, "x" * 10_001),
        (Key, ""),
        (Key, "k" * 101),
        (Key, "a\nb"),
        (Key, "a\x7fb"),
        (EdtfText, "May 2019"),
        (DayText, "2018/2019"),
        (DayText, "2019?"),
        (Digest, "0A" * 32),
        (Digest, "0a" * 31),
        (Size, -1),
        (Size, "many"),
    ],
)
def test_what_does_not_fit_its_field_is_refused(field: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        taken(field, value)


@pytest.mark.parametrize("listname", ["visibility", "predicates", "assertions"])
def test_a_term_passes_only_if_its_list_has_it_and_the_schema_says_the_same(listname: str) -> None:
    field: Any = Annotated[str, Term(listname)]
    words = list(vocabulary().words(listname))
    assert [taken(field, word) for word in words] == words
    assert TypeAdapter(field).json_schema() == {"type": "string", "enum": words}
    with pytest.raises(ValidationError, match=f"'nonsense' is not in the list {listname}"):
        taken(field, "nonsense")
