"""How long a test may wait on this machine: its limits end what hangs, so they grow with what slows everything down."""

import os
import time

LOOP, REFERENCE = 300_000, 0.011  # steps, and the seconds that they took where the limits were chosen
MEASURED = "SALIENT_TESTS_SLOWNESS"  # measured once by the first process, for all that it starts


def slowness() -> float:
    """How many times slower than the machine on which the limits were chosen."""
    if MEASURED not in os.environ:
        os.environ[MEASURED] = f"{min(_loop() for _ in range(5)) / REFERENCE:.2f}"
    return max(1.0, float(os.environ[MEASURED]))


def crowding() -> float:
    """How many processes share a core by now; 1 where the system does not tell."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return max(1.0, load / (os.cpu_count() or 1))


def patience(seconds: float) -> float:
    """A limit, as much longer as this machine is slower or busier."""
    return seconds * slowness() * crowding()


def _loop() -> float:
    """CPU seconds of a loop of pure Python."""
    start, total = time.process_time(), 0
    for step in range(LOOP):
        total += step * step
    return time.process_time() - start
