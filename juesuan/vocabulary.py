"""Accounts + Figures -> the tags a template or a text may use: Chinese names, each a text or a group of texts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from juesuan import annexes, classification, phrases, sheets
from juesuan.annexes import Attachment
from juesuan.derive import TOTALS
from juesuan.model import (
    MONEY,
    Accounts,
    EconomicItem,
    Figure,
    Figures,
    FunctionalItem,
    Line,
    Passage,
    Project,
    Tally,
)
from juesuan.problems import Problem, ReportError
from juesuan.sheets import tag_of
from juesuan.statements import Statement, Typed
from juesuan.tags import NOTHING, Filler, Tag, Tree
from juesuan.texts import PROJECT_PREFIX, PROJECT_SLOTS, SHARED, SLOTS


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tags, and what people wrote into the texts behind them."""

    tags: Tree
    statements: tuple[Statement, ...]
    typed: tuple[Typed, ...]
    """The numbers that people typed, in the order of their marks, which follow those of the figures."""
    attachments: tuple[Attachment, ...] = ()
    """Those taken in whole, filled, in the order of the numbers that stand where they go."""

    def joined(self, statements: tuple[Statement, ...], typed: tuple[Typed, ...]) -> "Vocabulary":
        """With what people wrote elsewhere; their numbers have the marks that follow."""
        return replace(self, statements=(*self.statements, *statements), typed=(*self.typed, *typed))


def build(accounts: Accounts, figures: Figures) -> Vocabulary:
    """Every tag. Raises ReportError naming every tag in the officer's texts that does not exist."""
    problems: list[Problem] = []
    tree: dict[str, Any] = {}
    fill = Filler(tree, problems, len(figures))
    tree.update(_figures(accounts, figures, fill))
    tree["共用"] = _shared(accounts, fill)
    _add_reasons(tree, accounts, figures, fill)
    tree["文字"] = {slot.name: _passages(accounts.texts.get(slot.name, ()), fill) for slot in SLOTS}
    tree["绩效项目"] = [_project(project, accounts, figures, tree, fill) for project in accounts.projects]
    tree["名词解释"] = [
        {"名词": fill.name(term.name.text, term.name.cell), "解释": fill.text(term.meaning)}
        for term in accounts.terms
    ]
    tree["附件"] = list(_attachments(accounts, tree["绩效项目"], fill))
    taken = tuple(annexes.filled(each, fill.runs) for each in accounts.attachments)
    if problems:
        raise ReportError(*problems)
    return Vocabulary(tree, tuple(fill.statements), tuple(fill.typed), taken)


# ---- figures

_TABLES = (
    (sheets.REVENUE_EXPENDITURE, "revenue_expenditure"),
    (sheets.FISCAL_APPROPRIATION, "fiscal_appropriation"),
    (sheets.THREE_PUBLIC, "three_public"),
    (sheets.OTHER_MATTERS, "other_matters"),
)


def _figures(accounts: Accounts, figures: Figures, fill: Filler) -> dict[str, Any]:
    groups: dict[str, dict[str, Any]] = {}
    for name in figures:
        table, _, rest = name.partition(".")
        if rest and "." not in rest:
            groups.setdefault(table, {})[rest] = tag(figures, name, accounts.department.year - 1)
    groups["项目"] = _project_figures(accounts, figures, fill)
    groups["单位"] = {**groups.get("单位", {}), **_department(accounts, fill)}
    groups["基本支出"].update(_economic_lists(accounts.basic_expenditure.items, fill))
    groups["其他事项"]["在编人员构成"] = _staff(figures)
    tree: dict[str, Any] = dict(groups)
    for name in ("年度", "上年度"):
        tree[name] = Tag(phrases.marked(figures[name], phrases.number(figures[name])))
    tree["绩效项目个数"] = tag(figures, "绩效项目.个数", 0)
    tree["支出大类"] = [_class(item, figures, fill) for item in classification.classes(accounts.functional_items)]
    return tree


