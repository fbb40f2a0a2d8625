"""The items of the classifications that a report lists, by the names that it prints: their codes and amounts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.claims.printed.figures import WHOLE, number
from juesuan.claims.printed.figures import amount as amount_of
from juesuan.claims.printed.matching import ROUNDS, PrintedTag
from juesuan.claims.printed.sections import NumberedLine
from juesuan.model import standard_names, workbook_form
from juesuan.model.official import Target
from juesuan.model.printed_report import PrintedFigure, PrintedRow, PrintedWords, Unplaced
from juesuan.model.standard_names import StandardNames
from juesuan.wording.folded_line import folded

LIST, CLASSES = "支出科目", "支出大类"
_SHEET, _FUND = workbook_form.FUNCTIONAL_ITEMS.name, workbook_form.GENERAL_PUBLIC
_OF_CLASSES = "支出"
"""What the names of the classes end in, and the form leaves out."""
_LEVELS = {"类": 3, "款": 5, "项": 7}
_NAMED = re.compile(r"([^（()）]+(?:[（(][^（()）]{2,}[）)])*[^（()）]*?)[（(]([类款项])[）)]")
_OWN = re.compile(
    r"(?:\d+[.、])?(?P<name>[^，。；]{4,120}?（[类款项]）)：?(?:支出)?(?:决算)?数?为?(?P<amount>\d[\d,]*(?:\.\d+)?万元)"
    r"(?:，完成预算(?:的)?(?P<rate>\d[\d.]*%))?"
)
_SPLIT = re.compile(r"[、，,]")


class Items(Struct, frozen=True):
    """What a report says of the rows of 支出科目 and 基本支出."""

    figures: tuple[PrintedFigure, ...] = ()
    words: tuple[PrintedWords, ...] = ()
    rows: tuple[PrintedRow, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def rounds(tags: Sequence[PrintedTag], of_list: str) -> Iterator[Mapping[str, PrintedTag]]:
    """The tags of each round of a list, by their member; the item itself goes by an empty name."""
    held: dict[int, dict[str, PrintedTag]] = {}
    for tag in tags:
        if tag.round >= 0 and (tag.name == of_list or tag.name.startswith(f"{of_list}.")):
            held.setdefault(tag.round, {}).setdefault(tag.name.removeprefix(of_list).removeprefix("."), tag)
    yield from held.values()


def told(line: NumberedLine) -> tuple[PrintedTag, ...]:
    """The tags of an item that a line begins with, its amount behind its name, in whatever words it goes on."""
    letters = folded(line.text)
    found = _OWN.match(letters.text)
    names = {"name": f"{LIST}.名称", "amount": LIST, "rate": f"{LIST}.完成率"}
    return tuple(
        PrintedTag(name, letters.original(*found.span(group)), line.place, line.number * ROUNDS)
        for group, name in names.items()
        if found and found[group]
    )


def items(tags: Sequence[PrintedTag], year: int) -> Items:
    """The rows of 支出科目 with their amounts; an item whose names are no code's is not placed."""
    figures: list[PrintedFigure] = []
    words: dict[Target, PrintedWords] = {}
    unplaced: list[Unplaced] = []
    for each in rounds(tags, LIST):
        amount, name = each.get(""), each.get("名称")
        if amount is None or name is None:
            continue
        levels = _levels(name.words)
        code = _code(levels, year)
        if not code:
            told = f"{name.words}：找不到这个名称的科目编码"
            unplaced.append(Unplaced(name.place, _SHEET, told))
            continue
        words.update(_names(code, levels, name.place))
        figures += _amounts(code, amount, each)
        if reason := each.get("差异原因"):
            target = Target(_SHEET, code, workbook_form.BUDGET_REASON.heading, _FUND)
            words[target] = PrintedWords(target, reason.words, reason.place)
    for each in rounds(tags, CLASSES):
        amount, name = each.get("", each.get("及占比")), each.get("名称")
        if name is None and (short := each.get("类名")):
            name = replace(short, words=f"{short.words.strip()}{_OF_CLASSES}")
        code = _code([(name.words, "类")], year) if name else ""
        if code and amount and name:
            words.setdefault(*_name(code, name.words, name.place))
            figures += _amounts(code, amount, {})
    return Items(tuple(figures), tuple(words.values()), unplaced=tuple(unplaced))


