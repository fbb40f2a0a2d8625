"""The numbers typed before paragraphs, such as （一）, where edits by hand leave a gap in them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.compare.edits import location
from juesuan.model import chinese
from juesuan.model.problems import Problem, warning
from juesuan.ooxml.editable_text import EditableParagraph, Item

_FORMS = (
    re.compile(rf"({chinese.NUMERAL}+)、(?!{chinese.NUMERAL})"),
    re.compile(rf"[（(]({chinese.NUMERAL}+)[）)]"),
    re.compile(r"(\d{1,3})[．.、](?!\d)"),
    re.compile(r"[（(](\d{1,3})[）)]"),
    re.compile(r"([①-⑳])"),
)
"""The forms of numbers; each counts by itself."""
_CIRCLED = range(ord("①"), ord("⑳") + 1)


class Gap(Struct, frozen=True):
    """A paragraph whose number does not follow that of the one before it."""

    at: int
    """Its place among the items."""
    text: str
    before: str
    """The number before, as it is typed; empty where none stands before."""
    number: str


def problems(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Problem]:
    """The warnings H28 on gaps that the edits have left: those of ``after`` that ``before`` did not have."""
    places = location.places(after)
    left = Counter((gap.text, gap.before) for gap in gaps(before))
    for gap in gaps(after):
        left[gap.text, gap.before] -= 1
        if left[gap.text, gap.before] < 0:
            message = f"人工修改以后，“{gap.before or '开头'}”的后面就是“{gap.number}”，序号断开了"
            advice = "请在新的 Word 文件里改正后面的序号，或把删去的一项放回来。"
            yield warning("H28", places[gap.at], message, advice)


def gaps(items: Sequence[Item]) -> list[Gap]:
    """The paragraphs in which a row of numbers jumps; headings and automatic lists are left out.

    A row ends at a heading, and one of a finer form where one of a coarser form goes on.
    """
    found, rows = list[Gap](), dict[int, tuple[int, str]]()
    for at, item in enumerate(items):
        if not isinstance(item, EditableParagraph):
            continue
        if item.level is not None:
            rows = {}
        elif label := _label(item.text):
            form, number, words = label
            last, typed = rows.get(form, (0, ""))
            if number not in {1, last + 1}:
                found.append(Gap(at, item.text, typed, words))
            rows = {each: row for each, row in rows.items() if each < form} | {form: (number, words)}
    return found


def _label(text: str) -> tuple[int, int, str] | None:
    """The form, the value and the letters of the number before a text; None where there is none."""
    for form, pattern in enumerate(_FORMS):
        if match := pattern.match(text.strip()):
            number = _value(match[1])
            return None if number is None else (form, number, match[0])
    return None


def _value(words: str) -> int | None:
    """The number that the letters stand for; None where they make none."""
    if words.isdecimal():
        return int(words)
    is_circled = len(words) == 1 and ord(words) in _CIRCLED
    return _CIRCLED.index(ord(words)) + 1 if is_circled else chinese.from_numeral(words)
