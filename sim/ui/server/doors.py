"""Who may ask the server, by HTTP and by WebSocket, and the headers that every answer carries.

A page of another name that points at this machine (DNS rebinding) is refused for its Host, a page of another server
for its Origin; both before Streamlit sees them, which would look up this machine's public address elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ANY = "*"
LOOPBACK = ("localhost", "127.0.0.1", "::1")  # where no names are set
CLOSED = ("/_stcore/metrics",)
REFUSED, MISDIRECTED, GONE = 403, 421, 404
POLICY_VIOLATION = 1008  # of a WebSocket, RFC 6455
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Doors:
    """Refuses other names, other origins and closed paths; puts the headers on what goes out."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], origins: Iterable[str], policy: str) -> None:
        self._app = app
        self._hosts = tuple(host.strip().lower() for host in hosts)
        self._origins = frozenset(origin.strip().rstrip("/").lower() for origin in origins)
        self._headers = HEADERS | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if scope["type"] == "websocket":
            if refusal:
                await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": refusal[1]})
            else:
                await self._app(scope, receive, send)
            return
        answer = PlainTextResponse(f"{refusal[1]}\n", refusal[0]) if refusal else self._app
        await answer(scope, receive, self._with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason where a request is refused."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._knows(hosts[0]):
            return MISDIRECTED, "Salient does not answer to this name; start it with --allow-host and the name"
        origin = headers.get("origin")
        if scope["type"] == "websocket" and origin is not None and not self._same(origin, hosts[0]):
            return REFUSED, "Salient does not answer pages of another origin"
        if scope["path"].endswith(CLOSED):
            return GONE, "Not Found"
        return None

    def _knows(self, host: str) -> bool:
        """Whether a Host header names this server; with or without a port."""
        name = hostname(host)
        return name is not None and any(
            one in (ANY, name) or (one.startswith("*.") and name.endswith(one[1:])) for one in self._hosts
        )

    def _same(self, origin: str, host: str) -> bool:
        """Whether a page of an origin comes from this server, or from one that was named."""
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return bool(parts.netloc) and (parts.netloc.lower() == host.lower() or origin.lower() in self._origins)

    def _with_headers(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        return sent


def hostname(host: str) -> str | None:
    """The name in a Host header; None where it is none, such as one with a path or a user."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port  # an impossible port raises
    except ValueError:
        return None
    if not name or parts.netloc != host or parts.username is not None or parts.password is not None:
        return None
    return name.lower().rstrip(".")
