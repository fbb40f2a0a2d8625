"""Indicators beside their targets and texts, and people and things that were counted."""

import pytest

from juesuan.checks.relations import RULES, ClaimedText
from juesuan.claims import Place
from juesuan.model.finished_report import Verdict

HEADS = "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t权重\t得分\t偏差原因"
TEXT = "1．校舍维修项目绩效目标完成情况综述。维修改造教学楼2栋，培训合格率98%。"
ROOMS = "完成指标\t数量指标\t维修教学楼\t2栋\t2栋\t\t\t"
RATE = "完成指标\t质量指标\t培训合格率\t≥95%\t98%\t\t\t"
TIME = "完成指标\t时效指标\t发布时间\t≤30分钟\t20分钟\t\t\t"
ALL = (TEXT, HEADS, ROOMS, RATE, TIME)
VISITS = ("国内公务接待21批次，168人次（不包括陪同人员），共计支出2.66万元。",)
CARS = ("截至年底，单位共有公务用车2辆，其中：轿车1辆、越野车0辆、载客汽车1辆。", "本单位共有车辆2辆。")
STAFF = ("2021年末人员编制18名，平均每班3.5人，历时1.5个月。",)
BALANCE = ("2021年度年初结转和结余12.00万元。", "2021年度一般公共预算财政拨款年初结转和结余12.00万元。")
NOTHING = ("2021年“三公”经费财政拨款支出决算为0万元，完成预算0%。",)
BLANK = ("全区到位国内省外资金108.13亿元，服务业项目5个，进展顺利。",)
CASES = (
    (ALL, "2栋，", "3栋，", "第3段的指标“维修教学楼”是2栋、2栋，这里写的是3栋，请看是不是一回事"),
    (ALL, "率98%。", "率93%。", "第4段的指标“培训合格率”是≥95%、98%，这里写的是93%，请看是不是一回事"),
    (ALL, "\t98%", "\t89%", "“培训合格率”指标值是≥95%，实际完成值写的是89%，没有完成，也没有写原因"),
    (ALL, "≤30分钟", "≤3分钟", "“发布时间”指标值是≤3分钟，实际完成值写的是20分钟，相差5倍以上，请看是不是写错了"),
    (ALL, "\t2栋\t2栋", "\t2栋\t栋", "“维修教学楼”写的是“栋”，没有填数，旁边写的是“2栋”"),
    (VISITS, "168人次", "1680000人次", "1680000人次共支出2.66万元，每人次0.02元，请看是不是写错了"),
    (VISITS, "168人次", "16人次", "21批次比16人次还多"),
    (CARS, "公务用车2辆", "公务用车22辆", "公务用车22辆，比第2段的车辆总数2辆还多"),
    (CARS, "越野车0辆", "越野车1辆", "各部分1辆＋1辆＋1辆＝3辆，比写的总数2辆多1辆"),
    (CARS, "载客汽车1辆", "载客汽车6辆", "各部分1辆＋0辆＋6辆＝7辆，比写的总数2辆多5辆"),
    (STAFF, "18名", "1.8名", "1.8名：名没有小数"),
    (BALANCE, "拨款年初结转和结余12.00", "拨款年初结转和结余112.00",
     "112.00万元比前面写的全部年初结转和结余12.00万元还多"),
    (NOTHING, "预算0%", "预算7%", "支出是0万元，完成预算应为0%，写的是7%"),
    (BLANK, "108.13", "", "“全区到位国内省外资金亿元，服务业项目5个”：没有填数"),
    (BLANK, "5个", "个", "“13亿元，服务业项目个，进展顺利。”：没有填数"),
)  # fmt: skip


def messages(lines: tuple[str, ...]) -> list[str]:
    text = ClaimedText([(line, Place(number)) for number, line in enumerate(lines, 1)])
    found = [each for rule in RULES for each in rule(text)]
    return [each.message for each in found if each.verdict in {Verdict.WRONG, Verdict.SOFT}]


@pytest.mark.parametrize(("lines", "old", "new", "message"), CASES)
def test_a_slip_is_told_and_what_is_right_is_left_in_peace(
    lines: tuple[str, ...], old: str, new: str, message: str
) -> None:
    changed = tuple(line.replace(old, new) for line in lines)
    assert changed != lines
    assert messages(lines) == []
    assert message in messages(changed)


def test_other_things_in_the_unit_of_an_indicator_are_left_in_peace() -> None:
    assert messages((*ALL, "维修改造教学楼旁的围墙47栋。")) == []


def test_a_target_that_was_missed_with_its_reason_is_left_in_peace() -> None:
    assert messages((HEADS, RATE.replace("98%\t\t\t", "89%\t\t\t停课"))) == []
