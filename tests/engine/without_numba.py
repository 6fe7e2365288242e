"""Runs `salient` as on a machine for which numba has no wheel: an import hook hides it."""

import sys
from importlib.abc import MetaPathFinder

HIDDEN = ("numba", "llvmlite")


class Hidden(MetaPathFinder):
    """Says that a package is not installed."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.split(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Hidden())

if __name__ == "__main__":
    from sim.cli import main

    main()
