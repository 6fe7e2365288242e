"""Standard streams of any encoding, redirected to a file or on a terminal, for commands run in this process."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim.cli import main

ENCODINGS = ["cp1252", "cp1251", "cp437", "ascii"]


@dataclass
class Written:
    """What a command left with and wrote, as bytes."""

    code: int
    out: bytes
    err: bytes


@contextmanager
def redirected(file: Path) -> Iterator[int]:
    """A file open for writing."""
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        yield number
    finally:
        os.close(number)


@contextmanager
def on_terminal(file: Path) -> Iterator[int]:
    """A pseudo terminal whose text ends up in a file, with the ends of lines as a program writes them."""
    pty = pytest.importorskip("pty")
    reader, writer = pty.openpty()
    shown: list[bytes] = []

    def read() -> None:
        with open(reader, "rb", buffering=0) as master:
            while True:
                try:
                    block = master.read(65536)
                except OSError:
                    return
                if not block:
                    return
                shown.append(block)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield writer
    finally:
        os.close(writer)
        thread.join()
        file.write_bytes(b"".join(shown).replace(b"\r\n", b"\n"))


def salient(
    folder: Path,
    encoding: str,
    arguments: Sequence[object],
    *,
    out_on_terminal: bool,
    err_on_terminal: bool,
    columns: int | None = None,
) -> Written:
    """Run one command with both streams as Python opens them in that encoding; in colour if `columns` wide."""
    out, err = folder / "stdout", folder / "stderr"
    code = 0
    with (
        pytest.MonkeyPatch.context() as patch,
        (on_terminal if out_on_terminal else redirected)(out) as first,
        (on_terminal if err_on_terminal else redirected)(err) as second,
    ):
        patch.setenv("COLUMNS", str(columns or 160))
        patch.setenv("TERM", "dumb" if columns is None else "xterm")
        for name, number in (("stdout", first), ("stderr", second)):
            stream = io.TextIOWrapper(
                io.BufferedWriter(io.FileIO(number, "w", closefd=False)), encoding=encoding, line_buffering=True
            )
            patch.setattr(sys, name, stream)
            patch.setattr(sys, f"__{name}__", stream)
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
    return Written(code, out.read_bytes(), err.read_bytes())
