"""Asking an authority: what it answers is taken, nothing else goes out, and every failure is one clear refusal."""

import socket

import pytest

from evidence import time_authority
from evidence.errors import NoTimeAuthority, ProxyMisconfigured
from evidence.time_authority import ask
from tests.evidence.own_authority import Door, serving


def test_a_request_is_sent_as_it_is_and_the_reply_comes_back_as_it_is() -> None:
    door = Door(lambda query: query[::-1])
    with serving(door) as address:
        assert ask(address, b"question") == b"noitseuq"
    assert door.asked == [("/stamp", "application/timestamp-query")]


def test_the_proxy_is_asked_with_its_login_and_nobody_else() -> None:
    proxy = Door(lambda _: b"by the proxy")
    with serving(proxy) as address:
        place = address.removeprefix("http://").removesuffix("/stamp")
        assert ask("http://authority.example/stamp", b"question", f"http://ada:secret@{place}") == b"by the proxy"
    assert [path for path, _ in proxy.asked] == ["http://authority.example/stamp"]
    assert proxy.logins == ["Basic YWRhOnNlY3JldA=="]


@pytest.mark.parametrize("name", ["http_proxy", "all_proxy"])
def test_a_proxy_that_only_the_environment_names_is_not_asked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(Door(lambda _: b"the authority")) as address:
        assert ask(address, b"question") == b"the authority"


def test_a_proxy_is_not_gone_round_because_the_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with serving(Door(lambda _: b"by the proxy")) as address:
        between = address.removesuffix("/stamp")
        assert ask("http://authority.example/stamp", b"question", between) == b"by the proxy"


def test_a_proxy_that_cannot_be_read_is_refused_and_not_repeated() -> None:
    with pytest.raises(ProxyMisconfigured) as refused:
        ask("http://authority.example/stamp", b"question", "socks5://ada:secret@between")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("door", "why"),
    [
        (Door(lambda _: b"busy", status=503), "answered 503"),
        (Door(lambda _: b"<html>", kind="text/html"), "is no time stamp authority"),
        (Door(lambda _: bytes(1 << 20) + b"1"), "is no time stamp authority"),
    ],
)
def test_an_answer_that_is_no_reply_is_refused(door: Door, why: str) -> None:
    with serving(door) as address, pytest.raises(NoTimeAuthority, match=why):
        ask(address, b"question")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    elsewhere = Door(lambda _: b"elsewhere")
    with serving(elsewhere) as other:
        door = Door(lambda _: b"", status=status, location=other)
        with serving(door) as address, pytest.raises(NoTimeAuthority, match=f"answered {status}"):
            ask(address, b"question")
    assert elsewhere.asked == []


def test_where_nobody_answers_it_is_said_without_the_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://user:s3cret@127.0.0.1:{taken.getsockname()[1]}/s3cret"
        with pytest.raises(NoTimeAuthority, match="cannot be reached") as refused:
            ask(address, b"question")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://a.example", "http://", "http://[", "a.example"])
def test_an_address_that_is_none_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(NoTimeAuthority, match="THROUGHLINE_TSA is the address"):
        ask(address, b"question")


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_authority, "SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(NoTimeAuthority, match="cannot be reached"):
            ask(f"http://127.0.0.1:{silent.getsockname()[1]}/", b"question")
