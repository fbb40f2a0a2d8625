"""What each tag means, for the officer: data beside the vocabulary, by the names that it makes.

A name here is the vocabulary's own: 绩效项目[].名称 is 名称 of each member of the list 绩效项目.
"""

import re
from collections.abc import Mapping

from juesuan.model import workbook_form
from juesuan.model.projects import BUDGET_LINES, SOURCES
from juesuan.wording import example

LOOPS = {
    "支出大类": "大类", "支出科目": "科目", "绩效项目": "绩效", "指标": "指标", "名词解释": "条", "附件": "报告",
}  # fmt: skip
"""What the templates call each member of a list, by the list's name; a paragraph is a ``PARAGRAPH``."""
PARAGRAPH = "段"

MEMBERS: Mapping[str, str] = {
    "数": "只有数字，不带单位",
    "元": "以元为单位，到分",
    "上年": "上年的数",
    "增减额": "比上年增加或减少多少；相等就是持平",
    "增减率": "比上年增长或下降百分之几；上年为零时没有",
    "同比": "增减额和增减率连成一句，用“增长、下降”；不知道上年数时，用表里“与上年比较”一栏的话",
    "增减情况": "与“同比”一样，用“增加、减少”",
    "比": "“同比”前面的“比”或“与”",
    "较": "“同比”前面的“较”或“与”",
    "已填": "只用在条件里：这一格填了，填的是零也算",
    "各": "收入、支出一起说时，“同比”前面的“各”或“均”",
    "占比": "占合计的百分比",
    "及占比": "金额连同占比",
    "预算": "预算数",
    "完成率": "完成预算的百分比；没有预算或预算为零时没有",
    "预算对比": "与预算数相比：大于、小于、持平",
    "说明": "表里“说明”一栏的话",
    "变动原因": "表里“变动原因”一栏的话",
    "差异原因": "表里“与预算差异原因”一栏的话",
}
"""The meanings of what may follow the name of a number, in Chinese."""

_TOTAL = "，按〔基本信息〕的总计口径"
_CHARTS = {
    "收支总计": "收入总计、支出总计与上年对比的柱形图",
    "收入结构": "本年收入的饼图",
    "支出结构": "本年支出的饼图",
    "财政拨款收支总计": "财政拨款收入总计、支出总计与上年对比的柱形图",
    "一般公共预算支出": "一般公共预算财政拨款支出与上年对比的柱形图",
    "一般公共预算支出结构": "一般公共预算财政拨款支出各类的饼图",
    "三公经费结构": "“三公”经费各项的饼图",
}
_TEXTS = {
    "主要职能", "重点工作完成情况", "机构设置", "下属单位", "国内公务接待具体内容", "预算绩效管理情况",
    "整体支出绩效自评报告",
}  # fmt: skip
_PROJECT = {
    "预算数": "全年预算数",
    "执行数": "执行数",
    "完成率": "执行数占预算数的百分比",
    "差额": "预算数与执行数相差多少",
    "年初预算数": "年初预算数",
    **{f"{line}中{source}": f"{line}里的{source}" for line in BUDGET_LINES for source in SOURCES},
    **{f"{source}执行率": f"{source}的执行数占预算数的百分比；预算数为零时没有" for source in SOURCES},
    "预算执行得分": "预算执行的得分，没有填就按执行率算",
    "得分": "自评得分",
    "等级": "自评等级",
    "公开样式": "填了2022年起公开的自评表才有的栏，就是“是”，下面几个名称也才有；没有填就没有",
    "主管部门": "主管部门；没有填就是单位全称",
    "实施单位": "实施单位；没有填就是单位全称",
    "项目负责人": "项目负责人",
    "财务负责人": "财务负责人",
}
_PROJECT_TEXTS = (
    "实施内容及过程概述", "评价结论", "项目综述", "发现的主要问题", "下一步改进措施", "预期目标", "实际完成目标",
    "自评报告",
)  # fmt: skip
_INDICATOR = {
    "一级": "一级指标", "二级": "二级指标", "三级": "三级指标", "预期值": "预期指标值", "实际值": "实际完成指标值",
    "权重": "权重", "得分": "得分", "偏差原因": "偏差原因",
    "一级合并": "一级指标，与上一行相同的，这一格并入上一格",
    "二级合并": "二级指标，与上一行相同的，这一格并入上一格",
    "性质": "指标性质；没有填就取预期指标值开头的符号",
    "指标值": "预期指标值，不带符号和度量单位",
    "单位": "度量单位；没有填就取预期指标值的单位",
    "完成值": "实际完成指标值，不带度量单位",
}  # fmt: skip

