"""The PDF of every kind on the real cases, judged by veraPDF: archivable (PDF/A-3a) and accessible (PDF/UA-1)."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.api.command_line import CommandLine
from tests.api.http_door import CASE
from tests.graph.neo4j_jars import LTS, java_of
from tests.maven import Missing, jars
from tests.places import on_files
from tests.reports.typeset import needs_fonts

VERAPDF = (("org.verapdf.apps", "greenfield-apps", "1.28.2"),)
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
COMMANDS = {
    "briefing": ("brief", "E03", "E10"),
    "summary": ("brief", "E03", "E10", "--summary"),
    "lanka": ("brief", "E30", "E32"),
    "dossier": ("dossier", "E09"),
    "exposure": ("exposure", "E03", "--to-kind", "allegation"),
    "letter": ("letter", "E09", "--answer-by", "2027-01-15"),
    "overview": ("overview", "--chains", "E03 -> E10"),
    "house": ("brief", "E03", "E10", "--kind", "committee-note"),
}


def judged(flavour: str, *files: Path) -> dict[str, str]:
    """File name -> PASS or FAIL."""
    try:
        command = [java_of(LTS), "-cp", f"{jars('verapdf-1.28.2', VERAPDF)}/*", MAIN, "-f", flavour, "--format", "text"]
    except Missing as error:
        pytest.skip(f"PDFs judged by veraPDF; enable: {error}")
    ran = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    told = [line.split() for line in ran.stdout.splitlines()]
    return {Path(one[1]).name: one[0] for one in told if one and one[0] in ("PASS", "FAIL")}


@needs_fonts
def test_every_kind_is_archivable_and_accessible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    throughline = CommandLine(tmp_path, on_files(tmp_path), monkeypatch, capsys)
    throughline.done("init")
    throughline.done("load", str(CASE))
    monkeypatch.setenv("THROUGHLINE_TEMPLATES", str(CASE.parent / "templates"))
    for name, command in COMMANDS.items():
        throughline.done(*command, "--out", f"{name}.pdf")
    files = [tmp_path / f"{name}.pdf" for name in COMMANDS]
    for flavour in ("3a", "ua1"):
        assert judged(flavour, *files) == dict.fromkeys((file.name for file in files), "PASS")


def test_a_pdf_that_is_neither_fails(tmp_path: Path) -> None:
    with pikepdf.new() as plain:
        plain.add_blank_page()
        plain.save(tmp_path / "plain.pdf")
    assert [judged(flavour, tmp_path / "plain.pdf")["plain.pdf"] for flavour in ("3a", "ua1")] == ["FAIL", "FAIL"]
