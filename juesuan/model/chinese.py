"""Chinese as people type it: characters that can be printed, numerals of headings, full and half width, units."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from juesuan.model.problems import Problem, error
from juesuan.model.program_folders import FONTS

_DIGITS = "一二三四五六七八九"
NUMERAL = f"[{_DIGITS}十]"
"""A pattern for one letter of a numeral."""


def numeral(number: int) -> str:
    """The Chinese numeral of a number from 1 to 99, as headings count: 一, 十二, 九十九."""
    tens, ones = divmod(number, 10)
    first = ("" if tens == 1 else _DIGITS[tens - 1]) + "十" if tens else ""
    return first + (_DIGITS[ones - 1] if ones else "")


_NUMBERS = {numeral(number): number for number in range(1, 100)}


def from_numeral(words: str) -> int | None:
    """The number, 1 to 99, that a Chinese numeral stands for; None where the letters make none, such as 十十."""
    return _NUMBERS.get(words)


UNITS: Mapping[str, int] = {"元": 1, "万元": 10_000}
"""The units in which a sheet may give its money, each with the number of 元 in one of it."""
# Not NFKC: it would make 52 of 5² and 1 of ①.
_NARROW: dict[int, int | str] = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    0xFFE5: "¥",
    0x2212: "-",
}


def narrow(words: str) -> str:
    """The words without white space, their full-width letters, digits and signs made half-width."""
    return "".join(words.translate(_NARROW).split())


ENDS = "。；！？\n"
"""The characters that end a sentence."""
_CIRCLED = re.compile(r"^\s*[①-⒛]")
_NUMBERING = re.compile(
    r"(其中:?|[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)[、.]?|[0-9]+[.、](?![0-9]))+"
)


@lru_cache(maxsize=2048)
def folded(words: str) -> str:
    """A label reduced to what is compared: narrow, without numbering, spaces, quotation marks and last colon."""
    width = unicodedata.normalize("NFKC", _CIRCLED.sub("", words))
    bare = re.sub(r"[\s\"“”'‘’「」『』]", "", width)
    numbering = _NUMBERING.match(bare)
    return bare[numbering.end() :].rstrip(":") if numbering else bare.rstrip(":")


COVERAGE = FONTS / "coverage.txt"
"""Code points of all bundled fonts, in hex, single or as ranges; tests/support/font_coverage.py writes it."""
_LAYOUT = frozenset("\t\n\r")


def unprintable(words: str) -> str:
    """The first character of ``words`` that no bundled font can print or that nobody would see; empty for none."""
    bad = {each for each in set(words) - _LAYOUT if not _is_printed(each)}
    return next((each for each in words if each in bad), "") if bad else ""


def fault(words: str, where: object) -> Problem | None:
    """Problem R11 for the first unprintable character of the text at ``where``; None where it has none."""
    bad = unprintable(words)
    if not bad:
        return None
    shown = f"“{bad}”" if bad.isprintable() else ""
    message = f"有印不出来的字符{shown}（U+{ord(bad):04X}，第 {words.index(bad) + 1} 个字）"
    return error("R11", where, message, "请删除这个字符，或换一个字。")


@cache
def _is_printed(character: str) -> bool:
    """Whether a bundled font can print a character, and somebody would see it."""
    firsts, lasts = _known()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place] and not _is_unseen(character)


def _is_unseen(character: str) -> bool:
    """Whether nobody would see a character.

    Category C: control and private characters, marks of direction, joiners; Zl, Zp: separators of lines.
    """
    kind = unicodedata.category(character)
    return kind[0] == "C" or kind in {"Zl", "Zp"}


@cache
def _known() -> tuple[Sequence[int], Sequence[int]]:
    """The first and the last code point of each range that the bundled fonts can print, in order."""
    ranges = [each.partition("-") for each in COVERAGE.read_text(encoding="ascii").split()]
    return [int(first, 16) for first, *_ in ranges], [int(last or first, 16) for first, _, last in ranges]
