"""A part of the record equals that part of the whole."""

from contextlib import suppress
from random import Random

import pytest

from evidence.access import disclose
from evidence.claims import retract_claim, retract_source
from evidence.database import reading
from evidence.errors import WrongStatus
from evidence.ledger import Ledger
from evidence.partial import disclose_part
from evidence.settings import LEVELS
from evidence.views import ClaimView, Disclosure
from tests.evidence.small import cite, claim, entity, put, reply, source


def relation(one: ClaimView) -> tuple[str, str, str]:
    return one.predicate, one.subject.id, one.object.id if one.object else ""


def assert_each_part_is_as_in_the_whole(ledger: Ledger) -> None:
    for audience in LEVELS:
        with reading(ledger.engine) as session:
            whole = disclose(session, audience)
            for asked in {relation(one) for one in disclose(session, "custodian").claims.values()}:
                part = disclose_part(session, audience, [asked], ())
                assert on(part, asked) == on(whole, asked)
            for id_ in disclose(session, "custodian").entities:
                part = disclose_part(session, audience, (), [id_])
                assert part.entities.get(id_) == whole.entities.get(id_)


def on(disclosure: Disclosure, asked: tuple[str, str, str]) -> dict[str, object]:
    return {id_: one for id_, one in disclosure.claims.items() if relation(one) == asked}


def test_claims_with_all_that_is_said_of_them(ledger: Ledger) -> None:
    put(ledger, *map(entity, ("E1", "E2", "E3")), source("S1"), source("S2", derives_from=["S1"]))
    put(
        ledger,
        claim("C1", citations=[cite("S1"), cite("S2")]),
        claim("C2", subject="E2", object="E3"),
        claim("C3", supersedes="C1", predicate="trains"),
        claim("C4", supersedes="C3", predicate="supplies"),
        reply("R1", "C1", party="E3", source="S2"),
        reply("R2", "C2", "C3", party="E1", source="S1"),
    )
    assert_each_part_is_as_in_the_whole(ledger)


def test_a_claim_that_took_another_s_key_and_a_source_taken_back(ledger: Ledger) -> None:
    put(ledger, *map(entity, ("E1", "E2")), source("S1"), source("S2"), claim("C1"), reply("R1", "C1", source="S2"))
    put(ledger, claim("C1", predicate="trains", citations=[cite("S2")]), entity("E2", country="Chile"))
    retract_source(ledger, "S1", actor="Ada", reason="so")
    assert_each_part_is_as_in_the_whole(ledger)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_hidden_and_whatever_gave_way(ledger: Ledger, seed: int) -> None:
    rng = Random(seed)

    def levels() -> str:
        return rng.choice(["public", "public", "public", "team", "restricted"])

    put(ledger, *(entity(f"E{n}", visibility=levels()) for n in range(4)))
    put(ledger, *(source(f"S{n}", visibility=levels()) for n in range(3)))
    for number in range(10):
        subject, object_ = rng.sample(range(4), 2)
        older = {"supersedes": f"C{rng.randrange(number)}"} if number and rng.random() < 0.5 else {}
        said = claim(
            f"C{number}",
            subject=f"E{subject}",
            object=f"E{object_}",
            predicate=rng.choice(["funds", "partners_with"]),
            citations=[cite(f"S{rng.randrange(3)}")],
            visibility=levels(),
            **older,
        )
        put(ledger, said)
    put(
        ledger,
        *(reply(f"R{n}", f"C{rng.randrange(10)}", party=f"E{n}", source="S1", visibility=levels()) for n in range(4)),
    )
    for number in rng.sample(range(10), 3):
        with suppress(WrongStatus):  # what gave way is not retracted
            retract_claim(ledger, f"C{number}", actor="Ada", reason="so")
    assert_each_part_is_as_in_the_whole(ledger)
