"""Files that never change, answered again as they were answered first.

A browser that comes for the first time asks for some 140 scripts, styles and letters. To find, read and pack each anew
took the server half a second of processor time while that browser waited for them. They have a hash of their content
in their name, and say so by `immutable`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 8 * 2**20  # a visit takes 1.7 packed; browsers that unpack nothing, 4.3 more
CONDITIONS = ("range", "if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range")
START, BODY = "http.response.start", "http.response.body"

Key = tuple[str, bool]  # path, whether it may be packed


@dataclass
class Answer:
    """What is sent for a file: its status and headers, and its content as far as it came."""

    start: Message | None = None
    body: bytearray = field(default_factory=bytearray)
    whole: bool = False

    def note(self, message: Message) -> None:
        """Take in a message that is sent; one of another kind is never kept."""
        if message["type"] == START:
            self.start = {**message, "headers": list(message["headers"])}
        elif message["type"] == BODY:
            if self.lasts:
                self.body += message.get("body", b"")
            self.whole = not message.get("more_body", False)
        else:
            self.start = None

    @property
    def lasts(self) -> bool:
        """Whether it is a file of which the server says that it never changes."""
        if self.start is None or self.start["status"] != 200:
            return False
        headers = Headers(raw=self.start["headers"])
        return "immutable" in headers.get("cache-control", "") and "set-cookie" not in headers


class KeptFiles:
    """Keeps such answers in memory, up to a limit; all else goes on to the app."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BYTES) -> None:
        self._app, self._most = app, most_bytes
        self._kept: dict[Key, tuple[Message, bytes]] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or have the app answer and keep it if it lasts."""
        key = _key(scope)
        if key is None:
            await self._app(scope, receive, send)
        elif key in self._kept:
            start, body = self._kept[key]
            await send({**start, "headers": list(start["headers"])})  # who sends it adds headers of its own
            await send({"type": BODY, "body": body})
        else:
            await self._asked(key, scope, receive, send)

    async def _asked(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        answer = Answer()

        async def noted(message: Message) -> None:
            answer.note(message)
            if answer.whole:
                self._keep(key, answer)  # before its end is sent: who has it all is answered from memory next time
            await send(message)

        await self._app(scope, receive, noted)

    def _keep(self, key: Key, answer: Answer) -> None:
        if answer.lasts and answer.start is not None and self._size + len(answer.body) <= self._most:
            MutableHeaders(raw=answer.start["headers"])["content-length"] = str(len(answer.body))
            self._size += len(answer.body) if key not in self._kept else 0
            self._kept[key] = answer.start, bytes(answer.body)


def _key(scope: Scope) -> Key | None:
    """Under what an answer is kept; None for what is no plain request of a file."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope.get("query_string"):
        return None
    headers = Headers(scope=scope)
    if any(name in headers for name in CONDITIONS):
        return None
    return scope["path"], "gzip" in headers.get("accept-encoding", "")
