"""The row lists and words of the accounts software by year: incomes, functions, economic sections, 附03."""

from decimal import Decimal

from juesuan.model import standard_names

DASHES = ("—", "一")
_SERIALS = (
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六",
    "十七", "十八", "十九", "二十", "二十一", "二十二", "二十三", "二十四", "二十五", "二十六",
)  # fmt: skip

_OF_2020 = {
    "201": "一般公共服务支出", "202": "外交支出", "203": "国防支出", "204": "公共安全支出", "205": "教育支出",
    "206": "科学技术支出", "207": "文化旅游体育与传媒支出", "208": "社会保障和就业支出", "210": "卫生健康支出",
    "211": "节能环保支出", "212": "城乡社区支出", "213": "农林水支出", "214": "交通运输支出",
    "215": "资源勘探工业信息等支出", "216": "商业服务业等支出", "217": "金融支出", "219": "援助其他地区支出",
    "220": "自然资源海洋气象等支出", "221": "住房保障支出", "222": "粮油物资储备支出",
    "223": "国有资本经营预算支出", "224": "灾害防治及应急管理支出", "229": "其他支出", "231": "债务还本支出",
    "232": "债务付息支出", "234": "抗疫特别国债安排的支出",
}  # fmt: skip
_RENAMED_2018 = {
    "207": "文化体育与传媒支出", "210": "医疗卫生与计划生育支出", "215": "资源勘探信息等支出",
    "220": "国土海洋气象等支出",
}  # fmt: skip
_NOT_YET_2018 = {"223", "224", "234"}


def _listed(names: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"{serial}、{name}", code) for serial, (code, name) in zip(_SERIALS, names.items(), strict=False)]


FUNCTIONS = {
    "2018": _listed({code: _RENAMED_2018.get(code, name) for code, name in _OF_2020.items()
                     if code not in _NOT_YET_2018}),
    "2020": _listed(_OF_2020),
    "2022": _listed(_OF_2020),
}  # fmt: skip
_EIGHT = [
    ("一、一般公共预算财政拨款收入", "general_public_revenue"),
    ("二、政府性基金预算财政拨款收入", "government_fund_revenue"),
    ("三、国有资本经营预算财政拨款收入", "state_capital_revenue"),
    ("四、上级补助收入", "superior_subsidy"),
    ("五、事业收入", "institutional_revenue"),
    ("六、经营收入", "operating_revenue"),
    ("七、附属单位上缴收入", "subordinate_remittance"),
    ("八、其他收入", "other_revenue"),
]
INCOMES = {
    "2018": [
        ("一、财政拨款收入", "fiscal"),
        ("其中：政府性基金预算财政拨款", "government_fund_revenue"),
        ("二、上级补助收入", "superior_subsidy"),
        ("三、事业收入", "institutional_revenue"),
        ("四、经营收入", "operating_revenue"),
        ("五、附属单位上缴收入", "subordinate_remittance"),
        ("六、其他收入", "other_revenue"),
    ],
    "2020": _EIGHT,
    "2022": _EIGHT,
}
RESERVES = {
    "2018": "用事业基金弥补收支差额",
    "2020": "使用非财政拨款结余",
    "2022": "使用非财政拨款结余（含专用结余）",
}


def balance_details(form: str) -> list[tuple[str, Decimal | None, str, Decimal | None]]:
    """The rows between 年初结转和结余 and 总计: until 2018 they part the balances."""
    if form != "2018":
        return [("", None, "", None)]
    return [
        ("基本支出结转", None, "基本支出结转", None),
        ("项目支出结转和结余", None, "项目支出结转和结余", None),
        ("经营结余", None, "经营结余", None),
    ]


ECONOMIC = {
    "301": {"01": "基本工资", "02": "津贴补贴", "03": "奖金", "06": "伙食补助费", "07": "绩效工资",
            "08": "机关事业单位基本养老保险缴费", "09": "职业年金缴费", "10": "职工基本医疗保险缴费",
            "11": "公务员医疗补助缴费", "12": "其他社会保障缴费", "13": "住房公积金", "14": "医疗费",
            "99": "其他工资福利支出"},
    "302": {"01": "办公费", "02": "印刷费", "03": "咨询费", "04": "手续费", "05": "水费", "06": "电费",
            "07": "邮电费", "08": "取暖费", "09": "物业管理费", "11": "差旅费", "12": "因公出国（境）费用",
            "13": "维修（护）费", "14": "租赁费", "15": "会议费", "16": "培训费", "17": "公务接待费",
            "18": "专用材料费", "24": "被装购置费", "25": "专用燃料费", "26": "劳务费", "27": "委托业务费",
            "28": "工会经费", "29": "福利费", "31": "公务用车运行维护费", "39": "其他交通费用",
            "40": "税金及附加费用", "99": "其他商品和服务支出"},
    "303": {"01": "离休费", "02": "退休费", "03": "退职（役）费", "04": "抚恤金", "05": "生活补助",
            "06": "救济费", "07": "医疗费补助", "08": "助学金", "09": "奖励金", "10": "个人农业生产补贴",
            "11": "代缴社会保险费", "99": "其他对个人和家庭的补助"},
    "307": {"01": "国内债务付息", "02": "国外债务付息", "03": "国内债务发行费用", "04": "国外债务发行费用"},
    "309": {"01": "房屋建筑物购建", "02": "办公设备购置", "03": "专用设备购置", "05": "基础设施建设",
            "06": "大型修缮", "07": "信息网络及软件购置更新", "08": "物资储备", "13": "公务用车购置",
            "19": "其他交通工具购置", "21": "文物和陈列品购置", "22": "无形资产购置", "99": "其他基本建设支出"},
    "310": {"01": "房屋建筑物购建", "02": "办公设备购置", "03": "专用设备购置", "05": "基础设施建设",
            "06": "大型修缮", "07": "信息网络及软件购置更新", "08": "物资储备", "09": "土地补偿",
            "10": "安置补助", "11": "地上附着物和青苗补偿", "12": "拆迁补偿", "13": "公务用车购置",
            "19": "其他交通工具购置", "21": "文物和陈列品购置", "22": "无形资产购置", "99": "其他资本性支出"},
    "311": {"01": "资本金注入", "99": "其他对企业补助"},
    "312": {"01": "资本金注入", "03": "政府投资基金股权投资", "04": "费用补贴", "05": "利息补贴",
            "99": "其他对企业补助"},
    "313": {"02": "对社会保险基金补助", "03": "补充全国社会保障基金", "04": "对机关事业单位职业年金的补助"},
    "399": {"07": "国家赔偿费用支出", "08": "对民间非营利组织和群众性自治组织补贴", "09": "经常性赠与",
            "10": "资本性赠与", "99": "其他支出"},
}  # fmt: skip

