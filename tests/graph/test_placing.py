"""Where among ascending numbers each of many stands."""

import numpy as np
import pytest

from graph.placing import places_of


@pytest.mark.parametrize("many", [5, 10**6])
def test_it_is_where_halving_finds_it_however_many_are_asked(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.placing._MANY", many)
    rng = np.random.default_rng(1)
    ascending = np.sort(rng.choice(1000, 60, replace=False))
    asked = rng.choice(ascending, 500)
    assert places_of(asked, ascending, 1000).tolist() == np.searchsorted(ascending, asked).tolist()


@pytest.mark.parametrize("many", [1, 10**6])
def test_of_what_is_not_there_some_place_is_given(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.placing._MANY", many)
    places = places_of(np.array([-1, 4, 9]), np.array([2, 5]), 10)
    assert all(place in (0, 1) for place in places.tolist())
