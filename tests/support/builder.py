"""A small made-up department for tests: its workbook, its texts, and ways to change one thing of them.

Every table ties; nothing is open. It has what a larger department lacks: less money than last year, a line with no
last year, funds of nil, no vehicles and no receptions.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from juesuan.model import written_text, year_folder
from juesuan.model.sheets import Sheet
from juesuan.model.workbook_form import SHEETS
from juesuan.reading import cells
from juesuan.reading.cells import Grid
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import Content, Entry

Texts = Mapping[str, Sequence[str]]
"""Heading path, 主要职能 or 项目：名称/项目综述, to its paragraphs; one that begins with # is a heading."""
Value = str | int | Decimal

_D = Decimal


def department(**changes: Sequence[Entry]) -> Content:
    """The department's workbook; ``changes`` are whole sheets by name."""
    return {
        "基本信息": pairs(
            "内容",
            单位全称="青禾县水务局",
            单位简称="县水务局",
            单位自称="我局",
            地区="青禾县",
            预算单位编码="418001",
            单位性质="行政单位",
            年度=2021,
            版式="四川2020",
            总计口径="含结转结余",
            公开日期="2022-9-5",
            整体支出自评得分=_D("93.5"),
            整体支出自评等级="优",
        ),
        "收入支出": _REVENUE_EXPENDITURE,
        "财政拨款收支": _FISCAL_APPROPRIATION,
        "支出科目": _FUNCTIONAL_ITEMS,
        "基本支出": _BASIC_EXPENDITURE,
        "三公经费": _THREE_PUBLIC,
        "其他事项": _OTHER_MATTERS,
        "业务指标": _INDICATORS,
        "绩效项目": _PROJECTS,
        "绩效指标": _PERFORMANCE_INDICATORS,
        "名词解释": _TERMS,
        "出错说明": (),
        **changes,
    }


def of_2022(**changes: Sequence[Entry]) -> Content:
    """The same figures in the form of 2022, with what it asks for besides: first budgets, weights and scores."""
    content = department(**changes)
    content = changed(content, "基本信息", "年度", "内容", 2022)
    content = changed(content, "基本信息", "版式", "内容", "四川2022")
    content = changed(content, "基本信息", "公开日期", "内容", "2023-9-5")
    projects = [
        {**project, "年初预算数": first}
        for project, first in zip(content["绩效项目"], (_D(900000), _D(500000), _D(50000)), strict=True)
    ]
    indicators = [
        {**indicator, "权重": _D(weight), "得分": _D(score), "偏差原因": reason}
        for indicator, (weight, score, reason) in zip(content["绩效指标"], _SCORES, strict=True)
    ]
    return {**content, "绩效项目": projects, "绩效指标": indicators}


_SCORES = (
    ("45", "45", ""),
    ("45", "38.3", "受益农户统计口径调整"),
    ("90", "75.6", "预警设备到货较晚"),
    ("90", "85", "宣传覆盖面还不够广"),
)


def changed(content: Content, sheet: str, row: str, column: str, value: Value) -> Content:
    """The content with one cell changed; a row is named by its first or second cell, such as 项目 or 科目名称."""
    if not any(_is_named(entry, row) for entry in content[sheet]):
        raise KeyError(row)
    rows = [{**entry, column: value} if _is_named(entry, row) else entry for entry in content[sheet]]
    return {**content, sheet: rows}


def added(content: Content, sheet: str, *entries: Entry) -> Content:
    """The content with more rows at the end of a sheet."""
    return {**content, sheet: [*content[sheet], *entries]}


def without(content: Content, sheet: str, row: str) -> Content:
    """The content without a row."""
    return {**content, sheet: [entry for entry in content[sheet] if not _is_named(entry, row)]}


def _is_named(entry: Entry, row: str) -> bool:
    return row in {str(value) for value in list(entry.values())[:2]}


def written_texts(content: Content, **changes: Sequence[str]) -> Texts:
    """A text for every heading the content asks for; ``changes`` by heading path."""
    own = {slot.name: [f"这是{slot.name}的第一段。", f"这是{slot.name}的第二段。"] for slot in written_text.SLOTS}
    projects = {
        f"{written_text.PROJECT_PREFIX}{project['项目名称']}/{slot.name}": [
            f"{project['项目名称']}的{slot.name}。"
        ]
        for project in content["绩效项目"]
        for slot in written_text.PROJECT_SLOTS
    }
    special = {
        "重点工作完成情况": [
            "# 一、抓防洪",
            "全年治理河道{{ 业务.治理河道 }}，比上年多。",
            "# 二、保供水",
            "建成供水工程{{ 业务.供水工程 }}，其中集中供水{{ 业务.集中供水.占比 }}。",
        ],
        "共用文字/局领导": ["局党组书记、局长"],
    }
    return {**own, **projects, **special, **changes}


