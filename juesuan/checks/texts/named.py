"""A number beside the name of a figure: it is that figure, of this year or of the last."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from juesuan.checks.slips import indexed, near
from juesuan.checks.texts.relation import Relation, mistyped
from juesuan.checks.texts.sentences import Number, Prose
from juesuan.figures import classification, mentions, phrases, public_figures
from juesuan.figures.mentions import NumberKind
from juesuan.model import values
from juesuan.model.accounts import Accounts
from juesuan.model.sheets import tag_of
from juesuan.model.values import MONEY, Cell, Figure, Figures

NAMED, NEAR = "C903", "C904"
_TABLES = ("总计口径", "收入支出", "财政拨款收支", "三公经费", "其他事项", "基本支出")
_OF_TOTALS = ("收入支出", "财政拨款收支", "总计口径")
_FISCAL, _GENERAL = "一般公共预算财政拨款", "一般公共预算"
_ALSO_CALLED = {
    "编制": "其他事项.人员编制",
    "编制人数": "其他事项.人员编制",
    "核定编制": "其他事项.人员编制",
    "在职人员": "其他事项.在编人员",
    "在编在岗人员": "其他事项.在编人员",
    "在编在岗工作人员": "其他事项.在编人员",
    "实有人数": "其他事项.在编人员",
    "实有人员": "其他事项.在编人员",
    "实有在编人员": "其他事项.在编人员",
    "在职人数": "其他事项.在编人员",
    "调入": "其他事项.调入人员",
    "新进": "其他事项.调入人员",
    "新进人员": "其他事项.调入人员",
    "新调入": "其他事项.调入人员",
    "调出": "其他事项.调出人员",
    "财政拨款收入": "财政拨款收支.本年收入合计",
    "财政拨款支出": "财政拨款收支.本年支出合计",
    "收支总计": " ".join(f"{table}.{side}总计" for table in _OF_TOTALS for side in ("收入", "支出")),
    "财政拨款收支总计": "财政拨款收支.收入总计 财政拨款收支.支出总计",
    "财政拨款收入总计": "财政拨款收支.收入总计",
    "财政拨款支出总计": "财政拨款收支.支出总计",
    "财政拨款收入合计": "财政拨款收支.本年收入合计",
    "财政拨款支出合计": "财政拨款收支.本年支出合计",
    "收入合计": "收入支出.本年收入合计 财政拨款收支.本年收入合计",
    "支出合计": "收入支出.本年支出合计 财政拨款收支.本年支出合计",
    "总收入": "收入支出.本年收入合计 收入支出.收入总计 财政拨款收支.本年收入合计",
    "总支出": "收入支出.本年支出合计 收入支出.支出总计 财政拨款收支.本年支出合计",
    "年初结转和结余": "财政拨款收支.年初财政拨款结转和结余",
    "年末结转和结余": "财政拨款收支.年末财政拨款结转和结余",
    "年初结转结余": "收入支出.年初结转和结余 财政拨款收支.年初财政拨款结转和结余",
    "年末结转结余": "收入支出.年末结转和结余 财政拨款收支.年末财政拨款结转和结余",
    "基本支出": "基本支出.合计",
    "三公经费": "三公经费.三公经费合计",
    "三公经费支出": "三公经费.三公经费合计",
    "政府采购": "其他事项.政府采购支出总额",
    "政府采购支出": "其他事项.政府采购支出总额",
    "一般公共预算财政拨款基本支出": "基本支出.合计",
    "财政拨款基本支出": "基本支出.合计",
    "国内公务接待": "三公经费.国内公务接待费",
    "公务接待": "三公经费.公务接待费",
}
"""What people call a figure, beside the label of its row: name to figures, for a name may be that of several."""
_OF_PROJECT = {
    "预算数": ("预算", "预算数", "全年预算", "全年预算数", "项目预算", "年初预算", "预算安排", "预算资金"),
    "执行数": ("执行", "执行数", "实际执行", "全年执行数", "实际支出", "已支付", "已拨付", "拨付资金"),
    "得分": ("得分", "自评得分", "项目自评得分", "评价得分", "综合得分", "最终得分"),
    "差额": ("差额", "压减金额", "财政压减金额", "未执行", "结余资金"),
}
_OF_PROJECT_AT_LARGE = re.compile(
    "(列|列入|年末|项目|财政)*(一般公共预算|财政拨款|财政资金|专项资金|项目资金|项目经费|项目总投资|总投资|应返还额度|结转|结余)"
)
"""Names that any amount of a project may have: a number of such a name is in doubt where it nearly is one."""
_OF_THE_COUNTY = re.compile("全[县区市省州镇乡国]|辖区|各乡镇|县域|我[县区市]")
_SCORE = ("得分", "自评得分", "综合得分", "最终得分", "评价得分", "得分为")


@dataclass(frozen=True, slots=True)
class Sized:
    """A figure with its value in the unit that numbers of a text have: 元 for money, 人 for 名."""

    figure: Figure
    value: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Named:
    """The figures that a text may speak of, by the names they go by."""

    by_name: Mapping[tuple[str, str], tuple[Sized, ...]]
    """The figures of a name, by scope and name; the scope is a project's name, or empty for the department."""
    by_scope: Mapping[str, tuple[Sized, ...]]
    """The figures of each project that are not nil, by its name."""
    all: Mapping[str, Sized]
    """Every figure by its own name."""
    year: int
    """The year of the report."""


