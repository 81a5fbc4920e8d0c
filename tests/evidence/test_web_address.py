"""Which addresses may be asked for, and which machines they may lead to."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import AddressRefused
from evidence.web_address import check_machines, check_unresolved, is_public, is_web_address, parse_web_address

NOT_PUBLIC = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.31.255.255",
    "192.0.0.170",
    "192.168.1.1",
    "198.19.0.1",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "3fff::1",
    "100::1",
    "5f00::1",
    "localhost",
    "127.1",
]


@pytest.mark.parametrize("machine", NOT_PUBLIC)
def test_what_is_special_is_not_public(machine: str) -> None:
    assert not is_public(machine)


@pytest.mark.parametrize("machine", ["8.8.8.8", "93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:4700::1111"])
def test_what_is_anybodys_is_public(machine: str) -> None:
    assert is_public(machine)


@given(st.ip_addresses())
def test_no_more_is_public_than_what_the_standard_library_calls_global(
    machine: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert machine.is_global or not is_public(str(machine))


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_passes_in_the_dress_of_ipv6(inner: ipaddress.IPv4Address) -> None:
    for around in ("::ffff:0:0", "64:ff9b::", "::"):
        assert not is_public(str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(around)) + int(inner))))
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) + (int(inner) << 80))))


def test_one_machine_that_is_not_public_is_enough_to_refuse_the_name() -> None:
    check_machines("a.org", ["8.8.8.8"])
    for machines in (["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"], []):
        with pytest.raises(AddressRefused):
            check_machines("a.org", machines)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://a.org/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://a.org", "only http and https"),
        ("http://a.org:22/", "port 22"),
        ("http://a.org:99999/", "cannot be read"),
        ("http://ada:word@a.org/", "login"),
        ("http://ada@a.org/", "login"),
        ("http:///page", "no host"),
        ("http://a.org/\r\nX: y", "control character"),
        ("http://a.org/ b", "no space"),
        ("http://[::1/", "cannot be read"),
        ("http://" + "ä" * 70 + ".org/", "no name"),
        ("http://a.org/" + "a" * 8_000, "8,000"),
    ],
)
def test_what_may_not_be_asked_for_is_refused_with_the_reason(address: str, reason: str) -> None:
    with pytest.raises(AddressRefused, match=reason) as refused:
        parse_web_address(address)
    assert "word" not in str(refused.value)


def test_an_address_is_kept_in_the_form_in_which_it_is_asked_for() -> None:
    assert str(parse_web_address("HTTPS://Bücher.example/ä b".replace(" ", "%20"))) == (
        "https://xn--bcher-kva.example/%C3%A4%20b"
    )
    assert str(parse_web_address("http://a.org:8080?q=公安#part")) == "http://a.org:8080/?q=%E5%85%AC%E5%AE%89"
    assert str(parse_web_address("http://[2606:4700::1111]/")) == "http://[2606:4700::1111]/"


def test_a_redirect_is_read_from_where_it_stands_and_judged_as_any_other() -> None:
    here = parse_web_address("https://a.org/b/c")
    assert str(here.led("../d")) == "https://a.org/d"
    with pytest.raises(AddressRefused):
        here.led("file:///etc/passwd")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "localhost", "printer", "a.local"]
)
def test_a_host_that_a_proxy_would_look_up_is_judged_by_what_its_name_tells(host: str) -> None:
    with pytest.raises(AddressRefused):
        check_unresolved(parse_web_address(f"http://{host}/"))
    check_unresolved(parse_web_address("http://a.org/"))
    check_unresolved(parse_web_address("http://8.8.8.8/"))


def test_only_what_names_a_scheme_is_meant_as_an_address() -> None:
    assert is_web_address("ftp://a.org")
    assert not is_web_address("saved/a.org.html")