def tag(figures: Figures, name: str, last_year: int) -> Tag:
    """Everything that can be said of one figure."""
    figure = figures[name]
    change, rate, last = (figures.get(f"{name}.{suffix}") for suffix in ("增减", "增减率", "上年"))
    share, budget, completion = (figures.get(f"{name}.{suffix}") for suffix in ("占比", "预算", "完成率"))
    members: dict[str, Any] = {
        "数": phrases.marked(figure, phrases.number(figure)),
        "上年": _plain_tag(last),
        "增减额": phrases.change(change) if change else "",
        "增减率": phrases.rate(rate),
        "同比": _compared(change, phrases.rate(rate), last, last_year),
        "增减情况": _compared(change, phrases.rate(rate, phrases.INCREASE), last, last_year),
        "比": phrases.preposition(change),
        "占比": phrases.text(share) if share else "",
        "及占比": phrases.with_share(figure, share),
        "预算": _plain_tag(budget),
        "完成率": phrases.text(completion) if completion else "",
        "预算对比": phrases.against_budget(figure, budget),
    }
    if figure.unit == MONEY:
        members["元"] = phrases.in_yuan(figure)
    return Tag(phrases.text(figure), members, bool(figure.value))


def _compared(change: Figure | None, rate: str, last: Figure | None, last_year: int) -> str:
    return phrases.comparison(change, rate, last, last_year) if change and last else ""


def _plain_tag(figure: Figure | None) -> Tag:
    if figure is None:
        return NOTHING
    members = {"元": phrases.in_yuan(figure)} if figure.unit == MONEY else {}
    return Tag(phrases.text(figure), {**members, "数": phrases.marked(figure, phrases.number(figure))})


def _department(accounts: Accounts, fill: Filler) -> Tree:
    department = accounts.department
    day = department.published_on
    words = {
        "全称": department.name,
        "简称": department.short_name or department.name,
        "地区": department.region,
        "编码": department.code,
        "自评等级": department.grade,
        "自称": department.own_name,
    }
    named = {name: fill.name(text.text, text.cell) if text else NOTHING for name, text in words.items()}
    published = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return {
        **named,
        "自称": named["自称"] or Tag("本部门"),
        "公开日期": fill.name(published, department.cells["published_on"]) if day else NOTHING,
    }


def _economic_lists(items: tuple[EconomicItem, ...], fill: Filler) -> Tree:
    names: dict[bool, list[str]] = {True: [], False: []}
    for item in items:
        if _is_listed(item):
            names[item.code.startswith(sheets.PERSONNEL_CODES)].append(fill.name(item.name, item.cell).text)
    return {"人员经费名单": "、".join(names[True]), "公用经费名单": "、".join(names[False])}


def _is_listed(item: EconomicItem) -> bool:
    if item.listed is not None:
        return item.listed.text == "是"
    return item.amount is not None and item.amount.yuan != 0


def _staff(figures: Figures) -> str:
    kinds = ("行政人员", "参公人员", "事业人员", "工勤人员")
    held = [(kind, figures[f"其他事项.{kind}"]) for kind in kinds]
    return "，".join(kind + phrases.text(figure) for kind, figure in held if figure.value)


def _class(item: FunctionalItem, figures: Figures, fill: Filler) -> Tag:
    amount = tag(figures, classification.class_figure(item, figures), 0)
    return _add(amount, 名称=fill.name(item.name, item.cell))


def _add(amount: Tag, **members: object) -> Tag:
    """The tag with more members."""
    return Tag(amount.text, {**amount.members, **members}, amount.holds)


# ---- the officer's words


def _shared(accounts: Accounts, fill: Filler) -> Tree:
    """Texts used in several places; they may hold figures but not one another."""
    return {
        key.removeprefix(SHARED + "/"): Tag("\n".join(fill(passage.text, passage.cell) for passage in passages))
        for key, passages in accounts.texts.items()
        if key.startswith(SHARED + "/")
    }


