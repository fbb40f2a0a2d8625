"""Finished reports of many departments, audited in bulk: what is told of each, as plain values."""

from msgspec import Struct

from juesuan.model.problems import Problem, RuleWords


class UsedRule(Struct, frozen=True):
    """A rule in one report: how often it ran, and why it could not."""

    words: RuleWords
    ran: int
    why_not: str
    """Empty where it always could."""


class BulkAudit(Struct, frozen=True):
    """What an audit has found in one file."""

    name: str
    """Its place in the folder: 水务局/报告.docx."""
    year: int | None
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()
    """The parts of it that could not be read, in words."""
    rules: tuple[UsedRule, ...] = ()
    page: bytes = b""
    """审读报告 as HTML, until it is written; empty for a file that could not be read."""
    seconds: float = 0.0
    place: str = ""
    """The place of its page, once it is written, in the folder of all of them."""

    @property
    def is_read(self) -> bool:
        """Whether the file could be read at all."""
        return bool(self.page or self.place)

    @property
    def is_open(self) -> bool:
        """Whether something must be mended, or the file could not be read."""
        return not self.is_read or any(each.is_open for each in self.problems)
