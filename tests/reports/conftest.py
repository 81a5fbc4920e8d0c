"""The case, its briefing, that briefing as printed, and a bundle: made once, as none of them changes."""

from pathlib import Path

import pytest

from evidence.views import Disclosure
from reports.document import Briefing
from reports.house_kinds import in_house_kind
from reports.render import render_html, render_markdown
from tests.bundled import Files, bundled, signed_ledger
from tests.reports.case import Case, briefed
from tests.reports.house import Arrange
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


@pytest.fixture
def arranged(tmp_path: Path, briefing: Briefing) -> Arrange:
    def in_kind(template: str, of: Briefing = briefing, **more: str) -> Briefing:
        for name, text in {"note": template, **more}.items():
            (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        return in_house_kind(of, "note", tmp_path)

    return in_kind


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A bundle that holds."""
    return bundled(signed_ledger(tmp_path_factory.mktemp("signed") / "ledger.sqlite"))