def write(
    folder: Path, content: Content, texts: Texts | None = None, *, units: Mapping[str, str] | None = None
) -> Path:
    """A whole year's folder, which is returned; without ``texts`` every heading has one."""
    folder.mkdir(parents=True, exist_ok=True)
    blank_workbook.write_workbook(folder / year_folder.WORKBOOK, content, units=units)
    (folder / year_folder.TEXTS).write_bytes(docx(written_texts(content) if texts is None else texts))
    (folder / year_folder.ATTACHMENTS).mkdir(exist_ok=True)
    return folder


def grids(content: Content, units: Mapping[str, str] | None = None) -> Mapping[str, Grid]:
    """The sheets of the workbook as they are read from the file, without a file: numbers as binary floats."""
    return {sheet.name: _grid(sheet, content[sheet.name], (units or {}).get(sheet.name, "元")) for sheet in SHEETS}


def _grid(sheet: Sheet, entries: Sequence[Entry], unit: str) -> Grid:
    heads = [column.heading for column in sheet.columns]
    rows: list[list[cells.Value]] = [[sheet.name], [], ["金额单位", unit] if sheet.money else [], [*heads]]
    rows += [[_stored(entry.get(head, "")) for head in heads] for entry in entries]
    return Grid(sheet.name, tuple(tuple(row) for row in rows))


def _stored(value: Value) -> cells.Value:
    return value if isinstance(value, str) else float(value)


# ---- 文字材料.docx by hand

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/></Types>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="a"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2, 3)
    )
    + '<w:style w:type="paragraph" w:styleId="t">'
    + f'<w:name w:val="{written_text.GUIDANCE_STYLE}"/></w:style></w:styles>'
)


def docx(content: Texts) -> bytes:
    """A Word file with the texts under their headings."""
    return docx_of("".join(headed(content)))


def docx_of(body: str) -> bytes:
    """A Word file with a body written by hand, for what `docx` cannot hold."""
    document = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": _STYLES,
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the parts."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """The XML of a paragraph; a style is 1, 2, 3 for a heading, t for advice to the writer."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def headed(content: Texts) -> Iterable[str]:
    """The XML of the texts under their headings."""
    top = ""
    for key, paragraphs in content.items():
        above, _, name = key.rpartition("/")
        if above and above != top:
            yield paragraph(above, "1")
        yield paragraph(name, "2" if above else "1")
        top = above
        for text in paragraphs:
            below = "3" if above else "2"
            yield paragraph(text.removeprefix("# "), below) if text.startswith("# ") else paragraph(text)


# ---- 决算数据


def pairs(column: str, **values: Value) -> Sequence[Entry]:
    """Rows of a label and what stands in one column beside it."""
    return [{"项目": label, column: value} for label, value in values.items()]


def _rows(headings: str, *rows: Sequence[Value]) -> Sequence[Entry]:
    """Rows as the sheet shows them; what a row leaves out at its end stays blank."""
    return [dict(zip(headings.split(), row, strict=False)) for row in rows]


_REVENUE_EXPENDITURE = _rows(
    "项目 本年决算数 上年决算数 变动原因",
    ("年初结转和结余", _D("120000"), _D("80000")),
    ("一般公共预算财政拨款收入", _D("3650000"), _D("3900000.50")),
    ("政府性基金预算财政拨款收入", 0, 0),
    ("其他收入", _D("50000"), 0),
    ("本年收入合计", _D("3700000"), _D("3900000.50")),
    ("使用非财政拨款结余", 0, 0),
    ("收入总计", _D("3820000"), _D("3980000.50"), "水利工程建设项目减少"),
    ("基本支出", _D("2400000"), _D("2500000.50")),
    ("项目支出", _D("1320000"), _D("1360000")),
    ("本年支出合计", _D("3720000"), _D("3860000.50")),
    ("结余分配", 0, 0),
    ("年末结转和结余", _D("100000"), _D("120000")),
    ("支出总计", _D("3820000"), _D("3980000.50"), "水利工程建设项目减少"),
)

