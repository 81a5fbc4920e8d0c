"""What the tests in a real browser share: the browser, an application that it can reach, keys, and what axe finds."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from socket import socket
from threading import Thread
from time import monotonic, sleep
from typing import Any, Literal

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.app import create_app
from evidence.address import Address
from evidence.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
_MOST_PRESSES = 80
AXE = files("axe_playwright_python").joinpath("axe.min.js")
RULES: Mapping[Literal["light", "dark"], Mapping[str, Sequence[str]]] = {
    "light": {},
    "dark": {"runOnly": ("color-contrast", "link-in-text-block")},
}
"""What axe is asked of a page in each scheme: everything in the light, and in the dark what colours decide."""


def in_browser(what: str) -> list[pytest.MarkDecorator]:
    """The marks of a module of such tests, and what is left out where there is no browser."""
    reason = f"{what} in a real browser; enable: apt-get install chromium fonts-noto-core fonts-noto-cjk"
    return [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason=reason)]


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser, until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def context_in(browser: Browser, site: str, **more: Any) -> Iterator[BrowserContext]:
    """A visitor of a site, who has been nowhere before."""
    context = browser.new_context(base_url=site, **more)
    yield context
    context.close()


@contextmanager
def served(ledger: Address) -> Iterator[str]:
    """The application on a loopback port that was free, until the end of the block."""
    with closing(socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(ledger=ledger)), log_level="error"))
        running = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        _wait_until_started(server)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first element of the selector has the focus."""
    for _ in range(_MOST_PRESSES):
        page.keyboard.press("Tab")
        if page.locator(selector).first.and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"{selector} was not reached in {_MOST_PRESSES} presses")


def check_with_axe(page: Page) -> None:
    """Axe finds nothing on the page, in the light nor in the dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("rules => axe.run(rules)", rules)
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]] == []
        assert len(found["passes"]) > (0 if rules else 10)


def check_widths(page: Page) -> None:
    """The page fits every width."""
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def _wait_until_started(server: uvicorn.Server) -> None:
    given_up = monotonic() + 20
    while not server.started:
        assert monotonic() < given_up, "the server did not start"
        sleep(0.01)
