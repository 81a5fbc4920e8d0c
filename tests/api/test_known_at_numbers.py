"""Numbers of events as a reader of what is public counts them, over random histories.

A twin ledger has the same history with hidden records in between: at every number both show the same. What a number
shows stood at some moment, past the last one it is what stands now, and whatever comes later moves no number before it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.resources import Resources, open_resources
from evidence.claims import publish_claim, retract_claim, retract_source, withdraw_claim
from evidence.drafts import DisputeDraft, RecordDraft
from evidence.errors import EvidenceError
from evidence.exchange.telling_events import telling_events
from evidence.ledger import Ledger, create_ledger
from evidence.recording import record
from evidence.replay import replay
from evidence.settings import Settings
from tests.evidence.small import cite, claim, entity, put, reply, session_on, source

STEPS = 14
PAST = 36
"""More events than a history has."""

Verb = Callable[[Ledger], object]


def public_verb(rng: Random, number: int) -> Verb:
    """Something that is done to a public claim, to a reply, or to one of the sources, in both ledgers."""
    key, older = f"C{number}", f"C{rng.randrange(max(number, 1))}"
    new = claim(key, object=rng.choice(["E2", "E3"]), citations=[cite(rng.choice(["S1", "S2"]))])
    draft = new.model_copy(update={"status": "draft"})
    changed = claim(older, object="E2", note=f"note {number}")
    heir = claim(f"{key}b", object="E3", citations=[cite("S2")], supersedes=older)
    retracted = rng.choice(["S1", "S2"])
    verbs: list[Verb] = [
        lambda ledger: put(ledger, answer(number)),
        lambda ledger: put(ledger, DisputeDraft(key=f"D{number}", claims=("C", older), about="the amount")),
        lambda ledger: record(ledger, [draft], actor="Ada", investigation="case"),
        lambda ledger: put(ledger, new),
        lambda ledger: put(ledger, changed),
        lambda ledger: put(ledger, heir),
        lambda ledger: publish_claim(ledger, older, actor="Ada"),
        lambda ledger: withdraw_claim(ledger, older, actor="Ada", reason="later"),
        lambda ledger: retract_claim(ledger, older, actor="Ada", reason="wrong"),
        lambda ledger: retract_source(ledger, retracted, actor="Ada", reason="wrong"),
    ]
    return rng.choices(verbs, [2, 2, 3, 3, 1, 1, 2, 1, 1, 1])[0]


def answer(number: int, *others: str) -> RecordDraft:
    """The reply of a step: to an older claim, and to others."""
    return reply(f"R{number}", f"C{number // 2}", *others)


def hidden_verb(rng: Random, number: int) -> Verb:
    """Something of which only the twin knows: a claim that is hidden, or names or cites what is, its retraction, and
    what is hidden of other records."""
    hides: dict[str, Any] = rng.choice([{"visibility": "team"}, {"object": "H1"}, {"citations": [cite("H2")]}])
    hidden = claim(f"X{number}", status=rng.choice(["draft", "published"]), **hides)
    older, step = f"X{rng.randrange(number + 1)}", rng.randrange(number + 1)
    verbs: list[Verb] = [
        lambda ledger: put(ledger, hidden),
        lambda ledger: retract_claim(ledger, older, actor="Ada", reason="wrong"),
        lambda ledger: put(ledger, source("S3", derives_from=rng.choice([[], ["H2"]]))),
        lambda ledger: put(ledger, claim("C", citations=[cite("S3"), cite("H2", quote=f"words {number}")])),
        lambda ledger: over_what_is_there(ledger, answer(step, older)),
        lambda ledger: put(ledger, claim(f"X{number}", supersedes=f"C{step}", status="draft")),
        lambda ledger: over_what_is_there(ledger, claim(f"C{step}", object="H1", status="draft")),
    ]
    return rng.choice(verbs)


def over_what_is_there(ledger: Ledger, draft: RecordDraft) -> None:
    """Record over a reply, or over a claim that was retracted: nobody sees either go, or come."""
    with session_on(ledger) as session:
        newest = {one.key: one for one in replay(session).kept.values()}
    if draft.key in newest and newest[draft.key].status in (None, "retracted"):
        put(ledger, draft)


@contextmanager
def read(ledger: Ledger) -> Iterator[Resources]:
    opened = open_resources(Settings(ledger=ledger.address), from_outside=True)
    yield opened
    opened.close()


def shown(resources: Resources, number: int | None = None) -> frozenset[str]:
    """The claims that the public sees, with what they say, what they rest on and who answered; and the disputes."""
    seen = resources.disclosure("public", None if number is None else str(number))
    keys = {id_: one.key for id_, one in seen.claims.items()}
    claims = [
        (one.key, one.object and one.object.key, one.note, [cited.quote for cited in one.citations], one.replies)
        for one in seen.claims.values()
    ]
    told = [(*said, [reply.key for reply in replies]) for *said, replies in claims]
    return frozenset(map(str, [*told, *((one.key, [keys[id_] for id_ in one.claims]) for one in seen.disputes)]))


def counted(ledger: Ledger) -> list[int]:
    """The events of records that the public counts."""
    with session_on(ledger) as session:
        return list(telling_events(session, "public"))


@pytest.mark.parametrize("seed", range(12))
def test_at_every_number_stands_what_stood_whatever_is_hidden_in_between(tmp_path: Path, seed: int) -> None:
    rng = Random(seed)
    plain, twin = (create_ledger(tmp_path / name, policy="single_handed", actor="Ada") for name in ("plain", "twin"))
    for ledger in (plain, twin):
        put(
            ledger,
            *map(entity, ("E1", "E2", "E3")),
            *map(source, ("S1", "S2", "S3")),
            claim("C", citations=[cite("S3")]),
        )
    put(twin, entity("H1", visibility="team"), source("H2", visibility="team"))
    with read(plain) as resources:
        stood, before = [frozenset(), shown(resources)], counted(plain)
    for number in range(STEPS):
        public = public_verb(rng, number)
        for verb, ledgers in ((public, (plain, twin)), (hidden_verb(rng, number), (twin,))):
            for ledger in ledgers:
                with suppress(EvidenceError):  # what does not fit is refused in both alike
                    verb(ledger)
        with read(plain) as resources:
            stood.append(shown(resources))
        assert counted(plain)[: len(before)] == before
        before = counted(plain)
    with read(plain) as first, read(twin) as second:
        by_number = [shown(first, number) for number in range(PAST)]
        assert by_number == [shown(second, number) for number in range(PAST)]
    assert set(by_number) <= set(stood)
    assert by_number[-1] == stood[-1]
    plain.close()
    twin.close()
