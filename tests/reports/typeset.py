"""What the tests of set formats share: fonts, and PDF and Word files read back by other programs."""

import io
import re
import zipfile

import pikepdf
import pypdfium2
import pytest
from typst import Fonts

from reports.fonts import SCRIPTS
from reports.pandoc import pandoc

UYGHUR = "شىنجاڭ ساقچى"
_NEEDED = {family for script in SCRIPTS for family in (script.text, script.label)}

needs_fonts = pytest.mark.skipif(
    not set(Fonts().families()) >= _NEEDED,
    reason="pages set in Chinese and Uyghur; enable: apt-get install fonts-noto-core fonts-noto-cjk",
)


def text_of_pdf(content: bytes) -> str:
    """The text of all pages, each run of space one space."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join("\n".join(pages).split())


def tags_of_pdf(content: bytes) -> list[str]:
    """The kinds of all elements of the structure tree."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return _tags(document.Root.StructTreeRoot.K)


def _tags(node: pikepdf.Object) -> list[str]:
    if isinstance(node, pikepdf.Array):
        return [tag for child in node for tag in _tags(child)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.S)] if "/S" in node else []
    return own + (_tags(node.K) if "/K" in node else [])


def letters_by_font(content: bytes) -> dict[str, str]:
    """The letters that are shown in each font of a PDF, every one of which is embedded."""
    with pikepdf.open(io.BytesIO(content)) as document:
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
        bare = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one]
        assert all({"/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys()) for one in bare)
        return {str(one.BaseFont).split("+")[-1]: _letters(one.ToUnicode.read_bytes()) for one in fonts}


def _letters(mapping: bytes) -> str:
    """The letters that a mapping of glyphs gives."""
    return "".join(bytes.fromhex(code.decode()).decode("utf-16-be") for code in re.findall(rb"<\w+> <(\w+)>", mapping))


def entry(content: bytes, name: str) -> str:
    """A file of an office file, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def read_back(content: bytes, target: str = "plain") -> str:
    """A Word file as pandoc reads it."""
    return pandoc(content, source="docx", target=target).decode()


def footnotes_of(content: bytes) -> list[str]:
    """The footnotes of a Word file, in order, each on one line."""
    text = read_back(content, "plain")
    notes = re.split(r"^\[(\d+)\] ", text, flags=re.MULTILINE)[1:]
    return [" ".join(note.split()) for note in notes[1::2]]
