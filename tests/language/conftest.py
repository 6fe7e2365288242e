"""The catalogue of all that is said, made once for the tests that ask it."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from docs.make_languages import template


@pytest.fixture(scope="session")
def made() -> Catalog:
    return template()


@pytest.fixture(scope="session")
def known(made: Catalog) -> set[str]:
    """Every sentence, those of many among them."""
    return {text for one in made for text in (one.id if isinstance(one.id, tuple) else (one.id,))}
