"""A record's life by the command line: recorded, reviewed, published, corrected, taken back; and every refusal."""

import re
from pathlib import Path

import pytest

from api.cli import fields
from evidence.draft_parts import CitationDraft
from evidence.drafts import ClaimDraft, EntityDraft, ReplyDraft, SourceDraft
from tests.api.command_line import CommandLine

NEW_CLAIM = (
    *("record", "claim", "--subject", "Northport Police", "--predicate", "cooperates_with", "--object", "A1"),
    *("--new-entity", "A1=organisation:Eastport Police", "--source", "A2", "--assertion", "official_record"),
    *("--new-source-title", "Minutes of 2021", "--new-source-origin", "Northport Council"),
    *("--locator", "page:4", "--quote", "a joint exercise", "--edtf", "2021", "--wording", "They train together."),
)


def digest(throughline: CommandLine, key: str) -> str:
    found = re.search(r"^digest +([0-9a-f]{64})$", throughline.done("show", key), re.MULTILINE)
    assert found
    return found[1]


def review(throughline: CommandLine, key: str, *, actor: str = "Bob", outcome: str = "accepted") -> str:
    seen = digest(throughline, key)
    return throughline.done("review", key, "--seen", seen, "--outcome", outcome, actor=actor)


def chains(throughline: CommandLine, start: str, end: str) -> int:
    ran = throughline("chains", start, end, "--format", "json")
    return len(ran.json()["chains"]) if ran.code == 0 else 0


def status_of(throughline: CommandLine, key: str) -> str:
    return throughline.done("show", key).split("\nstatus   ")[1].split()[0]


def test_a_claim_lives_from_its_record_to_its_retraction(harbour: CommandLine) -> None:
    told = harbour.done(*NEW_CLAIM)
    for said in ("entity A1", "source A2", "claim K001", digest(harbour, "K001"), "next", "review K001"):
        assert said in told
    assert chains(harbour, "E1", "Eastport Police") == 0
    assert "(not public)" in harbour.done("show", "K001")
    assert "can be published" in review(harbour, "K001")
    harbour.done("publish", "K001")
    assert chains(harbour, "E1", "Eastport Police") > 0
    harbour.done("retract", "K001", "--reason", "The minutes were misread.")
    assert chains(harbour, "E1", "Eastport Police") == 0
    history = harbour.done("history", "K001")
    for said in ("record K001", "Bob", "publish K001", "status published", "retract K001", "The minutes were misread."):
        assert said in history


def test_a_claim_is_recorded_as_it_was_typed(harbour: CommandLine) -> None:
    harbour.done(*NEW_CLAIM)
    shown = harbour.done("show", "K001")
    for said in ('"subject": "E3"', '"object": "A1"', '"edtf": "2021"', '"page"', '"quote": "a joint exercise"'):
        assert said in shown


def test_the_next_step_that_is_printed_works_as_it_is(harbour: CommandLine) -> None:
    step = harbour.done(*NEW_CLAIM).split("throughline ")[-1].split()
    assert "can be published" in harbour.done(*step, actor="Bob")


def test_keys_that_are_made_up_are_free(harbour: CommandLine) -> None:
    person = ("--kind", "person")
    harbour.done("record", "entity", "Two", *person, "--key", "E002")
    assert "entity E001 " in harbour.done("record", "entity", "One", *person)
    assert "entity E003 " in harbour.done("record", "entity", "Three", *person)


def test_an_own_approval_does_not_count(harbour: CommandLine) -> None:
    harbour.done(*NEW_CLAIM)
    assert "cannot be published yet" in review(harbour, "K001", actor="Ada")
    refused = harbour("publish", "K001")
    assert refused.code == 1
    assert "throughline review K001 --seen" in refused.err


