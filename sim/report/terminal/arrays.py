"""What jobs of an array have made, in sentences: by the plain data that `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]
MOST_NAMED = 12


def job_line(job: Entry) -> str:
    """What one job did."""
    what = f"replications {job['first']:,} to {job['last'] - 1:,} of {job['scenario']}"
    found = f", {job['found']:,} stood there already" if job["found"] else ""
    return f"{what}: {job['made']:,} made{found}; kept for `salient gather {job['place']}`"


def standing_lines(standing: Entry) -> Iterator[str]:
    """What stands of one run, what is missing and what was made twice."""
    gaps, doubles = standing["gaps"], standing["doubles"]
    missing = sum(last - first for first, last in gaps)
    n, done = standing["replications"], standing["replications"] - missing
    made = f"{done:,} of {n:,} replications, in {standing['chunks']:,} chunks of {standing['jobs']:,} finished jobs"
    yield f"{standing['scenario']}: {made}"
    if gaps:
        yield f"  missing: {missing:,}, which are {ranges(gaps)}"
    for first, last, times in doubles[:MOST_NAMED]:
        yield f"  made {_times(times)}: {one_range((first, last))}"
    if len(doubles) > MOST_NAMED:
        yield f"  and {len(doubles) - MOST_NAMED:,} more ranges made twice"
    for why, disputed in (
        ("two chunks hold them with different numbers", standing["disputed"]),
        ("a replication made again here comes out otherwise", standing["wrong"]),
    ):
        if disputed:
            yield f"  not relied upon: {ranges(disputed)}: {why}"
    if standing["sampled"]:
        yield f"  one replication of each of {standing['sampled']:,} chunks was made again here"


def finished_line(standing: Entry) -> str:
    """The result that was made of it."""
    made = standing["made_here"]
    here = f"{made:,} replications were made here; " if made else ""
    return f"{standing['scenario']}: {here}the result stands in {standing['folder']}"


def ranges(chosen: Sequence[Sequence[int]]) -> str:
    """Ranges as `--range` takes them, the first of many."""
    named = ", ".join(map(one_range, chosen[:MOST_NAMED]))
    return named if len(chosen) <= MOST_NAMED else f"{named} and {len(chosen) - MOST_NAMED:,} more"


def one_range(chosen: Sequence[int]) -> str:
    """A range as `--range` takes it."""
    return f"{chosen[0]}:{chosen[1]}"


def _times(times: int) -> str:
    return "twice" if times == 2 else f"{times} times"
