"""A file that is made when it is asked for is there until its browser can have fetched it."""

from __future__ import annotations

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from sim.ui.server import made_files


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds, which a test moves; Streamlit's own ways come back after it."""
    now = [1000.0]
    for name in ("mark_for_delete", "is_marked_for_delete"):
        monkeypatch.setattr(MediaFileMetadata, name, vars(MediaFileMetadata)[name])
    monkeypatch.setattr(made_files.time, "monotonic", lambda: now[0])
    return now


def made() -> tuple[MediaFileManager, MemoryMediaFileStorage, str]:
    """A file that no page refers to, made as for a browser that is about to fetch it."""
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    placeholder = manager.add_deferred(lambda: b"a,b", "text/csv", "made", file_name="made.csv")
    return manager, storage, manager.execute_deferred(placeholder).rpartition("/")[2]


def draws(manager: MediaFileManager, n: int) -> None:
    for _ in range(n):
        manager.remove_orphaned_files()  # at the end of each draw of anybody's page


def test_two_draws_of_others_do_not_take_a_file_away(clock: list[float]) -> None:
    manager, storage, name = made()
    draws(manager, 2)
    with pytest.raises(MediaFileStorageError):  # as it was, and a browser was told that there is none
        storage.get_file(name)
    made_files.keep()
    manager, storage, name = made()
    draws(manager, 5)
    assert storage.get_file(name).content == b"a,b"
    clock[0] += made_files.WAITS + 1.0
    draws(manager, 1)
    with pytest.raises(MediaFileStorageError):
        storage.get_file(name)
