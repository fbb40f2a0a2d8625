"""Which slips of the pen the rules catch: ``make mutations``.

    python bench/mutations.py [--seed N] [--sample FRACTION] [--department NAME]

Three departments: the sample of ``inputs`` and the second and third of the tests. Every filled cell of a numeric
column, the year and the score get every slip of ``slips`` in turn. A slip that gives the same number back is none,
and a nil left blank is the same number: of this year a blank counts as nil.
``--sample`` takes that share of the cells, with all slips of each. The workbook is read once; a slip changes one
value of a grid, and from there it goes the program's own way: reader, figures, texts, rules.

- 拦住: the reader refuses the cell, or an open problem (错误 or 警告, not explained) that was not there before
  names it. A problem names a cell when it stands among its places, or when a cell of words of the same row does,
  as that of the reason for a difference without one. A blank has no place of its own; it is named with any cell of
  its row. A problem that names only other cells of a chain does not count, however true it is: the officer would
  look at the wrong place. It is counted apart, as 别处.
  What compares files is left out: in memory no folder is named for the year.
- 改了印出的数: one of the figures the report prints now prints otherwise, or is printed no more, or a figure that
  was nil or missing no longer is, which may open a sentence. A slip that the reader refuses prints nothing.
- 在勾稽里: at least one slip of the cell was caught by an equality: a problem of severity 错误 that names the
  cell, says a difference and expects a number, not a limit. Every other cell is free.

The last table is the same without 复核数值, where numbers keyed twice no longer vouch for each other.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.slips import BLANK, KINDS, SHEETS, Spot, slips, spots
from bench.trials import DEPARTMENTS, Outcome, department, outcome
from juesuan.model import workbook_form
from juesuan.reading.grid import Value, plain

PROCESSES = 2


# ---- the whole run


def run(names: Iterable[str] = DEPARTMENTS, *, sample: float = 1, seed: int = 0) -> list[Outcome]:
    """Every slip of the departments, or of a share of their cells, in this process."""
    return [each for task in tasks(names, sample, seed) for each in tried(task)]


def each_so_many(step: int, start: int = 0) -> list[Outcome]:
    """Every so many slips of all departments, so that each kind of cell has its share."""
    found = [
        (name, spot, slip)
        for name in DEPARTMENTS
        for spot in spots(department(name).grids)
        for slip in slips(spot)
    ]
    return [outcome(name, department(name), spot, slip) for name, spot, slip in found[start::step]]


Task = tuple[str, bool, Spot]
"""A department, whether its numbers are keyed twice, a cell."""


def tasks(names: Iterable[str], sample: float, seed: int, *, keyed_twice: bool = True) -> list[Task]:
    """The cells to try; without ``keyed_twice`` only those of 业务指标, all others are as before."""
    chosen = random.Random(seed)  # noqa: S311 - no secret
    found = [
        (name, keyed_twice, spot)
        for name in names
        for spot in spots(department(name, keyed_twice=keyed_twice).grids)
        if keyed_twice or spot.sheet == workbook_form.INDICATORS.name
    ]
    return [task for task in found if chosen.random() < sample]


def tried(task: Task) -> list[Outcome]:
    """Every slip of one cell."""
    name, keyed_twice, spot = task
    known = department(name, keyed_twice=keyed_twice)
    return [outcome(name, known, spot, slip) for slip in slips(spot)]


def tied(outcomes: Iterable[Outcome]) -> set[tuple[str, str]]:
    """Department and cell of those that an equality can name."""
    return {(each.department, each.spot.cell) for each in outcomes if each.by_equality}


# ---- the tables


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """By department and kind, then by whether the cell is in a tie."""
    yield "单位　种类：试了　拦住　别处　改了印出的数　其中拦住　％"
    for name in dict.fromkeys(each.department for each in outcomes):
        own = [each for each in outcomes if each.department == name]
        for kind in KINDS:
            yield _line(f"{name}　{kind}", [each for each in own if each.kind == kind])
        yield _line(f"{name}　合计", own)
    ties = tied(outcomes)
    for title, is_in in (("在勾稽里的格", True), ("其余的格", False)):
        own = [each for each in outcomes if ((each.department, each.spot.cell) in ties) is is_in]
        cells = len({(each.department, each.spot.cell) for each in own})
        yield _line(f"{title} {cells} 个", own)
    yield _line("全部", outcomes)


def _line(title: str, outcomes: Sequence[Outcome]) -> str:
    caught = [each for each in outcomes if each.is_caught]
    elsewhere = sum(bool(each.elsewhere) and not each.is_caught for each in outcomes)
    printed = [each for each in outcomes if each.is_printed]
    held = sum(each.is_caught for each in printed)
    share = f"{100 * held / len(printed):6.2f}" if printed else "     -"
    return f"{title}：{len(outcomes)}　{len(caught)}　{elsewhere}　{len(printed)}　{held}　{share}"


def missed(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The slips nobody is told of, by cell, those that change a printed digit first."""
    by_cell: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for each in outcomes:
        if not each.is_caught:
            by_cell[each.department, each.spot.cell].append(each)
    ties = tied(outcomes)
    for key, own in sorted(by_cell.items(), key=lambda item: -sum(each.is_printed for each in item[1])):
        yield _told(own, is_tied=key in ties)


