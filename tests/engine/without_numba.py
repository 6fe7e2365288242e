"""Runs `salient` as on a machine for which numba has no wheel: an import hook hides it.

With `--each` and a list of commands as JSON it runs one after another in this process, and prints what each left with
and wrote.
"""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from importlib.abc import MetaPathFinder

HIDDEN = ("numba", "llvmlite")


class Hidden(MetaPathFinder):
    """Says that a package is not installed."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.split(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Hidden())

def each(commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """Exit code, stdout and stderr of commands."""
    from sim.cli import main

    told = []
    for command in commands:
        out, err, code = io.StringIO(), io.StringIO(), 0
        with redirect_stdout(out), redirect_stderr(err):
            try:
                main(command)
            except SystemExit as end:
                code = int(end.code or 0)
        told.append((code, out.getvalue(), err.getvalue()))
    return told


if __name__ == "__main__":
    if sys.argv[1] == "--each":
        print(json.dumps(each(json.loads(sys.argv[2]))))
    else:
        from sim.cli import main

        main()
