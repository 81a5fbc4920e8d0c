"""A time stamp is kept only if it holds, and openssl agrees on it; what does not hold is refused and not kept."""

import datetime as dt
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from cryptography.x509 import Certificate
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from evidence.captures import take_capture
from evidence.checkpoints import Folders, write_checkpoints
from evidence.errors import CaptureMismatch, NotFound, NoTimeAuthority, TimeStampRefused
from evidence.ledger import Ledger
from evidence.signing_keys import make_key
from evidence.timestamps import Stamped, of_capture, of_checkpoint, request, roots_in, stamps_in, told, verify
from evidence.vault import place_of
from tests.evidence.own_authority import Authority
from tests.evidence.small import recorded


@pytest.fixture(scope="module")
def roots(authority: Authority) -> list[Certificate]:
    return roots_in(authority.root)


@pytest.fixture
def checkpoint(file_ledger: Ledger, tmp_path: Path) -> Stamped:
    folders = Folders(tmp_path / "keys", tmp_path / "checkpoints")
    make_key(file_ledger, folders.keys, actor="Ada")
    return of_checkpoint(write_checkpoints(recorded(file_ledger), folders, actor="Ada")[0].file)


def query_of(content: bytes) -> bytes:
    return TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def test_a_stamp_of_a_checkpoint_holds_and_openssl_agrees(
    authority: Authority, other: Authority, roots: list[Certificate], checkpoint: Stamped
) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=2)
    stamp = request(checkpoint, authority.reply, roots)
    assert stamp.file == checkpoint.base.with_name(f"{checkpoint.base.name}.tsr")
    assert before <= stamp.time <= dt.datetime.now(dt.UTC)
    assert (stamp.authority, stamp.policy) == ("CN=An Authority stamps", "1.2.3.4.1")
    assert stamp.file.read_bytes() == (authority.folder / "reply").read_bytes(), "as it came"
    assert verify(checkpoint, roots) == told(checkpoint) == stamp
    assert authority.accepts(checkpoint.query, checkpoint.reply)
    assert not other.accepts(checkpoint.query, checkpoint.reply)


def test_a_second_stamp_takes_no_ones_place(
    authority: Authority, roots: list[Certificate], checkpoint: Stamped
) -> None:
    stamp = request(checkpoint, authority.reply, roots)
    with pytest.raises(FileExistsError):
        request(checkpoint, authority.reply, roots)
    assert verify(checkpoint, roots) == stamp


Answer = Callable[[Authority, Authority, bytes], bytes]

SHA256 = bytes.fromhex("0609608648016503040201")
"""The name of the digest as DER has it."""
OTHER = bytes.fromhex("060960864801650304020a")
"""That of one which the authority does not take."""

ANSWERS: dict[str, tuple[Answer, str]] = {
    "over other bytes": (lambda one, _, __: one.reply(query_of(b"other")), "other bytes"),
    "another number": (lambda one, _, query: one.reply(renumbered(query)), "Nonce"),
    "by another authority": (lambda _, other, query: other.reply(query), "certificates"),
    "cut off": (lambda one, _, query: one.reply(query)[:-9], "no reply"),
    "nothing": (lambda *_: b"", "no reply"),
    "a page": (lambda *_: b"<html>hello</html>", "no reply"),
    "the request itself": (lambda _, __, query: query, "no reply"),
    "a refusal": (lambda one, _, query: one.reply(query.replace(SHA256, OTHER)), ""),
}


def renumbered(query: bytes) -> bytes:
    """A request over the same bytes that chose another number: its last bytes are the number and a flag."""
    place = len(query) - 5
    return query[:place] + bytes([query[place] ^ 1]) + query[place + 1 :]


@pytest.mark.parametrize(("answer", "why"), ANSWERS.values(), ids=ANSWERS.keys())
def test_a_reply_that_does_not_hold_is_refused_and_nothing_kept(
    authority: Authority, other: Authority, checkpoint: Stamped, answer: Answer, why: str
) -> None:
    there = sorted(checkpoint.base.parent.iterdir())
    with pytest.raises(TimeStampRefused, match=f"does not hold: .*{why}"):
        request(checkpoint, lambda query: answer(authority, other, query), roots_in(authority.root))
    assert sorted(checkpoint.base.parent.iterdir()) == there


@pytest.mark.parametrize("kind", ["mailing", "beside"])
def test_a_certificate_that_is_not_made_for_time_stamps_alone_is_refused(
    tmp_path: Path, authority: Authority, checkpoint: Stamped, kind: str
) -> None:
    """For mail, or not critically so. Openssl stamps with none such, so what it stamped is signed anew."""
    signing = Authority(tmp_path / "signing", "An Authority", kind=kind).made()
    with pytest.raises(TimeStampRefused, match="certificates are for something else"):
        request(checkpoint, partial(signed_anew, authority, signing), roots_in(signing.root))


