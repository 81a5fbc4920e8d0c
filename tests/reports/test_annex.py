"""The annex: hops and citations as rows, every reply with its claim, nothing that a spreadsheet computes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.views import Disclosure
from reports.annex import CITATION_COLUMNS, HOP_COLUMNS, Table, annex, guarded, joined
from reports.document import Briefing, ClaimPart
from reports.summary import NOT_ALL
from tests.reports.case import briefed
from tests.reports.test_kinds import KINDS

TRUST = "how far to trust it"
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def column(table: Table, name: str) -> list[str]:
    return [str(row[table.columns.index(name)]) for row in table.rows]


def test_every_claim_of_every_hop_has_its_row_in_the_order_of_the_chains(briefing: Briefing) -> None:
    hops, _ = annex(briefing)
    chains = sorted((chain for route in briefing.routes for chain in route.chains), key=lambda one: one.number)
    expected = [(chain.number, hop.number, claim.key) for chain in chains for hop in chain.hops for claim in hop.claims]
    place = HOP_COLUMNS.index("claim")
    assert [(row[0], row[1], row[place]) for row in hops.rows if row[0] != ""] == expected


def test_the_claims_told_beside_the_hops_come_after_them_each_once(briefing: Briefing) -> None:
    hops, _ = annex(briefing)
    beside = [key for key, chain in zip(column(hops, "claim"), column(hops, "chain"), strict=True) if not chain]
    walked = {key for key, chain in zip(column(hops, "claim"), column(hops, "chain"), strict=True) if chain}
    items = [item for section in briefing.sections for item in section.items]
    full = [one.key for item in items for _, some in item.claims for one in some if isinstance(one, ClaimPart)]
    assert beside == [key for key in full if key not in walked]
    assert beside
    assert all(not chain for chain in column(hops, "chain")[-len(beside) :])


@pytest.mark.parametrize("kind", KINDS)
def test_every_note_is_in_the_one_table_whatever_the_kind(kind: str, disclosure: Disclosure) -> None:
    briefing = KINDS[kind](disclosure)
    numbers = {int(number) for number in column(joined(briefing), "note") if number}
    assert numbers == {note.number for note in briefing.notes}


def test_every_note_has_its_row(briefing: Briefing) -> None:
    _, citations = annex(briefing)
    assert column(citations, "note") == [str(note.number) for note in briefing.notes]
    assert column(citations, "source") == [note.source.key for note in briefing.notes]


def test_a_claim_comes_with_all_its_citations_and_every_reply(briefing: Briefing, disclosure: Disclosure) -> None:
    hops, _ = annex(briefing)
    by_number = {str(note.number): note for note in briefing.notes}
    claims = {claim.key: claim for claim in disclosure.claims.values()}
    replies = dict(zip(column(hops, "claim"), column(hops, "replies"), strict=True))
    for key, notes in zip(column(hops, "claim"), column(hops, "notes"), strict=True):
        cited = {citation.source.key for citation in claims[key].citations}
        assert cited <= {by_number[number].source.key for number in notes.split("; ")}
        assert replies[key].count("Reply of ") == len(claims[key].replies)


def test_a_denial_is_called_one(briefing: Briefing) -> None:
    hops, _ = annex(briefing)
    assert dict(zip(column(hops, "claim"), column(hops, "polarity"), strict=True))["C11d"] == "denies"


def test_one_table_holds_both(briefing: Briefing) -> None:
    table, (hops, _) = joined(briefing), annex(briefing)
    assert table.columns == (*HOP_COLUMNS[:-1], *CITATION_COLUMNS, TRUST)
    cited = [number for notes in column(hops, "notes") for number in notes.split("; ")]
    others = {str(note.number) for note in briefing.notes} - set(cited)
    assert column(table, "note")[: len(cited)] == cited
    assert sorted(column(table, "note")[len(cited) :]) == sorted(others)
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_each_row_of_the_one_table_says_how_far_to_trust_it(briefing: Briefing) -> None:
    (told,) = set(column(joined(briefing), TRUST))
    assert told.startswith("One person keeps this record: nobody else has reviewed it.")
    assert told.endswith("The search was complete within these limits.")
    assert "The best of" not in told


def test_of_a_search_that_ended_at_its_budget_the_first_row_says_so_and_so_does_each() -> None:
    table = joined(briefed(steps=20))
    assert column(table, "chain")[1] == "1"
    assert column(table, "said")[0] == NOT_ALL.text
    assert {cell for name, cell in zip(table.columns, table.rows[0], strict=True) if name not in ("said", TRUST)} == {
        ""
    }
    assert all(told.endswith(NOT_ALL.text) for told in column(table, TRUST))
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_where_no_chain_was_found_there_is_a_row_that_says_so(disclosure: Disclosure) -> None:
    (told,) = column(joined(KINDS["no chain"](disclosure)), TRUST)
    assert "No chain was found within the limits below." in told


@pytest.mark.parametrize("sign", COMPUTED)
def test_no_cell_begins_as_a_formula_does(sign: str) -> None:
    tables = annex(briefed(lambda text: f"{sign}cmd|' /C calc'!A0 {text}"))
    cells = [cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)]
    assert any("calc" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(COMPUTED)] == []


@given(st.text())
def test_whatever_is_guarded_is_one_line_that_is_not_computed(text: str) -> None:
    assert not guarded(text).startswith(COMPUTED)
    assert len(guarded(text).splitlines()) <= 1
