"""The figures of a table of rows side by side, and what in it does not go together."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from juesuan.model.official import Taken, Target
from juesuan.model.problems import Problem, error, warning
from juesuan.reading.official import forms, noughts, row_numbers, sums, two_sided
from juesuan.reading.official.amounts import AmountReader, Found, summed
from juesuan.reading.official.forms import UNREADABLE, OfficialForm
from juesuan.reading.official.two_sided import BUDGET, FINAL, Column, Line

_BUDGET_HEADINGS = frozenset({"调整预算数"})


def figures(reader: AmountReader) -> tuple[list[Taken], list[Problem]] | None:
    """What is taken from the sheet, and why it is refused; None where its headings are not there."""
    lines = two_sided.lines(reader)
    if not lines:
        return None
    form = reader.sheet.form
    problems = [*_strangers(reader, lines), *row_numbers.disagreeing(reader.sheet, lines)]
    figures: list[Taken] = []
    for kind in dict.fromkeys(_kind(target) for target in forms.targets(form)):
        own = [_of_kind(line, kind) for line in lines]
        named = _named_lines(form, own)
        faults = [*_doubles(reader, form, own), *sums.two_sided(reader, own, named)]
        opened = [each for each in faults if each.is_open_error]
        if opened and kind != FINAL:
            problems.append(_without(kind, opened[0]))
        else:
            problems += faults
            filled = [noughts.across_funds(each) for each in own]
            known = noughts.two_sided(form, filled, _named_lines(form, filled))
            figures += _from_lines(form, kind, known, reader.unit)
    return figures, problems


def _kind(target: Target) -> str:
    """The kind of amounts that a target takes."""
    return BUDGET if target.column in _BUDGET_HEADINGS else FINAL


def _of_kind(line: Line, kind: str) -> Line:
    """The row with the amounts of one kind alone."""
    return replace(line, found={column: found for column, found in line.found.items() if column[0] == kind})


def _without(kind: str, fault: Problem) -> Problem:
    """A warning that the amounts of one kind do not close, so that only the others are taken."""
    message = fault.message.replace("整张表没有取", f"{kind}数没有取")
    return warning(fault.code, fault.where, message, fault.hint)


def _named_lines(form: OfficialForm, lines: Sequence[Line]) -> Mapping[Column, Mapping[str, Found]]:
    """The numbers of each column by the names of the form; of several rows the first that holds a number."""
    found: dict[Column, dict[str, Found]] = {}
    for name, labels in form.rows.items():
        for line in (each for each in lines if each.key in labels):
            for column, number in line.found.items():
                held = found.setdefault(column, {})
                if name not in held or held[name].value is None:
                    held[name] = number
    return found


def _doubles(reader: AmountReader, form: OfficialForm, lines: Sequence[Line]) -> Iterator[Problem]:
    """Rows that mean the same and have different numbers: both halves of a table must be equal."""
    for labels in form.rows.values():
        rows = [each for each in lines if each.key in labels]
        for column in dict.fromkeys(column for each in rows for column in each.found):
            held = [each.found[column] for each in rows if column in each.found]
            yield from _unequal(reader, labels[0], [each for each in held if each.value is not None])


def _unequal(reader: AmountReader, name: str, held: Sequence[Found]) -> Iterator[Problem]:
    for other in held[1:]:
        if other.value != held[0].value:
            yield from sums.compared(reader, f"{name}（{held[0].cell.address}）", held[0], [other])


def _strangers(reader: AmountReader, lines: Sequence[Line]) -> Iterator[Problem]:
    """Rows of 财决01 with an amount whose numeral and name are in no edition of the table."""
    if reader.sheet.form.code != "Z01":
        return
    for line in lines:
        amounts = [found for found in line.found.values() if found.value]
        if line.serial and amounts and line.block < 2 and not _is_known(line):  # noqa: PLR2004 - income, function
            cell = amounts[0].cell
            message = f"Z01 整张表没有取：第{line.serial}项“{line.key}”，各年的表里没有这样的一项"
            yield error(UNREADABLE, f"{cell.file}〔{cell.sheet}〕{cell.address}", message, "请核对这一行的名称。")


def _is_known(line: Line) -> bool:
    incomes = {name for each in forms.editions() for name in each.incomes} | _BY_NATURE
    return line.key in incomes or forms.is_function(line.key)


_BY_NATURE = {"基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"}


def _from_lines(
    form: OfficialForm, kind: str, named: Mapping[Column, Mapping[str, Found]], unit: str
) -> Iterator[Taken]:
    for target, source in forms.targets(form).items():
        if _kind(target) != kind:
            continue
        column, whole = named.get((kind, source.part), {}), named.get((kind, ""), {})
        numbers = column or ({} if source.part else whole)
        if any(name in numbers and numbers[name].value for name in source.only_without):
            continue
        yield from summed(target, source.names, numbers, unit)
