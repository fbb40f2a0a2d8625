"""The sheets of 业务指标, 绩效项目 and 绩效指标."""

from juesuan.model import projects
from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.model.workbook_form.columns import GRADES, GROUP_PART, GROUP_TOTAL

INDICATORS = Sheet(
    "业务指标",
    "indicators",
    (
        Column(
            "名称", "name", ColumnKind.TEXT, required=True, note="文字材料里用 {{ 业务.名称 }} 引用。", width=30
        ),
        Column("数值", "value", ColumnKind.NUMBER, required=True),
        Column("计量单位", "unit", ColumnKind.TEXT, required=True, width=12),
        Column("上年数值", "last", ColumnKind.NUMBER),
        Column(
            "复核数值",
            "again",
            ColumnKind.NUMBER,
            note="请另一人对照原件再录一遍，两次不同程序会指出；不复核就空着。",
        ),
        Column("分组", "group", ColumnKind.TEXT, note="同组的行计算占比；{{ 业务.名称.占比 }}。", width=20),
        Column(
            "组内作用",
            "role",
            ColumnKind.TEXT,
            choices=(GROUP_TOTAL, GROUP_PART),
            note="合计行是同组占比的分母。",
            width=12,
        ),
    ),
    intro="文字里要用的业务数字：写在这里一次，文字里只引用名称，改一处全文都改。",
)

_NEWER = "2022年起的版式用；以前的版式空着。"
_PUBLISHED = "2022年起公开的自评表用，填了其中一格就印那一种表。"


def _fund_columns() -> tuple[Column, ...]:
    """The columns of money by source that only the table of 2022 asks for, such as 年初预算数中单位资金."""
    older = {
        projects.fund_field(line, source) for line in ("预算数", "执行数") for source in ("财政拨款", "其他资金")
    }
    pairs = ((line, source) for line in projects.BUDGET_LINES for source in projects.SOURCES)
    return tuple(
        Column(f"{line}中{source}", field, ColumnKind.AMOUNT, note=f"{_PUBLISHED}没有的空着。", optional=True)
        for line, source in pairs
        if (field := projects.fund_field(line, source)) not in older
    )


PROJECTS = Sheet(
    "绩效项目",
    "projects",
    (
        Column("项目名称", "name", ColumnKind.TEXT, required=True, width=40),
        Column("年初预算数", "initial_budget", ColumnKind.AMOUNT, note=_NEWER, optional=True),
        Column(
            "预算数", "budget", ColumnKind.AMOUNT, required=True, note="调整后的全年预算数。", also=("全年预算数",)
        ),
        Column("预算数中财政拨款", "budget_fiscal", ColumnKind.AMOUNT),
        Column("预算数中其他资金", "budget_other", ColumnKind.AMOUNT),
        Column("执行数", "executed", ColumnKind.AMOUNT, required=True),
        Column("执行数中财政拨款", "executed_fiscal", ColumnKind.AMOUNT),
        Column("执行数中其他资金", "executed_other", ColumnKind.AMOUNT),
        Column("差异原因", "reason", ColumnKind.PROSE, note="接在“主要原因是”后面，不写句号。", width=44),
        Column(
            "预算执行得分",
            "execution_score",
            ColumnKind.NUMBER,
            note=f"{_NEWER}空着就按执行率计算，最高10分。",
            optional=True,
        ),
        Column("自评得分", "score", ColumnKind.NUMBER),
        Column("自评等级", "grade", ColumnKind.TEXT, choices=GRADES, width=10),
        *_fund_columns(),
        Column(
            "主管部门",
            "authority",
            ColumnKind.TEXT,
            note=f"{_PUBLISHED}空着就是本部门。",
            optional=True,
        ),
        Column(
            "实施单位",
            "performer",
            ColumnKind.TEXT,
            note=f"{_PUBLISHED}空着就是本部门。",
            optional=True,
        ),
        Column("项目负责人", "leader", ColumnKind.TEXT, note=_PUBLISHED, optional=True),
        Column("财务负责人", "finance_officer", ColumnKind.TEXT, note=_PUBLISHED, optional=True),
    ),
    money=True,
    intro="一个项目一行，报告按此顺序排列；项目的文字写在文字材料“项目：名称”下。没有项目可以一行不填。"
    "右边从“年初预算数中财政拨款”起，是2022年起公开的自评表才有的。",
)

PERFORMANCE_INDICATORS = Sheet(
    "绩效指标",
    "performance_indicators",
    (
        Column("项目名称", "project", ColumnKind.TEXT, required=True, note="与“绩效项目”表一致。", width=40),
        Column("一级指标", "first", ColumnKind.TEXT, required=True),
        Column("二级指标", "second", ColumnKind.TEXT, required=True),
        Column("三级指标", "third", ColumnKind.TEXT, required=True, width=30),
        Column("预期指标值", "expected", ColumnKind.PROSE, width=30, also=("指标值", "年度指标值")),
        Column("实际完成指标值", "actual", ColumnKind.PROSE, width=30, also=("完成值", "实际完成值")),
        Column(
            "指标性质",
            "nature",
            ColumnKind.TEXT,
            choices=projects.NATURES,
            note=f"{_PUBLISHED}预期指标值写成“≥95%”的，可以空着。",
            width=12,
            optional=True,
        ),
        Column(
            "度量单位",
            "measure",
            ColumnKind.TEXT,
            note=f"{_PUBLISHED}预期指标值写成“≥95%”的，可以空着。",
            width=12,
            optional=True,
        ),
        Column(
            "权重", "weight", ColumnKind.NUMBER, note=f"{_NEWER}一个项目各指标合计90分。", width=10, optional=True
        ),
        Column("得分", "score", ColumnKind.NUMBER, note=_NEWER, width=10, optional=True),
        Column(
            "偏差原因", "reason", ColumnKind.PROSE, note=f"{_NEWER}没有得满分的写明。", width=30, optional=True
        ),
    ),
    intro="项目支出绩效目标完成情况表、绩效自评表的指标行。",
)
