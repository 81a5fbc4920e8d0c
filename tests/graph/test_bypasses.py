"""Who can still come to an end without going through all of a chain."""

from graph.asked import in_numbers
from graph.budget import Budget
from graph.bypasses import Bypasses
from graph.fronts import Fronts
from graph.ground import ground_of
from graph.projector import project
from graph.store import HopFilter
from tests.graph.making import asked, claim, disclosed

CLAIMS = [claim(ends, ends[0], "partners_with", ends[1]) for ends in ("ab", "bc", "cz", "bd", "dc", "dz")]


def test_a_way_round_is_there_until_the_last_of_the_chain_was_passed() -> None:
    store = project(disclosed(*CLAIMS))
    question = in_numbers(store, asked("a", "z"))
    fronts = Fronts(store, question, HopFilter(), Budget(1000, 60.0))
    fronts.reach(4)
    bypasses = Bypasses(ground_of(store, fronts), question.is_target)
    a, b, c, d, z = store.numbers([f"id-{key}" for key in "abcdz"]).tolist()
    chain = (a, b, c, z)
    assert bypasses.is_there(chain, (a, b), 2)
    assert bypasses.is_there(chain, (a, b, d), 1)
    assert not bypasses.is_there(chain, (a, b, c), 1)
    assert not bypasses.is_there(chain, (a, b, d, c), 1)
    assert not bypasses.is_there((a, b, z), (a,), 3)
