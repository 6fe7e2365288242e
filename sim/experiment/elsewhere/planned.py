"""A run divided among the jobs of an array: who makes which replications, and the script that a scheduler takes.

Schedulers exist; this only writes for them. The script runs by itself too, with the number of a job behind it.
"""

import re
import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sim.errors import InputError
from sim.experiment.kernel import SalientKernel
from sim.experiment.running.work import Settings, Work
from sim.experiment.store.records import Range

LEAST_MINUTES = 10
SPARE = 3  # times the work that was measured: nodes differ, and the first job on one compiles
MEMORY = "2G"
MEASURED = {"compiled": 512, "simpy": 4}  # replications of the short run that tells the rate


@dataclass(frozen=True)
class Plan:
    """So many jobs for so many replications of one scenario, with the words of its command."""

    name: str
    replications: int
    jobs: int
    cpus: int
    minutes: int
    words: Sequence[str]
    place: str

    def __post_init__(self) -> None:
        if self.jobs > self.replications:
            raise InputError(
                f"--jobs {self.jobs:,} are more than the {self.replications:,} replications; ask for fewer jobs"
            )

    def ranges(self) -> list[Range]:
        """What each job makes."""
        return ranges(self.replications, self.jobs)

    def script(self) -> str:
        """The script: one for SLURM and PBS, and for a shell."""
        name = re.sub(r"[^A-Za-z0-9]+", "-", self.name).strip("-")
        return f"""#!/bin/bash
# {self.replications:,} replications of {shlex.quote(self.name)} in {self.jobs:,} jobs; printed by `salient plan`.
# SLURM: sbatch THIS_FILE, then, when all have ended: salient gather {shlex.quote(self.place)}
# Elsewhere: bash THIS_FILE JOB, with JOB from 0 to {self.jobs - 1}. A job that is repeated makes what is missing only.
#SBATCH --job-name=salient-{name}
#SBATCH --array=0-{self.jobs - 1}
#SBATCH --cpus-per-task={self.cpus}
#SBATCH --mem={MEMORY}
#SBATCH --time={self.minutes // 60:02d}:{self.minutes % 60:02d}:00
#SBATCH --output=%x-%A_%a.log
set -euo pipefail
job=${{SLURM_ARRAY_TASK_ID:-${{PBS_ARRAY_INDEX:-${{1:?which job, from 0 to {self.jobs - 1}}}}}}}
replications={self.replications} jobs={self.jobs}
from=$((replications * job / jobs)) to=$((replications * (job + 1) / jobs))
exec {shlex.join(self.words)} \\
    --replications "$replications" --range "$from:$to" --workers "${{SLURM_CPUS_PER_TASK:-{self.cpus}}}" --quiet
"""


def ranges(replications: int, jobs: int) -> list[Range]:
    """What each of so many jobs makes; they differ by one replication at most."""
    return list(pairwise(replications * job // jobs for job in range(jobs + 1)))


def rate_of(loaded: Any, executor: str) -> float:
    """Replications a second of one thread of this machine, by a short run."""
    settings = Settings(1, executor, "sobol", workers=1, out=None, fresh=False, paths=False, logs=0)
    work = Work.of(loaded, settings, SalientKernel())
    n = MEASURED[executor]
    work.block(0, 1)  # what is loaded or compiled first is no part of the rate
    start = time.perf_counter()
    work.block(1, 1 + n)
    return n / max(time.perf_counter() - start, 1e-6)


def minutes_for(replications: int, rate: float, cpus: int) -> int:
    """Minutes [min] that a job should be given: `rate` is replications a second of one processor here."""
    return max(LEAST_MINUTES, round(SPARE * replications / (rate * cpus) / 60 + 0.5))
