"""The workbook that the accounts software would export for a department of the tests, with all its nuisances.

Sheets are named as the software names them, cut at 31 letters, their codes merged over three columns; what cannot
hold a value is a dash. What the department's own workbook does not say is made up so that every sum closes.
"""

import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from juesuan.model import workbook_form
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.sheets import Sheet
from juesuan.reading import spreadsheet, tables
from juesuan.reading.grid import Formatted, Grid, Value, plain
from juesuan.year.blank_workbook import Content
from tests.support import old_excel
from tests.support.old_excel import Area, Sheets

Cell = str | int | Decimal
Rows = list[list[Cell]]
NONE = "—"
_ECONOMIC = tomllib.loads((TEMPLATES / "官方表.toml").read_text(encoding="utf-8"))["经济分类"]
CODES = [code for code in _ECONOMIC if code != "39906" and (len(code) == 3 or not code.startswith("399"))]
"""The economic columns of the detailed tables, in their order."""
_FUNCTIONS = (
    "一般公共服务 外交 国防 公共安全 教育 科学技术 文化旅游体育与传媒 社会保障和就业 卫生健康 节能环保 城乡社区 农林水 "
    "交通运输 资源勘探工业信息等 商业服务业等 金融 援助其他地区 自然资源海洋气象等 住房保障 粮油物资储备 国有资本经营预算 "
    "灾害防治及应急管理 其他 债务还本 债务付息 抗疫特别国债安排的"
).split()
_CLASSES = dict(
    zip(
        "201 202 203 204 205 206 207 208 210 211 212 213 214 215 216 217 219 220 221 222 223 224 229 231 232 234".split(),
        _FUNCTIONS,
        strict=True,
    )
)
_NUMERALS = [f"{tens}{ones}" for tens in ("", "十", "二十") for ones in ("", *"一二三四五六七八九")][1:]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a 科目: what it spent of basic and project money, of its fund."""

    code: str
    name: str
    fund: str
    basic: Decimal
    project: Decimal

    @property
    def total(self) -> Decimal:
        return self.basic + self.project


def items(content: Content) -> list[Item]:
    """Every class, section and item with its amounts, in the order of the codes."""
    rows = [{"资金性质": "", **row} for row in content["支出科目"]]
    leaves = [row for row in rows if not any(_is_below(other, row) for other in rows)]
    found = []
    for row in rows:
        own = [each for each in leaves if each is row or _is_below(each, row)]
        fund = str(row["资金性质"]) or str(own[0]["资金性质"]) or workbook_form.GENERAL_PUBLIC
        sums = [sum((_number(each.get(head, 0)) for each in own), Decimal(0)) for head in ("基本支出", "项目支出")]
        found.append(Item(str(row["科目编码"]), str(row["科目名称"]), fund, *sums))
    return sorted(found, key=lambda each: each.code)


def _is_below(row: Mapping[str, object], above: Mapping[str, object]) -> bool:
    code, upper = str(row["科目编码"]), str(above["科目编码"])
    return code != upper and code.startswith(upper)


def _number(value: object) -> Decimal:
    return Decimal(str(value)) if value not in {"", None} else Decimal(0)


def column(content: Content, sheet: str, heading: str) -> dict[str, Cell]:
    """The amounts of a column of a fixed sheet by the labels of its rows; a dash where it has none."""
    return {str(row["项目"]): row.get(heading, NONE) if row.get(heading, "") != "" else NONE for row in content[sheet]}  # type: ignore[misc]


def economic(content: Content) -> dict[str, Decimal]:
    """What was spent of basic money by economic section; where only totals are known, all on the first section."""
    rows = [row for row in content["基本支出"] if row.get("科目编码")]
    known = {str(row["科目编码"]): _number(row.get("金额")) for row in rows if row.get("金额", "") != ""}
    for label, first, classes in (("人员经费合计", "30101", ("301", "303")), ("公用经费合计", "30201", ("302", "310"))):
        total = next(_number(row["金额"]) for row in content["基本支出"] if row["科目名称"] == label)
        rest = total - sum(amount for code, amount in known.items() if code[:3] in classes)
        if rest:
            known[first] = known.get(first, Decimal(0)) + rest
    return known


def content_of(path: Path) -> Content:
    """The content of a year's workbook that is a file: every sheet with what its cells hold."""
    names = [sheet.name for sheet in workbook_form.SHEETS]
    grids = spreadsheet.read(path.read_bytes(), path.name, names, [])
    return {sheet.name: list(_entries(sheet, grids[sheet.name])) for sheet in workbook_form.SHEETS}


