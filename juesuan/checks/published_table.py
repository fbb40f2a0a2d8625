"""What only the self-evaluation table published from 2022 on has: signs, rates by source, names, texts."""

from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks import evaluated
from juesuan.checks.indicators import Missed, missed, printed_words
from juesuan.checks.rule import Evidence, Finding, Rule, untied
from juesuan.checks.self_evaluation import PART, rates, scored_projects
from juesuan.figures import aims, phrases
from juesuan.model.problems import Severity
from juesuan.model.projects import BUDGET_LINES, QUALITATIVE, PerformanceIndicator, Project, fund_field
from juesuan.model.values import Amount, Count
from juesuan.model.written_text import PROJECT_PREFIX


def _published(evidence: Evidence) -> Iterator[Project]:
    """The projects that are printed as the published table, or stand in one."""
    yield from (project for project, _ in scored_projects(evidence) if project.is_as_published)


# ---- money


def printed_rates_are_executed_by_budget(evidence: Evidence) -> Iterator[Finding]:
    """执行率 in a finished table is 执行数 ÷ 调整后预算数, of each source and in all, as exactly as it can be."""
    for project in _published(evidence):
        if project.printed is not None:
            for source, rate in project.printed.rates.items():
                yield from _wrong_rate(project, source, rate)


def _wrong_rate(project: Project, source: str, rate: Count) -> Iterator[Finding]:
    executed, budget = (
        project.fund(line, source) if source else project.line(line) for line in ("执行数", "预算数")
    )
    if executed is None or budget is None or budget.yuan <= 0 or _fits(rate, executed, budget, project):
        return
    value = phrases.percent_text(Fraction(executed.yuan) * 100 / Fraction(budget.yuan))
    message = f"项目“{project.name}”{source or '总额'}的执行率为{rate.value}%，执行数÷预算数为{value}"
    cells = rate.cell, executed.cell, budget.cell
    yield Finding(rate.cell, message, cells, value, f"{rate.value}%", f"{rate.value}%与{value}")


def _fits(rate: Count, executed: Amount, budget: Amount, project: Project) -> bool:
    least, nearest, most = (each * 100 for each in rates(executed.yuan, budget.yuan, project.half))
    exponent = rate.value.as_tuple().exponent
    half = Fraction(10) ** int(exponent) / 2
    is_near = least - half <= Fraction(rate.value) <= most + half
    return is_near or f"{rate.value.normalize():f}%" == phrases.percent_text(nearest)


def finished_tables_say_what_the_workbook_says(evidence: Evidence) -> Iterator[Finding]:
    """A finished table has the amounts and the score of 绩效项目, as exactly as they are printed."""
    own = {project.name.text: project for project in evidence.accounts.projects}
    for attachment, project in evaluated.attached(evidence.accounts):
        other = own.get(project.name.text) or own.get(attachment.project)
        if other is not None:
            yield from _other_amounts(project, other)
            pair = project.score, evaluated.score(other, evidence.figures)
            if pair[0] and pair[1] and pair[0].value != pair[1].value:
                names = f"附件里项目“{project.name}”自评得分", "〔绩效项目〕"
                yield untied(pair[0], names, (pair[0].value, pair[1].value), "分", [pair[1]])


def _other_amounts(project: Project, other: Project) -> Iterator[Finding]:
    for line in BUDGET_LINES:
        printed, given = project.line(line), other.line(line)
        if printed and given and abs(printed.yuan - given.yuan) > project.half:
            names = f"附件里项目“{project.name}”{line}", "〔绩效项目〕"
            yield untied(printed, names, (printed.yuan, given.yuan), "元", [given])


# ---- indicators


def full_scores_are_reached(evidence: Evidence) -> Iterator[Finding]:
    """An indicator with a sign that has all its points is reached."""
    words = printed_words(evidence)
    for project, _ in scored_projects(evidence):
        for row in project.indicators:
            found = missed(row, words)
            if found and found.has_sign and row.score and row.weight and row.score.value == row.weight.value:
                yield _full(row, found)


def _full(row: PerformanceIndicator, found: Missed) -> Finding:
    message = (
        f"“{row.third}”预期{found.expected}，实际{found.actual}，没有达到，"
        f"却得满分{row.score.value if row.score else ''}分"
    )
    cells = tuple(each.cell for each in (row.score, row.actual, row.expected, row.weight) if each)
    return Finding(cells[0], message, cells, found.expected, found.actual, found.gap)


def signs_are_told_once(evidence: Evidence) -> Iterator[Finding]:
    """指标性质 is given, or stands before the expected value; where both are given they say the same."""
    words = printed_words(evidence)
    for project in _published(evidence):
        for row in project.indicators:
            aim = aims.read(words.get(row.expected.cell, row.expected.text)) if row.expected else None
            if row.nature is None and (aim is None or not aim.nature):
                yield Finding(row.third.cell, f"指标“{row.third}”没有填“指标性质”")
            elif row.nature and aim and aim.nature and aim.nature != row.nature.text:
                message = f"指标“{row.third}”的指标性质是“{row.nature}”，预期指标值写的是“{aim}”"
                yield Finding(row.nature.cell, message, (row.nature.cell, row.third.cell))
            is_number = row.nature is None or row.nature.text != QUALITATIVE
            if is_number and row.measure is None and aim is not None and not aim.unit:
                yield Finding(row.third.cell, f"指标“{row.third}”没有填“度量单位”")


