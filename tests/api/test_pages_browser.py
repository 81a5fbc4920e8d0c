"""The pages in a real browser: by keyboard alone, without JavaScript, in every width, and as axe sees them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from evidence.address import Address
from tests.api.browsing import check_widths, check_with_axe, context_in, in_browser, opened, served, tab_to

pytestmark = in_browser("pages")

ADDRESSES = (
    "/",
    "/?q=公安",
    "/?q=zebra",
    "/entities/E02",
    "/sources/S09",
    "/claims/C11",
    "/chains",
    "/chains?from=E03&to=E10",
    "/chains?from=E03&to=E10&same_arrangement=true",
    "/chains?from=nobody&to=E10",
    "/claims",
    "/editions",
    "/entities/nobody",
)


@pytest.fixture(scope="module")
def site(case_file: Address) -> Iterator[str]:
    with served(case_file) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened() as started:
        yield started


@pytest.fixture(scope="module")
def shown(browser: Browser, site: str) -> Iterator[Page]:
    """A page with JavaScript, which is there for the tests' own."""
    with context_in(browser, site) as context:
        yield context.new_page()


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A page without JavaScript."""
    with context_in(browser, site, java_script_enabled=False) as context:
        yield context.new_page()


def test_from_a_search_to_the_chains_by_keyboard_alone(plain: Page) -> None:
    plain.goto("/")
    tab_to(plain, "#q")
    plain.keyboard.type("London Policing")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/?q=London+Policing*")
    tab_to(plain, "a[href='/entities/E02']")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/entities/E02")
    tab_to(plain, "#to")
    plain.keyboard.type("Xinjiang Police College")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/chains?from=E02&to=*")
    assert plain.locator("h1").inner_text() == "London Policing College to Xinjiang Police College"
    tab_to(plain, "details.hop > summary")
    assert plain.locator("details.hop").first.get_attribute("open") is not None
    plain.keyboard.press("Enter")
    assert plain.locator("details.hop").first.get_attribute("open") is None


def test_the_first_key_skips_to_the_content(plain: Page) -> None:
    plain.goto("/chains")
    plain.keyboard.press("Tab")
    skip = plain.locator("a.skip")
    assert skip.and_(plain.locator(":focus")).count() == 1
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    plain.keyboard.press("Enter")
    assert plain.url.endswith("#main")


def test_what_has_the_focus_can_be_seen(browser: Browser, site: str) -> None:
    with context_in(browser, site) as context:
        page = context.new_page()
        page.goto("/chains")
        for _ in range(8):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert outline == "solid"
            assert width >= 2


def test_the_form_asks_with_its_parameters_by_keyboard(plain: Page) -> None:
    plain.goto("/chains?from=E03&to=E10")
    tab_to(plain, "form.chains summary")
    plain.keyboard.press("Enter")
    tab_to(plain, "#same_arrangement")
    plain.keyboard.press("Space")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**same_arrangement=true*")
    assert plain.locator("#answer").inner_text() == "No chain"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_complains_of_nothing_and_asks_nobody_else(browser: Browser, site: str, address: str) -> None:
    with context_in(browser, site) as context:
        page, said, asked = context.new_page(), [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        refused = [text for text in said if "the server responded with a status of 4" not in text]
        assert not refused
        assert all(url.startswith((site, "data:")) for url in asked)
        assert context.cookies() == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_in_the_light_nor_in_the_dark(shown: Page, address: str) -> None:
    shown.set_viewport_size({"width": 1280, "height": 800})
    shown.goto(address)
    check_with_axe(shown)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_every_width(shown: Page, address: str) -> None:
    shown.goto(address)
    check_widths(shown)


def test_text_can_be_twice_as_large(shown: Page) -> None:
    shown.set_viewport_size({"width": 640, "height": 800})
    shown.goto("/chains?from=E03&to=E10")
    shown.evaluate("document.documentElement.style.fontSize = '200%'")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 640


def test_a_finding_is_cited_by_keyboard_alone(plain: Page) -> None:
    plain.goto("/claims/C11")
    tab_to(plain, "#paste")
    plain.keyboard.press("Control+a")
    plain.keyboard.press("Control+c")
    plain.goto("/")
    tab_to(plain, "#q")
    plain.keyboard.press("Control+v")
    pasted = plain.locator("#q").input_value()
    assert "Hunan Police Academy" in pasted
    plain.goto("/claims/C11")
    assert "Foreign, Commonwealth & Development Office in reply" in plain.locator("#paste").input_value()


def test_a_chain_is_cited_by_keyboard_alone_and_its_address_leads_back(plain: Page) -> None:
    plain.goto("/chains?from=E03&to=E10")
    tab_to(plain, "details.cite > summary")
    plain.keyboard.press("Enter")
    plain.keyboard.press("Tab")
    assert plain.locator("#paste-1").and_(plain.locator(":focus")).count() == 1
    sentence = plain.locator("#paste-1").input_value()
    plain.keyboard.press("Tab")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**known_at=*#chain-*")
    assert plain.locator("h1").inner_text() == "British Council to Xinjiang Police College"
    assert plain.locator("#paste-1").input_value() == sentence


def test_a_chain_has_a_timeline_beside_its_picture(shown: Page) -> None:
    shown.goto("/chains?from=E03&to=E10")
    box = shown.get_by_role("region", name="Timeline of chain 1").locator("svg").bounding_box()
    assert box
    assert box["height"] > 100


def test_print_shows_what_was_folded_and_no_form(browser: Browser, site: str) -> None:
    with context_in(browser, site) as context:
        page = context.new_page()
        page.goto("/chains?from=E03&to=E10")
        page.emulate_media(media="print")
        assert not page.locator("form.chains").is_visible()
        folded = page.locator("details.hop:not([open])").last.locator(".wording").first
        box = folded.bounding_box()
        assert box
        assert box["height"] > 0


def test_the_briefing_is_styled_and_complains_of_nothing(browser: Browser, site: str) -> None:
    with context_in(browser, site) as context:
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.goto("/chains?from=E03&to=E10")
        page.get_by_role("link", name="The briefing on these chains").click()
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").inner_text().startswith("From British Council")
        assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
        assert not said
