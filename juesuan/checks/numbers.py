"""The numbers inside the sentences: what people typed, against the figures and against each other."""

from collections.abc import Iterator

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.model import advised
from juesuan.model.problems import UNSEEN, Severity

PART = "文字里的数"
_LISTED = 8
"""So many of the numbers without a source are named in the message; the page lists them all."""


def _doubts(evidence: Evidence, code: str) -> Iterator[Finding]:
    """A finding for each comparison of that rule which does not hold."""
    for each in evidence.relations:
        if each.code == code and not each.holds:
            yield Finding(
                each.number.cell,
                each.message,
                each.cells,
                each.expected,
                each.number.words,
                each.difference,
                each.advice,
            )


def the_same_sentence_has_the_same_numbers(evidence: Evidence) -> Iterator[Finding]:
    """A sentence that stands in two places gives the same numbers in both."""
    return _doubts(evidence, "C901")


def the_same_name_has_the_same_number(evidence: Evidence) -> Iterator[Finding]:
    """What is called the same has one number, in a text and across texts."""
    return _doubts(evidence, "C902")


def a_number_beside_a_figures_name_is_that_figure(evidence: Evidence) -> Iterator[Finding]:
    """A typed number that is called as a row of the tables is the number of that row."""
    return _doubts(evidence, "C903")


def no_number_is_almost_another(evidence: Evidence) -> Iterator[Finding]:
    """A typed number of five digits and more is not a slip of the pen away from a figure or another number."""
    return _doubts(evidence, "C904")


def parts_make_the_total(evidence: Evidence) -> Iterator[Finding]:
    """A total is the sum of the parts that the same text names after 其中."""
    return _doubts(evidence, "C905")


def shares_fit_their_parts(evidence: Evidence) -> Iterator[Finding]:
    """A share, 占X%, is part over total, as far as rounding allows."""
    return _doubts(evidence, "C906")


def rates_fit_their_amounts(evidence: Evidence) -> Iterator[Finding]:
    """A change, 增加X，增长Y%, fits the amounts beside it, in size and in direction."""
    return _doubts(evidence, "C907")


def completions_fit_their_amounts(evidence: Evidence) -> Iterator[Finding]:
    """A completion, 完成预算的X%, and what is left of the budget fit the two amounts before."""
    return _doubts(evidence, "C908")


def years_are_this_or_the_last(evidence: Evidence) -> Iterator[Finding]:
    """A comparison is with last year; a year that opens a sentence is this or the last."""
    return _doubts(evidence, "C909")


def numbers_are_written_as_numbers_are(evidence: Evidence) -> Iterator[Finding]:
    """Typed numbers can be meant as they are: 元 to 分 at the most, people and things whole, no nil in front."""
    return _doubts(evidence, "C911")


def both_sides_of_a_balance_are_equal(evidence: Evidence) -> Iterator[Finding]:
    """Total revenue is total expenditure, and 年初 ＋ 收入 － 支出 is 年末, as the texts give them."""
    return _doubts(evidence, "C912")


def numbers_fit_without_rounding(evidence: Evidence) -> Iterator[Finding]:
    """A sum, share, rate or completion is what the printed numbers make, and not only within their rounding."""
    return _doubts(evidence, "C913")


def every_number_is_vouched_for_or_seen(evidence: Evidence) -> Iterator[Finding]:
    """Every typed number has something that vouches for it, or a person has looked at it; one finding for all."""
    unseen = [each for each in evidence.typed if each.is_unlinked]
    if unseen:
        listed = "、".join(dict.fromkeys(each.text for each in unseen[:_LISTED]))
        more = "等" if len(unseen) > _LISTED else ""
        message = f"还有 {len(unseen)} 个数没有看过（{listed}{more}）：手写的，没有一格能证明，核对报告里逐个列出"
        cells = tuple(dict.fromkeys(each.cell for each in unseen))
        command = advised.command("seen", year=evidence.accounts.department.year)
        advice = f"运行 {command} 列出这些数，对照原件看过再确认；要长期用的，写进“业务指标”表并改用标签。"
        yield Finding(unseen[0].cell, message, cells, found=f"{len(unseen)}个", advice=advice)


