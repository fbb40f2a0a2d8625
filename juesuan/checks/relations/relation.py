"""A relation between numbers of a text, with its verdict."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from juesuan.claims import Claim, Place
from juesuan.figures.mentions import NumberKind
from juesuan.model.finished_report import Verdict


class NumberRelation(Struct, frozen=True):
    """Numbers of a text that belong together, and whether they do."""

    kind: str
    """sum, share, rate, change, completion, balance, repeat, direction, year, leftover,
    threshold, limit or visit."""
    written: tuple[Claim | str, ...]
    """The numbers that belong together, the one in doubt last; the total of a sum stands first.

    A number that is no claim of a figure, such as a year, stands as it is written.
    """
    verdict: Verdict
    sentence: str
    place: Place
    computed: str = ""
    """What the other numbers ask for, with its unit; empty where nothing can be computed."""
    message: str = ""
    """What does not agree, in Chinese; empty where nothing is wrong."""
    advice: str = ""
    """What may have happened."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers as they are written, with their units."""
        return tuple(each if isinstance(each, str) else each.words for each in self.written)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The numbers that say something of a figure."""
        return tuple(each for each in self.written if not isinstance(each, str))


def half(claim: Claim) -> Fraction:
    """How far rounding may have moved a number, in its unit: a count was not rounded at all, nor was 0万元."""
    is_counted = claim.mention.kind is NumberKind.COUNT and claim.mention.scale == 1 and not decimals_of(claim)
    is_nothing = not claim.mention.value and not decimals_of(claim)
    return Fraction(0) if is_counted or is_nothing else claim.mention.half


def spread(claims: Iterable[Claim]) -> Fraction:
    """How far rounding may have moved a sum of numbers, in their unit."""
    return sum((half(each) for each in claims), Fraction(0))


def worded(value: Fraction, like: Claim, places: int | None = None) -> str:
    """A value in the unit in which a number was written, with as many decimals, or with ``places``."""
    mention = like.mention
    shown = value / mention.scale
    decimals = decimals_of(like) if places is None else places
    scaled = (abs(shown) * 10**decimals + Fraction(1, 2)).__floor__()
    digits = str(scaled).rjust(decimals + 1, "0")
    number = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{number}{mention.suffix}"


def decimals_of(claim: Claim) -> int:
    """How many decimals a number is written with."""
    number = claim.mention.words.removesuffix(claim.mention.suffix).strip()
    return len(number.partition(".")[2])
