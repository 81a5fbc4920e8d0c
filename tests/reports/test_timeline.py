"""The timeline of a chain: core and hull drawn apart, and the same said in words."""

import re
import xml.etree.ElementTree as ET

import pytest

from evidence.views import ClaimView
from reports.briefing import build_briefing
from reports.document import Briefing, ChainPart
from reports.figure_parts import Arrowhead, Path, Picture, Rect, Text
from reports.figures import picture_svg
from reports.timeline import timeline_picture
from tests.graph.making import cite, claim, disclosed
from tests.reports.case import DAY, HEAD, asked

INK, BAND = "#1b2733", "#e9f0f6"


def chain_of(*claims: ClaimView, end: str = "b", **parameters: object) -> ChainPart:
    told = disclosed(*claims)
    built = build_briefing(asked(told, "a", end, **parameters), told, head=HEAD, made_on=DAY)
    return built.routes[0].chains[0]


def drawn(*claims: ClaimView, end: str = "b", **parameters: object) -> Picture:
    picture = timeline_picture(chain_of(*claims, end=end, **parameters))
    assert picture
    return picture


def bars(picture: Picture, fill: str) -> list[tuple[float, float]]:
    """The solid bars (or the shaded grounds) from where to where; the last bar is the legend's."""
    return [(one.x, one.x + one.width) for one in picture.shapes if isinstance(one, Rect) and one.fill == fill]


def outlines(picture: Picture) -> list[tuple[float, float]]:
    """The dashed outlines, from where to where; the last is the legend's."""
    found = [
        re.match(r"M([\d.]+) [\d.]+H([\d.]+)M", one.d)
        for one in picture.shapes
        if isinstance(one, Path) and one.dash and one.stroke == INK
    ]
    return [(float(one[1]), float(one[2])) for one in found if one]


def tips(picture: Picture) -> int:
    """How many arrows there are beside the legend's."""
    return sum(isinstance(one, Arrowhead) for one in picture.shapes) - 1


def axis_end(picture: Picture) -> float:
    """Where the line below the bars ends."""
    lines = (re.fullmatch(r"M[\d.]+ [\d.]+H([\d.]+)", one.d) for one in picture.shapes if isinstance(one, Path))
    return max(float(one[1]) for one in lines if one)


def written(picture: Picture) -> str:
    return " ".join(one.text for one in picture.shapes if isinstance(one, Text))


def test_the_core_is_a_solid_bar_within_the_dashed_outline_of_the_hull() -> None:
    picture = drawn(claim("c", "a", "funds", "b", edtf="2019/2021"))
    (core, _), (hull, _) = bars(picture, INK), outlines(picture)
    assert hull[0] < core[0] < core[1] < hull[1]
    assert tips(picture) == 0


def test_a_lone_year_has_a_hull_and_no_core() -> None:
    picture = drawn(claim("c", "a", "funds", "b", edtf="2019"))
    assert len(bars(picture, INK)) == 1
    assert len(outlines(picture)) == 2


def test_what_a_citation_that_does_not_count_says_is_certain_on_no_day() -> None:
    idle = claim("c", "a", "funds", "b", cite(reliability="E"), edtf="2019/2021")
    assert len(bars(drawn(idle), INK)) == 1


def test_an_end_that_is_not_known_is_open_with_an_arrow() -> None:
    picture = drawn(claim("c", "a", "funds", "b", edtf="2018/.."))
    assert tips(picture) == 1
    assert outlines(picture)[0][1] == axis_end(picture)
    assert tips(drawn(claim("c", "a", "funds", "b", as_of="2018-05-01"))) == 2


def test_a_single_day_is_wide_enough_to_be_seen() -> None:
    picture = drawn(claim("c", "a", "funds", "b", as_of="2018-05-01"))
    (left, right), _ = bars(picture, INK)
    assert right - left == pytest.approx(4)


def test_a_hop_without_a_date_says_so() -> None:
    dated, undated = claim("c", "a", "funds", "b", edtf="2019"), claim("d", "b", "funds", "e")
    assert "not dated: possible on any day" in written(drawn(dated, undated, end="e"))
    assert "not dated" not in written(drawn(dated))


def test_where_no_hop_has_a_date_there_is_nothing_to_draw() -> None:
    assert timeline_picture(chain_of(claim("c", "a", "funds", "b"))) is None


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        (("2010/2014", "2011/2015"), "Shaded: certain for every hop"),
        (("2012", "2012"), "Shaded: possible for every hop"),
        (("2010/2011", "2014/2015"), None),
    ],
)
def test_the_days_that_all_hops_share_are_shaded(periods: tuple[str, str], words: str | None) -> None:
    first, second = periods
    picture = drawn(claim("c", "a", "funds", "b", edtf=first), claim("d", "b", "funds", "e", edtf=second), end="e")
    assert len(bars(picture, BAND)) == (1 if words else 0)
    assert ("Shaded" in written(picture)) == (words is not None)
    assert words is None or words in written(picture)


def test_it_says_in_words_all_that_it_shows(briefing: Briefing) -> None:
    picture = timeline_picture(briefing.routes[0].chains[0])
    assert picture
    described = ET.fromstring(picture_svg(picture)).findtext("{http://www.w3.org/2000/svg}desc")
    assert described == (
        "Timeline. Hop 1: British Council funds London Policing College; certain on no day, possible on any day. "
        "Hop 2: London Policing College partners with Hunan Police Academy; certain on no day, possible on any day. "
        "Hop 3: Hunan Police Academy cooperates with Xinjiang Police College; certain on 17 May 2022, "
        "possible on any day. "
        "Time: possible (some day is possible for every hop, and none is certain for all); hop 1 decides it."
    )


def test_no_edge_of_the_shared_days_runs_through_what_is_written_above_the_bars() -> None:
    picture = drawn(
        claim("c1", "a", "funds", "b", edtf="2016/2018"), claim("c2", "b", "trains", "z", edtf="2017/2019"), end="z"
    )
    edges = [one.d for one in picture.shapes if isinstance(one, Path) and one.dash == "1.5 2.5"]
    parts = [tuple(map(float, part)) for one in edges for part in re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)", one)]
    titles = [one.y for one in picture.shapes if isinstance(one, Text) and re.match(r"\d\. ", one.text)]
    assert len(parts) == len(edges) * len(titles) == 4
    assert not [one for one in titles for top, bottom in parts if top < one and bottom > one - 11]
