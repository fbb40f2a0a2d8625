"""What a reader takes for granted: alike decimals, reasons beside completions, projects that make their total."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.finished.looked import FormFault, Looked, Read
from juesuan.checks.relations.projects import executed
from juesuan.checks.relations.relation import decimals_of, half, spread, worded
from juesuan.claims import Aspect, Claim
from juesuan.figures.mentions import NumberKind, mentions
from juesuan.model.finished_report import LineKind, Verdict

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
    faults = (FormFault(message.format(each.words), each.place.line, sentence=each.sentence) for each in bare)
    return Looked(len(off), tuple(faults))


def _completions(read: Read) -> Iterator[Claim]:
    """The completions of items, without those of totals whose parts follow."""
    for each in read.text.statements:
        claim = each.one(Aspect.COMPLETION)
        if claim and claim.mention.unit == "%" and _ITEM.search(each.subject) and not each.openings:
            yield claim


# ---- percentages


def percentages_have_alike_decimals(read: Read) -> Looked:
    """D16: no percentage is cut shorter than another of its kind in the paragraph, as 34% beside 7.79%."""
    found = list(_computed(read))
    faults = []
    for claim, computed in found:
        finest = max(_beside(read, claim), key=decimals_of)
        places = decimals_of(finest)
        is_cut = round(Fraction(computed.removesuffix(claim.mention.suffix)), places) != claim.mention.value
        if places > decimals_of(claim) and is_cut:
            message = f"{claim.words}少写了小数，算出来是{computed}；同一段的{finest.words}有{places}位小数"
            faults.append(FormFault(message, claim.place.line, sentence=claim.sentence))
    return Looked(len(found), tuple(faults), "" if found else "没有找到可以重新计算的百分数")


_PERCENTAGES = {"share", "rate", "completion"}


def _computed(read: Read) -> Iterator[tuple[Claim, str]]:
    """The percentages of sentences that hold, each once, with what the other numbers make, in two decimals."""
    told = set[tuple[int, int]]()
    for each in read.relations:
        if each.kind in _PERCENTAGES and each.verdict is Verdict.HOLDS and each.computed.endswith("%"):
            claim = each.claims[-1]
            key = claim.place.line, claim.mention.start
            if claim.mention.unit == "%" and _beside(read, claim) and key not in told:
                told.add(key)
                yield claim, each.computed


def _beside(read: Read, claim: Claim) -> list[Claim]:
    """The percentages of a kind in the paragraph of one, itself among them; none for a cell of a table."""
    claims = (other for each in read.text.of_paragraph(claim.place) for other in each.claims)
    return [other for other in claims if other.aspect is claim.aspect and other.mention.unit == "%"]


# ---- projects


def projects_make_the_project_expenditure(read: Read) -> Looked:
    """D17: what the report says was executed of its projects makes its 项目支出."""
    total = next(_project_expenditures(read), None)
    parts = list(executed(read.text).values())
    if not total or not parts:
        return Looked(0, (), "没有找到项目的执行数，或者没有写项目支出")
    value = sum((each.mention.value for each in parts), Fraction(0))
    distance = value - total.mention.value
    if abs(distance) <= spread(parts) + half(total):
        return Looked(1)
    how = f"{'多' if distance > 0 else '少'}{worded(abs(distance), total)}"
    said = f"{len(parts)}个项目的执行数合计" if len(parts) > 1 else "只写了1个项目，执行数"
    message = f"{said}{worded(value, total)}，比{read.report.place(total.place.line)}的项目支出{total.words}{how}"
    return Looked(1, (FormFault(message, parts[0].place.line, sentence=parts[0].sentence),))


_EXPENDITURE = re.compile(r"(?:本年)?项目支出(?:决算数?|合计)?")


def _project_expenditures(read: Read) -> Iterator[Claim]:
    """The amounts of 项目支出 of the year, of all budgets together."""
    for each in read.text.statements:
        is_whole = not each.scope and not each.is_reason and each.year in {None, read.text.year}
        if each.amount and is_whole and each.amount.mention.unit == "元" and _EXPENDITURE.fullmatch(each.subject):
            yield each.amount
