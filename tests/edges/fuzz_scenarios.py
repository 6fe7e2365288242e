"""Changed scenario files, theatres, options and uploads by the thousand: each is refused with its place, or runs.

    python -m tests.edges.fuzz_scenarios 5000 [SEED]

A case is a number and a seed, so that `python -m tests.edges.fuzz_scenarios 1 SEED NUMBER` repeats one.
"""

import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from scenario_mutations import Range, any_option, mutated, shipped_texts

from sim.engine.replication import run_block
from sim.engine.theatre import model_of
from sim.errors import InputError
from sim.experiment.design.unit_cube import uniforms
from sim.model.world.parameters import P, fill, plan
from sim.scenario.files.shipped import scenario_folder, shipped_names
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load
from sim.session.inputs.scenarios import Chosen, loaded
from sim.session.inputs.uploads import load_upload, read_upload
from tests.machine import patience, slowness

PLACE = re.compile(r"(--set |\S[^\n]*?:\d+:\d+: )")
SECONDS, SECONDS_ON_THE_CLOCK = 5.0 * slowness(), patience(60.0)  # of work, and of waiting while others work too
REPLICATIONS, DAYS = 2, 30
OF_THEATRES = {
    f"theatres/{name.removesuffix('/baseline')}.yaml": name for name in shipped_names() if name.endswith("/baseline")
}


class Trouble(Exception):
    """What no input should bring about."""


@dataclass(frozen=True)
class Bench:
    """A copy of the shipped files to change, and their texts."""

    folder: Path
    scenarios: dict[str, bytes]
    theatres: dict[str, bytes]
    sources: bytes
    options: dict[str, Range]


