"""Time stamps (RFC 3161): an authority's signed word that some bytes existed at a time.

Invariant: a reply is kept only if it holds: its signature, the bytes that it is over, the number that the request
chose at random, and a chain of certificates, the last one made for time stamps, to a root that you trust. It is kept as
it came, beside what it is over, with the request, so that anybody can check both with ``openssl ts -verify``.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client._rust import parse_timestamp_request

from evidence.checkpoint_text import TREES
from evidence.checkpoints import checkpoint_files, write_once
from evidence.errors import NotFound, NoTimeAuthority, TimeStampRefused
from evidence.vault import fetch

QUERY, REPLY = ".tsq", ".tsr"
CAPTURES = "captures"
"""The folder for stamps of captures, beside those of the checkpoints; each is named by the SHA-256."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a stamp is over: its bytes, and the name to which the endings of request and reply are added."""

    base: Path
    content: bytes

    @property
    def query(self) -> Path:
        """The file of the request."""
        return self.base.with_name(self.base.name + QUERY)

    @property
    def reply(self) -> Path:
        """The file of the reply."""
        return self.base.with_name(self.base.name + REPLY)


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a reply says: when (UTC), whose word it is by the certificate, and its number and policy there."""

    file: Path
    time: dt.datetime
    authority: str
    serial: int
    policy: str


def roots_in(file: Path | None) -> list[Certificate]:
    """The certificates that are trusted; raises NoTimeAuthority where there are none."""
    if file is None:
        raise NoTimeAuthority("whom do you trust? THROUGHLINE_TSA_ROOTS names a PEM file with the authority's root")
    try:
        return load_pem_x509_certificates(file.read_bytes())
    except ValueError as error:
        raise NoTimeAuthority(
            f"{file} holds no certificates as PEM: THROUGHLINE_TSA_ROOTS names such a file"
        ) from error


def of_checkpoint(file: Path) -> Stamped:
    """A checkpoint as what is stamped: its file as it stands, signatures included."""
    return Stamped(file, file.read_bytes())


def of_capture(folder: Path, vault: Path, sha256: str) -> Stamped:
    """A capture as what is stamped: its bytes. Raises NotFound or CaptureMismatch where the vault has them not."""
    return Stamped(folder / CAPTURES / sha256, fetch(vault, sha256))


def stamp_files(folder: Path, sha256: str) -> tuple[Path, Path]:
    """Where the request and the reply of a capture's time stamp are, if it has one; ``folder``: of checkpoints."""
    base = folder / CAPTURES / sha256
    return base.with_name(base.name + QUERY), base.with_name(base.name + REPLY)


def replies_over(folder: Path, captures: Iterable[str], checkpoint: Path | None) -> dict[str, bytes]:
    """The replies that are kept, as they came and unchecked: by the SHA-256 of a capture, or as ``checkpoint``."""
    kept = {sha256: stamp_files(folder, sha256)[1] for sha256 in captures}
    kept |= {"checkpoint": checkpoint.with_name(checkpoint.name + REPLY)} if checkpoint else {}
    return {name: file.read_bytes() for name, file in kept.items() if file.is_file()}


def stamps_in(folder: Path, vault: Path) -> Iterator[Stamped]:
    """Everything beside checkpoints that has a reply, in order; raises NotFound where what it is over is gone."""
    for tree in TREES:
        for file in sorted((folder / tree).glob(f"*{REPLY}")):
            base = file.with_name(file.name.removesuffix(REPLY))
            if base not in checkpoint_files(folder, tree):
                raise NotFound(f"what {file} is over is not beside it")
            yield of_checkpoint(base)
    for file in sorted((folder / CAPTURES).glob(f"*{REPLY}")):
        yield of_capture(folder, vault, file.name.removesuffix(REPLY))


def kept_in(folder: Path) -> Iterator[Path]:
    """What has a request or a reply beside checkpoints, whether or not it is there itself: names without an ending."""
    for place in (folder / name for name in (*TREES, CAPTURES)):
        found = {file for ending in (QUERY, REPLY) for file in place.glob(f"*{ending}")}
        yield from sorted({file.with_suffix("") for file in found})


def stamped_at(base: Path, vault: Path) -> Stamped:
    """What a name of ``kept_in`` is of; raises NotFound where it is gone, CaptureMismatch where it was altered."""
    if base.parent.name == CAPTURES:
        return Stamped(base, fetch(vault, base.name))
    if not base.is_file():
        raise NotFound(f"{base} is not there")
    return of_checkpoint(base)


