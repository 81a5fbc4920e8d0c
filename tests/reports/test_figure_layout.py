"""Where the boxes and lines of a picture stand."""

import pytest

from reports.figure_layout import MARGIN, WIDTH, lay_out, row_of
from tests.graph.making import claim, disclosed
from tests.reports.case import asked


@pytest.mark.parametrize(
    ("count", "rows"),
    [(2, [0, 0]), (3, [0, 0, 0]), (4, [0, 0, 1, 1]), (5, [0, 0, 0, 1, 1]), (7, [0, 0, 0, 1, 1, 1, 2])],
)
def test_rows_are_as_few_and_as_even_as_can_be(count: int, rows: list[int]) -> None:
    assert [row_of(place, count) for place in range(count)] == rows


def test_boxes_and_labels_stay_within_the_picture() -> None:
    ends = "abcdefg"
    claims = [claim(f"c{n}", ends[n], "provides_assistance_to", ends[n + 1]) for n in range(6)]
    layout = lay_out(asked(disclosed(*claims), "a", "g").chains[0], {0: 40})
    assert all(box.x >= MARGIN and box.right <= WIDTH - MARGIN for box in layout.boxes)
    assert layout.rows[0].top == MARGIN + 40
    assert layout.height >= max(box.bottom for box in layout.boxes) + MARGIN
    for number, label in enumerate(layout.labels, 1):
        above = layout.rows[row_of(number - 1, 7)]
        line = layout.lanes.get(number, above.line)
        assert line - label.rise >= above.top
        assert line + label.drop <= (layout.rows[row_of(number, 7)].top if number in layout.lanes else above.bottom)
