"""Canonical YAML: one way to write each record."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evidence.exchange.yaml_text import as_list, as_mapping
from tests.evidence.random_drafts import texts

values = st.dictionaries(texts, texts | st.lists(texts, max_size=3), min_size=1, max_size=4)


@given(st.lists(st.fixed_dictionaries({"key": texts, "names": st.lists(values), "rest": values}), min_size=1))
def test_any_other_reader_of_yaml_reads_the_same_text(records: list[dict[str, object]]) -> None:
    assert yaml.safe_load(as_list(records)) == records


def test_what_another_reader_would_take_for_something_else_stands_in_quotes() -> None:
    assert as_mapping({"lang": "no", "date": "2019-05-17", "page": "012", "name": "plain"}) == (
        "lang: 'no'\ndate: '2019-05-17'\npage: '012'\nname: plain\n"
    )


def test_a_number_stands_without_quotes() -> None:
    assert as_mapping({"size": 12}) == "size: 12\n"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a\x85b", "a\\Nb"), ("a\u2028b", "a\\Lb"), ("a\u2029b", "a\\Pb"), ("\ufeffa", "\\uFEFFa"), ("a\x00b", "a\\0b")],
)
def test_breaks_and_marks_that_a_reader_may_lose_are_escaped(text: str, escaped: str) -> None:
    assert as_mapping({"note": text}) == f'note: "{escaped}"\n'


def test_letters_of_every_script_stand_as_they_are() -> None:
    assert as_mapping({"name": "公安 شرطة 😀 é"}) == "name: 公安 شرطة 😀 é\n"


def test_long_text_is_folded_between_words() -> None:
    lines = as_mapping({"note": "word " * 40 + "end"}).splitlines()
    assert len(lines) > 1
    assert all(len(line) <= 105 for line in lines)


def test_lists_of_words_and_small_mappings_stand_on_one_line_and_parts_below_one_another() -> None:
    record = {"types": ["a", "b"], "names": [{"text": "x", "lang": "en"}], "citations": [{"source": "S1", "page": "b"}]}
    assert as_mapping(record) == ("types: [a, b]\nnames:\n- {text: x, lang: en}\ncitations:\n- source: S1\n  page: b\n")


def test_records_of_a_list_stand_apart() -> None:
    assert as_list([{"key": "a"}, {"key": "b"}]) == "- key: a\n\n- key: b\n"
