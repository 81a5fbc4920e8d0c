"""The annex as files: one table of comma-separated values, or a workbook.

Invariant: the same briefing gives the same bytes, and every text is stored as text.
"""

import csv
import datetime as dt
import io
import re

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports import annex
from reports.annex import Table
from reports.document import Briefing
from reports.edition_told import edition_lines
from reports.fixed_zip import fixed_zip
from reports.summary import NOT_ALL

_LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
_CUT = " [cut: longer than a cell can hold; the other formats have all of it]"

_AFTER_SEMICOLON = re.compile(r";[\s\"]*(?=[=+\-@＝＋－＠])")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def render_csv(briefing: Briefing) -> bytes:
    """A row for each citation of each claim, those of hops first (RFC 4180, UTF-8 with the mark that Excel seeks)."""
    table, text = annex.joined(briefing), io.StringIO(newline="")
    csv.writer(text).writerows((table.columns, *([_one_cell(cell) for cell in row] for row in table.rows)))
    return text.getvalue().encode("utf-8-sig")


def render_xlsx(briefing: Briefing) -> bytes:
    """A workbook: what it is, the hops, the citations."""
    book = Workbook()
    day = dt.datetime.combine(briefing.dated, dt.time())
    book.properties.title, book.properties.creator = annex.guarded(briefing.title), "Throughline"
    book.properties.created = day
    about, hops = _about(briefing), annex.annex(briefing)
    for table in (about, *hops):
        _fill(book.create_sheet(table.name), table)
    del book[book.sheetnames[0]]
    made = io.BytesIO()
    book.save(made)
    stamp = f"{day.isoformat()}Z".encode()
    return fixed_zip(made.getvalue(), lambda name, content: _dated(name, content, stamp))


def _one_cell(cell: str | int) -> str | int:
    """A cell of which no part is computed, where a spreadsheet parts the line at semicolons as some countries do."""
    return _AFTER_SEMICOLON.sub(r"\g<0>'", cell) if isinstance(cell, str) else cell


def _about(briefing: Briefing) -> Table:
    """What the workbook is of, and what limits it: told here too, because a sheet is passed on alone."""
    told = [("briefing", briefing.title), ("audience", briefing.audience), ("as recorded by", briefing.made_on)]
    told += [("public audit head", briefing.head)]
    if briefing.checkpoint:
        told += [("public tree, size", str(briefing.checkpoint.size)), ("public tree, root", briefing.checkpoint.root)]
    told += [("edition", line) for line in edition_lines(briefing)]
    told += [("how far to trust it", one.text) for one in briefing.trust]
    told += [("summary", one.text) for one in briefing.summary]
    if annex.ended_early(briefing) and NOT_ALL not in briefing.summary:
        told += [("search", NOT_ALL.text)]
    return Table("about", ("what", "as told"), tuple((name, annex.guarded(text)) for name, text in told))


def _fill(sheet: Worksheet, table: Table) -> None:
    for row in (table.columns, *table.rows):
        sheet.append([_cell(sheet, value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)


def _cell(sheet: Worksheet, value: str | int) -> Cell:
    """A cell that holds a number or a text; a text is never taken for anything else."""
    cell = WriteOnlyCell(sheet, value if isinstance(value, int) else _fitting(value))
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _fitting(text: str) -> str:
    """The text, as far as a cell can hold it; what is cut is said."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - len(_CUT)]}{_CUT}"


def _width(column: str) -> int:
    return 60 if column in ("said", "replies", "citation", "title", "quote", "as told") else 18


def _dated(name: str, content: bytes, stamp: bytes) -> bytes:
    """The entry that says when the book was changed says its day instead of the clock."""
    return _MODIFIED.sub(rb"\g<1>" + stamp, content) if name == "docProps/core.xml" else content