def _entries(sheet: Sheet, grid: Grid) -> Iterator[dict[str, Cell]]:
    for row in tables.read(grid, sheet, []).rows:
        yield {
            each.heading: held if (held := row.values.get(each.field, "")) == "" or isinstance(held, str) else _held(held)
            for each in sheet.columns
        }


def _held(value: Value) -> Cell:
    words = plain(value.stored if isinstance(value, Formatted) else value)
    return Decimal(words) if re.fullmatch(r"-?[0-9.]+", words) else words


def sheets(content: Content, year: int) -> dict[str, tuple[Rows, list[Area]]]:
    """All sheets of the export in the order of the software, each with its rows and its merged areas."""
    about = {str(row["项目"]): row["内容"] for row in content["基本信息"]}
    made = {
        "Z01 收入支出决算总表(财决01表)": _overall(content),
        "Z01_1 财政拨款收入支出决算总表(财决01-1表)": _fiscal(content),
        "Z03 收入决算表(财决03表)": _revenue(content),
        "Z04 支出决算表(财决04表)": _expenditure(content),
        "Z07 一般公共预算财政拨款收入支出决算表(财决07表)": _of_fund(content, workbook_form.GENERAL_PUBLIC),
        "Z08 一般公共预算财政拨款支出决算明细表(财决08表)": _detailed(content, "both"),
        "Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-1表)": _detailed(content, "basic"),
        "Z08_2 一般公共预算财政拨款项目支出决算明细表(财决08-2表)": _detailed(content, "project"),
        "Z09 政府性基金预算财政拨款收入支出决算表(财决09表)": _of_fund(content, workbook_form.GOVERNMENT_FUND),
        "F03 机构运行信息表(财决附03表)": _operation(content),
        "CS03 非税收入征缴情况表": ([["说明"], ["", "没有数据"]], []),
        "QB01 填报说明": ([["填报说明"]], []),
    }
    return {name[:31]: (_headed(name, table, str(about["单位全称"]), year), table[1]) for name, table in made.items()}


def _headed(name: str, table: tuple[Rows, list[Area]], department: str, year: int) -> Rows:
    title, _, number = name.partition(" ")[2].partition("(")
    width = max(map(len, table[0]))
    above: Rows = [[title], [""] * (width - 1) + [number.rstrip(")")],
                   [f"编制单位：{department}", f"{year}年度", *[""] * (max(0, width - 3)), "金额单位：元"]]  # fmt: skip
    return [*above, *table[0]]


# ---- side by side


