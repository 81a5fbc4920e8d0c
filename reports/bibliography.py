"""The sources of a briefing as CSL-JSON, BibTeX and RIS, for reference managers.

Invariant: what is stated is exported as stated and nothing is guessed: an author is one text, a date that is no plain
day, month or year is words, and a source that was retracted says so. Every text is one line: none begins a field or a
record of its own, and none is mark-up: a tag that a title merely contains is shown as it was recorded. No two sources
of a briefing have one id, of whatever investigations they are.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import rispy

from evidence.views import SourceView
from reports.document import Briefing
from reports.escaping import plain, web_address
from reports.pandoc import pandoc
from reports.stated_dates import date_in_words

CslItem = dict[str, Any]

_TYPES: Mapping[str | None, str] = {
    "ngo_report": "report",
    "press_article": "article-newspaper",
    "academic_article": "article-journal",
    "official_act": "report",
    "official_letter": "report",
    "un_document": "report",
    "tribunal_record": "report",
    "leaked_file": "document",
}
"""Our types of source as CSL has them; any other is a page of the web."""

_RIS_TYPES = {
    "report": "RPRT",
    "article-newspaper": "NEWS",
    "article-journal": "JOUR",
    "document": "UNPB",
    "webpage": "ELEC",
}
_PLAIN_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_ENDS_A_KEY = re.compile(r"[^\w.:/+-]")
_TAG = re.compile(r"<(?=/?[A-Za-z])")
_JOINED = "<\u2060"
"""CSL-JSON takes tags for mark-up and knows no way to write one as text; with this unseen mark (WORD JOINER) in it, it
is none, and looks as it did."""
_SHOWN = ("title", "publisher", "container-title", "note")
UNDATED = "date not stated"


def csl_json(briefing: Briefing) -> bytes:
    """Each cited source once, in the order of its first note, as CSL-JSON."""
    return _as_json(_items(briefing))


def bibtex(briefing: Briefing) -> bytes:
    """The same as BibTeX; raises PandocFailed. What of a key would end it there is written as an underscore."""
    items = _items(briefing)
    ids = _told_apart(_ENDS_A_KEY.sub("_", item["id"]) for item in items)
    items = [{**_in_its_case(item), "id": id_} for item, id_ in zip(items, ids, strict=True)]
    return pandoc(_as_json(items), source="csljson", target="bibtex", options=("--wrap=none",))


def ris(briefing: Briefing) -> bytes:
    """The same as RIS."""
    text: str = rispy.dumps([_ris(item) for item in _items(briefing)], implementation=_Unnumbered)
    return text.encode("utf-8", "replace")


class _Unnumbered(rispy.RisWriter):  # type: ignore[misc]
    """Writes no number before each reference: RIS knows none, and not every reader passes over one."""

    def set_header(self, count: int) -> str:
        """Nothing, whichever reference it is."""
        return ""


def csl_item(source: SourceView, id_: str, captured: str | None = None) -> CslItem:
    """A source as a CSL item; ``captured`` is the time of its capture (UTC, ISO), told as when it was accessed."""
    kind = _TYPES.get(source.type, "webpage")
    published = "publisher" if kind in ("report", "document") else "container-title"
    stated = {
        "id": plain(id_),
        "type": kind,
        "title": plain(source.title),
        published: plain(source.publisher) if source.publisher else None,
        "author": [{"literal": plain(source.authors)}] if source.authors else None,
        "issued": _date(source.date),
        "URL": web_address(source.address) or (plain(source.address) if source.address else None),
        "language": plain(source.lang) if source.lang else None,
        "accessed": _date(captured[:10]) if captured else None,
        "note": " ".join(_notes(source)),
    }
    return {name: value for name, value in stated.items() if value is not None}


def _items(briefing: Briefing) -> list[CslItem]:
    """Each cited source once, in the order of its first note, as it is exported."""
    sources = list({note.source.id: note.source for note in briefing.notes}.values())
    keys = Counter(plain(one.key).casefold() for one in sources)
    shared = (keys[plain(one.key).casefold()] > 1 for one in sources)
    names = (f"{one.investigation}:{one.key}" if other else one.key for one, other in zip(sources, shared, strict=True))
    return [_exported(one, id_) for one, id_ in zip(sources, _told_apart(map(plain, names)), strict=True)]


def _told_apart(names: Iterable[str]) -> list[str]:
    """The names; one that was given before, in any case of its letters, with a number that makes it no other's."""
    wanted = list(names)
    taken = {name.casefold() for name in wanted}
    given: dict[str, str] = {}
    for name in wanted:
        numbered = (f"{name}_{number}" for number in range(2, len(wanted) + 2 + len(taken)))
        free = (one for one in numbered if one.casefold() not in taken | given.keys())
        one = next(free) if name.casefold() in given else name
        given[one.casefold()] = one
    return list(given.values())


def _as_json(items: list[CslItem]) -> bytes:
    return f"{json.dumps(items, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")


def _exported(source: SourceView, id_: str) -> CslItem:
    """A source under its id; one that was retracted says so before its title, where every program shows it."""
    item = csl_item(source, id_)
    if source.retracted:
        item["title"] = f"RETRACTED: {item['title']}"
    if source.publisher:
        item["publisher"] = plain(source.publisher)
    if source.date is None:
        del item["issued"]
    if source.authors:
        item["author"] = [{"literal": _as_text(plain(source.authors))}]
    return {name: _as_text(text) if name in _SHOWN else text for name, text in item.items()}


def _as_text(text: str) -> str:
    return _TAG.sub(_JOINED, text)


def _in_its_case(item: CslItem) -> CslItem:
    """An item whose names BibTeX writes as they are, and not with a capital to each word."""
    return {
        name: f'<span class="nocase">{text}</span>' if name in _SHOWN and name != "note" else text
        for name, text in item.items()
    }


def _notes(source: SourceView) -> list[str]:
    """What a reference manager has no field for."""
    told = [f"Origin: {plain(source.origin)}."]
    return told + ([f"Archived: {plain(source.archived)}."] if source.archived else [])


def _date(edtf: str | None) -> dict[str, Any]:
    """A date as CSL has it: its parts where they are plain, else as stated in words."""
    if edtf and _PLAIN_DATE.fullmatch(edtf):
        return {"date-parts": [[int(part) for part in edtf.split("-")]]}
    return {"literal": date_in_words(edtf) if edtf else UNDATED}


def _ris(item: CslItem) -> dict[str, Any]:
    """An item as RIS has it: YYYY/MM/DD/words, each part empty where it is not stated."""
    issued = item.get("issued", {})
    parts = [f"{part:02}" for part in issued.get("date-parts", [[]])[0]]
    year, month, day = (parts + [""] * 3)[:3]
    stated = {
        "type_of_reference": _RIS_TYPES[item["type"]],
        "id": item["id"],
        "title": item["title"],
        "authors": [author["literal"] for author in item.get("author", ())] or None,
        "journal_name": item.get("container-title"),
        "publisher": item.get("publisher"),
        "year": year or None,
        "date": f"{year}/{month}/{day}/{issued.get('literal', '')}" if issued else None,
        "urls": [item["URL"]] if "URL" in item else None,
        "language": item.get("language"),
        "notes": [item["note"]],
    }
    return {name: value for name, value in stated.items() if value is not None}
