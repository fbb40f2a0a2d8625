"""部门预算项目支出绩效自评表: weights, scores and reasons, in the editions that have the table.

The table of a project comes from the workbook, or stands finished in a report in 附件: both are checked alike.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from juesuan.checks import evaluated
from juesuan.checks.rule import Evidence, Finding, Rule, untied
from juesuan.figures import phrases
from juesuan.model.editions import Scored
from juesuan.model.problems import Severity
from juesuan.model.projects import Project
from juesuan.model.values import Count

PART = "绩效自评表"


def scored_projects(evidence: Evidence) -> Iterator[tuple[Project, Scored]]:
    """The projects that have a table of points, 部门预算项目支出绩效自评表, with the points it shares out."""
    scored = evidence.accounts.edition.scored
    if scored is not None:
        yield from ((project, scored) for project in evaluated.projects(evidence.accounts) if project.indicators)


def indicators_are_scored(evidence: Evidence) -> Iterator[Finding]:
    """Each indicator has its weight and its score, each project its budget at the beginning of the year."""
    for project, _ in scored_projects(evidence):
        if project.initial_budget is None:
            yield Finding(project.name.cell, f"项目“{project.name}”没有填“年初预算数”")
        if project.printed is not None and project.score is None:
            yield Finding(project.name.cell, f"项目“{project.name}”没有填“自评得分”")
        for each in project.indicators:
            missing = [name for name, count in (("权重", each.weight), ("得分", each.score)) if count is None]
            if missing:
                yield Finding(each.third.cell, f"指标“{each.third}”没有填“{'”“'.join(missing)}”")


def weights_are_shared_out(evidence: Evidence) -> Iterator[Finding]:
    """The weights of a project's indicators add up to the points that the table gives for them."""
    for project, scored in scored_projects(evidence):
        weights = [each.weight for each in project.indicators if each.weight is not None]
        value = sum((weight.value for weight in weights), Decimal(0))
        if len(weights) == len(project.indicators) and value != scored.indicators:
            names = f"项目“{project.name}”各指标权重合计", "自评表规定"
            found = untied(weights[0], names, (value, Decimal(scored.indicators)), "分", weights[1:])
            yield replace(found, expected=f"{scored.indicators}分")
        yield from _printed_weights(project, scored)


def _printed_weights(project: Project, scored: Scored) -> Iterator[Finding]:
    """What a finished table states of the weight of the execution, and of all weights together."""
    if project.printed is None:
        return
    stated = (
        ("预算执行的权重", project.printed.execution_weight, scored.execution),
        ("权重合计", project.printed.weights, scored.execution + scored.indicators),
    )
    for name, count, points in stated:
        if count is not None and count.value != points:
            names = f"项目“{project.name}”{name}", "自评表规定"
            found = untied(count, names, (count.value, Decimal(points)), "分")
            yield replace(found, expected=f"{points}分")


def scores_are_within_the_weights(evidence: Evidence) -> Iterator[Finding]:
    """No indicator scores more than its weight, none less than nothing; the same for the execution."""
    for project, scored in scored_projects(evidence):
        pairs = [(f"指标“{each.third}”", each.score, each.weight) for each in project.indicators]
        execution = Count(Decimal(scored.execution), "分", project.name.cell)
        for name, score, weight in (*pairs, (f"项目“{project.name}”预算执行", project.execution_score, execution)):
            if score is not None and weight is not None and not 0 <= score.value <= weight.value:
                message = f"{name}得{score.value}分，不在0到{weight.value}分（权重）之间"
                cells = score.cell, weight.cell
                yield Finding(score.cell, message, cells, f"0到{weight.value}分", f"{score.value}分")


def points_make_the_score(evidence: Evidence) -> Iterator[Finding]:
    """自评得分 = the points for the execution + the scores of all indicators."""
    for project, _ in scored_projects(evidence):
        scores = [each.score for each in project.indicators if each.score is not None]
        execution = evaluated.execution_score(project, evidence.figures)
        if project.score is None or execution is None or len(scores) != len(project.indicators):
            continue
        points = phrases.rounded(Fraction(execution.value), 2)
        value = sum((score.value for score in scores), points)
        if project.score.value != value:
            names = f"项目“{project.name}”自评得分", f"预算执行得分（{points}）＋各指标得分"
            parts = [project.execution_score or project.executed.cell, *scores]
            yield untied(project.score, names, (project.score.value, value), "分", parts)