def _told(missed_ones: Sequence[Outcome], *, is_tied: bool) -> str:
    name, spot = missed_ones[0].department, missed_ones[0].spot
    changed = "、".join(
        f"{each.kind} {_shown(each.value)}{'*' if each.is_printed else ''}" for each in missed_ones
    )
    title = (
        f"{name}{spot.cell} {spot.label}·{spot.heading} {_shown(spot.value)}{'（在勾稽里）' if is_tied else ''}"
    )
    return f"{title}：{reason(name, spot, {each.kind for each in missed_ones})}。{changed}"


def _shown(value: Value) -> str:
    return plain(value) or "空"


def reason(name: str, spot: Spot, kinds: Collection[str]) -> str:
    """Why no rule sees the slips, by kind of cell."""
    sheet = SHEETS[spot.sheet]
    field = next(column.field for column in sheet.columns if column.heading == spot.heading)
    if set(kinds) == {BLANK}:
        return _LEFT_BLANK.get(field, "空着就是没有发生")
    if field == "last" and department(name).last is None:
        return "没有上年的工作簿可对照"
    if any(item.unit and item.label == spot.label for item in sheet.items):
        return "数量只写这一处，只能与上年、与金额比大小"
    return _FREE.get(field, "只写这一处，只知道不能大于什么")


_LEFT_BLANK = {
    "last": "上年数空着就是不知道",
    "budget": "预算数空着就是不知道",
    "again": "复核数值空着就是没有复核",
    "stated": "合计空着由程序相加",
    "score": "得分可以不填",
    "content": "得分可以不填",
}
_FREE = {
    "budget": "预算数只写这一处",
    "score": "得分只写这一处，等级只分四档",
    "content": "得分、年度只写这一处",
    "value": "没有填复核数值，也不在有合计的分组里",
}


# ---- the command


def main() -> None:
    """Measure and print."""
    options = _options()
    names = [options.department] if options.department else list(DEPARTMENTS)
    whole = tasks(names, options.sample, options.seed)
    alone = tasks(names, options.sample, options.seed, keyed_twice=False)
    with ProcessPoolExecutor(PROCESSES) as pool:
        outcomes = [each for found in pool.map(tried, whole, chunksize=4) for each in found]
        keyed_once = [each for found in pool.map(tried, alone, chunksize=4) for each in found]
    rest = [each for each in outcomes if each.spot.sheet != workbook_form.INDICATORS.name]
    lines = (*table(outcomes), _line("不填复核数值时全部", [*rest, *keyed_once]), "", *missed(outcomes))
    sys.stdout.write("\n".join(lines) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="逐格试各种笔误，看核对拦住多少。")
    parser.add_argument("--seed", type=int, default=0, help="抽样的种子")
    parser.add_argument("--sample", type=float, default=1, help="抽多少格，0 到 1")
    parser.add_argument("--department", choices=DEPARTMENTS, help="只试一个单位")
    return parser.parse_args()


if __name__ == "__main__":
    main()
