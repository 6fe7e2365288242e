"""Makes, from a table of declarations, the one function that writes what each of them reads into its column.

A column is the place of its declaration in the table, so no number is typed. Readers that are a lambda are put into the
function as they stand: compiled one by one, they would take a second of every first start.
"""

from collections.abc import Callable, Iterable, Mapping
from types import CodeType
from typing import Any

from sim.model.declarations.entries import Reader
from sim.model.numbers.compilable import compilable


def row_writer(
    signature: str, statements: Iterable[tuple[str, Reader]], home: Mapping[str, Any]
) -> Callable[..., None]:
    """A compilable function of this signature, with a statement a column in the order of the table.

    In a statement `{column}` is the column and `{value}` what its reader says of the world; `home` are the names of the
    module that has the table.
    """
    name = signature.partition("(")[0]
    namespace, lines, bodies = dict(home), [f"def {signature}:"], []
    for column, (statement, read) in enumerate(statements):
        reader = f"(lambda world: {column})"  # stands in for a body that belongs there
        if _is_expression(read, home):
            bodies.append(read.__code__)
        else:
            reader = f"read_{column}"
            namespace[reader] = read
        lines.append("    " + statement.format(column=column, value=f"{reader}(world)"))
    exec("\n".join(lines) + "\n", namespace)
    return compilable(_with_bodies(namespace[name], bodies))


def _is_expression(read: Reader, home: Mapping[str, Any]) -> bool:
    """Whether a reader is a lambda that knows no other names than its table does."""
    return read.__name__ == "<lambda>" and read.__globals__ is home and read.__closure__ is None


def _with_bodies(function: Any, bodies: list[CodeType]) -> Any:
    """The function with these bodies in place of those that stand in for them, in order."""
    constants = function.__code__.co_consts
    places = [place for place, constant in enumerate(constants) if isinstance(constant, CodeType)]
    chosen = dict(zip(places, bodies, strict=True))
    consts = tuple(chosen.get(place, constant) for place, constant in enumerate(constants))
    function.__code__ = function.__code__.replace(co_consts=consts)
    return function
