"""Claims as pages tell them: said by who says so, with what disputes them, and nothing stated that has no source."""

from starlette.testclient import TestClient

from tests.api.command_line import claim, entity, source
from tests.api.http_door import door_to, ledger_at
from tests.api.test_pages_content import page
from tests.places import LedgerPlace


def test_an_allegation_is_told_as_one_wherever_it_is_shown(place: LedgerPlace) -> None:
    alleged = {**claim("C1", "E1", "trains", "E2"), "wording": "The guards beat him. He died of it."}
    alleged["citations"] = [{"source": "S1", "assertion": "allegation"}]
    records = [entity("E1", "Alpha"), entity("E2", "Beta"), source("S1", "Report", "x", publisher="The Ngo"), alleged]
    told = "It is alleged, in a publication of The Ngo, that the guards beat him; he died of it."
    with door_to(ledger_at(place("ledger"), records)) as door:
        assert page(door, "/claims/C1").one("h1").text == told
        for address in ("/entities/E1", "/sources/S1", "/chains?from=E1&to=E2"):
            text = page(door, address).text
            assert told in text
            assert text.count("guards beat him") == text.count("of The Ngo, that the guards beat him")


def test_the_unit_of_a_value_of_words_is_no_measure(place: LedgerPlace) -> None:
    described = {**claim("C1", "E1", "described_as", "", "S1"), "value": {"amount": "a prison", "unit": "description"}}
    del described["object"]
    records = [entity("E1", "Alpha"), source("S1", "Report", "x"), described]
    with door_to(ledger_at(place("ledger"), records)) as door:
        assert "Alpha is described as a prison." in page(door, "/claims/C1").one("h1").text
        for address in ("/entities/E1", "/claims/C1"):
            text = page(door, address).text
            assert "a prison (description)" in text
            assert "a prison description" not in text


def test_an_action_without_a_source_is_not_stated_as_a_fact(place: LedgerPlace) -> None:
    records = [entity("E1", "Alpha"), entity("E2", "Beta"), source("S1", "Report", "x")]
    records += [claim("C1", "E1", "funds", "E2", "S1")]
    action = {"record": "action", "kind": "letter", "by": ["E1"], "to": ["E2"]}
    records += [
        {**action, "key": "A1", "wording": "Wrote."},
        {**action, "key": "A2", "wording": "Asked.", "claims": ["C1"]},
    ]
    with door_to(ledger_at(place("ledger"), records)) as door:
        text = page(door, "/entities/E2").text
        assert "Recorded without a source, and so not stated as a fact: Wrote." in text
        assert "as a fact: Asked." not in text


def test_a_dispute_is_told_wherever_the_claim_is(place: LedgerPlace) -> None:
    records = [entity("E1", "Alpha"), entity("E2", "Beta"), source("S1", "Report", "x")]
    records += [claim("C1", "E1", "funds", "E2", "S1"), claim("C2", "E1", "trains", "E2", "S1")]
    records += [{"record": "dispute", "key": "D1", "claims": ["C1"], "about": "Whether a sum was ever paid."}]
    with door_to(ledger_at(place("ledger"), records)) as door:
        for address in ("/entities/E1", "/claims/C1", "/chains?from=E1&to=E2"):
            assert "Whether a sum was ever paid." in page(door, address).text
        assert "Whether a sum" not in page(door, "/claims/C2").text


def test_the_days_of_a_reply_stand_apart_from_who_replied(door: TestClient) -> None:
    assert "Reply of Harbour Institute (asked: 1 April 2022; received: 20 April 2022):" in page(door, "/claims/C2").text
