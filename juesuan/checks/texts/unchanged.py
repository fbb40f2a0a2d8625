"""Words by which nothing has changed, behind a typed number whose figure has: 支出5.25万元，与上年持平."""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.texts.called import Called
from juesuan.checks.texts.figure_names import FigureNames
from juesuan.checks.texts.relation import CHANGES, LAST, Relation, cells, described, printed, tag_of
from juesuan.claims import sayings

_NEARLY = re.compile("基本|大体|大致")
_ABOUT = Fraction(5, 100)
"""How far a figure may be from last year's of which a text says that it is nearly the same."""
_YEAR = re.compile(r"\d{4}")


def moved(code: str, said: Called, name: str, names: FigureNames) -> Iterator[Relation]:
    """The comparison of the words behind a number with the change of its figure, whose name is ``name``."""
    words, number = sayings(), said.number
    found = re.match(rf"，?[与和同较比]{words.last}(?:同期|相比|，)*[^，\d预]{{0,6}}?{words.same}", number.after)
    change, last = (names.all.get(f"{name}{each}") for each in (CHANGES, LAST))
    if not found or not change or not last or not _is_of_last_year(found[0], names.year):
        return
    room = _ABOUT * abs(last.value) if _NEARLY.search(found[0]) else number.mention.half
    if abs(change.value) > room:
        real = printed(change.figure, number)
        yield Relation(
            code,
            number,
            holds=False,
            against=described(last.figure, number),
            message=f"文字里写“{said.label}”{number.words}{found[0]}，{described(last.figure, number)}，{real}",
            cells=cells(change.figure),
            advice=f"请改成{real}，或改用标签 {{{{ {tag_of(change.figure)} }}}}。",
            is_of_words=True,
        )


def _is_of_last_year(words: str, year: int) -> bool:
    """Whether the words compare with the year before the report's; another year is told of by itself."""
    written = _YEAR.search(words)
    return written is None or int(written[0]) == year - 1
