"""Units of each kind that reports in a county: department, single unit, township, school, hospital, units below.

Each is made of a department of the other tests by what makes it another kind; every table ties.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from juesuan.model import editions
from juesuan.year.blank_workbook import Content, Entry
from tests.support import builder, county_school, water_office
from tests.support.builder import Texts
from tests.support.water_office import Value

Kind = tuple[Content, Texts]
"""The workbook and the texts of a unit."""


def department() -> Kind:
    """A department with a list of its staff by kinds."""
    content = _others(water_office.department(), {"行政编制": 14, "事业编制": 3, "工勤编制": 1, "离休人员": 1})
    return content, water_office.texts(content)


def unit() -> Kind:
    """A single unit without a report on 整体支出 of its own."""
    content = _named(water_office.department(), "青禾县水政监察大队", "县监察大队", "参照公务员法管理的事业单位")
    content = _about(content, {"单位自称": "", "部门或单位": "单位", "整体支出绩效自评": "否"})
    return content, _without(water_office.texts(content), "整体支出绩效自评报告")


def township() -> Kind:
    """A township: duties of party and government, reports that keep 重点工作, people of several kinds."""
    content = _named(water_office.department(), "青禾县柳河镇人民政府", "柳河镇", "行政单位")
    content = _about(content, {"单位自称": "我镇", "重点工作": "是"})
    duties = (
        "# （一）党委主要职能",
        "宣传和执行党的路线方针政策。",
        "# （二）政府主要职能",
        "组织实施全镇经济社会发展规划。",
    )
    return content, water_office.texts(content, 主要职能=duties)


def school() -> Kind:
    """A school: revenue of its own, professional staff, no operating costs of an agency."""
    content = _about(county_school.department(), {"部门或单位": "单位"})
    content = _others(content, {"管理人员": 12, "专业技术人员": 146, "事业编制": 164, "工勤编制": 4})
    return content, water_office.texts(content, 重点工作完成情况=("在校学生{{ 业务.在校学生 }}。",))


def hospital() -> Kind:
    """A hospital: revenue of its own, ambulances, large equipment, vehicles as they are listed since 2022."""
    content = _named(water_office.department(), "青禾县人民医院", "县人民医院", "事业单位")
    content = _about(content, {"单位自称": "我院", "部门或单位": "单位"})
    content = _with_own_revenue(_of_health(content), Decimal(86500000), Decimal(81200000))
    content = _with_ambulances(content)
    content = _others(
        content,
        {"事业编制": 320, "管理人员": 18, "专业技术人员": 280, "单价100万元（含）以上设备（不含车辆）": 6},
    )
    return content, water_office.texts(content, 重点工作完成情况=("全年收治病人增多。",))


def with_units_below() -> Kind:
    """A department with three units below, counted and listed."""
    content = _others(water_office.department(), {"下属单位": 3, "下属参公单位": 1, "下属事业单位": 2})
    below = ("青禾县水政监察大队", "青禾县水文站", "青禾县水土保持站")
    return content, water_office.texts(content, 下属单位=below)


KINDS: Mapping[str, Callable[[], Kind]] = {
    "部门": department,
    "单位": unit,
    "乡镇": township,
    "学校": school,
    "医院": hospital,
    "有下属单位": with_units_below,
}


def in_form(kind: Kind, edition: str) -> Kind:
    """The same unit in the form of an edition, with what the form asks for besides."""
    content, texts = kind
    form = editions.named(edition)
    newer = form.scored is not None
    content = _about(content, dict.fromkeys(form.required_rows, "023-12345678"))
    content = _nil(content, form.printed_rows)
    content = _about(
        content,
        {"版式": edition, "年度": 2022 if newer else 2021, "公开日期": "2023-9-5" if newer else "2022-9-5"},
    )
    return (_scored(content) if newer else content), texts


# ---- cells changed


def _nil(content: Content, rows: Iterable[str]) -> Content:
    """The content with nil in the rows, such as 收入支出.上级补助收入, that it does not have."""
    for sheet, _, row in (each.partition(".") for each in rows):
        if all(each["项目"] != row for each in content[sheet]):
            content = builder.added(content, sheet, {"项目": row, "本年决算数": 0, "上年决算数": 0})
    return content


def _about(content: Content, told: Mapping[str, Value]) -> Content:
    rows = {str(row["项目"]): row["内容"] for row in content["基本信息"]} | dict(told)
    return {**content, "基本信息": [{"项目": label, "内容": value} for label, value in rows.items()]}


def _named(content: Content, name: str, short: str, kind: str) -> Content:
    return _about(content, {"单位全称": name, "单位简称": short, "单位性质": kind})


def _others(content: Content, counted: Mapping[str, int]) -> Content:
    rows: list[Entry] = [{"项目": label, "本年数": value} for label, value in counted.items()]
    return builder.added(content, "其他事项", *rows)


def _changed(
    content: Content, sheet: str, rows: Mapping[str, tuple[Value, ...]], columns: tuple[str, ...]
) -> Content:
    for row, values in rows.items():
        for column, value in zip(columns, values, strict=True):
            content = builder.changed(content, sheet, row, column, value)
    return content


def _without(texts: Texts, name: str) -> Texts:
    return {key: value for key, value in texts.items() if key != name}


# ---- a hospital

_HEALTH = {
    "农林水支出（类）水利（款）行政运行": "卫生健康支出（类）公立医院（款）综合医院",
    "农林水支出（类）水利（款）水利工程建设": "卫生健康支出（类）公立医院（款）其他公立医院支出",
    "农林水支出（类）水利（款）防汛": "卫生健康支出（类）公共卫生（款）重大公共卫生服务",
}


_WORK_OF_HEALTH = {
    "青禾河治理工程": "住院楼改造工程",
    "山洪灾害防治经费": "传染病防治经费",
    "水土保持宣传经费": "健康宣传经费",
    "汛期较短": "疫情平稳",
    "治理河道长度": "改造病房面积",
    "保护沿河农户": "改善就医的病人",
}


def _term_of_health(name: str) -> str:
    return next((name.replace(old, new) for old, new in _HEALTH.items() if old in name), name)


def _work_of_health(value: Value) -> Value:
    for old, new in _WORK_OF_HEALTH.items():
        value = value.replace(old, new) if isinstance(value, str) else value
    return value


def _of_health(content: Content) -> Content:
    """The water office's spending as that of a hospital."""
    renamed = {
        "2130301": ("2100201", "综合医院"),
        "2130305": ("2100299", "其他公立医院支出"),
        "2130314": ("2100409", "重大公共卫生服务"),
        "21303": ("21002", "公立医院"),
    }
    rows: list[Entry] = []
    for row in content["支出科目"]:
        code, name = renamed.get(str(row["科目编码"]), (str(row["科目编码"]), str(row["科目名称"])))
        rows += [{"科目编码": "21004", "科目名称": "公共卫生"}] if code == "2100409" else []
        rows += [{**row, "科目编码": code, "科目名称": name}] if code != "213" else []
    terms = [{**row, "名词": _term_of_health(str(row["名词"]))} for row in content["名词解释"]]
    items = sorted(rows, key=lambda row: str(row["科目编码"]))
    costs = {"机关运行经费": (0, 0, "")}
    content = {**content, "支出科目": items, "名词解释": terms}
    content = {
        sheet: [{head: _work_of_health(value) for head, value in row.items()} for row in rows]
        for sheet, rows in content.items()
    }
    return _changed(content, "其他事项", costs, ("本年数", "上年数", "说明"))


