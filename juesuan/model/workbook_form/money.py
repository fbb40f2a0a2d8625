"""The sheets of money that the text tells: 收入支出 to 三公经费."""

from juesuan.model.sheets import Column, ColumnKind, FixedRow, Sheet
from juesuan.model.workbook_form.columns import BUDGET, BUDGET_REASON, FINAL, FUNDS, LABEL, LAST, NOTE, REASON

REVENUE_EXPENDITURE = Sheet(
    "收入支出",
    "revenue_expenditure",
    (LABEL, FINAL, LAST, REASON),
    (
        FixedRow("年初结转和结余", "opening_balance", required=True),
        FixedRow("一般公共预算财政拨款收入", "general_public_revenue", required=True),
        FixedRow("政府性基金预算财政拨款收入", "government_fund_revenue"),
        FixedRow("国有资本经营预算财政拨款收入", "state_capital_revenue"),
        FixedRow("上级补助收入", "superior_subsidy"),
        FixedRow("事业收入", "institutional_revenue"),
        FixedRow("经营收入", "operating_revenue"),
        FixedRow("附属单位上缴收入", "subordinate_remittance"),
        FixedRow("其他收入", "other_revenue"),
        FixedRow(
            "本年收入合计",
            "revenue_of_year",
            required=True,
            parts=(
                "general_public_revenue",
                "government_fund_revenue",
                "state_capital_revenue",
                "superior_subsidy",
                "institutional_revenue",
                "operating_revenue",
                "subordinate_remittance",
                "other_revenue",
            ),
        ),
        FixedRow(
            "使用非财政拨款结余",
            "use_of_reserves",
            note="原“用事业基金弥补收支差额”。",
            also=("使用非财政拨款结余（含专用结余）", "用事业基金弥补收支差额"),
        ),
        FixedRow(
            "收入总计",
            "total_revenue",
            required=True,
            parts=("opening_balance", "revenue_of_year", "use_of_reserves"),
        ),
        FixedRow("基本支出", "basic_expenditure", required=True),
        FixedRow("项目支出", "project_expenditure", required=True),
        FixedRow("上缴上级支出", "remittance_to_superior"),
        FixedRow("经营支出", "operating_expenditure"),
        FixedRow("对附属单位补助支出", "subsidy_to_subordinate"),
        FixedRow(
            "本年支出合计",
            "expenditure_of_year",
            required=True,
            parts=(
                "basic_expenditure",
                "project_expenditure",
                "remittance_to_superior",
                "operating_expenditure",
                "subsidy_to_subordinate",
            ),
        ),
        FixedRow("结余分配", "surplus_distribution"),
        FixedRow("年末结转和结余", "closing_balance", required=True),
        FixedRow(
            "支出总计",
            "total_expenditure",
            required=True,
            parts=("expenditure_of_year", "surplus_distribution", "closing_balance"),
        ),
    ),
    money=True,
    details=("人员经费", "公用经费", "日常公用经费", "基本建设类项目", "行政事业类项目"),
    intro="对应财决01表。收入、支出总变动的原因写在“收入总计”“支出总计”两行（相同的只写一行）。",
)

_FUND_FIELDS = ("general_public", "government_fund", "state_capital")


def _by_fund(*endings: str) -> tuple[str, ...]:
    return tuple(f"{fund}_{ending}" for ending in endings for fund in _FUND_FIELDS)


FISCAL_APPROPRIATION = Sheet(
    "财政拨款收支",
    "fiscal_appropriation",
    (LABEL, FINAL, LAST, BUDGET, REASON),
    (
        FixedRow("一般公共预算年初结转和结余", "general_public_opening", required=True),
        FixedRow("政府性基金预算年初结转和结余", "government_fund_opening"),
        FixedRow("国有资本经营预算年初结转和结余", "state_capital_opening"),
        FixedRow("年初财政拨款结转和结余", "opening_balance", required=True, parts=_by_fund("opening")),
        FixedRow("一般公共预算财政拨款收入", "general_public_revenue", required=True),
        FixedRow("政府性基金预算财政拨款收入", "government_fund_revenue"),
        FixedRow("国有资本经营预算财政拨款收入", "state_capital_revenue"),
        FixedRow("本年收入合计", "revenue_of_year", required=True, parts=_by_fund("revenue")),
        FixedRow("收入总计", "total_revenue", required=True, parts=("opening_balance", "revenue_of_year")),
        FixedRow("一般公共预算财政拨款支出", "general_public_expenditure", required=True),
        FixedRow("政府性基金预算财政拨款支出", "government_fund_expenditure"),
        FixedRow("国有资本经营预算财政拨款支出", "state_capital_expenditure"),
        FixedRow("本年支出合计", "expenditure_of_year", required=True, parts=_by_fund("expenditure")),
        FixedRow("一般公共预算年末结转和结余", "general_public_closing", required=True),
        FixedRow("政府性基金预算年末结转和结余", "government_fund_closing"),
        FixedRow("国有资本经营预算年末结转和结余", "state_capital_closing"),
        FixedRow("年末财政拨款结转和结余", "closing_balance", required=True, parts=_by_fund("closing")),
        FixedRow("支出总计", "total_expenditure", required=True, parts=("expenditure_of_year", "closing_balance")),
    ),
    money=True,
    intro="对应财决01-1表。总变动原因写在“收入总计”“支出总计”两行；第五部分的变动原因写在“一般公共预算财政拨款支出”一行。",
)