def _add_reasons(tree: dict[str, Any], accounts: Accounts, figures: Figures, fill: Filler) -> None:
    """The words that stand in a row of a table become members of the row's tag."""
    for sheet, field in _TABLES:
        record = getattr(accounts, field)
        rows = {item.tag: getattr(record, item.field) for item in sheet.items}
        group = tree[sheet.name]
        for name, row in rows.items():
            group[name] = _with_words(group[name], row, fill)
    totals = tree[TOTALS]
    totals.update(_total_words(tree, figures))
    leaves = classification.leaves(accounts.functional_items)
    tree["支出科目"] = [_item(item, accounts, figures, fill) for item in leaves]


def _with_words(amount: Tag, row: Line | Tally, fill: Filler) -> Tag:
    words: dict[str, Any] = {"说明": fill.clause(row.note)}
    if isinstance(row, Line):
        words |= {"变动原因": fill.clause(row.reason), "差异原因": fill.clause(row.budget_reason)}
        if row.comparison is not None and not amount.members["同比"]:
            words |= dict.fromkeys(("同比", "增减情况"), fill.clause(row.comparison))
    return _add(amount, **words)


_SIDES = {"收支": ("收入支出", ""), "财政拨款": ("财政拨款收支", "财政拨款")}


def _total_words(tree: Tree, figures: Figures) -> Iterator[tuple[str, object]]:
    """One reason and one direction for revenue and expenditure together, as the form has them."""
    for name, (table, prefix) in _SIDES.items():
        group = tree[table]
        reasons = [str(group[row].members["变动原因"]) for row in ("收入总计", "支出总计")]
        yield f"{name}变动原因", Tag("；".join(dict.fromkeys(filter(None, reasons))))
        changes = [figures.get(f"{TOTALS}.{prefix}{side}总计.增减") for side in ("收入", "支出")]
        known = [change for change in changes if change is not None]
        yield f"{name}变动方向", Tag(phrases.direction(*known))
        yield f"{prefix or name}总计", _common(tree[TOTALS], prefix, figures)


def _common(totals: Tree, prefix: str, figures: Figures) -> Tag:
    """The total where revenue and expenditure are equal, this year and last; else it does not hold."""
    ends = [
        [figure.value if figure else None for figure in (figures.get(name), figures.get(f"{name}.上年"))]
        for name in (f"{TOTALS}.{prefix}{side}总计" for side in ("收入", "支出"))
    ]
    total: Tag = totals[f"{prefix}收入总计"]
    each = phrases.each(figures.get(f"{TOTALS}.{prefix}收入总计.增减"))
    return Tag(total.text, {**total.members, "各": each}, ends[0] == ends[1])


def _item(item: FunctionalItem, accounts: Accounts, figures: Figures, fill: Filler) -> Tag:
    amount = tag(figures, f"{classification.PREFIX}.{item.code}", 0)
    level_names = classification.names(accounts.functional_items)
    full = "".join(
        f"{level_names[item.code[:length]]}（{level}）"
        for length, level in ((3, "类"), (5, "款"), (7, "项"))
        if length <= len(item.code)
    )
    return _add(amount, 名称=fill.name(full, item.cell), 差异原因=fill.clause(item.budget_reason))


def _passages(passages: tuple[Passage, ...], fill: Filler) -> list[Tree]:
    """Paragraphs in order; a tag that brings several paragraphs opens as many."""
    return [
        {"文字": Tag(line), "级别": passage.level}
        for passage in passages
        for line in fill(passage.text, passage.cell).split("\n")
    ]


def _clauses(passages: list[Tree]) -> list[Tree]:
    """Paragraphs the template goes on from: a full stop at their end is left to the template."""
    return [
        *passages[:-1],
        *({**last, "文字": Tag(last["文字"].text.removesuffix("。"))} for last in passages[-1:]),
    ]


