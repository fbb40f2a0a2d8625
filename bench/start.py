"""A year's folder started from a finished report, and the same report made from it again: ``make start``.

    python bench/start.py [--list]

The departments of the tests, each in its own form, the second in the newer one, too, and the third with public
tables, from the Word file and from the PDF. The figures that the sentences of the form print are looked for in
their cells: right is the cell's amount as the report rounds it, a figure that was computed from printed ones
(last year's by its change) within what rounding takes from both. Then the same year's folder is started, the
cells that every workbook must have and no sentence prints are typed, and the report is made: how many of its
sentences come back, public tables aside. ``--list`` names the rest.
"""

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import trials
from bench.prose import table
from charts.data import Drawing
from juesuan import reading
from juesuan.claims import printed
from juesuan.figures import chart_data, derive
from juesuan.model import editions, values, workbook_form, written_text
from juesuan.model.accounts import Accounts
from juesuan.model.finished_report import LineKind
from juesuan.model.official import Target
from juesuan.model.printed_report import PrintedFigure, PrintedReport
from juesuan.model.problems import ReportError
from juesuan.model.values import Amount
from juesuan.model.year_folder import WORKBOOK
from juesuan.ooxml import package
from juesuan.reading import finished_report, spreadsheet
from juesuan.reading.grid import Formatted, Grid, Value
from juesuan.reading.official import places
from juesuan.word import fill
from juesuan.wording import vocabulary
from juesuan.year import cell_writer, starting
from juesuan.year.cell_writer import CellEdit
from tests.support import builder, county_school, report, water_office

NEWER, TABLED = "水务局2022", "中学有附表"
DEPARTMENTS = (*trials.DEPARTMENTS, NEWER, TABLED)
FORMATS = (".docx", ".pdf")
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_ROUNDED, _COMPUTED = Decimal(50), Decimal(200)
"""元 by which rounding to 0.01万元 may change one number, and what is computed from two."""
_SENTENCES = re.compile(r"[^。；\n]+[。；]?")
_TABLES = "第五部分附表"
_MISSING = re.compile(r"〔(.+)〕([A-Z]+)(\d+)")


class Measured(Struct, frozen=True):
    """What came over from one file of a department's report."""

    department: str
    suffix: str
    right: int
    computed: int
    """Those of the right ones that were computed of printed numbers."""
    wrong: tuple[str, ...]
    unread: tuple[str, ...]
    """The figures that a sentence prints and no cell got."""
    typed: int
    """The cells that were typed before the report could be made again."""
    sentences: int
    lost: tuple[str, ...]
    """The sentences of the report that did not come back."""


def made_whole(folder: Path) -> bytes:
    """The Word file of a year's folder, as the program makes it."""
    return report.make(folder, folder.parent / "output").docx


def filled(folder: Path) -> bytes:
    """The form filled from a year's folder, without its charts: quicker, and the same sentences."""
    accounts, _ = reading.read(reading.given(folder))
    figures = derive.derive(accounts)
    words = vocabulary.build(accounts, figures)
    drawings = {each.name: Drawing(each.name, "", b"", b"", 0, 0) for each in chart_data.charts(accounts, figures)}
    form = fill.render(editions.named(accounts.department.edition.text).template, words.tags, drawings)
    return package.packed(form, WHEN)


def measured(name: str, root: Path) -> Iterator[Measured]:
    """What comes over from each file of one department, made in ``root``."""
    folder = _folder(name, root)
    made = report.make(folder, root / "output")
    for suffix, data in zip(FORMATS, (made.docx, made.pdf), strict=True):
        file = root / f"report{suffix}"
        file.write_bytes(data)
        yield of_file(name, folder, file)


def of_file(name: str, folder: Path, file: Path, make: Callable[[Path], bytes] = made_whole) -> Measured:
    """What comes over from one file of the report of ``folder``; ``make`` makes the Word file of a folder."""
    accounts, _ = reading.read(reading.given(folder))
    data = (folder / WORKBOOK).read_bytes()
    grids = spreadsheet.read(data, WORKBOOK, [each.name for each in workbook_form.SHEETS], [])
    truth = _Truth(places.read(data, WORKBOOK, []), accounts)
    read = printed.read(file)
    wrong = [each for each in read.figures.values() if not truth.agrees(each)]
    unread = [each for each in truth.printed() if each not in read.figures]
    again, typed = _again(read, file.parent / f"again{file.suffix}", grids)
    before = _sentences(file)
    return Measured(
        name,
        file.suffix,
        len(read.figures) - len(wrong),
        sum(bool(each.how) for each in read.figures.values()),
        tuple(f"{each.target} {each.words}（{each.origin}）" for each in wrong),
        tuple(map(str, unread)),
        typed,
        len(before),
        tuple((Counter(before) - Counter(_sentences(_kept(again, make(again))))).elements()),
    )


def _folder(name: str, root: Path) -> Path:
    if name == TABLED:
        school = builder.added(county_school.department(), "基本信息", {"项目": "附表", "内容": "是"})
        return builder.write(root / "2021", school, county_school.written_texts())
    if name != NEWER:
        return trials.folder_of(name, root)
    content = water_office.of_2022()
    return builder.write(root / "2022", content, water_office.texts(content))


# ---- figures


