"""Bundles after something was redacted or erased: no trace of it, and all that is left holds."""

import hashlib
import json
from pathlib import Path

from tests.api.command_line import CommandLine, jsonl
from tests.api.http_door import door_to
from tests.api.unpacking import CITING, ENDS, add, bundle, capture_of, everything_in, key_of, keys, unpacked, verified

HEADERS = [{"name": "X-Client", "value": "203.0.113.7"}]


def test_after_a_redaction_a_bundle_for_the_public_has_the_copy_and_no_trace_of_the_original(
    signed: CommandLine,
) -> None:
    (signed.folder / "full.html").write_text("<p>Li said that they met.</p>", encoding="utf-8")
    (signed.folder / "black.html").write_text("<p>XX said that they met.</p>", encoding="utf-8")
    original = signed.done("capture", "full.html", "--source", "S2").split(":")[0]
    cited = {**CITING, "citations": [{**CITING["citations"][0], "capture": original, "quote": "they met"}]}
    signed.done("load", "--supersede", str(jsonl(signed.folder / "harbour.jsonl", [cited])))
    signed.done("checkpoint")
    signed.done("view", original, actor="Vera Viewer")
    told = signed.done("redact", original, "black.html", "--reason", "A witness", "--hide", "restricted")
    signed.done("view", told.split(":")[0], actor="Vera Viewer")
    signed.done("checkpoint")
    folder = unpacked(signed)
    given, sha256 = everything_in(folder), hashlib.sha256(b"<p>Li said that they met.</p>").hexdigest()
    assert hashlib.sha256(b"<p>XX said that they met.</p>").hexdigest().encode() in given
    for trace in (original, sha256[:12], "Li said", "Vera Viewer"):
        assert trace.encode() not in given, trace
    assert [one["event"] for one in map(json.loads, custody_in(folder)) if one["by"] is None] == ["viewed"]
    assert verified(folder)[0] == 0


def test_after_something_was_erased_a_bundle_is_made_and_holds(signed: CommandLine) -> None:
    signed.done("retract", "C4", "--reason", "so")
    signed.done("checkpoint")
    signed.done("erase", "C4", "--reason", "Consent was withdrawn.")
    bundle(signed)
    signed.done("erase", "R1", "--reason", "Consent was withdrawn.")
    signed.done("checkpoint")
    folder = unpacked(signed)
    assert verified(folder) == verified(folder, "--unproven")
    assert verified(folder)[0] == 0
    assert b"speaks of its library" not in everything_in(folder)
    assert not keys(folder) & {"C4", "R1"}


def test_a_checkpoint_over_what_was_erased_since_proves_nothing_more(signed: CommandLine) -> None:
    signed.done("retract", "C4", "--reason", "so")
    signed.done("erase", "C4", "--reason", "Consent was withdrawn.")
    refused = signed("bundle", *ENDS, "--out", "evidence.zip")
    assert refused.code == 1
    assert "older than what is public now" in refused.err
    signed.done("checkpoint")
    assert verified(unpacked(signed))[0] == 0


def test_after_a_capture_was_erased_a_bundle_tells_the_custody_of_the_others(signed: CommandLine) -> None:
    (signed.folder / "other.html").write_text("<p>Another page.</p>", encoding="utf-8")
    key = signed.done("capture", "other.html", "--source", "S2").split(":")[0]
    kept = key_of(signed, b"<p>It taught the police.</p>")
    for one in (key, kept, key):
        signed.done("view", one, actor="Vera Viewer")
    signed.done("checkpoint")
    signed.done("erase", key, "--reason", "Consent was withdrawn.")
    signed.done("checkpoint")
    folder = unpacked(signed)
    assert {one["capture"] for one in map(json.loads, custody_in(folder))} == {kept}
    assert key.encode() not in everything_in(folder)
    assert verified(folder)[0] == 0


def custody_in(folder: Path) -> list[str]:
    return (folder / "data" / "custody.jsonl").read_text("utf-8").splitlines()


def test_what_a_page_of_a_hidden_archive_tells_of_it_and_of_who_asked_reaches_no_public_door(
    signed: CommandLine,
) -> None:
    archive = {**capture_of(b"an archive with all that was looked at"), "headers": HEADERS}
    page = {**capture_of(b"<p>A page of it.</p>", "public"), "part_of": archive["key"], "headers": HEADERS}
    add(signed, archive, {**page, "name": "logged-in-as-vera/page.html"})
    signed.done("checkpoint")
    signed.done("site", "--out", "site")
    signed.done("export", "case", "case")
    given = everything_in(unpacked(signed)) + everything_in(Path("site")) + everything_in(Path("case"))
    given += signed.done("export", "jsonl").encode()
    with door_to(signed.address) as door:
        for path in ("/api/v1/claims/C2", "/api/v1/sources/S2", "/claims/C2", "/sources/S2"):
            given += door.get(path).content
    assert page["sha256"].encode() in given
    for trace in ("203.0.113.7", "logged-in-as-vera", archive["key"], archive["sha256"][:12]):
        assert trace.encode() not in given, trace
    assert "logged-in-as-vera" in signed.done("export", "jsonl", "--audience", "restricted")
