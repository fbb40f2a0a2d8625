"""The kinds of relations, each with its code and the words that the page of rules and the problems say of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of relation in the words that the officer reads."""

    code: str
    kind: str
    """The key that its relations carry."""
    asserts: str
    """What holds where nothing is wrong."""
    why: str
    """Why it must hold."""
    advice: str
    """What to do where it does not hold."""


KINDS: tuple[Kind, ...] = (
    Kind(
        "D01", "sum", "总数等于各部分之和，部分不大于总数",
        "读者会把“其中”后面的数加起来；加不拢，总数和部分必有一个是错的",
        "请对照原表核对总数和各部分，改正写错的一个；表里也不相等的，先改表。",
    ),
    Kind(
        "D02", "share", "占比等于部分除以总数",
        "占比是读者能用手边两个数验算的",
        "请用部分除以总数重算占比，四舍五入到写出的位数；算得对的，核对部分或总数有没有写错。",
    ),
    Kind(
        "D03", "completion", "完成预算、执行率等于决算（执行）数除以预算数，合计和各项用同一种预算数",
        "习惯写成100%、或除了另一种预算数，是公开报告里最常见的错",
        "请用决算数除以预算数重算；预算数为0的，不写完成百分之几。",
    ),
    Kind(
        "D04", "rate", "增长、下降的百分比等于变动额除以上年数",
        "除以本年数、写反方向，读者一算就知道",
        "请用变动额除以上年数重算；上年数为0的，不写增长百分之几。",
    ),
    Kind(
        "D05", "change", "变动额等于本年数减上年数，与预算的差额等于决算数减预算数",
        "把上年数抄成变动额，后面的百分比和原因就都不对了",
        "请用本年数减上年数重算，核对三个数中哪个写错。",
    ),
    Kind(
        "D06", "balance", "收入总计等于支出总计，年初结转加本年收入等于本年支出加年末结转",
        "收支两边不平，说明漏写了结转和结余，或者抄错了数",
        "请对照收入支出决算总表，补上结转和结余，或改正抄错的数。",
    ),
    Kind(
        "D07", "repeat", "同一个数在正文、表格和附件里前后一致",
        "一处改了、另一处没有跟着改，报告就自己否定自己",
        "请对照原表，把几处改成同一个数。",
    ),
    Kind(
        "D08", "direction", "大于、小于、持平、增加、减少和等级与数相符",
        "词和数说的是两回事，读者不知道信哪个",
        "请核对两个数，改正写反的词；词没有写反的，改正写错的数。",
    ),
    Kind(
        "D09", "year", "与上年比较的年份是报告年度的上一年",
        "套用上年的报告，年份最容易漏改",
        "请把年份改成报告年度的上一年；确实与更早的年份比较的，写明原因。",
    ),
    Kind(
        "D10", "leftover", "没有空着的数、没有选定的词、范文的说明和重复的字词，图号、名词解释不重不漏",
        "范文里留下的痕迹说明报告没有人从头读过",
        "请填上、选定或删去。",
    ),
)  # fmt: skip
"""Every kind, in the order of the codes."""
