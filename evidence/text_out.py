"""The program that takes text out of HTML and PDF, run as a process of its own that may be ended at any time.

Invariant: it reads bytes from standard input and writes JSON, a list of texts, to standard output; it opens no file
and no connection, and takes no more memory and time than it was given.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog"),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "head", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"),
    )
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "iframe", "object"))


def main(kind: str, encoding: str, *limits: str) -> None:
    """Read, take the text out, write it. The limits: bytes of memory, seconds of processor time, pages, characters.

    Ends with 1, and no text, where there are more pages or characters than that.
    """
    memory, seconds, most_pages, left = map(int, limits)
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        with suppress(ValueError):  # a system that does not know one of these limits still has the others
            resource.setrlimit(what, (most, most))
    content = sys.stdin.buffer.read()
    pages = list[str]()
    texts = pdf_pages(content, most_pages) if kind == "pdf" else [html_text(content, encoding or None)]
    for page in texts:
        left -= len(page)
        if left < 0:
            sys.exit(1)
        pages.append(page)
    json.dump(pages, sys.stdout)


def html_text(content: bytes, encoding: str | None) -> str:
    """The text of a page, without scripts and styles; what begins a block begins a line."""
    from lxml import html  # noqa: PLC0415 -- only this process needs it
    from lxml.etree import LxmlError, XMLSyntaxError  # noqa: PLC0415

    try:
        # Without limits of the library's own: it would give what came before one as if it were all.
        parser = html.HTMLParser(
            encoding=encoding, remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
        )
        root = html.document_fromstring(content, parser=parser)
    except (LxmlError, XMLSyntaxError, LookupError):
        return ""
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        return ""
    return "".join(_texts(root))


def _texts(root: Any) -> Iterator[str]:  # noqa: ANN401 -- lxml has no types
    """The texts in their order; without recursion, since a page may nest as deep as it likes."""
    waiting: list[Any] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        edge = "\n" if one.tag in _BLOCKS else ""
        after = [edge, one.tail or ""]
        if one.tag in _UNSEEN:
            waiting += reversed(after)
            continue
        waiting += reversed([edge, one.text or "", *one, *after])


def pdf_pages(content: bytes, most: int) -> Iterator[str]:
    """The text of each page; of a page that cannot be read, none. Ends the program where there are more than that."""
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415

    with closing(PdfDocument(content)) as document:
        if len(document) > most:
            sys.exit(1)
        for number in range(len(document)):
            try:
                with closing(document[number]) as page, closing(page.get_textpage()) as text:
                    yield text.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-\n")
            except PdfiumError:
                yield ""
