"""A name stands in a sentence as it is recorded, whatever it looks like."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evidence.views import ActionView, ClaimView, CommitmentView, EntityView, NameView
from reports.aftermath import actions, commitments
from reports.escaping import plain
from reports.finding import cite_chain, cite_finding
from reports.scene import Scene
from reports.teller import Teller
from reports.wording import attributed, best_first
from tests.graph.making import cite, claim, disclosed, entity, reply, source
from tests.reports.case import HEAD, asked

_WORDS = (
    "No",
    "The",
    "Police",
    "Bros.",
    "Yahoo!",
    "Which?",
    "Silva",
    "of",
    "A.",
    "公安。",
    "الف",
    "U.K.",
    "“We",
    "so.”",
)
NAMES = st.text(min_size=1).map(str.strip).filter(bool) | st.lists(st.sampled_from(_WORDS), min_size=1).map(" ".join)


def called(name: str, key: str, other: str | None = None) -> EntityView:
    return replace(entity(key), name=name, names=(NameView(name), NameView(other or name)))


def of(names: tuple[str, str, str], *, wording: str | None = None, affirms: bool = True) -> ClaimView:
    subject, object_, scope = (called(name, key) for name, key in zip(names, "abc", strict=True))
    made = claim("C", subject, "funds", object_, scope=replace(scope, kind="programme"), affirms=affirms)
    return replace(made, wording=wording)


@given(st.tuples(NAMES, NAMES, NAMES), st.booleans())
def test_every_name_of_a_claim_stands_in_its_sentence_as_recorded(names: tuple[str, str, str], affirms: bool) -> None:
    made = of(names, affirms=affirms)
    told = attributed(made, best_first(made)[0])
    assert all(name in told for name in names)


@given(st.tuples(NAMES, NAMES, NAMES))
def test_every_name_stands_in_words_that_were_recorded(names: tuple[str, str, str]) -> None:
    made = of(names, wording="{} funds {}. Within {} we saw it".format(*names))
    told = attributed(made, best_first(made)[0])
    assert all(name in told for name in names)
    assert told.endswith("we saw it.")


@given(st.tuples(NAMES, NAMES, NAMES), NAMES)
@example(("A", "B", "C"), "Warner Bros. Discovery")
def test_every_name_stands_in_a_finding_that_is_cited(names: tuple[str, str, str], publisher: str) -> None:
    made = replace(of(names), citations=(cite(replace(source(), publisher=publisher)),))
    told = cite_finding(made, (), disclosed(made), head=HEAD)
    assert told.startswith(plain(f"According to a press report in {publisher},"))
    assert all(plain(name) in told for name in names)


LIKE_WORDS = pytest.mark.parametrize(
    "name", ["No Peace Without Justice", "Warner Bros. Discovery", "Yahoo! Xinjiang Branch"]
)


@LIKE_WORDS
def test_a_name_stands_in_a_cited_chain_a_note_and_a_reply(name: str) -> None:
    party = called(name, "a")
    replies = (replace(reply("denies", called(name, "d")), text="It is wrong"),)
    made = replace(claim("C", party, "funds", "b"), note=f"It is so. {name} said it", replies=replies)
    disclosure = disclosed(made)
    chained = cite_chain(asked(disclosure, "a", "b").chains[0], disclosure, head=HEAD)
    assert f"note on the record: It is so; {name} said it" in chained
    assert chained.count(name) == 5


def test_an_origin_stands_in_a_cited_chain_as_recorded() -> None:
    disclosure = disclosed(claim("C", "a", "funds", "b", cite(origin="Warner Bros. Discovery")))
    chained = cite_chain(asked(disclosure, "a", "b").chains[0], disclosure, head=HEAD)
    assert "a single origin (Warner Bros. Discovery)" in chained


def test_who_replies_is_named_as_recorded() -> None:
    made = claim("C", "a", "funds", "b", replies=(reply("denies", called("Warner Bros. Discovery", "d")),))
    assert "; Warner Bros. Discovery in reply" in cite_finding(made, (), disclosed(made), head=HEAD)


@LIKE_WORDS
def test_a_name_stands_in_what_was_promised_and_what_was_done(name: str) -> None:
    party, made = called(name, "a"), claim("C", "b", "funds", "c")
    wording, of_ours = f"It will pay. {name} will see to it.", f": It will pay; {name} will see to it."
    promise = CommitmentView("id-m", "m", party, wording, "open", (made.id,))
    action = ActionView("id-n", "n", "letter", (entity("b"),), (party,), wording, (made.id,))
    kept = replace(disclosed(made, others=[party]), commitments=(promise,), actions=(action,))
    for told in (commitments, actions):
        (item,) = told(Teller(kept), Scene(kept, [party], also=[made.id])).items
        assert item.passages[0].text.endswith(of_ours)


@pytest.mark.parametrize("other", ["The Gambia Police", "Nat. Police Assoc. Xinjiang", "Asst. Supt. Perera"])
def test_another_name_of_an_entity_stands_in_recorded_words_too(other: str) -> None:
    made = replace(claim("C", called("GP", "a", other), "funds", "b"), wording=f"{other} funds B. {other} said so")
    assert attributed(made, best_first(made)[0]).count(other) == 2
