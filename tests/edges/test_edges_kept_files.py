"""Files that never change are asked of the app once; nothing else is kept."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from sim.ui.server.kept_files import Answer, KeptFiles

LASTS = (b"cache-control", b"public, immutable, max-age=31536000")
FILE = "/static/js/index.abc.js"


class App:
    """Answers every request by its path, in parts, and counts them."""

    def __init__(
        self, headers: tuple[tuple[bytes, bytes], ...] = (LASTS,), status: int = 200, more: bool = False
    ) -> None:
        self.headers, self.status, self.more, self.asked = headers, status, more, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await send({"type": "http.response.start", "status": self.status, "headers": [*self.headers]})
        await send({"type": "http.response.body", "body": scope["path"].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b" and more", "more_body": self.more})


def got(door: KeptFiles, path: str = FILE, query: bytes = b"", method: str = "GET", **headers: str) -> list[Message]:
    """What is sent for a request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.start":
            message["headers"].append((b"x-added", b"by who sends it"))

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "query_string": query, "headers": given}
    asyncio.run(door(scope, receive, send))
    return sent


def content(sent: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in sent)


def test_a_file_that_never_changes_is_asked_for_once() -> None:
    app = App()
    door = KeptFiles(app)
    first, again, once_more = got(door), got(door), got(door)
    assert app.asked == 1
    assert content(first) == content(again) == content(once_more) == FILE.encode() + b" and more"
    assert again == once_more, "headers that are added to one answer are in no other"
    assert dict(again[0]["headers"]) == {
        LASTS[0]: LASTS[1], b"content-length": str(len(content(first))).encode(), b"x-added": b"by who sends it",
    }


def test_packed_and_plain_are_kept_apart() -> None:
    app = App()
    door = KeptFiles(app)
    for encoding in ("gzip, br", "identity", "gzip"):
        got(door, accept_encoding=encoding)
    assert app.asked == 2


@pytest.mark.parametrize(
    "app",
    [App(()), App(((b"cache-control", b"no-cache"),)), App(status=206), App(status=404), App(more=True),
     App((LASTS, (b"set-cookie", b"a=b")))],
    ids=["without a word", "to be asked anew", "a part", "not found", "not ended", "for one browser"],
)  # fmt: skip
def test_what_may_change_is_asked_for_each_time(app: App) -> None:
    door = KeptFiles(app)
    got(door), got(door)
    assert app.asked == 2


@pytest.mark.parametrize(
    "asked", [{"method": "HEAD"}, {"query": b"a=1"}, {"range": "bytes=0-9"}, {"if_none_match": '"a"'}]
)
def test_a_request_with_conditions_goes_to_the_app(asked: dict[str, Any]) -> None:
    app = App()
    door = KeptFiles(app)
    got(door)
    got(door, **asked), got(door, **asked)
    assert app.asked == 3


def test_of_what_is_not_kept_nothing_is_gathered() -> None:
    """A download may be large."""
    answer = Answer()
    answer.note({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", b"no-cache")]})
    answer.note({"type": "http.response.body", "body": b"x" * 1000, "more_body": False})
    assert not answer.body


def test_no_more_than_a_limit_is_kept() -> None:
    app = App()
    door = KeptFiles(app, most_bytes=2 * len(FILE) + 25)
    for place in (f"{FILE}1", f"{FILE}2", f"{FILE}3", f"{FILE}1", f"{FILE}3"):
        assert content(got(door, place)).startswith(place.encode())
    assert app.asked == 4
