"""The proxy through which everything goes that is fetched, where one is configured.

Invariant: its login is sent to it alone, and stands in no message.
"""

import base64
import socket
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from evidence.errors import FetchFailed, ProxyMisconfigured
from evidence.web_address import WebAddress

_LONGEST_ANSWER = 1 << 14


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where the proxy is, and the headers that log in there."""

    host: str
    port: int
    headers: dict[str, str] = field(default_factory=dict, repr=False)


def parse_proxy(text: str) -> Proxy:
    """Read ``http://[USER:PASSWORD@]HOST:PORT``; raises ProxyMisconfigured, which repeats nothing of it."""
    wrong = ProxyMisconfigured("THROUGHLINE_PROXY is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, and no other")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme != "http" or not host or not port or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise wrong
    if parts.username is None:
        return Proxy(host, port)
    login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return Proxy(host, port, {"Proxy-Authorization": f"Basic {base64.b64encode(login).decode()}"})


def tunnel(line: socket.socket, proxy: Proxy, address: WebAddress) -> None:
    """Have the proxy lead a connection on to an address; raises FetchFailed where it does not."""
    place = f"[{address.host}]:{address.port}" if ":" in address.host else f"{address.host}:{address.port}"
    sent = [f"CONNECT {place} HTTP/1.1", f"Host: {place}", *(f"{name}: {one}" for name, one in proxy.headers.items())]
    line.sendall("\r\n".join([*sent, "", ""]).encode("ascii"))
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        # Byte by byte: what follows the answer belongs to the server behind.
        byte = line.recv(1)
        answer += byte
        if not byte or len(answer) > _LONGEST_ANSWER:
            raise FetchFailed("the proxy does not answer as one")
    status = answer.partition(b" ")[2][:3]
    if status != b"200":
        raise FetchFailed(f"the proxy does not lead there: it answered {status.decode('latin-1')!r}")
