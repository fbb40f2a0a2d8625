"""The tags of what comes in lists: the projects with their indicators, the attachments, the passages of a text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from juesuan.figures import aims, grades, phrases
from juesuan.model import document, values
from juesuan.model.accounts import Accounts, Passage
from juesuan.model.projects import SOURCES, PerformanceIndicator, Project
from juesuan.model.sheets import tag_of
from juesuan.model.values import Figures
from juesuan.model.written_text import OVERALL, PROJECT_PREFIX, PROJECT_SLOTS
from juesuan.wording.tags import NOTHING, Filler, Tag, Tree, tag

if TYPE_CHECKING:
    from juesuan.model.document import Attachment


def passage_tags(passages: tuple[Passage, ...], fill: Filler) -> list[Tree]:
    """The tags of each paragraph of a text, in order: its words, filled, and its level.

    A tag in it that brings several paragraphs opens as many.
    """
    return [
        {"文字": Tag(line), "级别": passage.level}
        for passage in passages
        for line in fill(passage.text, passage.cell).split("\n")
    ]


def _clauses(passages: list[Tree]) -> list[Tree]:
    """The paragraphs of a text that the template goes on from: the last full stop is left to the template."""
    return [
        *passages[:-1],
        *({**last, "文字": Tag(last["文字"].text.removesuffix("。"))} for last in passages[-1:]),
    ]


# ---- projects and attachments

_CONTINUED = ("发现的主要问题", "下一步改进措施")
"""The texts of a project that stand inside a sentence of the template."""


_BLANK = Tag("", {"数": ""})
"""The tag of a figure that was not filled in where a table prints it."""


def project_figures(accounts: Accounts, figures: Figures, fill: Filler) -> dict[str, Any]:
    """The group 项目: a tag for each project by its name, with its figures as members."""
    found: dict[str, Any] = {}
    for project in accounts.projects:
        name = f"项目.{tag_of(project.name.text)}"
        own = [key for key in figures if key.startswith(name + ".")]
        members: dict[str, Any] = {key.rpartition(".")[2]: tag(figures, key) for key in own}
        members.setdefault("完成率", NOTHING)
        members |= {name: members.get(name, _BLANK) for name in ("得分", "年初预算数", "预算执行得分")}
        members["等级"] = _grade(project, figures)
        found[tag_of(project.name.text)] = Tag(fill.name(project.name.text, project.name.cell).text, members)
    return found


def project_tags(project: Project, accounts: Accounts, figures: Figures, tree: Tree, fill: Filler) -> Tree:
    """The tags of one project in the list 绩效项目: its figures, its texts, its indicators."""
    group = tree["项目"]
    amount = group[tag_of(project.name.text)]
    texts = {
        slot.name: passage_tags(accounts.texts.get(f"{PROJECT_PREFIX}{project.name}/{slot.name}", ()), fill)
        for slot in PROJECT_SLOTS
    }
    name = f"项目.{tag_of(project.name.text)}"
    return {
        **amount.members,
        **texts,
        **{name: _clauses(texts[name]) for name in _CONTINUED},
        "名称": fill.name(project.name.text, project.name.cell),
        "全名": fill.name(_full_name(project), project.name.cell),
        "预算对比": phrases.against_budget(
            figures[f"{name}.执行数"], figures[f"{name}.预算数"], accounts.edition.budget_name
        ),
        "差异原因": fill.clause(project.reason),
        "指标": list(_indicators(project, figures, fill)),
        **(_published(project, tree, fill) if project.is_as_published else {"公开样式": NOTHING}),
    }


def _grade(project: Project, figures: Figures) -> Tag:
    """The grade as it was typed; where it was not, the published table has the one that its score gives."""
    score = figures.get(f"项目.{tag_of(project.name.text)}.得分")
    if project.grade is None and score is not None and project.is_as_published:
        return Tag(grades.fitting(score.value))
    return Tag(project.grade.text) if project.grade else NOTHING


def _published(project: Project, tree: Tree, fill: Filler) -> Tree:
    """What the published table says of a project besides; whoever is not named is the department itself."""
    own = tree["单位"]["全称"]
    named = {
        "主管部门": (project.authority, own),
        "实施单位": (project.performer, own),
        "项目负责人": (project.leader, NOTHING),
        "财务负责人": (project.finance_officer, NOTHING),
    }
    words = {name: fill.name(text.text, text.cell) if text else other for name, (text, other) in named.items()}
    group = tree["项目"][tag_of(project.name.text)].members
    rates = {f"{source}执行率": group.get(f"{source}执行率", NOTHING) for source in SOURCES}
    return {"公开样式": Tag("是"), **words, **rates}


def _indicators(project: Project, figures: Figures, fill: Filler) -> Iterator[Tree]:
    """The tags of each indicator of a project, in the order of 绩效指标."""
    above: tuple[str, str] = ("", "")
    for number, each in enumerate(project.indicators, start=1):
        before, above = above, (each.first.text, each.second.text)
        points = f"绩效指标.{tag_of(project.name.text)}.{number}"
        scored = {name: f"{points}.{name}" for name in ("权重", "得分")}
        yield {
            "一级": fill.name(each.first.text, each.first.cell),
            "二级": fill.name(each.second.text, each.second.cell),
            "三级": fill.name(each.third.text, each.third.cell),
            "预期值": fill.text(each.expected),
            "实际值": fill.text(each.actual),
            **{name: tag(figures, key) if key in figures else _BLANK for name, key in scored.items()},
            "偏差原因": fill.text(each.reason),
            **(_parted(each, before, fill) if project.is_as_published else {}),
        }


def _parted(each: PerformanceIndicator, above: tuple[str, str], fill: Filler) -> Tree:
    """An indicator as the published table has it: sign, number and unit apart, names as ``above`` not again."""
    expected, actual = fill.text(each.expected).text, fill.text(each.actual).text
    aim = aims.read(values.plain(expected))
    nature = each.nature.text if each.nature else aim.nature if aim else ""
    unit = fill.name(each.measure.text, each.measure.cell) if each.measure else Tag(aim.unit if aim else "")
    first, second = (fill.name(text.text, text.cell) for text in (each.first, each.second))
    return {
        "一级合并": Tag(document.MERGED) if each.first.text == above[0] else first,
        "二级合并": Tag(document.MERGED) if (each.first.text, each.second.text) == above else second,
        "性质": Tag(nature),
        "指标值": Tag(aims.bare(expected, values.plain(unit.text))),
        "单位": unit,
        "完成值": Tag(aims.bare(actual, values.plain(unit.text))),
    }


def _full_name(project: Project) -> str:
    """The project's name with 项目 behind it, once."""
    return project.name.text.removesuffix("项目") + "项目"


