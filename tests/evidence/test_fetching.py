"""Fetching: to the machine that was checked, no further, and within limits. Each guard has a server that tries it."""

import gzip
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evidence.errors import AddressRefused, FetchFailed
from evidence.fetching import Fetched, Limits, WayOut, fetch_address
from tests.evidence.web_servers import PUBLIC, Answer, Lines, certificate, head_then, leads_to, page, serving

SHORT = Limits(size=1 << 20, seconds=0.5, redirects=3)


@contextmanager
def lines(answer: Answer, names: dict[str, list[list[str]]] | None = None) -> Iterator[Lines]:
    with serving(answer) as server:
        yield Lines(server, dict(names or {}))


def fetched(answer: Answer, limits: Limits = SHORT, address: str = "http://a.org/page") -> Fetched:
    with lines(answer) as line:
        return fetch_address(address, limits=limits, way=line.way())


def test_what_is_there_comes_with_its_headers_but_no_cookie() -> None:
    sent = page(
        b"<p>Hello", "Content-Type: text/html; charset=utf-8", "Set-Cookie: key=secret", "X-Twice: a", "X-Twice: b"
    )
    came = fetched(sent)
    assert (came.content, came.address, came.led_to) == (b"<p>Hello", "http://a.org/page", ())
    assert came.media_type == "text/html; charset=utf-8"
    assert [one for one in came.headers if one[0] == "X-Twice"] == [("X-Twice", "a"), ("X-Twice", "b")]
    assert "secret" not in repr(came)


def test_what_is_sent_says_nothing_of_who_asks() -> None:
    with lines(page(b"")) as line:
        fetch_address("http://a.org/page?q=1#part", limits=SHORT, way=line.way())
        (head,) = line.server.requests
    first, *headers = head.strip().split("\r\n")
    assert first == "GET /page?q=1 HTTP/1.1"
    assert {header.split(":")[0] for header in headers} == {
        "Host",
        "Accept-Encoding",
        "User-Agent",
        "Accept",
        "Connection",
    }


def test_the_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetched(page(b"here")).content == b"here"


@pytest.mark.parametrize(
    "machine", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"]
)
def test_a_name_that_leads_to_a_machine_that_is_not_public_is_not_connected_to(machine: str) -> None:
    with lines(page(b"secret"), {"a.org": [[machine]]}) as line:
        with pytest.raises(AddressRefused, match="not on the public internet"):
            fetch_address("http://a.org/", limits=SHORT, way=line.way())
        assert line.dialled == []


def test_the_machines_own_way_out_does_not_lead_to_loopback() -> None:
    with serving(page(b"secret")) as server:
        for host in ("127.0.0.1", "localhost", "[::1]", "127.1", "2130706433"):
            with pytest.raises(AddressRefused):
                fetch_address(f"http://{host}:8080/", limits=SHORT)
        assert server.requests == []


def test_a_name_that_leads_elsewhere_a_moment_later_is_asked_where_it_was_checked() -> None:
    with lines(page(b"here"), {"a.org": [[PUBLIC], ["127.0.0.1"]]}) as line:
        fetch_address("http://a.org/", limits=SHORT, way=line.way())
        assert line.resolved == ["a.org"]
        assert line.dialled == [(PUBLIC, 80)]


def test_a_redirect_to_the_same_name_is_looked_up_and_checked_again() -> None:
    with lines(leads_to("/b"), {"a.org": [[PUBLIC], ["127.0.0.1"]]}) as line:
        with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
            fetch_address("http://a.org/a", limits=SHORT, way=line.way())
        assert line.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "there", ["http://inner.org/", "http://169.254.169.254/latest", "file:///etc/passwd", "http://a.org:22"]
)
def test_a_redirect_to_what_may_not_be_asked_is_refused(there: str) -> None:
    names = {"inner.org": [["192.168.0.1"]], "169.254.169.254": [["169.254.169.254"]]}
    with lines(leads_to(there), names) as line:
        with pytest.raises(AddressRefused):
            fetch_address("http://a.org/", limits=SHORT, way=line.way())
        assert line.dialled == [(PUBLIC, 80)]


def test_redirects_are_followed_and_named_up_to_the_limit() -> None:
    def answer(line: socket.socket, asked: str) -> None:
        number = int(asked.split()[1].strip("/"))
        (page(b"end") if number == 3 else leads_to(f"/{number + 1}"))(line, asked)

    came = fetched(answer, address="http://a.org/0")
    assert (came.content, came.address) == (b"end", "http://a.org/0")
    assert came.led_to == ("http://a.org/1", "http://a.org/2", "http://a.org/3")
    with pytest.raises(FetchFailed, match="more than 2 times"):
        fetched(answer, Limits(redirects=2, seconds=5), "http://a.org/0")


