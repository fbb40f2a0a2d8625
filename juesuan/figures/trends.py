"""All years on file -> the main figures side by side, with notes where two years are not of the same kind.

A year's own report comes before the last year's column of the next one, and a version of ours before a report that
was read back. Where two of them differ the first stands, and a note says what the other has.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from juesuan.figures import phrases, trend_breaks
from juesuan.model.trends import KnownNumber, TrendGroup, TrendLine, TrendNote, TrendPoint, Trends, YearOnFile

LAST, MONEY = ".上年", "元"
COMPLETION = trend_breaks.COMPLETION
_TOTALS = trend_breaks.TOTALS
_WAN = 10_000
_LINES_ACROSS = 5
"""Of a chart, at most, above nil."""

GROUPS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "收入和支出",
        (
            ("收入总计", f"{_TOTALS}收入总计"),
            ("支出总计", f"{_TOTALS}支出总计"),
            ("本年收入合计", "收入支出.本年收入合计"),
            ("本年支出合计", "收入支出.本年支出合计"),
            ("年末结转和结余", "收入支出.年末结转和结余"),
        ),
    ),
    (
        "支出的构成",
        (
            ("基本支出", "收入支出.基本支出"),
            ("项目支出", "收入支出.项目支出"),
            ("人员经费", "基本支出.人员经费"),
            ("公用经费", "基本支出.公用经费"),
        ),
    ),
    (
        "财政拨款",
        (
            ("一般公共预算财政拨款收入", "收入支出.一般公共预算财政拨款收入"),
            ("一般公共预算财政拨款支出", "财政拨款收支.一般公共预算财政拨款支出"),
            ("政府性基金预算财政拨款支出", "财政拨款收支.政府性基金预算财政拨款支出"),
        ),
    ),
    (
        "完成预算",
        (
            ("一般公共预算财政拨款支出", f"财政拨款收支.一般公共预算财政拨款支出{COMPLETION}"),
            ("“三公”经费", f"三公经费.三公经费合计{COMPLETION}"),
        ),
    ),
    (
        "“三公”经费",
        (
            ("“三公”经费合计", "三公经费.三公经费合计"),
            ("因公出国（境）费", "三公经费.因公出国境费"),
            ("公务用车购置及运行维护费", "三公经费.公务用车购置及运行维护费"),
            ("公务接待费", "三公经费.公务接待费"),
        ),
    ),
    (
        "机关运行经费和政府采购",
        (("机关运行经费", "其他事项.机关运行经费"), ("政府采购支出总额", "其他事项.政府采购支出总额")),
    ),
    ("人员", (("人员编制", "其他事项.人员编制"), ("在编人员", "其他事项.在编人员"))),
)
"""The tables: for each its title, then label and figure of each line. The lines of one have one unit."""


def trends(held: Iterable[YearOnFile]) -> Trends:
    """The table of all years that something is known of, the oldest first; empty without any."""
    sources = _chosen(held)
    years = _years(sources)
    notes = [*trend_breaks.notes(sources, labels()), *_of_numbers(sources)]
    notes = [replace(note, number=number) for number, note in enumerate(sorted(notes, key=_order), 1)]
    groups = tuple(_group(title, lines, (years, sources, notes)) for title, lines in GROUPS)
    named = tuple(group for group in groups if group.lines)
    return Trends(sources[-1].department if sources else "", years, named, tuple(notes), sources)


def _order(note: TrendNote) -> tuple[int, bool]:
    return note.year, bool(note.names)


def _chosen(held: Iterable[YearOnFile]) -> tuple[YearOnFile, ...]:
    """The sources by year, ours before others of the same year, others in the order in which they came."""
    return tuple(sorted(held, key=lambda each: (each.year, not each.is_ours)))


def _years(sources: Sequence[YearOnFile]) -> tuple[int, ...]:
    """Every year from the first to the last of which a line knows a number; of those between it may know none."""
    names = [name for _, lines in GROUPS for _, name in lines]
    own = {each.year for each in sources}
    before = {each.year - 1 for each in sources if any(f"{name}{LAST}" in each.numbers for name in names)}
    known = own | before
    return tuple(range(min(known), max(known) + 1)) if known else ()


# ---- lines


_Known = tuple[Sequence[int], Sequence[YearOnFile], Sequence[TrendNote]]


def _group(title: str, lines: Sequence[tuple[str, str]], known: _Known) -> TrendGroup:
    made = [_line(label, name, known) for label, name in lines]
    kept = tuple(line for line in made if any(line.points))
    return TrendGroup(title, kept, _grid([point.value for line in kept for point in line.points if point], kept))


def _line(label: str, name: str, known: _Known) -> TrendLine:
    years, sources, notes = known
    points = tuple(_point(year, name, sources, notes) for year in years)
    units = {number.unit for each in sources for number in _of(each, name) if number}
    unit = "万元" if units <= {MONEY} else "、".join(sorted(units))
    return TrendLine(name, label, unit, points)


def _of(source: YearOnFile, name: str) -> tuple[KnownNumber | None, KnownNumber | None]:
    """What a source has of a figure: of its own year, and of the year before."""
    return source.numbers.get(name), source.numbers.get(f"{name}{LAST}")


def _point(year: int, name: str, sources: Sequence[YearOnFile], notes: Sequence[TrendNote]) -> TrendPoint | None:
    found = next(_numbers(year, name, sources), None)
    if found is None:
        return None
    number, source, is_later = found
    about = tuple(note.number for note in notes if note.year == year and name in note.names)
    words = f"{source.year}年报告的上年数" if is_later else source.source
    return TrendPoint(year, number.value, number.text, words, is_later, about)


def _numbers(
    year: int, name: str, sources: Sequence[YearOnFile]
) -> Iterator[tuple[KnownNumber, YearOnFile, bool]]:
    """Every number of a figure in a year with its source, the best first, and whether it is of the next year."""
    for source in sources:
        if source.year == year and name in source.numbers:
            yield source.numbers[name], source, False
    for source in sources:
        if source.year == year + 1 and f"{name}{LAST}" in source.numbers:
            yield source.numbers[f"{name}{LAST}"], source, True


def _grid(numbers: Sequence[Fraction], lines: Sequence[TrendLine]) -> tuple[tuple[Decimal, str], ...]:
    """The lines across a chart at round numbers, from the lowest below all values to the highest above."""
    if not numbers:
        return ()
    is_money = lines[0].unit == "万元"
    scale = _WAN if is_money else 1
    nil = Fraction(0)
    low, high = min(nil, *numbers) / scale, max(nil, *numbers) / scale
    step = _step(high - low, Fraction(1, 100 if is_money else 1))
    first, last = int(low // step), -int(-high // step)
    ticks = [step * at for at in range(first, max(last, first + 1) + 1)]
    return tuple(
        (Decimal(int(tick * scale * 100)) / 100, phrases.in_threes(phrases.exact(tick))) for tick in ticks
    )


def _step(room: Fraction, least: Fraction) -> Fraction:
    """The distance between two lines across: 1, 2 or 5 times a power of ten times the ``least``."""
    step = least
    while room > step * _LINES_ACROSS * 10:
        step *= 10
    return next(step * each for each in (1, 2, 5, 10) if room <= step * each * _LINES_ACROSS)


def labels() -> dict[str, str]:
    """The label of every figure that the tables may have, by its name."""
    return {name: label for _, lines in GROUPS for label, name in lines}


def names() -> frozenset[str]:
    """The names of all figures that the tables and their notes are made of, those of last year among them."""
    own = {*labels(), *trend_breaks.BESIDE}
    return frozenset(own | {f"{name}{LAST}" for name in own})


# ---- numbers that differ


def _of_numbers(sources: Sequence[YearOnFile]) -> Iterator[TrendNote]:
    """The notes on numbers that two sources have otherwise: one for all that differ between the same two."""
    for year in _years(sources):
        found: dict[str, list[tuple[str, str]]] = {}
        for label, name in (line for _, lines in GROUPS for line in lines):
            known = [*_numbers(year, name, sources)]
            for number, other, is_of_next in known[1:]:
                first, source, is_later = known[0]
                if number.text != first.text:
                    pair = f"{_who(source, is_later)}与{_who(other, is_of_next)}不同{_why(name, source, other)}"
                    found.setdefault(pair, []).append(
                        (name, f"{label}{'、'.join(map(phrases.in_threes, (first.text, number.text)))}")
                    )
        for pair, told in found.items():
            words = f"{pair}，依次是：{'；'.join(said for _, said in told)}"
            yield TrendNote(0, year, words, tuple(name for name, _ in told), is_of_year=False)


def _who(source: YearOnFile, is_later: bool) -> str:  # noqa: FBT001 - as the pair has it
    if is_later:
        return f"{source.year}年报告的上年数"
    return f"{source.year}年公开的数" if source.is_ours else f"“{source.source}”里的数"


def _why(name: str, source: YearOnFile, other: YearOnFile) -> str:
    """What may be the reason, in words that follow 不同."""
    if name.startswith(_TOTALS) and source.basis != other.basis:
        return "（总计口径不同）"
    return "（请查明是调整、更正还是口径不同）" if source.year != other.year else "（请查明用哪一份）"
