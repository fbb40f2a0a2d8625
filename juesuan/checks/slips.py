"""Slips of the pen: how one number may have become another while it was typed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

FACTORS = {
    10: "小数点错了一位",
    100: "小数点错了两位",
    1000: "小数点错了三位",
    10_000: "单位错了一级（元与万元、万元与亿元）",
    100_000_000: "单位错了两级（元与亿元）",
}


def slip(found: Fraction, expected: Fraction) -> str:
    """The slip of the pen that makes ``expected`` into ``found``, in Chinese; empty where none does.

    A number of the other sign has no other slip: a digit and a sign are two.
    """
    if not found or not expected or found == expected:
        return ""
    if (found < 0) != (expected < 0):
        return "正负号错了" if found == -expected else ""
    if words := FACTORS.get(_factor(found, expected)):
        return words
    return _of_digits(_shown(abs(found)), _shown(abs(expected)))


def is_one_digit(found: Fraction, expected: Fraction) -> bool:
    """Whether two numbers are written with as many digits, of which one differs."""
    one, other = _shown(found), _shown(expected)
    return len(one) == len(other) and sum(map(str.__ne__, one, other)) == 1


def _factor(one: Fraction, other: Fraction) -> int:
    """How many times the larger number is the smaller, both without their signs; 0 where it is no whole number."""
    sizes = abs(one.numerator * other.denominator), abs(other.numerator * one.denominator)
    times, rest = divmod(max(sizes), min(sizes))
    return 0 if rest else times


_PLACES = 6
"""Decimals that are looked at: 分 in 万元."""


def _shown(value: Fraction) -> str:
    """The number as it is written, without zeros at the end of its decimals, six of them at the most."""
    digits = _scaled(value).rjust(_PLACES + 1, "0")
    whole, decimals = digits[:-_PLACES], digits[-_PLACES:].rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def _scaled(value: Fraction) -> str:
    """The digits of the value down to the sixth decimal, without a point."""
    return str((2 * value.numerator * 10**_PLACES + value.denominator) // (2 * value.denominator))


def _of_digits(found: str, expected: str) -> str:
    """The slip by which two neighbouring digits were changed about, or one is too many or missing; else empty."""
    if _swapped(*_aligned(found, expected)):
        return "相邻两位数字写颠倒了"
    if _without_one(found, expected):
        return "多了一位数字"
    return "少了一位数字" if _without_one(expected, found) else ""


def _aligned(found: str, expected: str) -> tuple[str, str]:
    """The digits of two numbers, both with as many decimals, without a point."""
    places = max(len(each.partition(".")[2]) for each in (found, expected))
    one, other = (each.partition(".") for each in (found, expected))
    return one[0] + one[2].ljust(places, "0"), other[0] + other[2].ljust(places, "0")


def _swapped(found: str, expected: str) -> bool:
    if len(found) != len(expected):
        return False
    places = [place for place, (one, other) in enumerate(zip(found, expected, strict=True)) if one != other]
    if len(places) != 2 or places[1] != places[0] + 1:  # noqa: PLR2004
        return False
    first, second = places
    return (found[first], found[second]) == (expected[second], expected[first])


def _without_one(longer: str, shorter: str) -> bool:
    """Whether leaving out one digit makes the longer the shorter; its point stays, a nil in front goes, too."""
    if not 0 <= len(longer) - len(shorter) <= 2:  # noqa: PLR2004
        return False
    left = (longer[:place] + longer[place + 1 :] for place, digit in enumerate(longer) if digit != ".")
    bare = shorter.removeprefix("0")
    return any((each.rstrip("0").rstrip(".") if "." in each else each).lstrip("0") == bare for each in left)


# ---- which of many numbers one may have been

_Known = TypeVar("_Known")


def indexed(numbers: Iterable[tuple[Fraction, _Known]]) -> Mapping[str, list[_Known]]:
    """What is known of each number, by the keys that it shares with its slips.

    The keys are its digits in their order, with one lost or none; so are those of the number without its last
    digit, for whoever writes fewer decimals.
    """
    index: dict[str, list[_Known]] = defaultdict(list)
    for value, known in numbers:
        digits = _digits(value)
        for key in dict.fromkeys((*_keys(digits), *_keys(digits[:-1].strip("0")))):
            index[key].append(known)
    return index


_MOST = 16
"""So many numbers of like digits are looked at: where there are more, likeness tells nothing."""


def near(index: Mapping[str, list[_Known]], value: Fraction) -> Iterator[_Known]:
    """What is known of all numbers that ``value`` may be a slip of and of a few more: whoever asks looks again.

    Each comes once, the likest first, and of equally like ones the one that was indexed first.
    """
    found: dict[int, _Known] = {}
    for key in _keys(_digits(value)):
        found.update((id(known), known) for known in index.get(key, ())[:_MOST] if id(known) not in found)
    yield from found.values()


def _digits(value: Fraction) -> str:
    """The digits of a number without the zeros at either end: those of its tenfold are the same."""
    return _scaled(abs(value)).strip("0")


def _keys(digits: str) -> tuple[str, ...]:
    """The digits, and what is left of them when one is lost: two that changed places leave the same."""
    shorter = (digits[:at] + digits[at + 1 :] for at in range(len(digits)))
    return tuple(dict.fromkeys((digits, *(each.strip("0") for each in shorter))))
