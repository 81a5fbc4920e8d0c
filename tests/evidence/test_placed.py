"""A mistake stands at the line of its field."""

from evidence.errors import Mistake
from evidence.exchange.placed import Place, Placed
from evidence.references import in_words
from tests.evidence.small import entity

PLACE = Place("claims.yaml", 3, {("citations",): 7, ("citations", 0): 8, ("citations", 0, "source"): 9})


def test_a_mistake_stands_at_the_line_of_its_field() -> None:
    assert PLACE.mistake("is odd", ("citations", 0, "source")) == Mistake(
        "claims.yaml", 9, "citations no. 1, source: is odd"
    )


def test_a_mistake_in_what_is_not_written_stands_at_what_should_hold_it() -> None:
    assert PLACE.line_of(("citations", 0, "assertion")) == 8
    assert PLACE.line_of(("citations", 4, "source")) == 7
    assert PLACE.line_of(("subject",)) == PLACE.line_of(()) == 3


def test_a_mistake_of_the_whole_record_names_no_field() -> None:
    assert PLACE.mistake("is odd") == Mistake("claims.yaml", 3, "is odd")


def test_where_only_the_line_is_known_every_field_is_on_it() -> None:
    assert Place("records.jsonl", 5).line_of(("citations", 0)) == 5


def test_a_placed_draft_tells_its_file_and_line() -> None:
    placed = Placed(entity("E1"), PLACE)
    assert (placed.file, placed.line) == ("claims.yaml", 3)


def test_a_path_is_said_with_places_counted_from_one() -> None:
    assert in_words(("citations", 1, "locator", "kind")) == "citations no. 2, locator, kind"
