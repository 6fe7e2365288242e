"""Makes, from a table of declarations, the one function that writes what each of them reads into its column.

A column is the place of its declaration in the table, so no number is typed; the readers are compiled as they stand.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sim.model.declarations.entries import Reader
from sim.model.numbers.compilable import compilable


def row_writer(
    signature: str, statements: Iterable[tuple[str, Reader]], calls: Mapping[str, Any]
) -> Callable[..., None]:
    """A compilable function of this signature, with a statement a column in the order of the table.

    In a statement `{column}` is the column and `{value}` what its reader says of the world; `calls` are the functions
    that statements call.
    """
    namespace, lines = dict(calls), [f"def {signature}:"]
    for column, (statement, read) in enumerate(statements):
        namespace[f"read_{column}"] = compilable(read)
        lines.append("    " + statement.format(column=column, value=f"read_{column}(world)"))
    exec("\n".join(lines) + "\n", namespace)
    return compilable(namespace[signature.partition("(")[0]])
