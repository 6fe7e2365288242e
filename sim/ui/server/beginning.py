"""What a server does before its first visitor comes."""

from __future__ import annotations

import threading


def prepare() -> None:
    """Load the model and compute the first answer in a thread, while the server answers already."""
    threading.Thread(target=_prepare, name="salient-preparation", daemon=True).start()


def _prepare() -> None:
    from sim.ui import main, preparation, sidebar

    preparation.begun(sidebar.first_request())
    main.PAGES  # noqa: B018  (all pages are imported by now)
