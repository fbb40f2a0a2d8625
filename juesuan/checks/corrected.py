"""After a correction: the old value of a figure, still standing in a text that a person typed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.figures import phrases, public_figures
from juesuan.figures.mentions import Mention, NumberKind, in_base, mentions
from juesuan.model.problems import Severity
from juesuan.model.sheets import tag_of
from juesuan.model.values import MONEY, Cell, Figure, plain, unmarked
from juesuan.model.written_text import Typed

if TYPE_CHECKING:
    from juesuan.model.corrections import FormerPrint

PART = "文字里的数"
_FEWEST_DIGITS, _CERTAIN_DIGITS = 3, 4
"""Digits of a number that is taken for an old value although its name does not stand beside it.

With one more it is no coincidence, even where the numbers around it, all of them old, agree with it.
"""
_LISTED = 3
"""So many figures that had one old value are named in a message."""

_Size = tuple[str, Fraction]
"""The unit of a number, 元 for money, and its value without sign."""


class _Correction(Struct, frozen=True):
    """A figure with a print that it had in an earlier version and has no more."""

    figure: Figure
    old: str
    """As it was printed, such as 2.86万元; in 元 where only that tells the two apart."""
    now: str
    """As it is printed, in the same unit."""


def no_corrected_value_is_left(evidence: Evidence) -> Iterator[Finding]:
    """No text has a number that was the value of a figure in an earlier version and is that of none now."""
    known = _corrections(evidence)
    units, told = _units(evidence), set[tuple[Cell, str]]()
    for serial, typed in enumerate(evidence.typed if known else (), len(evidence.figures)):
        mention = _read(typed, units)
        old = known.get(_size(mention), []) if mention else []
        if not mention or not old or (typed.cell, typed.text) in told or _is_present(mention, evidence):
            continue
        found = list(_left(typed, mention, old, _beside(serial, typed, evidence)))
        if found and not _is_told(typed, found, evidence):
            told.add((typed.cell, typed.text))
            yield _finding(typed, found)


def _corrections(evidence: Evidence) -> Mapping[_Size, list[_Correction]]:
    """What was corrected, by the value that stood there before; figures that are gone have no new value."""
    found: dict[_Size, dict[str, _Correction]] = defaultdict(dict)
    units = _units(evidence)
    for name, prints in evidence.former.items():
        figure = evidence.figures.get(name)
        if figure is not None and not name.startswith(f"{public_figures.PREFIX}."):
            for size, correction in _changed(figure, prints, units):
                found[size].setdefault(name, correction)
    return {size: list(each.values()) for size, each in found.items() if size[1]}


def _changed(
    figure: Figure, prints: "Iterable[FormerPrint]", units: frozenset[str]
) -> Iterator[tuple[_Size, _Correction]]:
    """The values by which a text may have earlier prints of a figure, of those that are not as they were."""
    now, exact = plain(phrases.text(figure)), plain(phrases.in_yuan(figure))
    for each in prints:
        if each.text != now:
            read = (found for found in mentions(each.text, units)[:1] if not found.is_rough)
            yield from ((_size(found), _Correction(figure, each.text, now)) for found in read)
        if each.yuan and Fraction(each.yuan) != figure.value:
            old = Fraction(each.yuan)
            yield ("元", abs(old)), _Correction(figure, f"{phrases.rounded(old, 2)}元", exact)


def _units(evidence: Evidence) -> frozenset[str]:
    return frozenset(each.value.unit for each in evidence.accounts.indicators)


def _size(mention: Mention) -> _Size:
    return mention.unit, abs(mention.value)


def _read(typed: Typed, units: frozenset[str]) -> Mention | None:
    """The number that was typed; None for a year or a part of a name."""
    found = () if typed.is_name else mentions(typed.text, units)[:1]
    return next((each for each in found if each.kind not in {NumberKind.YEAR, NumberKind.NAME}), None)


def _left(typed: Typed, mention: Mention, found: Iterable[_Correction], words: str) -> Iterator[_Correction]:
    """The corrections whose old value the number is, those first whose name stands in the ``words`` before it."""
    called = [each for each in found if _row(each.figure) and _row(each.figure) in words]
    digits = _digits(mention)
    if mention.unit and digits >= (_FEWEST_DIGITS if not typed.confirmed else _CERTAIN_DIGITS):
        rest = sorted((each for each in found if each not in called), key=lambda each: not each.figure.is_typed)
    else:
        rest = []
    yield from called or rest


def _row(figure: Figure) -> str:
    """The name of a figure's row, 公务接待费; empty for one that has only a code."""
    row = figure.name.split(".")[1] if "." in figure.name else ""
    return "" if row.isdecimal() else row


def _digits(mention: Mention) -> int:
    """How many digits say how large a number is: of 2.80万元 three, of 300万元 one."""
    number = mention.words.removesuffix(mention.suffix)
    return len(re.sub(r"\D", "", number).lstrip("0")) if "." in number else len(mention.digits)


_CLAUSES = re.compile(r"[，,。；;：:！!？?（）()\n]")


def _beside(serial: int, typed: Typed, evidence: Evidence) -> str:
    """The clause before a typed number, without spaces and signs."""
    for statement in evidence.statements:
        if statement.cell == typed.cell:
            text, spans = unmarked(statement.text)
            for start, _, mark in spans:
                if mark == serial:
                    return tag_of(_CLAUSES.split(text[:start])[-1])
    return ""


def _is_present(mention: Mention, evidence: Evidence) -> bool:
    """Whether some figure has that value now."""
    sized = (in_base(abs(each.value), _unit(each)) for each in evidence.figures.values())
    return any(unit == mention.unit and abs(value - abs(mention.value)) <= mention.half for value, unit in sized)


def _unit(figure: Figure) -> str:
    return "元" if figure.unit == MONEY else figure.unit


def _is_told(typed: Typed, found: Iterable[_Correction], evidence: Evidence) -> bool:
    """Whether another rule already says of the number that it is not this figure."""
    cells = {cell for each in found for cell in _cells(each.figure)}
    doubts = (each for each in evidence.relations if not each.holds and each.number.cell == typed.cell)
    return any(each.number.words == typed.text and not cells.isdisjoint(each.cells) for each in doubts)


def _cells(figure: Figure) -> Iterator[Cell]:
    """Every cell behind a figure, some of them twice."""
    for source in figure.sources:
        yield from (source,) if isinstance(source, Cell) else _cells(source)


def _finding(typed: Typed, found: list[_Correction]) -> Finding:
    said = "；".join(dict.fromkeys(_said(each) for each in found[:_LISTED]))
    more = "等" if len(found) > _LISTED else ""
    cells = tuple(dict.fromkeys(cell for each in found[:_LISTED] for cell in _cells(each.figure)))
    now = found[0].now
    return Finding(
        typed.cell,
        f"文字里还写着更正前的{typed.text}：{said}{more}",
        cells,
        expected=now,
        found=typed.text,
        difference=f"{typed.text}与{now}",
    )


def _said(correction: _Correction) -> str:
    figure = correction.figure
    cell = next(_cells(figure), "")
    return f"{cell}“{figure.name.replace('.', '·')}”原来是{correction.old}，现在是{correction.now}"


RULES = (
    Rule(
        "C920",
        Severity.WARNING,
        PART,
        "更正了的数，文字里没有留着更正前的",
        "表里改了一个数，报告里引用它的句子、表和图都跟着变；手写在文字里的不会变，改到它为止每次都提醒。",
        "请照现在的数改正，或改用标签；确是另一个数，就在“出错说明”里写明。",
        no_corrected_value_is_left,
    ),
)