_FISCAL_APPROPRIATION = _rows(
    "项目 本年决算数 上年决算数 调整预算数 变动原因",
    ("一般公共预算年初结转和结余", _D("120000"), _D("80000")),
    ("政府性基金预算年初结转和结余", 0, 0),
    ("国有资本经营预算年初结转和结余", 0, 0),
    ("年初财政拨款结转和结余", _D("120000"), _D("80000")),
    ("一般公共预算财政拨款收入", _D("3650000"), _D("3900000.50")),
    ("政府性基金预算财政拨款收入", 0, 0),
    ("国有资本经营预算财政拨款收入", 0, 0),
    ("本年收入合计", _D("3650000"), _D("3900000.50")),
    ("收入总计", _D("3770000"), _D("3980000.50"), "", "项目资金安排减少"),
    ("一般公共预算财政拨款支出", _D("3670000"), _D("3860000.50"), _D("3770000"), "人员减少，项目资金安排减少"),
    ("政府性基金预算财政拨款支出", 0, 0, 0),
    ("国有资本经营预算财政拨款支出", 0, 0, 0),
    ("本年支出合计", _D("3670000"), _D("3860000.50"), _D("3770000")),
    ("一般公共预算年末结转和结余", _D("100000"), _D("120000")),
    ("政府性基金预算年末结转和结余", 0, 0),
    ("国有资本经营预算年末结转和结余", 0, 0),
    ("年末财政拨款结转和结余", _D("100000"), _D("120000")),
    ("支出总计", _D("3770000"), _D("3980000.50"), "", "项目资金安排减少"),
)

_FUNCTIONAL_ITEMS = _rows(
    "科目编码 科目名称 资金性质 基本支出 项目支出 合计 调整预算数 与预算差异原因",
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "", _D("260000"), 0, _D("260000"), _D("260000")),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗", "", _D("115000"), 0, _D("115000"), _D("115000")),
    ("213", "农林水支出", "一般公共预算", _D("1825000"), _D("1270000"), _D("3095000")),
    ("21303", "水利"),
    ("2130301", "行政运行", "", _D("1825000"), 0, _D("1825000"), _D("1825000")),
    ("2130305", "水利工程建设", "", 0, _D("800000"), _D("800000"), _D("870000"), "部分工程尚未完成结算"),
    ("2130314", "防汛", "", 0, _D("470000"), _D("470000"), _D("500000"), "汛期较短，物资消耗减少"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金", "", _D("200000"), 0, _D("200000"), _D("200000")),
)

_BASIC_EXPENDITURE = _rows(
    "科目编码 科目名称 金额",
    ("", "人员经费合计", _D("2150000")),
    ("30101", "基本工资", _D("900000")),
    ("30102", "津贴补贴", _D("525000")),
    ("30103", "奖金", _D("150000")),
    ("30108", "机关事业单位基本养老保险缴费", _D("260000")),
    ("30110", "职工基本医疗保险缴费", _D("115000")),
    ("30113", "住房公积金", _D("200000")),
    ("", "公用经费合计", _D("250000")),
    ("30201", "办公费", _D("90000.25")),
    ("30207", "邮电费", _D("29999.75")),
    ("30211", "差旅费", _D("80000")),
    ("30239", "其他交通费用", _D("50000")),
)

_THREE_PUBLIC = _rows(
    "项目 本年决算数 调整预算数 上年决算数 与预算差异原因 变动原因",
    ("“三公”经费合计", 0, _D("5000"), _D("3000"), "没有发生公务接待", "没有发生公务接待"),
    ("因公出国（境）费", 0, 0, 0),
    ("公务用车购置及运行维护费", 0, 0, 0),
    ("公务用车购置费", 0, 0, 0),
    ("公务用车运行维护费", 0, 0, 0),
    ("公务接待费", 0, _D("5000"), _D("3000"), "没有发生公务接待", "没有发生公务接待"),
    ("国内公务接待费", 0, _D("5000"), _D("3000")),
    ("外事接待费", 0, 0, 0),
)

_COUNTS = """人员编制:18:18 在编人员:16:17 行政人员:12:13 参公人员:0:0 事业人员:3:3 工勤人员:1:1 调入人员:1:0
调出人员:2:1 因公出国（境）团组:0:0 因公出国（境）人次:0:0 购置公务用车:0:0 公务用车保有量:0:0 轿车:0:0
越野车:0:0 载客汽车:0:0 国内公务接待批次:0:3 国内公务接待人次:0:25 外事接待批次:0:0 外事接待人次:0:0 车辆:0:0
部级领导干部用车:0:0 一般公务用车:0:0 一般执法执勤用车:0:0 特种专业技术用车:0:0 其他用车:0:0
单价50万元以上通用设备:0:0 单价100万元以上专用设备:0:0"""
"""Label, this year, last year."""

