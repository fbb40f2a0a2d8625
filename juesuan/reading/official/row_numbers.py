"""行次 against the numerals of labels: where both number the rows and do not agree, a label may have slipped."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan.model.problems import Problem, warning
from juesuan.reading.official.recognition import OfficialSheet
from juesuan.reading.official.two_sided import Line

DISAGREE = "I41"
"""The code of a table whose labels and 行次 do not agree."""


def disagreeing(sheet: OfficialSheet, lines: Sequence[Line]) -> Iterator[Problem]:
    """A warning on the first row whose 行次 does not go on from the row above it as its numeral does."""
    for one, other in pairwise(lines):
        if one.block == other.block and _differs(
            _distance(one.serial, other.serial), _distance(one.number, other.number)
        ):
            where = f"{sheet.file}〔{sheet.grid.name}〕第{other.row + 1}行"
            message = (
                f"{sheet.form.code} “{other.key}”是第 {other.serial} 项、行次 {other.number}，"
                f"上面的“{one.key}”是第 {one.serial} 项、行次 {one.number}，名称和行次对不上"
            )
            advice = "这张表的数按名称取了；请对照软件里的表，看这两行的名称和数是不是错了位。"
            yield warning(DISAGREE, where, message, advice)
            return


def _distance(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else other - one


def _differs(serials: int | None, numbers: int | None) -> bool:
    return serials is not None and numbers is not None and serials != numbers