def test_what_is_signed_anew_with_a_proper_certificate_is_taken(
    tmp_path: Path, authority: Authority, checkpoint: Stamped
) -> None:
    """So it is the certificate that is refused above."""
    signing = Authority(tmp_path / "signing", "An Authority").made()
    request(checkpoint, partial(signed_anew, authority, signing), roots_in(signing.root))


def signed_anew(stamping: Authority, signing: Authority, query: bytes) -> bytes:
    """A reply in which what one authority says is signed by another's key."""
    (signing.folder / "reply").write_bytes(stamping.reply(query))
    signing.openssl("ts", "-reply", "-in", "reply", "-token_out", "-out", "token")
    signing.openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "said")
    signer = ["-signer", "stamps.pem", "-inkey", "stamps.key", "-md", "sha256", "-nosmimecap"]
    kind = ["-econtent_type", "1.2.840.113549.1.9.16.1.4", "-binary", "-nodetach", "-outform", "DER"]
    signing.openssl("cms", "-sign", *signer, *kind, "-in", "said", "-out", "token")
    token = (signing.folder / "token").read_bytes()
    granted = bytes.fromhex("3003020100")
    return b"\x30\x82" + (len(granted) + len(token)).to_bytes(2, "big") + granted + token


def test_a_changed_bit_anywhere_is_refused_or_changes_nothing_that_is_told(
    authority: Authority, roots: list[Certificate], checkpoint: Stamped
) -> None:
    stamp = request(checkpoint, authority.reply, roots)
    content, chance = checkpoint.reply.read_bytes(), random.Random(3161)
    refused = 0
    checkpoint.reply.chmod(0o600)
    for _ in range(150):
        bit = chance.randrange(len(content) * 8)
        turned = bytearray(content)
        turned[bit // 8] ^= 1 << bit % 8
        checkpoint.reply.write_bytes(turned)
        try:
            assert verify(checkpoint, roots) == stamp
        except TimeStampRefused:
            refused += 1
    assert refused > 100


def test_a_checkpoint_that_was_changed_after_it_was_stamped_is_refused(
    authority: Authority, roots: list[Certificate], checkpoint: Stamped
) -> None:
    request(checkpoint, authority.reply, roots)
    changed = Stamped(checkpoint.base, checkpoint.content + b"\n")
    with pytest.raises(TimeStampRefused, match="Mismatch between messages"):
        verify(changed, roots)


def test_another_request_than_the_one_that_was_answered_is_refused(
    authority: Authority, roots: list[Certificate], checkpoint: Stamped
) -> None:
    request(checkpoint, authority.reply, roots)
    checkpoint.query.chmod(0o600)
    checkpoint.query.write_bytes(query_of(checkpoint.content))
    with pytest.raises(TimeStampRefused, match="Nonce"):
        verify(checkpoint, roots)
    assert not authority.accepts(checkpoint.query, checkpoint.reply)
    without = TimestampRequestBuilder().data(checkpoint.content).hash_algorithm(HashAlgorithm.SHA256)
    checkpoint.query.write_bytes(without.nonce(nonce=False).build().as_bytes())
    with pytest.raises(TimeStampRefused, match="chose no number"):
        verify(checkpoint, roots)


def test_a_capture_is_stamped_by_its_bytes(
    file_ledger: Ledger, authority: Authority, roots: list[Certificate], checkpoint: Stamped, tmp_path: Path
) -> None:
    taken = take_capture(file_ledger, tmp_path / "vault", "S1", b"a page", method="saved", actor="Ada")
    folder = tmp_path / "checkpoints"
    stamped = of_capture(folder, tmp_path / "vault", taken.sha256)
    request(stamped, authority.reply, roots)
    request(checkpoint, authority.reply, roots)
    assert list(stamps_in(folder, tmp_path / "vault")) == [checkpoint, stamped]
    assert authority.accepts(stamped.query, stamped.reply)
    place = place_of(tmp_path / "vault", taken.sha256)
    place.chmod(0o600)
    place.write_bytes(b"another")
    with pytest.raises(CaptureMismatch):
        list(stamps_in(folder, tmp_path / "vault"))


def test_what_is_not_there_is_said(
    authority: Authority, roots: list[Certificate], checkpoint: Stamped, tmp_path: Path
) -> None:
    assert list(stamps_in(tmp_path / "checkpoints", tmp_path / "vault")) == []
    with pytest.raises(NotFound, match="no time stamp"):
        verify(checkpoint, roots)
    request(checkpoint, authority.reply, roots)
    checkpoint.base.unlink()
    with pytest.raises(NotFound, match="is not beside it"):
        list(stamps_in(tmp_path / "checkpoints", tmp_path / "vault"))


def test_without_a_root_nobody_is_trusted(tmp_path: Path) -> None:
    with pytest.raises(NoTimeAuthority, match="THROUGHLINE_TSA_ROOTS"):
        roots_in(None)
    (tmp_path / "roots.pem").write_text("none", encoding="utf-8")
    with pytest.raises(NoTimeAuthority, match="PEM"):
        roots_in(tmp_path / "roots.pem")
