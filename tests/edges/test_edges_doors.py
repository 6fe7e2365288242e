"""Who may ask the app: its own names and pages alone, by HTTP as by WebSocket, and nobody is asked about the others."""

import asyncio
import gzip
import http.client
import re
import socket
import urllib.request
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from sim.ui.main import PAGES
from sim.ui.navigation import NAMES
from sim.ui.server.doors import Doors, hostname
from sim.ui.server.frame import policy
from tests.edges.running_app import RunningApp, running

OWN = "127.0.0.1:8501"
FOREIGN = ["evil.example", "127.0.0.1.evil.example:8501", "127.0.0.1@evil.example", "localhost/..", "", "[::1", "a b"]
STREAM = "/_stcore/stream"


@pytest.fixture(scope="module")
def app() -> Iterator[RunningApp]:
    with running() as served:
        yield served


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/runs", "/_stcore/health", "/static/js/none.js", "/salient/page.js"])
def test_another_name_is_refused_on_every_path(app: RunningApp, host: str, path: str) -> None:
    answer = app.get(path, host=host)
    assert answer.status in (400, 421)  # 400: no header at all, says HTTP itself
    assert b"Streamlit" not in answer.read()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1", "localhost.", "[::1]:8501"])
def test_its_own_names_are_answered(app: RunningApp, host: str) -> None:
    assert app.get("/_stcore/health", host=host).status == 200


def test_the_statistics_of_the_server_are_closed(app: RunningApp) -> None:
    assert app.get("/_stcore/metrics").status == 404


def test_a_page_may_load_from_its_server_alone(app: RunningApp) -> None:
    headers = app.get("/").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; script-src 'self' 'sha256-")
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def first_load(app: RunningApp, encoding: str) -> tuple[int, int]:
    """Bytes on the wire, and bytes of text, of the page and all that it names."""
    page = body(app.get("/", Accept_Encoding=encoding))
    named = re.findall(r'(?:src|href)="\./(static/[^"]+)"', page[1].decode())
    assert any("ArrowVegaLiteChart" in name for name in named)  # ahead of the first chart
    bodies = [page, *(body(app.get(f"/{name}", Accept_Encoding=encoding)) for name in named)]
    return sum(len(wire) for wire, _ in bodies), sum(len(text) for _, text in bodies)


def body(answer: http.client.HTTPResponse) -> tuple[bytes, bytes]:
    """What came, and what it says."""
    wire = answer.read()
    return wire, gzip.decompress(wire) if answer.headers["Content-Encoding"] == "gzip" else wire


def heard(answer: http.client.HTTPResponse) -> tuple[dict[str, str], tuple[bytes, bytes]]:
    """Headers by their names in small letters, and the body."""
    return {key.lower(): value for key, value in answer.headers.items()}, body(answer)


def test_what_a_browser_loads_first_is_packed(app: RunningApp) -> None:
    packed, text = first_load(app, "gzip")
    plain, same = first_load(app, "identity")
    assert text == same == plain > 2_000_000
    assert packed < 0.4 * plain


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_file_is_answered_alike_again(app: RunningApp, encoding: str) -> None:
    name = re.findall(r'src="\./(static/js/index[^"]+)"', app.get("/").read().decode())[0]
    told, first = heard(app.get(f"/{name}", Accept_Encoding=encoding))
    told_again, again = heard(app.get(f"/{name}", Accept_Encoding=encoding))  # once all of the first is there
    assert first == again
    by_length = {"date", "content-length", "transfer-encoding"}
    assert {key: value for key, value in told.items() if key not in by_length} == {
        key: value for key, value in told_again.items() if key not in by_length
    }
    assert int(told_again["content-length"]) == len(again[0])
    part = app.get(f"/{name}", Range="bytes=0-9")
    assert (part.status, len(part.read())) == (206, 10)


def test_every_page_of_the_app_has_its_address() -> None:
    assert tuple(PAGES) == NAMES


def test_nothing_that_a_page_names_is_missing(app: RunningApp) -> None:
    for name in ("", *NAMES[1:], "salient/page.js", "salient/page.css"):
        assert app.get(f"/{name}").status == 200
    front = app.get("/outlook?runs=500")
    assert (front.status, front.headers["Location"]) == (307, "./?runs=500")


# in this process: what is asked of the network


def guarded(**named: list[str]) -> Doors:
    async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})

    return Doors(inner, named.get("hosts", ["localhost", "127.0.0.1"]), named.get("origins", []), policy())


def is_let_in(doors: Doors, origin: str | None, host: str = OWN) -> bool:
    """Whether a page of an origin may open a WebSocket."""
    given = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(doors({"type": "websocket", "path": STREAM, "headers": given}, receive, send))
    [answer] = sent
    assert answer["type"] == "websocket.accept" or answer["code"] == 1008
    return bool(answer["type"] == "websocket.accept")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:9000", "http://127.0.0.1", "null", "file://", "http://[bad"]
)
def test_a_page_of_another_origin_is_refused_and_nobody_is_asked(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(urllib.request, "urlopen", lambda *given, **_named: asked.append(given))
    doors = guarded()
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: asked.append(address))
    monkeypatch.setattr("streamlit.net_util.get_external_ip", lambda: asked.append("external address"))
    assert not is_let_in(doors, origin)
    assert not asked


def test_its_own_pages_and_programs_without_a_page_are_let_in() -> None:
    assert is_let_in(guarded(), f"http://{OWN}")
    assert is_let_in(guarded(), None)
    assert not is_let_in(guarded(), None, host="evil.example")


def test_names_and_origins_that_were_given_are_let_in() -> None:
    named = guarded(hosts=["salient.example.org", "*.example.net"], origins=["https://portal.example.org"])
    assert is_let_in(named, "https://salient.example.org", host="salient.example.org")
    assert is_let_in(named, "https://portal.example.org", host="salient.example.org")
    assert is_let_in(named, "https://a.example.net", host="a.example.net")
    assert not is_let_in(named, "https://example.net.evil.example", host="example.net.evil.example")
    assert not is_let_in(named, "https://other.example.org", host="salient.example.org")


def test_a_host_header_is_a_name_and_no_address() -> None:
    assert hostname("Localhost:8501") == "localhost"
    assert hostname("[::1]:8501") == "::1"
    assert {hostname(one) for one in ("a/b", "u:p@a", "a:99999999", "a?b", "a#b", "", ":80", "[::1")} == {None}