class _Truth:
    """The cells of the department's own workbook."""

    def __init__(self, book: places.YearBook, accounts: Accounts) -> None:
        self.book, self.accounts = book, accounts
        self.projects = {each.name.text: each for each in accounts.projects}

    def value(self, target: Target) -> Decimal | None:
        """The amount in 元, or the number, of a cell; None where it is blank or there is none."""
        if target.sheet == workbook_form.PROJECTS.name:
            field = next(each.field for each in workbook_form.PROJECTS.columns if each.heading == target.column)
            held = getattr(self.projects.get(target.row), field, None)
            return None if held is None else held.yuan if isinstance(held, Amount) else held.value
        place = self.book.place(target)
        if place is not None and place.value is None and target.column == "合计":
            return self._summed(target)
        return place.value if place else None

    def _summed(self, target: Target) -> Decimal | None:
        """What a row of 支出科目 comes to that states no total."""
        figures = derive.derive(self.accounts)
        figure = figures.get(f"科目.{target.row}")
        return None if figure is None else Decimal(figure.value.numerator) / figure.value.denominator

    def agrees(self, figure: PrintedFigure) -> bool:
        """Whether a figure that was read is the cell's, as far as the report prints it."""
        value = self.value(figure.target)
        within = _COMPUTED if figure.how else _ROUNDED if "元" in figure.words else Decimal(0)
        return (value is None and figure.value == 0) or (value is not None and abs(value - figure.value) <= within)

    def printed(self) -> Iterator[Target]:
        """The cells whose figures the report prints in its sentences."""
        names = trials._printed(self.accounts, derive.derive(self.accounts))  # noqa: SLF001 - of the same bench
        basis = self.accounts.department.totals_basis.text
        yield from dict.fromkeys(found for name in names if (found := _target(name, basis)))


def _target(name: str, basis: str) -> Target | None:
    """The cell of a figure; None for one that no cell holds."""
    table_, _, rest = name.partition(".")
    row, _, member = rest.rpartition(".") if rest.endswith(".上年") else (rest, "", "")
    if table_ == "总计口径":
        side = "收入" if "收入" in row else "支出"
        table_ = "财政拨款收支" if row.startswith("财政") else "收入支出"
        row = f"本年{side}合计" if basis == workbook_form.BASIS_OF_YEAR else f"{side}总计"
    if table_ == "科目" and "." not in rest:
        return Target("支出科目", rest.removesuffix("类"), "合计", workbook_form.GENERAL_PUBLIC)
    if table_ == "基本支出" and rest in {"人员经费", "公用经费"}:
        return Target("基本支出", f"{rest}合计", "金额")
    for sheet in workbook_form.SHEETS:
        for item in sheet.items if sheet.name == table_ else ():
            field = "last" if member else "final"
            if item.tag == row and (column := [each.heading for each in sheet.columns if each.field == field]):
                return Target(sheet.name, item.label, column[0])
    return None


# ---- made again


def _again(read: PrintedReport, root: Path, grids: Mapping[str, Grid]) -> tuple[Path, int]:
    """The same year's folder, started from the report, and how many cells had to be typed into it."""
    start = starting.prepared(read, root, read.year)
    starting.written(start, WHEN)
    book, typed = start.place / WORKBOOK, 0
    while edits := list(_lacking(start.place, grids)):
        book.write_bytes(cell_writer.edited(book.read_bytes(), edits))
        typed += len(edits)
    return start.place, typed


def _kept(folder: Path, data: bytes) -> Path:
    file = folder.parent / "again.docx"
    file.write_bytes(data)
    return file


def _lacking(folder: Path, grids: Mapping[str, Grid]) -> Iterator[CellEdit]:
    """The cells without which no report is made, as the department's own workbook has them."""
    try:
        reading.read(reading.given(folder))
    except ReportError as caught:
        places_ = [found for each in caught.problems if (found := _MISSING.match(each.where))]
        if len(places_) < len(caught.problems):
            raise
        for found in places_:
            sheet, letters, row = found[1], found[2], int(found[3]) - 1
            column = ord(letters) - ord("A")
            yield CellEdit(sheet, row, column, _stored(grids[sheet].rows[row][column]))


def _stored(value: Value) -> Decimal | str:
    held = value.stored if isinstance(value, Formatted) else value
    return held if isinstance(held, str) else Decimal(str(held))


def _sentences(file: Path) -> list[str]:
    """The sentences and cells of a report, without spaces and marks."""
    found = finished_report.read(file).lines
    lines = takewhile(lambda each: _TABLES not in "".join(each.text.split()),
                      (each for each in found if each.kind is not LineKind.CONTENTS))  # fmt: skip
    cells = (cell for line in lines for cell in line.text.split("\t"))
    pieces = (piece for cell in cells for piece in _SENTENCES.findall(written_text.bare(values.plain(cell))))
    return [bare for piece in pieces if (bare := "".join(piece.split()))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="由做好的报告开始一年，看多少数、多少句话回得来。")
    parser.add_argument("--list", action="store_true", help="列出错的、没读的数和没回来的句子")
    options = parser.parse_args()
    rows: list[Sequence[str]] = [("报告", "数对", "其中算出", "数错", "没读", "自己填", "句子", "回来", "比例")]
    told: list[str] = []
    for name in DEPARTMENTS:
        with tempfile.TemporaryDirectory() as folder:
            for each in measured(name, Path(folder)):
                back = each.sentences - len(each.lost)
                numbers = (
                    each.right,
                    each.computed,
                    len(each.wrong),
                    len(each.unread),
                    each.typed,
                    each.sentences,
                    back,
                )
                share = f"{100 * back / each.sentences:.1f}%"
                rows.append((f"{name}{each.suffix}", *map(str, numbers), share))
                told += [f"{name}{each.suffix}　{kind}　{words}"
                         for kind, found in (("错", each.wrong), ("没读", each.unread), ("没回来", each.lost))
                         for words in found]  # fmt: skip
    sys.stdout.write(table(rows))
    if options.list:
        sys.stdout.write("\n".join([*told, ""]))


if __name__ == "__main__":
    main()
