"""Numbers that cannot be meant as they are written, whatever they stand for."""

import re
from collections.abc import Iterator

from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.checks.texts.relation import Relation
from juesuan.figures.mentions import NumberKind

FORM = "C911"
_WHOLE = re.compile("人|户|家|人次|批次|户次|次户|辆|台|套|份|场|起|件|所|座|栋|头|只")
"""Units of things that come one by one."""
_AVERAGE = re.compile("均|每|比例|系数|折合|标准")
_STARTS_WITH_NIL = re.compile(r"0\d")
_DECIMALS = re.compile(r"^[\d,]+\.(\d+)")
_DECIMALS_OF_YUAN = 2


def forms(texts: tuple[SubjectText, ...]) -> Iterator[Relation]:
    """A comparison that does not hold for each typed quantity whose digits cannot be right."""
    for text in texts:
        for number in text.numbers:
            if number.is_typed and (number.mention.is_amount or number.mention.is_rate):
                yield from _malformed(number)


def _malformed(number: WrittenNumber) -> Iterator[Relation]:
    mention = number.mention
    decimals = _DECIMALS.match(mention.words)
    if mention.words.startswith("."):
        yield _fault(number, "小数点前面少了数字")
    elif _STARTS_WITH_NIL.match(mention.words):
        yield _fault(number, "开头多了0")
    elif (
        decimals
        and mention.kind is NumberKind.MONEY
        and mention.scale == 1
        and len(decimals[1]) > _DECIMALS_OF_YUAN
    ):
        yield _fault(number, "元后面最多到分，两位小数")
    elif decimals and _WHOLE.fullmatch(mention.unit) and mention.scale == 1 and not _AVERAGE.search(number.before):
        yield _fault(number, f"{mention.suffix}没有小数")


def _fault(number: WrittenNumber, why: str) -> Relation:
    """The comparison that does not hold of a number with the way such numbers are written."""
    message = f"{number.words}写得不对：{why}"
    return Relation(FORM, number, holds=False, against="", message=message, difference=number.words)
