"""How tests are handed to workers: whole files, and rooms whose files share what they have computed."""

from collections.abc import Iterable

from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/parity/",)  # the set under SimPy, watched


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
