"""The description of a bundle: RO-Crate 1.1, every file described, no clock in it."""

import datetime as dt
import json
from pathlib import Path

from rocrate.rocrate import ROCrate

from reports.bundles.crate import NAME, crate
from tests.bundled import put

FILES = {"records.jsonl": b"{}\n", "findings/briefing.html": b"<p>", "captures/ab": b"bytes", "captures/cd": b""}
DAY = dt.date(2026, 11, 24)


def described() -> bytes:
    return crate(FILES, {"captures/ab": "text/html"}, title="From A to 公安", made_on=DAY)


def test_the_library_reads_it_and_finds_every_file(tmp_path: Path) -> None:
    found = ROCrate(str(put({**FILES, NAME: described()}, tmp_path)))
    assert (found.name, found.datePublished.date()) == ("From A to 公安", DAY)
    assert {one.id for one in found.data_entities} == set(FILES)
    assert all(one.type == "File" and one["description"] for one in found.data_entities)


def test_types_and_sizes_are_told() -> None:
    parts = {one["@id"]: one for one in json.loads(described())["@graph"]}
    assert (parts["captures/ab"]["encodingFormat"], parts["captures/ab"]["contentSize"]) == ("text/html", "5")
    assert parts["captures/cd"]["encodingFormat"] == "application/octet-stream"
    assert parts["records.jsonl"]["encodingFormat"] == "application/x-ndjson"


def test_it_says_which_specification_it_follows_and_when_it_was_published() -> None:
    parts = {one["@id"]: one for one in json.loads(described())["@graph"]}
    assert parts[NAME]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert parts["./"]["datePublished"] == "2026-11-24"
    assert parts["./"]["license"]["@id"] in parts


def test_the_same_files_give_the_same_bytes() -> None:
    assert described() == described()
