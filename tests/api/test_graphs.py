"""The graph of an audience, followed through the ledger and kept on disk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api import graphs, questions
from api.graphs import Graphs
from api.resources import Resources
from evidence.access import disclose
from evidence.copying import copy_to_file
from evidence.database import reading
from evidence.drafts import ClaimDraft
from evidence.ledger import Ledger, create_ledger
from evidence.replacing import copy_over
from evidence.settings import Settings
from evidence.views import Disclosure
from graph.answer import HopOut
from tests.evidence.small import cite, claim, entity, put, source
from tests.graph.store_contract import every_hop
from tests.places import LedgerPlace

Counted = Callable[[], int]


@pytest.fixture
def ledger(place: LedgerPlace) -> Iterator[Ledger]:
    made = create_ledger(place("ledger"), policy="four_eyes", actor="Ada")
    put(made, *map(entity, ("E1", "E2")), source("S1"), claim("C1"))
    yield made
    made.close()


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """How often a graph was made of the whole record."""
    calls: list[object] = []

    def counted(*arguments: Any) -> Disclosure:
        calls.append(arguments)
        return disclose(*arguments)

    monkeypatch.setattr(graphs, "disclose", counted)
    return lambda: len(calls)


def predicates(folder: Path, ledger: Ledger, audience: str = "public") -> set[str]:
    """What a program that starts now finds."""
    with reading(ledger.engine) as session:
        return {hop.predicate.name for hop in every_hop(Graphs(folder).of(session, audience)).values()}


def test_the_next_program_finds_it_made(tmp_path: Path, ledger: Ledger, made_anew: Counted) -> None:
    assert predicates(tmp_path, ledger) == predicates(tmp_path, ledger) == {"funds"}
    assert made_anew() == 1


def test_what_changed_is_followed_and_kept(tmp_path: Path, ledger: Ledger, made_anew: Counted) -> None:
    predicates(tmp_path, ledger)
    put(ledger, claim("C2", predicate="trains"))
    assert predicates(tmp_path, ledger) == {"funds", "trains"}
    put(ledger, claim("C3", predicate="supplies", visibility="team"))
    assert predicates(tmp_path, ledger) == predicates(tmp_path, ledger) == {"funds", "trains"}
    assert made_anew() == 1


def test_each_audience_has_its_own(tmp_path: Path, ledger: Ledger) -> None:
    put(ledger, claim("C2", predicate="trains", visibility="team"))
    assert (predicates(tmp_path, ledger), predicates(tmp_path, ledger, "team")) == ({"funds"}, {"funds", "trains"})


def test_much_that_changed_is_not_followed(
    tmp_path: Path, ledger: Ledger, made_anew: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "_FOLLOWED", 0)
    predicates(tmp_path, ledger)
    put(ledger, claim("C2", predicate="trains"))
    assert predicates(tmp_path, ledger) == {"funds", "trains"}
    assert made_anew() == 2


def test_many_entities_that_came_without_a_relation_are_not_followed(
    tmp_path: Path, ledger: Ledger, made_anew: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would be held beside the whole, more of them with every change."""
    monkeypatch.setattr(graphs, "_RECORDS", 3)
    predicates(tmp_path, ledger)
    put(ledger, *map(entity, ("E3", "E4")))
    predicates(tmp_path, ledger)
    assert made_anew() == 1
    put(ledger, *map(entity, ("E5", "E6")))
    assert predicates(tmp_path, ledger) == {"funds"}
    assert made_anew() == 2


def test_a_ledger_that_was_put_back_to_an_earlier_state_is_noticed(
    tmp_path: Path, ledger: Ledger, made_anew: Counted
) -> None:
    copy_to_file(ledger.address, tmp_path / "earlier")
    put(ledger, claim("C2", predicate="trains"))
    predicates(tmp_path, ledger)
    ledger.close()
    copy_over(tmp_path / "earlier", ledger.address)
    put(ledger, claim("C2", predicate="supplies"))
    assert predicates(tmp_path, ledger) == {"funds", "supplies"}
    assert made_anew() == 2


@pytest.mark.parametrize("since", [[], [claim("C2", predicate="supplies"), claim("C3", predicate="visits")]])
def test_a_ledger_that_is_put_back_under_a_program_that_runs_is_noticed(
    tmp_path: Path, ledger: Ledger, since: list[ClaimDraft]
) -> None:
    """It goes back behind what was followed, or by another way to the same number of events."""
    graphs_held = Graphs(tmp_path)
    copy_to_file(ledger.address, tmp_path / "earlier")
    put(ledger, claim("C2", predicate="trains"), claim("C3", predicate="supplies"))
    with reading(ledger.engine) as session:
        graphs_held.of(session, "public")
    ledger.close()
    copy_over(tmp_path / "earlier", ledger.address)
    put(ledger, *since)
    with reading(ledger.engine) as session:
        held = every_hop(graphs_held.of(session, "public")).values()
    assert {hop.predicate.name for hop in held} == {"funds", *(one.predicate for one in since)}
    assert predicates(tmp_path, ledger) == {"funds", *(one.predicate for one in since)}


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, ledger: Ledger) -> None:
    (tmp_path / "file").write_text("no folder")
    assert predicates(tmp_path / "file", ledger) == {"funds"}
    assert (tmp_path / "file").read_text() == "no folder"


def test_a_text_that_was_damaged_in_the_snapshot_is_noticed_and_the_graph_made_anew(
    tmp_path: Path, ledger: Ledger, made_anew: Counted
) -> None:
    resources = Resources(Settings(ledger=ledger.address, folder=tmp_path), ledger)
    resources.answered("public", None, every_hop)
    whole = resources.settings.graph_path / "public.whole"
    whole.write_bytes(whole.read_bytes().replace(b"Source S1", b"Source S2"))
    found = Resources(resources.settings, ledger).answered("public", None, every_hop)
    assert {cited.source.title for hop in found.values() for cited in hop.affirming[0].citations} == {"Source S1"}
    assert made_anew() == 2


def supported(resources: Resources) -> set[str]:
    """The titles of what a claim's hop rests on, as they are shown."""
    told = questions.why(resources, "C1", "public")
    assert isinstance(told, HopOut)
    return {cited.source.title for one in told.claims for cited in one.citations}


def followed(resources: Resources) -> set[str]:
    """The same as following reads it, when something came beside it since."""
    put(resources.ledger, claim("C9", citations=[cite("S1")]))
    hops = every_hop(resources.look("public").store).values()
    return {cited.source.title for hop in hops for one in hop.affirming for cited in one.citations}


@pytest.mark.parametrize("ask", [supported, followed])
def test_damage_that_is_met_beside_records_or_in_following_is_made_good_as_well(
    tmp_path: Path, ledger: Ledger, ask: Callable[[Resources], set[str]]
) -> None:
    resources = Resources(Settings(ledger=ledger.address, folder=tmp_path), ledger)
    resources.answered("public", None, every_hop)
    whole = resources.settings.graph_path / "public.whole"
    whole.write_bytes(whole.read_bytes().replace(b"Source S1", b"Source S2"))
    assert ask(Resources(resources.settings, ledger)) == {"Source S1"}
