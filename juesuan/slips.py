"""Slips of the pen: how one number may have become another while it was typed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

FACTORS = {
    Fraction(10): "小数点错了一位",
    Fraction(100): "小数点错了两位",
    Fraction(1000): "小数点错了三位",
    Fraction(10_000): "单位错了一级（元与万元、万元与亿元）",
    Fraction(100_000_000): "单位错了两级（元与亿元）",
}


def slip(found: Fraction, expected: Fraction) -> str:
    """The slip of the pen that makes ``expected`` into ``found``, in Chinese; empty where none does."""
    if not found or not expected or found == expected:
        return ""
    if found == -expected:
        return "正负号错了"
    ratio = abs(found / expected)
    if words := FACTORS.get(ratio) or FACTORS.get(1 / ratio):
        return words
    return _of_digits(*_digits(abs(found), abs(expected)))


def _digits(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Both as digits with the same decimals, four at the most."""
    places = next(
        (places for places in range(5) if (one * 10**places).denominator == 1 == (other * 10**places).denominator),
        4,
    )
    return str(round(one * 10**places)), str(round(other * 10**places))


def _of_digits(found: str, expected: str) -> str:
    if sorted(found) == sorted(expected) and _swapped(found, expected):
        return "相邻两位数字写颠倒了"
    if _without_one(found, expected):
        return "多了一位数字"
    return "少了一位数字" if _without_one(expected, found) else ""


def _swapped(found: str, expected: str) -> bool:
    places = [place for place, (one, other) in enumerate(zip(found, expected, strict=True)) if one != other]
    return len(places) == 2 and places[1] == places[0] + 1  # noqa: PLR2004


def _without_one(longer: str, shorter: str) -> bool:
    """Whether leaving out one digit makes the longer the shorter."""
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


# ---- which of many numbers one may have been

_Known = TypeVar("_Known")


def indexed(numbers: Iterable[tuple[Fraction, _Known]]) -> Mapping[str, list[_Known]]:
    """What is known of each number, by its digits in any order and by those that are left when one is lost."""
    index: dict[str, list[_Known]] = defaultdict(list)
    for value, known in numbers:
        for key in _keys(value):
            index[key].append(known)
    return index


def near(index: Mapping[str, list[_Known]], value: Fraction) -> Iterator[_Known]:
    """All that ``value`` may be a slip of, and a few more: whoever asks looks again."""
    for key in _keys(value):
        yield from index.get(key, ())


def _keys(value: Fraction) -> list[str]:
    bare = "".join(sorted(_digits(abs(value), Fraction(0))[0].replace("0", "")))
    return list(dict.fromkeys((bare, *(bare[:place] + bare[place + 1 :] for place in range(len(bare))))))