def _overall(content: Content) -> tuple[Rows, list[Area]]:
    one = column(content, "收入支出", "本年决算数")
    incomes = [
        "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入", "事业收入",
        "经营收入", "附属单位上缴收入", "其他收入",
    ]  # fmt: skip
    spent = _by_class(content, _number(one["本年支出合计"]))
    left: Rows = [[f"{_NUMERALS[at]}、{name}", at + 1, *_of(one, name)] for at, name in enumerate(incomes)]
    middle: Rows = [[f"{_NUMERALS[at]}、{name}支出", 36 + at, NONE, NONE, spent.get(name, NONE)]
                    for at, name in enumerate(_FUNCTIONS)]  # fmt: skip
    natures = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    right: Rows = [[f"{_NUMERALS[at]}、{name}", 70 + at, *_of(one, name)] for at, name in enumerate(natures)]
    right.insert(1, ["    人员经费", 90, NONE, NONE, NONE])
    rows = _beside(left, middle, right)
    for first, second, third in (
        ("本年收入合计", "本年支出合计", "本年支出合计"),
        ("使用非财政拨款结余(含专用结余)", "结余分配", ""),
        ("年初结转和结余", "年末结转和结余", ""),
        ("", "", ""),
        ("总计", "总计", ""),
    ):
        rows.append([*_foot(one, first, "收入总计"), *_foot(one, second, "支出总计"), *_foot(one, third, "")])
    heads: Rows = [
        ["收入", *[""] * 4, "支出"],
        ["项目", "行次", "年初预算数", "全年预算数", "决算数", "项目(按功能分类)", "行次", "年初预算数", "全年预算数",
         "决算数", "项目(按支出性质和经济分类)", "行次", "年初预算数", "全年预算数", "决算数"],
        ["栏次", "", 1, 2, 3, "栏次", "", 4, 5, 6, "栏次", "", 7, 8, 9],
    ]  # fmt: skip
    return [*heads, *rows], [(0, 0, 0, 14), (3, 0, 3, 4), (3, 5, 3, 14)]


def _of(one: Mapping[str, Cell], name: str) -> list[Cell]:
    """First budget, whole budget and final of a row."""
    final = one.get(name, NONE)
    return [NONE, NONE, final]


def _foot(one: Mapping[str, Cell], label: str, total: str) -> list[Cell]:
    if not label:
        return ["", "", "", "", ""]
    key = total if label == "总计" else label.partition("(")[0]
    return [label, 99, *_of(one, key)]


def _beside(*blocks: Rows) -> Rows:
    height = max(map(len, blocks))
    return [
        [cell for block in blocks for cell in (block[at] if at < len(block) else [""] * len(block[0]))]
        for at in range(height)
    ]


def _by_class(content: Content, spent: Decimal) -> dict[str, Decimal]:
    """What was spent on each function; money that is not fiscal stands with the first class."""
    found: dict[str, Decimal] = {}
    for item in items(content):
        if len(item.code) == 3:
            found[_CLASSES[item.code]] = found.get(_CLASSES[item.code], Decimal(0)) + item.total
    first = next(iter(found))
    found[first] += spent - sum(found.values())
    return found


_FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")


def _fiscal(content: Content) -> tuple[Rows, list[Area]]:
    one, budget = (column(content, "财政拨款收支", head) for head in ("本年决算数", "调整预算数"))
    if budget["本年支出合计"] == NONE:
        budget["本年支出合计"] = sum((_number(budget[f"{fund}财政拨款支出"]) for fund in _FUNDS if budget[f"{fund}财政拨款支出"] != NONE), Decimal(0))
    left: Rows = [[f"{_NUMERALS[at]}、{fund}财政拨款", at + 1, *_of(one, f"{fund}财政拨款收入")] for at, fund in enumerate(_FUNDS)]
    spent = {code: [Decimal(0)] * 3 for code in _CLASSES}
    planned = {code: [Decimal(0)] * 3 for code in _CLASSES}
    tops = [item for item in items(content) if len(item.code) == 3]
    for item in tops:
        spent[item.code][_FUNDS.index(item.fund)] += item.total
    for at, fund in enumerate(_FUNDS):  # by item it is not exported: all stands with the first class of the fund
        amount = budget[f"{fund}财政拨款支出"]
        first = next((item.code for item in tops if item.fund == fund), tops[0].code)
        planned[first][at] = _number(amount if amount != NONE else 0)
    right: Rows = [
        [f"{_NUMERALS[at]}、{name}支出", 30 + at, *[NONE] * 4, *_with_sum(planned[code]), *_with_sum(spent[code])]
        for at, (code, name) in enumerate(_CLASSES.items())
    ]
    rows = _beside(left, right)
    rows.append([*_foot(one, "本年收入合计", ""), "本年支出合计", 60, *_four(budget, "支出", NONE), *_four(budget, "支出", ""), *_four(one, "支出", "")])
    rows.append([*_foot(one, "年初财政拨款结转和结余", ""), "年末财政拨款结转和结余", 61, *[NONE] * 8, *_closing(one)])
    for at, fund in enumerate(_FUNDS):
        rows.append([f"{_NUMERALS[at]}、{fund}财政拨款", 20 + at, *_of(one, f"{fund}年初结转和结余"), *[""] * 14])
    rows.append(["总计", 29, NONE, NONE, one["收入总计"], "总计", 65, *[NONE] * 8, one["支出总计"], NONE, NONE, NONE])
    funds = ["合计", *(f"{fund}财政拨款" for fund in _FUNDS)]
    heads: Rows = [
        ["收入", *[""] * 4, "支出"],
        ["项目", "行次", "年初预算数", "全年预算数", "决算数", "项目(按功能分类)", "行次", "年初预算数", "", "", "", "全年预算数",
         "", "", "", "决算数"],
        [*[""] * 7, *funds, *funds, *funds],
        ["栏次", "", *range(1, 4), "栏次", "", *range(4, 16)],
    ]  # fmt: skip
    merged = [(0, 0, 0, 18), (3, 0, 3, 4), (3, 5, 3, 18), *((4, at, 5, at) for at in range(7))]
    return [*heads, *rows], [*merged, *((4, at, 4, at + 3) for at in (7, 11, 15))]


