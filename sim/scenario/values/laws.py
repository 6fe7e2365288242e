"""What is said of a law that a scenario can choose: of a form, and of the mechanism that it is one of."""

from dataclasses import KW_ONLY, dataclass
from enum import IntEnum


@dataclass(frozen=True)
class Law:
    """What is known of one form, besides the law itself."""

    words: str  # what the app calls it
    _: KW_ONLY
    source: str  # id in the sources, of the law's shape and of what is fixed in it
    fitted_on: str
    valid_for: str
    weight: float = 0.0  # share it gets where the form is drawn
    usual: bool = False  # what a scenario gets that does not choose; without one, the draw
    uses: tuple[str, ...] = ()  # values of a scenario that no other form asks for
    otherwise: str = "the law chosen here is another one"  # why those are without effect under the others


class Form(IntEnum):
    """A mechanism's forms; each member is its number, and knows its law."""

    law: Law

    def __new__(cls, number: int, law: Law) -> "Form":
        """The member with a number."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.law = law
        return member

    @property
    def key(self) -> str:
        """Its name in scenarios, and of the file that holds its law."""
        return self.name.lower()


@dataclass(frozen=True)
class Mechanism:
    """Where a mechanism's forms are chosen and where their laws are."""

    slot: str  # the value of a scenario that chooses
    forms: type[Form]
    laws: str  # folder below sim.model with a file a form
    answers: str  # the function that each of those files has, with one signature
    decided: bool = False  # what somebody decides, and not what is unknown of the world: the scenario alone says it
