"""Whether results may be written and deleted here: asked by whatever does either."""

import os
from pathlib import Path

from sim.errors import InputError

READ_ONLY_VARIABLE = "SALIENT_READ_ONLY"
NO = ("", "0", "no", "false")


def read_only() -> bool:
    """Whether SALIENT_READ_ONLY is set to anything but 0, no or false."""
    return os.environ.get(READ_ONLY_VARIABLE, "").strip().lower() not in NO


def refuse_if_read_only(folder: Path | str) -> None:
    """Refuse to change a folder of results where that is switched off."""
    if read_only():
        raise InputError(
            f"{folder}: results are read-only here ({READ_ONLY_VARIABLE} is set, or the app was started with "
            "--read-only); nothing was written or deleted"
        )
