"""The program that a stranger checks a bundle with: its arithmetic is that of the standards, and it believes none."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import bagit
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.canonical import canonical_json
from evidence.signed_note import verifier_key
from evidence.vocabulary import vocabulary
from reports.bundles import verify
from tests.bundled import Files, bagged_again, found_in, put, records_in, with_line


def test_a_bundle_holds_as_it_was_made_and_bagged_again(whole: Files) -> None:
    for files, unproven in ((whole, 0), (bagged_again(whole), 1)):
        found = found_in(files)
        assert (found.faults, len(found.unproven), len(found.keys)) == ([], unproven, 1)


@pytest.fixture(scope="module")
def unpacked(whole: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(whole, tmp_path_factory.mktemp("unpacked"))


def is_valid_bag(folder: Path) -> bool:
    """Whether bagit.py takes it; some of what it does not take it fails over."""
    try:
        return bool(bagit.Bag(str(folder)).validate())
    except (bagit.BagError, ValueError):
        return False


@given(data=st.data())
@settings(max_examples=80)
def test_one_changed_byte_anywhere_fails(whole: Files, unpacked: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(one for one in whole if whole[one])))
    place = data.draw(st.integers(0, len(whole[name]) - 1))
    changed = bytearray(whole[name])
    changed[place] ^= data.draw(st.integers(1, 255))
    assert found_in({**whole, name: bytes(changed)}).faults
    if name not in ("tagmanifest-sha256.txt", "signature.txt"):  # bagit.py does not read these as strictly as ours
        (unpacked / name).write_bytes(changed)
        valid = is_valid_bag(unpacked)
        (unpacked / name).write_bytes(whole[name])
        assert (valid, is_valid_bag(unpacked)) == (False, True)


def test_what_was_changed_or_taken_out_is_named_by_its_manifest(whole: Files) -> None:
    name = "data/records.jsonl"
    assert f"{name}: was changed or added since the bundle was made" in found_in({**whole, name: b""}).faults
    without = {one: content for one, content in whole.items() if one != name}
    assert f"{name}: is listed in manifest-sha256.txt and is not here" in found_in(without).faults


def test_a_manifest_has_one_form(whole: Files) -> None:
    lines = whole["tagmanifest-sha256.txt"].splitlines(keepends=True)
    turned = {**whole, "tagmanifest-sha256.txt": b"".join(reversed(lines))}
    assert found_in(turned).faults[0] == "tagmanifest-sha256.txt: is not the list of the files that are here"


def test_a_briefing_of_another_head_is_named(whole: Files) -> None:
    told = {**json.loads(whole["data/findings/briefing.json"]), "head": "00" * 32}
    forged = bagged_again({**whole, "data/findings/briefing.json": canonical_json(told)})
    assert found_in(forged).faults == ["data/findings/briefing.json: its head is not the one proved"]


JSON_FILES = ("records.jsonl", "proofs.jsonl", "findings/answer.json", "findings/briefing.json")
PARSED = (*JSON_FILES, "checkpoint.txt", "keys.txt")
NAMES = ("entry", "record", "key", "capture", "head", "chains", "hops", "claims", "salt", "path", "number")
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)


WRITTEN = VALUES.map(lambda one: canonical_json(one) + b"\n")


@given(name=st.sampled_from(PARSED), content=st.binary(max_size=60) | WRITTEN)
@settings(max_examples=60)
def test_whatever_stands_in_a_file_there_is_a_verdict(whole: Files, name: str, content: bytes) -> None:
    assert found_in(bagged_again({**whole, f"data/{name}": content})).faults


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"entry":' * 100_000, b"1" * 5_000, b"\xff", b'"\\ud800"'])
def test_what_is_nested_too_deep_or_is_no_text_is_a_fault(whole: Files, content: bytes) -> None:
    for name in PARSED:
        forged = {**whole, f"data/{name}": content + b"\n" + whole[f"data/{name}"]}
        assert found_in(bagged_again(forged)).faults


def changed_record(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "wording": "They did it."}


FORGERIES = {
    "a record is changed": ("records.jsonl", -2, changed_record, "is not what its proof is of"),
    "a record is taken out": ("records.jsonl", -2, lambda _: None, "has not a line for each record"),
    "a path is cut": ("proofs.jsonl", 0, lambda one: {**one, "path": one["path"][1:]}, "the signed root"),
    "a path holds no hash": ("proofs.jsonl", 0, lambda one: {**one, "path": ["ab"]}, "the signed root"),
    "a path is no path": ("proofs.jsonl", 0, lambda one: {**one, "path": 7}, "TypeError"),
    "another number": ("proofs.jsonl", 0, lambda one: {**one, "number": one["number"] ^ 1}, "the signed root"),
    "a number that is none": ("proofs.jsonl", 0, lambda one: {**one, "number": "0"}, "TypeError"),
    "another salt": ("proofs.jsonl", 0, lambda one: {**one, "salt": "00" * 32}, "the signed root"),
    "a short salt": ("proofs.jsonl", 0, lambda one: {**one, "salt": one["salt"][:-2]}, "the signed root"),
    "another head": ("proofs.jsonl", -2, lambda one: {**one, "entry": {"export": "00" * 32}}, "the signed root"),
    "custody of nothing": ("custody.jsonl", 0, lambda one: {**one, "capture": "S9-0"}, "capture S9-0 is not here"),
}


@pytest.mark.parametrize(("name", "line", "change", "fault"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_in_a_sound_bag_is_named(whole: Files, name: str, line: int, change: Any, fault: str) -> None:
    assert any(fault in one for one in found_in(with_line(whole, name, line, change)).faults)


def test_a_changed_record_with_a_digest_to_fit_leads_to_no_signed_root(whole: Files) -> None:
    number = next(place for place, one in enumerate(records_in(whole)) if one["key"] == "C2")
    record = changed_record(records_in(whole)[number])
    digest = hashlib.sha256(canonical_json(record)).hexdigest()
    forged = with_line(whole, "records.jsonl", number, lambda _: record)
    forged = with_line(forged, "proofs.jsonl", number, lambda one: {**one, "entry": {**one["entry"], "digest": digest}})
    assert "claim C2: its proof does not lead to the signed root" in found_in(forged).faults


@pytest.mark.parametrize("key", ["S2", "E1"])
def test_what_a_claim_names_is_missed_where_its_record_is_taken_out_with_its_proof(whole: Files, key: str) -> None:
    number = next(place for place, one in enumerate(records_in(whole)) if one["key"] == key)
    cut = with_line(whole, "records.jsonl", number, lambda _: None)
    assert any(key in one for one in found_in(with_line(cut, "proofs.jsonl", number, lambda _: None)).faults)


def test_a_record_told_twice_is_named(whole: Files) -> None:
    twice = dict(whole)
    for name in ("data/records.jsonl", "data/proofs.jsonl"):
        lines = whole[name].split(b"\n")
        twice[name] = b"\n".join([lines[0], *lines])
    assert "data/proofs.jsonl: a record is there twice" in found_in(bagged_again(twice)).faults


def told_otherwise(files: Files, change: Any) -> list[str]:
    answer = json.loads(files["data/findings/answer.json"])
    change(answer["chains"][0]["hops"][1])
    return found_in(bagged_again({**files, "data/findings/answer.json": canonical_json(answer)})).faults


ANSWERS = {
    "ends turned round": lambda hop: hop.update(subject=hop["object"], object=hop["subject"]),
    "another polarity": lambda hop: hop["claims"][0].update(polarity="denies"),
    "another wording": lambda hop: hop["claims"][0].update(wording="They did it."),
    "another quote": lambda hop: hop["claims"][0]["citations"][0].update(quote="They did it."),
    "a citation less": lambda hop: hop["claims"][0]["citations"].pop(),
    "another claim": lambda hop: hop["claims"][0].update(key="C9"),
}


@pytest.mark.parametrize("change", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_tells_a_claim_otherwise_is_named(whole: Files, change: Any) -> None:
    assert any("is not told as it is recorded" in fault for fault in told_otherwise(whole, change))
    assert told_otherwise(whole, lambda hop: None) == []


def test_an_answer_that_tells_nothing_is_named(whole: Files) -> None:
    empty: list[list[Any]] = [[], [{"hops": []}], [{"hops": [{"claims": []}]}]]
    for chains in empty:
        forged = bagged_again({**whole, "data/findings/answer.json": canonical_json({"chains": chains})})
        assert found_in(forged).faults == ["data/findings/answer.json: tells no claim"]


def test_the_relations_that_may_be_turned_round_are_those_of_the_vocabulary() -> None:
    undirected = {name for name, one in vocabulary().predicates.items() if not one.directed}
    assert set(verify.UNDIRECTED) == undirected


def test_captures_are_those_of_the_records(whole: Files) -> None:
    (name,) = (one for one in whole if one.startswith("data/captures/"))
    other = "data/captures/" + hashlib.sha256(b"other").hexdigest()
    without = {one: content for one, content in whole.items() if one != name}
    assert any("was taken as" in fault for fault in found_in(bagged_again(without)).faults)
    assert any("was taken as" in fault for fault in found_in(bagged_again({**whole, name: b"other"})).faults)
    added = found_in(bagged_again({**whole, other: b"other"})).faults
    assert added == [f"{other}: no record here speaks of this capture"]


@pytest.mark.parametrize("name", ["data/more.html", "fetch.txt", "data/captures/x", "data/time-stamps/../x.tsr"])
def test_what_does_not_belong_is_named(whole: Files, name: str) -> None:
    assert f"{name}: does not belong to the bundle" in found_in({**whole, name: b""}).faults


@pytest.mark.parametrize("name", ["README.txt", "data/custody.jsonl", "data/findings/briefing.html", "verify.py"])
def test_what_is_missing_is_named(whole: Files, name: str) -> None:
    assert f"{name}: is missing" in found_in({one: whole[one] for one in whole if one != name}).faults


@pytest.mark.parametrize("name", ["data/checkpoint.txt", "data/keys.txt"])
def test_half_of_a_signature_is_none(whole: Files, name: str) -> None:
    assert found_in(bagged_again({one: whole[one] for one in whole if one != name})).faults
    assert found_in(bagged_again({**whole, name: b""})).faults


def test_a_head_of_the_other_tree_or_of_another_key_is_none(whole: Files) -> None:
    house = whole["data/checkpoint.txt"].replace(b"/public", b"/house")
    assert found_in(bagged_again({**whole, "data/checkpoint.txt": house})).faults
    line = whole["data/keys.txt"].decode().strip()
    name, known_by, encoded = line.split("+", 2)
    other = verifier_key(name, Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    of_other_kind = f"{name}+{known_by}+{base64.b64encode(b'2' + base64.b64decode(encoded)[1:]).decode()}"
    for forged in (other, of_other_kind):
        found = found_in(bagged_again({**whole, "data/keys.txt": f"{forged}\n".encode()}))
        assert (found.keys, f"data/checkpoint.txt: the key {forged} did not sign it" in found.faults) == ([], True)
