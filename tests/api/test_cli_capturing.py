"""Captures by the command line: of files, folders, archives and addresses; and redacted copies of them."""

import socket
from pathlib import Path

import pytest

from evidence import fetching
from tests.api.command_line import CommandLine
from tests.evidence.test_saved_pages import AUTO_ARCHIVER, CHROME
from tests.evidence.test_web_archives import PAGE, files, packed
from tests.evidence.web_servers import Lines, leads_to, page, serving

QUOTED = ("--assertion", "press_report", "--subject", "E1", "--predicate", "cooperates_with", "--object", "E3")


def key_in(told: str) -> str:
    return told.split(":", maxsplit=1)[0]


def kept(throughline: CommandLine) -> str:
    return throughline.done("export", "jsonl", "--audience", "custodian")


def test_a_folder_is_taken_page_by_page_with_the_files_of_each(harbour: CommandLine) -> None:
    folder = Path("saved")
    (folder / "b_files").mkdir(parents=True)
    (folder / "b.html").write_bytes(CHROME)
    (folder / "b_files" / "x.css").write_bytes(b"css")
    (folder / "post.html").write_bytes(AUTO_ARCHIVER)
    (folder / "0a1b2c.jpg").write_bytes(b"jpg")
    told = harbour.done("capture", "saved", "--source", "S1", "--visibility", "team").splitlines()
    assert [line.rpartition(", ")[2] for line in told] == [
        "https://example.org/b/",
        told[1],
        "https://example.org/post",
        told[3],
    ]
    assert told[1] == f"{key_in(told[0])}: with 1 files that belong to it"
    shown = harbour.done("show", key_in(told[2]))
    for part in ('"tool": "auto-archiver 1.0.2"', '"taken": "2024-05-06T07:08:09Z"', '"by": "Ada"', "not public"):
        assert part in shown


def test_an_archive_is_taken_with_its_pages_each_of_the_source_with_its_address(harbour: CommandLine) -> None:
    harbour.done("record", "source", "The page", "--origin", "Somebody", "--address", PAGE, "--key", "S9")
    Path("a.wacz").write_bytes(packed(files(pages=[{"url": PAGE}, {"url": "https://example.org/gone"}])))
    ran = harbour("capture", "a.wacz")
    assert (ran.code, ran.out.count("\n")) == (0, 2)
    assert all(line.startswith("S9-") for line in ran.out.splitlines())
    assert ran.err.strip() == "warning: the archive names https://example.org/gone and holds no record of it"


def test_what_has_no_source_is_refused_and_nothing_is_recorded(harbour: CommandLine) -> None:
    before = harbour.done("status")
    Path("a.wacz").write_bytes(packed(files()))
    ran = harbour("capture", "a.wacz")
    assert (ran.code, harbour.done("status")) == (1, before)
    assert PAGE in ran.err


def test_an_address_is_fetched_and_what_is_known_of_it_recorded(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(line: socket.socket, asked: str) -> None:
        last = "/b" in asked
        (page(b"<p>They met.", "Content-Type: text/html", "Server: s") if last else leads_to("/b"))(line, asked)

    with serving(answer) as server:
        monkeypatch.setattr(fetching, "WayOut", Lines(server).way)
        told = harbour.done("capture", "http://a.org/", "--source", "S1")
    shown = harbour.done("show", key_in(told))
    for part in ('"address": "http://a.org/"', '"http://a.org/b"', '"method": "fetched"', '"name": "Server"'):
        assert part in shown
    assert "Server" in harbour.done("export", "jsonl", "--audience", "team")
    assert "Server" not in harbour.done("export", "jsonl")
    said = ("record", "claim", *QUOTED, "--source", "S1", "--capture", key_in(told), "--quote", "They met")
    assert "quotation of citation 1: found in its capture, character 3" in harbour.done(*said)


def test_with_a_proxy_everything_goes_there_and_its_password_nowhere(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.set("PROXY", "http://ada:word1234@proxy.example:3128")
    with serving(page(b"<p>", status="403 Forbidden")) as server:
        lines = Lines(server)
        monkeypatch.setattr(fetching, "WayOut", lines.way)
        ran = harbour("capture", "http://a.org/", "--source", "S1")
    assert (ran.code, lines.dialled, lines.resolved) == (1, [("proxy.example", 3128)], [])
    assert "word1234" not in ran.err
    harbour.set("PROXY", "word1234")
    ran = harbour("capture", "http://a.org/", "--source", "S1")
    assert ran.code == 1
    assert "THROUGHLINE_PROXY is http://HOST:PORT" in ran.err
    assert "word1234" not in ran.err


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("http://127.0.0.1:8080/", "not on the public internet"),
        ("http://localhost/", "not on the public internet"),
        ("ftp://a.org/", "only http and https"),
        ("nowhere.pdf", "no file or folder"),
    ],
)
def test_what_is_not_fetched_or_not_there_is_refused_with_the_reason(
    harbour: CommandLine, what: str, reason: str
) -> None:
    before = harbour.done("status")
    ran = harbour("capture", what, "--source", "S1")
    assert ran.code == 1
    assert reason in ran.err
    assert harbour.done("status") == before


def test_who_may_not_see_a_capture_is_shown_its_redacted_copy(harbour: CommandLine) -> None:
    Path("full.txt").write_text("Li said that they met", encoding="utf-8")
    Path("black.txt").write_text("XX said that they met", encoding="utf-8")
    original = key_in(harbour.done("capture", "full.txt", "--source", "S1"))
    harbour.done(
        "record", "claim", *QUOTED, "--source", "S1", "--capture", original, "--quote", "they met", "--key", "Q"
    )
    refused = harbour("redact", original, "black.txt", "--reason", "A witness")
    assert refused.code == 1
    assert "--hide restricted" in refused.err
    told = harbour.done("redact", original, "black.txt", "--reason", "A witness", "--hide", "restricted")
    assert f"a redacted copy of {original}" in told
    public = harbour.done("export", "jsonl", "--audience", "team")
    assert f'"capture":"{key_in(told)}"' in public
    assert "A witness" in public
    assert original not in public
    assert f'"capture":"{original}"' in kept(harbour)
    assert "whole" in harbour.done("verify")
