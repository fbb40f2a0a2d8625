"""Columns and words that several sheets of the workbook share."""

from juesuan.model.sheets import Column, ColumnKind

BASIS_OF_YEAR, BASIS_WITH_BALANCES = "本年合计", "含结转结余"
GENERAL_PUBLIC, GOVERNMENT_FUND, STATE_CAPITAL = "一般公共预算", "政府性基金预算", "国有资本经营预算"
FUNDS = (GENERAL_PUBLIC, GOVERNMENT_FUND, STATE_CAPITAL)
GROUP_TOTAL, GROUP_PART = "合计", "分项"
LEVELS = ("部门", "单位")
INSTITUTION = "事业单位"
"""The kind of unit that has no 机关运行经费."""
GRADES = ("优", "良", "中", "差")

LABEL = Column("项目", "label", ColumnKind.TEXT, required=True, width=34)
FINAL = Column("本年决算数", "final", ColumnKind.AMOUNT)
LAST = Column("上年决算数", "last", ColumnKind.AMOUNT, note="不知道就空着；没有发生填0。")
BUDGET = Column(
    "调整预算数",
    "budget",
    ColumnKind.AMOUNT,
    note="“完成预算”以此为分母。2022年起的格式叫全年预算数，表头写“全年预算数”也可以。",
    also=("全年预算数",),
)
REASON = Column("变动原因", "reason", ColumnKind.PROSE, note="接在“主要原因是”后面，不写句号。", width=44)
BUDGET_REASON = Column(
    "与预算差异原因",
    "budget_reason",
    ColumnKind.PROSE,
    note="接在“主要原因是”后面，不写句号；与预算相等时不写。",
    width=44,
)
NOTE = Column("说明", "note", ColumnKind.PROSE, note="报告要求写明的用途、范围等，不写句号。", width=44)
