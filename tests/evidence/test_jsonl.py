"""JSON Lines are read back as they were written, and every mistake in them is named."""

import hashlib
import io
import json
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from evidence.canonical import record_digest
from evidence.drafts import RecordDraft
from evidence.errors import CaseRefused
from evidence.exchange.jsonl import MOST_MISTAKES, read_jsonl, write_jsonl
from evidence.exchange.order import written
from tests.evidence.random_drafts import cases
from tests.evidence.small import claim, entity, small_case, source

Lines = Callable[..., Path]


@pytest.fixture
def lines(tmp_path: Path) -> Lines:
    """A file of these lines: records as mappings, anything else as bytes or text."""

    def made(*each: dict[str, Any] | str | bytes) -> Path:
        file = tmp_path / "records.jsonl"
        file.write_bytes(b"\n".join(_line(one) for one in each) + b"\n")
        return file

    return made


def _line(one: dict[str, Any] | str | bytes) -> bytes:
    if isinstance(one, bytes):
        return one
    return (one if isinstance(one, str) else json.dumps(one)).encode()


def as_text(drafts: Iterable[RecordDraft]) -> str:
    stream = io.StringIO()
    write_jsonl(drafts, stream)
    return stream.getvalue()


def line_of(key: str = "E1", **more: Any) -> dict[str, Any]:
    return {"record": "entity", "key": key, "kind": "organisation", "names": [{"text": "First"}], **more}


def mistakes(file: Path) -> list[str]:
    with pytest.raises(CaseRefused) as refused:
        list(read_jsonl(file))
    return [str(mistake) for mistake in refused.value.mistakes]


def test_one_record_is_one_line_of_canonical_json() -> None:
    assert as_text([claim("C1"), entity("E1", names=[{"text": "公安"}])]) == (
        '{"key":"E1","kind":"organisation","names":[{"text":"公安"}],"record":"entity"}\n'
        '{"citations":[{"assertion":"press_report","source":"S1"}],"key":"C1","object":"E2","predicate":"funds",'
        '"record":"claim","status":"published","subject":"E1"}\n'
    )


def test_whoever_hashes_a_line_gets_the_digest_of_the_record() -> None:
    draft = source("S1", title="Ἀθῆναι\u2028: a page")
    assert hashlib.sha256(as_text([draft]).rstrip("\n").encode()).hexdigest() == record_digest(draft)


@settings(max_examples=25, deadline=None)
@given(cases())
def test_records_in_any_order_are_read_back_and_written_again_as_the_same_bytes(drafts: list[RecordDraft]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "records.jsonl")
        shuffled = "".join(as_text([draft]) for draft in drafts)
        file.write_bytes(shuffled.encode())
        back = [placed.draft for placed in read_jsonl(file)]
    assert back == drafts
    assert as_text(back) == as_text(sorted(drafts, key=written)) == as_text(reversed(drafts))


def test_each_record_knows_its_file_and_line(lines: Lines) -> None:
    read = list(read_jsonl(lines(line_of("E1"), "", "  ", line_of("E2"))))
    assert [(placed.draft.key, placed.file, placed.line) for placed in read] == [
        ("E1", "records.jsonl", 1),
        ("E2", "records.jsonl", 4),
    ]


def test_a_file_without_a_last_line_end_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(as_text(small_case()).rstrip("\n"), encoding="utf-8")
    assert len(list(read_jsonl(file))) == 4


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(as_text(small_case()), encoding="utf-8-sig")
    assert len(list(read_jsonl(file))) == 4


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.touch()
    assert list(read_jsonl(file)) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{'key': 1}", "is no JSON: Expecting property name enclosed in double quotes (column 2)"),
        ('{"record": "entity"', "is no JSON: Expecting ',' delimiter (column 20)"),
        (b'{"key": "\xff"}', "is not UTF-8"),
        ("[1]", "is no record: a line holds one JSON object"),
        pytest.param("[" * 100_000, "is nested deeper than any record", id="deep"),
        (line_of(summary="a\0b"), "summary: holds a character that no text has (NUL)"),
        ('{"size": 1' + "0" * 5000 + "}", "a number of 5001 digits is longer than any that is taken"),
        ('{"key": NaN}', "NaN is no number that JSON has"),
        ('{"key": "a", "key": "a"}', "'key' is said twice"),
        ('{"names": [{"text": "a", "text": "b"}]}', "'text' is said twice"),
        ({"key": "E1"}, "record: is missing"),
        ({"record": ["entity"]}, "record: ['entity'] is no kind of record"),
        (
            {"record": "company", "key": "E1"},
            "record: 'company' is no kind of record: it is one of investigation, entity",
        ),
        (line_of(knd="x"), "knd: unknown field; known here are key, "),
        (line_of(kind="company"), "kind: must be 'organisation', "),
        ({"record": "source", "key": "S1", "title": "t"}, "origin: is missing"),
        (line_of(names=[{"text": "a", "use": "pet"}]), "names no. 1, use: 'pet' is not in the list name_use: primary"),
    ],
)
def test_a_wrong_line_is_refused_with_line_field_and_reason(lines: Lines, line: Any, reason: str) -> None:
    found = mistakes(lines(line_of("E0"), line))
    assert len(found) == 1
    assert found[0].startswith(f"records.jsonl:2: {reason}")


def test_a_key_stands_for_one_record(lines: Lines) -> None:
    other = {"record": "source", "key": "E1", "title": "t", "origin": "o"}
    assert mistakes(lines(line_of("E1"), line_of("E2"), other)) == ["records.jsonl:3: key: key 'E1' is taken on line 1"]


def test_whether_keys_lead_anywhere_is_for_the_ledger_to_say(lines: Lines) -> None:
    alone = lines({"record": "dispute", "key": "D1", "claims": ["C9"], "about": "a"})
    assert len(list(read_jsonl(alone))) == 1


def test_after_the_first_mistake_no_record_comes_and_every_mistake_is_named(lines: Lines) -> None:
    records = read_jsonl(lines(line_of("E1"), "no", line_of("E2"), line_of("E3", kind="x", knd="y")))
    assert next(records).draft.key == "E1"
    with pytest.raises(CaseRefused) as refused:
        next(records)
    assert [mistake.line for mistake in refused.value.mistakes] == [2, 4, 4]


def test_of_very_many_mistakes_the_first_are_named_and_the_rest_said_to_be_there(lines: Lines) -> None:
    found = mistakes(lines(*["no"] * (MOST_MISTAKES + 5)))
    assert len(found) == MOST_MISTAKES + 1
    assert found[-1] == f"records.jsonl:{MOST_MISTAKES + 1}: and more: what follows is not named"


def test_as_many_mistakes_as_are_named_are_all_there_are(lines: Lines) -> None:
    assert len(mistakes(lines(*["no"] * MOST_MISTAKES))) == MOST_MISTAKES


def test_progress_is_told_in_bytes_and_reaches_the_end(lines: Lines) -> None:
    told: list[tuple[int, int]] = []
    file = lines(*[line_of(f"E{number}") for number in range(1201)])
    list(read_jsonl(file, lambda done, total: told.append((done, total))))
    size = file.stat().st_size
    assert len(told) == 3
    assert told[-1] == (size, size)
    assert all(before < after for (before, _), (after, _) in pairwise(told))
