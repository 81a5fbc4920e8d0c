"""Numbers of events as a reader of what is public counts them, over random histories.

A twin ledger has the same history with hidden records in between: at every number both show the same. What a number
shows stood at some moment, and past the last one it is what stands now.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.resources import Resources, open_resources
from evidence.claims import publish_claim, retract_claim, retract_source, withdraw_claim
from evidence.drafts import RecordDraft
from evidence.errors import EvidenceError
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger, create_ledger
from evidence.recording import record
from evidence.settings import Settings
from tests.evidence.small import cite, claim, entity, source

STEPS = 14
PAST = 60
"""More events than a history has."""

Verb = Callable[[Ledger], object]


def put(ledger: Ledger, *drafts: RecordDraft) -> None:
    placed = [Placed(draft, Place("test", 1)) for draft in drafts]
    load(ledger, placed, actor="Ada", investigation="case", supersede=True)


def public_verb(rng: Random, number: int) -> Verb:
    """Something that is done to a public claim, or to one of the sources, in both ledgers."""
    key, older = f"C{number}", f"C{rng.randrange(max(number, 1))}"
    new = claim(key, object=rng.choice(["E2", "E3"]), citations=[cite(rng.choice(["S1", "S2"]))])
    changed = claim(older, object="E2", note=f"note {number}")
    heir = claim(f"{key}b", object="E3", citations=[cite("S2")], supersedes=older)
    retracted = rng.choice(["S1", "S2"])
    verbs: list[Verb] = [
        lambda ledger: record(ledger, [new], actor="Ada", investigation="case"),
        lambda ledger: put(ledger, new),
        lambda ledger: put(ledger, changed),
        lambda ledger: put(ledger, heir),
        lambda ledger: publish_claim(ledger, older, actor="Ada"),
        lambda ledger: withdraw_claim(ledger, older, actor="Ada", reason="later"),
        lambda ledger: retract_claim(ledger, older, actor="Ada", reason="wrong"),
        lambda ledger: retract_source(ledger, retracted, actor="Ada", reason="wrong"),
    ]
    return rng.choices(verbs, [3, 3, 1, 1, 2, 1, 1, 1])[0]


def hidden_verb(rng: Random, number: int) -> Verb:
    """Something that only the twin sees: a claim that is hidden, or names or cites what is, and its retraction."""
    hides: dict[str, Any] = rng.choice([{"visibility": "team"}, {"object": "H1"}, {"citations": [cite("H2")]}])
    hidden = claim(f"X{number}", status=rng.choice(["draft", "published"]), **hides)
    older = f"X{rng.randrange(number + 1)}"
    verbs: list[Verb] = [
        lambda ledger: put(ledger, hidden),
        lambda ledger: retract_claim(ledger, older, actor="Ada", reason="wrong"),
    ]
    return rng.choice(verbs)


@contextmanager
def read(ledger: Ledger) -> Iterator[Resources]:
    opened = open_resources(Settings(ledger=ledger.address), from_outside=True)
    yield opened
    opened.close()


def shown(resources: Resources, number: int | None = None) -> frozenset[str]:
    """The claims that the public sees, with what they say."""
    known_at = None if number is None else str(number)
    claims = resources.disclosure("public", known_at).claims.values()
    return frozenset(f"{one.key} {one.object and one.object.key} {one.note}" for one in claims)


@pytest.mark.parametrize("seed", range(8))
def test_at_every_number_stands_what_stood_whatever_is_hidden_in_between(tmp_path: Path, seed: int) -> None:
    rng = Random(seed)
    plain, twin = (create_ledger(tmp_path / name, policy="single_handed", actor="Ada") for name in ("plain", "twin"))
    for ledger in (plain, twin):
        put(ledger, entity("E1"), entity("E2"), entity("E3"), source("S1"), source("S2"))
    put(twin, entity("H1", visibility="team"), source("H2", visibility="team"))
    stood = [frozenset[str]()]
    for number in range(STEPS):
        public = public_verb(rng, number)
        for verb, ledgers in ((public, (plain, twin)), (hidden_verb(rng, number), (twin,))):
            for ledger in ledgers:
                with suppress(EvidenceError):  # what does not fit is refused in both alike
                    verb(ledger)
        with read(plain) as resources:
            stood.append(shown(resources))
    with read(plain) as first, read(twin) as second:
        by_number = [shown(first, number) for number in range(PAST)]
        assert by_number == [shown(second, number) for number in range(PAST)]
    assert set(by_number) <= set(stood)
    assert by_number[-1] == stood[-1]
    plain.close()
    twin.close()
