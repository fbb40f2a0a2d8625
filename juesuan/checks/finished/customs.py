"""What a report does throughout and then once not: decimals of its amounts, reasons beside its completions."""

import re
from collections import Counter
from collections.abc import Iterator

from juesuan.checks.finished.looked import FormFault, Looked, Read
from juesuan.claims import Aspect, Claim
from juesuan.figures.mentions import NumberKind, mentions
from juesuan.model.finished_report import LineKind

_FEWEST, _SHARE = 20, 0.9
"""How many amounts in 万元 show a custom, and what share of them must follow it."""
_AMOUNT = re.compile(r"[\d,]+(?:\.(\d+))?万元")


def amounts_have_alike_decimals(read: Read) -> Looked:
    """D15: the amounts in 万元 have as many decimals as nearly all of them have, but for nought and rough ones."""
    found = list(_amounts(read))
    usual, count = Counter(decimals for _, _, decimals in found).most_common(1)[0] if found else (0, 0)
    if len(found) < _FEWEST or count < _SHARE * len(found):
        return Looked(0, (), "以万元写的数太少，或者小数位数本来就不统一")
    faults = (
        FormFault(f"{words}有{decimals}位小数，全文的数大都有{usual}位", line)
        for line, words, decimals in found
        if decimals != usual
    )
    return Looked(len(found), tuple(faults))


def _amounts(read: Read) -> Iterator[tuple[int, str, int]]:
    """Every amount in 万元 of a sentence: the line, the words, how many decimals it has."""
    for number, line in enumerate(read.report.lines, 1):
        if line.kind is LineKind.PARAGRAPH:
            for each in mentions(line.text):
                found = _AMOUNT.fullmatch(each.words)
                is_meant = each.kind is NumberKind.MONEY and each.value and not each.is_rough
                if found and is_meant and not _is_price(line.text, each.start):
                    yield number, each.words, len(found[1] or "")


def _is_price(line: str, at: int) -> bool:
    """Whether the number is the price from which on devices are counted."""
    return line[:at].endswith(("单价", "价值"))


_ITEM = re.compile("（[款项]）")
_ALL = 100
_REASON = re.compile(r"原因|由于|因为|主要是")


def completions_have_reasons(read: Read) -> Looked:
    """D14: a completion that is not 100% has its reason in the paragraph, where those of the report have."""
    off = [claim for claim in _completions(read) if claim.mention.value != _ALL]
    bare = [claim for claim in off if not _REASON.search(read.text.line_texts[claim.place][claim.mention.end :])]
    if len(bare) > max(1, len(off) - len(bare)):
        return Looked(0, (), "大多没有写完成预算不是100%的原因")
    message = "完成预算{}，不是100%，这一段没有写原因"
    return Looked(len(off), tuple(FormFault(message.format(each.words), each.place.line) for each in bare))


def _completions(read: Read) -> Iterator[Claim]:
    """The completions of items, without those of totals whose parts follow."""
    for each in read.text.statements:
        claim = each.one(Aspect.COMPLETION)
        if claim and claim.mention.unit == "%" and _ITEM.search(each.subject) and not each.openings:
            yield claim
