"""The text of captures, hostile ones included: what parses them is ended when it needs too much."""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from evidence.capture_text import ReadingLimits, pages_of, searched_text, told_type

LIMITS = ReadingLimits(seconds=10)


def text_of(content: bytes, media_type: str | None = None, limits: ReadingLimits = LIMITS) -> str | None:
    pages = pages_of(content, media_type, limits)
    return None if pages is None else "".join(pages)


def pdf(*texts: str, filler: int = 0) -> bytes:
    """A PDF with one line of text a page, and as many bytes of nothing in each page's stream."""
    made = pikepdf.new()
    for text in texts:
        page = made.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=made.make_indirect(font)))
        drawn = f"BT /F 12 Tf 72 700 Td ({text}) Tj ET".encode() + b" " * filler
        page.Contents = pikepdf.Stream(made, zlib.compress(drawn, 9), Filter=pikepdf.Name.FlateDecode)
    file = io.BytesIO()
    made.save(file, compress_streams=False)
    return file.getvalue()


def test_html_is_read_without_scripts_and_by_blocks() -> None:
    content = (
        b"<html><head><title>T</title><style>no</style></head><body><p>A<b>b</b>c<p>next<br>line<!-- no -->"
        b"<script>no</script><td>cell</td> tail</body></html>"
    )
    text = text_of(content, "text/html") or ""
    assert text.split() == ["T", "Abc", "next", "line", "cell", "tail"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("<p>公安</p>".encode("gb18030"), "text/html; charset=gb18030"),
        ('<meta charset="gb18030"><p>公安</p>'.encode("gb18030"), "text/html"),
        ('<html><meta charset="utf-8"><p>公安</p>'.encode(), None),
        ("公安".encode(), "text/plain"),
        ("公安".encode("utf-16"), "text/plain"),
        ("公安".encode("gb18030"), "text/plain; charset=gb18030"),
        ("公安".encode(), "text/plain; charset=nonsense"),
    ],
)
def test_letters_are_read_in_their_character_set(content: bytes, media_type: str | None) -> None:
    assert "公安" in (text_of(content, media_type) or "")


def test_a_pdf_is_read_page_by_page() -> None:
    made = pdf("The first page", "The grant was paid", "end")
    for media_type in ("application/pdf", None, "application/octet-stream"):
        text = searched_text(made, media_type)
        assert text is not None
        assert str(text.find("was paid")) == "page 2, character 11"


def test_the_page_in_an_mhtml_file_is_read() -> None:
    content = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>paid =E5=85=AC</p>\r\n--B--\r\n"
    )
    assert (text_of(content, "multipart/related") or "").strip() == "paid 公"
    assert text_of(b"no mail at all", "multipart/related") is None


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 nothing", "application/pdf"),
        (pdf("a")[:300], "application/pdf"),
        (b"\x89PNG", "image/png"),
        (b"\x00\x01", None),
        (b"", None),
    ],
)
def test_of_what_cannot_be_read_there_is_no_text(content: bytes, media_type: str | None) -> None:
    assert text_of(content, media_type) is None
    assert searched_text(content, media_type) is None


def test_a_pdf_without_words_has_no_text_to_look_into() -> None:
    assert searched_text(pdf("", ""), "application/pdf") is None


def nested() -> bytes:
    return b"<div>" * 300_000 + b"deep"


def unclosed() -> bytes:
    return b"<script" * 500_000 + b"<!--" * 500_000


def bomb() -> bytes:
    return pdf("a", filler=400_000_000)


@pytest.mark.parametrize(
    ("make", "media_type"), [(nested, "text/html"), (unclosed, "text/html"), (bomb, "application/pdf")]
)
def test_what_is_made_to_break_its_reader_breaks_nothing(make: Callable[[], bytes], media_type: str) -> None:
    limits = ReadingLimits(memory=1 << 28, seconds=5)
    text = text_of(make(), media_type, limits)
    assert text is None or len(text) < 10_000_000


@pytest.mark.parametrize(
    "between", [b"<img src='data:image/png;base64," + b"A" * 12_000_000 + b"'>", b"<div>" * 300], ids=["large", "deep"]
)
def test_a_page_with_a_large_picture_or_deep_blocks_is_read_to_its_end(between: bytes) -> None:
    text = text_of(b"<p>before</p>" + between + b"<p>after</p>", "text/html") or ""
    assert text.split() == ["before", "after"]


def test_the_limits_on_memory_pages_and_characters_hold() -> None:
    made = pdf("one", "two", "three")
    assert pages_of(made, None, ReadingLimits(pages=3)) == ["one", "two", "three"]
    assert pages_of(made, None, ReadingLimits(pages=2)) is None
    assert pages_of(b"word " * 1_000, "text/plain", ReadingLimits(characters=10)) is None
    assert pages_of(made, None, ReadingLimits(characters=10)) is None
    assert pages_of(made, None, ReadingLimits(memory=1 << 24)) is None
    assert pages_of(b"<p>" + b"word " * 1_000, "text/html", ReadingLimits(characters=10)) is None


def test_the_limit_on_time_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.capture_text._PROGRAM", "while True: pass")
    assert pages_of(b"<p>", "text/html", ReadingLimits(seconds=0)) is None


def test_a_type_is_told_by_the_beginning_only_where_none_is_named() -> None:
    assert told_type(b" <!DOCTYPE html>", None) == ("text/html", None)
    assert told_type(b"%PDF-1.4", "text/plain; charset=UTF-8") == ("text/plain", "utf-8")
