"""The answer and the disclosure that a briefing is built of must belong together."""

from dataclasses import replace

import pytest

from evidence.errors import NotFound
from evidence.views import Disclosure
from reports.scene import Scene
from tests.reports.case import Case, asked


def keys(records: list[object]) -> list[str]:
    return [record.key for record in records]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def scene(disclosure: Disclosure) -> Scene:
    return Scene.of(asked(disclosure), disclosure)


def test_denials_beside_the_hops_belong_and_those_of_hops_are_told_with_them(scene: Scene) -> None:
    assert keys(list(scene.denials())) == ["C12b"]


def test_records_belong_by_their_claims_or_their_parties(scene: Scene) -> None:
    assert keys(list(scene.disputes())) == ["D01", "D02"]
    assert keys(list(scene.commitments())) == ["P01"]
    assert keys(list(scene.outcomes())) == ["O01", "O02"]
    assert keys(list(scene.actions())) == ["T01", "T02"]


def test_lookups_belong_by_entity_claim_or_source(disclosure: Disclosure) -> None:
    case = Case()
    lookups = tuple(
        case.lookup(key, about, "Nothing.") for key, about in (("N1", "id-PRJ"), ("N2", "id-S04"), ("N3", "id-S99"))
    )
    scene = Scene.of(asked(disclosure), replace(disclosure, lookups=lookups))
    assert keys(list(scene.lookups([disclosure.claims["id-C09"]]))) == ["N1", "N2"]


def test_nothing_of_other_chains_belongs(disclosure: Disclosure) -> None:
    scene = Scene.of(asked(disclosure, "PPSUC", "XPC", max_hops=1), disclosure)
    assert scene.outcomes() == []
    assert scene.commitments() == []
    assert scene.disputes() == []


def test_an_entity_that_is_not_disclosed_is_refused(disclosure: Disclosure) -> None:
    hidden = {id_: entity for id_, entity in disclosure.entities.items() if id_ != "id-HPA"}
    answer = asked(disclosure)
    with pytest.raises(NotFound):
        Scene.of(answer, replace(disclosure, entities=hidden)).entity(answer.chains[0].entities[2])


def test_an_entity_that_goes_by_another_name_is_refused(disclosure: Disclosure) -> None:
    renamed = {**disclosure.entities, "id-HPA": replace(disclosure.entities["id-HPA"], name="Another")}
    with pytest.raises(NotFound):
        Scene.of(asked(disclosure), replace(disclosure, entities=renamed))
