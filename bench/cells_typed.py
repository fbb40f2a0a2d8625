"""How many cells of the workbook are typed by hand in the first and the second year: ``make typed``.

    python bench/cells_typed.py

Two departments of the tests, each taken for a new one. A cell counts once, where the filled workbook has something
in it that the files the year begins with have not: labels, formulas and last year's numbers, which ``new`` locks,
do not count.

- 全部打: the workbook of ``init`` or of ``new`` is filled by hand, with nothing proposed.
- 打: what is left to type after ``import`` of the department's export, with what ``init``, ``new`` and ``terms``
  propose. An explanation proposed for a term that the department has counts as not typed, whatever its words.
- 确认: the cells that a person looks at and confirms instead, all at once or one by one.

The second year is made by ``new`` from the first, and filled as the tests fill it: with a little more revenue.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from juesuan.model import workbook_form
from juesuan.model.sheets import tag_of
from juesuan.model.year_folder import WORKBOOK
from juesuan.reading import official
from juesuan.year import blank_workbook, confirming, importing, next_year, proposed_terms
from juesuan.year.blank_workbook import Content, Entry
from tests.support import county_school, officer, official_export, water_office
from tests.support.official_department import content_of

DEPARTMENTS: Mapping[str, Callable[[], Content]] = {
    "青禾县水务局": water_office.department,
    "柳坪县中学": county_school.department,
}
FIRST = 2021
TERMS = workbook_form.TERMS.name
KEYS = {
    "支出科目": ("科目编码", "资金性质"),
    "基本支出": ("科目编码", "科目名称"),
    "绩效指标": ("项目名称", "三级指标"),
    "出错说明": ("代码", "位置"),
}
"""The columns by which a row of a list is known, where it is not the first."""


class YearCounts(Struct, frozen=True):
    """The cells of a year, by sheet."""

    all_typed: Counter[str]
    typed: Counter[str]
    confirmed: Counter[str]


def main() -> None:
    for name, department in DEPARTMENTS.items():
        with tempfile.TemporaryDirectory() as root:
            years = counted(Path(root), department())
        sys.stdout.write("\n".join((f"{name}", *lines(years), "", "")))


def counted(root: Path, content: Content) -> tuple[YearCounts, YearCounts]:
    """The cells of the department's first and second year, made in ``root``."""
    first, second = root / str(FIRST), root / str(FIRST + 1)
    book = _book(first, content)
    began = content_of(_book(root / "blank", {}))
    one = _year(root / "one" / first.name, content_of(book), began)
    next_year.make(root, FIRST + 1)
    made = (second / WORKBOOK).read_bytes()
    before = _without_openings(content_of(second / WORKBOOK))
    officer.fill(second, {})
    filled = content_of(second / WORKBOOK)
    (second / WORKBOOK).write_bytes(made)
    return one, _year(second, filled, before)


def _year(folder: Path, filled: Content, began: Content) -> YearCounts:
    """The cells of a year whose folder holds what it begins with, and perhaps nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    export = folder.parent / f"export{folder.name}.xlsx"
    export.write_bytes(official_export.xlsx(official_export.sheets(filled, int(folder.name))))
    importing.written(importing.prepared(official.read([export]), folder, None), datetime.now(UTC))
    left = typed(filled, content_of(folder / WORKBOOK))
    terms = {tag_of(each.name) for each in _terms(folder.parent / "terms", filled)}
    own = {tag_of(str(row["名词"])) for row in content_of(folder / WORKBOOK)[TERMS] if row["名词"]}
    lacking = [row for row in filled[TERMS] if row["名词"] and tag_of(str(row["名词"])) not in {*terms, *own}]
    left[TERMS] = 2 * len(lacking)
    waiting = Counter(each.cell.sheet for each in confirming.prepared(folder).waiting if each.cell.sheet != TERMS)
    names = {tag_of(str(row["名词"])) for row in filled[TERMS]}
    waiting[TERMS] = len(names & terms - own) + _marked(content_of(folder / WORKBOOK), names)
    return YearCounts(typed(filled, began), left, waiting)


def _terms(folder: Path, filled: Content) -> Sequence[proposed_terms.ProposedTerm]:
    """What ``terms`` proposes once everything else is filled in."""
    _book(folder, {**filled, TERMS: []})
    return proposed_terms.prepared(folder).terms


def _marked(content: Content, names: set[str]) -> int:
    """The explanations that wait in the workbook and that the department keeps."""
    return sum(
        str(row["解释"]).startswith("〔待确认〕") and tag_of(str(row["名词"])) in names for row in content[TERMS]
    )


def _book(folder: Path, content: Content) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    blank_workbook.write_workbook(folder / WORKBOOK, content)
    return folder / WORKBOOK


def _without_openings(content: Content) -> Content:
    """The content as if no opening balance were proposed."""
    sheets = (workbook_form.REVENUE_EXPENDITURE.name, workbook_form.FISCAL_APPROPRIATION.name)
    cleared = {workbook_form.FINAL.heading: ""}
    return {**content, **{name: [{**row, **cleared} for row in content[name]] for name in sheets}}


def typed(filled: Content, began: Content) -> Counter[str]:
    """The filled cells of each sheet that were not there to begin with."""
    found = Counter[str]()
    for sheet, rows in filled.items():
        known = {_key(sheet, row): row for row in began[sheet]}
        for row in rows:
            old = known.get(_key(sheet, row), {})
            found[sheet] += sum(value not in {"", old.get(heading, "")} for heading, value in row.items())
    return found


def _key(sheet: str, row: Entry) -> tuple[str, ...]:
    headings = KEYS.get(sheet, tuple(row)[:1])
    return tuple(tag_of(str(row[heading])) for heading in headings)


# ---- the table


def lines(years: tuple[YearCounts, YearCounts]) -> Iterator[str]:
    """The table, a line a sheet, and the sums."""
    yield _line("表", [f"{year}{what}" for year in ("第一年", "第二年") for what in ("全部打", "打", "确认")])
    counts = [each for year in years for each in (year.all_typed, year.typed, year.confirmed)]
    for sheet in (each.name for each in workbook_form.SHEETS):
        yield _line(sheet, [each[sheet] for each in counts])
    yield _line("合计", [each.total() for each in counts])


def _line(name: str, cells: Sequence[object]) -> str:
    return "".join(f"{cell!s}{' ' * (16 - _width(str(cell)))}" for cell in (name, *cells)).rstrip()


def _width(words: str) -> int:
    return sum(2 if each >= "一" else 1 for each in words)


if __name__ == "__main__":
    main()
