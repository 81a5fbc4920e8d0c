"""Asking a time stamp authority over HTTP, as RFC 3161 (3.4) has it.

Invariant: nothing is sent but the request, to the one address that is configured, through THROUGHLINE_PROXY and no
other proxy; no redirect is followed, no more is read than a reply can be, and no error repeats either address, which
may hold a password.
"""

import urllib.error
import urllib.request
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from evidence.errors import NoTimeAuthority
from evidence.proxy import parse_proxy

SECONDS = 30
_LARGEST = 1 << 20
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A time stamp authority has one address."""

    def redirect_request(self, *_request: Any, **_more: Any) -> None:  # noqa: ANN401 -- as declared there
        return None


def ask(address: str, request: bytes, proxy: str | None = None) -> bytes:
    """The authority's reply, unchecked; raises NoTimeAuthority where it gives none, and ProxyMisconfigured."""
    host = _host(address)
    query = _asked(address, request, proxy)
    try:
        with urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({})).open(
            query, timeout=SECONDS
        ) as answer:
            return _read(answer, answer.headers.get_content_type(), host)
    except urllib.error.HTTPError as error:
        raise NoTimeAuthority(f"the time stamp authority at {host} answered {error.code}: nothing was kept") from None
    except (OSError, HTTPException) as error:
        told = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
        raise NoTimeAuthority(f"the time stamp authority at {host} cannot be reached ({told})") from None


def _asked(address: str, request: bytes, proxy: str | None) -> urllib.request.Request:
    """The request, to the proxy where there is one: whatever the environment names is not asked for."""
    query = urllib.request.Request(address, data=request, headers={"Content-Type": _QUERY, "Accept": _REPLY})  # noqa: S310 -- the scheme was checked
    if proxy is not None:
        between = parse_proxy(proxy)
        query.set_proxy(f"{between.host}:{between.port}", "http")
        for name, value in between.headers.items():
            query.add_unredirected_header(name, value)
    return query


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host:
        raise NoTimeAuthority("THROUGHLINE_TSA is the address of a time stamp authority, http:// or https://")
    return host


def _read(answer: IO[bytes], kind: str, host: str) -> bytes:
    content = answer.read(_LARGEST + 1)
    if kind != _REPLY or len(content) > _LARGEST:
        raise NoTimeAuthority(f"what answers at {host} is no time stamp authority: nothing was kept")
    return content
