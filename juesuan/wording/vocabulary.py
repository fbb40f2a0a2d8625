"""Accounts + Figures -> the tags a template or a text may use: Chinese names, each a text or a group of texts."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from juesuan.figures import classification, phrases
from juesuan.figures.derive import TOTALS
from juesuan.figures.phrases import FormWords
from juesuan.model import document, workbook_form
from juesuan.model.accounts import Accounts, EconomicItem, FunctionalItem, TableRow, Tally
from juesuan.model.document import Attachment
from juesuan.model.problems import Problem, ReportError
from juesuan.model.values import Figures
from juesuan.model.written_text import DUTIES, SHARED, SLOTS, Statement, Typed
from juesuan.wording import department_tags, tag_forms
from juesuan.wording.project_tags import attachment_tags, passage_tags, project_figures, project_tags
from juesuan.wording.tags import NOTHING, Filler, Tag, Tree, add_tag, tag


class Vocabulary(Struct, frozen=True):
    """The tags of a report, and what people wrote into the texts behind them."""

    tags: Tree
    statements: tuple[Statement, ...]
    """The texts that people wrote, their tags filled, in the order of filling."""
    typed: tuple[Typed, ...]
    """The numbers that people typed, in the order of their marks, which follow those of the figures."""
    doubts: tuple[Problem, ...] = ()
    """What may be wrong beside the tags in those texts, and may be meant."""
    attachments: tuple[Attachment, ...] = ()
    """The finished reports of the department's own, filled; each goes where the report has its number."""

    def joined(self, statements: tuple[Statement, ...], typed: tuple[Typed, ...]) -> "Vocabulary":
        """The vocabulary with what people wrote elsewhere too; the numbers in it have the marks that follow."""
        return replace(self, statements=(*self.statements, *statements), typed=(*self.typed, *typed))


def build(accounts: Accounts, figures: Figures) -> Vocabulary:
    """Every tag of a report, the officer's texts filled.

    Raises ReportError for all tags in those texts at once that do not exist or print nothing.
    """
    words, problems = tried(accounts, figures)
    if problems:
        raise ReportError(*problems)
    return words


def tried(accounts: Accounts, figures: Figures) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """As ``build``, with the problems of the texts' tags beside; a text that has one stands as it was written."""
    problems: list[Problem] = []
    tree: dict[str, Any] = {}
    fill = Filler(tree, problems, len(figures))
    tree.update(_figures(accounts, figures, fill))
    tree["共用"] = _shared(accounts, fill)
    _add_reasons(tree, accounts, figures, fill)
    tree["文字"] = {slot.name: passage_tags(accounts.texts.get(slot.name, ()), fill) for slot in SLOTS}
    tree["文字"][DUTIES] = department_tags.numbered(tree["文字"][DUTIES])
    tree["绩效项目"] = [project_tags(project, accounts, figures, tree, fill) for project in accounts.projects]
    tree["名词解释"] = [
        {"名词": fill.name(term.name.text, term.name.cell), "解释": fill.text(term.meaning)}
        for term in accounts.terms
    ]
    tree["附件"] = list(attachment_tags(accounts, tree["绩效项目"], fill))
    taken = tuple(document.filled(each, fill.runs) for each in accounts.attachments)
    words = Vocabulary(tree, tuple(fill.statements), tuple(fill.typed), tuple(fill.doubts), taken)
    return words, tuple(problems)


# ---- figures

_TABLES = (
    (workbook_form.REVENUE_EXPENDITURE, "revenue_expenditure"),
    (workbook_form.FISCAL_APPROPRIATION, "fiscal_appropriation"),
    (workbook_form.THREE_PUBLIC, "three_public"),
    (workbook_form.OTHER_MATTERS, "other_matters"),
)


def _figures(accounts: Accounts, figures: Figures, fill: Filler) -> dict[str, Any]:
    """The tags of the figures by table and row, and those of the department's own names."""
    groups: dict[str, dict[str, Any]] = {}
    for name in figures:
        table, _, rest = name.partition(".")
        if rest and "." not in rest:
            groups.setdefault(table, {})[rest] = tag(figures, name, _form_words(accounts))
    groups["项目"] = project_figures(accounts, figures, fill)
    own = {"自评得分": NOTHING, **groups.get("单位", {})}  # a score that is not filled in is no figure
    groups["单位"] = {**own, **department_tags.department_tags(accounts, figures, fill)}
    groups["基本支出"].update(_economic_lists(accounts.basic_expenditure.items, fill))
    groups["其他事项"].update(department_tags.other_tags(groups["其他事项"], figures))
    tree: dict[str, Any] = dict(groups)
    for name in ("年度", "上年度"):
        tree[name] = Tag(phrases.marked(figures[name], phrases.number(figures[name])), form=tag_forms.YEAR)
    tree["绩效项目个数"] = tag(figures, "绩效项目.个数")
    tree["支出大类"] = [_class(item, figures, fill) for item in classification.classes(accounts.functional_items)]
    return tree


def _form_words(accounts: Accounts) -> FormWords:
    """The words of the form of the department's report for what a sign or a nought decides."""
    edition = accounts.edition
    return FormWords(accounts.department.year - 1, edition.no_base, edition.budget_name)


def _economic_lists(items: tuple[EconomicItem, ...], fill: Filler) -> Tree:
    """The names of the items of personnel and of public-use funds, each list in one line."""
    names: dict[bool, list[str]] = {True: [], False: []}
    for item in items:
        if _is_listed(item):
            names[item.code.startswith(workbook_form.PERSONNEL_CODES)].append(fill.name(item.name, item.cell).text)
    return {"人员经费名单": "、".join(names[True]), "公用经费名单": "、".join(names[False])}


def _is_listed(item: EconomicItem) -> bool:
    if item.listed is not None:
        return item.listed.text == "是"
    return item.amount is not None and item.amount.yuan != 0


def _class(item: FunctionalItem, figures: Figures, fill: Filler) -> Tag:
    amount = tag(figures, classification.class_figure(item, figures))
    name = fill.name(item.name, item.cell)
    return add_tag(amount, 名称=name, 类名=Tag(name.text.removesuffix("支出")))


# ---- the officer's words


def _shared(accounts: Accounts, fill: Filler) -> Tree:
    """The texts of 共用文字, used in several places; they may name figures but not one another."""
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


def _with_words(amount: Tag, row: TableRow | Tally, fill: Filler) -> Tag:
    words: dict[str, Any] = {"说明": fill.clause(row.note)}
    if isinstance(row, TableRow):
        words |= {"变动原因": fill.clause(row.reason), "差异原因": fill.clause(row.budget_reason)}
        if row.comparison is not None and not amount.members["同比"]:
            words |= dict.fromkeys(("同比", "增减情况"), fill.clause(row.comparison))
    return add_tag(amount, **words)


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
    return replace(add_tag(total, 各=each), holds=ends[0] == ends[1])


def _item(item: FunctionalItem, accounts: Accounts, figures: Figures, fill: Filler) -> Tag:
    """The tag of a lowest row of 支出科目, with the names of all its levels."""
    amount = tag(figures, f"{classification.PREFIX}.{item.code}", _form_words(accounts))
    full = classification.full_name(item.code, classification.names(accounts.functional_items))
    words = {"差异原因": fill.clause(item.budget_reason), "用途": fill.clause(item.use)}
    return add_tag(amount, 名称=fill.name(full, item.cell), **words)
