"""Threads take chunks: all of them, once each, whatever happens."""

import threading
import time

import pytest

from sim.experiment.running.threads import LARGEST_CHUNK, Chunks, default_workers, run_chunks
from tests.machine import patience


def test_chunks_cover_each_replication_once():
    chunks = Chunks([(0, 1000), (1500, 1510)], workers=3)
    taken = []
    while (chunk := chunks.take()) is not None:
        taken += range(*chunk)
    assert taken == [*range(1000), *range(1500, 1510)]


def test_chunks_grow_to_a_tenth_of_a_second_of_work():
    chunks = Chunks([(0, 10**6)], workers=1)
    chunks.took(done=64, seconds=0.02)
    assert chunks.size == 320
    chunks.took(done=64, seconds=1e-9)
    assert chunks.size == LARGEST_CHUNK


def test_several_threads_really_run():
    barrier, delivered = threading.Barrier(3, timeout=patience(10)), []

    def wait_for_each_other(first, last):
        barrier.wait()
        return threading.get_ident()

    run_chunks(wait_for_each_other, [(0, 3)], workers=3, deliver=delivered.append, first_chunk=1)
    assert len(set(delivered)) == 3


def test_an_error_in_a_thread_stops_the_others_and_reaches_the_caller():
    def fail_at_100(first, last):
        if first >= 100:
            raise ZeroDivisionError(f"replication {first}")
        return first

    with pytest.raises(ZeroDivisionError, match="replication 1"):
        run_chunks(fail_at_100, [(0, 10**9)], workers=2, deliver=lambda result: None)


def test_an_error_while_delivering_stops_the_threads():
    taken = []

    def task(first, last):
        taken.append(first)
        time.sleep(0.001)
        return first

    def refuse(result):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        run_chunks(task, [(0, 10**9)], workers=2, deliver=refuse)
    time.sleep(0.05)
    seen = len(taken)
    time.sleep(0.05)
    assert len(taken) == seen


def test_at_least_one_worker_is_there():
    assert default_workers() >= 1


def test_threads_are_used_again_by_the_next_run():
    def threads_of_a_run():
        seen = []
        run_chunks(lambda first, last: threading.get_ident(), [(0, 500)], workers=2, deliver=seen.append)
        return set(seen)

    threads_of_a_run()
    time.sleep(0.05)
    before = threading.active_count()
    for _ in range(20):
        threads_of_a_run()
        time.sleep(0.002)
    assert threading.active_count() <= before + 1
