"""The case, its briefing, that briefing as printed, and a bundle: made once, as none of them changes."""

import pytest

from evidence.views import Disclosure
from reports.document import Briefing
from reports.render import render_html, render_markdown
from tests.bundled import Files, bundled, signed_ledger
from tests.reports.case import Case, briefed
from tests.reports.reading import MarkdownPage, WebPage


@pytest.fixture(scope="session")
def disclosure() -> Disclosure:
    return Case().disclosure()


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    return briefed()


@pytest.fixture(scope="session")
def web(briefing: Briefing) -> WebPage:
    return WebPage(render_html(briefing))


@pytest.fixture(scope="session")
def markdown_page(briefing: Briefing) -> MarkdownPage:
    return MarkdownPage(render_markdown(briefing))


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A bundle that holds."""
    return bundled(signed_ledger(tmp_path_factory.mktemp("signed") / "ledger.sqlite"))
