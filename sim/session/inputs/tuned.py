"""The scenarios that a reader tuned, as files to take along."""

from __future__ import annotations

from sim.scenario import tuning
from sim.scenario.files.documents import rewritten
from sim.scenario.loading import write_tuned
from sim.scenario.schema.overrides import assignments
from sim.session.inputs import uploads
from sim.session.inputs.scenarios import Chosen, loaded


def tuned_text(chosen: Chosen, written: float) -> str:
    """A scenario file: one that extends the shipped scenario by the changes, or the uploaded one with them in place."""
    scenario = loaded(chosen, written)
    if not chosen.upload:
        unchanged = tuning.tuned_text(scenario.scenario.title, tuning.reference_to(scenario, None), ())
        return write_tuned(scenario, {}) if chosen.sets else unchanged
    if not chosen.sets:
        return chosen.upload
    file = uploads.file_of(chosen.name, chosen.upload)
    return rewritten(file, {change.path: change.value for change in assignments(chosen.sets)})


def file_name(chosen: Chosen, letter: str) -> str:
    """A name for the scenario's file that tells A, B and C apart."""
    return f"{letter.lower()}-{chosen.name.rsplit('/', 1)[-1]}{'-tuned' if chosen.sets else ''}.yaml"
