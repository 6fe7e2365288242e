"""What a YAML text may hold: few lines can nest, or repeat themselves, beyond all time and memory."""

import re
from functools import cached_property
from itertools import pairwise
from typing import Any

from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import ConstructorError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import Node, ScalarNode
from ruamel.yaml.parser import RoundTripParser
from ruamel.yaml.scanner import RoundTripScanner, Scanner

from sim.legible import shortened

DEEPEST = 40
MOST_VALUES = 20_000
LONGEST_NUMBER = 100  # signs
PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge")
)
MEANT = {"timestamp": "date", "int": "whole number", "float": "number", "bool": "true or false"}
NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
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

    @cached_property
    def reader(self) -> Any:
        """The characters; ruamel looks them up anew for each."""
        return super().reader


class QuietScanner(ShallowScanner):
    """Passes comments by, which only who writes a file back needs: looking for them takes a third of the time."""

    check_token, peek_token, get_token = Scanner.check_token, Scanner.peek_token, Scanner.get_token

    def fetch_comment(self, comment: Any) -> None:
        """Nothing of it is kept."""

    def need_more_tokens(self) -> bool:
        """Whether the next token may yet turn out to be a key: most that are asked for are none."""
        if self.tokens and not self.possible_simple_keys:
            return False
        return bool(super().need_more_tokens())


class DirectParser(RoundTripParser):
    """Knows its scanner; ruamel looks it up anew for each token."""

    @cached_property
    def scanner(self) -> Any:
        """The tokens."""
        return super().scanner


class CountingComposer(Composer):
    """Counts values, those behind an alias as often as it is used, before any of them is made."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader=loader)
        self.values = 0
        self.sizes: dict[int, int] = {}  # node -> values in it

    @cached_property
    def parser(self) -> Any:
        """The events; ruamel looks them up anew for each node."""
        return self.loader.parser

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
        if str(node.tag) in NUMBERS and len(node.value) > LONGEST_NUMBER:
            problem = f"holds a number of {len(node.value):,} signs, more than any value can need; write a shorter one"
            raise Refused(problem=problem, problem_mark=node.start_mark)
        _refuse_tag(node)
        return node

    def compose_mapping_node(self, anchor: Any) -> Any:
        """A mapping; in braces `0,02` would be a 0 and a key 02 without a value."""
        node = super().compose_mapping_node(anchor)
        _refuse_tag(node)
        for key, _ in node.value:
            if not isinstance(key, ScalarNode):
                problem = "a key must be a word, not a list or a mapping; write `key: value`"
                raise Refused(problem=problem, problem_mark=key.start_mark)
        if node.flow_style:
            for (_, value), (key, nothing) in pairwise(node.value):
                if nothing.start_mark.index == nothing.end_mark.index:
                    _refuse_decimal_comma(value, key)
        return node

    def compose_sequence_node(self, anchor: Any) -> Any:
        """A list; in brackets `0,02` would be a 0 and a 2."""
        node = super().compose_sequence_node(anchor)
        _refuse_tag(node)
        if node.flow_style:
            for before, after in pairwise(node.value):
                if isinstance(after, ScalarNode) and re.fullmatch(r"0\d+", after.value):
                    _refuse_decimal_comma(before, after)
        return node


def _refuse_tag(node: Node) -> None:
    """A tag asks for a kind of value that a scenario has not, or says what is said already."""
    tag = str(node.tag) if node.tag is not None else ""
    if tag and tag != "!" and tag not in PLAIN_TAGS:
        short = tag.replace("tag:yaml.org,2002:", "!!")
        raise Refused(problem=f"YAML tags are not understood ({short}); write the plain value",
                      problem_mark=node.start_mark)  # fmt: skip


def _refuse_decimal_comma(before: Node, after: Node) -> None:
    """Two numbers with nothing but a comma between them were meant as one."""
    if not isinstance(before, ScalarNode) or not isinstance(after, ScalarNode):
        return
    touch = before.end_mark.index + 1 == after.start_mark.index
    if touch and re.fullmatch(r"[+-]?\d+", before.value) and re.fullmatch(r"\d+", after.value):
        problem = (
            f"{before.value},{after.value} reads as two entries, because a comma ends an entry; "
            f"decimals take a point: write {before.value}.{after.value}"
        )
        raise Refused(problem=problem, problem_mark=before.start_mark)


class PlacedConstructor(RoundTripConstructor):
    """Makes values; one that looks like a date or number and is none is told with its place."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """The value of a node."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, ConstructorError) as fault:
            if not isinstance(node, ScalarNode):
                if isinstance(fault, ConstructorError):
                    raise
                problem = "is no mapping or list that a scenario can hold; write it plainly"
                raise Refused(problem=problem, problem_mark=node.start_mark) from fault
            kind = MEANT.get(str(node.tag).rpartition(":")[2], "value")
            reason = f" ({fault})" if kind == "date" and isinstance(fault, ValueError) and len(str(fault)) < 60 else ""
            problem = f"{shortened(node.value)} is no {kind}{reason}; correct it, or put text in quotes"
            raise Refused(problem=problem, problem_mark=node.start_mark) from None
