"""The sheets that only the public tables need: all money by functional item, and fiscal money in detail."""

from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.model.workbook_form.columns import FUNDS

_ITEM_CODE = Column(
    "科目编码", "code", ColumnKind.CODE, required=True, note="支出功能分类：类3位、款5位、项7位。", width=12
)
_ITEM_NAME = Column(
    "科目名称", "name", ColumnKind.TEXT, required=True, note="只写本级名称；不填则按编码补上。", width=38
)
_FOR_TABLES = "只有公开附表才用；不填，附表里这张表只列合计。"

REVENUE_ITEMS = Sheet(
    "收入科目",
    "revenue_items",
    (
        _ITEM_CODE,
        _ITEM_NAME,
        Column("本年收入合计", "stated", ColumnKind.AMOUNT, note="不填则由程序相加。", also=("合计",)),
        Column("财政拨款收入", "fiscal_revenue", ColumnKind.AMOUNT),
        Column("上级补助收入", "superior_subsidy", ColumnKind.AMOUNT),
        Column("事业收入", "institutional_revenue", ColumnKind.AMOUNT),
        Column("经营收入", "operating_revenue", ColumnKind.AMOUNT),
        Column("附属单位上缴收入", "subordinate_remittance", ColumnKind.AMOUNT),
        Column("其他收入", "other_revenue", ColumnKind.AMOUNT),
    ),
    money=True,
    intro=f"对应财决03表：附表“收入决算表”用，各列次序同财决03表，可以整块粘贴。{_FOR_TABLES}",
    optional=True,
)

EXPENDITURE_ITEMS = Sheet(
    "全部支出科目",
    "expenditure_items",
    (
        _ITEM_CODE,
        _ITEM_NAME,
        Column("本年支出合计", "stated", ColumnKind.AMOUNT, note="不填则由程序相加。", also=("合计",)),
        Column("基本支出", "basic_expenditure", ColumnKind.AMOUNT),
        Column("项目支出", "project_expenditure", ColumnKind.AMOUNT),
        Column("上缴上级支出", "remittance_to_superior", ColumnKind.AMOUNT),
        Column("经营支出", "operating_expenditure", ColumnKind.AMOUNT),
        Column("对附属单位补助支出", "subsidy_to_subordinate", ColumnKind.AMOUNT),
    ),
    money=True,
    intro=f"对应财决04表：附表“支出决算表”用，各列次序同财决04表；支出全是财政拨款的不用填。{_FOR_TABLES}",
    optional=True,
)

DETAIL_ITEMS = Sheet(
    "支出明细",
    "detail_items",
    (
        _ITEM_CODE,
        _ITEM_NAME,
        Column("资金性质", "fund", ColumnKind.TEXT, choices=FUNDS, note="不填按一般公共预算。", width=18),
        Column(
            "经济分类编码",
            "economic",
            ColumnKind.CODE,
            required=True,
            note="部门预算支出经济分类 3 开头，政府预算支出经济分类 5 开头：类3位、款5位。",
            width=14,
        ),
        Column(
            "经济分类名称", "economic_name", ColumnKind.TEXT, required=True, note="不填则按编码补上。", width=38
        ),
        Column("金额", "amount", ColumnKind.AMOUNT),
    ),
    money=True,
    intro=f"对应财决08、10表：附表的支出决算明细表用，一行写一个项的一个款用了多少，没有数的不写。{_FOR_TABLES}",
    optional=True,
)
