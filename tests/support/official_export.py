"""The workbook that the accounts software would export for a department of the tests, with all its nuisances.

Sheets are named as the software names them, cut at 31 letters, their codes merged over three columns; what cannot
hold a value is a dash. What the department's own workbook does not say is made up so that every sum closes.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import xlsxwriter

from juesuan.model import workbook_form
from juesuan.year.blank_workbook import Content
from tests.support import official_items, old_excel
from tests.support.official_department import NONE, Cell, column, items, number
from tests.support.old_excel import Area, Sheets

Rows = list[list[Cell]]
_FUNCTIONS = """
    一般公共服务 外交 国防 公共安全 教育 科学技术 文化旅游体育与传媒 社会保障和就业 卫生健康 节能环保
    城乡社区 农林水 交通运输 资源勘探工业信息等 商业服务业等 金融 援助其他地区 自然资源海洋气象等 住房保障
    粮油物资储备 国有资本经营预算 灾害防治及应急管理 其他 债务还本 债务付息 抗疫特别国债安排的
""".split()  # noqa: SIM905 - a list that reads as one
_CLASS_CODES = [*range(201, 209), *range(210, 218), *range(219, 225), 229, 231, 232, 234]
_CLASSES = dict(zip(map(str, _CLASS_CODES), _FUNCTIONS, strict=True))
_FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
_NUMERALS = [f"{tens}{ones}" for tens in ("", "十", "二十") for ones in ("", *"一二三四五六七八九")][1:]


def sheets(content: Content, year: int) -> dict[str, tuple[Rows, list[Area]]]:
    """All sheets of the export in the order of the software, each with its rows and its merged areas."""
    about = {str(row["项目"]): row["内容"] for row in content["基本信息"]}
    made: dict[str, tuple[Rows, list[Area]]] = {
        "Z01 收入支出决算总表(财决01表)": _overall(content),
        "Z01_1 财政拨款收入支出决算总表(财决01-1表)": _fiscal(content),
        "Z03 收入决算表(财决03表)": official_items.revenue(content),
        "Z04 支出决算表(财决04表)": official_items.expenditure(content),
        "Z07 一般公共预算财政拨款收入支出决算表(财决07表)": official_items.of_fund(
            content, workbook_form.GENERAL_PUBLIC
        ),
        "Z08 一般公共预算财政拨款支出决算明细表(财决08表)": official_items.detailed(content, "both"),
        "Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-1表)": official_items.detailed(content, "basic"),
        "Z08_2 一般公共预算财政拨款项目支出决算明细表(财决08-2表)": official_items.detailed(content, "project"),
        "Z09 政府性基金预算财政拨款收入支出决算表(财决09表)": official_items.of_fund(
            content, workbook_form.GOVERNMENT_FUND
        ),
        "F03 机构运行信息表(财决附03表)": _operation(content),
        "CS03 非税收入征缴情况表": ([["说明"], ["", "没有数据"]], []),
        "QB01 填报说明": ([["填报说明"]], []),
    }
    return {
        name[:31]: (_headed(name, table, str(about["单位全称"]), year), table[1]) for name, table in made.items()
    }


def _headed(name: str, table: tuple[Rows, list[Area]], department: str, year: int) -> Rows:
    title, _, form = name.partition(" ")[2].partition("(")
    width = max(map(len, table[0]))
    about: list[Cell] = [f"编制单位：{department}", f"{year}年度", *[""] * (max(0, width - 3)), "金额单位：元"]
    return [[title], [*[""] * (width - 1), form.rstrip(")")], about, *table[0]]


# ---- side by side


def _overall(content: Content) -> tuple[Rows, list[Area]]:
    one = column(content, "收入支出", "本年决算数")
    incomes = [
        *(f"{fund}财政拨款收入" for fund in _FUNDS), "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入",
        "其他收入",
    ]  # fmt: skip
    spent = _by_class(content, number(one["本年支出合计"]))
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
    columns: list[Cell] = ["行次", "年初预算数", "全年预算数", "决算数"]
    heads: Rows = [
        ["收入", *[""] * 4, "支出"],
        ["项目", *columns, "项目(按功能分类)", *columns, "项目(按支出性质和经济分类)", *columns],
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


def _fiscal(content: Content) -> tuple[Rows, list[Area]]:
    one, budget = (column(content, "财政拨款收支", head) for head in ("本年决算数", "调整预算数"))
    if budget["本年支出合计"] == NONE:
        budget["本年支出合计"] = sum(
            (number(budget[f"{fund}财政拨款支出"]) for fund in _FUNDS if budget[f"{fund}财政拨款支出"] != NONE),
            Decimal(0),
        )
    left: Rows = [
        [f"{_NUMERALS[at]}、{fund}财政拨款", at + 1, *_of(one, f"{fund}财政拨款收入")]
        for at, fund in enumerate(_FUNDS)
    ]
    spent = {code: [Decimal(0)] * 3 for code in _CLASSES}
    planned = {code: [Decimal(0)] * 3 for code in _CLASSES}
    tops = [item for item in items(content) if len(item.code) == 3]
    for item in tops:
        spent[item.code][_FUNDS.index(item.fund)] += item.total
    for at, fund in enumerate(_FUNDS):  # by item it is not exported: all stands with the first class of the fund
        amount = budget[f"{fund}财政拨款支出"]
        first = next((item.code for item in tops if item.fund == fund), tops[0].code)
        planned[first][at] = number(amount if amount != NONE else 0)
    right: Rows = [
        [f"{_NUMERALS[at]}、{name}支出", 30 + at, *[NONE] * 4, *_with_sum(planned[code]), *_with_sum(spent[code])]
        for at, (code, name) in enumerate(_CLASSES.items())
    ]
    rows = _beside(left, right)
    rows.append(
        [
            *_foot(one, "本年收入合计", ""),
            "本年支出合计",
            60,
            *_four(budget, "支出", NONE),
            *_four(budget, "支出", ""),
            *_four(one, "支出", ""),
        ]
    )
    rows.append(
        [*_foot(one, "年初财政拨款结转和结余", ""), "年末财政拨款结转和结余", 61, *[NONE] * 8, *_closing(one)]
    )
    for at, fund in enumerate(_FUNDS):
        rows.append([f"{_NUMERALS[at]}、{fund}财政拨款", 20 + at, *_of(one, f"{fund}年初结转和结余"), *[""] * 14])
    rows.append(
        ["总计", 29, NONE, NONE, one["收入总计"], "总计", 65, *[NONE] * 8, one["支出总计"], NONE, NONE, NONE]
    )
    funds = ["合计", *(f"{fund}财政拨款" for fund in _FUNDS)]
    columns: list[Cell] = ["行次", "年初预算数", "全年预算数", "决算数"]
    heads: Rows = [
        ["收入", *[""] * 4, "支出"],
        ["项目", *columns, "项目(按功能分类)", "行次", "年初预算数", *[""] * 3, "全年预算数", *[""] * 3, "决算数"],
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
                        page.write(
                            row, at, float(value) if isinstance(value, Decimal) else value, *_look(value, money)
                        )
    return held.getvalue()


def _look(value: Cell, money: object) -> Iterator[object]:
    if isinstance(value, Decimal):
        yield money


def xls(made: Sheets) -> bytes:
    """The sheets as .xls."""
    return old_excel.book(made)
