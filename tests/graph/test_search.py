"""The search against brute force, and each of its rules by name."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.dates import first_day
from evidence.views import ClaimView
from graph import ask
from graph.answer import AnswerOut
from graph.budget import OutOfTime
from graph.detours import Way
from graph.embedded_store import EmbeddedStore
from graph.fronts import Fronts
from graph.ground import ground_of
from graph.projector import project
from graph.question import Question
from graph.reading import Reading, Run
from graph.search import Found, Search, every_chain, search
from graph.store import GraphStore, HopFilter
from graph.verdicts_left import VerdictsLeft
from graph.walks import Walk
from tests.graph.brute_force import BruteForce
from tests.graph.making import asked, claim, disclosed, entity, found, no_hints, routes
from tests.graph.random_graphs import random_disclosure, random_question


def printed(answer: AnswerOut) -> dict[str, Any]:
    """What brute force gives, out of the whole answer."""
    chains = answer.model_dump(mode="json")["chains"]
    for chain in chains:
        del chain["sentence"]
        chain["time"]["decided_by"] = list(chain["time"]["decided_by"])
        chain["scope"] |= {
            "scope": chain["scope"]["scope"] and chain["scope"]["scope"]["id"],
            "ends_at": chain["scope"]["ends_at"]["id"],
        }
        chain["entities"] = [one["id"] for one in chain["entities"]]
        chain["hops"] = [_printed_hop(hop) for hop in chain["hops"]]
    return {"chains": chains, "more": answer.more}


def _printed_hop(hop: dict[str, Any]) -> dict[str, Any]:
    relation = (hop["predicate"], hop["subject"]["id"], hop["object"]["id"], hop["scope"] and hop["scope"]["id"])
    kept = {name: hop[name] for name in ("walked", "standing", "origins", "contested")}
    return {"relation": relation, **kept, "claims": [one["id"] for one in hop["claims"]]}


def check(store: GraphStore, question: Question, brute: BruteForce) -> int:
    """Compare one whole answer; the number of its chains."""
    answer = ask.answer(store, question, policy="four_eyes")
    assert answer.complete
    assert printed(answer) == brute.answer(question)
    assert bool(answer.hints) == (not answer.chains)
    return len(answer.chains)


@pytest.mark.parametrize("part", range(8))
def test_equals_brute_force_on_many_small_graphs(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints would take nine tenths of the time, and brute force has none: one graph in ten has them worked out."""
    chains = 0
    for seed in range(100):
        rng = Random(part * 1000 + seed)
        disclosure = random_disclosure(rng)
        store, brute = project(disclosure), BruteForce(disclosure)
        with monkeypatch.context() as without:
            if seed % 10:
                without.setattr(ask, "hints", no_hints)
            chains += sum(check(store, random_question(rng, disclosure), brute) for _ in range(3))
    assert chains > 120


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_equals_brute_force_on_any_small_graph(rng: Random) -> None:
    disclosure = random_disclosure(rng)
    check(project(disclosure), random_question(rng, disclosure), BruteForce(disclosure))


def test_hops_are_walked_either_way() -> None:
    claims = [claim("c1", "b", "visits", "a"), claim("c2", "b", "partners_with", "c")]
    assert routes(claims, "a", "c") == ["a-b-c"]
    assert [step.along for step in found(claims, asked("a", "c")).chains[0].steps] == [False, True]
    assert [step.along for step in found(claims, asked("c", "a")).chains[0].steps] == [True, True]


@pytest.mark.parametrize("kind", ["place", "group"])
def test_places_and_groups_are_ends_and_no_steps(kind: str) -> None:
    hub = entity("h", kind)
    claims = [claim("c1", "a", "partners_with", hub), claim("c2", hub, "partners_with", "z")]
    assert routes(claims, "a", "h") == ["a-h"]
    assert routes(claims, "a", "z") == []
    assert routes(claims, "a", "z", through_hubs=True) == ["a-h-z"]


@pytest.mark.parametrize(
    "hub_hop",
    [claim("c1", "a", "alleged_involvement_in", "h"), claim("c1", "h", "found", "a"), claim("c1", "a", "found", "h")],
)
def test_the_hub_side_of_either_hop_is_no_step(hub_hop: ClaimView) -> None:
    other = claim("c2", "h", "partners_with", "z")
    assert routes([hub_hop, other], "a", "h") == ["a-h"]
    assert routes([hub_hop, other], "a", "z") == routes([hub_hop, other], "z", "a") == []
    assert routes([hub_hop, other], "a", "z", through_hubs=True) == ["a-h-z"]


