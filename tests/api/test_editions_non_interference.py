"""What is hidden changes nothing in an edition: in its bytes, in what changed under it, in the list of editions.

Two ledgers are told the same story; one of them has, beside it, records that the public may not see.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from api import editions
from api.cli import edition_text
from api.edition_kinds import Wanted
from api.resources import Resources, open_resources
from evidence.address import Address
from evidence.claims import retract_claim, retract_source
from evidence.database import writing
from evidence.errors import EvidenceError
from evidence.exchange.batch import load
from evidence.ledger import open_ledger
from evidence.settings import Settings
from evidence.trees import extend_public_tree
from reports.formats import written
from tests.api.command_line import HARBOUR, claim, entity
from tests.api.http_door import ledger_at, placed
from tests.api.sealed import REPLY, hidden
from tests.api.test_http_non_interference import AFTER, BEFORE, without_ids
from tests.places import LedgerPlace

Record = Mapping[str, Any]
Step = Callable[["Telling"], object]

TEXTS = (".md", ".html", ".csv", ".json", ".bib", ".ris", ".csl.json")
CHAINS = {"from": ["River Fund"], "to": ["E3"]}
QUESTIONS: Sequence[Wanted] = (
    Wanted("briefing", CHAINS, "public"),
    Wanted(
        "briefing", {**CHAINS, "turns": True, "detours": True, "through_hubs": True, "min_time": "impossible"}, "public"
    ),
    Wanted("summary", CHAINS, "public"),
    Wanted("exposure", {"from": ["E1"], "to_kind": "organisation"}, "public"),
    Wanted("dossier", {"entity": "E2"}, "public"),
    Wanted("letter", {"entity": "E3", "answer_by": "2027-01-15"}, "public"),
    Wanted("overview", {"investigation": "case", "chains": [CHAINS]}, "public"),
)
MORE: Sequence[Mapping[str, Any]] = ({}, {"scope": "E4"}, {"period": {"edtf": "2020"}})
ENDS = ("E0", "E1", "E2", "E3")
NUMBERS = count()


@dataclass
class Telling:
    """A ledger, and all that the public was told of its editions so far."""

    address: Address
    told: list[Any] = field(default_factory=list)

    def load(self, *records: Record) -> None:
        """Records that come in, in the place of those of their keys."""
        drafts = [placed(one) for one in records]
        with closing(open_ledger(self.address)) as ledger:
            load(ledger, drafts, actor="Ada", investigation="case", supersede=True)

    def do(self, act: Callable[[Resources], object]) -> object:
        """Something that a door does."""
        with closing(open_resources(Settings(ledger=self.address, actor="Ada"))) as resources:
            return act(resources)

    def tell(self) -> None:
        """Ask all that the public can ask of the editions."""
        self.do(lambda resources: self.told.append(_all_told(resources)))


def _all_told(resources: Resources) -> dict[str, Any]:
    """The bytes of every public edition made again, what changed under it, and the list; ids apart."""
    listed = editions.listed(resources, "public")
    again = [editions.printed(resources, one.key, "public") for one in listed]
    changed = [editions.changed(resources, one.key, "public") for one in listed]
    rows = [{**row, "files": sorted(row["files"])} for row in edition_text.rows(listed)]
    return {
        "files": [without_any_id(written(one.briefing, ending).decode()) for one in again for ending in TEXTS],
        "differing": [one.differing for one in again],
        "changed": [(one.changes, one.readable, edition_text.changes_text(one)) for one in changed],
        "listed": (rows, edition_text.table(listed)),
        "checkpoints": [one.content.checkpoint for one in listed],
    }


def without_any_id(text: str) -> str:
    return without_ids(re.sub(r"\b[0-9a-hjkmnp-tv-z]{20}\b", "an id", text), {})


def seal(wanted: Wanted, title: str = "T") -> Step:
    return lambda telling: telling.do(lambda resources: editions.seal(resources, wanted, title))


def sign(telling: Telling) -> None:
    """Let the public tree take in what is public now."""
    with closing(open_ledger(telling.address)) as ledger, writing(ledger.engine) as session:
        extend_public_tree(session, "Ada")


def taken_back(key: str) -> Step:
    def step(telling: Telling) -> None:
        with closing(open_ledger(telling.address)) as ledger:
            (retract_source if key.startswith("S") else retract_claim)(ledger, key, actor="Ada", reason="so")

    return step


def heir_taken_back(telling: Telling) -> None:
    """What was done about C3 and C4 is recorded; C4 gives way to another claim, and that one is retracted."""
    done = {"record": "outcome", "key": "O5", "kind": "suspended", "by": ["E1"]}
    telling.load({**done, "about": ["C3", "C4"], "claims": ["C3"]})
    telling.load({**HARBOUR[11], "key": "C5", "supersedes": "C4"})
    taken_back("C5")(telling)


SEEN: Mapping[str, Step] = {
    "nothing": lambda telling: None,
    "signed": sign,
    "a reply": lambda telling: telling.load(REPLY),
    "a claim is told otherwise": lambda telling: telling.load({**HARBOUR[9], "note": "Seen again."}),
    "a claim is hidden": lambda telling: telling.load(hidden(HARBOUR[8])),
    "a claim is retracted": taken_back("C4"),
    "a claim is superseded and its heir retracted": heir_taken_back,
    "a source is retracted": taken_back("S3"),
    "corrected": lambda telling: telling.do(lambda resources: editions.correct(resources, "T", "public")),
}
"""What the public may see happen after an edition was sealed."""


@st.composite
def hidden_claims(draw: st.DrawFn) -> Record:
    """A claim that the public may not see: for its level, its status, or an end, a source or a scope that is hidden."""
    subject, object_ = draw(st.permutations(ENDS))[:2]
    made = claim(
        draw(st.sampled_from(["C20", "C21", "C22"])),
        subject,
        draw(st.sampled_from(["funds", "trains", "partners_with"])),
        object_,
        draw(st.sampled_from(["S1", "S2", "S3"])),
        polarity=draw(st.sampled_from(["affirms", "denies"])),
        **draw(st.sampled_from(MORE)),
    )
    ways: Sequence[Record] = (
        {"visibility": "team"},
        {"visibility": "custodian"},
        {"status": "draft"},
        {"scope": "E11"},
        {"citations": [{"source": "S0", "assertion": "official_act"}]},
    )
    return {**made, **draw(st.sampled_from(ways))}


def hidden_steps() -> st.SearchStrategy[list[Step]]:
    """What happens that the public may not see; a step that does not fit is refused and changes nothing."""
    namesakes = st.sampled_from([entity(f"E2{number}", "River Fund", visibility="team") for number in range(2)])
    records = st.one_of(st.sampled_from(AFTER), hidden_claims(), hidden_claims(), namesakes)
    loads = records.map(lambda record: lambda telling: telling.load(record))
    sealed = st.sampled_from(["T", "U"]).map(lambda title: seal(Wanted("dossier", {"entity": "E2"}, "team"), title))
    return st.lists(st.one_of(loads, loads, loads, sealed), max_size=3)


def story(address: Address, wanted: Wanted, seen: Sequence[str], unseen: Sequence[Sequence[Step]] | None) -> list[Any]:
    """All that the public is told of a ledger in which both happens, or without ``unseen`` what it may see alone."""
    telling = Telling(address)
    with pytest.MonkeyPatch.context() as patched:
        # Else the roots of two trees of the same leaves are others by chance alone.
        salts = count()
        patched.setattr("evidence.trees.new_salt", lambda: f"{next(salts):064x}")
        patched.setattr(editions, "FORMATS", TEXTS[:4])
        ledger_at(address, [*BEFORE, *HARBOUR] if unseen is not None else HARBOUR)
        for number, step in enumerate([seal(wanted), *(SEEN[name] for name in seen)]):
            for aside in unseen[number] if unseen is not None else ():
                with suppress(EvidenceError):
                    aside(telling)
            try:
                step(telling)
            except EvidenceError as refused:
                telling.told.append(str(refused))
        telling.tell()
    return telling.told


@given(data=st.data())
@settings(max_examples=8, phases=(Phase.reuse, Phase.generate))  # a story takes seconds: to shrink one, minutes
def test_what_is_hidden_changes_nothing_in_an_edition(shared_place: LedgerPlace, data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(QUESTIONS), label="what is sealed")
    seen = data.draw(st.lists(st.sampled_from(sorted(SEEN)), unique=True, max_size=3), label="what is seen")
    unseen = [data.draw(hidden_steps(), label="what is not") for _ in range(len(seen) + 1)]
    plain, mixed = (shared_place(f"edition{next(NUMBERS)}") for _ in range(2))
    assert story(plain, wanted, seen, None) == story(mixed, wanted, seen, unseen)


@pytest.mark.parametrize("wanted", QUESTIONS[:1])
def test_who_may_see_it_is_told_more(shared_place: LedgerPlace, wanted: Wanted) -> None:
    """Else the test above would be of nothing."""
    telling = Telling(ledger_at(shared_place(f"edition{next(NUMBERS)}"), [*BEFORE, *HARBOUR]))
    seal(replace(wanted, audience="team", question={"from": ["E1"], "to": ["E3"]}))(telling)
    telling.load(*AFTER)
    found = telling.do(lambda resources: editions.changed(resources, "T", "team").changes)
    assert found