def execution_is_scored_by_its_rate(evidence: Evidence) -> Iterator[Finding]:
    """The typed points for the execution are those that the rate gives, to two decimals."""
    for project, scored in scored_projects(evidence):
        typed, budget = project.execution_score, project.budget.yuan
        if typed is None or budget <= 0:
            continue
        least, value, most = (
            phrases.rounded(min(max(rate, Fraction(0)), Fraction(1)) * scored.execution, 2)
            for rate in rates(project.executed.yuan, budget, project.half)
        )
        if not least <= typed.value <= most:
            names = f"项目“{project.name}”预算执行得分", f"执行率×{scored.execution}分"
            yield untied(typed, names, (typed.value, value), "分", [project.executed.cell, project.budget.cell])


def rates(executed: Decimal, budget: Decimal, half: Decimal) -> tuple[Fraction, Fraction, Fraction]:
    """The least, the nearest and the greatest rate of two amounts, each of which rounding has moved by ``half``.

    The budget is more than nought.
    """
    least = Fraction(executed - half) / Fraction(budget + half)
    nearest = Fraction(executed) / Fraction(budget)
    most = Fraction(executed + half) / Fraction(budget - half) if budget > half else max(nearest, Fraction(1))
    return least, nearest, most


def lost_points_have_a_reason(evidence: Evidence) -> Iterator[Finding]:
    """An indicator that scores less than its weight says why, and only such a one."""
    for project, _ in scored_projects(evidence):
        for each in project.indicators:
            if each.score is None or each.weight is None:
                continue
            lost = each.weight.value - each.score.value
            if lost > 0 and each.reason is None:
                message = f"指标“{each.third}”权重{each.weight.value}分，得{each.score.value}分，没有写“偏差原因”"
                yield Finding(each.third.cell, message, (each.third.cell, each.score.cell, each.weight.cell))
            if lost == 0 and each.reason is not None:
                message = f"指标“{each.third}”得满分，却写了偏差原因“{each.reason}”"
                yield Finding(each.reason.cell, message, (each.reason.cell, each.score.cell, each.weight.cell))


RULES = (
    Rule(
        "C712",
        Severity.WARNING,
        PART,
        "自评表里每个指标填了权重和得分，每个项目填了年初预算数",
        "缺一个，表里就是空格，总分也核不上。",
        "请在〔绩效指标〕〔绩效项目〕补上。",
        indicators_are_scored,
    ),
    Rule(
        "C713",
        Severity.ERROR,
        PART,
        "每个项目的指标权重合计是版式规定的分数（四川2022为90分）",
        "自评表满分100分：预算执行10分，指标90分。",
        "请改正权重。",
        weights_are_shared_out,
    ),
    Rule(
        "C714",
        Severity.ERROR,
        PART,
        "自评表里每项得分不大于权重，不小于0",
        "得分超过权重，一定有一个填错。",
        "请对照自评表改正。",
        scores_are_within_the_weights,
    ),
    Rule(
        "C715",
        Severity.ERROR,
        PART,
        "自评得分等于预算执行得分加各指标得分",
        "表里总分和各项得分列在一起，读者会相加。",
        "请对照自评表，改正其中填错的一格。",
        points_make_the_score,
    ),
    Rule(
        "C716",
        Severity.WARNING,
        PART,
        "填写的预算执行得分等于执行率乘版式规定的分数（四川2022为10分）",
        "执行得分由执行率算出；空着由程序计算。",
        "请删去这个得分，或对照自评表改正；本地另有算法的，在〔出错说明〕写明。",
        execution_is_scored_by_its_rate,
    ),
    Rule(
        "C717",
        Severity.WARNING,
        PART,
        "没有得满分的指标写有偏差原因，得满分的不写",
        "自评表要求说明未完成的原因及改进措施。",
        "请在〔绩效指标〕“偏差原因”写明，或删去。",
        lost_points_have_a_reason,
    ),
)
