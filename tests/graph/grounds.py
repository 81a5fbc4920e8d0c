"""The ground of a question, as a search would stand on it."""

from graph.asked import Asked, in_numbers
from graph.budget import Budget
from graph.fronts import Fronts
from graph.ground import Ground, ground_of
from graph.question import Question
from graph.store import GraphStore, HopFilter

STEPS, SECONDS = 10**6, 60.0


def ground_for(store: GraphStore, question: Question, hops: int) -> tuple[Ground, Asked]:
    """The ground for walks of so many hops, and the question in the numbers of the store."""
    asked = in_numbers(store, question, seconds=SECONDS)
    fronts = Fronts(store, asked, HopFilter.of(question), Budget(STEPS, SECONDS))
    fronts.reach(hops)
    return ground_of(store, fronts), asked
