"""A graph that followed a ledger through its verbs equals one made of the ledger at once, for every audience."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.resources import Resources
from evidence.claims import retract_claim, retract_source, withdraw_claim
from evidence.drafts import RecordDraft
from evidence.errors import EvidenceError
from evidence.ledger import Ledger, create_ledger
from evidence.settings import LEVELS, Settings
from evidence.views import EntityView
from graph.model import Hop
from tests.evidence.small import cite, claim, entity, published, put, reply, source
from tests.graph.store_contract import every_hop
from tests.places import LedgerPlace

ENTITIES = ("E1", "E2", "E3")
SOURCES = ("S1", "S2")
CLAIMS = ("C1", "C2", "C3", "C4")
Verb = Callable[[Ledger], object]
NUMBERS = count()


def some_claim(draw: st.DrawFn) -> Verb:
    subject, object_ = draw(st.permutations(ENTITIES))[:2]
    draft = claim(
        draw(st.sampled_from(CLAIMS)),
        subject=subject,
        object=object_,
        predicate=draw(st.sampled_from(["funds", "partners_with"])),
        polarity=draw(st.sampled_from(["affirms", "affirms", "denies"])),
        status=draw(st.sampled_from(["published", "published", "draft"])),
        visibility=draw(st.sampled_from(["public", "public", "team"])),
        citations=[cite(draw(st.sampled_from(SOURCES)))],
    )
    return lambda ledger: put(ledger, draft)


@st.composite
def verbs(draw: st.DrawFn) -> Verb:
    """Something that is done to a ledger; a verb that does not fit is refused and changes nothing."""
    key, level = draw(st.sampled_from(CLAIMS)), draw(st.sampled_from(["public", "team"]))
    one, about = draw(st.sampled_from(ENTITIES)), draw(st.sampled_from(SOURCES))
    choices: list[Verb] = [
        some_claim(draw),
        some_claim(draw),
        lambda ledger: retract_claim(ledger, key, actor="Ada", reason="so"),
        lambda ledger: withdraw_claim(ledger, key, actor="Ada", reason="so"),
        lambda ledger: published(ledger, key),
        lambda ledger: retract_source(ledger, about, actor="Ada", reason="so"),
        lambda ledger: put(ledger, entity(one, visibility=level, country="Chile")),
        lambda ledger: put(ledger, source(about, visibility=level, origin="another origin")),
        lambda ledger: put(ledger, reply("R1", key, party=one, source=about, visibility=level)),
    ]
    return draw(st.sampled_from(choices))


def hops(resources: Resources, audience: str) -> dict[str, Hop]:
    return every_hop(resources.store(audience))


def seen(resources: Resources, audience: str) -> dict[str, EntityView]:
    store = resources.store(audience)
    return {entity.id: entity for entity in store.entities(store.of_kind(None, ()))}


def assert_caught_up(following: Resources, ledger: Ledger) -> None:
    """Who followed every event, who finds the snapshots on disk, and who begins with nothing see the same."""
    for audience in LEVELS[:2]:
        with TemporaryDirectory() as empty:
            anew = Resources(Settings(ledger=Path(empty) / "ledger.sqlite"), ledger)
            resumed = Resources(following.settings, ledger)
            assert hops(resumed, audience) == hops(following, audience) == hops(anew, audience)
            assert seen(resumed, audience) == seen(following, audience) == seen(anew, audience)
            assert following.disclosure(audience) == anew.disclosure(audience)


@settings(max_examples=25, deadline=None)
@given(history=st.lists(verbs(), min_size=1, max_size=8))
def test_catching_up_equals_starting_anew(
    history: list[Verb], shared_place: LedgerPlace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = create_ledger(shared_place(f"ledger{next(NUMBERS)}"), policy="four_eyes", actor="Ada")
    put(ledger, *map(entity, ENTITIES), *map(source, SOURCES), claim("C1"))
    following = Resources(Settings(ledger=ledger.address, folder=tmp_path_factory.mktemp("beside")), ledger)
    for verb in history:
        try:
            verb(ledger)
        except EvidenceError:
            continue
        assert_caught_up(following, ledger)
    ledger.close()


ANSWERED = reply("R1", "C1", party="E3", source="S2")
INDIRECT: dict[str, list[RecordDraft]] = {
    "a reply to a claim": [ANSWERED],
    "the party of a reply": [ANSWERED, entity("E3", visibility="team")],
    "the source of a reply": [ANSWERED, source("S2", visibility="team")],
    "a reply to a claim that gave way": [claim("C2", supersedes="C1", period={"edtf": "2019"}), ANSWERED],
    "the name of an end": [entity("E1", country="Chile")],
    "what a source derives from": [source("S2", visibility="team")],
    "the origin of a source": [source("S1", origin="another origin")],
}


@pytest.mark.parametrize("changes", INDIRECT.values(), ids=INDIRECT.keys())
def test_what_touches_a_hop_without_touching_its_claims_is_followed(
    place: LedgerPlace, tmp_path: Path, changes: list[RecordDraft]
) -> None:
    ledger = create_ledger(place("ledger"), policy="four_eyes", actor="Ada")
    put(ledger, *map(entity, ENTITIES), source("S1", derives_from=["S2"]), source("S2"), claim("C1"))
    following = Resources(Settings(ledger=ledger.address, folder=tmp_path), ledger)
    for change in changes:
        before = hops(following, "public")
        put(ledger, change)
        assert hops(following, "public") != before
        assert_caught_up(following, ledger)
    ledger.close()
