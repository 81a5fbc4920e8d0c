"""The pages of editions in a real browser: by keyboard alone, without JavaScript, in every width, and as axe sees them.

And downloads: what a browser puts into a file has the digest that the page says.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.api.browsing import check_widths, check_with_axe, context_in, in_browser, opened, served, tab_to
from tests.api.sealed import ledger_with_editions

pytestmark = in_browser("pages of editions")

ADDRESSES = (
    "/editions",
    "/editions?limit=1",
    *(f"/editions/public-{number}" for number in (1, 2, 3, 4)),
    "/editions/9",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(ledger_with_editions(tmp_path_factory.mktemp("seen") / "ledger.sqlite")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened() as started:
        yield started


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A page without JavaScript."""
    with context_in(browser, site, java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def shown(browser: Browser, site: str) -> Iterator[Page]:
    """A page with JavaScript, which is there for the tests' own."""
    with context_in(browser, site, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


def test_from_the_search_to_a_file_by_keyboard_alone(plain: Page) -> None:
    plain.goto("/")
    tab_to(plain, "a[href='/editions']")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/editions")
    tab_to(plain, "a[href='/editions/public-4']")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/editions/public-4")
    assert plain.locator("h1").inner_text() == "Institute, edition 1"
    tab_to(plain, "a[href$='format=pdf']")
    with plain.expect_download() as download:
        plain.keyboard.press("Enter")
    assert download.value.suggested_filename == "public-4.pdf"
    digest = plain.locator("tr", has_text="PDF").locator("code").inner_text()
    assert hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest() == digest


def test_an_edition_is_read_in_the_browser_with_its_own_style(shown: Page) -> None:
    said: list[str] = []
    shown.on("console", lambda message: said.append(message.text))
    shown.goto("/editions/public-4")
    shown.get_by_role("link", name="Web page").click()
    shown.wait_for_load_state("networkidle")
    assert "Harbour Institute" in shown.locator("h1").inner_text()
    assert shown.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert not said


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_every_width_is_enough_and_nobody_else_is_asked(site: str, shown: Page, address: str) -> None:
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(address)
    shown.wait_for_load_state("networkidle")
    assert all(url.startswith((site, "data:")) for url in asked)
    check_with_axe(shown)
    check_widths(shown)
