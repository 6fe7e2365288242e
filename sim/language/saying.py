"""What the code says, in the language of whoever reads it.

A sentence stands whole in the code, in English, with named places: `say("{n} of {all} runs", n=3, all=8)`. It is its
own key in the catalogues of other languages, so English needs none, and what a catalogue lacks is said in English.
A word that bends with a number is said by `say_many`. What is declared in one place and said in another
(a table at the head of a module) is `spoken` there and said where it is shown.

The language is that of the context (a thread has its own), else what was asked for by `found_by`, else English.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from sim.language import numerals

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Language:
    """A language: its code (BCP 47), its sentences by the English ones, its numerals."""

    code: str
    sentence: Callable[[str], str]
    plural: Callable[[str, str, int], str]
    numerals: numerals.Numerals = numerals.ENGLISH

    def filled(self, text: str, places: dict[str, Any]) -> str:
        """The text with its places filled; numbers as this language writes them."""
        return _Filling(self.numerals).vformat(text, (), places)


class _Filling(string.Formatter):
    def __init__(self, written: numerals.Numerals) -> None:
        self.written = written

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(format(value, format_spec))
        return self.written.of(text) if isinstance(value, float | int) else text


ENGLISH = Language("en", lambda text: text, lambda one, many, n: one if n == 1 else many)
_spoken: ContextVar[Language | None] = ContextVar("language", default=None)
_finders: list[Callable[[], Language]] = []


def say(sentence: str, /, **places: Any) -> str:
    """A sentence with its places filled; without places its braces are braces.

    KeyError for a place that is not given.
    """
    language = current()
    if language is ENGLISH:
        return sentence.format(**places) if places else sentence
    text = language.sentence(sentence) if sentence else ""
    return language.filled(text, places) if places else text


def say_many(one: str, many: str, n: int, /, **places: Any) -> str:
    """A sentence about n of something, in the form that the language has for so many; {n} is the number."""
    language = current()
    text = language.plural(one, many, n)
    return text.format(n=n, **places) if language is ENGLISH else language.filled(text, {"n": n, **places})


def spoken(sentence: str) -> str:
    """The sentence as it is: it goes into the catalogues here, and is said where it is shown."""
    return sentence


def numeral(english: str) -> str:
    """A number that was written for English, as the language writes it."""
    language = current()
    return english if language is ENGLISH else language.numerals.of(english)


def current() -> Language:
    """The language of this context."""
    return _spoken.get() or (_finders[-1]() if _finders else ENGLISH)


def speak(language: Language) -> Language:
    """Say all that follows in this context in the language."""
    _spoken.set(language)
    return language


def found_by(find: Callable[[], Language]) -> None:
    """How a context that was told no language finds its own: a thread of the app asks for its reader's."""
    _finders[:] = [find]


def kept(maxsize: int | None = 128) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`functools.lru_cache` for what holds words: each language has its own."""

    def keeping(build: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=maxsize)
        def built(_: str, *arguments: Any) -> R:
            return build(*arguments)  # type: ignore[call-arg]

        @wraps(build)
        def asked(*arguments: P.args, **named: P.kwargs) -> R:
            if named:
                raise TypeError(f"{build.__name__} is kept by the order of its arguments; give them without names")
            return built(current().code, *arguments)

        vars(asked).update(cache_clear=built.cache_clear, cache_info=built.cache_info)
        return asked

    return keeping
