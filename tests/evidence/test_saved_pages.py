"""Folders of saved pages: each page before the files that belong to it, with what it says of itself."""

import os
from pathlib import Path

import pytest

from evidence import saved_pages
from evidence.captures import Taking
from evidence.errors import PackageRefused
from evidence.saved_pages import Saved, file_taking, folder_takings, saved_as

SINGLE_FILE = b"""<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: https://example.org/a?b=1
 saved date: Tue Mar 22 2022 15:36:19 GMT+0100 (Central European Standard Time)
-->"""
CHROME = b"<!DOCTYPE html>\n<!-- saved from url=(0022)https://example.org/b/ -->\n<html>"
AUTO_ARCHIVER = b"""<h2>Archived media for <span class="copy">https://example.org/post</span> - <a>open</a></h2>
<img src="https://cdn.example.org/x/0a1b2c.jpg"><table><tr><td>_processed_at</td>
<td><span class="copy">2024-05-06 07:08:09.123456+00:00</span></td></tr></table>
<p>Made with <a href="https://github.com/bellingcat/auto-archiver">bellingcat/auto-archiver</a>
        v1.0.2</p>"""
MHTML = b"""From: <Saved by Blink>\r
Snapshot-Content-Location: https://example.org/m\r
Date: Tue, 22 Mar 2022 14:36:19 -0000\r
Content-Type: multipart/related; boundary=B\r
\r
--B--\r
"""


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def outline(takings: list[Taking]) -> list[tuple[str | None, str | None]]:
    """The name of each, and the name of what it is a part of."""
    return [(one.name, None if one.whole is None else takings[one.whole].name) for one in takings]


@pytest.mark.parametrize(
    ("content", "name", "saved"),
    [
        (SINGLE_FILE, "a.html", Saved("https://example.org/a?b=1", "2022-03-22T14:36:19Z", "SingleFile")),
        (CHROME, "a.html", Saved("https://example.org/b/")),
        (AUTO_ARCHIVER, "a.html", Saved("https://example.org/post", "2024-05-06T07:08:09Z", "auto-archiver 1.0.2")),
        (MHTML, "a.mhtml", Saved("https://example.org/m", "2022-03-22T14:36:19Z", "Blink")),
        (b"Date: nonsense\r\n\r\n", "a.mht", Saved()),
        (b"<html>", "a.html", Saved()),
        (b"<!-- saved from url=(0022)file:///home -->", "a.html", Saved()),
    ],
)
def test_a_saved_page_says_where_and_when_it_was_had(content: bytes, name: str, saved: Saved) -> None:
    assert saved_as(content, name) == saved


def test_the_files_of_a_page_are_parts_of_it(tmp_path: Path) -> None:
    files = {
        "b.html": CHROME,
        "b_files/style.css": b"css",
        "b_files/frame.html": b"<p>frame",
        "b_files/deep/x.png": b"png",
        "other.pdf": b"%PDF",
        ".DS_Store": b"hidden",
        "b_files/.cache/y": b"hidden",
    }
    takings = folder_takings(write(tmp_path, files))
    assert outline(takings) == [
        ("b.html", None),
        ("b_files/deep/x.png", "b.html"),
        ("b_files/frame.html", "b.html"),
        ("b_files/style.css", "b.html"),
        ("other.pdf", None),
    ]
    assert (takings[0].address, takings[0].media_type, takings[0].content) == (
        "https://example.org/b/",
        "text/html",
        CHROME,
    )
    assert takings[4].media_type == "application/pdf"


def test_what_auto_archiver_wrote_is_its_page_with_the_files_that_it_names(tmp_path: Path) -> None:
    files = {"post/page.html": AUTO_ARCHIVER, "post/0a1b2c.jpg": b"jpg", "post/ffffff.jpg": b"of another page"}
    takings = folder_takings(write(tmp_path, files))
    assert outline(takings) == [
        ("post/page.html", None),
        ("post/0a1b2c.jpg", "post/page.html"),
        ("post/ffffff.jpg", None),
    ]
    assert takings[0].method == "saved with auto-archiver 1.0.2"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"in/a.html": b"<p>", "out/secret": b"secret"})
    os.symlink(tmp_path / "out", tmp_path / "in" / "more")
    with pytest.raises(PackageRefused, match="is a link"):
        folder_takings(tmp_path / "in")


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PackageRefused, match="no file"):
        folder_takings(tmp_path)


def test_more_than_is_taken_in_at_a_time_and_nothing_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PackageRefused, match="nothing"):
        folder_takings(tmp_path)
    write(tmp_path, {"a": b"12", "b": b"34"})
    assert len(folder_takings(tmp_path)) == 2
    for name, most in (("MOST_FILES", 1), ("MOST_BYTES", 3)):
        with monkeypatch.context() as patched:
            patched.setattr(saved_pages, name, most)
            with pytest.raises(PackageRefused, match="in parts"):
                folder_takings(tmp_path)


def test_one_file_is_taken_as_it_lies_there(tmp_path: Path) -> None:
    write(tmp_path, {"m.mhtml": MHTML, "a.bin": b"\x00"})
    page = file_taking(tmp_path / "m.mhtml")
    assert (page.content, page.address, page.media_type, page.tool) == (
        MHTML,
        "https://example.org/m",
        "multipart/related",
        "Blink",
    )
    assert file_taking(tmp_path / "a.bin").taken is None