def _with_sum(amounts: Sequence[Decimal]) -> list[Cell]:
    return [sum(amounts, Decimal(0)), *amounts] if any(amounts) else [NONE] * 4


def _four(one: Mapping[str, Cell], ending: str, instead: str) -> list[Cell]:
    if instead:
        return [instead] * 4
    return [one["本年支出合计"], *(one[f"{fund}财政拨款{ending}"] for fund in _FUNDS)]


def _closing(one: Mapping[str, Cell]) -> list[Cell]:
    return [one["年末财政拨款结转和结余"], *(one[f"{fund}年末结转和结余"] for fund in _FUNDS)]


def _operation(content: Content) -> tuple[Rows, list[Area]]:
    three, other = column(content, "三公经费", "本年决算数"), column(content, "其他事项", "本年数")
    left: Rows = [
        ["一、“三公”经费支出", 1, NONE, NONE],
        ["（一）支出合计", 2, 0, three["“三公”经费合计"]],
        ["  1．因公出国（境）费", 3, 0, three["因公出国（境）费"]],
        ["  2．公务用车购置及运行维护费", 4, 0, three["公务用车购置及运行维护费"]],
        ["    （1）公务用车购置费", 5, 0, three["公务用车购置费"]],
        ["    （2）公务用车运行维护费", 6, 0, three["公务用车运行维护费"]],
        ["  3．公务接待费", 7, 0, three["公务接待费"]],
        ["    （1）国内接待费", 8, NONE, three["国内公务接待费"]],
        ["        其中：外事接待费", 9, NONE, three["外事接待费"]],
        ["    （2）国（境）外接待费", 10, NONE, 0],
        ["（二）相关统计数", 11, NONE, NONE],
        ["  1．因公出国（境）团组数（个）", 12, NONE, other["因公出国（境）团组"]],
        ["  2．因公出国（境）人次数（人）", 13, NONE, other["因公出国（境）人次"]],
        ["  3．公务用车购置数（辆）", 14, NONE, other["购置公务用车"]],
        ["  4．公务用车保有量（辆）", 15, NONE, other["公务用车保有量"]],
        ["  5．国内公务接待批次（个）", 16, NONE, other["国内公务接待批次"]],
        ["     其中：外事接待批次（个）", 17, NONE, other["外事接待批次"]],
        ["  6．国内公务接待人次（人）", 18, NONE, other["国内公务接待人次"]],
        ["     其中：外事接待人次（人）", 19, NONE, other["外事接待人次"]],
        ["  7．国（境）外公务接待批次（个）", 20, NONE, 0],
        ["  8．国（境）外公务接待人次（人）", 21, NONE, 0],
    ]
    kinds = ["部级领导干部用车", "一般公务用车", "一般执法执勤用车", "特种专业技术用车", "其他用车"]
    right: Rows = [
        ["二、机关运行经费", 22, NONE, other["机关运行经费"]],
        ["（一）行政单位", 23, NONE, other["机关运行经费"]],
        ["（二）参照公务员法管理事业单位", 24, NONE, NONE],
        ["三、国有资产占用情况", 25, NONE, NONE],
        ["（一）车辆数合计（辆）", 26, NONE, other["车辆"]],
        *([f"  {at}．{kind}", 26 + at, NONE, other[kind]] for at, kind in enumerate(kinds, 1)),
        ["（二）单价50万元以上通用设备（台，套）", 32, NONE, other["单价50万元以上通用设备"]],
        ["（三）单价100万元以上专用设备（台，套）", 33, NONE, other["单价100万元以上专用设备"]],
        ["四、政府采购支出信息", 34, NONE, NONE],
        ["（一）政府采购支出合计", 35, NONE, other["政府采购支出总额"]],
        ["  1．政府采购货物支出", 36, NONE, other["政府采购货物支出"]],
        ["  2．政府采购工程支出", 37, NONE, other["政府采购工程支出"]],
        ["  3．政府采购服务支出", 38, NONE, other["政府采购服务支出"]],
        ["（二）政府采购授予中小企业合同金额", 39, NONE, other["授予中小企业合同金额"]],
        ["    其中：授予小微企业合同金额", 40, NONE, other["授予小微企业合同金额"]],
    ]
    heads: Rows = [["项  目", "行次", "预算数", "统计数"] * 2, ["栏  次", "", 1, 2, "栏  次", "", 3, 4]]
    note = "注：1．“统计数”与财决08表一致。2．预算数为年初预算。"
    return [*heads, *_beside(left, right), [note]], [(0, 0, 0, 7)]


