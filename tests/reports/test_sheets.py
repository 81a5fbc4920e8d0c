"""The annex as files: read back, every text is a text, and no clock shows."""

import csv
import io
import zipfile

import pytest
from openpyxl import load_workbook

from reports.annex import annex, joined
from reports.document import Briefing
from reports.sheets import render_csv, render_xlsx
from tests.reports.case import HEAD, Spice, briefed


def test_the_values_come_back_as_they_were_in_any_script(briefing: Briefing) -> None:
    content = render_csv(briefing)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    table = joined(briefing)
    assert rows == [list(table.columns), *[[str(cell) for cell in row] for row in table.rows]]
    assert content.startswith(b"\xef\xbb\xbf")
    assert any("湖南" in cell for row in rows for cell in row)


def test_the_workbook_holds_what_it_is_of_the_hops_and_the_citations(briefing: Briefing) -> None:
    book = load_workbook(io.BytesIO(render_xlsx(briefing)))
    assert book.sheetnames == ["about", "hops", "citations"]
    for table in annex(briefing):
        found = [tuple("" if cell is None else cell for cell in row) for row in book[table.name].values]
        assert found == [table.columns, *table.rows]
    about = {row[0]: row[1] for row in book["about"].values}
    assert about["public audit head"] == HEAD


@pytest.mark.parametrize("spice", [lambda text: f"=1+1 {text}", lambda _: "#N/A"], ids=["formula", "error"])
def test_no_text_of_the_workbook_is_anything_else(spice: Spice) -> None:
    book = load_workbook(io.BytesIO(render_xlsx(briefed(spice))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert cells
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert all(isinstance(cell.value, int | None) for cell in cells if cell.data_type == "n")


@pytest.mark.parametrize("formula", ['x;=HYPERLINK("http://e.org";"y")', 'x; "+1+1', "x;@SUM(1)", "x;\t-1", ";＝1"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_computed_however_a_spreadsheet_parts_the_line(formula: str, delimiter: str) -> None:
    content = render_csv(briefed(lambda text: f"{text} {formula}")).decode("utf-8-sig")
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    assert not [cell for row in rows for cell in row if cell.lstrip(' "').startswith(tuple("=+-@＝＋－＠"))]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    book = load_workbook(io.BytesIO(render_xlsx(briefed(lambda text: text + "x" * 40_000))))
    longest = max((str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("the other formats have all of it]")


def test_the_same_briefing_gives_the_same_bytes_and_no_clock_shows(briefing: Briefing) -> None:
    book = render_xlsx(briefing)
    assert render_xlsx(briefing) == book
    assert render_csv(briefing) == render_csv(briefing)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert properties.count("2026-11-24T00:00:00Z") == 2
