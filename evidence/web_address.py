"""Addresses on the web: which may be asked for, and which machines they may lead to.

Invariant: an address passes only if it is http or https on a port of the list, carries no login, and every machine
that it leads to is on the public internet. What is special in IANA's registries (loopback, private, link-local,
shared, reserved, multicast, for documentation) is refused, and so is every form in which IPv6 carries an IPv4
address (mapped, NAT64, 6to4, Teredo): what is behind those is another machine than the one that was looked at.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from evidence.errors import AddressRefused

PORTS = (80, 443, 8080, 8443)
"""The ports that are asked."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 8_000
_SAFE = "/%:=&?~+!$,;'@()*[]-._|"
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "lan", "intranet", "test", "invalid")

_NOT_PUBLIC = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_SPECIAL_UNICAST = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be asked for; whether its machine may be is another question."""

    scheme: str
    host: str
    """The name in ASCII, or an IP address without brackets."""
    port: int
    target: str
    """Path and query, as they go over the line."""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def is_number(self) -> bool:
        """Whether the host is an IP address, in any of the forms that machines read as one."""
        return ":" in self.host or self.host.rstrip(".").rpartition(".")[2][:1].isdigit()

    def led(self, location: str) -> "WebAddress":
        """The address that a redirect leads to; raises AddressRefused."""
        return parse_web_address(urljoin(str(self), location))


def is_web_address(text: str) -> bool:
    """Whether a text is meant as an address on the web."""
    return "://" in text


def parse_web_address(text: str) -> WebAddress:
    """Read an address; raises AddressRefused, with the reason, where it is none that may be asked for."""
    if len(text) > _LONGEST or any(char.isspace() or not char.isprintable() for char in text):
        raise AddressRefused("an address holds no space or control character, and at most 8,000 characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise AddressRefused("the address cannot be read") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise AddressRefused(f"only http and https are fetched, not {parts.scheme or 'an address without either'}")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("an address with a login would be kept with it: leave the login away")
    port = port or _DEFAULT_PORTS[parts.scheme]
    if port not in PORTS:
        raise AddressRefused(f"port {port} is not asked, only {', '.join(map(str, PORTS))}")
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return WebAddress(parts.scheme, _host(parts.hostname), port, (quote(parts.path, safe=_SAFE) or "/") + query)


def check_machines(host: str, machines: Sequence[str]) -> None:
    """Raises AddressRefused unless every IP address that a host leads to is on the public internet."""
    if not machines:
        raise AddressRefused(f"{host} leads nowhere")
    for machine in machines:
        if not is_public(machine):
            raise AddressRefused(f"{host} leads to {machine}, which is not on the public internet")


def check_unresolved(address: WebAddress) -> None:
    """What can be told of a host whose name a proxy looks up; raises AddressRefused."""
    if address.is_number:
        check_machines(address.host, [address.host])
    name = address.host.rstrip(".")
    if "." not in name and ":" not in name:
        raise AddressRefused(f"{address.host} is a name of a local network")
    if any(name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES):
        raise AddressRefused(f"{address.host} is a name of a local network")


def is_public(machine: str) -> bool:
    """Whether an IP address is one of the public internet; what is no IP address is not."""
    try:
        address = ipaddress.ip_address(machine)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _SPECIAL_UNICAST)


def _host(name: str | None) -> str:
    if not name:
        raise AddressRefused("the address names no host")
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressRefused("the host is no name that can be looked up") from error