def endless(line: socket.socket) -> None:
    while True:
        line.sendall(bytes(1 << 16))


def drip(line: socket.socket) -> None:
    line.settimeout(0.05)
    while True:
        line.sendall(b"a")
        try:
            if not line.recv(1):
                return
        except TimeoutError:
            continue


def test_a_body_without_end_is_left_at_the_limit() -> None:
    with pytest.raises(FetchFailed, match="more than 1048576 bytes"):
        fetched(head_then(endless), Limits(size=1 << 20, seconds=5))


@pytest.mark.parametrize("headers", [("Content-Length: 1000000",), ()])
def test_a_body_that_comes_a_byte_at_a_time_is_left_when_the_time_is_over(headers: tuple[str, ...]) -> None:
    with pytest.raises(FetchFailed, match=r"within 0\.5 seconds"):
        fetched(head_then(drip, *headers))


def test_headers_that_come_a_byte_at_a_time_are_left_when_the_time_is_over() -> None:
    with pytest.raises(FetchFailed, match=r"within 0\.5 seconds"):
        fetched(lambda line, _: drip(line))


def test_a_handshake_that_comes_to_no_end_is_left_when_the_time_is_over() -> None:
    def answer(line: socket.socket, _: str) -> None:
        drip(line)

    with serving(answer) as server, pytest.raises(FetchFailed):
        fetch_address("https://a.org/", limits=SHORT, way=Lines(server).way())


@pytest.mark.parametrize(("packing", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_what_was_sent_packed_is_unpacked_up_to_the_limit(packing: str, pack: object) -> None:
    assert callable(pack)
    headers = f"Content-Encoding: {packing}"
    assert fetched(page(pack(b"words " * 1000), headers)).content == b"words " * 1000
    with pytest.raises(FetchFailed, match="more than 1048576 bytes"):
        fetched(page(pack(bytes(SHORT.size + 1)), headers))


def test_several_packed_parts_one_after_another_are_one_page() -> None:
    body = gzip.compress(b"first " * 20_000) + gzip.compress(b"second")
    assert fetched(page(body, "Content-Encoding: gzip")).content == b"first " * 20_000 + b"second"
    with pytest.raises(FetchFailed):
        fetched(page(body[:-4], "Content-Encoding: gzip"))
    with pytest.raises(FetchFailed, match="more than"):
        fetched(page(gzip.compress(b"a") + gzip.compress(bytes(SHORT.size)), "Content-Encoding: gzip"))


def test_a_packing_that_is_not_read_is_refused() -> None:
    with pytest.raises(FetchFailed, match="packed as br"):
        fetched(page(b"x", "Content-Encoding: br"))


@pytest.mark.parametrize(
    "answer",
    [
        head_then(lambda line: line.sendall(b"half"), "Content-Length: 8"),
        head_then(lambda line: line.sendall(b"8\r\nhalf"), "Transfer-Encoding: chunked"),
        page(gzip.compress(b"whole")[:-4], "Content-Encoding: gzip"),
        page(b"not packed", "Content-Encoding: gzip"),
        head_then(lambda line: line.sendall(b"x" * 100_000), "X-Long: " + "a" * 70_000),
        lambda line, _: line.sendall(b"SSH-2.0\r\n"),
        lambda line, _: None,
        page(b"gone", status="404 Not Found"),
        page(b"", status="302 Found"),
    ],
)
def test_what_is_not_whole_or_no_page_is_not_handed_out(answer: Answer) -> None:
    with pytest.raises(FetchFailed):
        fetched(answer)


def test_a_name_that_nobody_knows_and_a_machine_that_does_not_answer_are_told() -> None:
    def refuse(machine: str, port: int, seconds: float) -> socket.socket:
        raise ConnectionRefusedError

    with pytest.raises(FetchFailed, match="no machine takes"):
        fetch_address("http://a.org/", limits=SHORT, way=WayOut(lambda host, port: [PUBLIC], refuse))
    with pytest.raises(FetchFailed, match="no machine is known"):
        fetch_address("http://nobody.invalid/", limits=SHORT)


def test_tls_is_checked_against_the_name_though_the_address_is_pinned(tmp_path: Path) -> None:
    tls, trusting = certificate(tmp_path, "a.org")
    with serving(page(b"sealed"), tls) as server:
        line = Lines(server, trust=lambda: trusting)
        assert fetch_address("https://a.org/", limits=SHORT, way=line.way()).content == b"sealed"
        assert line.dialled == [(PUBLIC, 443)]
        for trust, host in ((lambda: trusting, "b.org"), (ssl.create_default_context, "a.org")):
            with pytest.raises(FetchFailed, match="certificate"):
                fetch_address(f"https://{host}/", limits=SHORT, way=Lines(server, trust=trust).way())