# ---- names and texts

_TEXTS = {
    "实施内容及过程概述": "项目实施内容及过程概述",
    "发现的主要问题": "存在问题",
    "下一步改进措施": "改进措施",
}
"""The headings of the table, by those of 文字材料."""


def names_and_texts_are_there(evidence: Evidence) -> Iterator[Finding]:
    """The published table names the leader and the finance officer of the project and leaves no text blank."""
    for project in _published(evidence):
        people = (("项目负责人", project.leader), ("财务负责人", project.finance_officer))
        missing = [name for name, text in people if text is None]
        missing += project.printed.blank if project.printed else _unwritten(project, evidence)
        if missing:
            yield Finding(project.name.cell, f"项目“{project.name}”的自评表没有“{'”“'.join(missing)}”")


def _unwritten(project: Project, evidence: Evidence) -> list[str]:
    texts = evidence.accounts.texts
    return [name for key, name in _TEXTS.items() if not texts.get(f"{PROJECT_PREFIX}{project.name}/{key}")]


def texts_of_the_table_are_printed(evidence: Evidence) -> Iterator[Finding]:
    """A text that only the published table has a place for is not written for a project in the older table."""
    for project, _ in scored_projects(evidence):
        for key in ("实施内容及过程概述", "评价结论"):
            passages = evidence.accounts.texts.get(f"{PROJECT_PREFIX}{project.name}/{key}", ())
            if passages and not project.is_as_published:
                message = f"项目“{project.name}”写了“{key}”，〔绩效项目〕没有填公开的自评表的栏，这段文字没有印"
                yield Finding(passages[0].cell, message, (passages[0].cell, project.name.cell))


def tables_are_as_published(evidence: Evidence) -> Iterator[Finding]:
    """Where the workbook has the columns of the published table, every project fills them in, or is attached."""
    attached = {attachment.project for attachment in evidence.accounts.attachments}
    older = [
        project
        for project, _ in scored_projects(evidence)
        if not project.is_as_published and _NEWEST in project.cells and project.name.text not in attached
    ]
    if older:
        names = "、".join(f"“{project.name}”" for project in older[:_SHOWN])
        more = "等" if len(older) > _SHOWN else ""
        message = f"有{len(older)}个项目没有填公开的自评表的栏，附件印的是以前的简表：{names}{more}"
        cells = tuple(project.name.cell for project in older)
        yield Finding(cells[0], message, cells, difference=f"{len(older)}个")


_NEWEST = fund_field("年初预算数", "财政拨款")
"""A column that only the published table asks for: a workbook from before has none."""
_SHOWN = 5
_MEND = "请对照绩效自评表，改正其中填错的一格。"

RULES = (
    Rule(
        "C719",
        Severity.ERROR,
        PART,
        "附件里自评表的执行率等于执行数除以调整后预算数，各项资金和总额都是",
        "读者一除就知道。",
        _MEND,
        printed_rates_are_executed_by_budget,
    ),
    Rule(
        "C720",
        Severity.WARNING,
        PART,
        "得满分的指标，完成值按指标性质（≥、＝、≤）达到了指标值",
        "没有达到却得满分，审计、人大都会问。",
        "请核对完成值和得分；没有达到的要扣分，写明偏差原因。",
        full_scores_are_reached,
    ),
    Rule(
        "C721",
        Severity.WARNING,
        PART,
        "公开的自评表有项目负责人、财务负责人，各段文字都写了",
        "表末要签名，空着的格就这样公开出去。",
        "请在〔绩效项目〕补上负责人，文字写在文字材料这个项目的同名标题下；没有问题的写“无”。",
        names_and_texts_are_there,
    ),
    Rule(
        "C722",
        Severity.WARNING,
        PART,
        "公开的自评表每个指标有指标性质和度量单位，与预期指标值里写的一致",
        "性质、值、单位各印一格，缺一个就看不出达到没有。",
        "请在〔绩效指标〕补上或改正；预期指标值写成“≥95%”的，性质和单位可以空着。",
        signs_are_told_once,
    ),
    Rule(
        "C723",
        Severity.WARNING,
        PART,
        "写了实施内容及过程概述、评价结论的项目，印的是公开的自评表",
        "以前的简表没有地方印这两段。",
        "请在〔绩效项目〕填上项目负责人、财务负责人等栏，就印公开的自评表。",
        texts_of_the_table_are_printed,
    ),
    Rule(
        "C724",
        Severity.ERROR,
        PART,
        "附件里自评表的预算数、执行数、自评得分与〔绩效项目〕相同",
        "正文的数取自〔绩效项目〕，附件在后面，读者会对照。",
        "请对照原表，改正其中填错的一格。",
        finished_tables_say_what_the_workbook_says,
    ),
    Rule(
        "C725",
        Severity.HINT,
        PART,
        "工作簿有公开的自评表的栏的，各项目都填了",
        "2022年起公开的是有主管部门、四种资金、指标性质、负责人的那一种表。",
        "请在〔绩效项目〕右边填项目负责人、财务负责人和各种资金；本地仍用简表的，不用管。",
        tables_are_as_published,
    ),
)
