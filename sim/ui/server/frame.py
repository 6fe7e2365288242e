"""The page around the pages: Streamlit's own, with a script and a style of ours.

The script says when the server is gone and how to start it, tells Streamlit where its server is, and puts the names of
the pages within reach of the keyboard. Nothing in it comes from a scenario or a reader.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit import file_util

from sim.ui.navigation import NAMES
from sim.ui.server.ending import start_again

HERE = Path(__file__).parent
OWN = "salient"
HEAD = f'<script src="./{OWN}/page.js"></script><link rel="stylesheet" href="./{OWN}/page.css">'
AHEAD = '<link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{}">'
CHARTS = "ArrowVegaLiteChart.*.js"
IMPORTED = re.compile(r"""(?:from|import)\s*["'`]\./([\w.-]+\.js)["'`]""")
FRESH = {"Cache-Control": "no-cache"}
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def routes(base: str) -> list[BaseRoute]:
    """The pages by name, and the two files."""
    root = f"/{base.strip('/')}".rstrip("/")
    files = {
        f"{root}/{OWN}/page.js": (script, "text/javascript"),
        f"{root}/{OWN}/page.css": (style, "text/css"),
        **{f"{root}/{name}": (index, "text/html") for name in ("", *NAMES[1:])},
    }
    front = Route(f"{root}/{NAMES[0]}", _to_the_front)  # the first page has no name of its own in addresses
    return [front, *(Route(path, _answering(make, kind)) for path, (make, kind) in files.items())]


async def _to_the_front(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}", headers=FRESH)


def _answering(make: Callable[[], str], kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return Response(make(), media_type=kind, headers=FRESH)

    return answer


@lru_cache(maxsize=1)
def index() -> str:
    """Streamlit's page with ours in its head, before its own scripts; named as the app from the start."""
    static = Path(file_util.get_static_dir())
    text = (static / "index.html").read_text(encoding="utf-8")
    ahead = "".join(AHEAD.format(name) for name in for_charts(static / "static" / "js") if name not in text)
    text = text.replace("<title>Streamlit</title>", "<title>Salient</title>").replace("<head>", f"<head>{HEAD}", 1)
    return text.replace("</head>", f"{ahead}</head>", 1)


def for_charts(folder: Path) -> list[str]:
    """Streamlit's script for charts and all that it imports: loaded ahead, while the first answer is computed.

    Else a browser asks for them, a megabyte, only once the first chart has come. None where they are not found.
    """
    found: dict[str, None] = dict.fromkeys(sorted(one.name for one in folder.glob(CHARTS)))
    waiting = list(found)
    while waiting:
        for name in IMPORTED.findall((folder / waiting.pop()).read_text(encoding="utf-8")):
            if name not in found and (folder / name).is_file():
                found[name] = None
                waiting.append(name)
    return list(found)


@lru_cache(maxsize=1)
def script() -> str:
    """The script, which knows the command that starts this server."""
    return (HERE / "page.js").read_text(encoding="utf-8").replace('"START"', json.dumps(start_again()))


@lru_cache(maxsize=1)
def style() -> str:
    """The style."""
    return (HERE / "page.css").read_text(encoding="utf-8")


def policy() -> str:
    """What the browser may load and run: from this server alone, and no text that is turned into a program."""
    known = " ".join(f"'sha256-{_digest(text)}'" for text in INLINE_SCRIPT.findall(index()))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {known}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