FUNCTIONAL_ITEMS = Sheet(
    "支出科目",
    "functional_items",
    (
        Column(
            "科目编码", "code", ColumnKind.CODE, required=True, note="类3位、款5位、项7位，逐级列出。", width=12
        ),
        Column("科目名称", "name", ColumnKind.TEXT, required=True, note="只写本级名称。", width=38),
        Column("资金性质", "fund", ColumnKind.TEXT, choices=FUNDS, note="不填按一般公共预算。", width=18),
        Column("基本支出", "basic", ColumnKind.AMOUNT),
        Column("项目支出", "project", ColumnKind.AMOUNT),
        Column("合计", "stated", ColumnKind.AMOUNT, note="不填则由程序相加。"),
        BUDGET,
        BUDGET_REASON,
        Column(
            "用途",
            "use",
            ColumnKind.PROSE,
            note="版式要写“主要用于”的才填（如全国），接在它后面，不写句号；其他空着。",
            width=30,
            optional=True,
        ),
    ),
    money=True,
    intro="对应财决08表，功能分类科目到项级；类、款各占一行，只写编码和名称也可以，金额由程序按项汇总。",
)

BASIC_EXPENDITURE = Sheet(
    "基本支出",
    "basic_expenditure",
    (
        Column("科目编码", "code", ColumnKind.CODE, note="经济分类款级，5位。", width=12),
        Column("科目名称", "name", ColumnKind.TEXT, required=True, width=38),
        Column("金额", "amount", ColumnKind.AMOUNT),
        Column(
            "列入名单",
            "listed",
            ColumnKind.TEXT,
            choices=("是", "否"),
            note="“主要包括”后列出哪些科目；不填则金额不为零的列出。",
            width=12,
        ),
    ),
    money=True,
    intro="对应财决08-1表。301、303开头为人员经费，302、307、309、310等开头为公用经费；两个合计行必须填写。",
)
PERSONNEL_TOTAL, PUBLIC_USE_TOTAL = "人员经费合计", "公用经费合计"
PERSONNEL_CODES = ("301", "303")

THREE_PUBLIC = Sheet(
    "三公经费",
    "three_public",
    (
        LABEL,
        FINAL,
        BUDGET,
        LAST,
        BUDGET_REASON,
        Column(
            "与上年比较",
            "comparison",
            ColumnKind.PROSE,
            note="上年数不知道时，用文字写明，如 基本持平；有上年数时不写，由程序计算。",
            width=18,
        ),
        REASON,
        NOTE,
    ),
    (
        FixedRow(
            "“三公”经费合计",
            "total",
            required=True,
            parts=("overseas", "vehicles", "receptions"),
            note="说明：接在“主要用于”后面。",
        ),
        FixedRow("因公出国（境）费", "overseas", note="说明：接在“主要用于”后面。"),
        FixedRow("公务用车购置及运行维护费", "vehicles", parts=("vehicle_purchase", "vehicle_running")),
        FixedRow("公务用车购置费", "vehicle_purchase", note="说明：购置车型、金额、用途。"),
        FixedRow("公务用车运行维护费", "vehicle_running", note="说明：接在“主要用于”后面。"),
        FixedRow(
            "公务接待费",
            "receptions",
            parts=("domestic_receptions", "foreign_receptions"),
            note="说明：接在“主要用于”后面。",
        ),
        FixedRow("国内公务接待费", "domestic_receptions", note="说明：接待的类别，写在括号里；可空。"),
        FixedRow("外事接待费", "foreign_receptions"),
        FixedRow("其他国内公务接待费", "other_receptions", note="没有就空着，报告不写这一句。"),
    ),
    money=True,
    intro="“三公”经费财政拨款支出。国内接待的具体内容写在文字材料“国内公务接待具体内容”下。",
)