NAMES: Mapping[str, str] = {
    "年度": "报告的年度",
    "上年度": "上一年",
    "单位.全称": "〔基本信息〕单位全称",
    "单位.简称": "〔基本信息〕单位简称；没有填就是全称",
    "单位.自称": "〔基本信息〕单位自称；没有填就是“本部门”，单位是“本单位”",
    "单位.部门或单位": "〔基本信息〕部门或单位；没有填就是“部门”",
    "单位.地区": "〔基本信息〕地区",
    "单位.编码": "〔基本信息〕预算单位编码",
    "单位.监督索引号": "〔基本信息〕监督索引号；没有填就没有",
    "单位.保密审查": "〔基本信息〕保密审查；没有填就没有",
    "单位.联系方式": "〔基本信息〕联系方式；没有填就没有",
    "单位.公开日期": "〔基本信息〕公开日期；没有填就没有",
    "单位.是单位": "只用在条件里：〔基本信息〕部门或单位填的是“单位”",
    "单位.无机关运行经费": "只用在条件里：事业单位，〔其他事项〕机关运行经费没有填，或者是零",
    "单位.整体自评": "只用在条件里：有整体支出绩效自评报告",
    "单位.保留重点工作": "只用在条件里：〔基本信息〕重点工作填的是“是”",
    "单位.职能分列": "只用在条件里：〔文字材料〕主要职能下面分了小标题",
    "单位.重点工作序号": "主要职能分了小标题时，重点工作接着编的序号",
    "单位.自评得分": "〔基本信息〕整体支出自评得分",
    "单位.自评等级": "〔基本信息〕整体支出自评等级",
    "总计口径.收入总计": f"收入总计{_TOTAL}",
    "总计口径.支出总计": f"支出总计{_TOTAL}",
    "总计口径.财政拨款收入总计": f"财政拨款收入总计{_TOTAL}",
    "总计口径.财政拨款支出总计": f"财政拨款支出总计{_TOTAL}",
    "总计口径.收支总计": "收入总计、支出总计（两年都相等时可以合起来说）",
    "总计口径.财政拨款总计": "财政拨款收入总计、支出总计（两年都相等时可以合起来说）",
    "总计口径.收支变动原因": "〔收入支出〕收入总计、支出总计两行的变动原因，相同的只说一次",
    "总计口径.收支变动方向": "收入总计、支出总计都增加是“增加”，都减少是“减少”，不一致就没有",
    "总计口径.财政拨款变动原因": "〔财政拨款收支〕收入总计、支出总计两行的变动原因，相同的只说一次",
    "总计口径.财政拨款变动方向": "财政拨款收入总计、支出总计都增加是“增加”，都减少是“减少”，不一致就没有",
    "基本支出.合计": "人员经费与公用经费之和",
    "基本支出.人员经费": "〔基本支出〕人员经费合计",
    "基本支出.公用经费": "〔基本支出〕公用经费合计",
    "基本支出.人员经费名单": "〔基本支出〕有金额的人员经费科目，用顿号连起来",
    "基本支出.公用经费名单": "〔基本支出〕有金额的公用经费科目，用顿号连起来",
    "其他事项.在编人员构成": "〔其他事项〕各类在编人员的人数，没有的类不说",
    "其他事项.人员编制构成": "〔其他事项〕各类编制的名额，没有填的类不说",
    "其他事项.下属单位构成": "〔其他事项〕各类下属单位的个数，没有的类不说",
    "其他事项.新车辆分类": "只用在条件里：〔其他事项〕填了2022年起的车辆分类",
    "支出大类": "一般公共预算支出的各个类，一类一次",
    "支出大类[]": "这一类的支出",
    "支出大类[].名称": "这一类的名称",
    "支出大类[].类名": "这一类的名称，末尾不带“支出”二字",
    "支出科目": "〔支出科目〕一般公共预算的末级科目，一个一次",
    "支出科目[]": "这个科目的支出",
    "支出科目[].名称": "这个科目的类、款、项名称",
    "支出科目[].用途": "〔支出科目〕“用途”一栏的话",
    "绩效项目个数": "〔绩效项目〕有几个项目",
    "绩效项目": "〔绩效项目〕的项目，一个一次",
    "绩效项目[].名称": "项目名称",
    "绩效项目[].全名": "项目名称，末尾带“项目”二字",
    "绩效项目[].预算对比": "执行数与预算数相比：大于、小于、持平",
    "绩效项目[].差异原因": "〔绩效项目〕差异原因",
    "绩效项目[].指标": "〔绩效指标〕里这个项目的指标，一行一次",
    "名词解释": "〔名词解释〕的名词，一个一次",
    "名词解释[].名词": "名词",
    "名词解释[].解释": "解释",
    "附件": "报告后面的附件，一份一次；自评报告的项目是“报告.绩效”，后面接“绩效项目”里的名称",
    "附件[].序号": "第几份附件",
    "附件[].项目": "自评报告的项目名称；整体支出的没有",
    "附件[].绩效": "这份自评报告的项目；整体支出的没有",
    "附件[].正文": "〔文字材料〕里自评报告的段落，一段一次",
    "附件[].原文": "“附件”文件夹里现成的报告放在这里，要独占一段；没有现成的就没有",
    **{f"图.{name}": f"{words}；没有数就不画" for name, words in _CHARTS.items()},
    **{f"图.{name}.说明": "不画图时代替图的一句话" for name in _CHARTS},
    **{f"文字.{name}": f"〔文字材料〕标题“{name}”下的段落，一段一次" for name in _TEXTS},
    **{f"绩效项目[].{name}": f"〔绩效项目〕{words}" for name, words in _PROJECT.items()},
    **{f"绩效项目[].{name}": f"〔文字材料〕项目的“{name}”，一段一次" for name in _PROJECT_TEXTS},
    **{f"绩效项目[].指标[].{name}": f"〔绩效指标〕{words}" for name, words in _INDICATOR.items()},
    **{
        f"{sheet.name}.{item.tag}": f"〔{sheet.name}〕{item.label}"
        for sheet in (
            workbook_form.REVENUE_EXPENDITURE,
            workbook_form.FISCAL_APPROPRIATION,
            workbook_form.THREE_PUBLIC,
            workbook_form.OTHER_MATTERS,
        )
        for item in sheet.items
    },
}
"""The meanings of the names that are the same for each department, in Chinese."""

