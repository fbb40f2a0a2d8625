"""What a number in a text was compared with, and whether it agrees."""

from fractions import Fraction

from msgspec import Struct

from juesuan.checks.slips import slip
from juesuan.checks.texts.claimed import WrittenNumber
from juesuan.figures import phrases
from juesuan.figures.phrases import rounded
from juesuan.model import values
from juesuan.model.values import LAST_YEAR, MONEY, Cell, Figure

LAST, CHANGES, RATES = LAST_YEAR, ".增减", ".增减率"
"""How the names of figures end that say what another was last year, and how it has changed."""


class Relation(Struct, frozen=True):
    """A comparison of a number in a text with something else, and whether the two agree."""

    code: str
    """The code of the rule that asks for it."""
    number: WrittenNumber
    """The number that is compared, and that is in doubt where it does not agree."""
    holds: bool
    against: str
    """What it was compared with, as a reader would name it: 〔三公经费〕B10“公务接待费”45.25万元."""
    message: str = ""
    """What does not agree; empty where it holds."""
    cells: tuple[Cell, ...] = ()
    """The other places that take part."""
    others: tuple[WrittenNumber, ...] = ()
    """The other numbers of a text that the comparison vouches for, too."""
    expected: str = ""
    """What the number should be, in words; empty where it holds or nobody can say."""
    difference: str = ""
    """How far the two are apart, or both of them, in words."""
    advice: str = ""
    """What to do about it, where the rule's own advice is too general."""
    is_of_words: bool = False
    """Whether what is in doubt are words beside the numbers: these may all be right."""

    @property
    def numbers(self) -> tuple[WrittenNumber, ...]:
        """Every number of a text that takes part, the one that is compared first."""
        return (self.number, *self.others)


def origin(number: WrittenNumber) -> object:
    """The key of where a number was typed or printed: one that a tag puts into several texts was so once."""
    serial = number.mention.serial
    return (number.cell, number.mention.start) if serial is None else serial


def vouching(code: str, number: WrittenNumber, against: str, others: tuple[WrittenNumber, ...] = ()) -> Relation:
    """A comparison that holds: it vouches for ``number``, and for ``others`` with it."""
    return Relation(code, number, holds=True, against=against, others=others)


def doubting(
    code: str,
    number: WrittenNumber,
    expected: Fraction,
    message: str,
    others: tuple[WrittenNumber, ...] = (),
) -> Relation:
    """A comparison that does not hold: ``expected``, in the number's unit, is what the others ask for."""
    shown = worded(expected, number)
    return Relation(
        code,
        number,
        holds=False,
        against="、".join(other.words for other in others),
        message=message.format(expected=shown, found=number.words),
        cells=tuple(other.cell for other in others),
        others=others,
        expected=shown,
        difference=f"{number.words}与{shown}",
        advice=guess(number, expected),
    )


def guess(number: WrittenNumber, expected: Fraction) -> str:
    """What may have happened when the number was typed, as a question; empty where nothing suggests itself."""
    made = mistyped(number, expected)
    return f"{number.words}是不是{made}？请核对原件。" if made else ""


def mistyped(number: WrittenNumber, expected: Fraction) -> str:
    """The slip of the pen that makes the number of what was expected, with all its decimals or with as few.

    Both in the unit that was written: a digit lost from 332.85亿元 moves no point.
    """
    scale, step = number.mention.scale, 2 * number.mention.half
    found, shown = number.mention.value / scale, expected / scale
    rounded_as_written = Fraction(round(expected / step)) * step / scale if step else shown
    return slip(found, shown) or ("" if rounded_as_written == shown else slip(found, rounded_as_written))


def worded(value: Fraction, like: WrittenNumber) -> str:
    """A value in the unit that a number of the text was written with, at most two decimals: 323.85亿元."""
    words = format(rounded(value / like.mention.scale, 2), "f")
    return f"{words.rstrip('0').rstrip('.') if '.' in words else words}{like.mention.suffix}"


# ---- a number and a figure


def being(code: str, number: WrittenNumber, figure: Figure) -> Relation:
    """A comparison that holds: the number is the figure."""
    return Relation(code, number, holds=True, against=described(figure, number), cells=cells(figure))


def differing(code: str, number: WrittenNumber, figure: Figure, message: str, advice: str = "") -> Relation:
    """A comparison that does not hold: the number should be the figure."""
    shown = printed(figure, number)
    return Relation(
        code,
        number,
        holds=False,
        against=described(figure, number),
        message=message,
        cells=cells(figure),
        expected=shown,
        difference=f"{number.words}与{shown}",
        advice=advice,
    )


def printed(figure: Figure, number: WrittenNumber) -> str:
    """The figure as the report prints it; in 元, to 分, where the text gives the number in 元."""
    if figure.name.endswith((CHANGES, RATES)):
        rises, falls = ("增加", "减少") if figure.name.endswith(CHANGES) else phrases.GROWTH
        return f"{falls if figure.value < 0 else rises}{_printed(phrases.size(figure), number)}"
    return _printed(figure, number)


def _printed(figure: Figure, number: WrittenNumber) -> str:
    if figure.unit == MONEY and number.words.endswith("元") and not number.words.endswith(("万元", "亿元")):
        return values.plain(phrases.in_yuan(figure))
    return values.plain(phrases.text(figure))


def described(figure: Figure, number: WrittenNumber) -> str:
    """Cell, name and value of a figure in words, in 元 or 万元 as the text has the number."""
    return f"{cells(figure)[0]}“{figure.name.replace('.', '·')}”是{printed(figure, number)}"


def cells(figure: Figure) -> tuple[Cell, ...]:
    """Every cell that a figure was made of, each once."""
    found: list[Cell] = []
    for source in figure.sources:
        found += [source] if isinstance(source, Cell) else cells(source)
    return tuple(dict.fromkeys(found))


def tag_of(figure: Figure) -> str:
    """The tag that prints the figure: that of a difference says the direction, too."""
    return f"{figure.name}额" if figure.name.endswith(CHANGES) else figure.name