def test_the_other_side_of_a_hub_hop_may_be_passed() -> None:
    claims = [claim("c1", "a", "partners_with", "b"), claim("c2", "b", "alleged_involvement_in", "z")]
    assert routes(claims, "a", "z") == ["a-b-z"]


@pytest.mark.parametrize(("first", "second"), [("funds", "funds"), ("funds", "trains"), ("part_of", "part_of")])
def test_chains_do_not_turn_at_flows_or_at_predicates_that_allow_none(first: str, second: str) -> None:
    out = [claim("c1", "b", first, "a"), claim("c2", "b", second, "z")]
    into = [claim("c1", "a", first, "b"), claim("c2", "z", second, "b")]
    assert routes(out, "a", "z") == routes(into, "a", "z") == []
    assert routes(out, "a", "z", turns=True) == routes(into, "a", "z", turns=True) == ["a-b-z"]


def test_a_turn_between_other_hops_is_none() -> None:
    assert routes([claim("c1", "a", "part_of", "b"), claim("c2", "z", "participates_in", "b")], "a", "z") == ["a-b-z"]
    assert routes([claim("c1", "a", "owns", "b"), claim("c2", "z", "owns", "b")], "a", "z") == ["a-b-z"]


def test_a_flow_may_turn_where_another_hop_lies_between() -> None:
    claims = [claim("c1", "b", "funds", "a"), claim("c2", "b", "visits", "c"), claim("c3", "c", "funds", "z")]
    assert routes(claims, "a", "z") == ["a-b-c-z"]


def test_no_entity_of_from_or_to_is_a_step() -> None:
    claims = [claim("c1", "a", "partners_with", "b"), claim("c2", "b", "partners_with", "z")]
    both = asked("a", "z").relaxed(sources=frozenset({"id-a", "id-b"}))
    assert [len(chain.steps) for chain in found(claims, both).chains] == [1]


def test_an_exposure_may_pass_one_target_to_reach_another() -> None:
    claims = [claim("c1", "a", "partners_with", "b"), claim("c2", "b", "partners_with", "z")]
    every = asked("a", "z", best_of_each=True).relaxed(targets=frozenset({"id-b", "id-z"}))
    assert [chain.entities[-1].key for chain in found(claims, every).chains] == ["b", "z"]


def test_via_must_all_be_passed_and_avoided_never() -> None:
    claims = [
        claim("c1", "a", "partners_with", "b"),
        claim("c2", "b", "partners_with", "c"),
        claim("c3", "c", "partners_with", "z"),
        claim("c4", "b", "partners_with", "z"),
    ]
    assert routes(claims, "a", "z", via=frozenset({"id-b", "id-c"})) == ["a-b-c-z"]
    assert routes(claims, "a", "z", avoid=frozenset({"id-c"})) == ["a-b-z"]
    assert routes(claims, "a", "z", avoid=frozenset({"id-z"})) == []


def test_a_day_keeps_a_hop_whole_or_drops_it() -> None:
    claims = [claim("c1", "a", "funds", "z", edtf="2012-01-01"), claim("c2", "a", "funds", "z", edtf="2016-01-01")]
    on = {
        text: found(claims, asked("a", "z", valid_on=first_day(text))).chains for text in ("2012-01-01", "2014-01-01")
    }
    assert [len(chains) for chains in on.values()] == [1, 0]
    assert len(on["2012-01-01"][0].steps[0].hop.hulls) == 2


def test_predicates_and_classes_limit_hops_and_types_the_entities_between() -> None:
    police = entity("b", "organisation", "police_force")
    claims = [claim("c1", "a", "funds", police), claim("c2", police, "visits", "z")]
    assert routes(claims, "a", "z", types=frozenset({"police_force"})) == ["a-b-z"]
    assert routes(claims, "a", "z", types=frozenset({"ministry"})) == []
    assert routes(claims, "a", "z", predicates=frozenset({"funds"})) == []
    assert routes(claims, "a", "z", predicates=frozenset({"funds", "visits"})) == ["a-b-z"]
    assert routes(claims, "a", "z", classes=frozenset({"flow"})) == []
    assert routes(claims, "a", "z", classes=frozenset({"flow", "association"})) == ["a-b-z"]


def test_a_lowest_standing_leaves_weaker_hops_out() -> None:
    claims = [claim("c1", "a", "funds", "z")]
    assert routes(claims, "a", "z", min_standing="reported") == ["a-z"]
    assert routes(claims, "a", "z", min_standing="corroborated") == []


def test_impossible_chains_are_left_out_unless_asked_for() -> None:
    claims = [claim("c1", "a", "funds", "b", edtf="2020"), claim("c2", "b", "trains", "z", edtf="2013")]
    assert routes(claims, "a", "z") == []
    assert routes(claims, "a", "z", min_time="impossible") == ["a-b-z"]


