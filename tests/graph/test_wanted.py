"""A filter lets in the entries of those hops that it wants, be they asked one by one or all at once."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.dates import parse_period
from graph import wanted as wanted_entries
from graph.entries import Entries
from graph.projector import project
from graph.store import HopFilter
from graph.wanted import wanted_of
from tests.graph.making import claim, disclosed
from tests.graph.random_graphs import PREDICATES
from tests.graph.test_adjacency import made_in_two

_DAYS = [parse_period(text).start_earliest for text in ("2015-05-01", "2016-05-05", "2018-02-03", "2019-01-01")]
_FILTERS = st.builds(
    HopFilter,
    predicates=st.frozensets(st.sampled_from(PREDICATES), max_size=3),
    classes=st.frozensets(st.sampled_from(["flow", "association", "structure"]), max_size=2),
    valid_on=st.none() | st.sampled_from(_DAYS),
    certain=st.booleans(),
)


@pytest.mark.parametrize("few", [0, 1000])
@settings(max_examples=300, deadline=None)
@given(rng=st.randoms(use_true_random=False), wanted=_FILTERS)
def test_an_entry_is_let_in_where_its_hop_is_wanted(few: int, rng: Random, wanted: HopFilter) -> None:
    store = made_in_two(rng)
    for layer in store.layers:
        entries = Entries(layer.adjacency.packed)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(wanted_entries, "_FEW", few)
            let_in = wanted_of(entries, wanted, layer.hops).tolist()
        assert let_in == [wanted.wants(hop) for hop in store.hops(entries.hop.astype(np.int64) + layer.number)]


@pytest.mark.parametrize("few", [0, 1000])
def test_a_hop_that_did_not_hold_on_a_day_between_others_is_not_let_in(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted_entries, "_FEW", few)
    told = [claim(year, "a", "partners_with", "b", edtf=year) for year in ("2015", "2019")]
    (layer,) = project(disclosed(*told)).layers
    on = {year: parse_period(year).start_earliest for year in ("2015", "2017", "2019")}
    let_in = {
        year: wanted_of(Entries(layer.adjacency.packed), HopFilter(valid_on=day), layer.hops).all()
        for year, day in on.items()
    }
    assert let_in == {"2015": True, "2017": False, "2019": True}
