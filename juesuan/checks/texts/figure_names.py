"""The figures of the report by the names they go by in a text, with what a number may say of each.

A row goes by its label and by the names that 说法.toml gives it, an item of the classification by its name and by
the names above it, too.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checks.texts.spelling import Spelling
from juesuan.claims import Aspect, sayings
from juesuan.figures import classification, mentions, public_figures
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, FunctionalItem
from juesuan.model.sheets import tag_of
from juesuan.model.values import LAST_YEAR, MONEY, Cell, Figure, Figures

_TABLES = ("总计口径", "收入支出", "财政拨款收支", "三公经费", "其他事项", "基本支出")
_OF_PROJECTS, _SCORE = "绩效项目.", "单位.自评得分"
"""How 说法.toml names the figures of every project, and the score of the department."""
_MEMBERS = {
    Aspect.AMOUNT: "",
    Aspect.LAST: LAST_YEAR,
    Aspect.CHANGE: ".增减",
    Aspect.RATE: ".增减率",
    Aspect.SHARE: ".占比",
    Aspect.BUDGET: ".预算",
    Aspect.COMPLETION: ".完成率",
}
"""What the figures are called that say something of another."""
_ALL = 100
_SHORTEST, _ANY_FISCAL = 3, "财政拨款"
"""How long a core is at least that names a figure by itself; one that is left of too many names to mean any."""
_TOTALS = ("合计", "总计", "总额")
_OF_PUBLIC_TABLES = f"{public_figures.PREFIX}."
"""How the names of figures begin that no text speaks of: printing public tables must not change the texts."""


class Sized(Struct, frozen=True):
    """A figure with its value in the unit that numbers of a text have: 元 for money, 人 for 名."""

    figure: Figure
    value: Fraction
    unit: str


class FigureNames(Struct, frozen=True):
    """The figures that a text may speak of, by the names they go by."""

    by_name: Mapping[tuple[str, str], tuple[str, ...]]
    """The names of the figures, by scope and name; the scope is a project's name, or empty for the department."""
    by_core: Mapping[tuple[str, str], tuple[str, ...]]
    """The same by what is left of their names without the words that may stand behind: 公务接待."""
    by_scope: Mapping[str, tuple[Sized, ...]]
    """The figures of each project that are not nil, by its name."""
    all: Mapping[str, Sized]
    """Every figure by its own name."""
    without_tag: frozenset[str]
    """The names of figures that no tag prints."""
    spelling: Spelling
    """The spelling of the names."""

    @property
    def year(self) -> int:
        """The year of the report, whose figures have no year in their names."""
        return self.spelling.year

    def called(self, names: Iterable[str], scope: str, unit: str) -> tuple[str, ...]:
        """The figures of the first name that any of that unit goes by: in the project, then in the department."""
        return self._first(self.by_name, names, scope, unit)

    def meant(self, cores: Iterable[str], scope: str, unit: str) -> tuple[str, ...]:
        """The figures that the cores of a claim mean, as ``called`` does by names."""
        return self._first(self.by_core, cores, scope, unit)

    def said(self, names: Iterable[str], aspect: Aspect) -> tuple[Sized, ...]:
        """What there is to say of figures: their amounts, their shares, their completion …"""
        if aspect is Aspect.MULTIPLE:
            return tuple(replace(each, value=each.value + _ALL) for each in self.said(names, Aspect.RATE))
        keys = [f"{name}{_MEMBERS[aspect]}" for name in names if aspect in _MEMBERS]
        return tuple(self.all[key] for key in keys if key in self.all)

    def _first(
        self, figures: Mapping[tuple[str, str], tuple[str, ...]], names: Iterable[str], scope: str, unit: str
    ) -> tuple[str, ...]:
        keys = ((each, name) for name in names if name for each in dict.fromkeys((scope, "")))
        found = (tuple(each for each in figures.get(key, ()) if unit in {"", self.all[each].unit}) for key in keys)
        return next(filter(None, found), ())


def name_figures(accounts: Accounts, figures: Figures, spelling: Spelling) -> FigureNames:
    """Every name that a figure goes by in a text; a row that is left blank in a blank table speaks for nothing."""
    known = {key: figure for key, figure in figures.items() if not key.startswith(_OF_PUBLIC_TABLES)}
    known |= {each.name: each for each in _sections(accounts.functional_items, figures)}
    sized = {key: _sized(figure) for key, figure in known.items()}
    filled = {key.partition(".")[0] for key, figure in known.items() if figure.value}
    by_name: dict[tuple[str, str], dict[str, None]] = {}
    by_core: dict[tuple[str, str], dict[str, None]] = {}
    for scope, name, key in _names(accounts, figures, known):
        if key in known and not _is_blank(known[key], filled):
            by_name.setdefault((scope, spelling.name(name)), {})[key] = None
            for core in sayings().cores(name):
                if len(core) >= _SHORTEST and core != _ANY_FISCAL:
                    by_core.setdefault((scope, core), {})[key] = None
    return FigureNames(
        {key: tuple(each) for key, each in by_name.items()},
        {key: tuple(each) for key, each in by_core.items()},
        _by_scope(accounts, sized),
        sized,
        frozenset(known) - frozenset(figures),
        spelling,
    )


