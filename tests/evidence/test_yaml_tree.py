"""YAML is read with a line for every field, and nothing clever in it is taken."""

from pathlib import Path

import pytest
import yaml

from evidence.errors import CaseRefused
from evidence.exchange import yaml_tree
from evidence.exchange.yaml_tree import Node, read_nodes


@pytest.fixture(params=["libyaml", "python"])
def file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, read with libyaml (where PyYAML has it) and without."""
    if request.param == "python":
        monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    return tmp_path / "case.yaml"


def read(file: Path, text: str) -> tuple[list[Node] | Node, list[str]]:
    file.write_text(text, encoding="utf-8", newline="")
    nodes, mistakes = read_nodes(file)
    return nodes, [str(mistake) for mistake in mistakes]


def refused(file: Path, data: bytes) -> str:
    file.write_bytes(data)
    with pytest.raises(CaseRefused) as refusal:
        read_nodes(file)
    return str(refusal.value)


def test_a_list_is_read_item_by_item_each_with_its_lines(file: Path) -> None:
    nodes, mistakes = read(file, "# first\n- a: 1\n  b:\n  - x\n  - {c: no,\n     d: z}\n\n- e: >\n    one\n    two\n")
    assert not mistakes
    assert nodes == [
        Node(
            {"a": "1", "b": ["x", {"c": "no", "d": "z"}]},
            2,
            {("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("b", 1, "c"): 5, ("b", 1, "d"): 6},
        ),
        Node({"e": "one two\n"}, 8, {("e",): 8}),
    ]


def test_a_mapping_is_one_node(file: Path) -> None:
    assert read(file, "key: 12\n") == (Node({"key": "12"}, 1, {("key",): 1}), [])


def test_an_empty_file_is_an_empty_list(file: Path) -> None:
    assert read(file, "") == read(file, "# nothing yet\n") == ([], [])


def test_line_ends_and_byte_order_marks_of_other_editors_are_taken(file: Path) -> None:
    assert read(file, "\ufeff- a: 1\r\n- b: 2\r\n") == (
        [Node({"a": "1"}, 1, {("a",): 1}), Node({"b": "2"}, 2, {("b",): 2})],
        [],
    )


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("- a: 1\n  b: 2\n  a: 3\n", "3: 'a' is said twice"),
        ("- &x a\n- b\n", "1: anchors and aliases are not taken: 'x'"),
        ("- a\n- *x\n", "2: anchors and aliases are not taken: 'x'"),
        ("&x\n- a\n", "1: anchors and aliases are not taken: 'x'"),
        ("- b: &x {c: d}\n", "1: anchors and aliases are not taken: 'x'"),
        ("- !!int 3\n", "1: tags are not taken: 'tag:yaml.org,2002:int'"),
        ("- !mine {a: b}\n", "1: tags are not taken: '!mine'"),
        ("- a\n---\n- b\n", "2: a second document starts here; a file holds one"),
        ("- a: 1\n  ? [b, c]\n  : 2\n", "2: the name of a field must be a word"),
        ("- a:\n", "1: nothing is said here: leave the field away, or put '' in quotes"),
        ("- b: 1\n  a: ~\n", "2: nothing is said here: leave the field away, or put '~' in quotes"),
        ("- a: null\n", "1: nothing is said here: leave the field away, or put 'null' in quotes"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_and_the_rest_still_read(file: Path, text: str, mistake: str) -> None:
    assert read(file, text)[1] == [f"case.yaml:{mistake}"]


def test_the_first_of_two_sayings_is_kept_so_that_its_mistakes_are_named_too(file: Path) -> None:
    nodes, _ = read(file, "- a: 1\n  a: 2\n")
    assert nodes == [Node({"a": "1"}, 1, {("a",): 1})]


@pytest.mark.parametrize("word", ["'null'", '"~"', "''"])
def test_a_word_in_quotes_is_that_word(file: Path, word: str) -> None:
    nodes, mistakes = read(file, f"- {word}\n")
    assert (nodes, mistakes) == ([Node(word[1:-1], 1)], [])


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"- a: b: c\n", "case.yaml:1: cannot be read as YAML: mapping values are not allowed"),
        (b"- a\n- [b\n", "case.yaml:3: cannot be read as YAML: "),
        (b"- a\n- 'b\n", "case.yaml:3: cannot be read as YAML: "),
        (b"- a\n\t- b: c\n", "case.yaml:2: cannot be read as YAML: "),
        (b"- a\n- \xff\n", "case.yaml:2: is not UTF-8"),
        ("- a".encode("utf-16"), "case.yaml:1: is not UTF-8"),
        (b"- a\n\n- b\x07\n", "case.yaml:3: holds the control character U+0007"),
        ("- \ufffe".encode(), "case.yaml:1: holds the control character U+FFFE"),
        (b"- " + b"[" * 5000, "case.yaml:1: is nested deeper than any record"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_with_its_line(file: Path, data: bytes, start: str) -> None:
    assert refused(file, data).startswith(start)


def test_mistakes_before_the_place_where_reading_ends_are_named_too(file: Path) -> None:
    lines = refused(file, b"- a: 1\n  a: 2\n- [b\n").splitlines()
    assert [line.split(": ")[0] for line in lines] == ["case.yaml:2", "case.yaml:4"]
