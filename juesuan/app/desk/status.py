"""What stands in the status bar: red, yellow, grey, and green only where a run would end with exit code 0."""

import re

from msgspec import Struct

from juesuan.app.desk.year_state import Known
from juesuan.model.problems import UNSEEN, UNWRITTEN, Problem, Severity

RED, YELLOW, GREY, GREEN = "red", "yellow", "grey", "green"


class Light(Struct, frozen=True):
    """A colour of the status bar, with words that say the same."""

    colour: str
    words: str


class Status(Struct, frozen=True):
    """What is open in a year."""

    errors: int
    """The open errors, without those for missing texts."""
    warnings: int
    """The open warnings, without the one for the numbers that nobody has looked at."""
    unseen: int
    """The numbers that nobody has looked at."""
    missing: int
    """The texts that are still missing."""
    is_refused: bool
    """Whether the workbook cannot be read: then there are no numbers at all."""
    is_made: bool
    """Whether the report that stands is what a run would make of the files as they are."""

    @property
    def is_clear(self) -> bool:
        """Whether nothing is open and the report is made: the exit code of a run is 0."""
        return self.is_made and not (
            self.errors or self.warnings or self.unseen or self.missing or self.is_refused
        )

    @property
    def lights(self) -> tuple[Light, ...]:
        """The colours that are lit, the gravest first; green stands alone."""
        if self.is_clear:
            return (Light(GREEN, "核对通过，成品与填报文件一致"),)
        unread = f"{self.errors} 处没有填或读不懂，还没有核对"
        lit = (
            (self.errors, RED, unread if self.is_refused else f"{self.errors} 处错误"),
            (self.warnings, YELLOW, f"{self.warnings} 条警告"),
            (self.unseen, YELLOW, f"{self.unseen} 个手写数待看"),
            (self.missing, GREY, f"文字还缺 {self.missing} 段"),
            (not self.is_made, GREY, "输入有变化或还没有生成，版面还没有核对"),
        )
        return tuple(Light(colour, words) for counted, colour, words in lit if counted)


def status(known: Known) -> Status:
    """The status of a year, from the very problems that decide about the exit code."""
    opened = [problem for problem in known.problems if problem.is_open]
    missing = [problem for problem in opened if problem.code in UNWRITTEN]
    errors = [each for each in opened if each.severity is Severity.ERROR and each not in missing]
    warnings = [each for each in opened if each.severity is Severity.WARNING]
    unseen = [each for each in warnings if each.code == UNSEEN]
    return Status(
        len(errors),
        len(warnings) - len(unseen),
        sum(map(_numbers, unseen)),
        len(missing),
        is_refused=known.checked is None,
        is_made=known.is_current,
    )


def _numbers(problem: Problem) -> int:
    """How many numbers the problem is about, as it says itself; never none."""
    said = re.match(r"[1-9]\d*", problem.found)
    return int(said[0]) if said else 1
