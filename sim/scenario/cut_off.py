"""What was public by a given day: values that rest on anything later are refused."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.scenario.files.documents import Place
from sim.scenario.referenced.sources import FILE_NAME, Source
from sim.scenario.values.distributions import Basis, Evidence

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario




def check_as_of(loaded: "LoadedScenario", day: datetime.date) -> None:
    """Refuse values published after the day or, unless judged, at an unknown time."""
    faults = [fault for cited in loaded.cited() if (fault := _late(loaded.sources, *cited, day))]
    if faults:
        more = f" (and {len(faults) - 1} more after this)" if len(faults) > 1 else ""
        raise InputError(faults[0] + more)


def _late(
    sources: Mapping[str, Source], path: str, place: Place, evidence: Evidence, day: datetime.date
) -> str:
    source = sources.get(evidence.source)
    if source is None:
        return ""
    cites = f"{place}: {path} rests on '{source.id}'"
    if source.published == "unknown":
        if evidence.basis is Basis.JUDGEMENT:
            return ""
        return f"{cites}, published nobody knows when; give its date in {FILE_NAME}, or make it a judgement"
    if source.published <= day:
        return ""
    return f"{cites}, published {source.published}, after {day}; use a source public by then"
