"""汇总: the tables of a county, a line for each department and one for all; amounts are exact until printed.

A rate of change is given only where every department in it has both years: else the two sums would not compare.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from juesuan.figures import county_sums, phrases
from juesuan.figures.county_sums import BUDGET, FINAL, LAST, Sum, Sums
from juesuan.model import sheets
from juesuan.model.county import County, CountyProject, DepartmentFigures
from juesuan.model.problems import Problem, Severity
from juesuan.model.public_table_forms import Body, Form, PublicCell, PublicPart, PublicTable, Rows
from juesuan.model.values import MONEY, Figure

REVENUE, EXPENDITURE = "收入支出.本年收入合计", "收入支出.本年支出合计"
FISCAL = "财政拨款收支.本年支出合计"
THREE_PUBLIC = "三公经费.三公经费合计"
KINDS = {
    f"三公经费.{sheets.tag_of(label)}": label
    for label in ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
}
"""The kinds of 三公 by the names of their rows."""
TITLE = "附表"
_HUNDRED = 100
_Cells = tuple[PublicCell, ...]
_Amounts = Mapping[tuple[str, str], Sum]
"""The amounts of a line of a table, by row and column."""


def part(county: County, asserts: Mapping[str, str], hints: Sequence[Problem]) -> PublicPart:
    """The tables of the county; ``asserts`` says what each rule asserts, ``hints`` look across departments."""
    sums = county_sums.of(county.figures)
    made = (
        (False, "各单位情况表", _states(county)),
        (True, "收入支出汇总表", _overall(county, sums)),
        (False, "“三公”经费汇总表", _three_public(county, sums)),
        (True, "“三公”经费分项汇总表", _kinds_of_three_public(county, sums)),
        (True, "按单位性质汇总表", _by_kind(county, sums)),
        (False, "绩效项目汇总表", _projects(county)),
        (True, "核对意见汇总表", _problems(county, asserts)),
        (False, "单位之间的意见", _hints(hints)),
    )
    tables = (
        PublicTable(Form(number, title, "", is_wide, _note(county), series="汇总"), county.region, body)
        for number, (is_wide, title, body) in enumerate(made, start=1)
    )
    return PublicPart(TITLE, tuple(tables))


def _note(county: County) -> str:
    left = f"没有列入：{'、'.join(county.left_out)}。" if county.left_out else ""
    again = f"像是同一个单位放了不止一份，合计里都算了：{_named(county.repeated)}。" if county.repeated else ""
    return f"本表由各单位 {county.year} 年度决算填报文件汇总，共 {len(county.figures)} 个单位。{left}{again}"


def whole_name(county: County) -> str:
    """What the line of all departments is called; it says how many are in no sum."""
    return f"合计（缺 {len(county.left_out)} 个单位）" if county.left_out else "合计"


# ---- cells


def amount(yuan: Decimal | None) -> PublicCell:
    """An amount in 元 as a cell that prints it in 万元; blank where it is not known."""
    return PublicCell(None if yuan is None else figure("", yuan))


def figure(name: str, yuan: Decimal) -> Figure:
    """The figure of a sum, in 元."""
    return Figure(name, Fraction(yuan), MONEY, "各单位之和", ())


def change(now: Sum, before: Sum) -> str:
    """The rate of change in percent, over last year's absolute value; empty where there is none to be given."""
    if now.missing or before.missing or not before.yuan:
        return ""
    return phrases.percent_text(Fraction(now.yuan - before.yuan) * _HUNDRED / abs(Fraction(before.yuan)))


def share(part_of: Sum, whole: Sum) -> str:
    """The percentage that one sum is of another; empty where there is none to be given."""
    if part_of.missing or whole.missing or not whole.yuan:
        return ""
    return phrases.percent_text(Fraction(part_of.yuan) * _HUNDRED / Fraction(whole.yuan))


def _words(text: str, *, is_centred: bool = True) -> PublicCell:
    return PublicCell(text, is_centred=is_centred)


def _heads(*words: str) -> Rows:
    return (tuple(map(PublicCell, words)),)


# ---- lines of amounts


class _Line(Struct, frozen=True):
    """A line of a table: the name of a department, a kind or the whole, and its amounts."""

    name: str
    amounts: _Amounts

    def __getitem__(self, key: tuple[str, str]) -> Sum:
        return self.amounts[key]


def _lines(county: County, sums: Sums, rows: Iterable[str]) -> tuple[_Line, ...]:
    """A line for each department, then one for all."""
    keys = [(row, column) for row in rows for column in (FINAL, LAST, BUDGET)]
    whole = _Line(whole_name(county), {key: sums.of_all(*key) for key in keys})
    return (*(_Line(each.name, {key: _of(each, *key) for key in keys}) for each in county.figures), whole)


