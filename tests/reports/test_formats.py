"""The formats: which there are, and that each is the same for the same briefing."""

import pytest

from reports.document import Briefing
from reports.formats import FORMATS
from tests.reports.case import briefed
from tests.reports.typeset import needs_fonts


def test_the_formats_are_those_that_are_promised() -> None:
    assert set(FORMATS) == {".html", ".pdf", ".docx", ".md", ".csv", ".xlsx", ".csl.json", ".json", ".bib", ".ris"}


@needs_fonts
@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_briefing_gives_the_same_bytes(ending: str, briefing: Briefing) -> None:
    assert FORMATS[ending](briefing) == FORMATS[ending](briefed())


@needs_fonts
@pytest.mark.parametrize("ending", FORMATS)
def test_an_answer_without_chains_is_written_too(ending: str) -> None:
    assert FORMATS[ending](briefed(max_hops=1)) is not None