_COUNTED: Sequence[Entry] = [
    {"项目": label, "本年数": int(now), "上年数": int(before)}
    for label, now, before in (each.split(":") for each in _COUNTS.split())
]

_OTHER_MATTERS = [
    *_rows(
        "项目 本年数 上年数 单位 说明",
        ("机关运行经费", _D("250000"), _D("262000"), "", "厉行节约，差旅费减少"),
        ("政府采购支出总额", _D("60000"), _D("90000"), "", "购买办公设备"),
        ("政府采购货物支出", _D("60000"), _D("90000")),
        ("政府采购工程支出", 0, 0),
        ("政府采购服务支出", 0, 0),
        ("授予中小企业合同金额", _D("60000"), _D("90000")),
        ("授予小微企业合同金额", _D("20000"), _D("90000")),
    ),
    *_COUNTED,
]

_INDICATORS = _rows(
    "名称 数值 计量单位 上年数值 复核数值 分组 组内作用",
    ("治理河道", _D("12.5"), "公里", _D("10.2"), _D("12.5")),
    ("供水工程", 45, "处", 40, 45, "供水工程", "合计"),
    ("集中供水", 30, "处", 28, 30, "供水工程", "分项"),
    ("分散供水", 15, "处", 12, 15, "供水工程", "分项"),
)

_RIVERS, _FLOODS, _SOIL = "青禾河治理工程", "山洪灾害防治经费", "水土保持宣传经费"

_PROJECTS = _rows(
    "项目名称 预算数 预算数中财政拨款 预算数中其他资金 执行数 执行数中财政拨款 执行数中其他资金 "
    "差异原因 自评得分 自评等级",
    (
        _RIVERS,
        _D("870000"),
        _D("870000"),
        0,
        _D("800000"),
        _D("800000"),
        0,
        "部分工程尚未完成结算",
        _D("92.5"),
        "优",
    ),
    (_FLOODS, _D("500000"), _D("500000"), 0, _D("470000"), _D("470000"), 0, "汛期较短，物资消耗减少", 85, "良"),
    (_SOIL, _D("50000"), 0, _D("50000"), _D("50000"), 0, _D("50000"), "", 95, "优"),
)

_PERFORMANCE_INDICATORS = _rows(
    "项目名称 一级指标 二级指标 三级指标 预期指标值 实际完成指标值",
    (_RIVERS, "完成指标", "数量指标", "治理河道长度", "12公里", "{{ 业务.治理河道 }}"),
    (_RIVERS, "效益指标", "社会效益指标", "保护沿河农户", "300户", "312户"),
    (_FLOODS, "完成指标", "时效指标", "预警发布时间", "≤30分钟", "20分钟"),
    (_SOIL, "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "96%"),
)

_PENSION = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
_TERMS = _rows(
    "名词 解释",
    ("财政拨款收入", "指单位从同级财政部门取得的财政预算资金。"),
    ("其他收入", "指单位取得的除上述收入以外的各项收入。"),
    ("年初结转和结余", "指以前年度尚未完成、结转到本年按有关规定继续使用的资金。"),
    ("年末结转和结余", "指单位按有关规定结转到下年或以后年度继续使用的资金。"),
    (_PENSION, "反映机关事业单位实施养老保险制度由单位缴纳的基本养老保险费支出。"),
    (
        "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）",
        "反映财政部门安排的行政单位基本医疗保险缴费经费。",
    ),
    ("农林水支出（类）水利（款）行政运行（项）", "反映行政单位的基本支出。"),
    ("农林水支出（类）水利（款）水利工程建设（项）", "反映水利工程建设支出。"),
    ("农林水支出（类）水利（款）防汛（项）", "反映防汛业务支出。"),
    ("住房保障支出（类）住房改革支出（款）住房公积金（项）", "反映行政事业单位按规定比例为职工缴纳的住房公积金。"),
    ("基本支出", "指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"),
    ("项目支出", "指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。"),
    ("“三公”经费", "指部门用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。"),
    ("机关运行经费", "指为保障行政单位运行用于购买货物和服务的各项资金。"),
)
