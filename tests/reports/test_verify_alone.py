"""verify.py run by a stranger: alone in its folder, what it says, and whom it believes."""

import ast
import base64
import hashlib
import subprocess
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.signed_note import Signer, sign, verifier_key
from reports.bundles import verify
from reports.bundles.verify import Findings
from reports.bundles.whole import signature_over
from tests.bundled import Files, bagged_again, found_in, put, records_in, with_line


def ran(folder: Path, *more: str) -> tuple[int, str]:
    """What the verify.py of a folder says, run as a stranger would: alone, with nothing of this project in reach."""
    program = [sys.executable, "-I", "verify.py", *more]
    done = subprocess.run(program, cwd=folder, env={}, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_who_signs_with_a_key_of_his_own_is_told_by_that_key(whole: Files, tmp_path: Path) -> None:
    forger = Signer("example.org/harbour/public", Ed25519PrivateKey.generate())
    text = whole["data/checkpoint.txt"].decode().split("\n\n")[0] + "\n"
    line = verifier_key(forger.name, forger.public_key)
    signed = {"data/checkpoint.txt": sign(text, [forger]).encode(), "data/keys.txt": f"{line}\n".encode()}
    forged = bagged_again({**whole, **signed})
    own = Signer("example.org/harbour", forger.private_key)
    forged["signature.txt"] = signature_over(forged["tagmanifest-sha256.txt"], own)
    assert (found_in(forged).faults, found_in(forged).keys) == ([], [line])
    trusted = whole["data/keys.txt"].decode().strip()
    folder = put(forged, tmp_path)
    assert ran(folder)[0] == 0
    assert ran(folder, "--key", trusted)[0] == 1
    assert ran(folder, "--key", line)[0] == 0


def test_without_proof_or_signature_it_does_not_hold_unless_asked_to_let_it_pass(whole: Files, tmp_path: Path) -> None:
    bare = with_line(whole, "proofs.jsonl", 0, lambda one: {"entry": one["entry"]})
    assert (found_in(bare).faults, len(found_in(bare).unproven)) == ([], 2)
    unsigned = bagged_again({one: whole[one] for one in whole if one not in ("data/checkpoint.txt", "data/keys.txt")})
    found = found_in(unsigned)
    assert (found.faults, found.keys, len(found.unproven)) == ([], [], len(records_in(whole)) + 2)
    folder = put(unsigned, tmp_path)
    code, out = ran(folder)
    assert (code, "NOT SIGNED" in out, "whose key" in out) == (1, True, False)
    assert ran(folder, "--unproven")[0] == 0
    assert ran(folder, "--unproven", "--key", whole["data/keys.txt"].decode().strip())[0] == 1


def test_a_key_is_told_whole_whatever_letters_base64_gives_it(whole: Files) -> None:
    key = next(one for one in (bytes([number]) * 32 for number in range(256)) if b"+" in base64.b64encode(b"\1" + one))
    found = Findings()
    found.keys = [verifier_key("example.org/harbour/public", key)]
    assert any(hashlib.sha256(key).hexdigest() in line for line in verify.report(whole, found, None))


def test_a_stranger_is_told_who_signed_and_what_is_not_checked(whole: Files, tmp_path: Path) -> None:
    code, out = ran(put(whole, tmp_path))
    line = whole["data/keys.txt"].decode().strip()
    assert (code, out.splitlines()[-1]) == (0, "THE BUNDLE HOLDS")
    assert line in out
    assert hashlib.sha256(base64.b64decode(line.split("+", 2)[2])[1:]).hexdigest() in out
    assert "compare" in out
    assert "time stamps  0, not checked" in out
    assert (
        f"as a whole   signed by the key {hashlib.sha256(base64.b64decode(line.split('+', 2)[2])[1:]).hexdigest()}"
        in out
    )


def test_time_stamps_are_counted_and_said_not_to_be_checked(whole: Files, tmp_path: Path) -> None:
    code, out = ran(put(bagged_again({**whole, "data/time-stamps/1.tsr": b"reply"}), tmp_path), "--unproven")
    assert (code, "time stamps  1, not checked" in out) == (0, True)


def test_a_name_cannot_write_the_verdict(whole: Files, tmp_path: Path) -> None:
    code, out = ran(put({**whole, "data/x\nTHE BUNDLE HOLDS": b""}, tmp_path))
    assert (code, out.splitlines().count("THE BUNDLE HOLDS")) == (1, 0)


def test_a_link_to_elsewhere_is_named(whole: Files, tmp_path: Path) -> None:
    folder = put(whole, tmp_path / "bundle")
    (folder / "data" / "elsewhere").symlink_to(tmp_path)
    code, out = ran(folder)
    assert (code, "is no plain file or folder" in out) == (1, True)


def test_it_reads_a_folder_that_is_named(whole: Files, tmp_path: Path) -> None:
    put(whole, tmp_path / "bundle")
    put({"verify.py": whole["verify.py"]}, tmp_path / "own")
    assert ran(tmp_path / "own", "../bundle")[0] == 0
    assert ran(tmp_path / "own")[0] == 1


def test_it_is_one_short_file_of_the_standard_library_for_older_pythons_too(whole: Files) -> None:
    text = whole["verify.py"].decode()
    tree = ast.parse(text, feature_version=(3, 8))
    imported = {one.names[0].name for one in ast.walk(tree) if isinstance(one, ast.Import)}
    imported |= {one.module or "" for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names
    assert len(text.splitlines()) < 300
