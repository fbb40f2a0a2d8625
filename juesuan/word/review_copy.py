"""审核稿: a copy of the report with a Word comment at every number, which says where the number comes from.

For those who go over the report before it is published: words and looks are the report's own, and whoever deletes
all comments has the report.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count, groupby, islice

from juesuan.figures import provenance
from juesuan.figures.provenance import Origin
from juesuan.model.chinese import ENDS
from juesuan.model.identity import About
from juesuan.model.problems import Problem
from juesuan.model.values import Span
from juesuan.ooxml import comments, package
from juesuan.ooxml.comments import Hand, Note
from juesuan.ooxml.elements import W
from juesuan.word.finish import Draft

_OF_THE_FORM = {"年度", "上年度"}
"""The figures that get no comment: they stand in nearly every sentence, and the other comments would be lost."""
_MOST_CELLS, _MOST_PROBLEMS, _LONGEST = 6, 4, 160
"""The most cells and problems that a comment names, and the most characters of a problem's message in it."""
_BREAKS = (W + "p", W + "br", W + "cr")


def copy(draft: Draft, numbers: Sequence[Origin], problems: Sequence[Problem], about: About) -> bytes:
    """The review copy of the report as .docx; the draft itself stays as it is.

    ``numbers`` are in the order of the serials. The comments bear the name of the department and the date of the
    report. A number that stands in a sentence several times has one comment there, at the first. The same values
    give the same bytes.
    """
    told = [lines(number, problems) for number in numbers]
    notes: dict[int, list[Note]] = {}
    seen: set[int] = set()
    places = count()
    for each in draft.word.root.iter(*_BREAKS, W + "t"):
        if each.tag in _BREAKS:
            seen.clear()
        else:
            place = next(places)
            spans = _once(each.text or "", draft.numbers.get(place, ()), seen)
            if held := [Note(start, end, told[serial]) for start, end, serial in spans if told[serial]]:
                notes[place] = held
    return package.packed(comments.add(draft.word, notes, Hand(about.author, about.created)), about.created)


def lines(number: Origin, problems: Sequence[Problem]) -> tuple[str, ...]:
    """The comment at a number, line by line: name, cells, rule, exact value, last year, problems; or nothing."""
    if number.name in _OF_THE_FORM or number.is_name:
        return ()
    said = _typed(number) if number.is_typed else _calculated(number)
    return (*said, *map(_short, _problems(number, problems)))


def _once(words: str, spans: Sequence[Span], seen: set[int]) -> Iterator[Span]:
    """The places of those numbers in a text that are new in their sentence; ``seen`` are its serials so far."""
    done = 0
    for start, end, serial in spans:
        _end_sentence(words[done:start], seen)
        done = end
        if serial not in seen:
            seen.add(serial)
            yield start, end, serial
    _end_sentence(words[done:], seen)


def _end_sentence(words: str, seen: set[int]) -> None:
    if any(mark in words for mark in ENDS):
        seen.clear()


# ---- the words of a comment


def _calculated(number: Origin) -> Iterator[str]:
    yield number.name
    yield f"来源：{_cells(number.cells)}"
    yield f"怎么来的：{number.rule}"
    if not _is_exact(number):
        yield f"精确值：{number.value}{number.unit}"
    if number.last:
        yield f"上年：{number.last}"


def _is_exact(number: Origin) -> bool:
    """Whether the report prints the number in full, so that its exact value says nothing more."""
    if number.unit != "元" or not number.printed.endswith("万元"):
        return number.printed == number.value + number.unit
    return not number.value.startswith("约") and Decimal(number.value) == 10000 * Decimal(number.printed[:-2])


def _typed(number: Origin) -> Iterator[str]:
    yield f"手写，在{_cells(number.cells)}"
    yield _vouched(number)


def _vouched(number: Origin) -> str:
    """What vouches for a typed number, or who has looked at it."""
    if number.confirmed:
        return f"与{number.confirmed}一致"
    if number.is_own:
        return "单位自己填的绩效指标"
    return f"没有来源，{number.seen}" if number.seen else "没有来源，还没有人看过，请核实"


def _cells(cells: Sequence[str]) -> str:
    """The first cells in words, each sheet named once: 〔收入支出〕B5、B6；〔支出科目〕E7 等9格."""
    parts = [cell.partition("〕") for cell in islice(cells, _MOST_CELLS)]
    sheets = groupby(parts, key=lambda part: part[0] + part[1])
    named = "；".join(sheet + "、".join(address for *_, address in group) for sheet, group in sheets)
    return f"{named} 等{len(cells)}格" if len(cells) > _MOST_CELLS else named


def _problems(number: Origin, problems: Sequence[Problem]) -> Iterator[str]:
    """The problems that touch the cells of a number, in lines: open ones first, explained ones with the reason."""
    touching = sorted((problems[place] for place in number.problems), key=lambda problem: not problem.is_open)
    for problem in touching[:_MOST_PROBLEMS]:
        yield f"{provenance.standing(problem)} {problem.code}：{problem.message}"
        if problem.explained:
            yield f"说明：{problem.explained}"
    if len(touching) > _MOST_PROBLEMS:
        yield f"另有{len(touching) - _MOST_PROBLEMS}条意见，见核对报告"


def _short(line: str) -> str:
    """The text on one line, cut where it is longer than a comment should be."""
    words = " ".join(line.split())
    return f"{words[:_LONGEST]}……" if len(words) > _LONGEST else words