def _levels(name: str) -> list[tuple[str, str]]:
    """The names of the levels of an item, each with its level; none where there is more in it than these."""
    bare = "".join(name.split())
    return _NAMED.findall(bare) if not _NAMED.sub("", bare) else []


def _amounts(code: str, amount: PrintedTag, said: Mapping[str, PrintedTag]) -> Iterator[PrintedFigure]:
    value = number(amount.words)
    if value is None:
        return
    printed = amount_of(amount.words)
    yield PrintedFigure(Target(_SHEET, code, "合计", _FUND), value, printed, amount.place)
    completion = said.get("完成率")
    if completion and completion.words in WHOLE and value:
        target = Target(_SHEET, code, workbook_form.BUDGET.heading, _FUND)
        yield PrintedFigure(target, value, printed, amount.place, f"完成预算 {completion.words}，与决算数相等")


def _name(code: str, name: str, place: str) -> tuple[Target, PrintedWords]:
    target = Target(_SHEET, code, "科目名称", _FUND)
    return target, PrintedWords(target, name.strip(), place)


def _names(code: str, levels: Sequence[tuple[str, str]], place: str) -> Mapping[Target, PrintedWords]:
    return dict(_name(code[: _LEVELS[level]], name, place) for name, level in levels)


def _code(levels: Sequence[tuple[str, str]], year: int) -> str:
    """The one code that has these names, of this year or else of any; empty where none or several have."""
    names = standard_names.functional()
    if [level for _, level in levels] != list(_LEVELS)[: len(levels)] or not levels:
        return ""
    for in_year in (True, False):
        found = {""}
        for name, level in levels:
            length = _LEVELS[level]
            found = {
                code
                for code in _with_name(names, name, year, in_year=in_year)
                if len(code) == length and any(code.startswith(above) for above in found)
            }
        if len(found) == 1:
            return found.pop()
    return ""


def _with_name(names: StandardNames, name: str, year: int, *, in_year: bool) -> Iterator[str]:
    if in_year:
        return names.codes(name, year)
    return (
        code
        for code, known in names.by_code.items()
        if any(standard_names.same(each.name, name) for each in known)
    )


# ---- 基本支出


def basic(tags: Sequence[PrintedTag], year: int) -> Items:
    """The totals of 基本支出, and the names of the items under each, which the report lists without amounts."""
    figures: list[PrintedFigure] = []
    rows: list[PrintedRow] = []
    unplaced: list[Unplaced] = []
    for tag in tags:
        member = tag.name.removeprefix("基本支出.")
        if tag.name == member or tag.round >= 0:
            continue
        total = {
            "人员经费": workbook_form.PERSONNEL_TOTAL, "公用经费": workbook_form.PUBLIC_USE_TOTAL
        }.get(member)  # fmt: skip
        value = number(tag.words)
        if total and value is not None:
            target = Target(workbook_form.BASIC_EXPENDITURE.name, total, "金额")
            figures.append(PrintedFigure(target, value, tag.words, tag.place))
        elif member.endswith("名单"):
            is_personnel = member.startswith("人员")
            for name in filter(None, _SPLIT.split(re.sub(r"等$", "", tag.words.strip()))):
                made = _economic(name.strip(), year, tag.place, is_personnel=is_personnel)
                rows += [made] if isinstance(made, PrintedRow) else []
                unplaced += [made] if isinstance(made, Unplaced) else []
    return Items(tuple(figures), rows=tuple(rows), unplaced=tuple(unplaced))


def _economic(name: str, year: int, place: str, *, is_personnel: bool) -> PrintedRow | Unplaced:
    """The row of an item that is listed, by its code: among those of personnel or of public use."""
    names = standard_names.economic()
    codes = [
        code
        for code in names.codes(name, year)
        if len(code) == 5 and code.startswith(workbook_form.PERSONNEL_CODES) == is_personnel  # noqa: PLR2004
    ]
    sheet = workbook_form.BASIC_EXPENDITURE.name
    if len(codes) != 1:
        return Unplaced(place, sheet, f"{name}：找不到这个名称的科目编码")
    return PrintedRow(sheet, {"科目编码": codes[0], "科目名称": name, "列入名单": "是"}, place)
