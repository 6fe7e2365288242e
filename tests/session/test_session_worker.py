"""What the background process loads: the model and the engine, and nothing of what pages are made of."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sim.engine.cache import compiled_entry
from tests.machine import patience

PAGES = {"streamlit", "tornado", "starlette", "altair", "pandas", "pyarrow", "typer"}
PROGRAM = """
import json, sys

def loaded_modules():
    return sorted({name.split(".")[0] for name in sys.modules}), [n for n in sys.modules if n.startswith("sim.ui")]

if __name__ == "__main__":
    from sim.session.background.refinery import Job, Worker
    from sim.session.inputs.scenarios import Chosen, loaded

    chosen, worker = Chosen("tutorial/baseline"), Worker()
    import streamlit  # as in the server
    results = worker.take(Job(chosen, loaded(chosen, 0.0).hash, 1, 40, 0.0)).result()
    packages, pages = worker._pool.submit(loaded_modules).result()
    print(json.dumps([results.replications, packages, pages]))
"""


def test_the_background_process_loads_no_page_and_compiles_nothing_that_is_kept(tmp_path: Path) -> None:
    compiled_entry()
    program = tmp_path / "server.py"
    program.write_text(PROGRAM)
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=patience(240))
    assert done.returncode == 0, done.stderr
    replications, packages, pages = json.loads(done.stdout)
    assert replications == 40
    assert {"numpy", "pydantic"} <= set(packages)
    assert not PAGES & set(packages)
    assert pages == []
    assert sys.platform != "linux" or "numba" not in packages


def test_pages_are_ready_without_numba_and_without_scipy_stats() -> None:
    """What only a first run needs is loaded by it, not by every server."""
    code = "import sys, sim.ui.main; print(*{'numba', 'llvmlite', 'scipy.stats', 'simpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=patience(120))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
