"""The formats of a briefing, by the ending of its file.

Invariant: one table says what there is; each format is the same briefing, and the same briefing gives the same bytes.
"""

from collections.abc import Callable, Mapping

from reports.bibliography import bibtex, csl_json, ris
from reports.document import Briefing
from reports.docx import render_docx
from reports.findings import findings_json
from reports.pdf import render_pdf
from reports.render import render_html, render_markdown
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
