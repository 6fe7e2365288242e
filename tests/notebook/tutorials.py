"""The tutorial notebooks, executed in one kernel, each in an empty folder; `python -m tests.notebook.tutorials` writes
what they show into docs/notebooks.

Numbers are a function of the model: whoever changes it on purpose writes them anew. Charts are stored as pictures,
which every reader of notebooks shows.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

from sim.model.outcomes import RESULTS_VERSION
from tests.machine import patience

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NAMES = ("first-answer", "your-own-policy", "your-own-analysis")
SECONDS = 120  # of one cell
RUNS = "SALIENT_NOTEBOOK_RUNS"
FEW = "100"
BEFORE = "%reset -f\nimport os, altair\nos.makedirs({folder!r})\nos.chdir({folder!r})\naltair.renderers.enable('svg');"
SAID = "salient"  # key of what the metadata say of the outputs


@contextmanager
def kernel(runs: str | None = None) -> Iterator[KernelManager]:
    """A Python of its own that executes cells; with so many runs where the notebooks leave it open."""
    manager = KernelManager(kernel_name="python3")
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0"}
    environment.pop(RUNS, None)
    settings = {RUNS: runs} if runs else {}
    manager.start_kernel(env=environment | settings, extra_arguments=["--log-level=ERROR"])
    try:
        yield manager
    finally:
        manager.shutdown_kernel(now=True)


def read(name: str) -> NotebookNode:
    """A notebook as it is stored."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def execute(notebook: NotebookNode, manager: KernelManager, folder: Path) -> NotebookNode:
    """The notebook with what its cells show, in a new folder; a cell that raises ends it with CellExecutionError."""
    first = nbformat.v4.new_code_cell(BEFORE.format(folder=str(folder)))
    notebook.cells.insert(0, first)
    client = NotebookClient(notebook, km=manager, timeout=round(patience(SECONDS)), record_timing=False)
    client.execute(reset_kc=False)
    notebook.cells.pop(0)
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
    return notebook


def write(name: str, manager: KernelManager, folder: Path) -> None:
    """Execute a notebook and store what it shows, with the version of the results."""
    notebook = execute(read(name), manager, folder)
    notebook.metadata[SAID] = {"results_version": RESULTS_VERSION}
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, FOLDER / f"{name}.ipynb")


def main() -> None:
    """Write all notebooks, or those named."""
    with tempfile.TemporaryDirectory() as folder, kernel() as manager:
        for name in sys.argv[1:] or NAMES:
            write(name, manager, Path(folder) / name)


if __name__ == "__main__":
    main()
