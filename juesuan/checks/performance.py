"""十（四）至（六）: the projects of 绩效自评, their scores and their indicators."""

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checks import evaluated
from juesuan.checks.amounts import in_words, named, part, place, sure, yuan
from juesuan.checks.rule import Evidence, Finding, Rule, beyond, untied
from juesuan.figures import grades
from juesuan.model.problems import Severity
from juesuan.model.projects import BUDGET_LINES, SOURCES, Project
from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.model.workbook_form import PROJECTS

PART = "绩效"
MEND = "请对照绩效自评表，改正其中填错的一格。"


# ---- money


def funds_make_budget_and_execution(evidence: Evidence) -> Iterator[Finding]:
    """年初预算数, 预算数 and 执行数 = what the sources give, where one of them is filled in."""
    for project in evaluated.projects(evidence.accounts):
        yield from (finding for line in BUDGET_LINES for finding in _untied_funds(project, line))


def _untied_funds(project: Project, line: str) -> Iterator[Finding]:
    whole, sources = project.line(line), SOURCES if project.is_as_published else _OLDER_SOURCES
    funds = {source: project.fund(line, source) for source in sources}
    value = sum(map(yuan, funds.values()), Decimal(0))
    if whole is None or all(fund is None for fund in funds.values()):
        return
    addends = sum(1 for fund in funds.values() if fund and fund.yuan)
    if abs(whole.yuan - value) > project.half * (addends + 1):
        names = f"“{project.name}”{line}", "＋".join(sources)
        parts = [fund or project.fund_cell(line, source) for source, fund in funds.items()]
        yield untied(whole, names, (whole.yuan, value), "元", parts)


_OLDER_SOURCES = ("财政拨款", "其他资金")
"""The sources of money that every form asks for."""


def execution_is_within_the_budget(evidence: Evidence) -> Iterator[Finding]:
    """A project spends no more than its budget of the year."""
    for project in evaluated.projects(evidence.accounts):
        pairs = [("", project.executed, project.budget)]
        if project.is_as_published:
            pairs += [(f"的{each}", *_of_source(project, each)) for each in SOURCES]
        for source, executed, budget in pairs:
            values = executed.yuan, budget.yuan
            if values[0] > values[1]:
                yield beyond(executed, (f"“{project.name}”{source}执行数", "预算数"), values, "元", [budget])


def _of_source(project: Project, source: str) -> tuple[Amount, Amount]:
    """What was spent of a source of money and its budget; nothing where the cell is blank."""
    executed, budget = (
        project.fund(line, source) or Amount(Decimal(0), project.fund_cell(line, source), project.budget.unit)
        for line in ("执行数", "预算数")
    )
    return executed, budget


def projects_make_the_project_expenditure(evidence: Evidence) -> Iterator[Finding]:
    """The executed amounts of all projects add up to 项目支出 of 财决01."""
    projects = evidence.accounts.projects
    line = evidence.accounts.revenue_expenditure.project_expenditure
    value = sum((project.executed.yuan for project in projects), Decimal(0))
    if projects and sure(line) != value:
        names = named(line), "〔绩效项目〕执行数合计"
        yield untied(part(line), names, (sure(line), value), "元", [project.executed for project in projects])


def no_project_is_left_out_in_silence(evidence: Evidence) -> Iterator[Finding]:
    """Where there was project expenditure, 绩效项目 has a row: without one the report says that there was none."""
    line = evidence.accounts.revenue_expenditure.project_expenditure
    if sure(line) > 0 and not evidence.accounts.projects:
        message = (
            f"{named(line)}为{in_words(line)}，〔{PROJECTS.name}〕一个项目也没有填，"
            "报告会写“没有需要反映绩效目标完成情况的项目”"
        )
        yield Finding(place(line), message, (place(line), Cell(PROJECTS.name, "")))


# ---- scores


def _scored(evidence: Evidence) -> Iterator[tuple[str, Count | None, Text | None]]:
    """Name, score and grade of each self-evaluation: the department's, then its projects'."""
    department = evidence.accounts.department
    yield "整体支出自评", department.score, department.grade
    for project in evaluated.projects(evidence.accounts):
        yield f"“{project.name}”自评", evaluated.score(project, evidence.figures), project.grade


def grades_fit_the_scores(evidence: Evidence) -> Iterator[Finding]:
    """A grade fits its score: 优 from 90 分 on, 良 from 80, 中 from 60, 差 below."""
    for name, score, grade in _scored(evidence):
        if score is not None and grade is not None and 0 <= score.value <= grades.FULL:
            proper = grades.fitting(score.value)
            if grade.text != proper:
                message = f"{name}得{score.value}分，按分档是“{proper}”，填的是“{grade}”"
                found = f"{score.value}分“{grade}”"
                yield Finding(
                    grade.cell, message, (grade.cell, score.cell), found=found, difference=f"{found}与“{proper}”"
                )


