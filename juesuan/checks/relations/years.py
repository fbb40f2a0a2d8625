"""The year that a change is measured from."""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.slips import slip
from juesuan.claims import ClaimedText, Place
from juesuan.model.finished_report import Verdict

_NUMBER = r"(?:的?[\d,.]+[万亿]?元)?"
_YEARS = re.compile(
    rf"[与比较](\d{{3,5}})年度?(?:决算|预算)?(?:数|支出|收入)?{_NUMBER}(?:相比|对比|增|减|下降|上升|基本持平|持平|决算)"
    r"|[由从](\d{3,5})年度?的?[\d,.]+[万亿]?元(?:增|减|上升|下降|提高|降低)\w{0,2}[到至为](?!20\d\d年)"
)
_OWN_YEAR = re.compile(r"(?<![与比较从由至到（(])(20\d\d)年")
_TWO = 2
"""The commonest slip: last year's report was taken over with its years."""


def years(text: ClaimedText) -> Iterator[NumberRelation]:
    """The year that a change is measured from, which is the year before the one reported."""
    for line, place in text.lines:
        for found in _YEARS.finditer(line):
            where = text.sentence(place, found.start())
            own = _OWN_YEAR.search(where)
            year = int(own[1]) if own else text.year
            if year is not None:
                yield from _year((year, int(found[1] or found[2])), text.year, where, place)


def _year(pair: tuple[int, int], report: int | None, where: str, place: Place) -> Iterator[NumberRelation]:
    year, said = pair
    numbers = (str(year), str(said))
    if said == year - 1 or (report is not None and said == report - 1):
        yield NumberRelation("year", numbers, Verdict.HOLDS, where, place, str(said))
    elif said >= year or (report == year and said == year - _TWO) or _is_mistyped(said, year - 1, where):
        message = f"{year}年的数应与{year - 1}年相比，写的是{said}年"
        yield NumberRelation("year", numbers, Verdict.WRONG, where, place, str(year - 1), message)


_LONG_AGO = re.compile("以来|年均|年间|年来|期间|[十两五三]年")
"""What is compared with a year long ago on purpose."""


def _is_mistyped(said: int, meant: int, where: str) -> bool:
    """Whether a slip of the hand made a year of the one that is meant: 2002 of 2020."""
    return bool(slip(Fraction(said), Fraction(meant))) and not _LONG_AGO.search(where)
