"""Fetching one address: what is sent is what was asked for, and to no machine but the one that was checked.

Invariant: every connection goes to an IP address that was looked up and checked for exactly that request, redirects
included; where a proxy is configured, everything goes to it, name lookups too. Time, size (as sent and as unpacked)
and redirects have limits; past one of them nothing is handed out. No cookie, login or referrer is sent.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from evidence.errors import FetchFailed
from evidence.proxy import Proxy, tunnel
from evidence.web_address import WebAddress, check_machines, check_unresolved, parse_web_address

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PART = 1 << 16
_AGENT = "Mozilla/5.0 (compatible)"
"""Says nothing of who asks."""
_SECRET = frozenset({"set-cookie", "set-cookie2"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take: bytes (as sent, and as unpacked), seconds in all, redirects."""

    size: int = 100 * 1024 * 1024
    seconds: float = 60.0
    redirects: int = 10


def _machines(host: str, port: int) -> list[str]:
    """The IP addresses that a name leads to."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"no machine is known under the name {host}") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _dial(machine: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((machine, port), seconds)


@dataclass(frozen=True, slots=True)
class WayOut:
    """How names are looked up, connections made and certificates checked; the machine's own way, unless said."""

    resolve: Callable[[str, int], list[str]] = _machines
    dial: Callable[[str, int, float], socket.socket] = _dial
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the body (unpacked, where it was sent packed), and the headers that came with it, in order.

    ``led_to`` are the addresses of the redirects that were followed, in order.
    """

    content: bytes
    address: str
    led_to: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    media_type: str | None


def fetch_address(
    text: str, *, proxy: Proxy | None = None, limits: Limits | None = None, way: WayOut | None = None
) -> Fetched:
    """Fetch what is at an address.

    Raises AddressRefused for an address that is not asked, FetchFailed where nothing came, or not within the limits.
    """
    limits = limits or Limits()
    with _Clock(limits.seconds) as clock:
        run = _Run(limits, way or WayOut(), proxy, clock)
        try:
            return run.follow(parse_web_address(text))
        except (OSError, http.client.HTTPException, zlib.error) as error:
            if clock.over:
                raise FetchFailed(f"it did not come within {limits.seconds:g} seconds") from error
            raise FetchFailed(f"the server did not answer as it should: {_told(error)}") from error


@dataclass(slots=True)
class _Clock:
    """Ends a fetch when its time is over, whatever it is waiting for.

    A time-out of a socket begins anew with each byte, so it is no limit for a server that sends one a second.
    """

    seconds: float
    over: bool = False
    _line: socket.socket | None = None
    _timer: threading.Timer = field(init=False)
    _end: float = field(init=False)

    def __enter__(self) -> "_Clock":
        self._end = time.monotonic() + self.seconds
        self._timer = threading.Timer(self.seconds, self._stop)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._line is not None:
            self._line.close()

    def left(self) -> float:
        """Seconds that are left; raises FetchFailed where there are none."""
        left = self._end - time.monotonic()
        if left <= 0 or self.over:
            raise FetchFailed(f"it did not come within {self.seconds:g} seconds")
        return left

    def watch(self, line: socket.socket) -> None:
        """Cut this connection when the time is over, under whatever layers it goes on."""
        if self._line is not None:
            self._line.close()
        self._line = line.dup()
        self.left()

    def _stop(self) -> None:
        self.over = True
        if self._line is not None:
            try:
                self._line.shutdown(socket.SHUT_RDWR)
            except OSError:  # closed already: there is nothing to cut
                return


@dataclass(slots=True)
class _Run:
    limits: Limits
    way: WayOut
    proxy: Proxy | None
    clock: _Clock

    def follow(self, asked: WebAddress) -> Fetched:
        address, led_to = asked, list[str]()
        while True:
            answer = self._ask(address)
            if not isinstance(answer, WebAddress):
                return Fetched(answer.content, str(asked), tuple(led_to), answer.headers, answer.media_type)
            address = answer
            led_to.append(str(address))
            if len(led_to) > self.limits.redirects:
                raise FetchFailed(f"it leads on more than {self.limits.redirects} times")

    def _ask(self, address: WebAddress) -> "WebAddress | Fetched":
        """What is at one address, or the address that it leads to."""
        with self._connected(address) as line:
            connection = http.client.HTTPConnection(address.host, address.port)
            connection.sock = line
            absolute = self.proxy is not None and address.scheme == "http"
            sent = self.proxy.headers if self.proxy and absolute else {}
            connection.request(
                "GET",
                str(address) if absolute else address.target,
                headers={"User-Agent": _AGENT, "Accept": "*/*", "Connection": "close", **sent},
            )
            with connection.getresponse() as response:
                return self._answer(address, response)

    def _answer(self, address: WebAddress, response: http.client.HTTPResponse) -> "WebAddress | Fetched":
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            return address.led(_one_line(location))
        if response.status != http.HTTPStatus.OK:
            raise FetchFailed(f"the server answered {response.status}, and with no page to keep")
        content = b"".join(self._unpacked(response))
        return Fetched(
            content, str(address), (), kept_headers(response.getheaders()), response.getheader("Content-Type")
        )

    def _connected(self, address: WebAddress) -> socket.socket:
        """A line to the machine that was checked, or to the proxy; with TLS where the address asks for it."""
        with ExitStack() as opened:
            line = opened.enter_context(self._dialled_for(address))
            if self.proxy and address.scheme == "https":
                tunnel(line, self.proxy, address)
            if address.scheme == "https":
                line = self.way.trust().wrap_socket(line, server_hostname=address.host)
            opened.pop_all()
            return line

    def _dialled_for(self, address: WebAddress) -> socket.socket:
        if self.proxy is None:
            return self._dialled(self._checked(address), address.port)
        check_unresolved(address)
        return self._dialled([self.proxy.host], self.proxy.port)

    def _checked(self, address: WebAddress) -> list[str]:
        machines = self.way.resolve(address.host, address.port)
        check_machines(address.host, machines)
        return machines

    def _dialled(self, machines: Sequence[str], port: int) -> socket.socket:
        """A line to the first of these machines that takes it."""
        refused: OSError | None = None
        for machine in machines:
            try:
                line = self.way.dial(machine, port, self.clock.left())
            except OSError as error:
                refused = error
            else:
                self.clock.watch(line)
                return line
        raise FetchFailed("no machine takes the connection") from refused

    def _unpacked(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        """The body in parts, unpacked; raises FetchFailed as soon as there is more than the limit."""
        packing = (response.getheader("Content-Encoding") or "identity").strip().lower()
        if packing == "identity":
            yield from self._sent(response)
        elif packing in ("gzip", "x-gzip", "deflate"):
            yield from self._inflated(response)
        else:
            raise FetchFailed(f"it was sent packed as {packing[:40]}, which was not asked for and is not read")

    def _sent(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        size = 0
        while part := response.read1(_PART):
            size += len(part)
            self._limit(size)
            yield part
        self.clock.left()
        if response.length:
            raise FetchFailed("the connection ended before all of it was sent")

    def _inflated(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        packed, size = zlib.decompressobj(zlib.MAX_WBITS | 32), 0
        for part in self._sent(response):
            while part:
                if packed.eof:  # RFC 1952 lets several packed members follow each other
                    packed = zlib.decompressobj(zlib.MAX_WBITS | 32)
                plain = packed.decompress(part, _PART)
                part = packed.unconsumed_tail or packed.unused_data  # noqa: PLW2901 -- what is left of it
                size += len(plain)
                self._limit(size)
                yield plain
        if not packed.eof:
            raise FetchFailed("the connection ended before all of it was sent")

    def _limit(self, size: int) -> None:
        if size > self.limits.size:
            raise FetchFailed(f"it has more than {self.limits.size} bytes")


def kept_headers(headers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The headers that are kept: a cookie is a key to somebody's session, and goes no further."""
    return tuple((name, _one_line(value)) for name, value in headers if name.lower() not in _SECRET)


def _one_line(value: str) -> str:
    return "".join(char if char.isprintable() else " " for char in value).strip()


def _told(error: Exception) -> str:
    """What went wrong, in words that hold nothing of what was sent."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return "it is silent"
    return type(error).__name__
