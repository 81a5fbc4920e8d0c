"""Drafts at random, whole cases of them: every kind of record, every field now and then, odd characters."""

from typing import Any, NamedTuple

from hypothesis import strategies as st

from evidence.drafts import DRAFTS, RecordDraft
from evidence.vocabulary import vocabulary

Fields = st.SearchStrategy[dict[str, Any]]
"""The fields of a record but for its key and who sees it."""

ODD = [
    "no",
    "null",
    "~",
    "12",
    "007",
    "1e3",
    "0x1F",
    "2019-05-17",
    "12:30:00",
    "true",
    "=",
    "<<",
    "a: b",
    "a:",
    ":a",
    "#a",
    "a #b",
    "- a",
    "-",
    "---",
    "...",
    "? a",
    "[a, b]",
    "a, b",
    "{a: b}",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "'a'",
    '"a"',
    "it's",
    'say "a"',
    "a\\b",
    "a\tb",
    "a\nb",
    "a\n\n  b\nc",
    "a\r\nb",
    "a\x85b",
    "a\u2028b",
    "a\u2029b",
    "a\ufeffb",
    "\ufeffa",
    "a\x01b",
    "a\x07b",
    "a\x7fb",
    "a\xa0b",
    "a\u200fb",
    "\ufffe",
    "中国人民公安大学",
    "شرطة: سنجان",
    "e\u0301\u00e9",
    "😀 #",
    "word " * 40 + "end",
    "  ".join(["wide"] * 40),
    "中" * 150,
]

signs = st.characters(codec="utf-8", exclude_characters="\x00")
texts = st.sampled_from(ODD) | st.text(signs, min_size=1, max_size=40).filter(str.strip)
keys = st.from_regex(r"[A-Z][0-9]{1,3}[a-z]?", fullmatch=True) | st.sampled_from(
    [odd for odd in ODD if len(odd) < 100 and not any(ord(letter) < 32 or ord(letter) == 127 for letter in odd)]
)
dates = st.sampled_from(["2019", "2019-05-17~", "198X", "2018/..", "2018-03/2019%", "/2020"])
days = st.sampled_from(["2019", "2019-05", "2019-05-17"])
digests = st.text("0123456789abcdef", min_size=64, max_size=64)


def words(listname: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(vocabulary().words(listname)))


