"""The signature over a bundle as a whole: it covers every file, has one form, and passes for no other signature."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.checkpoint_text import TREES, read_checkpoint
from evidence.checkpoints import checkpoint_in
from evidence.errors import InvalidCheckpoint
from evidence.signed_note import Signer, is_signed, read_note, sign, verifier_key
from reports.bundles.whole import SIGNATURE, signature_over
from tests.bundled import Files, bagged_again, found_in, put
from tests.reports.test_verify_alone import ran

NAME = "example.org/harbour"
REFUSED = "signature.txt: no key of the checkpoint signed the bundle as it is"
UNSIGNED = "NOT SIGNED AS A WHOLE: findings, custody, descriptions"


def signed_over(files: Files, signer: Signer) -> Files:
    """A bundle with its last manifest signed by somebody."""
    return Files({**files, SIGNATURE: signature_over(files["tagmanifest-sha256.txt"], signer)})


def key_in(files: Files) -> str:
    return files["data/keys.txt"].decode().strip()


def with_a_key_that_signed_nothing(files: Files, signer: Signer) -> Files:
    """A bundle that names a key which did not sign its checkpoint, signed as a whole by it."""
    keys = files["data/keys.txt"] + f"{verifier_key(f'{NAME}/public', signer.public_key)}\n".encode()
    return signed_over(bagged_again({**files, "data/keys.txt": keys}), signer)


def with_a_key_of_his_own(files: Files) -> tuple[Files, Signer]:
    """A bundle whose checkpoint somebody else signed too, under the same name, and that he signed as a whole."""
    forger = Signer(NAME, Ed25519PrivateKey.generate())
    text = files["data/checkpoint.txt"].decode().partition("\n\n")[0] + "\n"
    own = sign(text, [Signer(f"{NAME}/public", forger.private_key)]).rpartition("\n\n")[2].encode()
    keys = files["data/keys.txt"] + f"{verifier_key(f'{NAME}/public', forger.public_key)}\n".encode()
    both = {"data/checkpoint.txt": files["data/checkpoint.txt"] + own, "data/keys.txt": keys}
    forged = bagged_again({**files, **both, "data/findings/briefing.html": b"He did it."})
    return signed_over(forged, forger), forger


def test_it_is_by_the_key_that_signed_the_checkpoint_and_any_tool_for_signed_notes_can_tell(whole: Files) -> None:
    note, (name, _, encoded) = read_note(whole[SIGNATURE]), key_in(whole).split("+", 2)
    digest = hashlib.sha256(whole["tagmanifest-sha256.txt"]).hexdigest()
    assert note.text == f"{NAME}/bundle\n{digest}  tagmanifest-sha256.txt\n"
    assert is_signed(note, f"{NAME}/bundle", base64.b64decode(encoded)[1:])
    assert (name, found_in(whole).whole) == (f"{NAME}/public", key_in(whole))


def test_it_is_where_bags_allow_it(whole: Files, tmp_path: Path) -> None:
    assert bagit.Bag(str(put(whole, tmp_path))).validate()
    assert SIGNATURE.encode() not in whole["manifest-sha256.txt"] + whole["tagmanifest-sha256.txt"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("data/findings/briefing.html", b"He did it."),
        ("data/custody.jsonl", b""),
        ("data/ro-crate-metadata.json", b"{}"),
        ("README.txt", b"Trust me."),
    ],
)
def test_what_is_no_record_cannot_be_changed_in_a_bag_that_is_right_about_it(
    whole: Files, name: str, content: bytes
) -> None:
    forged = bagged_again({**whole, name: content})
    assert found_in({**forged, SIGNATURE: whole[SIGNATURE]}).faults == [REFUSED]
    assert (found_in(forged).faults, found_in(forged).unproven) == ([], [UNSIGNED])


def test_of_one_made_before_it_is_said_that_it_is_not_signed_as_a_whole(whole: Files, tmp_path: Path) -> None:
    folder = put({name: content for name, content in whole.items() if name != SIGNATURE}, tmp_path)
    code, out = ran(folder)
    assert (code, f"not proven: {UNSIGNED}" in out, "as a whole   not signed" in out) == (1, True, True)
    assert ran(folder, "--unproven", "--key", key_in(whole))[0] == 0


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda note: b"",
    "a line end more": lambda note: note + b"\n",
    "a line more": lambda note: note + b"more",
    "a line end less": lambda note: note[:-1],
    "the same line twice": lambda note: note + note.splitlines(keepends=True)[-1],
    "bits that base64 does not read": lambda note: note[:-3] + bytes([note[-3] + 1]) + note[-2:],
    "another name": lambda note: note.replace(b"/bundle", b"/public"),
    "another line in the text": lambda note: note.replace(b"\n\n", b"\n2\n\n"),
}


@pytest.mark.parametrize("change", FORMS.values(), ids=FORMS)
def test_it_has_one_form(whole: Files, change: Callable[[bytes], bytes]) -> None:
    assert found_in({**whole, SIGNATURE: change(whole[SIGNATURE])}).faults == [REFUSED]


def test_what_signs_a_checkpoint_signs_no_bundle(whole: Files) -> None:
    head, _, line = whole["data/checkpoint.txt"].decode().partition("\n\n")
    text = whole[SIGNATURE].decode().partition("\n\n")[0]
    own = whole[SIGNATURE].decode().rsplit(" ", 1)[1]
    content = base64.b64decode(own)[:4] + base64.b64decode(line.rsplit(" ", 1)[1])[4:]
    with_own_id = f"\u2014 {NAME}/bundle {base64.b64encode(content).decode()}\n"
    for note in (f"{head}\n\n{line}", f"{text}\n\n{line}", f"{text}\n\n{with_own_id}"):
        assert found_in({**whole, SIGNATURE: note.encode()}).faults == [REFUSED]


def test_what_signs_a_bundle_signs_no_checkpoint(whole: Files, tmp_path: Path) -> None:
    (tmp_path / "x.checkpoint").write_bytes(whole[SIGNATURE])
    for refusing in (
        lambda: read_checkpoint(read_note(whole[SIGNATURE]).text),
        lambda: checkpoint_in(*tmp_path.iterdir()),
    ):
        with pytest.raises(InvalidCheckpoint, match="three lines"):
            refusing()
    assert "bundle" not in TREES
    assert found_in(bagged_again({**whole, "data/checkpoint.txt": whole[SIGNATURE]})).keys == []


def test_a_key_that_signed_no_checkpoint_signs_no_bundle(whole: Files) -> None:
    forged = bagged_again({**whole, "data/findings/briefing.html": b"He did it."})
    assert found_in(signed_over(forged, Signer(NAME, Ed25519PrivateKey.generate()))).faults == [REFUSED]
    forger = Signer(NAME, Ed25519PrivateKey.generate())
    named = with_a_key_that_signed_nothing(whole, forger)
    assert (found_in(named).whole, len(found_in(named).keys)) == ("", 1)
    bare = {name: content for name, content in whole.items() if name not in ("data/checkpoint.txt", "data/keys.txt")}
    assert any(
        "checkpoint.txt" in fault for fault in found_in({**bagged_again(bare), SIGNATURE: whole[SIGNATURE]}).faults
    )


def test_the_key_that_is_trusted_must_have_signed_the_whole(whole: Files, tmp_path: Path) -> None:
    forged, forger = with_a_key_of_his_own(whole)
    folder, own = put(forged, tmp_path), hashlib.sha256(forger.public_key).hexdigest()
    code, out = ran(folder)
    assert (code, f"as a whole   signed by the key {own}" in out) == (0, True)
    code, out = ran(folder, "--key", key_in(whole))
    assert (code, "FAILS: the key that you trust did not sign it" in out) == (1, True)
    assert ran(folder, "--key", own)[0] == 0
