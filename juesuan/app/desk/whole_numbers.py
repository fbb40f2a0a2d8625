"""Numbers in running words that a browser does not break: sign, digits and unit, or a date, stay on one line."""

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
