"""The cells of a department and the numbers made of them, as a report prints them: arithmetic of its own."""

import re
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from juesuan.year.blank_workbook import Content, Entry

_TOKEN = re.compile(r"增加|减少|增长|下降|持平|小于预算数|大于预算数|不足|-?[0-9]+(?:\.[0-9]+)?(?:万元|%)?")
_CAPTION = re.compile(r"图[0-9]+：")
Tokens = list[str]
INCREASE, GROWTH = ("增加", "减少"), ("增长", "下降")


def of_text(paragraph: str) -> Tokens:
    """The numbers of a paragraph and its words for a direction, in order; a caption of a chart has none."""
    return [] if _CAPTION.match(paragraph) else _TOKEN.findall(paragraph)


# ---- numbers as they are printed


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Half up, and away from nil."""
    return abs(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).copy_sign(value)


def without_sign_of_nil(value: Decimal) -> Decimal:
    return value or abs(value)


def bare_wan(yuan: Decimal) -> str:
    """An amount of 元 in 万元, without the unit."""
    return f"{without_sign_of_nil(rounded(yuan / 10000)):f}" if yuan else "0"


def wan(yuan: Decimal) -> str:
    """An amount of 元 in 万元."""
    return f"{bare_wan(yuan)}万元"


def digits(value: Decimal) -> str:
    """A count with the digits it has."""
    words = f"{without_sign_of_nil(value):f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def percent(part: Decimal, whole: Decimal) -> Tokens:
    """So many percent is ``part`` of ``whole``, which is not nil; never 0 % or 100 % where it is not."""
    exact = part * 100 / whole
    shown = rounded(exact)
    if exact and not shown:
        return ["不足", "0.01%" if exact > 0 else "-0.01%"]
    if abs(shown) == 100 and abs(part) != abs(whole):
        shown = (Decimal("99.99") if abs(part) < abs(whole) else Decimal("100.01")).copy_sign(exact)
    return [f"{digits(shown)}%"]


# ---- cells


class Line(Struct, frozen=True):
    """A row of a fixed table: this year, last year and budget, in 元 or as a count, and its reasons."""

    now: Decimal
    last: Decimal | None
    budget: Decimal | None
    reason: str
    budget_reason: str


class Book(Struct, frozen=True):
    """The cells of a department, and what its money is given in: so many 元."""

    content: Content
    worth: int

    def about(self, name: str) -> str:
        """What 基本信息 says beside a name."""
        return next(str(row["内容"]) for row in self.content["基本信息"] if row["项目"] == name)

    def money(self, row: Entry, head: str) -> Decimal | None:
        """The amount in a cell, in 元; None for a blank one."""
        held = row.get(head, "")
        return None if held == "" else Decimal(str(held)) * self.worth

    def states(self, sheet: str, label: str) -> bool:
        """Whether a fixed table has something in the row with that label, be it nil."""
        rows = (each for each in self.content[sheet] if each["项目"] == label)
        return any(row.get(head, "") != "" for row in rows for head in ("本年决算数", "上年决算数"))

    def line(self, sheet: str, label: str, *, counted: bool = False) -> Line:
        """The row of a fixed table with that label."""
        row = next((each for each in self.content[sheet] if each["项目"] == label), {})
        worth = 1 if counted else self.worth

        def cell(*heads: str) -> Decimal | None:
            held = next((row[head] for head in heads if row.get(head, "") != ""), None)
            return None if held is None else Decimal(str(held)) * worth

        return Line(
            cell("本年决算数", "本年数") or Decimal(0),
            cell("上年决算数", "上年数"),
            cell("调整预算数"),
            str(row.get("变动原因", "")),
            str(row.get("与预算差异原因", "")),
        )


class Accounted(Struct, frozen=True):
    """A department in one of the two forms; what it says of a number is a list of words in order."""

    book: Book
    year: int
    is_newer: bool
    """Whether it has the form of 2022."""

    @property
    def now(self) -> str:
        """The year of the report."""
        return str(self.year)

    @property
    def last(self) -> str:
        """The year before."""
        return str(self.year - 1)

    def change(self, line: Line, words: tuple[str, str], show: str = "money") -> Tokens:
        """The words for a comparison with last year, which there must be."""
        assert line.last is not None
        printed = wan if show == "money" else digits
        moved = line.now - line.last
        if not moved:
            return ["持平"]
        said = [INCREASE[moved < 0], printed(abs(moved))]
        if not line.last:
            return [*said, self.last, printed(line.last)]
        return [*said, words[moved < 0], *percent(abs(moved), abs(line.last))]

    def growth(self, line: Line) -> Tokens:
        """Last year and the comparison with it; nothing where last year is blank."""
        return [] if line.last is None else [self.last, *self.change(line, GROWTH)]

    def share(self, part: Decimal, whole: Decimal) -> Tokens:
        """An amount and its share: the older form leaves that of nothing out."""
        return [wan(part), *(percent(part, whole) if whole and (part or self.is_newer) else [])]


def completed(line: Line) -> Tokens:
    """How much of its budget a row has completed; nothing without a budget."""
    return percent(line.now, line.budget) if line.budget else []


def against(now: Decimal, budget: Decimal | None) -> Tokens:
    """Which of the two is greater, in words."""
    if budget is None:
        return []
    return ["持平"] if now == budget else ["小于预算数" if now < budget else "大于预算数"]


def against_budget(line: Line) -> Tokens:
    """The same of a row, where the officer says why."""
    return against(line.now, line.budget) if line.budget_reason else []
