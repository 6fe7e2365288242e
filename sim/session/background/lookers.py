"""Who looks at what: one request a reader, until it changes or the reader is not heard of any more. No Streamlit."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from sim.session.answers.answers import Request
from sim.session.answers.shelf import Key

SECONDS_TO_FORGET = 30.0  # s; a page that is refined is heard of twice a second


@dataclass
class Look:
    """What one reader looks at: the results it needs, when it was heard of last [s], and whether work may begin."""

    request: Request
    keys: tuple[Key, ...]
    heard: float
    ready: bool


@dataclass
class Readers:
    """The current request of each reader, in the order in which they came up."""

    _looks: dict[str, Look] = field(default_factory=dict)

    def note(self, reader: str, request: Request, ready: bool) -> Look:
        """A reader looks at this now, and at nothing else; those not heard of for long are forgotten."""
        now, look = time.monotonic(), self._looks.get(reader)
        if look is None or look.request != request:
            keys = request.keys()
            self._looks.pop(reader, None)
            look = self._looks[reader] = Look(request, keys, now, ready)
        look.heard, look.ready = now, ready
        for name in [name for name, one in self._looks.items() if now - one.heard > SECONDS_TO_FORGET]:
            del self._looks[name]
        return look

    def leave(self, reader: str) -> None:
        """A reader looks at nothing."""
        self._looks.pop(reader, None)

    def newest_first(self) -> list[Look]:
        """What is looked at, the latest request first."""
        return list(reversed(self._looks.values()))

    def keys(self) -> frozenset[Key]:
        """The results that somebody looks at."""
        return frozenset(key for look in self._looks.values() for key in look.keys)
