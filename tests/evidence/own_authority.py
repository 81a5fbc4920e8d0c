"""A time stamp authority of the tests' own: openssl's, behind an HTTP server on loopback."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

LEFT_OUT = "time stamps of an authority of the tests' own; enable: install openssl (Debian: apt-get install openssl)"

CONFIGURATION = """
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = {name}
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ stamping ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ mailing ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, emailProtection
[ beside ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = timeStamping
[ tsa ]
default_tsa = authority
[ authority ]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    """A root, and a certificate that it made for time stamps (or for something else), in a folder."""

    folder: Path
    name: str
    kind: str = "stamping"

    def made(self) -> "Authority":
        """Make keys and certificates."""
        self.folder.mkdir(parents=True)
        settings = CONFIGURATION.format(name=self.name, folder=self.folder)
        (self.folder / "openssl.cnf").write_text(settings, encoding="utf-8")
        (self.folder / "serial").write_text("01\n", encoding="utf-8")
        new = ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "openssl.cnf"]
        self.openssl(*new, "-x509", "-extensions", "root", "-days", "30", "-keyout", "root.key", "-out", "root.pem")
        self.openssl(*new, "-subj", f"/CN={self.name} stamps", "-keyout", "stamps.key", "-out", "stamps.csr")
        signed_by = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30"]
        extensions = ["-extfile", "openssl.cnf", "-extensions", self.kind]
        self.openssl("x509", "-req", "-in", "stamps.csr", *signed_by, *extensions, "-out", "stamps.pem")
        return self

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def reply(self, query: bytes) -> bytes:
        """What openssl answers to a request."""
        (self.folder / "query").write_bytes(query)
        signer = ["-signer", "stamps.pem", "-inkey", "stamps.key", "-config", "openssl.cnf", "-section", "authority"]
        self.openssl("ts", "-reply", "-queryfile", "query", *signer, "-out", "reply")
        return (self.folder / "reply").read_bytes()

    def openssl(self, *arguments: str) -> str:
        """Run openssl in the folder; raises CalledProcessError where it refuses."""
        program = shutil.which("openssl")
        if program is None:
            pytest.skip(LEFT_OUT)
        ran = subprocess.run([program, *arguments], cwd=self.folder, check=True, capture_output=True, text=True)
        return ran.stdout + ran.stderr

    def accepts(self, query: Path, reply: Path) -> bool:
        """Whether openssl, told of this root, accepts a reply to a request."""
        try:
            told = self.openssl("ts", "-verify", "-queryfile", str(query), "-in", str(reply), "-CAfile", str(self.root))
        except subprocess.CalledProcessError:
            return False
        return "Verification: OK" in told


@dataclass
class Door:
    """What an HTTP server answers, and what it was asked; ``path`` is the part of an address that stands for it."""

    answer: Callable[[bytes], bytes]
    kind: str = "application/timestamp-reply"
    status: int = 200
    location: str | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """(path as the client wrote it, content type) of each request."""
    logins: list[str | None] = field(default_factory=list)
    """What each request logged in to a proxy with."""


@contextmanager
def serving(door: Door) -> Iterator[str]:
    """A server on a free port of loopback; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            door.asked.append((self.path, self.headers["Content-Type"]))
            door.logins.append(self.headers["Proxy-Authorization"])
            reply = door.answer(query)
            self.send_response(door.status)
            self.send_header("Content-Type", door.kind)
            self.send_header("Content-Length", str(len(reply)))
            if door.location:
                self.send_header("Location", door.location)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/stamp"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
