"""Which sheet, row and column of the workbook feeds which field: pure data, read by the reader and by `init`."""

from juesuan.model import editions, projects
from juesuan.model.sheets import Column, ColumnKind, FixedRow, Sheet

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


def _optional(label: str, field: str, unit: str, note: str = "") -> FixedRow:
    return FixedRow(label, field, unit=unit, note=note, optional=True)


OTHER_MATTERS = Sheet(
    "其他事项",
    "other_matters",
    (
        LABEL,
        Column("本年数", "final", ColumnKind.AMOUNT),
        Column("上年数", "last", ColumnKind.AMOUNT),
        Column("单位", "unit", ColumnKind.TEXT, note="金额行按本表的金额单位；其他行是数量单位。", width=10),
        NOTE,
    ),
    (
        FixedRow("机关运行经费", "agency_operating_costs", note="说明：与上年变动的原因。"),
        FixedRow(
            "政府采购支出总额",
            "procurement",
            parts=("procurement_goods", "procurement_works", "procurement_services"),
            note="说明：接在“主要用于”后面。",
        ),
        FixedRow("政府采购货物支出", "procurement_goods"),
        FixedRow("政府采购工程支出", "procurement_works"),
        FixedRow("政府采购服务支出", "procurement_services"),
        FixedRow("授予中小企业合同金额", "procurement_small_medium"),
        FixedRow("授予小微企业合同金额", "procurement_micro"),
        FixedRow(
            "人员编制",
            "establishment",
            unit="名",
            required=True,
            parts=(
                "establishment_administrative",
                "establishment_civil_service_managed",
                "establishment_institutional",
                "establishment_workers",
                "establishment_political_legal",
            ),
        ),
        FixedRow(
            "在编人员",
            "staff",
            unit="人",
            required=True,
            parts=(
                "staff_administrative",
                "staff_civil_service_managed",
                "staff_institutional",
                "staff_workers",
                "staff_political_legal",
            ),
        ),
        FixedRow("行政人员", "staff_administrative", unit="人"),
        FixedRow("参公人员", "staff_civil_service_managed", unit="人"),
        FixedRow("事业人员", "staff_institutional", unit="人", parts=("staff_managerial", "staff_professional")),
        FixedRow("工勤人员", "staff_workers", unit="人"),
        FixedRow("调入人员", "staff_joined", unit="人"),
        FixedRow("调出人员", "staff_left", unit="人"),
        FixedRow("因公出国（境）团组", "overseas_groups", unit="个"),
        FixedRow("因公出国（境）人次", "overseas_persons", unit="人次"),
        FixedRow("购置公务用车", "vehicles_bought", unit="辆"),
        FixedRow(
            "公务用车保有量",
            "vehicles_held",
            unit="辆",
            parts=("sedans", "off_road_vehicles", "passenger_vehicles", "special_vehicles"),
        ),
        FixedRow("轿车", "sedans", unit="辆"),
        FixedRow("越野车", "off_road_vehicles", unit="辆"),
        FixedRow("载客汽车", "passenger_vehicles", unit="辆"),
        FixedRow("国内公务接待批次", "domestic_reception_batches", unit="批次"),
        FixedRow("国内公务接待人次", "domestic_reception_persons", unit="人次"),
        FixedRow("外事接待批次", "foreign_reception_batches", unit="批次"),
        FixedRow("外事接待人次", "foreign_reception_persons", unit="人"),
        FixedRow(
            "车辆",
            "assets_vehicles",
            unit="辆",
            parts=(
                "assets_ministerial_vehicles",
                "assets_official_vehicles",
                "assets_enforcement_vehicles",
                "assets_special_vehicles",
                "assets_other_vehicles",
                "assets_leaders_vehicles",
                "assets_courier_vehicles",
                "assets_emergency_vehicles",
                "assets_retirees_vehicles",
            ),
        ),
        FixedRow(
            "部级领导干部用车",
            "assets_ministerial_vehicles",
            unit="辆",
            also=("副部（省）级及以上领导用车",),
        ),
        FixedRow("一般公务用车", "assets_official_vehicles", unit="辆"),
        FixedRow("一般执法执勤用车", "assets_enforcement_vehicles", unit="辆", also=("执法执勤用车",)),
        FixedRow("特种专业技术用车", "assets_special_vehicles", unit="辆"),
        FixedRow("其他用车", "assets_other_vehicles", unit="辆"),
        FixedRow("单价50万元以上通用设备", "general_equipment", unit="台（套）"),
        FixedRow("单价100万元以上专用设备", "special_equipment", unit="台（套）"),
        # What only some units and forms have: rows that a workbook may lack.
        _optional("政法专项人员", "staff_political_legal", "人", "使用政法专项编制的人员。"),
        _optional("管理人员", "staff_managerial", "人", "与专业技术人员合起来等于事业人员。"),
        _optional("专业技术人员", "staff_professional", "人", "事业人员里的专业技术岗位。"),
        _optional("离休人员", "retired_veterans", "人", "不算在编人员。"),
        _optional("行政编制", "establishment_administrative", "名", "各类编制填了就合起来等于人员编制。"),
        _optional("参公编制", "establishment_civil_service_managed", "名"),
        _optional("事业编制", "establishment_institutional", "名"),
        _optional("工勤编制", "establishment_workers", "名"),
        _optional("政法专项编制", "establishment_political_legal", "名"),
        _optional("特种车辆", "special_vehicles", "辆", "公务用车保有量里轿车、越野车、载客汽车以外的。"),
        _optional("主要负责人用车", "assets_leaders_vehicles", "辆", "2022年起的车辆分类，填了就按新的分类写。"),
        _optional("机要通信用车", "assets_courier_vehicles", "辆"),
        _optional("应急保障用车", "assets_emergency_vehicles", "辆"),
        _optional("离退休干部服务用车", "assets_retirees_vehicles", "辆"),
        _optional(
            "单价100万元（含）以上设备（不含车辆）",
            "large_equipment",
            "台（套）",
            "填了就写这一项，不写上面两项设备。",
        ),
        FixedRow(
            "下属单位",
            "subordinates",
            unit="个",
            parts=(
                "subordinates_administrative",
                "subordinates_civil_service_managed",
                "subordinates_institutional",
            ),
            note="纳入本部门决算的二级预算单位；名单写在文字材料“下属单位”下，一段一个。",
            optional=True,
        ),
        _optional("下属行政单位", "subordinates_administrative", "个"),
        _optional("下属参公单位", "subordinates_civil_service_managed", "个"),
        _optional("下属事业单位", "subordinates_institutional", "个"),
    ),
    money=True,
    intro="对应财决附03表等：机关运行经费、政府采购、人员、车辆、接待批次人次、设备。",
)

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

