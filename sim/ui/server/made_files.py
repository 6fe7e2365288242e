"""A file that is made when somebody asks for it waits for the browser that fetches it.

Streamlit makes such a file, tells its address, and lets it go after two draws of any page by anybody, as no page refers
to it: where several people are at work it was gone before its browser came, which then gave the download up.
"""

from __future__ import annotations

import time

from streamlit.runtime.media_file_manager import MediaFileMetadata

WAITS = 60.0  # seconds after it was first let go


def keep() -> None:
    """From now on a file that is let go is deleted at the first draw that ends so long after."""
    MediaFileMetadata.mark_for_delete = _let_go  # type: ignore[assignment, method-assign]
    MediaFileMetadata.is_marked_for_delete = property(_is_over)  # type: ignore[assignment, method-assign]


def _let_go(file: MediaFileMetadata) -> None:
    vars(file).setdefault("since", time.monotonic())


def _is_over(file: MediaFileMetadata) -> bool:
    since: float | None = vars(file).get("since")
    return since is not None and time.monotonic() - since > WAITS
