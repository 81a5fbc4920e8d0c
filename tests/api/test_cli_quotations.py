"""Quotations by the command line: looked for when a claim comes in, when a capture does, and when asked."""

import json
from pathlib import Path

from tests.api.command_line import CommandLine
from tests.evidence.test_capture_text import pdf

SHA256 = "f0e4c2f76c58916ec258f246851bea091d14d4247a2fc3e18694461b1816e13b"


def write_case(throughline: CommandLine, sha256: str, quote: str) -> None:
    """A case of two claims, one of which quotes a capture."""
    cited = {"source": "S1", "assertion": "press_report"}
    ends = {"record": "claim", "subject": "E1", "object": "E2", "status": "published"}
    records = [
        *({"record": "entity", "key": key, "kind": "organisation", "names": [{"text": key}]} for key in ("E1", "E2")),
        {"record": "source", "key": "S1", "title": "S", "origin": "O"},
        {
            **{"record": "capture", "key": "K1", "source": "S1", "sha256": sha256, "size": 1, "by": "Bob"},
            **{"taken": "2024-01-01T00:00:00Z", "method": "m"},
        },
        {**ends, "key": "C1", "predicate": "funds", "citations": [{**cited, "capture": "K1", "quote": quote}]},
        {**ends, "key": "C2", "predicate": "trains", "citations": [cited]},
    ]
    Path("case.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")


BESIDE = "warning: case is a new investigation beside other (--investigation names one)\n"


def taken(throughline: CommandLine, content: bytes) -> str:
    """Have the vault hold these bytes, by a capture in another case; returns their SHA-256."""
    Path("report.pdf").write_bytes(content)
    throughline.done("record", "source", "T", "--origin", "O", "--key", "T1", "--investigation", "other")
    return throughline.done("capture", "report.pdf", "--source", "T1").split("SHA-256 ")[1][:64]


def test_the_captures_of_a_loaded_file_are_looked_into(empty: CommandLine) -> None:
    write_case(empty, taken(empty, pdf("The first page", "The grant was paid")), "grant was paid")
    ran = empty("load", "case.jsonl")
    assert (ran.code, ran.err) == (0, BESIDE)
    assert "quote 1  found in its capture, page 2, character 5" in empty.done("show", "C1")
    before = empty.done("status")
    empty.done("load", "case.jsonl")
    assert empty.done("status") == before


def test_words_that_a_loaded_file_quotes_and_its_capture_has_not_are_warned_of(empty: CommandLine) -> None:
    write_case(empty, taken(empty, pdf("The grant was refused")), "grant was paid")
    ran = empty("load", "case.jsonl")
    assert (ran.code, ran.err) == (0, f"{BESIDE}warning: C1: the words of citation 1 are not in its capture\n")
    assert "quote 1  not found in its capture" in empty.done("show", "C1")
    listed = " ".join(empty.done("checklist", "E1", "E2").split())
    assert "that are quoted in note 1 were not found in the capture" in listed


def test_a_key_that_would_turn_or_colour_what_follows_is_printed_inert(empty: CommandLine) -> None:
    write_case(empty, taken(empty, pdf("The grant was refused")), "grant was paid")
    case = Path("case.jsonl")
    case.write_text(case.read_text(encoding="utf-8").replace('"C1"', '"C\\u202e\\u009b1"'), encoding="utf-8")
    told = empty("load", "case.jsonl").err + empty.done("check-quotes")
    assert told.count("C\ufffd\ufffd1: ") == 2
    assert not set(told) & set("\u202e\x9b")


def test_what_a_check_of_a_load_would_do_is_not_done(empty: CommandLine) -> None:
    write_case(empty, taken(empty, pdf("The grant was refused")), "grant was paid")
    before = empty.done("status")
    assert empty("load", "case.jsonl", "--check", actor=None).err == BESIDE
    assert empty.done("status") == before


def test_bytes_that_come_later_are_looked_into_when_asked(empty: CommandLine) -> None:
    content = pdf("The grant was paid")
    Path("report.pdf").write_bytes(content)
    write_case(empty, SHA256, "grant was paid")
    empty.done("load", "case.jsonl")
    told = empty.done("check-quotes")
    assert "C1: quotation of citation 1: not checked in its capture" in told
    assert "1 claims cite a capture: 0 found, 0 not found, 1 not checked" in told
    assert empty.done("check-quotes", "C2").strip() == "0 claims cite a capture: 0 found, 0 not found, 0 not checked"


def test_a_claim_that_supersedes_another_is_looked_for_too(empty: CommandLine) -> None:
    write_case(empty, taken(empty, pdf("The grant was paid")), "grant was paid")
    empty.done("load", "case.jsonl")
    cited = ("--source", "S1", "--assertion", "press_report", "--capture", "K1")
    told = empty.done("supersede", "C1", *cited, "--quote", "grant was refused")
    assert "quotation of citation 1: not found in its capture" in told


def test_a_quotation_of_a_captured_source_that_names_no_capture_is_named(harbour: CommandLine) -> None:
    ends = {"subject": "E1", "predicate": "owns", "object": "E2", "status": "draft"}
    cited = [{"source": source, "assertion": "press_report", "quote": "paid"} for source in ("S1", "S2")]
    records = [{"record": "claim", "key": f"C{n}", **ends, "citations": [one]} for n, one in enumerate(cited, 5)]
    Path("harbour.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    harbour.done("load", "harbour.jsonl")
    Path("page.html").write_text("<p>It was paid.</p>", encoding="utf-8")
    assert "names none" not in harbour.done("check-quotes")
    harbour.done("capture", "page.html", "--source", "S1")
    told = "C5 quotes a source of which there is a capture, and names none"
    assert harbour.done("check-quotes").splitlines()[1:] == [told]
    assert told not in harbour.done("check-quotes", "C6")