def some(*fields: str, **known: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """Fields of plain text, and others as given."""
    return {**dict.fromkeys(fields, texts), **known}


def lists(items: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=least, max_size=3)


def mapping(must: dict[str, st.SearchStrategy[Any]], may: dict[str, st.SearchStrategy[Any]]) -> Fields:
    return st.fixed_dictionaries(must, optional=may)


names = mapping(some("text"), some("lang", use=words("name_use")))
locators = mapping(some("value", kind=words("locator_kind")), {})
values = mapping(some("amount", "unit"), {})
between = st.sampled_from([one.name for one in vocabulary().predicates.values() if one.object_kinds])


def entities() -> Fields:
    must = some(kind=st.just("organisation"), names=lists(names))
    types = st.lists(st.sampled_from(sorted(vocabulary().types["organisation"])), max_size=2)
    identifiers = lists(mapping(some("scheme", "value"), {}), least=0)
    return mapping(must, some("country", "summary", types=types, identifiers=identifiers))


def sources(source: str) -> Fields:
    may = some("publisher", "authors", "address", "archived", "lang", "read", date=dates, type=words("source_type"))
    more = {"status": words("source_status"), "sharing": words("sharing"), "derives_from": st.just([source])}
    return mapping(some("title", "origin"), {**may, **more})


def citations(source: str, capture: str) -> Fields:
    marks = {"reliability": words("reliability"), "credibility": words("credibility")}
    may = some("origin", "quote", "lang", "translation", "translator", locator=locators, capture=st.just(capture))
    return mapping({"source": st.just(source), "assertion": words("assertions")}, {**may, **marks})


def claims(subject: str, other: str, source: str, capture: str, older: str) -> Fields:
    must = {
        "subject": st.just(subject),
        "predicate": between,
        "object": st.just(other),
        "status": st.sampled_from(["draft", "published", "withdrawn", "retracted"]),
        "citations": lists(citations(source, capture)),
    }
    periods = mapping({}, {"edtf": dates, "as_of": days.map(lambda _: "2021-05")})
    terms = {"polarity": words("polarity"), "outcome": words("claim_outcome")}
    keyed = {"scope": st.just(subject), "supersedes": st.just(older)}
    return mapping(must, {**some("wording", "note", value=values, period=periods), **terms, **keyed})


@st.composite
def cases(draw: st.DrawFn) -> list[RecordDraft]:
    """A whole case in any order, each kind of record in it, whose keys all lead somewhere."""
    taken = [key.strip() for key in draw(st.lists(keys, min_size=16, max_size=16, unique_by=str.strip))]
    named = _Named(*taken[: len(_Named._fields)])
    others = zip(taken[len(named) :], _others(named).items(), strict=True)
    drafts = [*_cited(named), *((kind, key, fields) for key, (kind, fields) in others)]
    made = [_record(draw, kind, key, fields) for kind, key, fields in drafts]
    return draw(st.permutations(made))


class _Named(NamedTuple):
    """The keys that other records of a case name."""

    e1: str
    e2: str
    s1: str
    s2: str
    c1: str
    c2: str
    capture: str


def _cited(named: _Named) -> list[tuple[str, str, Fields]]:
    """Entities, sources and claims, two of each, and a capture of the first source."""
    e1, e2, s1, s2, c1, c2, capture = named
    return [
        ("entity", e1, entities()),
        ("entity", e2, entities()),
        ("source", s1, sources(s2)),
        ("source", s2, sources(s1)),
        ("claim", c1, claims(e1, e2, s1, capture, c2)),
        ("claim", c2, claims(e2, e1, s2, capture, c1)),
        ("capture", capture, captures(s1)),
    ]


def captures(source: str) -> Fields:
    """Captures of a source."""
    must = some("taken", "method", "by", source=st.just(source), sha256=digests, size=st.integers(0, 10**12))
    header = mapping(some("name", value=texts), {})
    may = some("media_type", "address", "tool", "name", "reason", led_to=lists(texts), headers=lists(header))
    return mapping(must, may)


def _others(named: _Named) -> dict[str, Fields]:
    """One of each kind of record that no other names."""
    e1, e2, s1, s2, c1, c2, _ = named
    about, may_date = {"claims": lists(st.just(c1))}, {"date": dates}
    asked = some("text", asked=dates, due=dates, received=dates, source=st.just(s2))
    promised = some("wording", party=st.just(e1), state=words("commitment_state"), **about)
    decided = {**about, "kind": words("outcome_kind"), "by": lists(st.just(e1)), "about": lists(st.just(c2))}
    acted = some("wording", kind=words("action_kind"), by=lists(st.just(e1)), to=lists(st.just(e2)))
    looked = some("where", "words", "result", about=lists(st.just(s1)), date=dates)
    reviewed = some("reviewer", claim=st.just(c1), digest=digests, date=days, outcome=words("review_outcome"))
    return {
        "review": mapping(reviewed, some("note")),
        "dispute": mapping(some("about", **about), {}),
        "reply": mapping({**about, "party": st.just(e1), "attribution": words("attribution")}, asked),
        "commitment": mapping(promised, {"made": dates, "due": dates}),
        "outcome": mapping(decided, {**may_date, "reasons": lists(st.just(c2), least=0)}),
        "action": mapping(acted, {**may_date, **some("signatures"), **about}),
        "lookup": mapping(looked, {}),
        "judgement": mapping(some("basis", entities=st.just([e1, e2]), verdict=words("judgement")), {}),
        "investigation": mapping(some("title"), some("summary")),
    }


def _record(draw: st.DrawFn, kind: str, key: str, fields: Fields) -> RecordDraft:
    visibility = draw(words("visibility"))
    return DRAFTS[kind].model_validate({"key": key, "visibility": visibility, **draw(fields)})