@contextmanager
def bench() -> Iterator[Bench]:
    """A copy in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "scenarios"
        shutil.copytree(scenario_folder(), root)
        texts = shipped_texts()
        theatres = {name: text for name, text in texts.items() if name.startswith("theatres/")}
        scenarios = {name: _complete(name, text) for name, text in texts.items() if name not in theatres}
        options = {
            leaf.path: (leaf.declaration.low, leaf.declaration.high, leaf.declaration.options)
            for name in ("kursk/baseline", "tutorial/baseline") for leaf in load(name).leaves()
        }  # fmt: skip
        yield Bench(root, scenarios, theatres, (root / "sources.yaml").read_bytes(), options)


def _complete(name: str, text: bytes) -> bytes:
    """A shipped text whose base is named in full, as an upload has to."""
    return re.sub(rb"^extends: (\w[\w-]*)$", rb"extends: " + name.split("/")[0].encode() + rb"/\1", text, flags=re.M)


def tried(here: Bench, seed: int, number: int) -> str:
    """One case through one door: `refused` or `ran`, with the door; raises Trouble."""
    luck = random.Random(f"{seed}:{number}")
    door = luck.choices(tuple(DOORS), (40, 20, 15, 10, 10, 5))[0]
    try:
        with _in_time():
            found = DOORS[door](here, luck)
            _ = found.warnings
    except InputError as fault:
        if not PLACE.match(str(fault)) or "\n" in str(fault):
            raise Trouble(f"a refusal without a place: {fault}") from None
        return f"{door}: refused"
    except Trouble:
        raise
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt):
            raise
        raise Trouble(f"{type(fault).__name__}: {str(fault)[:300]}") from fault
    _runs_alike(found)
    return f"{door}: ran"


def _file(here: Bench, luck: random.Random) -> LoadedScenario:
    name = luck.choice(list(here.scenarios))
    return _loaded_from(here, name.split("/")[0], mutated(here.scenarios[name], luck), luck)


def _loaded_from(here: Bench, folder: str, content: bytes, luck: random.Random) -> LoadedScenario:
    file = here.folder / folder / f"changed-{luck.randrange(10**12)}.yaml"
    file.write_bytes(content)
    try:
        return load(file)
    finally:
        file.unlink()


def _theatre(here: Bench, luck: random.Random) -> LoadedScenario:
    name = luck.choice(list(here.theatres))
    file = here.folder / "theatres" / f"changed-{luck.randrange(10**12)}.yaml"
    file.write_bytes(mutated(here.theatres[name], luck))
    try:
        text = f"extends: {OF_THEATRES[name]}\ntheatre: {file}\n"
        return _loaded_from(here, "kursk", text.encode(), luck)
    finally:
        file.unlink()


def _sources(here: Bench, luck: random.Random) -> LoadedScenario:
    """A scenario beside sources of its own, which were changed."""
    folder = here.folder / f"own-{luck.randrange(10**12)}"
    folder.mkdir()
    (folder / "sources.yaml").write_bytes(mutated(here.sources, luck))
    try:
        return _loaded_from(here, folder.name, b"extends: kursk/hold\n", luck)
    finally:
        shutil.rmtree(folder)


def _upload(here: Bench, luck: random.Random) -> LoadedScenario:
    name = luck.choice(list(here.scenarios))
    name, text = read_upload(f"{Path(name).name}", mutated(here.scenarios[name], luck))
    return load_upload(name, text)


def _options(here: Bench, luck: random.Random) -> LoadedScenario:
    return load(luck.choice(("kursk/baseline", "tutorial/baseline")), _texts(here, luck))


def _tuned(here: Bench, luck: random.Random) -> LoadedScenario:
    return loaded(Chosen(luck.choice(("kursk/undecided", "tutorial/baseline")), tuple(_texts(here, luck))))


def _texts(here: Bench, luck: random.Random) -> list[str]:
    return [any_option(here.options, luck) for _ in range(luck.choice((1, 1, 1, 2, 3)))]


DOORS: dict[str, Callable[[Bench, random.Random], LoadedScenario]] = {
    "file": _file, "upload": _upload, "option": _options, "theatre": _theatre, "app": _tuned, "sources": _sources,
}  # fmt: skip


def _runs_alike(found: LoadedScenario) -> None:
    """A few short replications under both executors: none fails, and all bits are equal."""
    made, model = plan(found), model_of(found)
    model = replace(model, horizon_days=min(model.horizon_days, DAYS))
    rows = fill(made, uniforms(7, 0, REPLICATIONS, made.varying.tolist(), width=P))
    how = {"seed": 7, "first": 0, "logs": REPLICATIONS}
    one, other = (run_block(model, rows, executor=executor, **how) for executor in ("simpy", "compiled"))
    if one.faults.any() or other.faults.any():
        raise Trouble(f"replications fail: {one.faults} under SimPy, {other.faults} compiled")
    for part in ("faults", "steps", "outcomes", "paths", "events"):
        if np.ascontiguousarray(getattr(one, part)).tobytes() != np.ascontiguousarray(getattr(other, part)).tobytes():
            raise Trouble(f"the executors differ in their {part}")


@contextmanager
def _in_time() -> Iterator[None]:
    """Raise Trouble where the block takes more than a few seconds of work, or waits for something."""

    began = time.thread_time()

    def late(sign: int, _: object) -> None:
        left = SECONDS - (time.thread_time() - began)
        if sign == signal.SIGPROF and left > 0.0:  # the timer counts what other threads of the process work, too
            signal.setitimer(signal.ITIMER_PROF, left)
            return
        raise Trouble(f"takes more than {SECONDS:g} s")

    kinds = ((signal.ITIMER_PROF, signal.SIGPROF, SECONDS), (signal.ITIMER_REAL, signal.SIGALRM, SECONDS_ON_THE_CLOCK))
    before = [signal.signal(sign, late) for _, sign, _ in kinds]
    for timer, _, seconds in kinds:
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for (timer, sign, _), handler in zip(kinds, before, strict=True):
            signal.setitimer(timer, 0.0)
            signal.signal(sign, handler)


def main(count: int, seed: int = 1, first: int = 0) -> int:
    """Try so many cases; print how many were refused and ran, and each trouble with what repeats it."""
    told: Counter[str] = Counter()
    troubles, start = 0, time.monotonic()
    with bench() as here:
        for number in range(first, first + count):
            try:
                told[tried(here, seed, number)] += 1
            except Trouble as trouble:
                troubles += 1
                print(f"case {number} of seed {seed}: {trouble}", flush=True)
    for verdict, times in sorted(told.items()):
        print(f"{verdict:20} {times:6,}")
    print(f"troubles             {troubles:6,}   in {time.monotonic() - start:.0f} s")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