def test_one_person_works_alone_where_the_ledger_was_made_so(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.move("alone")
    assert "single handed" in harbour.done("init", "--single-handed")
    harbour.done("load", "harbour.jsonl")
    harbour.done(*NEW_CLAIM)
    harbour.done("publish", "K001")
    assert chains(harbour, "E1", "Eastport Police") > 0
    assert "nobody else has reviewed it" in " ".join(harbour.done("chains", "E1", "E3").split())


def test_a_version_that_no_longer_stands_is_not_reviewed(harbour: CommandLine) -> None:
    harbour.done(*NEW_CLAIM)
    refused = harbour("review", "K001", "--seen", "0" * 64, "--outcome", "accepted", actor="Bob")
    assert refused.code == 1
    assert "throughline show K001" in refused.err


def test_a_claim_is_withdrawn_and_published_again(harbour: CommandLine) -> None:
    harbour.done("withdraw", "C2", "--reason", "The page has changed.")
    assert status_of(harbour, "C2") == "withdrawn"
    assert chains(harbour, "E1", "E3") == 0
    harbour.done("publish", "C2")
    assert chains(harbour, "E1", "E3") == 2


def test_a_source_is_retracted_and_holds_nothing_up(harbour: CommandLine) -> None:
    harbour.done("retract", "S1", "--reason", "Its publisher took it back.")
    assert status_of(harbour, "S1") == "retracted"
    assert chains(harbour, "E1", "E3") == 1


def test_a_corrected_claim_takes_the_place_of_the_older_when_it_is_published(harbour: CommandLine) -> None:
    told = harbour.done("supersede", "C1", "--edtf", "2018", "--source", "S1", "--assertion", "own_statement")
    key = told.split()[1]
    assert f"review {key} --seen {digest(harbour, key)}" in told
    assert status_of(harbour, "C1") == "published"
    review(harbour, key)
    harbour.done("publish", key)
    assert status_of(harbour, "C1") == "superseded"
    shown = harbour.done("show", key)
    assert '"edtf": "2018"' in shown
    assert shown.count('"source": "S1"') == 1
    assert '"scope": "E4"' in shown


def test_a_citation_of_another_source_is_added(harbour: CommandLine) -> None:
    key = harbour.done("supersede", "C1", "--source", "S2", "--assertion", "ngo_finding", "--key", "C1b").split()[1]
    shown = harbour.done("show", key)
    assert ('"source": "S1"' in shown, '"source": "S2"' in shown) == (True, True)


def test_what_took_the_place_of_a_claim_under_its_key_hides_it_from_nobody(harbour: CommandLine) -> None:
    old = harbour.done("show", "C1").split("\nid ")[1].split()[0]
    file = harbour.folder / "harbour.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("2019/2021", "2019/2022"), encoding="utf-8")
    harbour.done("load", "harbour.jsonl", "--supersede")
    assert "2019/2022" in harbour.done("show", "C1")
    assert "2019/2021" in harbour.done("show", old)


def test_a_reply_is_printed_beside_its_claim(harbour: CommandLine) -> None:
    told = harbour.done(
        *("reply", "C1", "--party", "River Fund", "--attribution", "denies"),
        *("--received", "2022-05-01", "--text", "The fund says that it paid nobody."),
    )
    assert "reply R001 is recorded beside C1" in told
    assert "The fund says that it paid nobody." in " ".join(harbour.done("chains", "E1", "E3").split())


def test_a_capture_keeps_the_bytes_and_warns_of_the_same_bytes(harbour: CommandLine) -> None:
    Path("report.txt").write_text("the report", encoding="utf-8")
    first = harbour("capture", "report.txt", "--source", "S1")
    assert (first.code, first.err) == (0, "")
    assert "10 bytes" in first.out
    again = harbour("capture", "report.txt", "--source", "S2")
    assert again.code == 0
    assert again.err.strip() == "warning: the same bytes were captured of S1"


def test_the_same_name_and_the_same_address_are_warned_of(harbour: CommandLine) -> None:
    named = harbour("record", "entity", "  RIVER fund", "--kind", "organisation", "--key", "E9")
    assert (named.code, named.err.strip()) == (0, "warning: E9 has the name of E1: RIVER fund")
    at = ("--origin", "Somebody", "--address", "https://example.org/a")
    assert harbour("record", "source", "A page", *at, "--key", "S8").err == ""
    ran = harbour("record", "source", "The page", *at, "--key", "S9")
    assert (ran.code, ran.err.strip()) == (0, "warning: S9 has the address of S8: https://example.org/a")


def test_the_first_record_of_a_new_investigation_names_it(empty: CommandLine) -> None:
    entity = ("record", "entity", "River Fund", "--kind", "organisation")
    assert empty(*entity).code == 1
    empty.done(*entity, "--investigation", "harbour")
    assert "of harbour" in empty.done("show", "E001")
    assert "entity E002" in empty.done(*entity)


def test_names_are_looked_up_within_the_investigation(harbour: CommandLine) -> None:
    harbour.done("record", "entity", "River Fund", "--kind", "organisation", "--key", "E1", "--investigation", "other")
    harbour.done(*NEW_CLAIM, "--investigation", "harbour")
    assert "of harbour" in harbour.done("show", "K001")


VERBS = [
    NEW_CLAIM,
    ("record", "entity", "One", "--kind", "person"),
    ("record", "source", "A page", "--origin", "Somebody"),
    ("review", "C1", "--seen", "0" * 64, "--outcome", "accepted"),
    ("publish", "C1"),
    ("withdraw", "C1", "--reason", "so"),
    ("supersede", "C1", "--note", "so"),
    ("retract", "C1", "--reason", "so"),
    ("retract", "S1", "--reason", "so"),
    ("reply", "C1", "--party", "E1", "--attribution", "denies"),
    ("capture", "harbour.jsonl", "--source", "S1"),
    ("capture", "https://a.invalid/", "--source", "S1"),
    ("redact", "K", "harbour.jsonl", "--reason", "so"),
    ("check-quotes",),
]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: " ".join(verb[:2]))
def test_every_verb_says_how_to_name_who_acts(harbour: CommandLine, verb: tuple[str, ...]) -> None:
    before = harbour.done("status")
    ran = harbour(*verb, actor=None)
    assert (ran.code, ran.out) == (1, "")
    assert "export THROUGHLINE_ACTOR=" in ran.err
    assert harbour.done("status") == before


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (("--predicate", "fundz"), "predicate: 'fundz' is not in the list predicates"),
        (("--assertion", "rumour"), "citations no. 1, assertion: 'rumour' is not in the list assertions"),
        (("--edtf", "soonish"), "period: 'soonish' is no date that is taken"),
        (("--object", "Nobody Known"), "there is no entity 'Nobody Known'"),
        (("--object", "Harbour Institute"), "E5"),
        (("--scope", "E1"), "scope: 'E1' is of kind organisation"),
        (("--credibility", "1"), "two independent origins"),
        (("--source", "S99", "--new-source-title", ""), "title: must not be empty"),
        (("--capture", "K77"), "citations no. 1, capture: key 'K77' leads nowhere"),
        (("--key", "C1"), "key 'C1' stands for other content already"),
    ],
)
def test_a_claim_that_does_not_fit_is_refused_with_the_reason(
    harbour: CommandLine, changes: tuple[str, ...], reason: str
) -> None:
    before = harbour.done("status")
    ran = harbour(*NEW_CLAIM, *changes)
    assert (ran.code, ran.out) == (1, "")
    assert reason in ran.err
    assert harbour.done("status") == before


