"""The decision table of a hop's standing."""

import pytest

from evidence.views import CitationView
from graph.standing import support_of
from tests.graph.making import cite, claim, source


@pytest.mark.parametrize(
    ("citations", "standing", "origins"),
    [
        ((cite("s1", "official_act"), cite("s2", "press_report")), "established", 2),
        ((cite("s1", "judicial_finding"),), "documented", 1),
        ((cite("s1", "ngo_finding"), cite("s2", "press_report")), "corroborated", 2),
        ((cite("s1", "leaked_record"),), "reported", 1),
        ((cite("s1", "official_act", reliability="E"),), "unjudged", 0),
    ],
)
def test_the_rows_of_the_table(citations: tuple[CitationView, ...], standing: str, origins: int) -> None:
    support = support_of([claim("c", "a", "funds", "b", *citations)])
    assert (support.standing, support.origins) == (standing, origins)


def test_many_sources_of_one_origin_are_one_origin() -> None:
    repeats = [cite(source(f"s{n}", " The Report" if n % 2 else "the report ")) for n in range(8)]
    support = support_of([claim("c", "a", "funds", "b", *repeats)])
    assert (support.standing, support.origins) == ("reported", 1)
    assert support.names == {"the report"}


def test_the_origin_that_a_citation_names_is_taken_before_its_sources() -> None:
    answer = cite("parliament", "official_record", origin="the report")
    support = support_of([claim("c", "a", "funds", "b", answer, cite(source("ngo", "The Report")))])
    assert (support.standing, support.origins) == ("documented", 1)


@pytest.mark.parametrize(
    "citation",
    [
        cite(source("s", retracted=True)),
        cite(reliability="E"),
        cite(reliability="F"),
        cite(credibility="4"),
        cite(credibility="5"),
        cite(credibility="6"),
    ],
)
def test_what_does_not_count(citation: CitationView) -> None:
    assert support_of([claim("c", "a", "funds", "b", citation)]).standing == "unjudged"


def test_a_claim_let_in_as_work_needed_counts_for_nothing() -> None:
    assert support_of([claim("c", "a", "funds", "b", outcome="work_needed")]).standing == "unjudged"


def test_a_missing_mark_does_not_stop_a_citation() -> None:
    assert support_of([claim("c", "a", "funds", "b", cite())]).standing == "reported"


def test_origins_of_different_days_do_not_corroborate() -> None:
    apart = [
        claim("c1", "a", "funds", "b", cite("s1", "official_act"), edtf="2013"),
        claim("c2", "a", "funds", "b", cite("s2"), edtf="2016"),
    ]
    support = support_of(apart)
    assert (support.standing, support.origins, len(support.names)) == ("documented", 1, 2)


def test_the_best_row_and_the_most_origins_may_be_of_different_days() -> None:
    claims = [
        claim("c1", "a", "funds", "b", cite("s1", "official_act"), edtf="2013"),
        *(claim(f"c{n}", "a", "funds", "b", cite(f"s{n}"), edtf="2016") for n in (2, 3)),
    ]
    support = support_of(claims)
    assert (support.standing, support.origins) == ("documented", 2)


def test_an_undated_claim_may_be_true_of_any_day() -> None:
    claims = [
        claim("c1", "a", "funds", "b", cite("s1", "official_act"), edtf="2013"),
        claim("c2", "a", "funds", "b", cite("s2")),
    ]
    assert support_of(claims).standing == "established"