def _with_own_revenue(content: Content, now: Decimal, before: Decimal) -> Content:
    """The unit earns and spends so much beside, this year and last, in 元."""
    rows = {str(row["项目"]): row for row in content["收入支出"]}
    grown = ("事业收入", "本年收入合计", "收入总计", "基本支出", "本年支出合计", "支出总计")
    totals = {
        label: (Decimal(rows[label]["本年决算数"]) + now, Decimal(rows[label].get("上年决算数") or 0) + before)
        for label in grown
    }
    content = _changed(content, "收入支出", totals, ("本年决算数", "上年决算数"))
    reasons = dict.fromkeys(("收入总计", "支出总计"), ("医疗收入增加",))
    content = _changed(content, "收入支出", reasons, ("变动原因",))
    people = {
        "人员编制": (320, 320),
        "在编人员": (298, 299),
        "行政人员": (0, 0),
        "事业人员": (298, 299),
        "工勤人员": (0, 0),
    }
    return _changed(content, "其他事项", people, ("本年数", "上年数"))


def _with_ambulances(content: Content) -> Content:
    """Two ambulances, which cost as much as they did last year and as was planned."""
    cost = Decimal(60000)
    kept = (cost, cost, cost)
    rows = {
        "“三公”经费合计": (cost, cost + 5000, cost + 3000),
        "公务用车购置及运行维护费": kept,
        "公务用车运行维护费": kept,
    }
    content = _changed(content, "三公经费", rows, ("本年决算数", "调整预算数", "上年决算数"))
    content = builder.changed(
        content, "三公经费", "公务用车运行维护费", "说明", "急救转运所需的燃料费、维修费、保险费等支出"
    )
    counted = {"公务用车保有量": (2, 2), "车辆": (2, 2), "特种专业技术用车": (2, 2)}
    content = _changed(content, "其他事项", counted, ("本年数", "上年数"))
    newer = ("主要负责人用车", "机要通信用车", "应急保障用车", "离退休干部服务用车")
    content = builder.added(content, "其他事项", {"项目": "特种车辆", "本年数": 2, "上年数": 2})
    return _others(content, dict.fromkeys(newer, 0))


# ---- what the newer form asks for


def _scored(content: Content) -> Content:
    """First budgets, weights and scores: an indicator scores its weight, the execution by its rate."""
    projects: list[Entry] = []
    for row in content["绩效项目"]:
        executed, budget = Decimal(row["执行数"]), Decimal(row["预算数"])
        score = 90 + (10 * executed / budget).quantize(Decimal("0.01"))
        projects.append({**row, "年初预算数": budget, "自评得分": score, "自评等级": "优"})
    names = [str(row["项目名称"]) for row in content["绩效指标"]]
    indicators: list[Entry] = []
    for place, row in enumerate(content["绩效指标"]):
        share, rest = divmod(90, names.count(names[place]))
        weight = share + (rest if names.index(names[place]) == place else 0)
        indicators.append({**row, "权重": weight, "得分": weight})
    return {**content, "绩效项目": projects, "绩效指标": indicators}
