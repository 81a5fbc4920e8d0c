"""What a template gives is read as facts with notes and as remarks; what a record says is never a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Item, Remark, Section, Sentence
from reports.escaping import plain
from reports.house_text import SHIELD, house_text


def test_headings_facts_remarks_items_and_replies_are_read() -> None:
    text = house_text(
        "# Note\n*Opening.*\n\n## One\nA fact\nin two lines.[^2] [^1]\n- another[^3]\n> a reply[^3]\n### I\n*r*"
    )
    assert text.kind == "Note"
    assert text.opening == (Remark("Opening."),)
    facts = (Sentence("A fact in two lines.", (2, 1)), Sentence("another", (3,)), Sentence("a reply", (3,)))
    assert text.sections == (Section("part-1", "One", (Item("I", (Remark("r"),)),), facts),)
    assert text.unfit == ()
    assert text.headings == ["One", "I"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "A fact.",
        "A *fact*",
        "**",
        "*a* and *b*",
        "| a | b |",
        "a [link](https://example.org)[^1]",
        "**bold**[^1]",
        "a[^1] b",
    ],
)
def test_a_paragraph_that_is_neither_is_listed_with_its_heading(paragraph: str) -> None:
    (unfit, *_) = house_text(f"## Here\n\n{paragraph}\n").unfit
    assert unfit.place == "Here"


@given(st.text(alphabet="#*[]|>-^1 \n\tabc:", min_size=1))
def test_what_a_record_says_is_one_passage_and_keeps_its_letters(words: str) -> None:
    shielded = plain(words).translate(SHIELD)
    assert len(shielded) == len(plain(words))
    text = house_text(f"It says: {shielded}[^1]\n\n*Remark: {shielded}*")
    assert text.opening == (Sentence(f"It says: {plain(words)}".rstrip(), (1,)), Remark(f"Remark: {plain(words)}"))
    assert not text.unfit
    assert not text.sections
    assert house_text(f"{shielded}").sections == ()
