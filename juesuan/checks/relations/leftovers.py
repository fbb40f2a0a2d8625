"""What was left over from a form or a slip of the hand: blanks, choices not made, doubled words …"""

import re
from collections.abc import Iterator
from functools import cache

from juesuan.checks.relations.relation import NumberRelation
from juesuan.claims import ClaimedText, sayings
from juesuan.model.finished_report import Verdict

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"占(?:[^，。；\d]{0,12}的)?(?:比例|比重)?(?:为)?[%％]", "百分比没有填数"),
    (
        r"(?<!换算)(?<!转换)(?<!折算)(?:增加|减少|增长|下降|为|支出|收入|预算)\s*(?:万元|亿元)(?!的|以|左右|级|为单位)",
        "金额没有填数",
    ),
    (
        r"(?:决算|总计|合计|总额|金额|数|费|款|货物|工程|服务|均为|合同)\s*(?:万元|亿元)(?=[，。；、（）])|(?:决算|总计|合计|总额|金额|额度|数为|均为|经费)元(?=[，。；、（])|单价万元",
        "金额没有填数",
    ),
    (r"(?:增长|下降|上升|增加|减少|完成预算的?)[%％]|得分为?分(?=[，。；])", "百分比没有填数"),
    (
        r"团组个(?=[，。；])|出国（境）人次(?=[。；])|接待(?:（[^（）]{1,12}）)?批次，(?=\s*\d)|，人次（不包括|用车辆(?=[、，。；])|共有车辆辆",
        "没有填数",
    ),
    (
        r"编制名(?=[，。；])|(?:调入|调出|工作人员|行政人员|事业人员|工勤人员)人(?=[，。；（）])|(?:以上|设备)台（套）(?=[，。；、])",
        "没有填数",
    ),
    (
        r"增加[（(/／]减少[）)]?|增长[（(/／]下降[）)]?|增加或减少(?=\d)|增长或下降(?=\d)|大于[（(/／]小于|（增加/减少）|(?:增加|增长)（(?:减少|下降)）",
        "二选一没有选定",
    ),
    (
        r"(?:资金|投资|引资|收到|到位)\s*(?:万元|亿元)(?=[，。；、])|(?:项目|企业|活动)[个场](?=[，。；、])",
        "没有填数",
    ),
    (
        r"(?:结余|结转|余额|资产|负债|原值|净值|预算数?|执行数?|资金|补助|拨付|支付)(?:万元|亿元|元)(?=[，。；、（）])",
        "金额没有填数",
    ),
    (
        r"(?:学生|职工|教师|人员|干部|农户|群众|党员|对象)[人名](?=[，。；、（）])|(?:资助|培训|服务|学生|群众|农户)人次(?=，(?:占|其中|比|较))|批次[，、]人(?=[，。（])",
        "没有填数",
    ),
    (
        r"(?:轿|越野|汽)车辆(?=[、，。；])|[等签]个(?=项目|企业)|(?:新进|调入|新招录|新招聘)[位名](?=人)|(?<![其剩结业盈多\d十百千万亿几两])余(?:个|条|次|户|人次|家|项|名|亩)(?=[，。；、]|项目|企业)",
        "没有填数",
    ),
    (r"(?:执行率|完成率|合格率|覆盖率|满意度|支付率|占比)(?:为|达到?)?[%％](?=[，。；、])", "百分比没有填数"),
    (r"_{2,}|＿{2,}|[（(]\s{2,}[）)]|【\s*】|[（(]　+[）)]|〔\s*〕", "空格没有填"),
    (r"[XＸ×]{2,}|[xｘ]{2,}(?=[部单年元人家个])", "范文里的“XX”没有换成实际内容"),
    (r"(?:……|\.{6,})(?:.*(?:……|\.{6,}))?", "省略号处没有填写"),
    (r"[（(]\s*[注说]明?\s*[:：](?![^（）()]*(?:\d\s*[万亿]?元|四舍五入|尾差))", "范文里的填写说明没有删"),
    (r"请在此处|此处填写|请填写|示例[:：]|〔待确认〕|〔待填〕|待补充|同上年一样填", "提示文字没有换成实际内容"),
    (
        r"主要是主要|原因主要是是|是是|的的|了了|为为|主要原因是主要原因|主要原因是原因|原因是主要原因|原因是一是|和和|万元万元|元元|年年度|。。|，，|；；|、、|，。|：。|，；",
        "字词或标点重复",
    ),
    (r"(?:原因是|原因为|主要是|其中[:：]?)[。；]", "后面没有内容"),
    (r"(?<=[计为支入共达])[,，](?=\d{3}(?:[.,]\d+)?[万亿]?元)", "金额前面少了数字或多了逗号"),
    (r"(?<![\dA-Za-z.])\.(?=\d+(?:[万亿]?元|[%％]))", "小数点前面少了数字"),
    (r"(?<=[\u4e00-\u9fff]),(?=\d+(?:个|人|辆|批|次))", "数字前面多了逗号"),
    (r"(?<![、入支和及与])(?:收入|支出)(?:总计|合计)各(?:增加|减少|增长|下降)", "只有一个数，却写了“各”"),
    (r"(?<!\d)\d+[“\"][.．、]", "标点位置不对"),
    (r"(?:收入支出|支出收入)(?=\d)", "“收入”“支出”没有删净"),
    (r"\d(?:\.\d+)?万(?=[，。；、（(）)]|$)", "金额少写了“元”"),
)
_PRINTED = 8
"""How many signs of the words around a fault are shown on either side."""


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns, made when a text is looked through: a run that makes a report looks through none."""
    return tuple((re.compile(pattern), words) for pattern, words in _PATTERNS)


def leftovers(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every place of a text that was left over."""
    for line, place in text.lines:
        for pattern, words in _compiled():
            told: dict[str, str] = {}
            for found in pattern.finditer(line):
                shown = line[max(0, found.start() - _PRINTED) : found.end() + _PRINTED]
                told.setdefault(text.sentence(place, found.start()), f"“{shown}”：{words}")
            for where, message in told.items():
                yield NumberRelation("leftover", (), Verdict.WRONG, where, place, message=message)
        for each in sayings().renamed:
            if text.year and text.year >= each.year and each.old in line:
                message = f"“{each.old}”自{each.year}年起改为“{each.new}”"
                yield NumberRelation(
                    "leftover",
                    (),
                    Verdict.WRONG,
                    text.sentence(place, line.index(each.old)),
                    place,
                    message=message,
                )
