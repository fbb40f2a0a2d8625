"""The officer's texts as claims: each number with its cell, its project, and whether a person typed it.

There is one ``ClaimedText`` for each subject, the department or a project, and not one for each text: a figure
that is said twice, a total and its parts in paragraphs of their own are found across the texts of a subject, and
what is said of one project is never taken for another's or the department's. Far before each text stands an empty
heading: no list, no topic of a heading and no budget runs on from one text into the next.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct

from juesuan.claims import Claim, ClaimedText, FigureStatement, Place
from juesuan.figures.mentions import Mention
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.values import Cell
from juesuan.model.written_text import Statement

_FAR = 1000
"""How many paragraphs apart two texts stand: further than any relation between paragraphs reaches."""
_REACH = 400
"""How many signs of its sentence on either side of a number are looked at."""
_STOPS = re.compile(r"[。；;：:！!？?\n]")
_AIMS, _EXPECTED = "预期目标", "E"
"""The heading of a project's aims, and the column of those of 绩效指标."""
_SCOPE = re.compile(r"“项目[：:](.+?)/")
_PARAGRAPH = re.compile(r"第\d+段$")


class WrittenNumber(Struct, frozen=True, dict=True):
    """A number of the officer's texts where it stands, and what it says."""

    mention: Mention
    """The number, with its place in ``paragraph``; its serial is that of its mark."""
    paragraph: str
    """The words of its paragraph, without marks."""
    place: Place
    """Which paragraph of its subject's text that is."""
    cell: Cell
    """The place of its paragraph."""
    project: str
    """The name of the project that its text speaks of; empty for the department."""
    is_typed: bool
    """Whether a person typed it, and no tag printed it."""
    claim: Claim | None
    """What it says of a figure; None for a year and for what is part of a name."""
    statement: FigureStatement | None
    """What its passage says of the same figure; None where it says nothing of any."""

    def __hash__(self) -> int:
        return hash((self.mention, self.place, self.cell))

    @property
    def words(self) -> str:
        """The number as it was written, with its sign and its unit: 332.85亿元."""
        return f"-{self.mention.words}" if self.mention.value < 0 else self.mention.words

    @property
    def start(self) -> int:
        """Where it begins in its paragraph, its sign included."""
        return self.mention.start - (self.mention.value < 0)

    @property
    def is_aim(self) -> bool:
        """Whether it says what was to be reached, not what was."""
        if self.cell.sheet == workbook_form.PERFORMANCE_INDICATORS.name:
            return self.cell.address.startswith(_EXPECTED)
        return _AIMS in self.cell.address

    @cached_property
    def before(self) -> str:
        """The words of its sentence before it, as many as may tell what it is."""
        return _STOPS.split(self.paragraph[max(0, self.start - _REACH) : self.start])[-1]

    @cached_property
    def after(self) -> str:
        """The words of its sentence behind it, as many as may tell what it is."""
        return _STOPS.split(self.paragraph[self.mention.end : self.mention.end + _REACH])[0]


class SubjectText(Struct, frozen=True, dict=True):
    """All that the officer wrote of one subject, read into claims."""

    project: str
    """The name of the project; empty for the department."""
    text: ClaimedText
    cells: Mapping[Place, Cell]
    """The place of each paragraph in the officer's files."""
    own: int
    """The first mark of a typed number; those before it are the figures'."""

    def number(self, claim: Claim) -> WrittenNumber:
        """The number of a claim where it was written."""
        return self._by_place[claim.place, claim.mention.start]

    @cached_property
    def numbers(self) -> tuple[WrittenNumber, ...]:
        """Every number, in order; years and what is part of a name among them."""
        return tuple(self._by_place.values())

    @cached_property
    def _by_place(self) -> Mapping[tuple[Place, int], WrittenNumber]:
        claims = dict(self._claims())
        return {
            (each.place, mention.start): WrittenNumber(
                mention,
                each.text,
                each.place,
                self.cells[each.place],
                self.project,
                mention.serial is not None and mention.serial >= self.own,
                *claims.get((each.place, mention.start), (None, None)),
            )
            for each in self.text.paragraphs
            for mention in each.mentions
            if each.place in self.cells
        }

    def _claims(self) -> Iterator[tuple[tuple[Place, int], tuple[Claim, FigureStatement]]]:
        """Every claim with the statement that it belongs to, by where its number stands."""
        for statement in self.text.statements:
            for claim in (*filter(None, (statement.amount,)), *statement.claims):
                yield (claim.place, claim.mention.start), (claim, statement)


def read(accounts: Accounts, statements: Iterable[Statement], own: int) -> tuple[SubjectText, ...]:
    """What the statements say, subject by subject; ``own`` is the first mark of a typed number."""
    subjects = dict[str, list[Statement]]()
    rows = dict(_project_rows(accounts))
    files = {each.name: each.project for each in accounts.attachments}
    for statement in statements:
        subjects.setdefault(_project(statement.cell, rows, files), []).append(statement)
    return tuple(_subject(project, each, accounts, own) for project, each in subjects.items())


def _subject(project: str, statements: Sequence[Statement], accounts: Accounts, own: int) -> SubjectText:
    lines = list(_lines(statements, frozenset(each.name for each in accounts.attachments)))
    units = frozenset(indicator.value.unit for indicator in accounts.indicators)
    head = (f"{accounts.department.year}年度", Place(0))
    written = ClaimedText((head, *((text, place) for text, place, _ in lines)), units)
    return SubjectText(project, written, {place: cell for _, place, cell in lines if cell}, own)


_Line = tuple[str, Place, Cell | None]


def _lines(statements: Sequence[Statement], files: frozenset[str]) -> Iterator[_Line]:
    """The paragraphs of the statements with their places, an empty heading before each text."""
    line = 0
    for _, text in groupby(statements, key=lambda each: _text_of(each.cell, files)):
        line += _FAR
        yield "", Place(line), None
        for statement in text:
            for words in statement.text.split("\n"):
                line += 1
                yield words, Place(line), statement.cell


def _text_of(cell: Cell, files: frozenset[str]) -> tuple[str, str]:
    """What tells the text of a paragraph from others: its file and heading; a cell of words is one by itself."""
    return cell.sheet, "" if cell.sheet in files else _PARAGRAPH.sub("", cell.address)


def _project(cell: Cell, rows: Mapping[tuple[str, str], str], files: Mapping[str, str]) -> str:
    """The name of the project that the text at a place speaks of; empty for the department."""
    if project := files.get(cell.sheet):
        return project
    if found := _SCOPE.search(cell.address):
        return found[1]
    return rows.get(_row(cell), "")


def _project_rows(accounts: Accounts) -> Iterator[tuple[tuple[str, str], str]]:
    """The name of a project by sheet and row, for its row and those of its indicators."""
    for project in accounts.projects:
        yield _row(project.name.cell), project.name.text
        yield from ((_row(each.project.cell), project.name.text) for each in project.indicators)


def _row(cell: Cell) -> tuple[str, str]:
    return cell.sheet, re.sub(r"\D", "", cell.address)