def _by_scope(accounts: Accounts, sized: Mapping[str, Sized]) -> Mapping[str, tuple[Sized, ...]]:
    members = [key.removeprefix(_OF_PROJECTS) for key in sayings().figures if key.startswith(_OF_PROJECTS)]
    keys = {
        each.name.text: [f"{_project(each.name.text)}.{member}" for member in members]
        for each in accounts.projects
    }
    return {
        name: tuple(sized[key] for key in own if key in sized and sized[key].value) for name, own in keys.items()
    }


def _sized(figure: Figure) -> Sized:
    unit = "元" if figure.unit == MONEY else figure.unit.partition("（")[0]
    return Sized(figure, *mentions.in_base(figure.value, unit))


def _is_blank(figure: Figure, filled: Iterable[str]) -> bool:
    """Whether a figure stands for a blank cell that nothing can be said of.

    In a table that is filled a blank row is nil, and the report says so; a total is not.
    """
    if figure.value:
        return False
    table, _, name = figure.name.partition(".")
    is_nil = table in filled and not name.endswith(_TOTALS)
    return table == "基本支出" or (not is_nil and _is_of_a_blank_row(figure))


def _is_of_a_blank_row(figure: Figure) -> bool:
    return any(
        each.address[:1] == "A" if isinstance(each, Cell) else _is_of_a_blank_row(each) for each in figure.sources
    )


# ---- names


def _names(accounts: Accounts, figures: Figures, known: Figures) -> Iterator[tuple[str, str, str]]:
    """Scope, name and figure, by its own name, for every name that a figure goes by."""
    for sheet in (workbook_form.REVENUE_EXPENDITURE, workbook_form.FISCAL_APPROPRIATION):
        yield from (("", item.label, f"{sheet.name}.{item.tag}") for item in sheet.items)
    for key, figure in known.items():
        table, _, name = key.partition(".")
        if table in _TABLES and "." not in name:
            yield "", name, key
            if figure.unit != MONEY and name.endswith(figure.unit):
                yield "", name.removesuffix(figure.unit), key
    yield from (each for each in _said_otherwise(accounts))
    yield from (("", name, key) for name, key in _items(accounts.functional_items, figures))
    yield from (("", each.name, f"业务.{each.name}") for each in accounts.indicators)


def _said_otherwise(accounts: Accounts) -> Iterator[tuple[str, str, str]]:
    """The names that 说法.toml gives figures: those of every project in its own texts alone."""
    for key, names in sayings().figures.items():
        if key.startswith(_OF_PROJECTS):
            member = key.removeprefix(_OF_PROJECTS)
            for project in accounts.projects:
                own = project.name.text
                yield from ((own, name, f"{_project(own)}.{member}") for name in names)
        else:
            yield from (("", name, key) for name in names)
    if accounts.department.score:
        scores = [f"{_project(project.name.text)}.得分" for project in accounts.projects]
        yield from (("", name, key) for name in sayings().figures.get(_SCORE, ()) for key in scores)


def _project(name: str) -> str:
    return f"项目.{tag_of(name)}"


_LEVELS = ((3, "类"), (5, "款"), (7, "项"))


def _items(items: tuple[FunctionalItem, ...], figures: Figures) -> Iterator[tuple[str, str]]:
    """Name and figure of every item: alone, with its level, and with the names above it."""
    names = classification.names(items)
    for item in items:
        if item.fund == workbook_form.GENERAL_PUBLIC:
            above = [
                f"{names[item.code[:end]]}（{level}）"
                for end, level in _LEVELS
                if item.code[:end] in names and end <= len(item.code)
            ]
            key = classification.class_figure(item, figures)
            yield item.name, key
            yield from (("".join(above[start:]), key) for start in range(len(above)))


def _sections(items: tuple[FunctionalItem, ...], figures: Figures) -> Iterator[Figure]:
    """What each row comes to that is neither class nor lowest row: as its cell states it, else its rows added."""
    lowest = [f"{classification.PREFIX}.{item.code}" for item in classification.leaves(items)]
    for item in items:
        key = f"{classification.PREFIX}.{item.code}"
        if key in figures or item.fund != workbook_form.GENERAL_PUBLIC:
            continue
        parts = tuple(figures[each] for each in lowest if each.startswith(key))
        if item.stated is not None:
            yield Figure(key, Fraction(item.stated.yuan), MONEY, "按表填列", (item.stated.cell,))
        elif parts:
            yield Figure(key, sum((each.value for each in parts), Fraction(0)), MONEY, "所属各项之和", parts)
