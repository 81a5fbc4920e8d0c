"""The fields of drafts as options: of an entity, a source, a claim, its citation, and a reply.

Invariant: an option is named after the field of the draft that it fills; a test holds the two together.
"""

from typing import Annotated, Any, Literal

import typer

from api.cli.options import Audience, Investigation, Options, option

Kind = Literal["organisation", "person", "place", "programme", "allegation", "group"]
TEXT, TEXTS = str | None, list[str]

CLAIM: Options = {
    "subject": (option(TEXT, "--subject", "Who or what it is about: a key, an id or a name."), None),
    "predicate": (option(TEXT, "--predicate", "What is said of it ('throughline vocabulary')."), None),
    "object": (option(TEXT, "--object", "Of whom or what: a key, an id or a name."), None),
    "amount": (option(TEXT, "--amount", "A value as stated, with --unit."), None),
    "unit": (option(TEXT, "--unit", "The unit or currency of the value."), None),
    "scope": (option(TEXT, "--scope", "The programme within which it holds."), None),
    "polarity": (option(Literal["affirms", "denies"] | None, "--polarity", "What the source does."), None),
    "wording": (option(TEXT, "--wording", "The claim in one sentence of our own."), None),
    "edtf": (option(TEXT, "--edtf", "When, as stated: 2019, 2019-05/2021, 2018/.."), None),
    "as_of": (option(TEXT, "--as-of", "The day that the source speaks from."), None),
    "note": (option(TEXT, "--note", "Where it is inferred, conflicting or a judgement."), None),
    "visibility": (option(Audience | None, "--visibility", "The least level that sees it."), None),
}
CITATION: Options = {
    "source": (option(TEXT, "--source", "The source cited, by key; or the key of a new one."), None),
    "assertion": (option(TEXT, "--assertion", "The kind of assertion ('throughline vocabulary')."), None),
    "locator": (option(TEXT, "--locator", "Where in it, KIND:VALUE, such as page:12."), None),
    "quote": (option(TEXT, "--quote", "The words relied on, a few at most."), None),
    "lang": (option(TEXT, "--lang", "The language of the words, such as zh."), None),
    "translation": (option(TEXT, "--translation", "The words in English."), None),
    "translator": (option(TEXT, "--translator", "Who translated them."), None),
    "origin": (option(TEXT, "--origin", "The origin, where it is not the source's."), None),
    "capture": (option(TEXT, "--capture", "The capture that holds the words, by key."), None),
    "reliability": (option(TEXT, "--reliability", "Of the source, A to F."), None),
    "credibility": (option(TEXT, "--credibility", "Of the information, 1 to 6."), None),
}
_ABOUT_SOURCES = {
    "title": "its title",
    "origin": "the investigation, statement or authority that it goes back to",
    "publisher": "its publisher",
    "authors": "its authors",
    "date": "its date as stated",
    "type": "its type ('throughline vocabulary')",
    "address": "its address",
    "archived": "where it is archived",
    "lang": "its language",
    "read": "how much of it was read",
}
SOURCE: Options = {
    name: (option(TEXT, f"--{name}", f"{told[0].upper()}{told[1:]}."), None)
    for name, told in _ABOUT_SOURCES.items()
    if name != "title"
} | {
    "derives_from": (option(TEXTS, "--derives-from", "A source that it goes back to; repeatable."), ()),
    "visibility": (option(Audience | None, "--visibility", "The least level that sees it."), None),
}
NEW_SOURCE: Options = {
    f"new_source_{name}": (option(TEXT, f"--new-source-{name}", f"Of a source recorded too: {told}."), None)
    for name, told in _ABOUT_SOURCES.items()
}
ENTITY: Options = {
    "types": (option(TEXTS, "--type", "What it is more closely; repeatable."), ()),
    "country": (option(TEXT, "--country", "Its country."), None),
    "summary": (option(TEXT, "--summary", "What it is, in a sentence."), None),
    "visibility": (option(Audience | None, "--visibility", "The least level that sees it."), None),
}
REPLY: Options = {
    "party": (option(str, "--party", "Who was asked or answers: a key, an id or a name."), ...),
    "attribution": (option(TEXT, "--attribution", "What the answer comes to; none if none came."), None),
    "asked": (option(TEXT, "--asked", "When it was asked."), None),
    "due": (option(TEXT, "--due", "When an answer was due."), None),
    "received": (option(TEXT, "--received", "When it came."), None),
    "text": (option(TEXT, "--text", "What it says, in a few words."), None),
    "source": (option(TEXT, "--source", "Where it stands, by key."), None),
    "visibility": (option(Audience | None, "--visibility", "The least level that sees it."), None),
}
NEW: Options = {
    "key": (option(TEXT, "--key", "Its key; made up if not given."), None),
    "investigation": (Investigation, None),
}
"""What everything that is recorded takes."""

NewEntities = Annotated[
    list[str], typer.Option("--new-entity", help="An entity recorded too, KEY=KIND:NAME; repeatable.")
]


def claim_content(claim: dict[str, Any], citation: dict[str, Any]) -> dict[str, Any]:
    """The options of a claim and its citation as the content of a draft; raises BadParameter for a bad locator."""
    content = {**claim}
    value = {name: content.pop(name) for name in ("amount", "unit") if name in content}
    period = {name: content.pop(name) for name in ("edtf", "as_of") if name in content}
    content |= {name: part for name, part in (("value", value), ("period", period)) if part}
    return content | ({"citations": [_citation(citation)]} if citation else {})


def entity_content(text: str) -> dict[str, Any]:
    """KEY=KIND:NAME as the content of a draft; raises BadParameter where it is not written so."""
    key, has_kind, rest = text.partition("=")
    kind, has_name, name = rest.partition(":")
    if not has_kind or not has_name:
        raise typer.BadParameter("--new-entity: write KEY=KIND:NAME, such as A90=organisation:Wuhan Police Academy")
    return {"key": key, "kind": kind, "names": [{"text": name}]}


def _citation(citation: dict[str, Any]) -> dict[str, Any]:
    if "locator" not in citation:
        return citation
    kind, colon, value = citation["locator"].partition(":")
    if not colon:
        raise typer.BadParameter("--locator: write KIND:VALUE, such as page:12")
    return {**citation, "locator": {"kind": kind, "value": value}}
