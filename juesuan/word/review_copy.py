"""审核稿: a copy of the report with Word comments at its numbers, which say where each number comes from.

There are two: in the one that is read first only what needs a look is marked, in the other every number. Each says
so in a comment at the first words, with both counts. They are for those who go over the report before it is
published: words and looks are the report's own, and whoever deletes all comments has the report.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import count, groupby, islice

from msgspec import Struct

from juesuan.figures import provenance
from juesuan.figures.provenance import Origin
from juesuan.model.chinese import ENDS
from juesuan.model.identity import About
from juesuan.model.outputs import FULL_REVIEW_COPY, REVIEW_COPY
from juesuan.model.problems import Problem
from juesuan.model.values import Span
from juesuan.ooxml import comments, package
from juesuan.ooxml.comments import Hand, Note
from juesuan.ooxml.elements import MC, W
from juesuan.word.finish import Draft

_OF_THE_FORM = {"年度", "上年度"}
"""The figures that stand in nearly every sentence: they get no comment or, where they need a look, one."""
_MOST_CELLS, _MOST_PROBLEMS, _LONGEST = 6, 4, 160
"""The most cells and problems that a comment names, and the most characters of a problem's message in it."""
_BREAKS = (W + "p", W + "br", W + "cr")


class ReviewCopies(Struct, frozen=True):
    """The two review copies of a report as .docx."""

    of_looks: bytes
    """With comments where a look is needed."""
    full: bytes
    """With comments at every number."""


def copies(draft: Draft, numbers: Sequence[Origin], problems: Sequence[Problem], about: About) -> ReviewCopies:
    """The review copies of the report; the draft itself stays as it is.

    ``numbers`` are in the order of the serials. The comments bear the name of the department and the date of the
    report. A number that stands in a sentence several times has one comment there, at the first. The same values
    give the same bytes.
    """
    every = tuple(_notes(draft, numbers, [lines(number, problems) for number in numbers]))
    looks = tuple(each for each in every if each.needs_look)
    both = ((looks, _OF_LOOKS), (every, _FULL))
    made = (_copy(draft, held, said.format(every=len(every), looks=len(looks)), about) for held, said in both)
    return ReviewCopies(*made)


_OF_LOOKS = (
    "审核稿：共 {every} 个数，要看 {looks} 个，这里只标要看的：有意见的、与上一版不同的、没有看过或者确认的。"
    f"每一个数的来源，看“{FULL_REVIEW_COPY}”。"
)
_FULL = f"审核稿：共 {{every}} 个数，都标着来源；要看 {{looks}} 个，只标这些的是“{REVIEW_COPY}”。"


def lines(number: Origin, problems: Sequence[Problem]) -> tuple[str, ...]:
    """The comment at a number, line by line: name, cells, rule, exact value, last year, last version, problems.

    Nothing for what needs neither source nor look, such as a number in a name.
    """
    if (number.name in _OF_THE_FORM or number.is_name) and not number.needs_look:
        return ()
    said = _typed(number) if number.is_typed else _calculated(number)
    return (*said, *map(_short, _problems(number, problems)))


# ---- where the comments stand


class _Placed(Struct, frozen=True):
    """A comment at a number."""

    place: int
    """Of its text among all texts of the file, from 0."""
    note: Note
    needs_look: bool


def _notes(draft: Draft, numbers: Sequence[Origin], told: Sequence[tuple[str, ...]]) -> Iterator[_Placed]:
    """The comment at each number that has one, in reading order; ``told`` are the lines of each, by serial."""
    seen, once = set[int](), set[int]()
    places = count()
    for each in draft.word.root.iter(*_BREAKS, W + "t"):
        if each.tag in _BREAKS:
            seen.clear()
            continue
        place = next(places)
        found = draft.numbers.get(place, ())
        if found and next(each.iterancestors(MC + "Fallback"), None) is not None:
            continue  # the same drawing once more, for old programs
        for start, end, serial in _once(each.text or "", found, seen):
            if told[serial] and serial not in once:
                yield _Placed(place, Note(start, end, told[serial]), numbers[serial].needs_look)
                once |= {serial} if numbers[serial].name in _OF_THE_FORM else set()


def _copy(draft: Draft, placed: Iterable[_Placed], head: str, about: About) -> bytes:
    """The report with these comments, and one that says what they are at the first words without a number."""
    notes = {place: [each.note for each in group] for place, group in groupby(placed, key=lambda each: each.place)}
    texts = enumerate(each.text or "" for each in draft.word.root.iter(W + "t"))
    first = next(
        ((place, len(words)) for place, words in texts if words.strip() and place not in draft.numbers), None
    )
    if first is not None:
        notes[first[0]] = [Note(0, first[1], (head,))]
    ordered = dict(sorted(notes.items()))
    return package.packed(comments.add(draft.word, ordered, Hand(about.author, about.created)), about.created)


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
        yield f"准确值：{number.value}{number.unit}"
    if number.last:
        yield f"上年：{number.last}"
    if number.before:
        yield f"上一版：{number.before}"


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
    if number.is_name:
        return "在名称、日期或序号里"
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
