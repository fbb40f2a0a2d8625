"""汇总 as charts: the sums of two years side by side, and what 三公 is made of."""

from fractions import Fraction

from charts.data import Bars, Chart, Part, Pie
from juesuan.figures import county_sums, county_tables, phrases
from juesuan.figures.county_sums import FINAL, LAST, Sum, Sums
from juesuan.figures.county_tables import EXPENDITURE, KINDS, REVENUE, THREE_PUBLIC
from juesuan.model import values
from juesuan.model.county import County

_ROWS = {"本年收入合计": REVENUE, "本年支出合计": EXPENDITURE}


def charts(county: County) -> tuple[Chart, ...]:
    """What the charts of a county show: values in 元, words in 万元 as the sentences print them."""
    sums = county_sums.of(county.figures)
    return (
        Bars("收支", "全县各单位收入、支出合计", _bars(county, sums, _ROWS)),
        Bars("三公", "全县“三公”经费分项", _bars(county, sums, {label: row for row, label in KINDS.items()})),
        Pie("三公结构", "全县“三公”经费结构", _slices(sums)),
    )


def _bars(county: County, sums: Sums, rows: dict[str, str]) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    return tuple((label, _years(county, sums, row)) for label, row in rows.items())


def _years(county: County, sums: Sums, row: str) -> tuple[Part, ...]:
    """The bars of a row: last year's, where every department has it, then this year's."""
    now, before = sums.of_all(row, FINAL), sums.of_all(row, LAST)
    last = () if before.missing else (_part(f"{county.year - 1}年", before),)
    return (*last, _part(f"{county.year}年", now))


def _slices(sums: Sums) -> tuple[Part, ...]:
    whole = sums.of_all(THREE_PUBLIC)
    return tuple(
        _part(label, each, county_tables.share(each, whole))
        for row, label in KINDS.items()
        for each in [sums.of_all(row)]
    )


def _part(label: str, held: Sum, share: str = "") -> Part:
    amount = values.plain(phrases.text(county_tables.figure("", held.yuan)))
    return Part(label, phrases.rounded(Fraction(held.yuan), 2), amount, share)
