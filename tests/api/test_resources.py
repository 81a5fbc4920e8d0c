"""What the doors share: kept caught up, cut down to an audience, and never changed once handed out."""

import datetime as dt
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from pydantic import SecretStr

from api.resources import Resources, lowered, open_resources
from evidence.address import Address
from evidence.errors import AudienceRefused, InvalidDraft, NoLedger
from evidence.settings import LEVELS, Level, Settings
from tests.api.command_line import HARBOUR, claim, entity
from tests.api.http_door import added, ledger_at
from tests.places import LedgerPlace

HIDDEN = (entity("E9", "Hidden Fund", visibility="team"), claim("C9", "E9", "funds", "E2", "S1"))


@pytest.fixture
def path(place: LedgerPlace) -> Address:
    return ledger_at(place("ledger"), HARBOUR)


@pytest.fixture
def resources(path: Address) -> Iterator[Resources]:
    opened = open_resources(Settings(ledger=path), from_outside=True)
    yield opened
    opened.close()


def claims(resources: Resources, audience: str = "public", known_at: str | None = None) -> set[str]:
    return {one.key for one in resources.disclosure(audience, known_at).claims.values()}


def test_a_ledger_that_is_not_there_is_refused(place: LedgerPlace) -> None:
    with pytest.raises(NoLedger):
        open_resources(Settings(ledger=place("none")))


def test_what_was_recorded_since_is_seen(path: Address, resources: Resources) -> None:
    before = claims(resources)
    added(path, [claim("C5", "E1", "funds", "E3", "S1")])
    assert claims(resources) - before == {"C5"}


def test_what_was_handed_out_does_not_change(path: Address, resources: Resources) -> None:
    seen = resources.look("public")
    before = dict(seen.disclosure.claims), seen.store.cursor, seen.store.of_kind(None, ()).tolist()
    added(path, [entity("E7", "Quay Trust"), claim("C5", "E1", "funds", "E7", "S1")])
    assert resources.look("public") is not seen
    assert (dict(seen.disclosure.claims), seen.store.cursor, seen.store.of_kind(None, ()).tolist()) == before


def test_nothing_new_is_nothing_made_anew(resources: Resources) -> None:
    assert resources.look("public") is resources.look("public")


def test_each_audience_sees_its_own(path: Address, resources: Resources) -> None:
    added(path, HIDDEN)
    assert claims(resources, "team") - claims(resources, "public") == {"C9"}


def test_an_earlier_time_shows_what_was_recorded_by_then(path: Address, resources: Resources) -> None:
    before = dt.datetime.now(dt.UTC).isoformat()
    added(path, [claim("C5", "E1", "funds", "E3", "S1")])
    assert "C5" not in claims(resources, known_at=before)
    assert "C5" in claims(resources, known_at=dt.datetime.now(dt.UTC).isoformat())


def test_a_day_alone_is_its_end(resources: Resources) -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert claims(resources, known_at=today.isoformat()) == claims(resources)
    assert claims(resources, known_at=(today - dt.timedelta(2)).isoformat()) == set()


def test_a_time_without_a_zone_is_utc(resources: Resources) -> None:
    assert claims(resources, known_at="2000-01-01T00:00:00") == set()
    assert claims(resources, known_at="2999-01-01") == claims(resources)


@pytest.mark.parametrize("text", ["yesterday", "soon", "-17", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_cannot_be_read_is_refused_without_repeating_it(resources: Resources, text: str) -> None:
    with pytest.raises(InvalidDraft) as refused:
        resources.disclosure("public", text)
    assert text not in str(refused.value)


def test_sequence_numbers_from_outside_count_only_what_is_seen(path: Address, place: LedgerPlace) -> None:
    """A number before hidden records, and one after, mean the same to who does not see them."""
    late = claim("C5", "E1", "funds", "E3", "S1")
    plain = ledger_at(place("plain"), HARBOUR)
    for ledger in (plain, added(path, HIDDEN)):
        added(ledger, [late])
    first, second = (open_resources(Settings(ledger=one), from_outside=True) for one in (plain, path))
    for number in range(len(HARBOUR) + 4):
        assert claims(first, known_at=str(number)) == claims(second, known_at=str(number))
    assert "C5" in claims(second, known_at=str(len(HARBOUR) + 2))
    for opened in (first, second):
        opened.close()


def test_sequence_numbers_from_within_are_those_of_the_audit_chain(path: Address) -> None:
    added(added(path, HIDDEN), [claim("C5", "E1", "funds", "E3", "S1")])
    opened = open_resources(Settings(ledger=path))
    assert "C5" not in claims(opened, known_at=str(len(HARBOUR) + 3))
    assert "C5" in claims(opened, known_at=str(len(HARBOUR) + 4))
    opened.close()


@pytest.mark.parametrize("number", ["9" * 30, "٣"])
def test_a_number_past_the_end_is_the_end(resources: Resources, number: str) -> None:
    assert claims(resources, known_at=number) <= claims(resources)


@pytest.mark.parametrize("most", LEVELS)
@pytest.mark.parametrize("asked", LEVELS)
def test_an_audience_is_lowered_and_never_raised(most: Level, asked: Level) -> None:
    settings = Settings(audience=most)
    if LEVELS.index(asked) > LEVELS.index(most):
        with pytest.raises(AudienceRefused):
            lowered(settings, asked)
    else:
        assert lowered(settings, asked) == asked


def test_without_an_audience_it_is_the_configured_one() -> None:
    assert lowered(Settings(audience="team"), None) == "team"


def test_an_audience_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidDraft):
        lowered(Settings(), "everybody")


class Filling:
    """A graph in Neo4j that is filled until somebody lets it end."""

    def __init__(self) -> None:
        self.began, self.may_end, self.was_let = Event(), Event(), False

    def store(self) -> None:
        self.began.set()
        self.was_let = self.may_end.wait(30)

    def close(self) -> None:
        """There is nothing to give back."""


def test_while_one_question_fills_neo4j_the_embedded_engine_answers_the_others(
    path: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.resources.PATIENCE", 0)
    uri, password = "bolt://127.0.0.1:1", SecretStr("a word")
    there = Settings(ledger=path, graph="neo4j", neo4j_uri=uri, neo4j_password=password)
    opened, filling = open_resources(there), Filling()
    monkeypatch.setattr(opened, "_projected", filling)
    first = Thread(target=opened.answered, args=("public", None, lambda store: store.engine))
    first.start()
    assert filling.began.wait(30)
    engines = [opened.answered(audience, None, lambda store: store.engine) for audience in ("public", "team")]
    filling.may_end.set()
    first.join()
    opened.close()
    assert (engines, filling.was_let) == (["embedded", "embedded"], True)
