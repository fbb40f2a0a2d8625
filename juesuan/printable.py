"""Which characters the bundled fonts can print; the rest is refused where it is read, not missing on paper."""

import unicodedata
from functools import cache

from juesuan.problems import Problem, error
from juesuan.programfolders import FONTS

COVERAGE = FONTS / "coverage.txt"
"""Code points of all bundled fonts together, in hex, single or as ranges; written by tests/coverage.py."""
_LAYOUT = frozenset("\t\n\r")


def unprintable(words: str) -> str:
    """The first character of ``words`` that cannot be printed or that nobody would see, or nothing."""
    used = set(words) - _LAYOUT
    bad = {each for each in used if ord(each) not in _known() or _is_unseen(each)}
    return next((each for each in words if each in bad), "")


def fault(words: str, where: object) -> Problem | None:
    """The first such character as a problem of the text that stands ``where``."""
    bad = unprintable(words)
    if not bad:
        return None
    shown = f"“{bad}”" if bad.isprintable() else ""
    message = f"有印不出来的字符{shown}（U+{ord(bad):04X}，第 {words.index(bad) + 1} 个字）"
    return error("R11", where, message, "请删除这个字符，或换一个字。")


def _is_unseen(character: str) -> bool:
    """Control and private characters, marks of direction, joiners: category C; separators of lines: Zl, Zp."""
    kind = unicodedata.category(character)
    return kind[0] == "C" or kind in {"Zl", "Zp"}


@cache
def _known() -> frozenset[int]:
    given = COVERAGE.read_text(encoding="ascii").split()
    known = {int(each, 16) for each in given if "-" not in each}
    for first, last in (each.split("-") for each in given if "-" in each):
        known.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(known)
