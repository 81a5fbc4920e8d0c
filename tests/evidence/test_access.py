"""Who may see what: a disclosure equals that of a ledger without what is hidden."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.audit import head
from evidence.claims import retract_claim, retract_source
from evidence.drafts import DRAFTS, RecordDraft
from evidence.errors import WrongStatus
from evidence.exchange.batch import load
from evidence.exchange.cut import drafts_for
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger, create_ledger
from evidence.settings import LEVELS
from tests.evidence.small import (
    cite,
    claim,
    claims_seen,
    entity,
    published,
    recorded,
    reply,
    retracted_after,
    seen_by,
    session_on,
    source,
)
from tests.places import LedgerPlace

NUMBERS = count()
JUDGEMENT = {"key": "J1", "entities": ["E1", "E2"], "verdict": "same", "basis": "one address"}


def loaded(ledger: Ledger, *drafts: RecordDraft) -> Ledger:
    load(ledger, [Placed(draft, Place("case", 1)) for draft in drafts], actor="Ada", investigation="case")
    return ledger


def case() -> list[RecordDraft]:
    return [entity("E1"), entity("E2"), source("S1"), source("S2"), claim(citations=[cite("S1"), cite("S2")])]


def test_a_claim_of_a_hidden_entity_is_not_there(ledger: Ledger) -> None:
    loaded(ledger, entity("E1"), entity("E2", visibility="team"), source("S1"), claim())
    assert claims_seen(ledger) == set()
    assert claims_seen(ledger, "team") == {"C1"}


def test_a_claim_of_a_hidden_scope_is_not_there(ledger: Ledger) -> None:
    scope = entity("P1", kind="programme", visibility="restricted")
    loaded(ledger, entity("E1"), entity("E2"), scope, source("S1"), claim(scope="P1"))
    assert claims_seen(ledger, "team") == set()
    assert claims_seen(ledger, "restricted") == {"C1"}


def test_a_claim_left_without_a_citation_is_not_there(ledger: Ledger) -> None:
    loaded(ledger, entity("E1"), entity("E2"), source("S1", visibility="team"), claim())
    assert claims_seen(ledger) == set()


def test_a_hidden_capture_leaves_no_key_on_its_citation(ledger: Ledger) -> None:
    taken = {"source": "S1", "sha256": "0" * 64, "size": 1, "taken": "2026-11-24", "method": "by hand", "by": "Ada"}
    hidden = DRAFTS["capture"].model_validate({"key": "K1", "visibility": "team", **taken})
    loaded(ledger, entity("E1"), entity("E2"), source("S1"), hidden, claim(citations=[cite("S1", capture="K1")]))
    for audience, capture in (("public", None), ("team", "K1")):
        (seen,) = seen_by(ledger, audience).claims.values()
        assert [citation.capture for citation in seen.citations] == [capture]
        kept = (taken["sha256"], taken["taken"]) if capture else (None, None)
        assert [(citation.sha256, citation.captured) for citation in seen.citations] == [kept]


def test_a_citation_of_a_hidden_source_is_not_there(ledger: Ledger) -> None:
    hidden = source("S2", visibility="team")
    loaded(ledger, entity("E1"), entity("E2"), source("S1"), hidden, claim(citations=[cite("S1"), cite("S2")]))
    (seen,) = seen_by(ledger).claims.values()
    assert [one.source.key for one in seen.citations] == ["S1"]


@pytest.mark.parametrize("label", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER"])
def test_what_carries_a_restrictive_sharing_label_is_never_public(ledger: Ledger, label: str) -> None:
    loaded(ledger, entity("E1"), entity("E2"), source("S1", sharing=label), claim())
    assert not seen_by(ledger).sources
    assert claims_seen(ledger) == set()


def test_credibility_one_is_empty_to_whoever_sees_one_origin_that_stands(ledger: Ledger) -> None:
    hidden = source("S2", visibility="team")
    both = claim(citations=[cite("S1", credibility="1"), cite("S2")])
    loaded(ledger, entity("E1"), entity("E2"), source("S1"), hidden, both)

    def graded(audience: str) -> str | None:
        return next(iter(seen_by(ledger, audience).claims.values())).citations[0].credibility

    assert (graded("public"), graded("team")) == (None, "1")
    retract_source(ledger, "S2", actor="Ada", reason="taken back")
    assert (graded("public"), graded("team")) == (None, None)


def test_a_reply_stands_beside_each_claim_that_it_answers_and_is_there(ledger: Ledger) -> None:
    loaded(ledger, *case(), claim("C2", visibility="team"), reply("R1", "C1", "C2"))
    by_key = {one.key: one for one in seen_by(ledger).claims.values()}
    assert {key: [answer.key for answer in view.replies] for key, view in by_key.items()} == {"C1": ["R1"]}


def test_a_reply_of_a_hidden_party_or_source_is_not_there(ledger: Ledger) -> None:
    hidden = [entity("E3", visibility="team"), source("S3", visibility="team")]
    loaded(ledger, *case(), *hidden, reply("R1", "C1", party="E3"), reply("R2", "C1", source="S3"))
    assert [one.replies for one in seen_by(ledger).claims.values()] == [()]


NAMING_A_CLAIM: dict[str, dict[str, object]] = {
    "dispute": {"key": "D1", "claims": ["C1", "C2"], "about": "who paid"},
    "commitment": {"key": "K1", "party": "E1", "wording": "a review", "state": "open", "claims": ["C2"]},
    "outcome": {"key": "O1", "kind": "ended", "by": ["E1"], "about": ["C1"], "reasons": ["C2"], "claims": ["C1"]},
    "action": {"key": "A1", "kind": "letter", "by": ["E1"], "to": ["E2"], "wording": "wrote", "claims": ["C2"]},
    "lookup": {
        "key": "L1",
        "about": ["C2"],
        "where": "its website",
        "words": "payment",
        "date": "2026",
        "result": "nothing",
    },
}


@pytest.mark.parametrize("kind", NAMING_A_CLAIM)
def test_what_names_a_claim_that_is_not_there_is_not_there_either(ledger: Ledger, kind: str) -> None:
    naming = DRAFTS[kind].model_validate(NAMING_A_CLAIM[kind])
    loaded(ledger, *case(), claim("C2", visibility="team"), naming)
    assert not getattr(seen_by(ledger), f"{kind}s")
    assert len(getattr(seen_by(ledger, "team"), f"{kind}s")) == 1


TAKEN_BACK: dict[str, Callable[[Ledger], object]] = {
    "with its source": lambda ledger: retract_source(ledger, "S2", actor="Ada", reason="taken back"),
    "by itself": lambda ledger: retract_claim(ledger, "C2", actor="Ada", reason="misread"),
    "with its heir": lambda ledger: retracted_after(ledger, "C2", "C3"),
    "with the heir of its heir": lambda ledger: retracted_after(ledger, "C2", "C3", "C4"),
}
NAMING_BOTH = {
    "dispute": {"claims": ["C1", "C2"]},
    "commitment": {"claims": ["C1", "C2"]},
    "outcome": {"about": ["C1", "C2"], "reasons": ["C2"], "claims": ["C1", "C2"]},
    "action": {"claims": ["C1", "C2"]},
    "lookup": {"about": ["C1", "C2"]},
}


@pytest.mark.parametrize("kind", NAMING_BOTH)
@pytest.mark.parametrize("how", TAKEN_BACK)
def test_what_names_a_claim_that_fell_for_all_to_see_stays_with_the_rest(ledger: Ledger, kind: str, how: str) -> None:
    naming = DRAFTS[kind].model_validate({**NAMING_A_CLAIM[kind], **NAMING_BOTH[kind]})
    loaded(ledger, *case(), claim("C2", citations=[cite("S2")]), naming)
    TAKEN_BACK[how](ledger)
    disclosure = seen_by(ledger)
    (left,) = getattr(disclosure, f"{kind}s")
    (there,) = disclosure.claims.values()
    for role in NAMING_BOTH[kind]:
        assert getattr(left, role) == (() if role == "reasons" else (there.id,))


def test_an_action_recorded_without_a_claim_is_there(ledger: Ledger) -> None:
    naming = DRAFTS["action"].model_validate({**NAMING_A_CLAIM["action"], "claims": []})
    loaded(ledger, *case(), naming)
    assert [one.claims for one in seen_by(ledger).actions] == [()]


@pytest.mark.parametrize("kind", NAMING_BOTH)
@pytest.mark.parametrize("how", TAKEN_BACK)
def test_what_names_nothing_but_a_claim_that_fell_is_not_there(ledger: Ledger, kind: str, how: str) -> None:
    alone = {role: ["C2"] for role in NAMING_BOTH[kind]}
    naming = DRAFTS[kind].model_validate({**NAMING_A_CLAIM[kind], **alone})
    loaded(ledger, *case(), claim("C2", citations=[cite("S2")]), naming)
    TAKEN_BACK[how](ledger)
    assert not getattr(seen_by(ledger), f"{kind}s")


def test_as_of_an_event_the_record_reads_as_it_did_then(ledger: Ledger) -> None:
    published(recorded(ledger))
    before = seen_by(ledger)
    with session_on(ledger) as session:
        events = head(session)[0]
    retract_claim(ledger, "C1", actor="Ada", reason="misread")
    recorded(ledger, entity("E1", country="Chile"), supersede=True)
    retract_source(ledger, "S1", actor="Ada", reason="taken back")
    assert seen_by(ledger, known_at=events) == before
    assert claims_seen(ledger, known_at=events - 1) == set()


@st.composite
def cases(draw: st.DrawFn) -> list[RecordDraft]:
    """A case with records of all levels, in which much names what others may not see."""
    level = st.sampled_from(["public", "public", *LEVELS])
    entities = [entity(f"E{n}", visibility=draw(level)) for n in range(1, 4)]
    programme = entity("P1", kind="programme", visibility=draw(level))
    sources = [
        source(
            f"S{n}",
            visibility=draw(level),
            derives_from=["S1"] if n > 1 else [],
            status=draw(st.sampled_from(["current", "current", "retracted"])),
        )
        for n in range(1, 4)
    ]
    claims = [
        claim(
            f"C{n}",
            subject="E1",
            object=draw(st.sampled_from(["E2", "E3"])),
            visibility=draw(level),
            status=draw(st.sampled_from(["published", "published", "published", "retracted", "withdrawn", "draft"])),
            **({"scope": "P1"} if draw(st.booleans()) else {}),
            **({"supersedes": f"C{draw(st.integers(1, n - 1))}"} if n > 1 and draw(st.booleans()) else {}),
            citations=[cite(one) for one in draw(st.sets(st.sampled_from(["S1", "S2", "S3"]), min_size=1))],
        )
        for n in range(1, 5)
    ]
    contents = {**NAMING_A_CLAIM, "judgement": {**JUDGEMENT, "visibility": draw(level)}}
    naming = [DRAFTS[kind].model_validate(content) for kind, content in contents.items()]
    return [*entities, programme, *sources, *claims, reply("R1", "C1", "C3", source="S2"), *naming]


@settings(max_examples=60, deadline=None)
@given(drafts=cases(), fallen=st.sets(st.sampled_from(["C1", "C2", "C3", "C4"])), audience=st.sampled_from(LEVELS))
def test_what_is_hidden_changes_nothing(
    drafts: list[RecordDraft], fallen: set[str], audience: str, shared_place: LedgerPlace
) -> None:
    number = next(NUMBERS)
    whole = loaded(create_ledger(shared_place(f"whole{number}"), policy="four_eyes", actor="Ada"), *drafts)
    for key in sorted(fallen):
        with suppress(WrongStatus):  # what gave way, or fell before, is not retracted again
            retract_claim(whole, key, actor="Ada", reason="misread")
    cut = create_ledger(shared_place(f"cut{number}"), policy="four_eyes", actor="Ada")
    with session_on(whole) as session:
        loaded(cut, *drafts_for(session, audience, "case"))
    assert told(cut, audience) == told(whole, audience)
    with session_on(whole) as session, session_on(cut) as other:
        assert drafts_for(session, audience, "case") == drafts_for(other, audience, "case")
    whole.close()
    cut.close()


def told(ledger: Ledger, audience: str) -> dict[str, str]:
    """All that a disclosure says, with keys in the place of opaque ids."""
    disclosure = seen_by(ledger, audience)
    views: list[Any] = [*disclosure.entities.values(), *disclosure.sources.values(), *disclosure.claims.values()]
    views += [answer for claim in disclosure.claims.values() for answer in claim.replies]
    views += [view for name in (*NAMING_A_CLAIM, "judgement") for view in getattr(disclosure, f"{name}s")]
    text = {name: repr(getattr(disclosure, name)) for name in disclosure.__slots__}
    for view in views:
        text = {name: part.replace(view.id, view.key) for name, part in text.items()}
    return text


def test_what_was_said_of_a_claim_is_said_of_the_one_that_takes_its_place(ledger: Ledger) -> None:
    said = [DRAFTS[kind].model_validate(NAMING_A_CLAIM[kind]) for kind in ("dispute", "outcome", "action", "lookup")]
    loaded(ledger, *case(), claim("C2"), reply("R1", "C1"), *said)
    loaded(ledger, claim("C3", supersedes="C1", note="narrower"), claim("C4", supersedes="C3", note="narrower still"))
    disclosure = seen_by(ledger)
    key_of = {one.id: one.key for one in disclosure.claims.values()}
    assert {key_of[one.id]: [answer.key for answer in one.replies] for one in disclosure.claims.values()} == {
        "C2": [],
        "C4": ["R1"],
    }
    assert [[key_of[id_] for id_ in one.claims] for one in disclosure.disputes] == [["C4", "C2"]]
    assert [[key_of[id_] for id_ in one.about] for one in disclosure.outcomes] == [["C4"]]


@pytest.mark.parametrize("audience", ["public", "team"])
def test_what_was_said_of_an_older_claim_is_exported_and_comes_back(
    ledger: Ledger, another: Ledger, audience: str
) -> None:
    loaded(ledger, *case(), reply("R1", "C1"), claim("C3", supersedes="C1", note="narrower"))
    with session_on(ledger) as session:
        left = drafts_for(session, audience, "case")
    loaded(another, *left)
    assert told(another, audience) == told(ledger, audience)
    assert [answer.key for one in seen_by(another, audience).claims.values() for answer in one.replies] == ["R1"]


@pytest.mark.parametrize("audience", ["public", "team"])
@pytest.mark.parametrize("how", TAKEN_BACK)
def test_what_stays_with_the_rest_is_exported_and_comes_back(
    ledger: Ledger, another: Ledger, how: str, audience: str
) -> None:
    said = [DRAFTS[kind].model_validate({**NAMING_A_CLAIM[kind], **NAMING_BOTH[kind]}) for kind in NAMING_BOTH]
    loaded(ledger, *case(), claim("C2", citations=[cite("S2")]), *said)
    TAKEN_BACK[how](ledger)
    with session_on(ledger) as session:
        left = drafts_for(session, audience, "case")
    loaded(another, *left)
    assert told(another, audience) == told(ledger, audience)
    assert all(getattr(seen_by(another, audience), f"{kind}s") for kind in NAMING_BOTH)
