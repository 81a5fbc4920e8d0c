"""WACZ archives: what is not as it was packed is refused whole; pages come with their own addresses and times."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from evidence import web_archives
from evidence.errors import PackageRefused
from evidence.web_archives import read_wacz

Files = dict[str, bytes]
PAGE = "https://example.org/page"
TS = "2024-01-02T03:04:05Z"


class Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """Writes through memory: the files that warcio would make it never closes."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


def warc(*records: tuple[str, str, str, bytes], gzip: bool = True) -> bytes:
    """Responses: address, time, status, body."""
    file = io.BytesIO()
    writer = Writer(file, gzip=gzip)
    for address, date, status, body in records:
        headers = StatusAndHeaders(
            status, [("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "secret")], protocol="HTTP/1.1"
        )
        record = writer.create_warc_record(
            address, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": date}
        )
        writer.write_record(record)
    return file.getvalue()


def files(*records: tuple[str, str, str, bytes], pages: list[dict[str, str]] | None = None) -> Files:
    told = pages if pages is not None else [{"url": PAGE, "ts": TS}]
    lines = [{"format": "json-pages-1.0", "id": "pages"}, *told]
    return {
        "archive/data.warc.gz": warc(*(records or ((PAGE, TS, "200 OK", b"<p>The grant was paid"),))),
        "indexes/index.cdx": b"",
        "pages/pages.jsonl": "\n".join(map(json.dumps, lines)).encode(),
    }


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def packed(inside: Files, change: Callable[[dict[str, Any], Files], None] = lambda package, files: None) -> bytes:
    """An archive of these files with its datapackage; ``change`` may alter both before they are written."""
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": sha256(content), "bytes": len(content)}
        for path, content in inside.items()
    ]
    package: dict[str, Any] = {
        "profile": "data-package",
        "software": "a crawler 1.2",
        "created": TS,
        "resources": resources,
    }
    inside = dict(inside)
    change(package, inside)
    written = json.dumps(package).encode()
    inside.setdefault("datapackage.json", written)
    inside.setdefault("datapackage-digest.json", json.dumps({"hash": sha256(written)}).encode())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in inside.items():
            archive.writestr(path, content)
    return file.getvalue()


def test_the_archive_and_its_pages_come_with_their_own_addresses_and_times() -> None:
    content = packed(files())
    archive = read_wacz(content, "a.wacz")
    whole, page = archive.takings
    assert (whole.content, whole.address, whole.taken, whole.tool) == (content, PAGE, TS, "a crawler 1.2")
    assert (page.content, page.address, page.taken, page.whole) == (b"<p>The grant was paid", PAGE, TS, 0)
    assert page.media_type == "text/html; charset=utf-8"
    assert page.headers == (("Content-Type", "text/html; charset=utf-8"),)
    assert archive.lost == ()


def test_of_several_records_the_one_nearest_in_time_that_was_answered_is_taken() -> None:
    records = [
        (PAGE, "2024-01-02T03:00:00Z", "200 OK", b"before"),
        (PAGE, "2024-01-02T03:04:06Z", "200 OK", b"this"),
        (PAGE, "2024-01-02T03:04:05Z", "404 Not Found", b"none"),
        (PAGE, "2024-01-02T04:00:00Z", "200 OK", b"after"),
        ("https://example.org/other", TS, "200 OK", b"other"),
    ]
    _, page = read_wacz(packed(files(*records)), "a.wacz").takings
    assert (page.content, page.taken) == (b"this", "2024-01-02T03:04:06Z")


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_of_a_year_that_utc_has_not_is_none(date: str) -> None:
    def made_then(package: dict[str, Any], _: Files) -> None:
        package["created"] = date

    assert read_wacz(packed(files(), made_then), "a.wacz").takings[0].taken is None
    assert read_wacz(packed(files((PAGE, date, "200 OK", b"page"))), "a.wacz").takings[1].taken is None


def test_an_archive_whose_packing_is_broken_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("datapackage.json", b"{" * 10_000)
    broken = bytearray(file.getvalue())
    broken[60:70] = b"\xff" * 10
    with pytest.raises(PackageRefused):
        read_wacz(bytes(broken), "a.wacz")


def test_pages_that_no_record_holds_are_named_and_an_archive_without_any_is_refused() -> None:
    gone = {"url": "https://example.org/gone", "ts": TS}
    assert read_wacz(packed(files(pages=[{"url": PAGE, "ts": TS}, gone])), "a.wacz").lost == (gone["url"],)
    with pytest.raises(PackageRefused, match="no record"):
        read_wacz(packed(files(pages=[gone])), "a.wacz")


def swapped(package: dict[str, Any], inside: Files) -> None:
    inside["archive/data.warc.gz"] = warc((PAGE, TS, "200 OK", b"<p>The grant was not paid"))


def other_index(package: dict[str, Any], inside: Files) -> None:
    inside["indexes/index.cdx"] = b"x"


def added(package: dict[str, Any], inside: Files) -> None:
    inside["archive/more.warc.gz"] = warc((PAGE, TS, "200 OK", b"more"))


def taken_away(package: dict[str, Any], inside: Files) -> None:
    del inside["indexes/index.cdx"]


def other_size(package: dict[str, Any], inside: Files) -> None:
    package["resources"][0]["bytes"] += 1


def no_hash(package: dict[str, Any], inside: Files) -> None:
    del package["resources"][0]["hash"]


def other_package(package: dict[str, Any], inside: Files) -> None:
    inside["datapackage.json"] = json.dumps({**package, "software": "another"}).encode()


def no_list(package: dict[str, Any], inside: Files) -> None:
    del inside["pages/pages.jsonl"]
    package["resources"] = [one for one in package["resources"] if one["path"] != "pages/pages.jsonl"]


@pytest.mark.parametrize(
    "change", [swapped, other_index, added, taken_away, other_size, no_hash, other_package, no_list]
)
def test_an_archive_that_is_not_as_it_was_packed_is_refused(change: Callable[[dict[str, Any], Files], None]) -> None:
    with pytest.raises(PackageRefused):
        read_wacz(packed(files(), change), "a.wacz")


def test_a_record_that_is_not_what_its_digest_says_is_refused() -> None:
    inside = files()
    plain = warc((PAGE, TS, "200 OK", b"The grant was paid"), gzip=False)
    inside["archive/data.warc.gz"] = plain.replace(b"was paid", b"was lost")
    with pytest.raises(PackageRefused, match="not as it was written"):
        read_wacz(packed(inside), "a.wacz")


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive", packed(files())[:-40], packed({"a.txt": b""})])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(PackageRefused):
        read_wacz(content, "a.wacz")


@pytest.mark.parametrize("limit", ["MOST_UNPACKED", "MOST_OF_A_PAGE", "MOST_ENTRIES", "_MOST_OF_A_LIST"])
def test_what_unpacks_to_more_than_the_limits_is_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(files((PAGE, TS, "200 OK", bytes(1 << 20))))
    assert len(read_wacz(content, "a.wacz").takings) == 2
    monkeypatch.setattr(web_archives, limit, 3)
    with pytest.raises(PackageRefused, match=r"more than|longer than"):
        read_wacz(content, "a.wacz")


def test_a_record_that_nobody_asks_for_counts_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = ("https://example.org/bomb", TS, "200 OK", bytes(1 << 22))
    content = packed(files(bomb, (PAGE, TS, "200 OK", b"page")))
    monkeypatch.setattr(web_archives, "MOST_UNPACKED", 1 << 20)
    with pytest.raises(PackageRefused, match="unpacks to more"):
        read_wacz(content, "a.wacz")
