"""A payload as a bag: every file stands in a manifest, bagit.py takes it, and the same payload gives the same bytes."""

import datetime as dt
import hashlib
import io
import zipfile
from pathlib import Path

import bagit

from reports.bundles.bag import bag, zipped
from tests.bundled import put

DAY = dt.date(2026, 11, 24)
PAYLOAD = {"records.jsonl": b"{}\n", "captures/ab": b"bytes"}


def bagged(title: str = "From 公安 to\nB") -> dict[str, bytes]:
    return bag(PAYLOAD, {"verify.py": b"pass\n"}, title=title, made_on=DAY)


def test_every_file_but_the_last_manifest_stands_in_a_manifest() -> None:
    files = bagged()
    lines = (files["manifest-sha256.txt"] + files["tagmanifest-sha256.txt"]).decode().splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "tagmanifest-sha256.txt"
    }


def test_the_library_takes_it_and_reads_what_it_says_of_itself(tmp_path: Path) -> None:
    found = bagit.Bag(str(put(bagged(), tmp_path)))
    assert found.validate()
    assert found.info["Payload-Oxum"] == "8.2"
    assert found.info["Bagging-Date"] == "2026-11-24"
    assert found.info["External-Description"] == "From 公安 to B"


def test_a_title_cannot_add_a_line_of_its_own() -> None:
    assert b"\nEvil:" not in bagged("x\nEvil: y")["bag-info.txt"]


def test_the_zip_unpacks_into_one_folder_and_depends_on_the_files_alone() -> None:
    files = bagged()
    packed = zipped(files)
    assert packed == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(f"bundle/{name}") for name in files} == files