INDICATORS = Sheet(
    "业务指标",
    "indicators",
    (
        Column(
            "名称", "name", ColumnKind.TEXT, required=True, note="文字材料里用 {{ 业务.名称 }} 引用。", width=30
        ),
        Column("数值", "value", ColumnKind.NUMBER, required=True),
        Column("计量单位", "unit", ColumnKind.TEXT, required=True, width=12),
        Column("上年数值", "last", ColumnKind.NUMBER),
        Column(
            "复核数值",
            "again",
            ColumnKind.NUMBER,
            note="请另一人对照原件再录一遍，两次不同程序会指出；不复核就空着。",
        ),
        Column("分组", "group", ColumnKind.TEXT, note="同组的行计算占比；{{ 业务.名称.占比 }}。", width=20),
        Column(
            "组内作用",
            "role",
            ColumnKind.TEXT,
            choices=(GROUP_TOTAL, GROUP_PART),
            note="合计行是同组占比的分母。",
            width=12,
        ),
    ),
    intro="文字里要用的业务数字：写在这里一次，文字里只引用名称，改一处全文都改。",
)

_NEWER = "2022年起的版式用；以前的版式空着。"
_PUBLISHED = "2022年起公开的自评表用，填了其中一格就印那一种表。"


def _fund_columns() -> tuple[Column, ...]:
    """The columns of money by source that only the table of 2022 asks for, such as 年初预算数中单位资金."""
    older = {
        projects.fund_field(line, source) for line in ("预算数", "执行数") for source in ("财政拨款", "其他资金")
    }
    pairs = ((line, source) for line in projects.BUDGET_LINES for source in projects.SOURCES)
    return tuple(
        Column(f"{line}中{source}", field, ColumnKind.AMOUNT, note=f"{_PUBLISHED}没有的空着。", optional=True)
        for line, source in pairs
        if (field := projects.fund_field(line, source)) not in older
    )