RULES = (
    Rule(
        "C901",
        Severity.WARNING,
        PART,
        "同一句话出现几次，里面的数都一样",
        "同一段工作情况会写进总结、绩效表和自评报告，改了一处漏了别处，读者一对就看出来。",
        "请核对原件，把几处改成一致；最好写进“共用文字”，各处只引用。",
        the_same_sentence_has_the_same_numbers,
    ),
    Rule(
        "C902",
        Severity.WARNING,
        PART,
        "同一个指标，各处写的数都一样",
        "一个指标只能有一个数。",
        "请核对原件，把几处改成一致；最好写进“业务指标”表，各处只引用。",
        the_same_name_has_the_same_number,
    ),
    Rule(
        "C903",
        Severity.WARNING,
        PART,
        "文字里写着表中项目的名字，或者照报告的句子写，旁边的数就是表里的数，增减、占比、完成率也一样",
        "表改了，文字里手写的数不会跟着变；公开稿里最常见的错就是这一种。",
        "请照表改正，或改用标签。",
        a_number_beside_a_figures_name_is_that_figure,
    ),
    Rule(
        "C904",
        Severity.WARNING,
        PART,
        "手写的五位以上的数，不会和表里或别处的数只差一笔；写本项目的金额，不会和本项目的数只差一笔",
        "差一笔多半是抄错：两位颠倒、多一位、少一位、小数点错位、元与万元混用。",
        "请核对原件；确是另一个数，就在“出错说明”里写明。",
        no_number_is_almost_another,
    ),
    Rule(
        "C905",
        Severity.WARNING,
        PART,
        "“其中”后面各部分相加等于前面的总数",
        "总数与分项对不上，一定有一个写错了，或者漏了一项。",
        "请核对原件，改正写错的数或补上漏掉的一项。",
        parts_make_the_total,
    ),
    Rule(
        "C906",
        Severity.WARNING,
        PART,
        "“占X%”等于部分除以总数",
        "占比是算出来的，改了数要重算。",
        "请重新计算，或改用“占比”标签。",
        shares_fit_their_parts,
    ),
    Rule(
        "C907",
        Severity.WARNING,
        PART,
        "“增加X，增长Y%”与旁边的两个数相符，方向一致",
        "增减额和增减率是算出来的，改了数要重算。",
        "请重新计算，或改用“同比”标签。",
        rates_fit_their_amounts,
    ),
    Rule(
        "C908",
        Severity.WARNING,
        PART,
        "“完成预算的X%”和差额与旁边的预算数、执行数相符",
        "完成率和差额是算出来的，改了数要重算。",
        "请重新计算，或改用“完成率”标签。",
        completions_fit_their_amounts,
    ),
    Rule(
        "C909",
        Severity.WARNING,
        PART,
        "比较的是上年，说的是本年",
        "每年在上年的稿子上改，年份最容易漏改。",
        "请改正年份，或改用“{{ 年度 }}”“{{ 上年度 }}”标签。",
        years_are_this_or_the_last,
    ),
    Rule(
        UNSEEN,
        Severity.WARNING,
        PART,
        "文字里的每个数都有来源，或者有人看过",
        "没有来源的数，程序没法替您核对；还有一个没有人看过，就不能公开。“绩效指标”表里的目标和实际由单位负责，不算在内。",
        "请用 seen 命令列出这些数，看过再确认，不能用“出错说明”代替；要长期用的，写进“业务指标”表并改用标签。",
        every_number_is_vouched_for_or_seen,
    ),
    Rule(
        "C911",
        Severity.WARNING,
        PART,
        "手写的数写得成数：元最多两位小数，人和物是整数，前面没有多余的0",
        "多敲一位、少敲一位或小数点错位，常常写成不可能的数。",
        "请核对原件，改正这个数。",
        numbers_are_written_as_numbers_are,
    ),
    Rule(
        "C912",
        Severity.WARNING,
        PART,
        "文字里的收入总计等于支出总计，年初结转和结余加收入等于支出加年末结转和结余",
        "收支两边对不上，一定有一个数写错了，或者把合计写成了总计。",
        "请看两边写的是总计还是本年合计，对照决算报表改正。",
        both_sides_of_a_balance_are_equal,
    ),
    Rule(
        "C913",
        Severity.HINT,
        PART,
        "按写出来的数重算，合计、占比、增减率、完成率分毫不差",
        "差一点、又在四舍五入的范围里的，可能是按元算的，也可能是改了一个数没有重算。",
        "看一眼即可；能按元重算的，请重算。",
        numbers_fit_without_rounding,
    ),
)
