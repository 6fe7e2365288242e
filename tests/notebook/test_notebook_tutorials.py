"""The tutorials run whole, with few runs, and what they show is of this version of the model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager
from nbformat import NotebookNode, validate

from sim.model.outcomes import RESULTS_VERSION
from tests.notebook import tutorials

ROOT = Path(__file__).parents[2]
SHOWN = {
    "first-answer": ("What comes first: truce", "<svg", "give 0 to 3,650 days", "extends: kursk/undecided"),
    "your-own-policy": ("process wait_for_the_talks", "ordered in", "stock_days"),
    "your-own-analysis": ("outcomes.parquet", "with_truce_km2", "R² = ", "noise", "lanchester", "runs.parquet"),
}


@pytest.fixture(scope="module")
def kernel() -> Iterator[KernelManager]:
    with tutorials.kernel(tutorials.FEW) as manager:
        yield manager


def said(notebook: NotebookNode) -> str:
    """All that the cells show, as text and HTML."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(str(output.get("text", "")) + str(output.get("data", "")) for output in outputs)


@pytest.mark.slow(12)
@pytest.mark.parametrize("name", tutorials.NAMES)
def test_a_tutorial_runs_from_its_first_cell_to_its_last(name: str, kernel: KernelManager, tmp_path: Path) -> None:
    notebook = tutorials.execute(tutorials.read(name), kernel, tmp_path / name)
    assert [text for text in SHOWN[name] if text not in said(notebook)] == []


@pytest.mark.parametrize("name", tutorials.NAMES)
def test_what_it_shows_is_stored_and_of_this_model(name: str) -> None:
    stored = tutorials.read(name)
    validate(stored)
    assert stored.metadata[tutorials.SAID]["results_version"] == RESULTS_VERSION, (
        "results have changed: `python -m tests.notebook.tutorials` writes the notebooks anew"
    )
    assert [text for text in SHOWN[name] if text not in said(stored)] == []
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)


def test_all_of_them_are_linked() -> None:
    assert {file.stem for file in tutorials.FOLDER.glob("*.ipynb")} == set(tutorials.NAMES)
    for page in (ROOT / "README.md", ROOT / "docs" / "python.md"):
        assert all(f"notebooks/{name}.ipynb" in page.read_text(encoding="utf-8") for name in tutorials.NAMES), page