# ---- by 科目

_CODE_HEADS: Rows = [
    ["项目", "", "", ""],
    ["支出功能分类科目编码", "", "", "科目名称"],
    ["", "", "", ""],
    ["类", "款", "项", ""],
]
_CODE_AREAS: list[Area] = [(3, 0, 3, 3), (4, 0, 5, 2), (4, 3, 6, 3)]


def _coded(heads: Rows, merged: Sequence[Area], rows: Sequence[Sequence[Cell]]) -> tuple[Rows, list[Area]]:
    """A table by 科目 with the headings of its amounts beside those of the codes, which are merged."""
    above = [[*one, *other] for one, other in zip(_CODE_HEADS, heads, strict=True)]
    width = len(heads[0])
    above.append(["栏次", "", "", "", *range(1, width + 1)])
    body = [[code, "", "", name, *amounts] for code, name, *amounts in rows]
    areas = [*_CODE_AREAS, (7, 0, 7, 3), *((8 + at, 0, 8 + at, 2) for at in range(1, len(body)))]
    return [*above, *body], [(0, 0, 0, 3 + width), *areas, *merged, (8, 0, 8, 3)]


def _single(*names: str) -> tuple[Rows, list[Area]]:
    """Headings of one row, merged downwards."""
    blank: list[Cell] = [""] * len(names)
    return [[*names], [*blank], [*blank], [*blank]], [(3, 4 + at, 6, 4 + at) for at in range(len(names))]


