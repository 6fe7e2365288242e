"""A worker that dies costs its test, not the session: what it left is handed out once, and nothing that it had done."""

from pathlib import Path
from types import SimpleNamespace

from tests.by_file import SECONDS, ByFileOrRoom

FILES = {"tests/a.py": 1, "tests/b.py": 3, "tests/c.py": 1, "tests/parity/d.py": 2, "tests/parity/e.py": 1}
TESTS = [f"{file}::test_{number}" for file, many in FILES.items() for number in range(many)]


class Worker:
    def __init__(self, name):
        self.gateway = SimpleNamespace(id=name)
        self.shutting_down = False
        self.waiting = []

    def send_runtest_some(self, numbers):
        assert numbers, "work without a test: nothing would be reported, and no more work given"
        self.waiting += numbers

    def shutdown(self):
        self.shutting_down = True


def session(*workers):
    config = SimpleNamespace(
        getvalue=lambda _: ["popen"] * len(workers), option=SimpleNamespace(loadscopereorder=False, debug=False)
    )
    scheduler = ByFileOrRoom(config, None)
    for worker in workers:
        scheduler.add_node(worker)
    for worker in workers:
        scheduler.add_node_collection(worker, TESTS)
    scheduler.schedule()
    return scheduler


def run_next(scheduler, worker, done):
    number = worker.waiting.pop(0)
    done.append(TESTS[number])
    scheduler.mark_test_complete(worker, number)


def test_what_a_dead_worker_left_is_handed_out_once():
    first, second = Worker("gw0"), Worker("gw1")
    scheduler, done = session(first, second), []
    run_next(scheduler, first, done)  # its first file is done, of the second nothing
    assert done == ["tests/a.py::test_0"]
    died_in = scheduler.remove_node(first)
    assert died_in == TESTS[first.waiting[0]]
    while second.waiting:
        run_next(scheduler, second, done)
    assert sorted([*done, died_in]) == sorted(TESTS)
    assert scheduler.tests_finished


def test_files_of_a_room_that_computes_together_go_to_one_worker():
    first, second = Worker("gw0"), Worker("gw1")
    scheduler = session(first, second)
    by_worker = {worker: [] for worker in (first, second)}
    while first.waiting or second.waiting:
        for worker, done in by_worker.items():
            if worker.waiting:
                run_next(scheduler, worker, done)
    rooms = [{test for test in done if "parity" in test} for done in by_worker.values()]
    assert sorted(len(room) for room in rooms) == [0, 3]


def test_a_worker_that_ends_in_order_leaves_nothing():
    only = Worker("gw0")
    scheduler = session(only)
    while only.waiting:
        run_next(scheduler, only, [])
    assert scheduler.remove_node(only) is None


def test_each_file_that_takes_long_is_there() -> None:
    assert [file for file in SECONDS if not (Path(__file__).parents[1] / file).is_file()] == []