def _of(department: DepartmentFigures, row: str, column: str) -> Sum:
    yuan: Decimal | None = getattr(department.rows[row], column)
    return Sum(Decimal(0), (department.name,)) if yuan is None else Sum(yuan)


def _known(held: Sum, *, is_sum: bool) -> PublicCell:
    """The cell of an amount; that of a department that has not filled it in is blank."""
    return amount(held.yuan if is_sum or not held.missing else None)


def _missing(lines: Sequence[_Line], keys: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """A sentence for each column of sums in which departments are missing."""
    words = {FINAL: "决算数", LAST: "上年数", BUDGET: "预算数"}
    whole = lines[-1]
    return tuple(
        f"{row.partition('.')[2]}的{words[column]}没有填、没有计入合计的：{_named(whole[row, column].missing)}。"
        for row, column in keys
        if whole[row, column].missing
    )


def _compared(line: _Line, row: str, *, is_sum: bool) -> _Cells:
    """Cells of this year, last year and the rate of change."""
    now, before = line[row, FINAL], line[row, LAST]
    return _known(now, is_sum=is_sum), _known(before, is_sum=is_sum), _words(change(now, before))


def _with_sums(lines: Sequence[_Line]) -> Iterator[tuple[_Line, bool]]:
    """Each line, and whether it is the one for all."""
    return ((line, place == len(lines)) for place, line in enumerate(lines, start=1))


# ---- tables


def _states(county: County) -> Body:
    rows = tuple(
        tuple(map(_words, (each.figures.name if each.figures else "", each.folder, each.state.value,
                           *(str(count(each.problems, severity)) for severity in Severity))))
        for each in county.departments
    )  # fmt: skip
    heads = _heads("单位", "文件夹", "情况", *(f"{severity.value}（条）" for severity in Severity))
    return Body((30, 22, 14, 11, 11, 12), heads, rows)


def count(problems: Iterable[Problem], severity: Severity) -> int:
    """How many problems of a severity are not explained."""
    return sum(each.severity is severity and not each.explained for each in problems)


def _overall(county: County, sums: Sums) -> Body:
    lines = _lines(county, sums, (REVENUE, EXPENDITURE, FISCAL))
    heads = (
        (PublicCell("单位", rows=2), PublicCell("本年收入", columns=3), PublicCell("本年支出", columns=3),
         PublicCell("财政拨款支出", columns=3)),
        tuple(map(PublicCell, ("决算数", "上年数", "增减率") * 2 + ("决算数", "预算数", "完成率"))),
    )  # fmt: skip
    rows = tuple(
        (_words(line.name, is_centred=is_sum), *_compared(line, REVENUE, is_sum=is_sum),
         *_compared(line, EXPENDITURE, is_sum=is_sum), *_completed(line, FISCAL, is_sum=is_sum))
        for line, is_sum in _with_sums(lines)
    )  # fmt: skip
    keys = ((REVENUE, FINAL), (REVENUE, LAST), (EXPENDITURE, FINAL), (EXPENDITURE, LAST), (FISCAL, FINAL),
            (FISCAL, BUDGET))  # fmt: skip
    return Body((24, 9, 9, 8, 9, 9, 8, 9, 9, 8), heads, rows, _missing(lines, keys))


def _completed(line: _Line, row: str, *, is_sum: bool) -> _Cells:
    """Cells of this year, the budget and its completion."""
    now, budget = line[row, FINAL], line[row, BUDGET]
    return _known(now, is_sum=is_sum), _known(budget, is_sum=is_sum), _words(share(now, budget))


def _three_public(county: County, sums: Sums) -> Body:
    lines = _lines(county, sums, (THREE_PUBLIC,))
    rows = tuple(
        (_words(line.name, is_centred=is_sum), *_compared(line, THREE_PUBLIC, is_sum=is_sum),
         *_completed(line, THREE_PUBLIC, is_sum=is_sum)[1:])
        for line, is_sum in _with_sums(lines)
    )  # fmt: skip
    remarks = _missing(lines, ((THREE_PUBLIC, FINAL), (THREE_PUBLIC, LAST), (THREE_PUBLIC, BUDGET)))
    return Body(
        (34, 13, 13, 13, 13, 14), _heads("单位", "决算数", "上年数", "增减率", "预算数", "完成率"), rows, remarks
    )


def _kinds_of_three_public(county: County, sums: Sums) -> Body:
    lines = _lines(county, sums, KINDS)
    heads = (
        (PublicCell("单位", rows=2), *(PublicCell(label, columns=3) for label in KINDS.values())),
        tuple(map(PublicCell, ("决算数", "上年数", "增减率") * len(KINDS))),
    )
    rows = tuple(
        (
            _words(line.name, is_centred=is_sum),
            *(cell for row in KINDS for cell in _compared(line, row, is_sum=is_sum)),
        )
        for line, is_sum in _with_sums(lines)
    )
    keys = [(row, column) for row in KINDS for column in (FINAL, LAST)]
    return Body((16, *(7, 7, 7) * len(KINDS)), heads, rows, _missing(lines, keys))


def _by_kind(county: County, sums: Sums) -> Body:
    shown = (REVENUE, EXPENDITURE, FISCAL, THREE_PUBLIC)
    kinds = [each.kind for each in county.figures]
    keys = [(row, column) for row in shown for column in (FINAL, LAST, BUDGET)]
    lines = [_Line(kind, {key: sums.of_kind(kind, *key) for key in keys}) for kind in sums.kinds]
    lines.append(_Line(whole_name(county), {key: sums.of_all(*key) for key in keys}))
    heads = _heads("单位性质", "单位数", "本年收入", "增减率", "本年支出", "增减率", "财政拨款支出", "完成率",
                   "“三公”经费", "上年数", "增减率")  # fmt: skip
    rows = tuple(
        (_words(line.name), _words(str(len(kinds) if is_sum else kinds.count(line.name))),
         *_now(line, REVENUE), *_now(line, EXPENDITURE), amount(line[FISCAL, FINAL].yuan),
         _words(share(line[FISCAL, FINAL], line[FISCAL, BUDGET])), *_compared(line, THREE_PUBLIC, is_sum=True))
        for line, is_sum in _with_sums(lines)
    )  # fmt: skip
    shown_keys = [(row, FINAL) for row in shown] + [(FISCAL, BUDGET), (THREE_PUBLIC, LAST)]
    return Body((18, 6, 10, 9, 10, 9, 10, 9, 9, 9, 9), heads, rows, _missing(lines, shown_keys))


def _now(line: _Line, row: str) -> _Cells:
    now, _, rate = _compared(line, row, is_sum=True)
    return now, rate


def _projects(county: County) -> Body:
    lines = [(each.name, each.projects) for each in county.figures]
    lines.append((whole_name(county), tuple(one for _, projects in lines for one in projects)))
    rows = tuple(
        _of_projects(name, projects, is_sum=place == len(lines))
        for place, (name, projects) in enumerate(lines, start=1)
    )
    return Body((36, 12, 18, 18, 16), _heads("单位", "项目数", "预算数", "执行数", "执行率"), rows)


def _of_projects(name: str, projects: Sequence[CountyProject], *, is_sum: bool) -> _Cells:
    budget = sum((each.budget for each in projects), Decimal(0))
    executed = sum((each.executed for each in projects), Decimal(0))
    rate = share(Sum(executed), Sum(budget))
    counted = _words(str(len(projects)))
    return _words(name, is_centred=is_sum), counted, amount(budget), amount(executed), _words(rate)


def _problems(county: County, asserts: Mapping[str, str]) -> Body:
    """A line for each rule: how often it is not met, and by whom; explained problems are not counted."""
    held: dict[tuple[Severity, str], list[str]] = {}
    said: dict[tuple[Severity, str], list[str]] = {}
    for each in county.departments:
        for problem in each.problems:
            if not problem.explained:
                held.setdefault((problem.severity, problem.code), []).append(each.folder)
                said.setdefault((problem.severity, problem.code), []).append(problem.message)
    order = list(Severity)
    ordered = sorted(held.items(), key=lambda each: (order.index(each[0][0]), each[0][1]))
    rows = tuple(
        (_words(code), _words(severity.value),
         _words(asserts.get(code) or _first(said[severity, code]), is_centred=False),
         _words(str(len(set(folders)))), _words(str(len(folders))), _words(_counted(folders), is_centred=False))
        for (severity, code), folders in ordered
    )  # fmt: skip
    return Body(
        (8, 7, 36, 8, 8, 33), _heads("代码", "轻重", "核对什么", "单位数", "条数", "哪些单位（条数）"), rows
    )


def _first(messages: Sequence[str]) -> str:
    """What is said where no rule was broken but something could not be read; of several things the first."""
    return messages[0] if len(set(messages)) == 1 else f"如：{messages[0]}"


_MOST_NAMED = 30


def _counted(folders: Sequence[str]) -> str:
    """The departments with their counts: 水务局（3）、林业局（1）; of very many the first."""
    counts = {each: folders.count(each) for each in dict.fromkeys(folders)}
    return _named([f"{each}（{count}）" for each, count in counts.items()])


def _named(names: Sequence[str]) -> str:
    """The names; of very many the first, and how many there are."""
    more = f"等 {len(names)} 个单位" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _hints(hints: Sequence[Problem]) -> Body:
    rows = tuple(
        (
            _words(f"{each.severity.value} {each.code}"),
            _words(each.where, is_centred=False),
            _words(each.message, is_centred=False),
        )
        for each in hints
    )
    return Body((10, 32, 58), _heads("代码", "哪些单位", "是什么"), rows)
