"""汇总: the sums of a county as the tags of its Word file and its page."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from juesuan.figures import county_sums, county_tables, phrases
from juesuan.figures.county_sums import BUDGET, FINAL, LAST, Sum
from juesuan.figures.county_tables import EXPENDITURE, FISCAL, KINDS, REVENUE, THREE_PUBLIC
from juesuan.figures.phrases import FormWords
from juesuan.model import values
from juesuan.model.county import County
from juesuan.model.edition_settings import NO_BASE
from juesuan.model.identity import About
from juesuan.model.problems import Problem
from juesuan.model.values import PERCENT, Figure
from juesuan.wording.tags import Tree


def tree(county: County, hints: Sequence[Problem], about: About) -> Tree:
    """The tags of the summary: texts, and lists of 三公 by kind and of the hints across departments."""
    sums = county_sums.of(county.figures)
    fiscal, budget = sums.of_all(FISCAL), sums.of_all(FISCAL, BUDGET)

    def compared(row: str) -> dict[str, Any]:
        return _compared(sums.of_all(row, FINAL), sums.of_all(row, LAST), county)

    return {
        "标题": about.title,
        "语言": about.language,
        "地区": county.region,
        "年度": str(county.year),
        "列入": str(len(county.figures)),
        "未列入": "、".join(county.left_out),
        "收入": compared(REVENUE),
        "支出": compared(EXPENDITURE),
        "财政": {"本年": _told(fiscal, county), "完成率": county_tables.share(fiscal, budget)},
        "三公": compared(THREE_PUBLIC),
        "分项": [{"名称": label, **compared(row)} for row, label in KINDS.items()],
        "提示": [
            {
                "代码": f"{each.severity.value} {each.code}",
                "位置": each.where,
                "话": each.message,
                "办法": each.hint,
            }
            for each in hints
        ],
    }


def _told(held: Sum, county: County) -> str:
    """The sum in 万元, and how many departments are missing in it: those in no sum, and those without this one."""
    words = values.plain(phrases.text(county_tables.figure("", held.yuan)))
    missing = len(held.missing) + len(county.left_out)
    return f"{words}（缺 {missing} 个单位）" if missing else words


def _compared(now: Sum, before: Sum, county: County) -> dict[str, str]:
    """Words for this year's sum, and how it compares with last year's where every department in it has both."""
    year = county.year - 1
    if now.missing or before.missing:
        return {"本年": _told(now, county), "同比": f"有单位没有填{year}年度的数，不比较"}
    last = county_tables.figure("", before.yuan)
    difference = county_tables.figure("", now.yuan - before.yuan)
    percent = Fraction(now.yuan - before.yuan) * 100 / abs(Fraction(before.yuan)) if before.yuan else None
    rate = phrases.rate(None if percent is None else Figure("", percent, PERCENT, "", ()))
    words = FormWords(year, NO_BASE)
    said = f"{phrases.preposition(difference)}{year}年度{phrases.comparison(difference, rate, last, words)}"
    return {"本年": _told(now, county), "同比": values.plain(said)}