_OF_PUBLIC_TABLES = f"{public_figures.PREFIX}."
"""How the names of figures begin that no text speaks of: printing public tables must not change the texts."""


def name_figures(accounts: Accounts, figures: Figures) -> Named:
    """Every name that a figure goes by in a text; a row that is left blank speaks for nothing."""
    sized = {key: _sized(figure) for key, figure in figures.items() if not key.startswith(_OF_PUBLIC_TABLES)}
    found: dict[tuple[str, str], list[Sized]] = {}
    for scope, name, key in _names(accounts, figures):
        if key in figures and not _is_blank(figures[key]):
            found.setdefault((scope, tag_of(name)), []).append(sized[key])
    by_scope: dict[str, dict[str, Sized]] = {}
    for (scope, _), each in found.items():
        by_scope.setdefault(scope, {}).update((one.figure.name, one) for one in each if one.value)
    own = {scope: tuple(each.values()) for scope, each in by_scope.items() if scope}
    return Named({name: tuple(each) for name, each in found.items()}, own, sized, accounts.department.year)


def _sized(figure: Figure) -> Sized:
    return Sized(figure, *mentions.in_base(figure.value, "元" if figure.unit == MONEY else figure.unit))


def _is_blank(figure: Figure) -> bool:
    """Whether a figure stands for a blank cell, and so points at the label of its row, or for an empty table."""
    is_of_basic_expenditure = figure.name.startswith("基本支出.")
    return not figure.value and (is_of_basic_expenditure or _is_of_a_blank_row(figure))


def _is_of_a_blank_row(figure: Figure) -> bool:
    return any(
        each.address[:1] == "A" if isinstance(each, Cell) else _is_of_a_blank_row(each) for each in figure.sources
    )


def _names(accounts: Accounts, figures: Figures) -> Iterator[tuple[str, str, str]]:
    """Scope, name and figure, by its own name, for every name that a figure goes by."""
    for key in figures:
        table, _, name = key.partition(".")
        if table in _TABLES and "." not in name:
            yield "", name, key
    yield from (("", name, key) for name, keys in _ALSO_CALLED.items() for key in keys.split())
    yield from (("", name, key) for name in _SCORE for key in _scores(accounts))
    for item in classification.leaves(accounts.functional_items):
        yield "", item.name, f"{classification.PREFIX}.{item.code}"
    yield from (("", each.name, f"业务.{each.name}") for each in accounts.indicators)
    for project in accounts.projects:
        for last, names in _OF_PROJECT.items():
            yield from ((project.name.text, name, f"项目.{tag_of(project.name.text)}.{last}") for name in names)


def _scores(accounts: Accounts) -> Iterator[str]:
    """The names of the figures that are scores: the department's, and its projects' where it has one itself."""
    if accounts.department.score:
        yield "单位.自评得分"
        yield from (f"项目.{tag_of(project.name.text)}.得分" for project in accounts.projects)


