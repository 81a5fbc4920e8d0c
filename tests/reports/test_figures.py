"""The picture of a chain: valid SVG that says in words what it shows."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.views import ClaimView, Disclosure, EntityView
from graph.answer import ChainOut
from reports.escaping import plain
from reports.figures import chain_svg
from tests.graph.making import cite, claim, disclosed, entity
from tests.reports.case import asked
from tests.reports.reading import SVG, text_of


def drawn(chain: ChainOut) -> ET.Element:
    return ET.fromstring(chain_svg(chain))


def texts(picture: ET.Element) -> list[str]:
    return [text_of(text) for text in picture.iter(f"{SVG}text")]


def single(said: ClaimView, start: str = "a", end: str = "b") -> ET.Element:
    return drawn(asked(disclosed(said), start, end).chains[0])


@pytest.fixture(scope="module")
def picture(disclosure: Disclosure) -> ET.Element:
    return drawn(asked(disclosure).chains[0])


def test_a_picture_has_a_title_and_a_description_that_say_all_of_it(picture: ET.Element) -> None:
    title, described = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert text_of(title) == "Chain from British Council to Xinjiang Police College"
    assert (
        "Hop 3: Hunan Police Academy cooperates with Xinjiang Police College; reported, 1 origin, as of 17 May 2022, "
        "the weakest hop, contested."
    ) in text_of(described)


def test_a_description_says_that_it_is_the_date_that_is_not_stated() -> None:
    drawn = asked(disclosed(claim("c", "a", "funds", "b", cite("s"))), "a", "b").chains[0]
    assert "1 origin, date not stated, the weakest hop" in text_of(ET.fromstring(chain_svg(drawn)))


def test_names_verbs_standings_and_marks_are_written(picture: ET.Element) -> None:
    written = texts(picture)
    for text in ("British Council", "funds", "reported", "established", "weakest hop", "contested", "1 origin"):
        assert text in written
    assert "Within Policing project" in written


def test_pictures_of_different_chains_have_different_ids(disclosure: Disclosure) -> None:
    titles = [drawn(chain).find(f"{SVG}title") for chain in asked(disclosure).chains]
    assert len({title.get("id") for title in titles if title is not None}) == 4


@pytest.mark.parametrize(("start", "end", "tip"), [("a", "b", "right"), ("b", "a", "left")])
def test_the_arrow_points_along_the_relation_however_it_is_walked(start: str, end: str, tip: str) -> None:
    (arrow,) = list(single(claim("c", "a", "funds", "b"), start, end).iter(f"{SVG}polygon"))
    xs = [float(point.split(",")[0]) for point in arrow.get("points", "").split()]
    assert (xs[0] == max(xs)) == (tip == "right")
    assert (xs[0] == min(xs)) == (tip == "left")


def test_a_relation_without_direction_has_no_arrow() -> None:
    assert list(single(claim("c", "a", "partners_with", "b")).iter(f"{SVG}polygon")) == []


def test_each_standing_has_a_line_of_its_own() -> None:
    citations = {
        "established": [cite("s", "official_act"), cite("t")],
        "documented": [cite("s", "official_act")],
        "corroborated": [cite("s"), cite("t")],
        "reported": [cite("s")],
        "unjudged": [cite("s", reliability="E")],
    }
    styles = set()
    for standing, cited in citations.items():
        made = single(claim("c", "a", "funds", "b", *cited))
        assert standing in texts(made)
        styles.add(tuple((path.get("stroke-width"), path.get("stroke-dasharray")) for path in made.iter(f"{SVG}path")))
    assert len(styles) == len(citations)


def grounds(picture: ET.Element) -> list[ET.Element]:
    return [rect for rect in picture.iter(f"{SVG}rect") if rect.get("fill") == "#e9f0f6"]


def covered(picture: ET.Element) -> list[str]:
    """The names whose middle lies on the ground of the arrangement."""
    return [
        text_of(text)
        for text in picture.iter(f"{SVG}text")
        if text.get("font-size") == "13" and any(_holds(ground, text) for ground in grounds(picture))
    ]


def _holds(rect: ET.Element, text: ET.Element) -> bool:
    x, y, width, height = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
    return x <= float(text.get("x", "0")) <= x + width and y <= float(text.get("y", "0")) <= y + height


def in_scope(*scoped: bool) -> Disclosure:
    """A chain a to e, some of its hops within one programme."""
    ends = "abcdefg"[: len(scoped) + 1]
    return disclosed(
        *(
            claim(f"c{n}", ends[n], "funds", ends[n + 1], scope="p" if within else None)
            for n, within in enumerate(scoped)
        )
    )


@pytest.mark.parametrize(
    ("scoped", "backwards", "names"),
    [
        ((True, True, True), False, "ABCD"),
        ((True, False, False), False, "AB"),
        ((True, True, False, False), False, "ABC"),
        ((False, False, True, True), True, "CDE"),
        ((False, False, False, True), True, "DE"),
        ((True, True, True, True, False), False, "ABCDE"),
        ((False, True, True, True), False, ""),
    ],
)
def test_the_ground_holds_the_arrangement_and_nothing_beyond_it(
    scoped: tuple[bool, ...], backwards: bool, names: str
) -> None:
    chain = asked(in_scope(*scoped), "a", "abcdefg"[len(scoped)], backwards=backwards).chains[0]
    assert covered(drawn(chain)) == list(names)


NAMES = st.text(min_size=1, max_size=60).filter(plain)


def named(key: str, name: str) -> EntityView:
    return replace(entity(key), name=name)


@settings(max_examples=40)
@given(st.lists(NAMES, min_size=2, max_size=7))
def test_any_names_are_drawn_whole_and_apart(names: list[str]) -> None:
    ends = [named(f"e{n}", name) for n, name in enumerate(names)]
    claims = [claim(f"c{n}", ends[n], "funds", ends[n + 1]) for n in range(len(ends) - 1)]
    made = drawn(asked(disclosed(*claims), "e0", f"e{len(ends) - 1}").chains[0])
    written = "".join("".join(texts(made)).split())
    for name in names:
        assert "".join(plain(name).split()) in written
    assert _apart([rect for rect in made.iter(f"{SVG}rect") if rect.get("rx") == "4"])


def _apart(boxes: list[ET.Element]) -> bool:
    places = [[float(box.get(name, "0")) for name in ("x", "y", "width", "height")] for box in boxes]
    return not any(
        one[0] < two[0] + two[2] and two[0] < one[0] + one[2] and one[1] < two[1] + two[3] and two[1] < one[1] + one[3]
        for n, one in enumerate(places)
        for two in places[n + 1 :]
    )


@pytest.mark.parametrize("backwards", [False, True])
def test_where_it_is_not_told_which_end_the_arrangement_lies_at_none_is_shaded(backwards: bool) -> None:
    """Both hops lie within one programme, and what flows runs against itself: the first that is read is all of it."""
    told = disclosed(claim("c", "a", "funds", "b", scope="p"), claim("d", "z", "funds", "b", scope="p"))
    (chain,) = asked(told, "a", "z", turns=True, backwards=backwards, min_time="impossible").chains
    assert (chain.scope.beyond, "Within P" in texts(drawn(chain))) == (1, False)
