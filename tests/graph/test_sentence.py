"""The honest reading of a chain."""

from evidence.views import ClaimView
from graph.sentence import hop_phrase, sentence
from tests.graph.making import asked, cite, claim, entity, found, hop_of, reply, source, walked


def read(*claims: ClaimView, **parameters: object) -> str:
    """The sentence of the best chain from a to z."""
    return sentence(found(claims, asked("a", "z", **parameters)).chains[0])


def test_every_hop_is_attributed_and_walked_by_its_verb_or_reverse_verb() -> None:
    text = read(claim("c1", "b", "owns", "a"), claim("c2", "b", "alleged_involvement_in", "z"))
    assert text.startswith(
        "According to the sources cited for each hop, A is owned by B; B is alleged to be involved in Z."
    )


def test_a_recorded_scope_is_named_at_its_hop() -> None:
    step = walked(hop_of(claim("c", "a", "funds", "b", scope="p")), "b")
    assert hop_phrase(step) == "B is funded by A (within P)"


def test_of_an_association_it_says_what_no_source_states() -> None:
    text = read(claim("c1", "a", "funds", "b", scope="p"), claim("c2", "b", "trains", "z"))
    assert (
        "This is an association: the arrangement (P) ends at B, "
        "and no source states that money or training passed along it." in text
    )
    assert "the hop that is read first, of no recorded arrangement, reaches only to B" in read(
        claim("c1", "a", "funds", "b"), claim("c2", "b", "trains", "z", scope="p")
    )


def test_one_arrangement_is_called_so() -> None:
    text = read(claim("c1", "a", "funds", "b", scope="p"), claim("c2", "b", "trains", "z", scope="p"))
    assert "A funds B (within P); B trains Z (within the same)." in text
    assert "All its hops lie within one arrangement (P)." in text
    assert "association" not in text


def test_observed_names_the_days() -> None:
    dated = [claim(f"c{start}", start, "funds", end, edtf="2016-05-01") for start, end in (("a", "b"), ("b", "z"))]
    assert "As dated, all its hops held at the same time: on 2016-05-01." in read(*dated)
    assert "As dated, it held: from 2016-12-31 to 2018-01-01." in read(claim("c", "a", "funds", "z", edtf="2016/2018"))


def test_possible_claims_nothing_certain() -> None:
    assert "may have held at the same time; the dates do not show that they did" in read(
        claim("c1", "a", "funds", "b"), claim("c2", "b", "trains", "z")
    )
    assert "The dates do not make certain of any day that it held." in read(claim("c1", "a", "funds", "z"))


def test_a_sequence_is_worded_as_one() -> None:
    text = read(
        claim("c1", "a", "trains", "b", edtf="2013"), claim("c2", "b", "alleged_involvement_in", "z", edtf="2016")
    )
    assert "a sequence, read from A to Z: as dated, they did not all hold" in text
    assert "no source states that the earlier led to the later" in text


def test_a_sequence_read_backwards_says_from_where() -> None:
    claims = claim("c1", "a", "visits", "b", edtf="2016"), claim("c2", "b", "visits", "z", edtf="2013")
    assert "a sequence, read from Z to A" in read(*claims, backwards=True)


def test_an_impossible_chain_is_marked() -> None:
    claims = claim("c1", "a", "trains", "b", edtf="2020"), claim("c2", "b", "trains", "z", edtf="2013")
    assert (
        "As dated, this chain is impossible: hops 1 and 2 can neither all have held at the same time nor, read from A "
        "to Z, one after another so that the earlier may have led to the later." in read(*claims, min_time="impossible")
    )


def test_what_is_contested_is_named_with_who_contests_it() -> None:
    denial = claim("c2", "a", "trains", "z", cite("t"), affirms=False)
    answered = claim("c1", "a", "trains", "z", replies=(reply("other_explanation", entity("m")),))
    assert "Hop 1 is contested: Publisher of t is cited for the denial (c2); M gives another explanation." in read(
        denial, answered
    )
    assert "contested" not in read(claim("c1", "a", "trains", "z", replies=(reply("answers_something_else"),)))


def test_a_single_origin_is_named_as_stated() -> None:
    one = source("s", "The Report")
    claims = (
        claim("c1", "a", "funds", "b", cite(one)),
        claim("c2", "b", "trains", "z", cite(source("t", " the report"))),
    )
    assert "The whole chain rests on a single origin (The Report)." in read(*claims)
    assert "single origin" not in read(claims[0], claim("c2", "b", "trains", "z", cite("t")))


def test_hops_of_which_nothing_counts_are_named() -> None:
    text = read(claim("c1", "a", "funds", "b", cite(reliability="E")), claim("c2", "b", "trains", "z"))
    assert "No citation of hop 1 counts." in text


def test_a_chain_with_a_hop_of_which_nothing_counts_rests_on_no_single_origin() -> None:
    nothing_counts = claim("c1", "a", "funds", "b", cite(reliability="E"))
    assert "single origin" not in read(nothing_counts, claim("c2", "b", "trains", "z"))


def test_a_retracted_source_is_not_named_for_a_denial_and_several_are_cited_for_it() -> None:
    denial = claim("c2", "a", "trains", "z", *map(cite, "tu"), cite(source("v", retracted=True)), affirms=False)
    assert "Publisher of t, Publisher of u are cited for the denial (c2)." in read(
        claim("c1", "a", "trains", "z"), denial
    )


def test_read_backwards_the_hop_without_a_scope_is_the_one_that_is_read_first() -> None:
    text = read(claim("c1", "a", "funds", "b", scope="p"), claim("c2", "b", "trains", "z"), backwards=True)
    assert "the hop that is read first, of no recorded arrangement, reaches only to B" in text
