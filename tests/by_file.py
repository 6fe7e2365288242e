"""How tests are handed to workers: whole files, and rooms whose files share what they have computed."""

from collections.abc import Iterable

from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/parity/",)  # the set under SimPy, watched
SECONDS = {  # of a processor, in files that no single slow test makes long: what takes long begins early
    "tests/ui/test_ui_controls.py": 15,
    "tests/edges/test_edges_pipes.py": 10,
    "tests/edges/test_edges_encodings.py": 10,
    "tests/edges/test_edges_small_samples.py": 10,
    "tests/edges/test_edges_signals.py": 10,
    "tests/ui/test_ui_timeline.py": 10,
    "tests/ui/test_ui_evidence.py": 9,
    "tests/ui/test_ui_refinery.py": 9,
    "tests/ui/test_ui_runs_opened.py": 9,
    "tests/edges/test_edges_page_text.py": 8,
    "tests/edges/test_edges_resuming.py": 8,
    "tests/experiment/test_experiment_cluster.py": 8,
    "tests/model/review/test_review_bargaining.py": 8,
    "tests/scenario/test_scenario_loading.py": 8,
    "tests/scenario/test_scenario_standalone.py": 8,
    "tests/test_inert_inputs.py": 8,
    "tests/edges/test_edges_kills.py": 7,
    "tests/engine/test_engine_without_numba.py": 7,
    "tests/session/test_session_worker.py": 7,
    "tests/test_planted_faults.py": 7,
    "tests/cli/test_cli_contract.py": 5,
    "tests/model/test_model_priors.py": 5,
    "tests/model/review/test_review_a9.py": 5,
}


def file_of(test: str) -> str:
    """The file in which a test of such a name stands, from the root of the project."""
    return test.split("::")[0]


class ByFileOrRoom(LoadFileScheduling):
    """Each worker takes whole files, and a room of TOGETHER as if it were one file."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return next((room for room in TOGETHER if file.startswith(room)), file)

    def remove_node(self, node: object) -> str | None:
        """Give what a dead worker left to the others, and return the test it died in, which nobody runs again.

        The library hands out all that the worker was given. Files that it had done are then work without a test: who
        gets one has nothing to report, is never given more, and the session waits for ever.
        """
        left = [(scope, undone(tests)) for scope, tests in self.assigned_work.pop(node).items()]
        died_in = next((test for _, tests in left for test in tests), None)
        for scope, tests in left:
            if rest := {test: False for test in tests if test != died_in}:
                self.workqueue[scope] = rest
        for other in self.assigned_work:
            self._reschedule(other)
        return died_in


def undone(tests: dict[str, bool]) -> Iterable[str]:
    """Those that did not end, in the order in which they run."""
    return [test for test, done in tests.items() if not done]
