"""More runs in the background give the numbers of the same runs in front."""

import time

import pytest

from sim.ui import answers
from sim.ui.answers import Answer, Chosen, Request, Shelf
from sim.ui.refinery import Refinery

REQUEST = Request("compare", (Chosen("kursk/undecided"), Chosen("kursk/undecided-hold")), 3, "dark", 0.0)


def waited(refinery: Refinery, size: int, seconds: float = 120.0) -> Answer:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        refinery.poll(REQUEST)
        best = refinery.kept.best(REQUEST)
        if best is not None and best.replications >= size:
            return best
        time.sleep(0.1)
    raise TimeoutError


def test_the_background_process_refines_to_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "REFINED", (100,))
    refinery = Refinery(Shelf())
    first = answers.answer_to(REQUEST, 50)
    refinery.kept.put(first)
    assert refinery.poll(REQUEST) == 100
    finer = waited(refinery, 100)
    assert refinery.poll(REQUEST) is None
    assert finer.summaries == answers.answer_to(REQUEST, 100).summaries
    assert finer.pictures.keys() == first.pictures.keys()
    refinery.close()


def test_a_stage_that_fails_leaves_the_first_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "REFINED", (0,))
    refinery = Refinery(Shelf())
    monkeypatch.setattr("sim.ui.refinery.next_size", lambda size: 0)
    refinery.kept.put(answers.answer_to(REQUEST, 50))
    end = time.monotonic() + 120.0
    while refinery.poll(REQUEST) is not None and time.monotonic() < end:
        time.sleep(0.1)
    assert refinery.stuck(REQUEST)
    assert not refinery.broken
    refinery.close()


def test_the_shelf_keeps_the_finest_answer_and_the_latest_requests() -> None:
    shelf = Shelf(most=2)

    def put(seed: int, size: int) -> Request:
        request = Request("outlook", (Chosen("kursk/hold"),), seed, "light", 0.0)
        shelf.put(Answer(request, size, "compiled", (), (), {}, (), ()))
        return request

    first = put(1, 500)
    put(1, 200)
    kept = shelf.best(first)
    assert kept is not None
    assert kept.replications == 500
    second = put(2, 200)
    shelf.best(first)
    put(3, 200)
    assert shelf.best(first) is not None
    assert shelf.best(second) is None