# ---- projects and attachments

_CONTINUED = ("发现的主要问题", "下一步改进措施")
"""The texts of a project that stand inside a sentence of the template."""


_BLANK = Tag("", {"数": ""})
"""A figure of a table that was not filled in."""


def _project_figures(accounts: Accounts, figures: Figures, fill: Filler) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for project in accounts.projects:
        name = f"项目.{tag_of(project.name.text)}"
        own = [key for key in figures if key.startswith(name + ".")]
        members: dict[str, Any] = {key.rpartition(".")[2]: tag(figures, key, 0) for key in own}
        members.setdefault("完成率", NOTHING)
        members |= {name: members.get(name, _BLANK) for name in ("得分", "年初预算数", "预算执行得分")}
        members["等级"] = Tag(project.grade.text) if project.grade else NOTHING
        found[tag_of(project.name.text)] = Tag(fill.name(project.name.text, project.name.cell).text, members)
    return found


def _project(project: Project, accounts: Accounts, figures: Figures, tree: Tree, fill: Filler) -> Tree:
    group = tree["项目"]
    amount = group[tag_of(project.name.text)]
    texts = {
        slot.name: _passages(accounts.texts.get(f"{PROJECT_PREFIX}{project.name}/{slot.name}", ()), fill)
        for slot in PROJECT_SLOTS
    }
    name = f"项目.{tag_of(project.name.text)}"
    return {
        **amount.members,
        **texts,
        **{name: _clauses(texts[name]) for name in _CONTINUED},
        "名称": fill.name(project.name.text, project.name.cell),
        "全名": fill.name(_full_name(project), project.name.cell),
        "预算对比": phrases.against_budget(figures[f"{name}.执行数"], figures[f"{name}.预算数"]),
        "差异原因": fill.clause(project.reason),
        "指标": list(_indicators(project, figures, fill)),
    }


def _indicators(project: Project, figures: Figures, fill: Filler) -> Iterator[Tree]:
    for number, each in enumerate(project.indicators, start=1):
        points = f"绩效指标.{tag_of(project.name.text)}.{number}"
        scored = {name: f"{points}.{name}" for name in ("权重", "得分")}
        yield {
            "一级": fill.name(each.first.text, each.first.cell),
            "二级": fill.name(each.second.text, each.second.cell),
            "三级": fill.name(each.third.text, each.third.cell),
            "预期值": fill.text(each.expected),
            "实际值": fill.text(each.actual),
            **{name: tag(figures, key, 0) if key in figures else _BLANK for name, key in scored.items()},
            "偏差原因": fill.text(each.reason),
        }


def _full_name(project: Project) -> str:
    """The name with 项目 behind it, once."""
    return project.name.text.removesuffix("项目") + "项目"


def _attachments(accounts: Accounts, projects: list[Tree], fill: Filler) -> Iterator[Tree]:
    """The overall self-evaluation report, one for each project, then what else the department encloses."""
    taken = list(enumerate(accounts.attachments))
    reports: list[tuple[str, Tree, list[tuple[int, Attachment]]]] = [
        ("整体支出绩效自评报告", {}, [each for each in taken if each[1].is_overall])
    ]
    for project, known in zip(accounts.projects, projects, strict=True):
        own = [each for each in taken if each[1].project == project.name.text]
        reports.append((f"{PROJECT_PREFIX}{project.name}/自评报告", known, own))
    reports += [("", {}, [each]) for each in taken if not each[1].is_overall and not each[1].project]
    for number, (key, known, instead) in enumerate(reports, start=1):
        text = _passages(accounts.texts.get(key, ()), fill)
        anchor = Tag(f"{annexes.ANCHOR}{instead[0][0]}") if instead else NOTHING
        subject = known["全名"] if known else NOTHING
        yield {"序号": number, "项目": subject, "绩效": known, "正文": text, "原文": anchor}