BUDGET_OF_THREE = {"2018": "预算数", "2020": "预算数", "2022": "全年预算数"}
THREE_PUBLIC = (
    ("（一）支出合计", "total"),
    ("1．因公出国（境）费", "overseas"),
    ("2．公务用车购置及运行维护费", "vehicles"),
    ("（1）公务用车购置费", "vehicle_purchase"),
    ("（2）公务用车运行维护费", "vehicle_running"),
    ("3．公务接待费", "receptions"),
    ("（1）国内接待费", "domestic_receptions"),
    ("其中：外事接待费", "foreign_receptions"),
    ("（2）国（境）外接待费", "abroad"),
)
VISITS = (
    ("（二）相关统计数", ""),
    ("1．因公出国（境）团组数（个）", "overseas_groups"),
    ("2．因公出国（境）人次数（人）", "overseas_persons"),
    ("3．公务用车购置数（辆）", "vehicles_bought"),
    ("4．公务用车保有量（辆）", "vehicles_held"),
    ("5．国内公务接待批次（个）", "domestic_reception_batches+foreign_reception_batches"),
    ("其中：外事接待批次（个）", "foreign_reception_batches"),
    ("6．国内公务接待人次（人）", "domestic_reception_persons+foreign_reception_persons"),
    ("其中：外事接待人次（人）", "foreign_reception_persons"),
    ("7．国（境）外公务接待批次（个）", "nil"),
    ("8．国（境）外公务接待人次（人）", "nil"),
)
_FIVE_KINDS = (
    ("1．部级领导干部用车", "assets_ministerial_vehicles"),
    ("2．一般公务用车", "assets_official_vehicles"),
    ("3．一般执法执勤用车", "assets_enforcement_vehicles"),
    ("4．特种专业技术用车", "assets_special_vehicles"),
    ("5．其他用车", "assets_other_vehicles"),
)
_EIGHT_KINDS = (
    ("1．副部（省）级及以上领导用车", "assets_ministerial_vehicles"),
    ("2．主要负责人用车", "nil"),
    ("3．机要通信用车", "nil"),
    ("4．应急保障用车", "assets_official_vehicles"),
    ("5．执法执勤用车", "assets_enforcement_vehicles"),
    ("6．特种专业技术用车", "assets_special_vehicles"),
    ("7．离退休干部服务用车", "nil"),
    ("8．其他用车", "assets_other_vehicles"),
)
_BEFORE = (("三、国有资产占用情况", ""), ("（一）车辆数合计（辆）", "assets_vehicles"))
_TWO_SIZES = (
    ("（二）单价50万元（含）以上通用设备（台，套）", "general_equipment"),
    ("（三）单价100万元（含）以上专用设备（台，套）", "special_equipment"),
)
ASSETS = {
    "2018": (*_BEFORE, *_FIVE_KINDS, *_TWO_SIZES),
    "2020": (*_BEFORE, *_EIGHT_KINDS, *_TWO_SIZES),
    "2022": (*_BEFORE, *_EIGHT_KINDS,
             ("（二）单价100万元（含）以上设备（不含车辆）（台，套）", "general_equipment+special_equipment")),
}  # fmt: skip
PROCUREMENT = (
    ("（一）政府采购支出合计", "procurement"),
    ("1．政府采购货物支出", "procurement_goods"),
    ("2．政府采购工程支出", "procurement_works"),
    ("3．政府采购服务支出", "procurement_services"),
    ("（二）政府采购授予中小企业合同金额", "procurement_small_medium"),
    ("其中：授予小微企业合同金额", "procurement_micro"),
)
STAFF = ("administrative", "civil_service_managed", "institutional", "workers")
NOTES = (
    "注：1．“三公”经费支出的统计数为一般公共预算财政拨款安排的支出，与财决08表一致。",
    "2．机关运行经费为行政单位和参照公务员法管理的事业单位的公用经费，与财决07表一致。",
    "3．资产信息与财决附01表一致。",
)


def form_number(code: str) -> str:
    """财决01-1表 of Z01_1, 财决附03表 of F03; nothing for a sheet that is no form."""
    if code[0] not in "ZF":
        return ""
    return f"财决{'附' if code[0] == 'F' else ''}{code[1:].replace('_', '-')}表"


def name_of(code: str) -> str:
    """The name of a class or section of the functional classification."""
    known = standard_names.functional().by_code.get(code)
    return known[-1].name if known else "其他"
