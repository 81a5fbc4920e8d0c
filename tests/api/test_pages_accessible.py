"""How the pages are built: for keyboards, screen readers and any width, without a script or a style attribute."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from api.pages.rendering import STATIC
from tests.api.markup import Element, read

ADDRESSES = (
    "/",
    "/?q=Police",
    "/?q=zebra",
    "/entities/E02",
    "/entities/E10",
    "/sources/S09",
    "/claims/C11",
    "/claims/C01",
    "/chains",
    "/chains?from=E03&to=E10&turns=true",
    "/chains?from=E03&to=E10&same_arrangement=true",
    "/chains?from=nobody&to=E10",
    "/claims",
    "/editions",
    "/entities/nobody",
    "/nowhere",
)
STYLE = (STATIC / "throughline.css").read_text(encoding="utf-8")


@pytest.fixture(params=ADDRESSES)
def page(case_door: TestClient, request: pytest.FixtureRequest) -> Element:
    return read(case_door.get(request.param, headers={"accept": "text/html"}).text)


def ids(page: Element) -> Counter[str]:
    return Counter(one.attributes["id"] for one in page.all() if "id" in one.attributes)


def referred(page: Element) -> Iterator[str]:
    for one in page.all():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            yield from one.attributes.get(name, "").split()
        if one.attributes.get("href", "").startswith("#"):
            yield one.attributes["href"].removeprefix("#")


def test_a_page_has_one_main_heading_and_no_level_is_skipped(page: Element) -> None:
    levels = [int(one.tag[1]) for one in walk(page) if one.tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def walk(element: Element) -> Iterator[Element]:
    """Every element within, in the order of the page."""
    for child in element.children:
        yield child
        yield from walk(child)


def test_a_page_has_its_landmarks_language_and_title(page: Element) -> None:
    assert page.one("html").attributes["lang"] == "en-GB"
    assert page.one("head").one("title").text.endswith("· Throughline")
    for tag in ("main", "nav"):
        page.one(tag)
    assert page.one("header", class_="site")
    assert page.one("footer", class_="site")


def test_the_first_thing_to_reach_skips_to_the_content(page: Element) -> None:
    first = page.one("body").children[0]
    assert (first.tag, first.attributes["href"]) == ("a", "#main")
    assert page.one("main").attributes["id"] == "main"


def test_no_id_is_used_twice_and_every_reference_leads_somewhere(page: Element) -> None:
    known = ids(page)
    assert not [name for name, times in known.items() if times > 1]
    assert set(referred(page)) <= known.keys()


def test_every_field_has_a_label(page: Element) -> None:
    labelled = {one.attributes["for"] for one in page.all("label")}
    for field in page.all("input", "select"):
        if field.attributes.get("type") != "hidden":
            assert field.attributes["id"] in labelled


def test_every_button_and_link_says_what_it_does(page: Element) -> None:
    for one in page.all("a", "button", "summary"):
        assert one.text or one.attributes.get("aria-label")


def test_every_table_has_a_caption_and_heads(page: Element) -> None:
    for table in page.all("table"):
        assert table.one("caption").text
        assert all(one.attributes.get("scope") in ("col", "row") for one in table.all("th"))


def test_every_group_of_fields_is_named(page: Element) -> None:
    for one in page.all("fieldset"):
        assert one.children[0].tag == "legend"


def test_nothing_runs_and_nothing_is_styled_in_place(page: Element) -> None:
    assert not page.all("script", "style", "iframe", "object", "embed", "base")
    assert not [one for one in page.all() if "style" in one.attributes]
    assert not [one for one in page.all() if any(name.startswith("on") for name in one.attributes)]


def test_nothing_is_loaded_from_elsewhere(page: Element) -> None:
    loaded = [one.attributes["href"] for one in page.all("link")] + [one.attributes["src"] for one in page.all("img")]
    assert all(address.startswith(("/static/", "data:image/svg+xml,")) for address in loaded)
    assert all(one.attributes["action"].startswith("/") for one in page.all("form"))


def test_the_style_sheet_loads_nothing() -> None:
    assert "@import" not in STYLE
    assert "url(" not in STYLE


def test_the_style_sheet_knows_dark_print_and_motion() -> None:
    for query in ("prefers-color-scheme: dark", "@media print", "prefers-reduced-motion", "max-width"):
        assert query in STYLE


def colours(scheme: str) -> dict[str, str]:
    """The colours of a scheme, by name."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "soft", "accent") for ground in ("ground", "raised", "sunken")),
        ("accent-ink", "accent"),
        ("flag", "flag-ground"),
        ("ink", "flag-ground"),
        ("good", "good-ground"),
        ("mid", "mid-ground"),
        ("ink", "low-ground"),
    ],
)
def test_text_stands_out_from_its_ground(scheme: str, ink: str, ground: str) -> None:
    known = colours(scheme)
    assert contrast(known[ink], known[ground]) >= 4.5
