"""The sheets of an export and what they are written with: money, counts and labels as the export looks."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from tests.support import software_forms
from tests.support.software_ledger import NIL, Ledger

Value = str | Decimal
Row = list[Value]
Area = tuple[int, int, int, int]


class Look(Struct, frozen=True):
    """How an export looks."""

    form: str = "2020"
    """The year of the row lists: 2018, 2020 or 2022."""
    dash: str = "—"
    is_newer_name: bool = False
    """Whether sheets are named Z01-1-财政拨款…, not Z01_1 财政拨款…(财决01-1表)."""
    codes: str = "merged"
    """``merged``: the code in A of A:C; ``columns``: 类, 款 and 项 in three columns."""
    amounts: str = "numbers"
    """``numbers``, ``texts`` as 1,234.00, or ``blank``: as numbers, with nought left blank."""
    is_shuffled: bool = False
    is_sloppy: bool = False
    """Whether labels have trailing spaces and brackets of the other width, and some sheets are hidden."""


class Table(Struct, frozen=True):
    """A sheet: its code and title, and the rows with the areas that are merged, counted from 0."""

    code: str
    title: str
    rows: list[Row]
    merged: tuple[Area, ...] = ()


class Pen(Struct, frozen=True):
    """The ledger and the look that sheets are written with."""

    ledger: Ledger
    look: Look

    def money(self, amount: Decimal | None) -> Value:
        if amount is None:
            return self.look.dash
        if self.look.amounts == "texts":
            return f"{amount:,.2f}"
        return "" if self.look.amounts == "blank" and not amount else amount.quantize(Decimal("0.01"))

    def count(self, field: str) -> Value:
        found = self.ledger.counts.get(field)
        return "" if found is None else f"{found}" if self.look.amounts == "texts" else found

    def label(self, words: str) -> str:
        if not self.look.is_sloppy:
            return words
        other = words.translate(str.maketrans("（）()", "()（）"))
        return f"{other}  " if len(words) % 2 else f"　　{other}"

    def heads(self, code: str, title: str, width: int) -> list[Row]:
        form = software_forms.form_number(code)
        about = f"编制单位：{self.ledger.name}"
        third: Row = [about, *[""] * (width - 2), "金额单位：元"]
        third[width // 2] = f"{self.ledger.year}年度"
        return [[title, *[""] * (width - 1)], [*[""] * (width - 1), form], third]


def summed(rows: Sequence[Sequence[Decimal]], width: int) -> list[Decimal]:
    """The sum of each column."""
    return [sum((row[at] for row in rows), NIL) for at in range(width)]