PROJECTS = Sheet(
    "绩效项目",
    "projects",
    (
        Column("项目名称", "name", ColumnKind.TEXT, required=True, width=40),
        Column("年初预算数", "initial_budget", ColumnKind.AMOUNT, note=_NEWER, optional=True),
        Column(
            "预算数", "budget", ColumnKind.AMOUNT, required=True, note="调整后的全年预算数。", also=("全年预算数",)
        ),
        Column("预算数中财政拨款", "budget_fiscal", ColumnKind.AMOUNT),
        Column("预算数中其他资金", "budget_other", ColumnKind.AMOUNT),
        Column("执行数", "executed", ColumnKind.AMOUNT, required=True),
        Column("执行数中财政拨款", "executed_fiscal", ColumnKind.AMOUNT),
        Column("执行数中其他资金", "executed_other", ColumnKind.AMOUNT),
        Column("差异原因", "reason", ColumnKind.PROSE, note="接在“主要原因是”后面，不写句号。", width=44),
        Column(
            "预算执行得分",
            "execution_score",
            ColumnKind.NUMBER,
            note=f"{_NEWER}空着就按执行率计算，最高10分。",
            optional=True,
        ),
        Column("自评得分", "score", ColumnKind.NUMBER),
        Column("自评等级", "grade", ColumnKind.TEXT, choices=GRADES, width=10),
        *_fund_columns(),
        Column(
            "主管部门",
            "authority",
            ColumnKind.TEXT,
            note=f"{_PUBLISHED}空着就是本部门。",
            optional=True,
        ),
        Column(
            "实施单位",
            "performer",
            ColumnKind.TEXT,
            note=f"{_PUBLISHED}空着就是本部门。",
            optional=True,
        ),
        Column("项目负责人", "leader", ColumnKind.TEXT, note=_PUBLISHED, optional=True),
        Column("财务负责人", "finance_officer", ColumnKind.TEXT, note=_PUBLISHED, optional=True),
    ),
    money=True,
    intro="一个项目一行，报告按此顺序排列；项目的文字写在文字材料“项目：名称”下。没有项目可以一行不填。"
    "右边从“年初预算数中财政拨款”起，是2022年起公开的自评表才有的。",
)

