"""What every answer carries and every request must, whatever it asks: headers, and a host that is known.

Invariant: no answer leaves without the headers, error or not; no page of ours runs a script, asks another server
for anything, sets a cookie, or is kept by a cache.
"""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import MEDIA_TYPE, of_status

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The hosts that a server answers to unless told of others: a page elsewhere cannot rebind a name to it."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """The outermost layer: refuses hosts that are not known, and puts the headers on whatever is answered."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by the application within, or refuse its host."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        app = self._app if _host_of(scope) in self._hosts else _misdirected(scope["path"])
        await app(scope, receive, send_with_headers)


def _host_of(scope: Scope) -> str:
    """The host that was asked for, without its port."""
    host = Headers(scope=scope).get("host", "").lower()
    bare, _, port = host.rpartition(":")
    return bare if bare and port.isdecimal() else host


def _misdirected(path: str) -> ASGIApp:
    return JSONResponse(of_status(421, instance=path), status_code=421, media_type=MEDIA_TYPE)
