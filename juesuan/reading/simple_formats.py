"""Number formats that show a number with so many decimals and nothing else, or as it is: those of most cells."""

import re
from decimal import ROUND_HALF_UP, Decimal

GENERAL = frozenset({"", "general", "g/通用格式", "@"})
"""The number formats, in small letters, that show a number as it is; a text format shows a number so, too."""
_WIDEST = 11
"""Letters of the longest number that a cell of no format shows as it is: a longer one is cut to the column."""


def general(value: Decimal) -> str | None:
    """The text that a cell of no format shows for a number; None for a long one, which it cuts to its column."""
    words = format(value, "f")
    return words if len(words.lstrip("-")) <= _WIDEST else None


_DECIMALS = re.compile(r"(?P<thousands>#,##)?0(?:\.(?P<kept>0+)(?P<more>#*))?")
"""The formats of most amounts, which need no taking apart: #,##0.00####."""


def has_decimals_alone(code: str) -> bool:
    """Whether ``with_decimals`` knows the format."""
    return _DECIMALS.fullmatch(code) is not None


def with_decimals(value: Decimal, code: str) -> str | None:
    """The number with the decimals of its format; None for a negative one that is rounded to nil."""
    found = _DECIMALS.fullmatch(code)
    if found is None:
        raise ValueError(code)
    kept, more = len(found["kept"] or ""), len(found["more"] or "")
    rounded = abs(value).quantize(Decimal(1).scaleb(-kept - more), ROUND_HALF_UP)
    if value < 0 and not rounded:
        return None
    words = format(rounded, ",f" if found["thousands"] else "f")
    if more:
        words = words[: max(len(words.rstrip("0")), len(words) - more)]
    return f"-{words}" if value < 0 else words
