"""The case, its briefing, and that briefing as printed: made once, as all of them are frozen."""

import pytest

from evidence.views import Disclosure
from reports.document import Briefing
from reports.render import render_html, render_markdown
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
