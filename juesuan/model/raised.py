"""Letters above or below the line: in every text that is carried they are letters of their own, so 10⁵ is not 105.

Word has ordinary letters with a look instead; they are told apart where a Word file is read or written.
"""

import re
from collections.abc import Iterator
from typing import Literal

Level = Literal["superscript", "subscript"]
"""Where letters stand, by Word's word for it."""
_ORDINARY = "0123456789+-=()"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
_TO: dict[Level, dict[int, str]] = {
    "superscript": dict(zip(map(ord, _ORDINARY + "−ni"), _RAISED + "⁻ⁿⁱ", strict=True)),
    "subscript": dict(zip(map(ord, _ORDINARY + "−"), _LOWERED + "₋", strict=True)),
}
_FROM = dict(zip(map(ord, _RAISED + "ⁿⁱ" + _LOWERED), _ORDINARY + "ni" + _ORDINARY, strict=True))
_OWN: dict[Level, str] = {"superscript": f"[{_RAISED}ⁿⁱ]+", "subscript": f"[{_LOWERED}]+"}
_GROUPS = re.compile(f"(?P<superscript>{_OWN['superscript']})|(?P<subscript>{_OWN['subscript']})")
_PRINTED = set("¹²³")
"""The letters of this kind that every font has: where no other stands beside them they are printed as they are."""
POWER = f"[⁺⁻]?[{_RAISED[:10]}]{{1,3}}"
"""A pattern for the power that a number is raised to."""


def shifted(words: str, level: Level) -> str:
    """The words in the letters of that level; empty where one of them has no letter there."""
    made = words.translate(_TO[level])
    return made if re.fullmatch(_OWN[level], made) else ""


def ordinary(words: str) -> str:
    """The words with ordinary letters instead of raised and lowered ones, as fonts print them: 105 for 10⁵."""
    return words.translate(_FROM) if _GROUPS.search(words) else words


def parts(words: str) -> Iterator[tuple[str, Level | None]]:
    """The words cut where their level changes, each part in ordinary letters with its level, None on the line."""
    done = 0
    for found in _GROUPS.finditer(words):
        if set(found[0]) <= _PRINTED:
            continue
        if found.start() > done:
            yield words[done : found.start()], None
        yield found[0].translate(_FROM), "superscript" if found["superscript"] else "subscript"
        done = found.end()
    if done < len(words):
        yield words[done:], None