def beside_its_name(texts: tuple[Prose, ...], named: Named) -> Iterator[Relation]:
    """Comparisons of each typed number that is called as a figure is with the figures of that name."""
    for text in texts:
        for sentence in text.sentences:
            for number in sentence.numbers:
                if number.is_typed and not number.mention.is_rough and number.mention.kind is not NumberKind.YEAR:
                    yield from _beside(number, named)


def _beside(number: Number, named: Named) -> Iterator[Relation]:
    label = number.total or tag_of(number.label)
    found = _called(label, number.scope, named)
    loosely = () if found else _called(label.removeprefix(_FISCAL), number.scope, named)
    comparable = [each for each in _of_its_years(found, number, named) if _is_comparable(each, number)]
    agreeing = [each for each in comparable if number.mention.agrees(each.value)]
    own = () if comparable else (*loosely, *named.by_scope.get(number.scope, ()))
    agreeing += [each for each in own if _is_comparable(each, number) and number.mention.agrees(each.value)]
    if agreeing:
        figure = agreeing[0].figure
        yield Relation(NAMED, number, holds=True, against=_described(figure, number), cells=_cells(figure))
    elif comparable:
        nearest = min(comparable, key=lambda each: _distance(number, each))
        if not _is_of_another(number, nearest):
            yield _differing(number, nearest, [each for each in comparable if each.value != nearest.value])


def _distance(number: Number, figure: Sized) -> tuple[bool, Fraction]:
    """How far the number is from the figure; what a slip of the pen makes of the figure is nearest."""
    return not mistyped(number, figure.value), abs(figure.value - number.mention.value)


def _of_its_years(found: tuple[Sized, ...], number: Number, named: Named) -> Iterator[Sized]:
    """The figures as they are this year and last, as far as the number may be of that year."""
    if not number.years or named.year in number.years:
        yield from found
    if number.years & {-1, named.year - 1}:
        last = (f"{each.figure.name}.上年" for each in found)
        yield from (named.all[name] for name in last if name in named.all)


def _is_of_another(number: Number, figure: Sized) -> bool:
    """Whether the number is the whole county's rather than the department's, whose figures are much smaller."""
    if number.scope or number.mention.unit != "元" or mistyped(number, figure.value):
        return False
    is_much_larger = number.words.endswith("亿元") and abs(number.mention.value) > 10 * abs(figure.value)
    return is_much_larger or _OF_THE_COUNTY.search(number.sentence) is not None


def _called(label: str, scope: str, named: Named) -> tuple[Sized, ...]:
    """The figures that go by that name: in the project first, then in the department."""
    names = [label, label.replace(_FISCAL, _GENERAL), re.sub("(支出决算数?|决算数?|支出)$", "", label)]
    scopes = (scope, "") if scope else ("",)
    keys = ((each, name) for each in scopes for name in names if name)
    return next((named.by_name[key] for key in keys if key in named.by_name), ())


def _is_comparable(figure: Sized, number: Number) -> bool:
    return figure.unit == number.mention.unit or not number.mention.unit


def _differing(number: Number, nearest: Sized, others: Iterable[Sized]) -> Relation:
    """The comparison of a number with the figure of its name, which it is not.

    ``others`` have the name too, and another value: they are told with it where it is the name of a total.
    """
    figure = nearest.figure
    shown = _printed(figure, number)
    also = {
        _printed(each.figure, number): f"，{_described(each.figure, number)}" for each in others if number.total
    }
    known = f"{_described(figure, number)}{''.join(also.values())}"
    message = f"文字里写“{number.total or number.label}”{number.words}，{known}"
    made = mistyped(number, nearest.value)
    advice = f"是不是{made}？" if made else ""
    return Relation(
        NAMED,
        number,
        holds=False,
        against=_described(figure, number),
        message=message,
        cells=_cells(figure),
        expected=shown,
        difference=f"{number.words}与{shown}",
        advice=f"{advice}请照表改正，或改用标签 {{{{ {figure.name} }}}}。",
    )


