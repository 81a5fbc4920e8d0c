"""A store on disk answers as the one that was written, or is as good as none."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from evidence.errors import GraphDamaged
from evidence.views import Disclosure
from graph import array_file, snapshot
from graph.hops import hops_of
from graph.members import NumberSet
from graph.projector import project
from graph.snapshot import State, forget, read_snapshot, write_recent, write_whole
from graph.store import HopFilter
from tests.graph.making import claim, disclosed, entity
from tests.graph.random_graphs import random_disclosure
from tests.graph.store_contract import check_store, every_hop

STATE = State("ledger", "public", 7, "hash")
FUNDS = claim("c1", "a", "funds", "b")


def written(folder: Path, disclosure: Disclosure) -> str:
    return write_whole(folder, project(disclosure, STATE.cursor), STATE)


@pytest.mark.parametrize("large", [0, 1 << 20])
@pytest.mark.parametrize("seed", range(5))
def test_it_answers_as_the_store_that_was_written_whatever_is_left_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, large: int
) -> None:
    monkeypatch.setattr(array_file, "_LARGE", large)
    rng = Random(seed)
    disclosure = random_disclosure(rng)
    written(tmp_path, disclosure)
    found = read_snapshot(tmp_path, "ledger", "public")
    assert found is not None
    assert (found.state, found.store.cursor) == (STATE, 7)
    check_store(found.store, disclosure, rng)


def test_more_hops_than_a_byte_counts_are_read_back_too(tmp_path: Path) -> None:
    disclosure = disclosed(*(claim(f"c{number}", "a", "funds", f"b{number}") for number in range(130)))
    written(tmp_path, disclosure)
    found = read_snapshot(tmp_path, "ledger", "public")
    assert found is not None
    check_store(found.store, disclosure, Random(1))


def test_many_ends_are_sought_in_a_row_that_was_read_back(tmp_path: Path) -> None:
    """A file keeps in two bytes where hops lead, and what is sought first by its last bits needs more."""
    leaves = [f"b{number}" for number in range(1_100)]
    disclosure = disclosed(*(claim(f"{end}{leaf}", end, "partners_with", leaf) for end in "az" for leaf in leaves))
    written(tmp_path, disclosure)
    found = read_snapshot(tmp_path, "ledger", "public")
    assert found is not None
    a, others = (NumberSet(found.store.numbers([f"id-{key}" for key in keys])) for keys in (["a"], leaves))
    assert len(found.store.ways(a, others, HopFilter(), seconds=60.0).hop) == len(leaves)


def test_few_hops_beside_many_are_read_back_together_with_them(tmp_path: Path) -> None:
    """A file keeps the columns of either in the smallest types that hold them."""
    before = [claim(f"c{number}", "a", "funds", f"b{number}") for number in range(130)]
    later = claim("later", "b1", "trains", "b2", edtf="2016")
    whole, store = written(tmp_path, disclosed(*before)), project(disclosed(*before), 7)
    now = disclosed(*before, later)
    base = ("trains", "id-b1", "id-b2")
    store = store.after([base], [hop for hop in hops_of(now.claims.values()).values() if hop.base == base], {}, 9)
    write_recent(tmp_path, store, replace(STATE, cursor=9), whole)
    found = read_snapshot(tmp_path, "ledger", "public")
    assert found is not None
    check_store(found.store, now, Random(1))


def test_what_changed_since_is_kept_beside_it(tmp_path: Path) -> None:
    before, now = disclosed(FUNDS), disclosed(claim("c2", "a", "funds", "n"), others=[entity("b", "place")])
    whole, store = written(tmp_path, before), project(before, 7)
    changed = {"id-n": entity("n"), "id-b": entity("b", "place")}
    later = store.after([("funds", "id-a", "id-b")], hops_of(now.claims.values()).values(), changed, 9)
    write_recent(tmp_path, later, replace(STATE, cursor=9), whole)
    found = read_snapshot(tmp_path, "ledger", "public")
    assert found is not None
    assert (found.state.cursor, found.whole) == (9, whole)
    check_store(found.store, now, Random(1))
    gone = found.store.after([("funds", "id-a", "id-n")], (), {"id-n": None}, 10)
    check_store(gone, disclosed(others=[entity("a"), entity("b", "place")]), Random(1))


def test_what_changed_since_another_whole_is_left_alone(tmp_path: Path) -> None:
    store = project(disclosed(FUNDS), 7)
    whole = written(tmp_path, disclosed(FUNDS))
    write_recent(tmp_path, store.after([("funds", "id-a", "id-b")], (), {}, 9), replace(STATE, cursor=9), "another")
    found = read_snapshot(tmp_path, "ledger", "public")
    assert found is not None
    assert (found.state.cursor, found.whole) == (7, whole)


@pytest.mark.parametrize(("ledger", "audience"), [("another", "public"), ("ledger", "team")])
def test_of_another_ledger_or_audience_there_is_none(tmp_path: Path, ledger: str, audience: str) -> None:
    written(tmp_path, disclosed(FUNDS))
    (tmp_path / "public.whole").rename(tmp_path / f"{audience}.whole")
    assert read_snapshot(tmp_path, ledger, audience) is None


def test_a_damaged_one_is_as_good_as_none(tmp_path: Path) -> None:
    written(tmp_path, disclosed(FUNDS))
    path = tmp_path / "public.whole"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert read_snapshot(tmp_path, "ledger", "public") is None


def test_a_text_that_was_damaged_is_refused_when_it_is_read(tmp_path: Path) -> None:
    written(tmp_path, disclosed(FUNDS))
    path = tmp_path / "public.whole"
    path.write_bytes(path.read_bytes().replace(b"Title of s-c1", b"Title of s-c2"))
    found = read_snapshot(tmp_path, "ledger", "public")
    assert found is not None
    with pytest.raises(GraphDamaged):
        every_hop(found.store)


def test_one_made_by_other_rules_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, disclosed(FUNDS))
    monkeypatch.setattr(snapshot, "_FORM", snapshot._FORM + 1)
    assert read_snapshot(tmp_path, "ledger", "public") is None


def test_one_of_other_columns_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "names_of", lambda kind: ["fewer"])
    written(tmp_path, disclosed(FUNDS))
    monkeypatch.undo()
    assert read_snapshot(tmp_path, "ledger", "public") is None


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    assert read_snapshot(tmp_path / "nowhere", "ledger", "public") is None


def test_what_a_killed_program_left_of_one_is_taken_away_with_it(tmp_path: Path) -> None:
    """It may hold what was erased since."""
    kept = project(disclosed(claim("c1", "a", "funds", "b")))
    for audience in ("public", "team"):
        write_whole(tmp_path, kept, replace(STATE, audience=audience))
    (tmp_path / ".public.whole.k2j4").write_bytes(b"half of one")
    forget(tmp_path, "public")
    assert [one.name for one in tmp_path.iterdir()] == ["team.whole"]
    forget(tmp_path / "none", "public")