def test_same_arrangement_takes_no_association() -> None:
    claims = [claim("c1", "a", "funds", "b", scope="p"), claim("c2", "b", "trains", "z")]
    assert routes(claims, "a", "z") == ["a-b-z"]
    assert routes(claims, "a", "z", same_arrangement=True) == []


def test_the_limit_cuts_and_says_so() -> None:
    claims = [claim(f"c{n}", "a", predicate, "z") for n, predicate in enumerate(("funds", "trains"))]
    assert [found(claims, asked("a", "z", limit=limit)).more for limit in (1, 2)] == [True, False]


@pytest.mark.parametrize("budget", [{"steps": 1}, {"seconds": 0.0}])
def test_a_spent_budget_is_said_and_what_was_found_is_right(budget: dict[str, float]) -> None:
    claims = [claim("c1", "a", "funds", "z"), *(claim(f"d{n}", "a", "trains", f"x{n}") for n in range(9))]
    claims += [claim("e1", "x1", "trains", "z")]
    cut = found(claims, asked("a", "z", **budget))
    whole = found(claims, asked("a", "z"))
    assert whole.complete
    assert not cut.complete
    assert [chain.rank for chain in cut.chains] == [chain.rank for chain in whole.chains][: len(cut.chains)]


def test_a_search_whose_ends_cannot_be_found_in_time_is_not_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*_: object, **__: object) -> dict[str, int]:
        raise OutOfTime

    store = project(disclosed(claim("c1", "a", "funds", "z")))
    monkeypatch.setattr(EmbeddedStore, "numbered", too_slow)
    assert search(store, asked("a", "z")) == Found((), complete=False, more=False)
    assert every_chain(store, asked("a", "z")) == ([], False)


def test_a_search_that_ends_within_its_budget_is_complete_whatever_is_left() -> None:
    assert found([claim("c1", "a", "funds", "z")], asked("a", "z", steps=50)).complete


def test_the_longest_walk_is_the_limit() -> None:
    claims = [claim("c1", "a", "partners_with", "b"), claim("c2", "b", "partners_with", "z")]
    assert routes(claims, "a", "z", max_hops=1) == []
    assert routes(claims, "a", "z", max_hops=2) == ["a-b-z"]


def _by_way_of_one(ways_round: int, **last: Any) -> list[ClaimView]:
    """From a by b to z, and from a to b by so many others; ``last`` is of the hop from b to z."""
    others = [f"m{number}" for number in range(ways_round)]
    always: dict[str, Any] = {"edtf": "2010/2020"}
    return [
        claim("ab", "a", "partners_with", "b", **always),
        claim("bz", "b", "partners_with", "z", **(always | last)),
        *(claim(f"a{one}", "a", "partners_with", one, scope="p", **always) for one in others),
        *(claim(f"{one}b", one, "partners_with", "b", scope="p", **always) for one in others),
    ]


@pytest.mark.parametrize("last", [{}, {"edtf": "2015~"}, {"scope": "q"}])
def test_where_every_longer_walk_is_a_detour_none_is_begun(last: dict[str, str]) -> None:
    answer = found(_by_way_of_one(50, **last), asked("a", "z", steps=50))
    assert answer.complete
    assert len(answer.chains) == 1


def test_a_longer_walk_that_stays_in_one_scope_is_no_detour() -> None:
    answer = found(_by_way_of_one(1, scope="p"), asked("a", "z"))
    assert [len(chain.steps) for chain in answer.chains] == [2, 3]


def test_no_walk_is_looked_at_further_once_the_time_is_up() -> None:
    """Of a thousand chains in the answer each may need a table as long as the ground."""
    store = project(disclosed(*(claim(ends, ends[0], "partners_with", ends[1]) for ends in ("ab", "bz", "bc", "cz"))))
    looking = Search.of(store, asked("a", "z"))
    fronts = Fronts(store, looking.asked, HopFilter(), looking.budget)
    fronts.reach(3)
    ground = ground_of(store, fronts)
    a, b, z = store.numbers(["id-a", "id-b", "id-z"]).tolist()
    looking.detours.keep(Way((a, b, z), "observed", one_run=True))
    given_up = looking._given_up(ground, VerdictsLeft(ground, looking.open_ends, backwards=False), 3)
    walk = Walk((ground.place_of(a), ground.place_of(b)), (0,), False, 0, Reading(), Run(), True, (), ())
    assert given_up(walk)
    looking.budget.spend()
    assert not given_up(walk)
