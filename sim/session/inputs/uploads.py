"""Scenario files that a reader brings: checked like any file, kept in the address, never trusted with paths.

An uploaded file may extend shipped scenarios and use shipped maps; it reads no other file of this machine.
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import logging
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from sim.errors import InputError
from sim.scenario.files.documents import Document, parse
from sim.scenario.files.shipped import scenario_folder, shipped_names
from sim.scenario.files.suggestions import near
from sim.scenario.files.text_files import text_of
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load
from sim.scenario.referenced.sources import FILE_NAME

LONGEST_IN_ADDRESS = 16_000  # characters; browsers and servers take more
LONGEST_TEXT = 200_000
MAP_FOLDER = "theatres"
OF_A_FOLDER = "a case with files of its own is offered by `salient app` when that is started in its folder"
MOST_FOLDERS = 32
log = logging.getLogger("salient.app")


@contextmanager
def foreseen(name: str) -> Iterator[None]:
    """What nobody foresaw while a file or link is read becomes an InputError; its traceback goes to the log."""
    try:
        yield
    except InputError:
        raise
    except Exception as fault:  # a page must outlive whatever a file or a link holds
        log.exception("%s cannot be read", name)
        raise InputError(
            f"{name}: cannot be read: {type(fault).__name__}, which nobody foresaw; the details are in the server's log"
        ) from None


def read_upload(file_name: str, content: bytes) -> tuple[str, str]:
    """Name and text of an uploaded file, once it loads; else an InputError with file, line and column."""
    name = clean_name(file_name)
    with foreseen(f"{name}.yaml"):
        return name, _checked(name, content)


def _checked(name: str, content: bytes) -> str:
    """The text of an upload that loads, and whose oddities can be told."""
    text = text_of(content, f"{name}.yaml")
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"{name}.yaml:1:1: has {len(text):,} characters; at most {LONGEST_TEXT:,} are allowed; shorten it"
        )
    _ = load_upload(name, text).warnings
    packed = len(encoded(text))
    if packed > LONGEST_IN_ADDRESS:
        raise InputError(
            f"{name}.yaml:1:1: is too long for the address: {packed:,} characters once packed, at most "
            f"{LONGEST_IN_ADDRESS:,}; let it extend a shipped scenario instead"
        )
    return text


def clean_name(file_name: str) -> str:
    """A name for a scenario from a file's name: letters, digits, dots and dashes."""
    stem = re.sub(r"\.ya?ml$", "", Path(file_name.replace("\\", "/")).name, flags=re.IGNORECASE)
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.")[:60] or "uploaded"


def load_upload(name: str, text: str, sets: Sequence[str] = ()) -> LoadedScenario:
    """The scenario in a text; it and messages name the file as the reader knows it."""
    _refuse_paths(parse(text, f"{name}.yaml"))
    file = _place(name, text)
    _forget_oldest()
    try:
        return replace(load(file, sets), file=Path(f"{name}.yaml"))
    except InputError as fault:
        raise InputError(as_known(str(fault))) from None


def as_known(message: str) -> str:
    """A message with files as the reader knows them: by name, in no folder of this machine."""
    uploaded = re.compile(rf"{re.escape(str(own_folder()))}/\w+/(uploaded/)?")
    return uploaded.sub("", message).replace(f"{scenario_folder()}/", "")


def file_of(name: str, text: str) -> Path:
    """The upload as a file, which may have given way to later ones in between."""
    return _place(name, text)


def _forget_oldest() -> None:
    """Keep the latest uploads only; what is loaded needs its file no more."""
    folders = sorted(own_folder().iterdir(), key=lambda folder: folder.stat().st_mtime)
    for folder in folders[:-MOST_FOLDERS]:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_paths(document: Document) -> None:
    """An upload extends shipped scenarios only, and takes its map from the shipped ones."""
    base = document.data.get("extends")
    if isinstance(base, str) and base not in shipped_names():
        raise InputError(
            f"{document.place(('extends',))}: extends = {base}: an uploaded file can extend shipped scenarios only; "
            f"{near(base, shipped_names())}; {OF_A_FOLDER}"
        )
    chosen = document.data.get("theatre")
    maps = [f"../{MAP_FOLDER}/{file.name}" for file in sorted((scenario_folder() / MAP_FOLDER).glob("*.yaml"))]
    if isinstance(chosen, str) and chosen not in maps:
        raise InputError(
            f"{document.place(('theatre',))}: theatre = {chosen}: an uploaded file can use shipped maps only; "
            f"write one of {', '.join(maps)}; {OF_A_FOLDER}"
        )


def _place(name: str, text: str) -> Path:
    """The upload as a file in a folder of its own, with the shipped maps where shipped scenarios find them.

    The shipped sources stand there too, so that the search for the nearest sources goes no further up.
    """
    folder = own_folder() / hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()[:16]
    file = folder / "uploaded" / f"{name}.yaml"
    if file.is_file():
        os.utime(folder)  # used again: the last to give way
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(scenario_folder() / MAP_FOLDER, folder / MAP_FOLDER, dirs_exist_ok=True)
        shutil.copyfile(scenario_folder() / FILE_NAME, folder / FILE_NAME)
        file.write_text(text, encoding="utf-8")
    return file


@lru_cache(maxsize=1)
def own_folder() -> Path:
    """A folder that goes with the server."""
    folder = tempfile.mkdtemp(prefix="salient-uploads-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def encoded(text: str) -> str:
    """A text for the address: compressed, in letters that need no escape."""
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def decoded(code: str) -> str:
    """The text again; InputError where the address was cut or changed."""
    try:
        packed = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
        inflater = zlib.decompressobj()
        text = inflater.decompress(packed, LONGEST_TEXT)
        if not inflater.eof:
            raise ValueError("cut off")
        return text.decode()
    except (ValueError, zlib.error):
        raise InputError("the uploaded file in the link is incomplete; ask for the link or the file again") from None
