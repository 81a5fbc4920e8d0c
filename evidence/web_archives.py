"""WACZ archives: whether one is as it was packed, and the pages in it with their own addresses and times.

Invariant: nothing of an archive is taken in before every file in it has the size and the SHA-256 that its datapackage
says, and every record that has a digest was held against it. How much is unpacked has a limit. Nothing is written to
disk. A signature in it is kept with it, and not judged.
"""

import datetime as dt
import hashlib
import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from evidence.captures import Taking
from evidence.errors import PackageRefused
from evidence.fetching import kept_headers
from evidence.moments import utc

MOST_UNPACKED = 4 << 30
MOST_OF_A_PAGE = 100 << 20
MOST_ENTRIES = 10_000
"""So many bytes are unpacked in all, and of one page, and so many files may be in it."""

_PART = 1 << 16
_MOST_OF_A_LIST = 64 << 20
_DATAPACKAGE, _DIGEST = "datapackage.json", "datapackage-digest.json"


@dataclass(frozen=True, slots=True)
class Archive:
    """What is taken in of an archive: itself, then its pages; and the addresses of pages that it names only."""

    takings: tuple[Taking, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class _Page:
    address: str
    moment: dt.datetime | None
    found: Taking | None = None
    apart: float = float("inf")
    """Seconds between when the page was noted and its record."""


def read_wacz(content: bytes, name: str) -> Archive:
    """Check an archive and read its pages; raises PackageRefused where it is not whole, or holds no page."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _Reading(packed, name).archive(content)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError) as error:
        raise PackageRefused(f"{name} is no whole WACZ archive: it cannot be unpacked") from error
    except ArchiveLoadFailed as error:
        raise PackageRefused(f"{name} holds a record that is not as it was written") from error


class _Reading:
    """One archive while it is read."""

    def __init__(self, packed: zipfile.ZipFile, name: str) -> None:
        self._packed, self._name, self._left = packed, name, MOST_UNPACKED
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        self._entries = {entry.filename for entry in entries}
        if len(entries) > MOST_ENTRIES or len(self._entries) < len(entries):
            raise PackageRefused(f"{name} holds more than {MOST_ENTRIES} files, or two of one name")

    def archive(self, content: bytes) -> Archive:
        package = self._package()
        pages = self._pages()
        tool = str(package.get("software") or "") or None
        for path in sorted(self._entries):
            if path.startswith("archive/"):
                self._read_records(path, pages, tool)
        found = [page.found for page in pages if page.found]
        if not found:
            raise PackageRefused(f"{self._name} holds no record of any of its pages")
        whole = Taking(
            content,
            method="WACZ archive",
            media_type="application/wacz",
            taken=_utc(str(package.get("created"))),
            address=str(package.get("mainPageUrl") or found[0].address),
            tool=tool,
            name=self._name,
        )
        return Archive((whole, *found), tuple(page.address for page in pages if not page.found))

    def _package(self) -> dict[str, Any]:
        """The datapackage, once every file was held against it."""
        written = self._whole(_DATAPACKAGE)
        package = _json(written, self._name)
        if _DIGEST in self._entries:
            told = _json(self._whole(_DIGEST), self._name).get("hash")
            self._same(_DATAPACKAGE, hashlib.sha256(written).hexdigest(), told)
        resources = package.get("resources")
        listed = {
            one["path"]: one for one in resources or () if isinstance(one, dict) and isinstance(one.get("path"), str)
        }
        unlisted = self._entries - listed.keys() - {_DATAPACKAGE, _DIGEST}
        if unlisted or listed.keys() - self._entries:
            path = min(unlisted or listed.keys() - self._entries)
            raise PackageRefused(f"{self._name}: its datapackage and its files differ at {path}")
        for path, one in listed.items():
            self._check(path, one)
        return package

    def _check(self, path: str, told: dict[str, Any]) -> None:
        digest, size = hashlib.sha256(), 0
        for part in self._parts(path):
            digest.update(part)
            size += len(part)
        self._same(path, digest.hexdigest(), told.get("hash"))
        if told.get("bytes", size) != size:
            raise PackageRefused(f"{self._name}: {path} has {size} bytes and not those that its datapackage says")

    def _same(self, path: str, digest: str, told: object) -> None:
        if told != f"sha256:{digest}":
            raise PackageRefused(f"{self._name}: {path} does not have the SHA-256 that its datapackage says")

    def _pages(self) -> list[_Page]:
        lines = self._whole("pages/pages.jsonl").splitlines()
        told = [_json(line, self._name) for line in lines if line.strip()]
        return [_Page(one["url"], _moment(one.get("ts"))) for one in told if isinstance(one.get("url"), str)]

    def _read_records(self, path: str, pages: list[_Page], tool: str | None) -> None:
        with self._packed.open(path) as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                address, moment = (
                    record.rec_headers.get_header("WARC-Target-URI"),
                    _moment(record.rec_headers.get_header("WARC-Date")),
                )
                wanted = [page for page in pages if page.address == address and _is_nearer(page, record, moment)]
                content = self._content(record, keep=bool(wanted))
                for page in wanted:
                    page.apart = _apart(page, moment)
                    page.found = _page(content, record, moment, path, tool)

    def _content(self, record: Any, *, keep: bool) -> bytes:  # noqa: ANN401 -- warcio has no types
        """What a record holds, unpacked, where it is kept; read to its end in any case, which checks its digest."""
        parts, size = list[bytes](), 0
        stream = record.content_stream() if keep else record.raw_stream
        while part := stream.read(_PART):
            self._spend(len(part))
            size += len(part)
            if keep and size > MOST_OF_A_PAGE:
                raise PackageRefused(f"{self._name} holds a page of more than {MOST_OF_A_PAGE} bytes")
            if keep:
                parts.append(part)
        return b"".join(parts)

    def _whole(self, path: str) -> bytes:
        if path not in self._entries:
            raise PackageRefused(f"{self._name} is no WACZ archive: it has no {path}")
        if self._packed.getinfo(path).file_size > _MOST_OF_A_LIST:
            raise PackageRefused(f"{self._name}: {path} is longer than is read")
        return b"".join(self._parts(path))

    def _parts(self, path: str) -> Iterator[bytes]:
        with self._packed.open(path) as file:
            while part := file.read(_PART):
                self._spend(len(part))
                yield part

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise PackageRefused(f"{self._name} unpacks to more than {MOST_UNPACKED} bytes")


def _is_nearer(page: _Page, record: Any, moment: dt.datetime | None) -> bool:  # noqa: ANN401
    """Whether a record is that page as it was answered, and nearer in time than what was found before."""
    if record.rec_type not in ("response", "resource"):
        return False
    answered = (
        record.rec_type == "resource" or record.http_headers is None or record.http_headers.get_statuscode() == "200"
    )
    return answered and _apart(page, moment) < page.apart


def _apart(page: _Page, moment: dt.datetime | None) -> float:
    return abs((page.moment - moment).total_seconds()) if page.moment and moment else 1e12


def _page(content: bytes, record: Any, moment: dt.datetime | None, path: str, tool: str | None) -> Taking:  # noqa: ANN401
    headers = record.http_headers.headers if record.http_headers else []
    sent = record.http_headers.get_header("Content-Type") if record.http_headers else None
    return Taking(
        content,
        method="record of a WACZ archive",
        media_type=sent or record.rec_headers.get_header("Content-Type"),
        taken=utc(moment) if moment else None,
        address=record.rec_headers.get_header("WARC-Target-URI"),
        tool=tool,
        headers=kept_headers(headers),
        name=path,
        whole=0,
    )


def _json(text: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PackageRefused(f"{name}: one of its lists is no JSON") from error
    if not isinstance(value, dict):
        raise PackageRefused(f"{name}: one of its lists is no JSON object")
    return value


def _moment(text: object) -> dt.datetime | None:
    """A UTC time as archives write it; None where it is none."""
    try:
        moment = dt.datetime.fromisoformat(str(text))
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):  # no time, or one of a year that UTC has not
        return None


def _utc(text: str) -> str | None:
    moment = _moment(text)
    return utc(moment) if moment else None
