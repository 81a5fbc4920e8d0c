"""The formats of a briefing, by the ending of its file.

Invariant: one table says what there is; each format is the same briefing, and the same briefing gives the same bytes.
Nothing is handed out in any of them before its wording has passed.
"""

from collections.abc import Callable, Mapping

from reports.bibliography import bibtex, csl_json, ris
from reports.document import Briefing
from reports.docx import render_docx
from reports.findings import findings_json
from reports.linter import refuse_unfit
from reports.pdf import render_pdf
from reports.render import render_html, render_markdown
from reports.rendered import html_statements, markdown_statements
from reports.sheets import render_csv, render_xlsx

FORMATS: Mapping[str, Callable[[Briefing], bytes]] = {
    ".html": lambda briefing: render_html(briefing).encode(),
    ".pdf": render_pdf,
    ".docx": render_docx,
    ".md": lambda briefing: render_markdown(briefing).encode(),
    ".csv": render_csv,
    ".xlsx": render_xlsx,
    ".csl.json": csl_json,
    ".json": findings_json,
    ".bib": bibtex,
    ".ris": ris,
}
"""Ending -> how the briefing is written in that format; FontMissing and PandocFailed say that it cannot be, here."""


def written(briefing: Briefing, ending: str) -> bytes:
    """The briefing in the format of that ending, its wording passed.

    Raises WordingRefused where it says what none may, and FontMissing or PandocFailed where it cannot be made here.
    """
    # Both texts for every format: of several files, none is written before one is refused.
    refuse_unfit(html_statements(render_html(briefing)), briefing)
    refuse_unfit(markdown_statements(render_markdown(briefing)), briefing)
    return FORMATS[ending](briefing)
