"""What is wrong, said to the officer: plain values that every step returns or raises."""

from enum import Enum

from msgspec import Struct


class Severity(Enum):
    """How much a problem weighs; the value is the word the officer reads."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


BLANK = "R30"
"""The code of the problem that a cell is blank that must be filled in: nobody knows what belongs there."""
UNSEEN = "C910"
"""The code of the problem that nobody vouches for some numbers and nobody has looked at them."""
UNCONFIRMED = "C865"
"""The code of the problem that cells still hold what the program has proposed, and nobody has confirmed it."""
UNWRITTEN = frozenset({"T01", "T04"})
"""The codes of faults after which there are fewer texts than there should be, and none that is wrong."""


class Problem(Struct, frozen=True):
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
    """The part of the report that it concerns, such as “三公”经费; empty for what concerns no part."""
    cells: tuple[str, ...] = ()
    """Every place that takes part in it, the one in ``where`` among them, as ``where`` writes places."""
    expected: str = ""
    """What should stand there, with its unit; empty where the rule cannot say."""
    found: str = ""
    """What stands there, with its unit; likewise."""
    difference: str = ""
    """How far the two are apart, with direction and unit: 多9.50元."""
    explained: str = ""
    """The reason from 出错说明; an explained problem is listed and no longer blocks."""

    def __str__(self) -> str:
        hint = f"　→ {self.hint}" if self.hint else ""
        return f"{self.severity.value} {self.code}　{self.where}：{self.message}{hint}"

    @property
    def is_open(self) -> bool:
        """Whether the problem must still be mended or explained: an error or a warning without explanation."""
        return self.severity is not Severity.HINT and not self.explained

    @property
    def is_explainable(self) -> bool:
        """Whether 出错说明 may give a reason for it: a hint needs none; no look, number or text has one."""
        instead = {BLANK, UNSEEN, UNCONFIRMED, *UNWRITTEN}
        return self.severity is not Severity.HINT and self.code not in instead

    @property
    def is_open_error(self) -> bool:
        """Whether the problem makes the report a draft: an error without explanation."""
        return self.severity is Severity.ERROR and not self.explained


class RuleWords(Struct, frozen=True):
    """A rule of the rule book in the words that the officer reads."""

    code: str
    severity: Severity
    part: str
    """The part of the report that the rule concerns."""
    asserts: str
    """What holds where nothing is wrong."""
    why: str
    """Why it must hold."""
    advice: str
    """What to do where it does not hold."""


class ReportError(Exception):
    """Nothing can be made; carries every reason at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def error(code: str, where: object, message: str, hint: str = "") -> Problem:
    """A problem of severity 错误, which must be mended or explained; ``hint`` is what to do."""
    return Problem(code, Severity.ERROR, str(where), message, hint)


def warning(code: str, where: object, message: str, advice: str = "") -> Problem:
    """A problem of severity 警告, which must be mended or explained; ``advice`` is what to do."""
    return Problem(code, Severity.WARNING, str(where), message, advice)


def hint(code: str, where: object, message: str, advice: str = "") -> Problem:
    """A problem of severity 提示, which is worth a look; ``advice`` is what to do."""
    return Problem(code, Severity.HINT, str(where), message, advice)
