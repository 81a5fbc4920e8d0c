"""A sentence of fact refuses to stand without a note."""

import pytest

from reports.document import Sentence


def test_a_sentence_of_fact_without_a_note_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a note"):
        Sentence("The Council pays.", ())


def test_a_sentence_with_a_note_stands() -> None:
    assert Sentence("The Council pays.", (1,)).notes == (1,)