def test_a_claim_needs_what_every_claim_has(harbour: CommandLine) -> None:
    ran = harbour("record", "claim", "--subject", "E1", "--predicate", "funds", "--object", "E2")
    assert ran.code == 2
    assert "--source: name the source that the claim cites" in ran.err


@pytest.mark.parametrize("wrong", [("--locator", "4"), ("--new-entity", "A1:Eastport")])
def test_what_is_not_written_as_the_option_takes_it_is_wrong_usage(
    harbour: CommandLine, wrong: tuple[str, str]
) -> None:
    ran = harbour(*NEW_CLAIM, *wrong)
    assert ran.code == 2
    assert wrong[0] in ran.err


def test_options_are_named_after_the_fields_that_they_fill() -> None:
    parts = {"amount", "unit", "edtf", "as_of"}
    assert set(fields.CLAIM) - parts <= set(ClaimDraft.model_fields)
    assert set(fields.CITATION) == set(CitationDraft.model_fields)
    assert set(fields.SOURCE) <= set(SourceDraft.model_fields)
    assert {name.removeprefix("new_source_") for name in fields.NEW_SOURCE} <= set(SourceDraft.model_fields)
    assert set(fields.ENTITY) <= set(EntityDraft.model_fields)
    assert set(fields.REPLY) <= set(ReplyDraft.model_fields)


def test_a_reply_that_never_came_is_told_and_contests_nothing(harbour: CommandLine) -> None:
    harbour.done("reply", "C1", "--party", "E1", "--asked", "2022-04-01", "--due", "2022-05-01")
    told = harbour.done("why", "C1")
    assert "no answer is recorded" in " ".join(told.split())
    assert "contested" not in told
    assert ": no answer is recorded." in harbour.done("brief", "E1", "E3")


@pytest.mark.parametrize(("quote", "result"), [("the report", "found"), ("another thing", "not found")])
def test_a_quotation_is_looked_for_in_the_capture_that_is_cited(harbour: CommandLine, quote: str, result: str) -> None:
    Path("report.txt").write_text("so the report says", encoding="utf-8")
    capture = harbour.done("capture", "report.txt", "--source", "S1").split(":")[0].split()[-1]
    said = ("--subject", "E1", "--predicate", "cooperates_with", "--object", "E3", "--source", "S1")
    cited = ("--assertion", "press_report", "--capture", capture, "--quote", quote)
    assert f"quotation of citation 1: {result} in its capture" in harbour.done("record", "claim", *said, *cited)
