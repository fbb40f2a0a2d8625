"""历年对比: what was noted of the earlier years that stand beside the report is what these years say by now."""

from collections.abc import Iterator, Sequence

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.figures import phrases, trends
from juesuan.model import advised
from juesuan.model.problems import Severity
from juesuan.model.trends import FILE, YearNow, YearOnFile

PART = "历年对比"
_LISTED = 5
"""So many numbers of a year are named in the message."""


def earlier_years_are_as_noted(evidence: Evidence) -> Iterator[Finding]:
    """Every number of an earlier year is the one that its last finished report has; a finding for each year."""
    return changed(evidence.accounts.years_on_file, evidence.beside, evidence.accounts.department.year)


def changed(noted: Sequence[YearOnFile], beside: Sequence[YearNow], year: int) -> Iterator[Finding]:
    """The findings for the report of a ``year`` that has ``noted`` years beside it; they say ``beside`` by now."""
    known = {each.year: each for each in noted}
    for now in beside if known else ():
        if now.year not in known:
            message = f"{FILE}里没有{now.year}年，现在有它的报告（{now.source}）"
            yield Finding(FILE, message, advice=_advice(now, year, "要把它也放在一起比的，"))
        elif told := [*_differing(known[now.year], now)]:
            said = "；".join(f"{name}记的是{was}，现在是{new}" for name, was, new in told[:_LISTED])
            more = f"等 {len(told)} 个数" if len(told) > _LISTED else ""
            message = f"{FILE}里{now.year}年的数与现在公开的（{now.source}）不同：{said}{more}"
            found, expected = told[0][1:] if len(told) == 1 else ("", "")
            advice = _advice(now, year, f"{now.year}年更正了的，")
            yield Finding(FILE, message, expected=expected, found=found, advice=advice)


def _advice(now: YearNow, year: int, when: str) -> str:
    command = advised.command("trends", "--attach", year)
    return f"{when}运行 {command} 重新附一次，再生成；不该变的，先查明{now.year}年的报告。"


def _differing(noted: YearOnFile, now: YearNow) -> Iterator[tuple[str, str, str]]:
    """What both have and print otherwise: its name, as it was noted, as it is now."""
    for name, label in trends.labels().items():
        for end, which in (("", ""), (trends.LAST, "的上年数")):
            was, new = noted.numbers.get(f"{name}{end}"), now.numbers.get(f"{name}{end}")
            if was and new and was.text != new.text:
                rate = "完成预算的比例" if name.endswith(trends.COMPLETION) else ""
                yield f"“{label}”{rate}{which}", phrases.in_threes(was.text), phrases.in_threes(new.text)


RULES = (
    Rule(
        "C871",
        Severity.HINT,
        PART,
        "报告后面的历年对比用的是以前各年现在公开的数",
        "附上以后，以前的年度又更正了，或者它的报告换了一份，附在后面的还是以前的数。",
        "更正了的，运行 trends --attach 年度 重新附一次，再生成；不该变的，先查明那一年的报告。",
        earlier_years_are_as_noted,
    ),
)