def _printed(figure: Figure, number: Number) -> str:
    """The figure as the report prints it; in 元, to 分, where the text gives the number in 元."""
    if figure.unit == MONEY and number.words.endswith("元") and not number.words.endswith(("万元", "亿元")):
        return values.plain(phrases.in_yuan(figure))
    return values.plain(phrases.text(figure))


def _described(figure: Figure, number: Number) -> str:
    """Cell, name and value of a figure in words, in 元 or 万元 as the text has the number."""
    return f"{_cells(figure)[0]}“{figure.name.replace('.', '·')}”是{_printed(figure, number)}"


def _cells(figure: Figure) -> tuple[Cell, ...]:
    """Every cell that a figure was made of, each once."""
    found: list[Cell] = []
    for source in figure.sources:
        found += [source] if isinstance(source, Cell) else _cells(source)
    return tuple(dict.fromkeys(found))


# ---- without its name


_FEWEST_DIGITS = 5
"""How many digits make it no coincidence that two numbers are alike."""
_FEWEST_OF_PROJECT = 3
"""In the text of a project, beside the few figures of that project, fewer digits will do."""


def near_a_figure(texts: tuple[Prose, ...], named: Named) -> Iterator[Relation]:
    """Comparisons of typed amounts with figures that they may be, whatever they are called.

    A long number equal to a figure is that figure; one that a slip of the pen makes of a figure is a slip.
    """
    figures = [each for each in named.all.values() if each.unit not in {"%", ""} and each.value]
    amounts = [each for text in texts for each in text.numbers if each.is_typed and each.mention.is_amount]
    written = [each for each in amounts if len(each.mention.digits) >= _FEWEST_DIGITS - 1]
    for unit, step in dict.fromkeys((each.mention.unit, 2 * each.mention.half) for each in written):
        index = indexed((round(each.value / step) * step, each) for each in figures if each.unit == unit)
        for number in written:
            if (number.mention.unit, 2 * number.mention.half) == (unit, step):
                yield from itertools.islice(_near(number, near(index, number.mention.value)), 1)
    for number in amounts:
        yield from itertools.islice(_near_its_project(number, named.by_scope.get(number.scope, ())), 1)


def _near(number: Number, figures: Iterable[Sized]) -> Iterator[Relation]:
    """The comparisons of a number with figures that it is, and with those that it nearly is."""
    alike = list(figures)
    for each in alike:
        if number.mention.agrees(each.value):
            yield Relation(
                NEAR, number, holds=True, against=_described(each.figure, number), cells=_cells(each.figure)
            )
    if len(number.mention.digits) >= _FEWEST_DIGITS:
        yield from _nearly(number, alike)


def _near_its_project(number: Number, figures: tuple[Sized, ...]) -> Iterator[Relation]:
    """Comparisons of an amount in a project's text with those of its figures that it is a slip of the pen of."""
    is_exact = len(number.mention.digits) >= _FEWEST_OF_PROJECT and _written_digits(number) >= _FEWEST_DIGITS
    if number.mention.kind is NumberKind.MONEY and (is_exact or _OF_PROJECT_AT_LARGE.fullmatch(number.label)):
        alike = [each for each in figures if each.unit == number.mention.unit]
        if not any(number.mention.agrees(each.value) for each in alike):
            yield from _nearly(number, alike)


def _written_digits(number: Number) -> int:
    return sum(letter.isdigit() for letter in number.words)


def _nearly(number: Number, figures: Iterable[Sized]) -> Iterator[Relation]:
    for each in figures:
        if made := mistyped(number, each.value):
            yield _mistyped(number, each.figure, made)


def _mistyped(number: Number, figure: Figure, made: str) -> Relation:
    """The comparison of a number with a figure that the slip ``made`` would explain it by."""
    shown = _printed(figure, number)
    return Relation(
        NEAR,
        number,
        holds=False,
        against=_described(figure, number),
        message=f"文字里写{number.words}，{_described(figure, number)}，是不是{made}",
        cells=_cells(figure),
        expected=shown,
        difference=f"{number.words}与{shown}",
    )
