"""The formats of a briefing, by the ending of its file.

Invariant: one table says what there is; each format is the same briefing, and the same briefing gives the same bytes.
Nothing is handed out in any of them before its wording has passed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from evidence.errors import FontMissing, PandocFailed
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


_SLOW = (".pdf", ".docx", ".bib", ".xlsx")
"""What is begun first, the slowest before the rest; typst and pandoc work while Python does."""
_AT_ONCE = 2

Made = bytes | FontMissing | PandocFailed
"""A format's bytes, or why it cannot be made here."""


def written(briefing: Briefing, ending: str) -> bytes:
    """The briefing in the format of that ending, its wording passed.

    Raises WordingRefused where it says what none may, and FontMissing or PandocFailed where it cannot be made here.
    """
    _refuse_unfit(briefing)
    return FORMATS[ending](briefing)


def written_in(briefing: Briefing, endings: Sequence[str]) -> Iterator[Made]:
    """The same in several formats, two of them in the making at a time, in the order asked for.

    Raises WordingRefused before anything is made.
    """
    _refuse_unfit(briefing)
    ranked = sorted(set(endings), key=lambda one: _SLOW.index(one) if one in _SLOW else len(_SLOW))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        making = {ending: pool.submit(_made, briefing, ending) for ending in ranked}
        for ending in endings:
            yield making[ending].result()


def _made(briefing: Briefing, ending: str) -> Made:
    try:
        return FORMATS[ending](briefing)
    except (FontMissing, PandocFailed) as missing:
        return missing


def _refuse_unfit(briefing: Briefing) -> None:
    # Both texts for every format: of several files, none is written before one is refused.
    refuse_unfit(html_statements(render_html(briefing)), briefing)
    refuse_unfit(markdown_statements(render_markdown(briefing)), briefing)
