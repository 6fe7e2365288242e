"""Expressions over many worlds at once, as statements are written: `area_end_km2 <= ground.held_area_km2`.

Numbers, names, + - * /, comparisons, `and`, `or`, `not`, a day of a series (`held_area_km2[30]`, `[-1]` the last) and
the functions below. Nothing else of Python is understood.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
Lookup = Callable[[str], Values]

CLOSE = 1e-9  # of the larger of the two, and of one
ARITHMETIC: dict[type[ast.operator], Callable[..., Values]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide,
}  # fmt: skip
COMPARED: dict[type[ast.cmpop], Callable[..., Values]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
JOINED: dict[type[ast.boolop], Callable[..., Values]] = {ast.And: np.logical_and, ast.Or: np.logical_or}
SIGNED: dict[type[ast.unaryop], Callable[..., Values]] = {ast.Not: np.logical_not, ast.USub: np.negative}


class Unreadable(ValueError):
    """An expression says something that is not understood."""


def near(one: Values, other: Values) -> Values:
    """Whether two values are equal but for rounding."""
    scale = np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))
    return np.asarray(np.abs(one - other) <= CLOSE * scale)


FUNCTIONS: dict[str, Callable[..., Values]] = {
    "abs": np.abs,
    "min": np.minimum,
    "max": np.maximum,
    "near": near,
    "never": np.isinf,  # of a day
    "missing": np.isnan,  # of an amount
    "average": lambda amounts: np.full_like(amounts, np.mean(amounts)),  # over the worlds tried together
    "least": lambda series: series.min(axis=1),
    "most": lambda series: series.max(axis=1),
    "largest_rise": lambda series: np.diff(series, axis=1, prepend=series[:, :1]).max(axis=1),
    "largest_fall": lambda series: -np.diff(series, axis=1, prepend=series[:, :1]).min(axis=1),
}


def evaluated(text: str, lookup: Lookup) -> Values:
    """The value of an expression in each world (world,); `lookup` gives a name's values (world,) or (world, day)."""
    return _value(_parsed(text), lookup)


def names_in(text: str) -> frozenset[str]:
    """The names that an expression asks for, such as `second.area_end_km2` and `ground.held_area_km2`."""
    return frozenset(_names(_parsed(text)))


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError) as fault:
        raise Unreadable(f"{text!r} is no expression: {fault.args[0]}") from None


def _names(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        yield _dotted(node)
        return
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.expr) and not (isinstance(node, ast.Call) and part is node.func):
            yield from _names(part)


def _dotted(node: ast.expr) -> str:
    """A name with its dots."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Name):
        return node.id
    raise _not_understood(node)


def _value(node: ast.expr, lookup: Lookup) -> Values:
    match node:
        case ast.Constant(value=bool() | int() | float() as number):
            return np.asarray(number)
        case ast.Name() | ast.Attribute():
            return lookup(_dotted(node))
        case ast.BoolOp(op=join, values=parts):
            return reduce(JOINED[type(join)], (_value(part, lookup) for part in parts))
        case ast.Compare(left=left, ops=signs, comparators=others):
            return _compared([left, *others], signs, lookup)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in ARITHMETIC:
            return ARITHMETIC[type(sign)](_value(left, lookup), _value(right, lookup))
        case ast.UnaryOp(op=sign, operand=part) if type(sign) in SIGNED:
            return SIGNED[type(sign)](_value(part, lookup))
        case ast.Subscript(value=series, slice=day):
            return _on_day(_value(series, lookup), day)
        case ast.Call(func=ast.Name(id=name), args=parts, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*(_value(part, lookup) for part in parts))
    raise _not_understood(node)


def _compared(parts: list[ast.expr], signs: list[ast.cmpop], lookup: Lookup) -> Values:
    """A chain such as 0 <= x < 1."""
    values = [_value(part, lookup) for part in parts]
    if any(type(sign) not in COMPARED for sign in signs):
        raise Unreadable("only <, <=, >, >=, == and != compare")
    pairs = zip(values, values[1:], signs, strict=False)
    return reduce(np.logical_and, (COMPARED[type(sign)](one, other) for one, other, sign in pairs))


def _on_day(series: Values, day: ast.expr) -> Values:
    try:
        return np.asarray(series[:, operator.index(ast.literal_eval(day))])
    except (ValueError, TypeError, IndexError):
        last = series.shape[-1] - 1
        raise Unreadable(f"[{ast.unparse(day)}] is no day of a series that ends on day {last}") from None


def _not_understood(node: ast.AST) -> Unreadable:
    return Unreadable(f"{ast.unparse(node)!r} is not understood")
