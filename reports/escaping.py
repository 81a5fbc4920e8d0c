"""Text of the record, made inert for what it is printed in.

Invariant: what a record says shows as text and does nothing: no markup, no address that runs, no break of a line, no
turning of the text around it, and nothing that is there and not seen.
"""

import re
from urllib.parse import quote, urlsplit

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that set the direction of text: with them a source could rearrange our own words around its name."""

_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""Letters that no one sees: with them a name could look like another, or carry words that only a machine reads. Those
that join letters or keep them apart (U+200C, U+200D) are part of how some scripts are written."""

_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFT_TO_RIGHT = "\u200e"
"""Where text cannot be set apart by mark-up, this mark of our own ends it."""

_NO_LETTERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Controls, what breaks lines and paragraphs, halves of surrogate pairs, and code points that no XML may hold."""

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$]|&(?=[#\w])|:(?=[\w+-]+:)")
_LINE_START = re.compile(r"^([-+=#:])|^(\d+)([.)])")
_AUTOLINK = re.compile(r"(://|\bwww\.)", re.IGNORECASE)
_ADDRESS_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


class Ready(str):
    """Markdown that is already made; it is printed as it is."""

    __slots__ = ()


def plain(text: str) -> str:
    """One line of visible text: controls, turning marks and unseen letters are dropped, a run of space is one space."""
    return _one_line(_UNSEEN.sub("", text))


def spaced(text: str) -> str:
    """One line of visible text that begins and ends with a space where it did."""
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{plain(text)}{after}"


def fenced(text: str) -> str:
    """The text, ended so that one that runs from right to left does not draw what follows it to its side."""
    return f"{text}{_LEFT_TO_RIGHT}" if _FROM_RIGHT.search(text) else text


def markdown(value: object) -> str:
    """A value as Markdown text without any markup of its own; Ready and None pass ("" for None)."""
    if isinstance(value, Ready):
        return value
    text = _MARKDOWN.sub(r"\\\g<0>", plain("" if value is None else str(value)))
    text = _AUTOLINK.sub(lambda found: found[0].replace(":", "\\:").replace(".", "\\."), text)
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def web_address(address: str | None) -> str | None:
    """The address, where it is one of the web that can be followed; else None."""
    if not address or not re.match(r"https?://", address, re.IGNORECASE):
        return None
    encoded = quote(_one_line(address), safe=_ADDRESS_SAFE)
    try:
        return encoded if urlsplit(encoded).hostname else None
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join(_NO_LETTERS.sub(" ", _TURNING.sub("", text)).split())
