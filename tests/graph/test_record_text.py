"""Views as text and back."""

from dataclasses import replace
from random import Random

import pytest

from evidence.views import EntityView, NameView, ReplyView
from graph.record_text import (
    claim_from,
    claim_text,
    entity_from,
    entity_text,
    named_in,
    source_from,
    source_text,
)
from tests.graph.making import cite, claim, entity, source
from tests.graph.random_graphs import random_disclosure

FULL_ENTITY = EntityView(
    "e1",
    "E1",
    "organisation",
    "中国人民公安大学",
    (NameView("中国人民公安大学", "zh", "primary"), NameView("ساقچى", "ug")),
    ("police_university",),
    (("LEI", "001"), ("LEI", "002")),
    "China",
    "",
    "case",
)
FULL_SOURCE = replace(source("s", derives=["t"]), retracted=True, date="2019~", lang="en", investigation="case")


def test_an_entity_is_read_back() -> None:
    assert entity_from(entity_text(FULL_ENTITY)) == FULL_ENTITY
    assert entity_from(entity_text(entity("a"))) == entity("a")


def test_half_a_surrogate_pair_is_read_back_though_no_ledger_takes_one() -> None:
    halved = replace(FULL_ENTITY, name="\ud800", names=(NameView("\ud800 and 公安"),))
    assert entity_from(entity_text(halved)) == halved


def test_a_source_is_read_back() -> None:
    assert source_from(source_text(FULL_SOURCE)) == FULL_SOURCE
    assert source_from(source_text(source())) == source()


def test_a_claim_is_read_back_with_its_replies() -> None:
    silence = ReplyView("r1", "R1", entity("p"), None, due="2020-01-01")
    answer = ReplyView("r2", "R2", entity("p"), "denies", text="No.", source=FULL_SOURCE)
    cited = replace(cite(FULL_SOURCE, credibility="2"), quote="words", capture="ab", quote_check="found")
    said = replace(
        claim("c", "a", "funds", "b", cited, scope="p", affirms=False, edtf="2019/..", as_of="2020"),
        value=("10", "GBP"),
        note="",
        replies=(silence, answer),
        reviewed_elsewhere=True,
    )
    entities = {f"id-{key}": entity(key) for key in ("a", "b")} | {"id-p": said.scope or entity("p", "programme")}
    entities |= {"id-p": entity("p", "programme")}
    said = replace(said, replies=tuple(replace(one, party=entities["id-p"]) for one in said.replies))
    assert claim_from(claim_text(said), entities.__getitem__, {FULL_SOURCE.id: FULL_SOURCE}.__getitem__) == said
    assert named_in(said) == {"id-a", "id-b", "id-p"}


@pytest.mark.parametrize("seed", range(20))
def test_any_claim_is_read_back(seed: int) -> None:
    disclosure = random_disclosure(Random(seed))
    for said in disclosure.claims.values():
        text = claim_text(said)
        named = set[str]()

        def looked_up(id_: str, named: set[str] = named) -> EntityView:
            named.add(id_)
            return disclosure.entities[id_]

        assert claim_from(text, looked_up, disclosure.sources.__getitem__) == said
        assert named_in(said) == named
        assert "\n" not in text
