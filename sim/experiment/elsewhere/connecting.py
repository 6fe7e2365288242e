"""The way to a cluster of Dask: the address of its scheduler, its file, or workers on this machine (`local:2`)."""

import logging
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sim.errors import ExtraMissing, InputError, StorageError

log = logging.getLogger("salient.cluster")  # without a handler its warnings are lines on stderr

LOCAL = re.compile(r"local:(?P<workers>[1-9]\d{0,2})")
LISTENS = re.compile(r"((tcp|tls|ws|wss|ucx|ucxx)://)?(?!local:)[^\s/:]+:\d{1,5}|((tcp|tls|ws|wss)://)?\[[0-9a-fA-F:.]+\]:\d{1,5}")
ANSWERS_IN = 10.0  # seconds in which a scheduler that is there answers
COMES_BACK_IN = 600.0  # seconds that one which was there may be away, and that workers may take to come
LOOKS_AGAIN_AFTER = 1.0
LOOKS_SELDOM = {  # a chunk takes seconds: Dask need not look at its workers a hundred times in each
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.memory.monitor-interval": "1s",
}
EXAMPLE = "give tcp://host:8786, the file that `dask scheduler --scheduler-file` wrote, or local:2"


class Lost(Exception):
    """The scheduler is gone, and with it all that was asked of it."""


class Connection:
    """A client of a cluster, which comes back where the scheduler does."""

    def __init__(self, address: str) -> None:
        self.address = checked_address(address)
        self._local: Any = None
        self.client = self._first()

    def slots(self) -> int:
        """How many chunks the workers can make at a time, once there is one."""
        return sum(self.workers().values())

    def workers(self) -> dict[str, int]:
        """Threads of the workers by their address, once there is one."""
        call, until = None, time.monotonic() + COMES_BACK_IN
        while not (found := self._present()):
            if call is None:
                log.warning("salient: %s has no workers now; waiting for `dask worker` to join it", self.address)
                with losing():
                    call = self.client.submit(abs, 1, pure=False)  # clusters that grow by need grow for a task only
            if time.monotonic() > until:
                raise StorageError(f"--cluster {self.address}: no worker came in {COMES_BACK_IN:.0f} seconds")
            time.sleep(LOOKS_AGAIN_AFTER)
        return found

    def finished(self, futures: Iterable[Any], seconds: float) -> list[Any]:
        """Those that are finished or failed, after so many seconds at most."""
        from distributed import wait

        with losing(), self.client.as_current():
            try:
                done = wait(list(futures), timeout=seconds, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                return []
        return list(done)

    def again(self) -> None:
        """Come back to a scheduler that was lost: what is finished is kept elsewhere."""
        log.warning("salient: the scheduler at %s is gone; waiting for it, what is finished is kept", self.address)
        self._close_client()
        until = time.monotonic() + COMES_BACK_IN
        while True:
            try:
                self.client = _client(self._local or _meant(self.address), ANSWERS_IN)
                return
            except OSError:
                if time.monotonic() > until:
                    raise StorageError(
                        f"--cluster {self.address}: the scheduler did not come back in {COMES_BACK_IN:.0f} seconds; "
                        "the same command goes on from what is finished"
                    ) from None
                time.sleep(LOOKS_AGAIN_AFTER)

    def close(self) -> None:
        """Leave; a cluster of our own ends."""
        self._close_client()
        if self._local is not None:
            with suppress(Exception):
                self._local.close(timeout=ANSWERS_IN)

    def _first(self) -> Any:
        local = LOCAL.fullmatch(self.address)
        if local is not None:
            self._local = _own_cluster(int(local["workers"]))
        try:
            return _client(self._local or _meant(self.address), ANSWERS_IN)
        except (OSError, ValueError) as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise InputError(f"--cluster {self.address}: no scheduler answers there ({reason}); {EXAMPLE}") from error

    def _present(self) -> dict[str, int]:
        with losing():
            return {worker: threads for worker, threads in self.client.nthreads().items() if threads}

    def _close_client(self) -> None:
        with suppress(Exception):
            self.client.close(timeout=2)


@contextmanager
def losing() -> Iterator[None]:
    """Turn what a client says of a scheduler that is gone into `Lost`."""
    from asyncio import CancelledError as Stopped
    from concurrent.futures import CancelledError

    from distributed.client import FutureCancelledError, FuturesCancelledError
    from distributed.comm.core import CommClosedError

    try:
        yield
    except (Stopped, CancelledError, FutureCancelledError, FuturesCancelledError, CommClosedError, OSError) as error:
        raise Lost from error


def checked_address(address: str) -> str:
    """The address of a cluster, if it can be one."""
    text = address.strip()
    if text.endswith(".json"):
        if not Path(text).is_file():
            raise InputError(f"--cluster {address}: there is no such file of a scheduler; {EXAMPLE}")
    elif not (LOCAL.fullmatch(text) or LISTENS.fullmatch(text)):
        raise InputError(f"--cluster {address}: this is no cluster; {EXAMPLE}")
    return text


def _meant(address: str) -> Any:
    """What a client takes for an address: the file of a scheduler says where it listens."""
    if not address.endswith(".json"):
        return address
    import json

    try:
        return json.loads(Path(address).read_text(encoding="utf-8"))["address"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"--cluster {address}: this is no file of a scheduler; {EXAMPLE}") from error


def _client(place: Any, timeout: float) -> Any:
    distributed = _library()
    return distributed.Client(place, timeout=timeout, set_as_default=False)


def _own_cluster(workers: int) -> Any:
    distributed = _library()
    import dask

    with dask.config.set(LOOKS_SELDOM):
        return distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1",
            silence_logs=logging.CRITICAL,
        )  # fmt: skip


def _library() -> Any:
    try:
        import distributed
    except ImportError:
        raise ExtraMissing("a cluster needs dask.distributed: pip install 'salient-sim[cluster]'") from None
    _quieten()
    return distributed


def _quieten() -> None:
    """What Dask says of a lost scheduler or worker, in many lines, is said here in one."""
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.nanny", "distributed.comm",
                 "distributed.scheduler", "distributed.worker"):  # fmt: skip
        logging.getLogger(name).setLevel(logging.CRITICAL)


