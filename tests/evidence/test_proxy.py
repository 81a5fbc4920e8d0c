"""The proxy: everything goes to it, name lookups too, and its login to nobody else."""

import socket
from pathlib import Path

import pytest

from evidence.errors import AddressRefused, FetchFailed, ProxyMisconfigured
from evidence.fetching import Limits, fetch_address
from evidence.proxy import Proxy, parse_proxy
from tests.evidence.web_servers import Lines, certificate, page, read_head, serving

SHORT = Limits(seconds=5)
PROXY = parse_proxy("http://ada:word%20@proxy.example:3128")


def test_a_proxy_is_an_address_with_a_port_and_perhaps_a_login() -> None:
    assert parse_proxy("http://127.0.0.1:8118") == Proxy("127.0.0.1", 8118)
    assert PROXY.headers == {"Proxy-Authorization": "Basic YWRhOndvcmQg"}
    assert "YWRhOndvcmQg" not in repr(PROXY)


@pytest.mark.parametrize(
    "text",
    ["proxy:3128", "http://proxy", "https://word@proxy:1", "socks5://proxy:1", "http://p:word", "http://p:1/word"],
)
def test_what_is_no_proxy_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ProxyMisconfigured) as refused:
        parse_proxy(text)
    assert text not in str(refused.value)


def test_everything_goes_to_the_proxy_which_looks_the_name_up() -> None:
    with serving(page(b"through")) as server:
        line = Lines(server)
        assert fetch_address("http://a.org/b", proxy=PROXY, limits=SHORT, way=line.way()).content == b"through"
    assert line.dialled == [("proxy.example", 3128)]
    assert line.resolved == []
    assert server.requests[0].startswith("GET http://a.org/b HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic YWRhOndvcmQg\r\n" in server.requests[0]


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://localhost/", "https://[::ffff:10.0.0.1]/"])
def test_a_proxy_is_no_way_to_machines_that_are_not_public(address: str) -> None:
    with serving(page(b"secret")) as server:
        line = Lines(server)
        with pytest.raises(AddressRefused):
            fetch_address(address, proxy=PROXY, limits=SHORT, way=line.way())
    assert line.dialled == []


def test_tls_goes_through_a_tunnel_and_the_login_stays_outside(tmp_path: Path) -> None:
    tls, trusting = certificate(tmp_path, "a.org")
    inner: list[str] = []

    def answer(line: socket.socket, asked: str) -> None:
        assert asked == "CONNECT a.org:443 HTTP/1.1"
        line.sendall(b"HTTP/1.1 200 Connection established\r\nX-By: proxy\r\n\r\n")
        with tls.wrap_socket(line, server_side=True) as sealed:
            inner.append(read_head(sealed))
            page(b"sealed")(sealed, asked)

    with serving(answer) as server:
        line = Lines(server, trust=lambda: trusting)
        assert fetch_address("https://a.org/", proxy=PROXY, limits=SHORT, way=line.way()).content == b"sealed"
    assert "Proxy-Authorization" in server.requests[0]
    assert "Proxy-Authorization" not in inner[0]
    assert line.dialled == [("proxy.example", 3128)]


@pytest.mark.parametrize("answer", [b"HTTP/1.1 403 Forbidden\r\n\r\n", b"", b"nonsense\r\n\r\n", b"a" * 20_000])
def test_a_proxy_that_does_not_lead_on_is_told(answer: bytes) -> None:
    with (
        serving(lambda line, _: line.sendall(answer)) as server,
        pytest.raises(FetchFailed, match="the proxy does not"),
    ):
        fetch_address("https://a.org/", proxy=PROXY, limits=SHORT, way=Lines(server).way())
