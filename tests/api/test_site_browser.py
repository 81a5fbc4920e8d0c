"""The static site in a real browser, from the disk: as axe sees it, in every width, and asking nobody for anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from api.site.placing import put_site
from tests.api.browsing import check_widths, check_with_axe, in_browser, opened
from tests.api.sited import case_with_a_retracted_claim, files_of

pytestmark = in_browser("a static site")

FILES = (
    "index.html",
    "entities.html",
    "claims.html",
    "sources.html",
    "entities/E03.html",
    "sources/S09.html",
    "claims/C11.html",
    "claims/C12.html",
    "chains/E03~E10.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the committed case, one claim of which was retracted."""
    folder = tmp_path_factory.mktemp("site")
    head, files = files_of(case_with_a_retracted_claim(folder / "ledger.sqlite"))
    put_site(folder / "out", files, head)
    return folder / "out"


@pytest.fixture(scope="module")
def shown() -> Iterator[Page]:
    with opened() as browser:
        yield browser.new_context().new_page()


@pytest.mark.parametrize("name", FILES)
def test_axe_finds_nothing_and_every_width_is_enough(site: Path, shown: Page, name: str) -> None:
    shown.set_viewport_size({"width": 1280, "height": 800})
    shown.goto((site / name).as_uri())
    check_with_axe(shown)
    check_widths(shown)


@pytest.mark.parametrize("name", FILES)
def test_a_page_is_styled_complains_of_nothing_and_asks_nobody_else(site: Path, shown: Page, name: str) -> None:
    page, said, asked = shown.context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / name).as_uri())
    page.wait_for_load_state("networkidle")
    assert not said
    assert all(url.startswith((site.as_uri(), "data:")) for url in asked)
    assert page.evaluate("getComputedStyle(document.querySelector('a.skip')).position") == "absolute"
    page.close()


def test_a_permanent_address_leads_to_its_page(site: Path, shown: Page) -> None:
    cited = next(one for one in (site / "id").iterdir() if "url=../claims/C11.html" in one.read_text(encoding="utf-8"))
    shown.goto(cited.as_uri())
    shown.wait_for_url("**/claims/C11.html")
    assert "C11" in shown.title()
