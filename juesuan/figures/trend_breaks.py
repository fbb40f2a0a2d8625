"""Two years on file, one after the other -> the notes on what is no longer of the same kind in the later one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from juesuan.model.trends import TrendNote, YearOnFile

TOTALS, COMPLETION = "总计口径.", ".完成率"
"""The beginning of the names of what 总计口径 is about, the end of those of what is said of a budget."""
_BY_ITEM = tuple(f"财政拨款收支.一般公共预算财政拨款支出{end}" for end in ("", COMPLETION))
"""The figures that are the sum of 支出科目."""
_UNITS_BELOW = "其他事项.下属单位"
BESIDE = (_UNITS_BELOW,)
"""The figures that stand in no table and are looked at all the same."""
_MOST_ITEMS = 5
"""Items that a note lists; it gives the number of the others."""


def notes(sources: Sequence[YearOnFile], labels: Mapping[str, str]) -> Iterator[TrendNote]:
    """The notes, without numbers, on each year that is of another kind than the one before it.

    ``sources`` are by year, the best of a year first; ``labels`` are those of all lines by their figures.
    """
    best = list({each.year: each for each in reversed(sources)}.values())[::-1]
    for before, now in pairwise(best):
        yield from _of_the_form(before, now, tuple(labels))
        yield from _of_the_department(before, now)
        if words := _reclassified(before.items, now.items):
            yield TrendNote(0, now.year, f"功能分类科目有调整：{words}", _BY_ITEM)
        yield from _of_units(before, now, labels)


def _of_the_form(before: YearOnFile, now: YearOnFile, names: tuple[str, ...]) -> Iterator[TrendNote]:
    """The notes on 版式, on what 完成预算 is computed by, and on 总计口径."""
    form = f"版式由“{before.edition}”换成“{now.edition}”" if before.edition != now.edition else ""
    if before.denominator != now.denominator:
        words = f"“完成预算”的分母由“{before.denominator}”改为“{now.denominator}”"
        rates = tuple(name for name in names if name.endswith(COMPLETION))
        yield TrendNote(0, now.year, "，".join(filter(None, (form, words))), rates)
    elif form:
        yield TrendNote(0, now.year, form)
    if before.basis != now.basis and before.basis and now.basis:
        words = f"总计口径由“{before.basis}”改为“{now.basis}”，收入总计、支出总计前后不能直接比"
        yield TrendNote(0, now.year, words, tuple(name for name in names if name.startswith(TOTALS)))


def _of_the_department(before: YearOnFile, now: YearOnFile) -> Iterator[TrendNote]:
    """The notes on another name or kind of the department, and on other units below it."""
    if before.department != now.department:
        words = f"单位名称由“{before.department}”改为“{now.department}”，职能、编制可能有变化"
        yield TrendNote(0, now.year, words)
    if before.kind != now.kind and before.kind and now.kind:
        words = f"单位性质由“{before.kind}”改为“{now.kind}”，经费、编制的口径可能有变化"
        yield TrendNote(0, now.year, words)
    if before.level != now.level and before.level and now.level:
        yield TrendNote(0, now.year, f"由“{before.level}决算”改为“{now.level}决算”，各数包括的单位不同")
    held = before.numbers.get(_UNITS_BELOW), now.numbers.get(_UNITS_BELOW)
    if held[0] and held[1] and held[0].value != held[1].value:
        words = f"纳入决算的下属单位由{held[0].text}变为{held[1].text}，各数包括的单位不同"
        yield TrendNote(0, now.year, words)


def _reclassified(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The items with another name under their code, another code under their name, or no longer there.

    Where one is gone, those that are new are said, too: it may be one of them. Empty for none, and where the items
    of a year are not known.
    """
    if not before or not now:
        return ""
    told = [
        f"{code}由“{before[code]}”改名“{name}”" for code, name in now.items() if before.get(code, name) != name
    ]
    moved = dict(_moved(before, now))
    told += [f"“{now[code]}”由{old}改列{code}" for code, old in moved.items()]
    gone = [code for code in before if code not in now and code not in moved.values()]
    new = [code for code in now if code not in before and code not in moved] if gone else []
    told += [f"{code}“{before[code]}”不再有" for code in gone] + [f"新有{code}“{now[code]}”" for code in new]
    more = f"等{len(told)}处" if len(told) > _MOST_ITEMS else ""
    return "，".join(told[:_MOST_ITEMS]) + more + ("（请查明是改列还是没有支出）" if gone else "")


def _moved(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The new and the old code of each item that has kept its name alone."""
    old = {name: code for code, name in before.items() if code not in now}
    for code, name in now.items():
        if code not in before and name in old and len(old[name]) == len(code):
            yield code, old[name]


def _of_units(before: YearOnFile, now: YearOnFile, labels: Mapping[str, str]) -> Iterator[TrendNote]:
    """A note on each figure that is counted in another unit than before."""
    for name, label in labels.items():
        held = before.numbers.get(name), now.numbers.get(name)
        if held[0] and held[1] and held[0].unit != held[1].unit:
            units = f"“{held[0].unit}”改为“{held[1].unit}”"
            yield TrendNote(0, now.year, f"“{label}”的单位由{units}，前后不能直接比", (name,))
