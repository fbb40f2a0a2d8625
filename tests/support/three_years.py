"""The water office through three years: the form changes in the second, some numbers and an item in the third."""

from collections.abc import Mapping

from juesuan.year.blank_workbook import Content, Entry
from tests.support import builder, water_office

_YEARS = {"本年决算数": "上年决算数", "本年数": "上年数"}
_NOW: Mapping[tuple[str, str], int] = {
    ("收入支出", "年初结转和结余"): 100000,
    ("收入支出", "其他收入"): 90000,
    ("收入支出", "本年收入合计"): 3740000,
    ("收入支出", "收入总计"): 3840000,
    ("收入支出", "项目支出"): 1360000,
    ("收入支出", "本年支出合计"): 3760000,
    ("收入支出", "年末结转和结余"): 80000,
    ("收入支出", "支出总计"): 3840000,
    ("财政拨款收支", "一般公共预算年初结转和结余"): 100000,
    ("财政拨款收支", "年初财政拨款结转和结余"): 100000,
    ("财政拨款收支", "收入总计"): 3750000,
    ("财政拨款收支", "一般公共预算年末结转和结余"): 80000,
    ("财政拨款收支", "年末财政拨款结转和结余"): 80000,
    ("财政拨款收支", "支出总计"): 3750000,
    ("三公经费", "“三公”经费合计"): 4000,
    ("三公经费", "公务接待费"): 4000,
    ("三公经费", "国内公务接待费"): 4000,
    ("其他事项", "国内公务接待批次"): 2,
    ("其他事项", "国内公务接待人次"): 20,
    ("其他事项", "在编人员"): 17,
    ("其他事项", "行政人员"): 13,
}
"""What is other in 2023 than in 2022."""


def contents() -> tuple[Content, Content, Content]:
    """The workbooks of 2021 in the form of 2020, of 2022 and of 2023 in that of 2022."""
    return water_office.department(), water_office.of_2022(), _of_2023()


def _of_2023() -> Content:
    content = water_office.of_2022()
    names = ("收入支出", "财政拨款收支", "三公经费", "其他事项")
    sheets = {name: [_later(name, row) for row in content[name]] for name in names}
    about = builder.changed(content, "基本信息", "年度", "内容", 2023)["基本信息"]
    items = content["支出科目"]
    renamed = [{**row, "科目名称": "防汛抗旱"} if row["科目名称"] == "防汛" else row for row in items]
    return {**content, **sheets, "基本信息": about, "支出科目": renamed}


def _later(sheet: str, row: Entry) -> Entry:
    """The row a year later: what was this year's is last year's, and the new number where there is one."""
    changed = dict(row)
    for now, last in _YEARS.items():
        if now in row:
            changed[last] = row[now]
            changed[now] = _NOW.get((sheet, str(row["项目"])), row[now])
    return changed
