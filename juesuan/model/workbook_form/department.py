"""The sheet 基本信息: who reports, of which year, in which form."""

from juesuan.model import editions
from juesuan.model.sheets import Column, ColumnKind, FixedRow, Sheet
from juesuan.model.workbook_form.columns import (
    BASIS_OF_YEAR,
    BASIS_WITH_BALANCES,
    GRADES,
    INSTITUTION,
    LABEL,
    LEVELS,
)

DEPARTMENT = Sheet(
    "基本信息",
    "department",
    (
        LABEL,
        Column("内容", "content", ColumnKind.TEXT, width=40),
        Column("说明", "note", ColumnKind.TEXT, width=60),
    ),
    (
        FixedRow("单位全称", "name", required=True, note="封面、正文使用的全称，全文只用这一种写法。"),
        FixedRow("单位简称", "short_name", note="附件标题使用；不填则用全称。"),
        FixedRow("单位自称", "own_name", note="如 我局、本单位；不填则用“本部门”，单位用“本单位”。"),
        FixedRow("地区", "region", required=True, note="如 某某区、某某县；附件标题使用。"),
        FixedRow("预算单位编码", "code", note="绩效目标完成情况表使用。"),
        FixedRow(
            "单位性质",
            "kind",
            required=True,
            choices=("行政单位", "参照公务员法管理的事业单位", INSTITUTION),
        ),
        FixedRow("年度", "year", required=True, kind=ColumnKind.NUMBER, note="四位年份，如 2020。"),
        FixedRow("版式", "edition", required=True, choices=editions.NAMES, note="报告格式的年份版本。"),
        FixedRow(
            "总计口径",
            "totals_basis",
            required=True,
            choices=(BASIS_OF_YEAR, BASIS_WITH_BALANCES),
            note="“收入总计、支出总计”一句写本年合计数，还是写含年初年末结转结余的总计数（后者为规范口径）。",
        ),
        FixedRow("公开日期", "published_on", kind=ColumnKind.DATE, note="印在封面；不填则不印。"),
        FixedRow(
            "整体支出自评得分", "score", kind=ColumnKind.NUMBER, unit="分", note="部门整体支出绩效自评得分。"
        ),
        FixedRow(
            "整体支出自评等级",
            "grade",
            choices=GRADES,
            note="优90分以上，良80分以上，中60分以上，差60分以下。",
        ),
        FixedRow(
            "附表",
            "public_tables",
            choices=("是", "另附", "否"),
            note="是：报告附第五部分附表，另存一份 Excel；另附：报告只列表名，表在另存的 Excel 里；不填为否。",
        ),
        FixedRow("监督索引号", "index_number", note="版式的封面要印的才填（如云南），其他空着。"),
        FixedRow("保密审查", "secrecy_review", note="版式要写保密审查情况的才填，其他空着。"),
        FixedRow("联系方式", "contact", note="版式要写联系方式的才填（如重庆），如 023-12345678；其他空着。"),
        FixedRow(
            "部门或单位",
            "level",
            choices=LEVELS,
            note="标题写“部门决算、部门概况”，还是“单位决算、单位概况”；不填为部门。",
        ),
        FixedRow(
            "整体支出绩效自评",
            "overall_report",
            choices=("是", "否"),
            note="否：没有整体支出绩效自评报告，第四部分不附，也不要这份文字；不填为是。",
        ),
        FixedRow(
            "重点工作",
            "work_of_the_year",
            choices=("是", "否"),
            note="2022年起的版式没有“重点工作完成情况”；要保留的填“是”，不填为否。以前的版式都有，不用填。",
        ),
    ),
)
