"""What a rule on the form of a finished report has looked at and found."""

from collections.abc import Sequence

from msgspec import Struct

from juesuan.checks.relations import ClaimedText, NumberRelation
from juesuan.model.finished_report import FinishedReport, Verdict


class FormFault(Struct, frozen=True):
    """A place of a finished report where its form does not hold."""

    message: str
    line: int | None = None
    """The number of the line; None for a fault of the whole file."""
    place: str = ""
    """Where it is, for the officer, where no line says so."""
    sentence: str = ""
    """The sentence that it is about; empty where that is the whole line."""
    is_hint: bool = False
    """Whether it weighs less than its rule does."""


class Looked(Struct, frozen=True):
    """What became of a rule on the form."""

    ran: int
    """At how many things it looked."""
    faults: tuple[FormFault, ...] = ()
    why_not: str = ""
    """Why there was nothing to look at, in Chinese."""


class Read(Struct, frozen=True):
    """All that a rule on the form may look at."""

    report: FinishedReport
    text: ClaimedText
    """The same lines as the rules on numbers read them, without the contents."""
    relations: Sequence[NumberRelation]
    """What the rules on numbers found."""

    @property
    def checked(self) -> int:
        """How many relations of its numbers could be judged."""
        return sum(each.verdict is not Verdict.UNKNOWN and each.kind != "leftover" for each in self.relations)