def request(stamped: Stamped, ask: Callable[[bytes], bytes], roots: Sequence[Certificate]) -> TimeStamp:
    """Ask for a stamp and keep it; raises TimeStampRefused where the reply does not hold, and then keeps nothing.

    Raises FileExistsError where there is one already, and what ``ask`` raises.
    """
    if stamped.reply.exists():
        raise FileExistsError(f"there is a time stamp at {stamped.reply} already")
    builder = TimestampRequestBuilder().data(stamped.content).hash_algorithm(HashAlgorithm.SHA256)
    query = builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()
    reply = ask(query)
    stamp = _checked(stamped, query, reply, roots)
    write_once(stamped.query, query)
    write_once(stamped.reply, reply)
    return stamp


def verify(stamped: Stamped, roots: Sequence[Certificate]) -> TimeStamp:
    """What a kept stamp says; raises TimeStampRefused where it does not hold, NotFound where a file is missing."""
    return _checked(stamped, *_kept(stamped), roots)


def match(stamped: Stamped) -> None:
    """What shows without trust in anybody: that request and reply are of one another and of these bytes.

    Raises as ``verify`` does. A forger's reply matches too: only ``verify`` says that a stamp holds.
    """
    query, reply = _kept(stamped)
    with _refusing(stamped):
        number, answered = _of_one_another(query, reply)
        if answered.tst_info.nonce != number:
            raise VerificationError("it answers another request")
        if answered.tst_info.message_imprint.message != hashlib.sha256(stamped.content).digest():
            raise VerificationError("it is over other bytes")


def told(stamped: Stamped) -> TimeStamp:
    """What a kept reply says by its own account, unchecked; raises TimeStampRefused where it is none."""
    with _refusing(stamped):
        return _stamp(stamped, decode_timestamp_response(stamped.reply.read_bytes()))


def _kept(stamped: Stamped) -> tuple[bytes, bytes]:
    """The request and the reply; raises NotFound where one is missing."""
    for file in (stamped.query, stamped.reply):
        if not file.is_file():
            raise NotFound(f"there is no time stamp of {stamped.base}: {file} is not there")
    return stamped.query.read_bytes(), stamped.reply.read_bytes()


def _of_one_another(query: bytes, reply: bytes) -> tuple[int, TimeStampResponse]:
    """The number that the request chose, and the reply, over the same bytes as the request."""
    asked, answered = parse_timestamp_request(query), decode_timestamp_response(reply)
    if asked.nonce is None:
        raise VerificationError("the request chose no number")
    if asked.message_imprint.message != answered.tst_info.message_imprint.message:
        raise VerificationError("it is over other bytes than the request")
    return asked.nonce, answered


def _checked(stamped: Stamped, query: bytes, reply: bytes, roots: Sequence[Certificate]) -> TimeStamp:
    with _refusing(stamped):
        number, answered = _of_one_another(query, reply)
        builder = VerifierBuilder().nonce(number)
        for root in roots:
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(answered, stamped.content)
        return _stamp(stamped, answered)


@contextmanager
def _refusing(stamped: Stamped) -> Iterator[None]:
    try:
        yield
    except (VerificationError, ValueError, OverflowError) as error:
        raise TimeStampRefused(f"the time stamp of {stamped.base} does not hold: {_why(error)}") from error


def _why(error: Exception) -> str:
    if not isinstance(error, VerificationError):
        return "it is no reply to a request"
    told = str(error)
    if told.startswith("Error while verifying certificates"):  # what follows is OpenSSL's own list of errors
        return "its signature is none, or its certificates are for something else or lead to no root that you trust"
    return told


def _stamp(stamped: Stamped, answered: TimeStampResponse) -> TimeStamp:
    info = answered.tst_info
    certificates = [load_der_x509_certificate(one) for one in answered.signed_data.certificates]
    signers = {(one.issuer, one.serial_number) for one in answered.signed_data.signer_infos}
    names = [one.subject.rfc4514_string() for one in certificates if (one.issuer, one.serial_number) in signers]
    time = info.gen_time.astimezone(dt.UTC)
    return TimeStamp(stamped.reply, time, "; ".join(names), info.serial_number, info.policy.dotted_string)
