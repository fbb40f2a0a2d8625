"""A finished report as it is read, line by line with its places, and what an audit finds in it."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from msgspec import Struct

from juesuan.model.problems import Problem, RuleWords

FILE_KINDS: Mapping[str, str] = MappingProxyType(
    {".docx": "Word", ".pdf": "PDF", ".html": "网页", ".htm": "网页", ".txt": "文本"}
)
"""What a file that may be a report is called, by its suffix in lower case."""


class LineKind(Enum):
    """What a line of a finished report is."""

    PARAGRAPH = "段落"
    HEADING = "标题"
    ROW = "表格的行"
    """A row of a table, with a tab between two cells."""
    CONTENTS = "目录"
    """An entry of the contents, without its leaders and page number."""


class ReportLine(Struct, frozen=True):
    """A paragraph, a heading, a row of a table or an entry of the contents of a finished report."""

    text: str
    kind: LineKind = LineKind.PARAGRAPH
    page: int | None = None
    """The page it begins on, from 1; None for a file that has no pages."""
    listed: int | None = None
    """The page number that an entry of the contents gives; None for any other line."""


class Unread(Struct, frozen=True):
    """A part of a file that could not be read as text."""

    place: str
    """The page, or the page with the number of the table on it, for the officer."""
    what: str
    """What it is and why it was not read, in Chinese."""
    is_table: bool
    """Whether it is a table whose own sums do not close; any other may hide a whole page."""


class FinishedReport(Struct, frozen=True):
    """A finished report of anybody's, read from a file without its workbook."""

    name: str
    """The name of the file."""
    kind: str
    """Word, PDF, 网页 or 文本."""
    lines: tuple[ReportLine, ...]
    """In reading order; a line's number, as places give it, counts from 1."""
    unread: tuple[Unread, ...] = ()
    pages: int | None = None
    """How many pages the file has; None for a file that has none."""

    @property
    def headings(self) -> tuple[int, ...]:
        """The numbers of the lines that are headings."""
        return tuple(number for number, line in enumerate(self.lines, 1) if line.kind is LineKind.HEADING)

    def place(self, number: int) -> str:
        """Where a line stands, for the officer: 第57段 in a file of pages 第3页第57段, counted from the front."""
        page = self.lines[number - 1].page
        return f"第{page}页第{number}段" if page else f"第{number}段"


class Verdict(Enum):
    """What an audit found of numbers that belong together; the value is the word of the JSON."""

    HOLDS = "holds"
    SOFT = "soft"
    """They agree by what rounding may have taken or given, and not by the digits as they are printed."""
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """There is nothing in the text to compare with."""


class AuditedRelation(Struct, frozen=True):
    """Numbers of a finished report that belong together, and whether they agree."""

    code: str
    """The code of the rule that looked at them, from D01."""
    kind: str
    """The English word of the JSON: sum, share, rate, …"""
    numbers: tuple[str, ...]
    """As they are written, with their units."""
    standing: Verdict
    sentence: str
    line: int
    """The number of the line that the sentence stands in."""
    computed: str
    """What the other numbers ask for, with its unit; empty where nothing can be computed."""


class AuditProblem(Struct, frozen=True):
    """A problem of a finished report with the sentence that it is about."""

    problem: Problem
    sentence: str = ""
    """As it is written; empty for a problem of the whole file."""
    line: int | None = None
    """The number of the line it stands in; None for a problem of the whole file."""
    drawn: str = ""
    """The sum drawn out: 19.38亿元＋14.2亿元＝33.58亿元; empty where there is none."""


class AuditedRule(Struct, frozen=True):
    """A rule with what became of it in one report."""

    words: RuleWords
    ran: int
    """How often there was something to compare."""
    could_not: int
    """How often there was nothing to compare with."""
    why_not: str
    """Why it could not, or found nothing to look at, in Chinese; empty where it always could."""


class Audit(Struct, frozen=True):
    """All that an audit says of one finished report."""

    report: FinishedReport
    year: int | None
    """The year that the report is about; None where it names none."""
    problems: tuple[AuditProblem, ...]
    """The gravest first, those of one severity in the order of the text."""
    relations: tuple[AuditedRelation, ...]
    rules: tuple[AuditedRule, ...]
