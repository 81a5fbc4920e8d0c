"""Servers on loopback for the tests of fetching, and a way out that leads to them.

Nothing in the program lets loopback pass: the names here lead to public addresses, which are checked as ever, and only
the last step, the connection itself, is made to the test's own server.
"""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from evidence.fetching import WayOut

PUBLIC = "93.184.216.34"

Answer = Callable[[socket.socket, str], None]
"""Writes to a connection, given the first line of the request."""


def page(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    """An answer that is whole."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""])
    return lambda line, _: line.sendall(head.encode() + body)


def leads_to(address: str) -> Answer:
    return page(b"", f"Location: {address}", status="302 Found")


def head_then(write: Callable[[socket.socket], None], *headers: str) -> Answer:
    """An answer whose body is written by hand."""
    head = "\r\n".join(["HTTP/1.1 200 OK", *headers, "", ""]).encode()

    def answer(line: socket.socket, _: str) -> None:
        line.sendall(head)
        write(line)

    return answer


@dataclass
class Server:
    """A server that runs: its port, and what it was sent, up to the end of the headers."""

    port: int
    requests: list[str] = field(default_factory=list)


@contextmanager
def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server on a free port of loopback that gives every connection this answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1])
        thread = threading.Thread(target=_accept, args=(listening, server, answer, tls))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _accept(listening: socket.socket, server: Server, answer: Answer, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line:
            try:
                with tls.wrap_socket(line, server_side=True) if tls else line as plain:
                    server.requests.append(read_head(plain))
                    answer(plain, server.requests[-1].split("\r\n", 1)[0])
            except OSError:  # who asked has gone
                continue


def read_head(line: socket.socket) -> str:
    """What is sent up to the empty line."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        part = line.recv(1)
        if not part:
            break
        head += part
    return head.decode("latin-1")


@dataclass
class Lines:
    """A way out to a server of the tests; ``dialled`` and ``resolved`` say what was asked of it."""

    server: Server
    names: dict[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    """What a name leads to, at the first lookup, the second and so on; the last one stays."""
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    dialled: list[tuple[str, int]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)

    def way(self) -> WayOut:
        return WayOut(self._resolve, self._dial, self.trust)

    def _resolve(self, host: str, port: int) -> list[str]:
        answers = self.names.get(host, [[PUBLIC]])
        self.resolved.append(host)
        return list(answers[min(self.resolved.count(host), len(answers)) - 1])

    def _dial(self, machine: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((machine, port))
        return socket.create_connection(("127.0.0.1", self.server.port), seconds)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The contexts of a server of that name with a certificate of its own, and of somebody who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))
