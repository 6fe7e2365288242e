"""Tables that fit a phone: there each row becomes a block, a line a cell under the head of its column, by page.css."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from sim.report.words.markdown import plain

if TYPE_CHECKING:
    import pandas as pd

ROWS, ON_A_DESK, ON_A_PHONE = "rows", "on-a-desk", "on-a-phone"  # beginnings of keys, as page.css has them


def table(texts: pd.DataFrame, key: str, alt: str, as_they_are: tuple[str, ...] = ()) -> None:
    """A table of texts; those of some columns are Markdown as they are, an empty cell makes no line on a phone."""
    shown = texts.copy()
    for head in texts.columns:
        safe = str if head in as_they_are else plain
        shown[head] = [f"*{plain(head)}:* {safe(cell)}" if cell else "" for cell in texts[head]]
    with st.container(key=f"{ROWS}-{key}"):
        st.table(shown.set_index(texts.columns[0]), alt=alt)


@contextmanager
def on_a_desk(key: str) -> Iterator[None]:
    """What is hidden on a phone."""
    with st.container(key=f"{ON_A_DESK}-{key}"):
        yield


@contextmanager
def on_a_phone(key: str) -> Iterator[None]:
    """What is shown on a phone alone."""
    with st.container(key=f"{ON_A_PHONE}-{key}"):
        yield
