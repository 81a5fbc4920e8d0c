"""The picture of a chain as text."""

from evidence.views import Disclosure
from reports.text_figures import chain_text
from tests.graph.making import claim, disclosed
from tests.reports.case import Case, asked


def test_a_chain_is_drawn_from_top_to_bottom(disclosure: Disclosure) -> None:
    lines = chain_text(asked(disclosure).chains[0]).splitlines()
    assert lines[:6] == [
        "[ British Council ]",
        "  ┆  1. funds",
        "  ┆     reported, 1 origin, weakest hop",
        "  ┆     period: not stated",
        "  ┆     within Policing project",
        "  ▼",
    ]
    assert lines[-1] == "[ Xinjiang Police College ]"
    assert "  ┆     reported, 1 origin, weakest hop, contested" in lines


def test_the_arrow_stands_at_the_end_that_the_relation_points_to() -> None:
    back = chain_text(asked(disclosed(claim("c", "a", "funds", "b")), "b", "a").chains[0]).splitlines()
    assert back[:3] == ["[ B ]", "  ▲", "  ┆  1. funds"]
    assert "  ▼" not in back


def test_no_line_can_end_the_block_that_it_stands_in() -> None:
    hostile = Case(lambda text: f"```\n```{text}\n~~~").disclosure()
    for chain in asked(hostile).chains:
        assert all(line.startswith(("[", "  ")) and "\n" not in line for line in chain_text(chain).splitlines())
