"""The server around the pages: who may ask, what is sent along, how it begins and ends. No model here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit import config

from sim.ui.server import beginning, ending, frame, made_files, replies
from sim.ui.server.doors import LOOPBACK, Doors
from sim.ui.server.kept_files import KeptFiles

SMALLEST_PACKED, PACKING = 1000, 6  # bytes, level of gzip


def parts() -> dict[str, Any]:
    """What `streamlit.App` is given beside the script of the pages."""
    beginning.share_memory()
    doors = Middleware(
        Doors,
        hosts=config.get_option("server.allowedHosts") or LOOPBACK,
        origins=config.get_option("server.corsAllowedOrigins"),
        policy=frame.policy(),
    )
    packed = Middleware(GZipMiddleware, minimum_size=SMALLEST_PACKED, compresslevel=PACKING)
    return {
        "lifespan": life,
        "middleware": [doors, Middleware(KeptFiles), packed],
        "routes": frame.routes(config.get_option("server.baseUrlPath")),
    }


@asynccontextmanager
async def life(_app: object) -> AsyncIterator[None]:
    """From the first request to the last: prepare for the first visitor, end when asked to."""
    beginning.prepare()
    ending.listen()
    replies.keep()
    made_files.keep()
    yield
    ending.stop_jobs()