def attachment_tags(accounts: Accounts, projects: list[Tree], fill: Filler) -> Iterator[Tree]:
    """The tags of each attachment: the overall report, one for each project, then any other, and 历年对比."""
    taken = list(enumerate(accounts.attachments))
    overall = [each for each in taken if each[1].is_overall]
    reports: list[tuple[str, Tree, list[tuple[int, Attachment]]]] = []
    if overall or accounts.department.has_overall_report:
        reports.append((OVERALL, {}, overall))
    for project, known in zip(accounts.projects, projects, strict=True):
        own = [each for each in taken if each[1].project == project.name.text]
        reports.append((f"{PROJECT_PREFIX}{project.name}/自评报告", known, own))
    reports += [("", {}, [each]) for each in taken if not each[1].is_overall and not each[1].project]
    for number, (key, known, instead) in enumerate(reports, start=1):
        text = passage_tags(accounts.texts.get(key, ()), fill)
        anchor = Tag(f"{document.ANCHOR}{instead[0][0]}") if instead else NOTHING
        subject = known["全名"] if known else NOTHING
        yield {"序号": number, "项目": subject, "绩效": known, "正文": text, "原文": anchor}
    if accounts.years_on_file:
        anchor = Tag(f"{document.ANCHOR}{len(taken)}")
        yield {"序号": len(reports) + 1, "项目": NOTHING, "绩效": {}, "正文": (), "原文": anchor}
