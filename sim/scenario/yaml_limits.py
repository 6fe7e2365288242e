"""What a YAML text may hold: few lines can nest, or repeat themselves, beyond all time and memory."""

import re
from typing import Any

from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.scanner import RoundTripScanner

DEEPEST = 40
MOST_VALUES = 20_000
HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


class Refused(MarkedYAMLError):
    """The text is YAML, but not what a scenario can hold; `problem` says what is wrong and what to do."""


def too_deep(mark: Any) -> Refused:
    """The complaint about brackets or indentation at a place of the text."""
    return Refused(problem="is nested too deeply; write it flatter", problem_mark=mark)


class ShallowScanner(RoundTripScanner):
    """Refuses deep brackets where they stand; ruamel takes seconds for thousands of them."""

    def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:
        """Count the bracket, then read on."""
        if len(self.flow_context) > DEEPEST:
            raise too_deep(self.reader.get_mark())
        super().fetch_flow_collection_start(TokenClass, to_push)


class CountingComposer(Composer):
    """Counts values, those behind an alias as often as it is used, before any of them is made."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader=loader)
        self.values = 0
        self.sizes: dict[int, int] = {}  # node -> values in it

    def compose_node(self, parent: Any, index: Any) -> Any:
        """The next node; refuses what is too much, too deep, or contains itself."""
        event, before = self.parser.peek_event(), self.values
        if self.depth > DEEPEST:
            raise too_deep(event.start_mark)
        self.values += 1
        node = super().compose_node(parent, index)
        if isinstance(event, AliasEvent):
            if id(node) not in self.sizes:
                problem = f"the alias *{event.anchor} contains itself; write the value where it is needed"
                raise Refused(problem=problem, problem_mark=event.start_mark)
            self.values = before + self.sizes[id(node)]
        else:
            self.sizes[id(node)] = self.values - before
        if self.values > MOST_VALUES:
            problem = f"holds more than {MOST_VALUES:,} values, with those that aliases repeat; write fewer"
            raise Refused(problem=problem, problem_mark=event.start_mark)
        return node

    def compose_scalar_node(self, anchor: Any) -> Any:
        """A key or value; half a character, which an escape such as \\uD800 writes, can not be stored or shown."""
        node = super().compose_scalar_node(anchor)
        if HALF_CHARACTERS.search(node.value):
            problem = "holds an escape of half a character; write the character itself"
            raise Refused(problem=problem, problem_mark=node.start_mark)
        return node
