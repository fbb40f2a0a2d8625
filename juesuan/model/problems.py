"""What is wrong, said to the officer: plain values that every step returns or raises."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a problem weighs; the value is the word the officer reads."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at, in Chinese, with the place to look and what to do there."""

    code: str
    severity: Severity
    where: str
    """Sheet and cell, or file and paragraph."""
    message: str
    """What was expected, what was found, the difference and its direction."""
    hint: str = ""
    """What to do."""
    part: str = ""
    """The part of the report it concerns, such as 七、“三公”经费; empty for what concerns no part."""
    cells: tuple[str, ...] = ()
    """Every place that takes part in it, the one in ``where`` among them."""
    expected: str = ""
    found: str = ""
    difference: str = ""
    """With its direction and unit: 多9.50元."""
    explained: str = ""
    """The reason from 出错说明; an explained problem is listed and no longer blocks."""

    def __str__(self) -> str:
        hint = f"　→ {self.hint}" if self.hint else ""
        return f"{self.severity.value} {self.code}　{self.where}：{self.message}{hint}"

    @property
    def is_open(self) -> bool:
        """Whether it must still be mended or explained."""
        return self.severity is not Severity.HINT and not self.explained

    @property
    def is_open_error(self) -> bool:
        """Whether it makes the report a draft."""
        return self.severity is Severity.ERROR and not self.explained


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A line of the rule book, as the officer reads it."""

    code: str
    severity: Severity
    part: str
    """The part of the report it concerns."""
    asserts: str
    why: str
    advice: str


class ReportError(Exception):
    """Nothing can be made; carries every reason at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def error(code: str, where: object, message: str, hint: str = "") -> Problem:
    """A problem that must be mended."""
    return Problem(code, Severity.ERROR, str(where), message, hint)


def warning(code: str, where: object, message: str, advice: str = "") -> Problem:
    """Something to explain or correct."""
    return Problem(code, Severity.WARNING, str(where), message, advice)


def hint(code: str, where: object, message: str, advice: str = "") -> Problem:
    """Something worth a look."""
    return Problem(code, Severity.HINT, str(where), message, advice)