def _total_first(total: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    return [["合计", "", *total], *rows]


def _revenue(content: Content) -> tuple[Rows, list[Area]]:
    one = column(content, "收入支出", "本年决算数")
    fiscal = sum((_number(one.get(f"{fund}财政拨款收入", NONE) if one.get(f"{fund}财政拨款收入", NONE) != NONE else 0) for fund in _FUNDS), Decimal(0))
    names = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    amounts = [fiscal, *(one.get(name, NONE) for name in names[1:])]
    total: list[Cell] = [one["本年收入合计"], *amounts]
    heads, merged = _single("本年收入合计", *names)
    first = _line(items(content))
    return _coded(heads, merged, _total_first(total, [[item.code, item.name, *total] for item in first]))


def _line(found: Sequence[Item]) -> list[Item]:
    """The first class with the first section in it and the first item in that."""
    first = [found[0]]
    for length in (5, 7):
        below = [item for item in found if len(item.code) == length and item.code.startswith(first[-1].code)]
        first += below[:1]
    return first


def _expenditure(content: Content) -> tuple[Rows, list[Area]]:
    one = column(content, "收入支出", "本年决算数")
    names = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    stated = [one.get(name, NONE) for name in names]
    tops = [item for item in items(content) if len(item.code) == 3]
    more = [_number(stated[0]) - sum(item.basic for item in tops), _number(stated[1]) - sum(item.project for item in tops)]
    more += [_number(each if each != NONE else 0) for each in stated[2:]]
    first = {item.code for item in _line(items(content))}
    rows: list[Sequence[Cell]] = []
    for item in items(content):
        amounts = [item.basic, item.project, Decimal(0), Decimal(0), Decimal(0)]
        if item.code in first:
            amounts = [one_ + other for one_, other in zip(amounts, more, strict=True)]
        rows.append([item.code, item.name, sum(amounts), *amounts])
    heads, merged = _single("本年支出合计", *names)
    return _coded(heads, merged, _total_first([one["本年支出合计"], *stated], rows))


def _of_fund(content: Content, fund: str) -> tuple[Rows, list[Area]]:
    """财决07 and 09: balances, revenue and expenditure of a fund; balances by item are not made up."""
    one = column(content, "财政拨款收支", "本年决算数")
    own = [item for item in items(content) if item.fund == fund]
    people = sum(amount for code, amount in economic(content).items() if code[:3] in {"301", "303"})
    tops = [item for item in own if len(item.code) == 3]
    is_general = fund == workbook_form.GENERAL_PUBLIC
    basic = sum((item.basic for item in tops), Decimal(0))
    project = sum((item.project for item in tops), Decimal(0))
    parts: list[Cell] = [people, basic - people] if is_general else []
    total: list[Cell] = [
        one[f"{fund}年初结转和结余"], one[f"{fund}财政拨款收入"], basic + project, basic, *parts, project,
        one[f"{fund}年末结转和结余"],
    ]  # fmt: skip
    dashes: list[Cell] = [NONE, NONE] if is_general else []
    rows = [[item.code, item.name, NONE, NONE, item.total, item.basic, *dashes, item.project, NONE] for item in own]
    low: list[Cell] = ["小计", "人员经费", "日常公用经费"] if is_general else ["基本支出"]
    heads: Rows = [
        ["年初结转和结余", "本年收入", "本年支出", *[""] * (len(low) + 1), "年末结转和结余"],
        ["", "", "合计", "基本支出", *[""] * (len(low) - 1), "项目支出", ""],
        ["", "", "", *(low if is_general else [""]), "", ""],
        [""] * (5 + len(low)),
    ]
    wide, at = len(low), 6
    merged: list[Area] = [(3, 4, 6, 4), (3, 5, 6, 5), (3, 6, 3, at + wide + 1), (4, 6, 6, 6),
                          (4, at + wide + 1, 6, at + wide + 1), (3, at + wide + 2, 6, at + wide + 2)]  # fmt: skip
    merged += [(4, 7, 4, 9), *((5, each, 6, each) for each in (7, 8, 9))] if is_general else [(4, 7, 6, 7)]
    return _coded(heads, merged, _total_first(total, rows))


def _detailed(content: Content, which: str) -> tuple[Rows, list[Area]]:
    """财决08, 08-1, 08-2: general public money by 科目 and economic section; project money is all 30227."""
    own = [item for item in items(content) if item.fund == workbook_form.GENERAL_PUBLIC]
    sections = economic(content)
    whole = {item.code: _spread(own, sections) for item in own[:1]}
    shares = next(iter(whole.values()))
    by_project = which == "project"
    rows: list[Sequence[Cell]] = []
    for item in own:
        basic = shares[item.code] if which != "project" else {}
        project = {"30227": item.project} if which != "basic" else {}
        amounts = _economic_row(basic, project)
        rows.append([item.code, item.name, *([NONE, NONE] if by_project else []), *amounts])
        if by_project and item.project and not any(_under(other, item) for other in own):
            half = (item.project / 2).quantize(Decimal("0.01"))
            for name, part in (("甲项目", half), ("乙项目", item.project - half)):
                rows.append([item.code, item.name, name, f"51{item.code}", *_economic_row({}, {"30227": part})])
    tops = [item.code for item in own if len(item.code) == 3]
    added: dict[str, Decimal] = {}
    for code in tops if which != "project" else ():
        for section, amount in shares[code].items():
            added[section] = added.get(section, Decimal(0)) + amount
    spent = sum((item.project for item in own if len(item.code) == 3), Decimal(0))
    total = _economic_row(added, {"30227": spent} if which != "basic" else {})
    heads, merged = _economic_heads(2 if by_project else 0)
    return _coded(heads, merged, _total_first([*([NONE, NONE] if by_project else []), *total], rows))


def _under(item: Item, above: Item) -> bool:
    return item.code != above.code and item.code.startswith(above.code)


def _spread(own: Sequence[Item], sections: Mapping[str, Decimal]) -> dict[str, dict[str, Decimal]]:
    """Basic money of each 科目 by section, so that it adds up both ways: sections are used up item by item."""
    left = dict(sections)
    found: dict[str, dict[str, Decimal]] = {item.code: {} for item in own}
    for item in own:
        if any(_under(other, item) for other in own):
            continue
        open_ = item.basic
        for section in left:
            part = min(open_, left[section])
            left[section] -= part
            open_ -= part
            for other in own:
                if part and (other is item or _under(item, other)):
                    held = found[other.code]
                    held[section] = held.get(section, Decimal(0)) + part
    return found


def _economic_row(basic: Mapping[str, Decimal], project: Mapping[str, Decimal]) -> list[Cell]:
    by = {code: basic.get(code, Decimal(0)) + project.get(code, Decimal(0)) for code in CODES if len(code) == 5}
    row: list[Cell] = [sum(by.values(), Decimal(0))]
    for code in CODES:
        amount = by.get(code) if len(code) == 5 else sum((each for key, each in by.items() if key[:3] == code), Decimal(0))
        row.append(amount if amount or len(code) == 3 else NONE if code[:3] in {"307", "309"} else Decimal(0))
    return row


def _economic_heads(before: int) -> tuple[Rows, list[Area]]:
    first: list[Cell] = [*["项目名称", "项目代码"][:before], "合计"]
    second: list[Cell] = [""] * len(first)
    merged: list[Area] = [(3, 4 + at, 6, 4 + at) for at in range(len(first))]
    for code in CODES:
        name = _ECONOMIC[code].partition("|")[0]
        is_class = len(code) == 3
        first.append(name if is_class else "")
        second.append("小计" if is_class and code != "399" else "" if is_class else name)
    start = 4 + before + 1
    places = {code: start + at for at, code in enumerate(CODES)}
    for code in [each for each in CODES if len(each) == 3]:
        last = max(at for each, at in places.items() if each.startswith(code))
        merged.append((3, places[code], 3 if code != "399" else 6, last))
    merged += [(4, at, 6, at) for code, at in places.items() if code != "399"]
    blank: list[Cell] = [""] * len(first)
    return [first, second, blank, [*blank]], merged


# ---- files


def xlsx(made: Sheets) -> bytes:
    """The sheets as .xlsx."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        money = book.add_format({"num_format": "#,##0.00"})
        for name, (rows, merged) in made.items():
            page = book.add_worksheet(name)
            for area in merged:
                page.merge_range(*area, "")
            for row, line in enumerate(rows):
                for at, value in enumerate(line):
                    if value != "":
                        page.write(row, at, float(value) if isinstance(value, Decimal) else value, *_look(value, money))
    return held.getvalue()


def _look(value: Cell, money: object) -> Iterator[object]:
    if isinstance(value, Decimal):
        yield money


def xls(made: Sheets) -> bytes:
    """The sheets as .xls."""
    return old_excel.book(made)
