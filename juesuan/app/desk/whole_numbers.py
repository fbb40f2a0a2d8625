"""Numbers as the desk shows them: sign, digits and unit, or a date, stay on one line; digits stand in threes."""

import re

from markupsafe import Markup, escape

_BREAKABLE = re.compile(
    r"(?<![\w.])(?:\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?"
    r"|[-−]?\d[\d,]*(?:\.\d+)?(?:[%％]|亿元|万元|元)|[-−]\d[\d,.]*)",
    re.ASCII,
)
"""A browser breaks a line before a unit and behind a sign or a stroke; digits alone it leaves whole."""


def whole(text: str) -> Markup:
    """The text, escaped, with each number in a piece of its own that stays on one line."""
    pieces, done = list[Markup](), 0
    for found in _BREAKABLE.finditer(text):
        pieces += [escape(text[done : found.start()]), Markup('<span class="value">{}</span>').format(found[0])]
        done = found.end()
    return Markup("").join((*pieces, escape(text[done:])))


def grouped(number: str) -> str:
    """A number with its digits in groups of three, 12,458,800.36; words that are none as they are."""
    whole_part, dot, rest = number.partition(".")
    return f"{int(whole_part):,}{dot}{rest}" if re.fullmatch(r"-?[1-9]\d*", whole_part, re.ASCII) else number
