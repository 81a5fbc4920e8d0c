"""Which records go into a bundle: those that are told, all that they name, and what must stand beside them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from api.parameters import ChainParameters
from api.questions import chains_within
from api.resources import Resources, Seen, open_resources
from evidence.database import reading
from evidence.errors import BundleRefused
from evidence.exchange.lines import Line, lines_for
from evidence.public_tree import Place
from evidence.references import references
from evidence.replay import replay
from evidence.settings import Settings
from graph.answer import AnswerOut
from reports.bundles.selection import chosen
from tests.api.command_line import HARBOUR, claim, entity, source
from tests.api.http_door import added, ledger_at

MORE: tuple[Mapping[str, Any], ...] = (
    {"record": "investigation", "key": "I1", "title": "The harbour"},
    entity("E6", "Other body"),
    entity("E7", "Third body"),
    source("S5", "A page", "Other"),
    source("S6", "Nobody cites it", "Other"),
    claim("C6", "E6", "funds", "E7", "S5"),
    claim("C7", "E7", "trains", "E6", "S5"),
    claim("C8", "E6", "trains", "E7", "S5"),
    claim("C10", "E1", "funds", "E3", "S5", polarity="denies"),
    claim("C11", "E2", "runs", "E4", "S5"),
    {"record": "dispute", "key": "D2", "claims": ["C6"], "about": "Nor do these."},
    {"record": "dispute", "key": "D3", "claims": ["C11"], "about": "Nor do these."},
    {"record": "dispute", "key": "D1", "claims": ["C2", "C6"], "about": "They do not agree."},
    {"record": "reply", "key": "R2", "claims": ["C6"], "party": "E6", "attribution": "denies"},
    {"record": "reply", "key": "R8", "claims": ["C8"], "party": "E6", "attribution": "denies"},
    {
        "record": "lookup",
        "key": "L1",
        "about": ["S2"],
        "where": "Register",
        "words": "x",
        "date": "2024",
        "result": "-",
    },
    {
        "record": "lookup",
        "key": "L2",
        "about": ["E7"],
        "where": "Register",
        "words": "x",
        "date": "2024",
        "result": "-",
    },
    {
        "record": "lookup",
        "key": "L3",
        "about": ["S6"],
        "where": "Register",
        "words": "x",
        "date": "2024",
        "result": "-",
    },
    {"record": "judgement", "key": "J1", "entities": ["E2", "E3"], "verdict": "different", "basis": "Names"},
    {"record": "judgement", "key": "J2", "entities": ["E2", "E5"], "verdict": "different", "basis": "Names"},
    {
        "record": "capture",
        "key": "K2",
        "source": "S2",
        "sha256": "ab" * 32,
        "size": 1,
        "taken": "-",
        "method": "-",
        "by": "A",
    },
    {
        "record": "capture",
        "key": "K6",
        "source": "S6",
        "sha256": "cd" * 32,
        "size": 1,
        "taken": "-",
        "method": "-",
        "by": "A",
    },
    {"record": "action", "key": "A1", "kind": "petition", "by": ["E7"], "to": ["E2"], "wording": "Stop."},
    {"record": "commitment", "key": "M1", "party": "E1", "wording": "To review.", "state": "open", "claims": ["C7"]},
    {"record": "outcome", "key": "O1", "kind": "ended", "by": ["E1"], "about": ["C1"], "claims": ["C4"]},
)

Case = tuple[Seen, AnswerOut, dict[Place, Line]]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """What the public sees of a case, the chains from the fund to the police, and all lines."""
    file: Path = tmp_path_factory.mktemp("case") / "ledger.sqlite"
    ledger_at(file, HARBOUR)
    added(file, MORE)
    resources: Resources = open_resources(Settings(ledger=file))
    seen = resources.look("public")
    asked = ChainParameters.model_validate({"from_": ["E1"], "to": ["E3"]})
    with reading(resources.ledger.engine) as session:
        lines = lines_for(replay(session), "public")
    yield seen, chains_within(seen, asked), lines
    resources.close()


@pytest.fixture(scope="module")
def found(case: Case) -> set[str]:
    seen, answer, lines = case
    return {line.place.key for line in chosen(answer, seen.disclosure, lines)}


def test_the_claims_of_the_chains_go_with_what_they_name(found: set[str]) -> None:
    assert {"C1", "C2", "C3", "C4", "E1", "E2", "E3", "E4", "S1", "S2", "S3"} <= found


def test_what_the_briefing_tells_beside_them_goes_too(found: set[str]) -> None:
    assert {"A1", "M1", "O1", "D1", "L1"} <= found


def test_what_one_of_them_names_goes_too_with_every_reply_to_it_and_dispute_over_it(found: set[str]) -> None:
    assert {"C6", "C7", "R1", "R2", "D2", "E6", "E7", "S5"} <= found


def test_denials_and_disputes_between_entities_of_a_chain_go_though_no_hop_has_them(found: set[str]) -> None:
    assert {"C10", "D3", "C11"} <= found


def test_captures_of_its_sources_go_whether_they_are_cited_or_not(found: set[str]) -> None:
    assert ("K2" in found, "K6" in found) == (True, False)


def test_judgements_go_where_both_entities_do(found: set[str]) -> None:
    assert ("J1" in found, "J2" in found) == (True, False)


def test_the_investigation_goes(found: set[str]) -> None:
    assert "I1" in found


def test_nothing_else_goes(found: set[str]) -> None:
    assert not found & {"C8", "R8", "S6", "E5", "L2", "L3", "K6", "J2"}


def test_whatever_a_record_names_is_there(case: Case) -> None:
    seen, answer, lines = case
    records = chosen(answer, seen.disclosure, lines)
    keys = {line.place.key for line in records}
    assert {one.key for line in records for one in references(line.draft)} <= keys


def test_a_record_that_was_read_at_another_time_is_refused(case: Case) -> None:
    seen, answer, lines = case
    without = {place: line for place, line in lines.items() if place.key != "C2"}
    with pytest.raises(BundleRefused, match="again"):
        chosen(answer, seen.disclosure, without)
