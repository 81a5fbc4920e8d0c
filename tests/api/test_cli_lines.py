"""Text for a terminal: never too wide, never cut short, never alive."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from api.cli.inert import inert
from api.cli.lines import WIDTH, wrapped
from api.cli.outline import Line, as_markdown, as_text

LIVE = "\x00\x07\x1b\x7f\x9b\u202e\u2066\ud800"
INDENTS = st.integers(0, 20)


@given(st.text(), INDENTS, INDENTS)
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, indent: int, hanging: int) -> None:
    lines = wrapped(text, indent, hanging)
    assert all(cell_len(line) <= WIDTH for line in lines.split("\n"))
    assert "".join(lines.split()) == "".join(inert(text).split())


@given(st.lists(st.text("abc", min_size=1, max_size=40), min_size=1))
def test_words_that_fit_on_a_line_are_never_broken(words: list[str]) -> None:
    assert wrapped(" ".join(words), 4, 8).split() == words


@given(st.text(st.sampled_from(LIVE + "ab\n")))
def test_what_is_inert_keeps_its_length_and_its_lines_and_does_nothing(text: str) -> None:
    done = inert(text)
    assert len(done) == len(text)
    assert done.count("\n") == text.count("\n")
    assert not set(LIVE) & set(done)


def test_following_lines_hang() -> None:
    first, *rest = wrapped("word " * 40, 2, 6).split("\n")
    assert first.startswith("  word")
    assert all(line.startswith("      word") for line in rest)


def test_an_outline_is_indented_on_a_terminal_and_nested_in_markdown() -> None:
    outline = [Line("A", mark="title"), Line("b"), Line("B", mark="heading"), Line("c", mark="step"), Line("d", 1)]
    assert as_text(outline) == "A\n  b\n\nB\n\n  c\n    d"
    assert as_markdown(outline) == "# A\n\n- b\n\n## B\n\n- c\n  - d"


def test_what_a_record_says_is_no_markdown() -> None:
    assert as_markdown([Line("[x](javascript:y) <b> *z*")]) == r"- \[x\](javascript:y) \<b\> \*z\*"
