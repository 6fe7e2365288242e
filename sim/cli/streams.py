"""Standard output and standard error as the commands use them: which signs they take, and what happens when they fail.

What is redirected is written in UTF-8, whatever the locale; a terminal is given what it can show. An answer that cannot
be written is said in one sentence; what cannot be said on standard error never stops a run.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TextIO

from sim.cli.signs import ERRORS
from sim.errors import SalientError

ENDED_BY_THE_READER = 128 + 13  # as a program that SIGPIPE ends, which Python ignores
CLOSED = "standard output is closed, so that no answer can be printed; open it, or redirect it to a file or a pipe"


class OutputLost(SalientError):
    """The answer could not be written to standard output."""


class ReaderGone(OutputLost):
    """Whoever read the answer has had enough, like `head`: no fault, and nothing to say."""

    exit_code = ENDED_BY_THE_READER


class Outlet(io.TextIOWrapper):
    """A standard stream that spells what it lacks; what it cannot write is gone, without a word."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self.give_up(error)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self.give_up(error)

    def give_up(self, error: OSError) -> None:
        """Send what is left, and what may follow, nowhere; else the end of the program would fail a second time."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


class Answers(Outlet):
    """Standard output: what cannot be written there is a failure."""

    failure: OutputLost | None = None

    def give_up(self, error: OSError) -> None:
        super().give_up(error)
        self.failure = lost(error)
        raise self.failure from error


def lost(error: OSError) -> OutputLost:
    """What to say of an answer that the system did not take."""
    if error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL):
        return ReaderGone("whoever read standard output has closed it")
    if error.errno == errno.EBADF:
        return OutputLost(CLOSED)
    return OutputLost(
        f"the answer cannot be written to standard output ({error.strerror}); results that were stored are kept: "
        "make room, or write to another place, and repeat the command"
    )


def open_streams() -> None:
    """Set up the streams that the program was started with; streams put in their place by a caller stay as they are."""
    if sys.stdin is None:
        _occupy(0)
    if sys.stdout is sys.__stdout__ and not isinstance(sys.stdout, Outlet):
        sys.stdout = _outlet(Answers, sys.stdout, 1)
    if sys.stderr is sys.__stderr__ and not isinstance(sys.stderr, Outlet):
        sys.stderr = _outlet(Outlet, sys.stderr, 2)


def _outlet(kind: type[Outlet], stream: TextIO | None, number: int) -> Outlet:
    if stream is None:
        _occupy(number)
        return kind(io.BufferedWriter(io.FileIO(number, "w", closefd=False)), encoding="utf-8", errors=ERRORS)
    stream.flush()
    return kind(
        stream.buffer,
        encoding=stream.encoding if stream.isatty() else "utf-8",
        errors=ERRORS,
        line_buffering=stream.isatty() or number == 2,
        write_through=getattr(stream, "write_through", False),
    )


def _occupy(number: int) -> None:
    """Hold the place of a stream that was closed at the start, so that no file of ours is opened there instead.

    It can be read but not written: writing fails as it would have on the closed stream.
    """
    nowhere = os.open(os.devnull, os.O_RDONLY)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)


def require_standard_output() -> None:
    """Refuse to compute an answer that could not be written, where trying with nothing already fails."""
    if not isinstance(sys.stdout, Outlet):
        return
    try:
        os.write(sys.stdout.fileno(), b"")
    except OSError as error:
        raise lost(error) from error


def finish_output() -> None:
    """Write what waits, and fail if anything was lost, even where a library overlooked it."""
    sys.stdout.flush()
    if isinstance(sys.stdout, Answers) and sys.stdout.failure is not None:
        raise sys.stdout.failure