PERFORMANCE_INDICATORS = Sheet(
    "绩效指标",
    "performance_indicators",
    (
        Column("项目名称", "project", ColumnKind.TEXT, required=True, note="与“绩效项目”表一致。", width=40),
        Column("一级指标", "first", ColumnKind.TEXT, required=True),
        Column("二级指标", "second", ColumnKind.TEXT, required=True),
        Column("三级指标", "third", ColumnKind.TEXT, required=True, width=30),
        Column("预期指标值", "expected", ColumnKind.PROSE, width=30, also=("指标值", "年度指标值")),
        Column("实际完成指标值", "actual", ColumnKind.PROSE, width=30, also=("完成值", "实际完成值")),
        Column(
            "指标性质",
            "nature",
            ColumnKind.TEXT,
            choices=projects.NATURES,
            note=f"{_PUBLISHED}预期指标值写成“≥95%”的，可以空着。",
            width=12,
            optional=True,
        ),
        Column(
            "度量单位",
            "measure",
            ColumnKind.TEXT,
            note=f"{_PUBLISHED}预期指标值写成“≥95%”的，可以空着。",
            width=12,
            optional=True,
        ),
        Column(
            "权重", "weight", ColumnKind.NUMBER, note=f"{_NEWER}一个项目各指标合计90分。", width=10, optional=True
        ),
        Column("得分", "score", ColumnKind.NUMBER, note=_NEWER, width=10, optional=True),
        Column(
            "偏差原因", "reason", ColumnKind.PROSE, note=f"{_NEWER}没有得满分的写明。", width=30, optional=True
        ),
    ),
    intro="项目支出绩效目标完成情况表、绩效自评表的指标行。",
)

TERMS = Sheet(
    "名词解释",
    "terms",
    (
        Column("名词", "name", ColumnKind.TEXT, required=True, width=44),
        Column("解释", "meaning", ColumnKind.PROSE, required=True, width=90),
    ),
    intro="按此顺序编号印出；只列本报告用到的。解释从“指”“反映”写起，写句号。",
)

EXPLANATIONS = Sheet(
    "出错说明",
    "explanations",
    (
        Column("代码", "code", ColumnKind.TEXT, required=True, note="问题的代码，如 C305。", width=12),
        Column(
            "位置",
            "place",
            ColumnKind.TEXT,
            required=True,
            note="问题的位置，照抄，如 〔财政拨款收支〕D14。",
            width=34,
        ),
        Column(
            "差额",
            "difference",
            ColumnKind.TEXT,
            note="问题写明的差额，照抄；以后差额变了，说明就不再算数。",
            width=24,
        ),
        Column("说明", "reason", ColumnKind.TEXT, required=True, note="为什么这样是对的。", width=90),
    ),
    intro="核对提出的问题确有原因时，在这里写明原因；前三格可以从核对报告里复制。写明了的问题照样列出，但不再算没有解决。",
)

SHEETS = (
    DEPARTMENT,
    REVENUE_EXPENDITURE,
    FISCAL_APPROPRIATION,
    FUNCTIONAL_ITEMS,
    BASIC_EXPENDITURE,
    THREE_PUBLIC,
    OTHER_MATTERS,
    REVENUE_ITEMS,
    EXPENDITURE_ITEMS,
    DETAIL_ITEMS,
    INDICATORS,
    PROJECTS,
    PERFORMANCE_INDICATORS,
    TERMS,
    EXPLANATIONS,
)

FUNCTION_CLASSES = frozenset(map(str, (*range(201, 218), *range(219, 225), 227, *range(229, 235))))
"""The classes of 政府收支分类科目, expenditure by function; a code that begins otherwise does not exist."""

ECONOMIC_CLASSES = {
    "301": "工资福利支出",
    "302": "商品和服务支出",
    "303": "对个人和家庭的补助",
    "307": "债务利息及费用支出",
    "309": "资本性支出（基本建设）",
    "310": "资本性支出",
    "311": "对企业补助（基本建设）",
    "312": "对企业补助",
    "313": "对社会保障基金补助",
    "399": "其他支出",
}
"""The classes of 政府收支分类科目, expenditure of departments by economic classification."""

GOVERNMENT_CLASSES = {
    "501": "机关工资福利支出",
    "502": "机关商品和服务支出",
    "503": "机关资本性支出",
    "504": "机关资本性支出（基本建设）",
    "505": "对事业单位经常性补助",
    "506": "对事业单位资本性补助",
    "507": "对企业补助",
    "508": "对企业资本性支出",
    "509": "对个人和家庭的补助",
    "510": "对社会保障基金补助",
    "511": "债务利息及费用支出",
    "599": "其他支出",
}
"""The classes of 政府收支分类科目, expenditure of the government by economic classification."""