def scores_are_out_of_a_hundred(evidence: Evidence) -> Iterator[Finding]:
    """A score lies between 0 and 100 分."""
    for name, score, _ in _scored(evidence):
        if score is not None and not 0 <= score.value <= grades.FULL:
            message = f"{name}得{score.value}分，不在0到100分之间"
            yield Finding(score.cell, message, (score.cell,), "0到100分", f"{score.value}分")


def a_grade_has_its_score(evidence: Evidence) -> Iterator[Finding]:
    """Score and grade of a self-evaluation are both given, or neither, but where the program adds them up."""
    department = evidence.accounts.department
    older = (each for each in evidence.accounts.projects if not each.is_as_published)
    named = ((f"“{project.name}”自评", project.score, project.grade) for project in older)
    for name, score, grade in (("整体支出自评", department.score, department.grade), *named):
        given = score or grade
        if given is not None and (score is None or grade is None):
            has, lacks = ("得分", "等级") if grade is None else ("等级", "得分")
            yield Finding(given.cell, f"{name}填了{has}，没有填{lacks}", (given.cell,))


# ---- indicators of a project


def projects_have_indicators(evidence: Evidence) -> Iterator[Finding]:
    """Every project has rows in 绩效指标, which make its table, or a finished table among the attachments."""
    finished = {attachment.project for attachment, _ in evaluated.attached(evidence.accounts)}
    for project in evidence.accounts.projects:
        if not project.indicators and project.name.text not in finished:
            message = f"项目“{project.name}”在〔绩效指标〕没有一行，绩效目标完成情况表会是空的"
            yield Finding(project.name.cell, message)


def indicators_have_aim_and_result(evidence: Evidence) -> Iterator[Finding]:
    """Each row of 绩效指标 says what was aimed at and what was reached."""
    for project in evaluated.projects(evidence.accounts):
        for each in project.indicators:
            given = {"预期指标值": each.expected, "实际完成指标值": each.actual}
            missing = [heading for heading, words in given.items() if words is None]
            if missing:
                message = f"项目“{project.name}”指标“{each.third}”没有填“{'”“'.join(missing)}”"
                yield Finding(each.third.cell, message, (each.third.cell,))


RULES = (
    Rule(
        "C701",
        Severity.ERROR,
        PART,
        "每个项目：年初预算数、预算数、执行数等于各项资金相加",
        "项目支出绩效目标完成情况表、绩效自评表把这几个数列在一起。",
        MEND,
        funds_make_budget_and_execution,
    ),
    Rule(
        "C702",
        Severity.WARNING,
        PART,
        "项目的执行数不大于预算数",
        "没有预算不得支出；超出要能说明。",
        "请核对；预算数要填全年预算（调整后）数，确实超出的在〔出错说明〕写明。",
        execution_is_within_the_budget,
    ),
    Rule(
        "C703",
        Severity.WARNING,
        PART,
        "各项目执行数相加等于收入支出表的项目支出",
        "有项目没有列出，或者数字不同，读者会问差的是什么。",
        "请补上没有列的项目；只反映一部分项目的，在〔出错说明〕写明。",
        projects_make_the_project_expenditure,
    ),
    Rule(
        "C131",
        Severity.WARNING,
        PART,
        "有项目支出，就填有绩效项目",
        "〔绩效项目〕一行不填，报告会写没有需要反映绩效目标完成情况的项目。",
        "请在〔绩效项目〕填上项目；确实没有需要反映的，在〔出错说明〕写明。",
        no_project_is_left_out_in_silence,
    ),
    Rule(
        "C704",
        Severity.WARNING,
        PART,
        "自评等级符合得分：90分以上优，80分以上良，60分以上中，60分以下差",
        "这是财预〔2020〕10号规定的分档。",
        "请改正等级或得分；本地分档不同的，在〔出错说明〕写明。",
        grades_fit_the_scores,
    ),
    Rule(
        "C705",
        Severity.WARNING,
        PART,
        "自评得分在0到100分之间",
        "自评满分100分。",
        "请改正得分。",
        scores_are_out_of_a_hundred,
    ),
    Rule(
        "C706",
        Severity.WARNING,
        PART,
        "每个绩效项目都有绩效指标",
        "没有指标的项目，表里只有表头。",
        "请在〔绩效指标〕补上这个项目的指标。",
        projects_have_indicators,
    ),
    Rule(
        "C711",
        Severity.WARNING,
        PART,
        "自评得分和等级都填，或者都不填",
        "报告把得分和等级写在一起，缺一个就留下空白。",
        "请补上缺的一个。",
        a_grade_has_its_score,
    ),
    Rule(
        "C718",
        Severity.WARNING,
        PART,
        "每个绩效指标都填了预期值和实际完成值",
        "空着的一行多半是上年留下的指标，表里会是空格。",
        "请在〔绩效指标〕补上；今年没有这个指标的，删去这一行。",
        indicators_have_aim_and_result,
    ),
)
