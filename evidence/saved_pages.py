"""Pages that somebody's browser or tool saved: what the saved bytes say of where and when they were had.

Taken in are a page with its folder of files (``page.html`` and ``page_files``), pages in one file (SingleFile, MHTML),
and what auto-archiver writes (an HTML page that names the files beside it).
Invariant: the address and the time are what the file says, never guessed from its name or the dates on the disk;
nothing outside the folder is read, and a link is never followed.
"""

import datetime as dt
import email
import email.policy
import mimetypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from evidence.captures import Taking
from evidence.errors import PackageRefused
from evidence.moments import utc

MOST_FILES = 5_000
MOST_BYTES = 1 << 30
"""So many files, and bytes in all, are taken in at a time."""

_HEAD = 1 << 16
_MHTML = (".mhtml", ".mht")
_PAGES = (".html", ".htm", ".xhtml", *_MHTML)
_FILES_OF = ("_files", ".files")
"""What browsers call the folder of a page's files, after the page's own name."""

_CHROME = re.compile(rb"<!-- saved from url=\(\d{1,8}\)(https?://[^\s]{1,8000}) -->")
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s{1,20}url:\s{1,20}(https?://[^\s]{1,8000})"
    rb"(?:\s{1,20}saved date: \w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4}))?"
)
_AUTO_ARCHIVER = re.compile(rb'Archived media for <span class="copy">(https?://[^\s<]{1,8000})</span>')
_AUTO_ARCHIVER_VERSION = re.compile(rb"bellingcat/auto-archiver</a>\s{1,40}v([\w.]{1,40})")
_AUTO_ARCHIVER_TIME = re.compile(rb"_processed_at\s{0,40}</td>.{0,400}?(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved page says of itself: its address, when it was saved (UTC, ISO), and with what."""

    address: str | None = None
    taken: str | None = None
    tool: str | None = None


def file_taking(file: Path) -> Taking:
    """One file as it lies there."""
    return _taking(file, file.name)


def folder_takings(folder: Path) -> list[Taking]:
    """The pages in a folder, each before the files that belong to it, and whatever else lies there.

    Files whose names begin with a point are left out. Raises PackageRefused for links, for more than is taken in at a
    time, and where there is nothing.
    """
    files = [
        file for file in _files(folder) if not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]
    if not files:
        raise PackageRefused(f"there is nothing to capture in {folder.name}")
    pages = [file for file in files if file.suffix.lower() in _PAGES and not _belongs(file, files)]
    takings, left = list[Taking](), [file for file in files if file not in pages]
    for page in pages:
        place, taking = len(takings), _taking(page, _name(folder, page))
        parts = [file for file in left if _is_part(file, page, taking)]
        left = [file for file in left if file not in parts]
        takings += [taking, *(_taking(part, _name(folder, part), place) for part in parts)]
    return takings + [_taking(file, _name(folder, file)) for file in left]


def saved_as(content: bytes, name: str) -> Saved:
    """What the bytes of a saved page say of themselves."""
    if name.lower().endswith(_MHTML):
        return _mhtml(content)
    chrome, single = _CHROME.search(content, 0, _HEAD), _SINGLE_FILE.search(content, 0, _HEAD)
    if single:
        return Saved(_text(single[1]), _single_file_time(single), "SingleFile")
    archived = _AUTO_ARCHIVER.search(content)
    if archived:
        version, time = _AUTO_ARCHIVER_VERSION.search(content), _AUTO_ARCHIVER_TIME.search(content)
        tool = f"auto-archiver {_text(version[1])}" if version else "auto-archiver"
        return Saved(_text(archived[1]), f"{_text(time[1]).replace(' ', 'T')}Z" if time else None, tool)
    return Saved(_text(chrome[1])) if chrome else Saved()


def _taking(file: Path, name: str, whole: int | None = None) -> Taking:
    content = file.read_bytes()
    saved = saved_as(content, name) if file.suffix.lower() in _PAGES else Saved()
    mhtml = "multipart/related" if file.suffix.lower() in _MHTML else None
    return Taking(
        content,
        method="saved by hand" if saved.tool is None else f"saved with {saved.tool}",
        media_type=mhtml or mimetypes.guess_type(file.name)[0],
        taken=saved.taken,
        address=saved.address,
        tool=saved.tool,
        name=name,
        whole=whole,
    )


def _files(folder: Path) -> list[Path]:
    """All files in a folder and those below, in the order of their names."""
    files, size = list[Path](), 0
    for file in _below(folder):
        files.append(file)
        size += file.stat().st_size
        if len(files) > MOST_FILES or size > MOST_BYTES:
            raise PackageRefused(
                f"{folder.name} holds more than {MOST_FILES} files or {MOST_BYTES} bytes: take it in parts"
            )
    return sorted(files)


def _below(folder: Path) -> Iterator[Path]:
    for one in folder.iterdir():
        if one.is_symlink() or not (one.is_file() or one.is_dir()):
            raise PackageRefused(f"{one.name} is a link or no file: what it leads to is not what was saved")
        if one.is_dir():
            yield from _below(one)
        else:
            yield one


def _belongs(file: Path, files: Sequence[Path]) -> bool:
    """Whether a file lies in the folder of another page's files."""
    folders = {
        page.with_name(page.stem + ending) for page in files if page.suffix.lower() in _PAGES for ending in _FILES_OF
    }
    return any(parent in folders for parent in file.parents)


def _is_part(file: Path, page: Path, taking: Taking) -> bool:
    """Whether a file lies in the folder of a page's files; or, for auto-archiver, whether the page names it."""
    if any(page.with_name(page.stem + ending) in file.parents for ending in _FILES_OF):
        return True
    return (taking.tool or "").startswith("auto-archiver") and file.name.encode() in taking.content


def _mhtml(content: bytes) -> Saved:
    message = email.message_from_bytes(content[:_HEAD], policy=email.policy.compat32)
    address = str(message.get("Snapshot-Content-Location", ""))
    by = re.search(r"Saved by ([\w .-]{1,60})", str(message.get("From", "")))
    taken = _mail_time(str(message.get("Date", "")))
    return Saved(address if address.startswith(("http://", "https://")) else None, taken, by[1] if by else None)


def _mail_time(text: str) -> str | None:
    try:
        return utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _single_file_time(found: re.Match[bytes]) -> str | None:
    if not found[2]:
        return None
    try:
        return utc(dt.datetime.strptime(_text(found[2] + b" " + found[3]), "%b %d %Y %H:%M:%S %z"))
    except (ValueError, OverflowError):
        return None


def _name(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
