"""Export, load into an empty ledger and export again give the same, whatever the ledger went through before; and a
ledger takes its own export as what it has."""

from collections.abc import Callable
from contextlib import closing, suppress
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evidence.claims import publish_claim, retract_claim, retract_source, withdraw_claim
from evidence.drafts import ClaimDraft, RecordDraft, SourceDraft
from evidence.entering import Entered
from evidence.errors import EvidenceError
from evidence.exchange.batch import load
from evidence.exchange.cut import drafts_for
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger, create_ledger
from evidence.settings import LEVELS
from tests.evidence.small import cite, claim, entity, put, session_on, source
from tests.places import LedgerPlace

NUMBERS = count()
CLAIMS, SOURCES = ("C1", "C2", "C3"), ("S1", "S2", "S3")
Step = tuple[str, RecordDraft | str]

VERBS: dict[str, Callable[[Ledger, str], object]] = {
    "publish": lambda ledger, key: publish_claim(ledger, key, actor="Ada"),
    "withdraw": lambda ledger, key: withdraw_claim(ledger, key, actor="Ada", reason="for now"),
    "retract": lambda ledger, key: retract_claim(ledger, key, actor="Ada", reason="misread"),
}

levels = st.sampled_from(["public", "public", "public", "team", "custodian"])


@st.composite
def claims(draw: st.DrawFn) -> ClaimDraft:
    key = draw(st.sampled_from(CLAIMS))
    cited = draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3, unique=True))
    marks = [draw(st.sampled_from([{}, {}, {"credibility": "1"}])) for _ in cited]
    older = draw(st.sampled_from([None, *(one for one in CLAIMS if one != key)]))
    return claim(
        key,
        status=draw(st.sampled_from(["published", "published", "draft", "withdrawn", "retracted"])),
        note=draw(st.sampled_from([None, "narrower"])),
        visibility=draw(levels),
        supersedes=older,
        citations=[cite(one, **mark) for one, mark in zip(cited, marks, strict=True)],
    )


@st.composite
def sources(draw: st.DrawFn) -> SourceDraft:
    origin = draw(st.sampled_from(["one", "One ", "another"]))
    return source(draw(st.sampled_from(SOURCES)), origin=origin, visibility=draw(levels))


steps = st.one_of(
    st.tuples(st.just("load"), claims()),
    st.tuples(st.just("load"), claims()),
    st.tuples(st.just("load"), sources()),
    st.tuples(st.sampled_from(list(VERBS)), st.sampled_from(CLAIMS)),
    st.tuples(st.just("retract source"), st.sampled_from(SOURCES)),
)

BROUGHT_BACK: list[Step] = [
    ("load", claim("C2", supersedes="C1")),
    ("load", claim("C1", status="withdrawn", note="narrower")),
    ("publish", "C1"),
]
RESTORED: list[Step] = [
    ("load", claim("C2", supersedes="C1")),
    ("load", claim("C1", status="retracted")),
    ("load", claim("C1", note="narrower")),
]
UNCONFIRMED: list[Step] = [
    ("load", claim("C1", citations=[cite("S1", credibility="1"), cite("S2")])),
    ("load", source("S2", origin="origin of s1")),
]


@settings(max_examples=40, deadline=None)
@given(history=st.lists(steps, max_size=8), audience=st.sampled_from(LEVELS))
@example(history=BROUGHT_BACK, audience="team")
@example(history=RESTORED, audience="public")
@example(history=UNCONFIRMED, audience="custodian")
def test_whatever_a_ledger_went_through_its_export_comes_back_as_it_was(
    history: list[Step], audience: str, shared_place: LedgerPlace
) -> None:
    with made(shared_place) as ledger:
        put(ledger, entity("E1"), entity("E2"), *(source(key) for key in SOURCES), *(claim(key) for key in CLAIMS))
        for step in history:
            taken(ledger, step)
        drafts = exported(ledger, audience)
        with made(shared_place) as empty:
            loaded(empty, drafts)
            assert exported(empty, audience) == drafts
        entered = loaded(ledger, exported(ledger, LEVELS[-1]))
    assert (entered.new, entered.replaced) == ((), ())


def made(place: LedgerPlace) -> closing[Ledger]:
    return closing(create_ledger(place(f"identity{next(NUMBERS)}"), policy="single_handed", actor="Ada"))


def taken(ledger: Ledger, step: Step) -> None:
    """One step; it may be refused, and then nothing was written."""
    verb, what = step
    with suppress(EvidenceError):
        if not isinstance(what, str):
            put(ledger, what)
        elif verb in VERBS:
            VERBS[verb](ledger, what)
        else:
            retract_source(ledger, what, actor="Ada", reason="taken back")


def exported(ledger: Ledger, audience: str) -> list[RecordDraft]:
    with session_on(ledger) as session:
        return drafts_for(session, audience, "case")


def loaded(ledger: Ledger, drafts: list[RecordDraft]) -> Entered:
    placed = [Placed(one, Place("case.jsonl", line)) for line, one in enumerate(drafts, start=1)]
    return load(ledger, placed, actor="Ada", investigation="case")
