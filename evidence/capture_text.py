"""The text of a capture: of plain text, HTML, PDF and MHTML.

Invariant: a capture may be made by an adversary. What parses it runs in a process of its own with limits on memory,
time and output, and whatever becomes of that process, the answer is a text, or that none could be taken out.
"""

import email
import email.policy
import json
import subprocess
import sys
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from evidence.quoting import Searched

_HTML = ("text/html", "application/xhtml+xml")
_MHTML = ("multipart/related", "message/rfc822", "application/x-mimearchive")
_UNTOLD = (None, "", "application/octet-stream", "binary/octet-stream")
_PROGRAM = "import sys; from evidence.text_out import main; main(*sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """How much taking a text out may need: bytes of memory, seconds, pages, and characters that come of it."""

    memory: int = 1 << 30
    seconds: int = 30
    pages: int = 5_000
    characters: int = 20_000_000


def searched_text(content: bytes, media_type: str | None) -> Searched | None:
    """The text of a capture to look for quotations in; None where none can be taken out.

    A PDF without any text (scanned pages) has none that could be looked into.
    """
    pages = pages_of(content, media_type, ReadingLimits())
    if pages is None or not any(page.strip() for page in pages):
        return None
    return Searched(pages, paged=told_type(content, media_type)[0] == "application/pdf")


def pages_of(content: bytes, media_type: str | None, limits: ReadingLimits) -> list[str] | None:
    """The text page by page, one for all where there are no pages; None where it cannot be taken out."""
    kind, charset = told_type(content, media_type)
    if kind in ("text/plain", "text/markdown"):
        text = decoded(content, charset)
        return [text] if len(text) <= limits.characters else None
    if kind in _HTML:
        return _apart("html", content, charset, limits)
    if kind == "application/pdf":
        return _apart("pdf", content, None, limits)
    page = page_in_mhtml(content) if kind in _MHTML else None
    return _apart("html", page[0], page[1], limits) if page else None


def told_type(content: bytes, media_type: str | None) -> tuple[str, str | None]:
    """The type without its parameters, and the character set that they name; told by the beginning where untold."""
    message = Message()
    message["Content-Type"] = (media_type or "").encode("ascii", "replace").decode()
    kind = message.get_content_type() if media_type else None
    if kind in _UNTOLD:
        return _by_beginning(content), None
    return kind or "", message.get_content_charset()


def decoded(content: bytes, charset: str | None) -> str:
    """Bytes as text: by the character set that is named, else UTF-8 or UTF-16 by their mark."""
    marked = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}.get(content[:2])
    try:
        return content.decode(charset or marked or "utf-8", errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")


def page_in_mhtml(content: bytes) -> tuple[bytes, str | None] | None:
    """The first HTML page in an MHTML file, and its character set; None where there is none."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        body = part.get_payload(decode=True) if part.get_content_type() in _HTML else None
        if isinstance(body, bytes):
            return body, part.get_content_charset()
    return None


def _by_beginning(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content[:1024].find(b"%PDF-") >= 0:
        return "application/pdf"
    if start.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return "application/octet-stream"


def _apart(kind: str, content: bytes, charset: str | None, limits: ReadingLimits) -> list[str] | None:
    """What the process that takes text out says; None where it failed, or needed too much."""
    numbers = (limits.memory, limits.seconds, limits.pages, limits.characters)
    given = (kind, charset or "", *map(str, numbers))
    try:
        ran = subprocess.run(  # noqa: S603 -- a fixed program; the bytes go in as input, never as an argument
            [sys.executable, "-c", _PROGRAM, *given],
            input=content,
            capture_output=True,
            timeout=2 * limits.seconds,
            cwd=Path(__file__).parent.parent,
            check=False,
        )
        return list(json.loads(ran.stdout)) if ran.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return None
