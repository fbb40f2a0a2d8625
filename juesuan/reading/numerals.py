"""Numbers in Chinese numerals, as the formats [DBNum1] and [DBNum2] of a spreadsheet show them."""

from decimal import Decimal

_LETTERS = {1: ("〇一二三四五六七八九", "十百千"), 2: ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")}
_MOST = 10**8


def spelled(value: Decimal, kind: int) -> str | None:
    """A whole number in Chinese numerals, as 一千〇五; None for another, and for a large or negative one.

    ``kind`` is 1 for 一二三, 2 for 壹贰叁.
    """
    letters = _LETTERS[kind]
    if value != int(value) or not 0 <= value < _MOST:
        return None
    high, low = divmod(int(value), 10_000)
    words = _four(high, letters) + "万" if high else ""
    if high and low and (low < 1000 or high % 10 == 0):  # noqa: PLR2004 - the first of four digits is nil
        words += letters[0][0]
    return words + _four(low, letters) if low or not high else words


def _four(number: int, letters: tuple[str, str]) -> str:
    """A number of at most four digits: 一千〇五十."""
    digits, ranks = letters
    words = ""
    for rank, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            words += digits[digit] + (ranks[rank - 1] if rank else "")
        elif words and not words.endswith(digits[0]):
            words += digits[0]
    return words.rstrip(digits[0]) or digits[0]


def small(number: int) -> str:
    """A number of at most two digits as dates spell it: 九, 十四, 二十."""
    return _four(number, _LETTERS[1]).removeprefix("一" if 10 <= number < 20 else "")  # noqa: PLR2004 - 十四


def one_by_one(digits: str) -> str:
    """Digits as a year spells them: 二〇二〇."""
    return "".join(_LETTERS[1][0][int(digit)] for digit in digits)