_OWN: Mapping[str, str] = {
    r"业务\.(\w+)合计": "〔业务指标〕分组“{}”各分项之和，或名称就叫“{}合计”的一行",
    r"业务\.(\w+)": "〔业务指标〕“{}”一行",
    r"项目\.(\w+)": "〔绩效项目〕“{}”的项目名称",
    r"共用\.(\w+)": "〔文字材料〕共用文字“{}”",
    r"科目\.(\w+)类?": "〔支出科目〕编码 {} 的支出",
}
"""The meanings of the names that are the department's own, by the pattern of the name."""
_EXAMPLES = {"业务": example.INDICATOR, "项目": example.PROJECT, "共用": example.TEXT, "科目": example.ITEM}
_PARAGRAPHS = {"文字": "这一段的文字", "级别": "这一段是几级标题；不是标题就是 0"}


def of(name: str) -> str | None:
    """The meaning of the tag of that name, in Chinese; None where nobody has said it."""
    name = re.sub(r"^附件\[\]\.绩效\.", "绩效项目[].", name)
    if name in NAMES:
        return NAMES[name]
    for pattern, words in _OWN.items():
        if match := re.fullmatch(pattern, name):
            return words.format(match[1], match[1])
    if match := re.fullmatch(r"项目\.\w+\.(\w+)", name):
        return f"〔绩效项目〕{_PROJECT[match[1]]}" if match[1] in _PROJECT else None
    above, _, last = name.rpartition(".")
    if above.endswith("[]") and last in _PARAGRAPHS and above.removesuffix("[]") in NAMES:
        return _PARAGRAPHS[last]
    return MEMBERS.get(last) if above and of(above) else None


def general(name: str) -> str:
    """The name in the example that stands for a department's own name."""
    parts = name.split(".")
    if parts[0] in _EXAMPLES and len(parts) > 1:
        parts[1] = _EXAMPLES[parts[0]]
    return ".".join(parts)


def is_member(name: str) -> bool:
    """Whether the name is one of ``MEMBERS`` behind that of a number."""
    above, _, last = name.rpartition(".")
    own = name in NAMES or re.fullmatch(r"项目\.\w+\.\w+", name) or (above.endswith("[]") and above not in NAMES)
    return last in MEMBERS and bool(above) and not own
