"""Slips of the hand that explain a difference: a digit wrong, lost or too many, two swapped, the point."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from juesuan.checks.relations.relation import decimals_of, spread, worded
from juesuan.checks.slips import slip
from juesuan.claims import Claim

_FEWEST = 4
"""How many digits a number must have for a difference in one of them to be no chance."""
_DIGIT = 9
_FEW = 2
"""How many numbers may be named of which one may be wrong: more are no help."""


def typo(claim: Claim, expected: Fraction, room: Fraction = Fraction(0), fewest: int = _FEWEST) -> str:
    """The slip that makes a number of what is expected within ``room``, in Chinese; empty where none does."""
    scale = claim.mention.scale
    if words := slip(claim.mention.value / scale, expected / scale):
        return words
    return "写错了一位数字" if _one_digit(claim, expected, room, fewest) else ""


def slipped(claim: Claim, expected: Fraction) -> str:
    """The question whether a slip of the hand made a number of what is expected; empty where none suggests itself.

    What is expected is taken with all its decimals, and with as many as the number has.
    """
    scale, step = claim.mention.scale, Fraction(claim.mention.scale, 10 ** decimals_of(claim))
    meant = dict.fromkeys((expected, round(expected / step) * step))
    made = next(filter(None, (slip(claim.mention.value / scale, each / scale) for each in meant)), "")
    return f"{claim.words}是不是{made}？请核对原件。" if made else ""


def _one_digit(claim: Claim, expected: Fraction, room: Fraction, fewest: int) -> bool:
    step = Fraction(claim.mention.scale, 10 ** decimals_of(claim))
    units = int(abs(claim.mention.value) / step)
    digits = str(units)[::-1]
    if len(digits.lstrip("0")) < fewest or expected < 0:
        return False
    return any(
        _replaced(step, place, digits, (expected - claim.mention.value, room)) for place in range(len(digits))
    )


def _replaced(step: Fraction, place: int, digits: str, gap: tuple[Fraction, Fraction]) -> bool:
    """Whether another digit at a place, counted from the last, makes good the gap."""
    unit = step * Fraction(10) ** place
    difference, room = gap
    change = round(difference / unit)
    fits = 1 <= abs(change) <= _DIGIT and 0 <= int(digits[place]) + change <= _DIGIT
    return fits and abs(difference - change * unit) <= room < unit / 4


def guess(total: Claim, parts: Sequence[Claim]) -> str:
    """Advice that names the numbers of a sum whose slip would explain the difference; empty for none."""
    found = list(_guesses(total, parts))
    if len(found) > _FEW:
        return "差额像是有一个数写错、写漏或写颠倒了数字，请逐个核对原件。"
    named = "，或者".join(
        f"{claim.words}应为{worded(expected, claim)}（{words}）" for claim, expected, words in found
    )
    return f"是不是{named}？请核对原件。" if named else ""


def _guesses(total: Claim, parts: Sequence[Claim]) -> Iterator[tuple[Claim, Fraction, str]]:
    added = sum((each.mention.value for each in parts), Fraction(0))
    gap, room = added - total.mention.value, spread(parts)
    fewest = _FEWEST + _round_digits((total, *parts))
    for claim, expected in ((total, added), *((each, each.mention.value - gap) for each in parts)):
        words = typo(claim, expected, room, fewest) if expected > 0 else ""
        if words:
            yield claim, expected, words


def _round_digits(claims: Sequence[Claim]) -> int:
    """How many digits at the end are nought in all of the numbers, in the unit of their last printed digit."""
    units = [
        str(int(each.mention.value * 10 ** decimals_of(each) / each.mention.scale))
        for each in claims
        if each.mention.value
    ]
    return min((len(each) - len(each.rstrip("0")) for each in units), default=0)
