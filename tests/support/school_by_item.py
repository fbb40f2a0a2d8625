"""The school of ``county_school`` with 收入科目, 全部支出科目 and 支出明细, which tie with its other sheets."""

from decimal import Decimal

from juesuan.year.blank_workbook import Content, Entry
from tests.support import county_school

_FUND = "政府性基金预算"
_SCHOOL, _REPAIRS, _LOTTERY = "2050204", "2050903", "2296004"
_ALONE = {"30302": "2080502", "30108": "2080505", "30109": "2080506", "30110": "2101102", "30113": "2210201"}
"""The items that spend basic money on one economic section only; all other sections are of the school itself."""


def department(content: Content | None = None) -> Content:
    """The workbook of the year, its three sheets filled."""
    content = county_school.department() if content is None else content
    return {
        **content,
        "收入科目": list(map(_revenue, content["支出科目"])),
        "全部支出科目": list(map(_expenditure, content["支出科目"])),
        "支出明细": _details(content),
    }


def _is_of_the_school(row: Entry) -> bool:
    return _SCHOOL.startswith(str(row["科目编码"]))


def _number(row: Entry, heading: str) -> Decimal:
    return Decimal(row[heading])


def _revenue(row: Entry) -> Entry:
    """What an item took in: what it spent, without 111200 carried over at the school, 30000 at the lottery."""
    own: dict[str, Decimal] = {}
    fiscal = _number(row, "合计")
    if _is_of_the_school(row):
        fiscal -= Decimal(111200)
        own = {
            "上级补助收入": Decimal(120000), "事业收入": Decimal(3862450),
            "经营收入": Decimal("164380.50"), "其他收入": Decimal("58216.73"),
        }  # fmt: skip
    if _LOTTERY.startswith(str(row["科目编码"])):
        fiscal -= Decimal(30000)
    return {**_named(row), "本年收入合计": fiscal + sum(own.values()), "财政拨款收入": fiscal, **own}


def _expenditure(row: Entry) -> Entry:
    """What an item spent of all money: the school has money of its own."""
    basic, project, operating = _number(row, "基本支出"), _number(row, "项目支出"), Decimal(0)
    if _is_of_the_school(row):
        basic, project, operating = basic + Decimal("2946318.44"), project + 1150000, Decimal("126905.35")
    whole = {"本年支出合计": basic + project + operating}
    return {**_named(row), **whole, "基本支出": basic, "项目支出": project, "经营支出": operating}


def _named(row: Entry) -> dict[str, str]:
    return {heading: str(row[heading]) for heading in ("科目编码", "科目名称")}


def _details(content: Content) -> list[Entry]:
    """Each section of 基本支出 for the item that spent it, then the projects, repairs and the lottery's grants."""
    basic = {str(row["科目编码"]): _number(row, "金额") for row in content["基本支出"] if row.get("科目编码")}
    basic["30213"] += 915300
    found = [_detail(_ALONE.get(section, _SCHOOL), section, amount) for section, amount in basic.items()]
    return [
        *found,
        _detail(_SCHOOL, "31003", Decimal(1500000)),
        _detail(_REPAIRS, "31006", Decimal(1280000)),
        {**_detail(_LOTTERY, "30308", Decimal(300000)), "资金性质": _FUND},
    ]


def _detail(code: str, section: str, amount: Decimal) -> Entry:
    return {"科目编码": code, "经济分类编码": section, "金额": amount}
