"""The log of a workshop: one future that people play in rounds, with what each party decided in which.

    scenario: kursk/undecided-hold
    replication: 3
    rounds:
      - until: 14
      - until: 30
        decisions: {holder: [command.policy=policy_date, command.order_day=16]}
        note: The holder leaves before the road closes.

The same file plays the same future again: it is the record of the session.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from sim.errors import InputError
from sim.scenario.files.documents import Document, read_document
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load
from sim.scenario.schema.complaints import validated


class Round(BaseModel):
    """One round: the day on which it ends, what each party decided when it began, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    until: int = Field(gt=0, description="Day on which the round ends")
    decisions: dict[str, tuple[str, ...]] = Field(default={}, description="Values that each party sets, as path=value")
    note: str = Field(default="", description="Why, in the words of those who decided")


class Log(BaseModel):
    """A scenario, the luck of one run of it, and the rounds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str = Field(description="A shipped name, or a path from the folder of this file")
    seed: int = Field(default=1, ge=0, description="Luck of all runs")
    replication: int = Field(default=0, ge=0, description="Which run is played")
    rounds: tuple[Round, ...] = Field(min_length=1, description="In the order of time")


@dataclass(frozen=True)
class Workshop:
    """A log as it was read; `document` knows where each part stands."""

    log: Log
    document: Document
    folder: Path

    def starts(self, number: int) -> int:
        """Day on which a round begins, counted from 1."""
        return 0 if number == 1 else self.log.rounds[number - 2].until

    def decided(self, number: int) -> tuple[str, ...]:
        """All values set up to and in a round; the last word on a value counts."""
        return tuple(
            text for one in self.log.rounds[:number] for texts in one.decisions.values() for text in texts
        )

    def scenario(self, number: int) -> LoadedScenario:
        """The scenario with what was decided up to and in a round; 0: as it began."""
        reference = self.log.scenario
        beside = self.folder / reference
        try:
            return load(str(beside) if beside.is_file() else reference, list(self.decided(number)))
        except InputError as fault:
            place = self.document.place(("rounds", number - 1, "decisions") if number else ("scenario",))
            raise InputError(f"{place}: {fault}") from None


def read_workshop(file: Path) -> Workshop:
    """A log from a file, each round after the one before and none after the scenario's end.

    InputError tells file, line and what to do.
    """
    document = read_document(file)
    found = Workshop(validated(Log, document), document, file.parent)
    horizon = found.scenario(0).scenario.horizon_days
    for number, one in enumerate(found.log.rounds, 1):
        fault = _fault_of_end(one.until, found.starts(number), horizon)
        if fault:
            raise InputError(f"{document.place(('rounds', number - 1, 'until'))}: until = {one.until} {fault}")
    return found


def _fault_of_end(until: int, start: int, horizon: int) -> str:
    """What is wrong with the day on which a round ends; empty where nothing is."""
    if until <= start:
        return f"is not after the round before, which ends on day {start}; give a later day"
    return f"is after the scenario's last day; give at most {horizon}" if until > horizon else ""
