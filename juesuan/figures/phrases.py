"""Figures become Chinese words here and nowhere else: the one place that rounds and formats.

The promise: a value is rounded once, from its exact value, half up. Money in 万元 has two decimals, nil is 0万元;
a rate has at most two decimals (one where the form says so) and is 100% or 0% only when it is exactly that;
nothing prints as -0. A number that was typed and is no money, such as an indicator in percent, prints with the
digits that were typed.
Every printed number carries an invisible mark that leads back to its figure, see ``marked``.
"""

import re
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.chinese import UNITS
from juesuan.model.edition_settings import NUMBER, YEAR
from juesuan.model.values import MONEY, PERCENT, Figure, mark

_WAN = 10000
_HUNDRED = 100


def marked(figure: Figure, text: str) -> str:
    """The printed number between its invisible marks: that of its figure, and the end mark."""
    return mark(figure.serial, text)


def rounded(value: Fraction, places: int) -> Decimal:
    """The value rounded to so many decimals: exact, half up and away from zero; never -0."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = Decimal(whole).scaleb(-places)
    return -digits if value < 0 and whole else digits


_COMPUTED, _TYPED = 6, 14
"""The decimals of a number at most: one that was typed has no more than fifteen digits."""


def exact(value: Fraction, places: int = _COMPUTED) -> str:
    """The value in digits, with as many decimals as it has but at most ``places``."""
    text = format(rounded(value, places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(figure: Figure) -> str:
    """The number alone, without unit or mark, as a sentence prints it: money in 万元."""
    if figure.unit == PERCENT and not figure.is_typed:
        return percent_text(figure.value, figure.decimals).removesuffix("%")
    if figure.unit != MONEY:
        return exact(figure.value, _TYPED if figure.is_typed else _COMPUTED)
    return format(in_wan(figure), "f") if figure.value else "0"


def in_table(figure: Figure) -> str:
    """The marked number of an amount in 万元 as public tables have it, always with two decimals: 755.28, 0.00."""
    return marked(figure, format(in_wan(figure), "f"))


def in_threes(number: str) -> str:
    """A number with its digits in groups of three, 12,458,800.36万元; words that begin with none as they are."""
    return re.sub(r"^-?[1-9][0-9]{3,}", lambda found: f"{int(found[0]):,}", number)


def in_wan(figure: Figure) -> Decimal:
    """The amount in 万元, rounded to two decimals."""
    return rounded(figure.value / _WAN, 2)


def text(figure: Figure) -> str:
    """The marked number with its unit, as a sentence prints it: 755.28万元, 34.09%, 18人."""
    if figure.unit == PERCENT and not figure.is_typed:
        return marked(figure, percent_text(figure.value, figure.decimals))
    return marked(figure, number(figure) + ("万元" if figure.unit == MONEY else figure.unit))


def in_yuan(figure: Figure) -> str:
    """The marked amount in 元, to 分: 7552797.98元; nil is 0元."""
    return marked(figure, (format(rounded(figure.value, 2), "f") if figure.value else "0") + "元")


def typed_money(yuan: Decimal, unit: str) -> str:
    """An amount as a sheet in ``unit``, 元 or 万元, has it, to the last decimal: 41,439,100.00元, 4,143.91万元."""
    return typed(yuan if unit == "元" and yuan else (yuan / UNITS[unit]).normalize(), unit)


def typed(value: Decimal, unit: str) -> str:
    """A number with the decimals that were typed, separators of thousands and its unit: 4,121人次."""
    return f"{value:,f}{unit}"


def percent_text(value: Fraction, places: int = 2) -> str:
    """A percentage in words, with at most so many decimals: 34.09%, 不足0.01%.

    Next to 0 or 100 the last digit is kept off them, so that neither is claimed where it is not so.
    """
    shown, least = rounded(value, places), Decimal(1).scaleb(-places)
    if value != 0 and shown == 0:
        return f"不足{least}%" if value > 0 else f"不足-{least}%"
    if abs(value) != _HUNDRED and abs(shown) == _HUNDRED:
        shown = (_HUNDRED - least if abs(value) < _HUNDRED else _HUNDRED + least).copy_sign(shown)
    words = format(shown, "f").rstrip("0").rstrip(".")
    return f"{words}%"


def size(figure: Figure) -> Figure:
    """The figure without its sign, for phrases in which a word says the direction."""
    return replace(figure, value=abs(figure.value))


def change(difference: Figure) -> str:
    """The words for a difference: 增加192.00万元, 减少0.45万元 or 持平."""
    if not difference.value:
        return "持平"
    return ("增加" if difference.value > 0 else "减少") + text(size(difference))


GROWTH, INCREASE = ("增长", "下降"), ("增加", "减少")
"""The words for a rate that rises or falls: 增长34.09%, or 增加34.09% as the form of 2020 has it."""


def rate(figure: Figure | None, words: tuple[str, str] = GROWTH) -> str:
    """The words for a rate of change: 增长34.09%, 下降15%; empty where there is none or it is nil."""
    if figure is None or not figure.value:
        return ""
    return words[figure.value < 0] + text(size(figure))


class FormWords(Struct, frozen=True):
    """The words of a form for what a sign or a nought decides."""

    last_year: int = 0
    """Where nothing is compared with last year, it stays out of use."""
    no_base: str = ""
    """Behind an increase from nothing, see ``edition_settings``: （{年}年度为{数}，不计算增减比例）."""
    budget_name: str = "预算数"
    """What the budget is called: 小于预算数."""


PLAIN = FormWords()
"""For figures that are compared neither with last year nor with a budget."""


def comparison(difference: Figure, percentage: str, last: Figure, words: FormWords) -> str:
    """The words for a comparison with last year: 增加192.00万元，增长34.09%; 持平 alone where the two are equal.

    ``percentage`` is what ``rate`` says; where last year was nil there is no percentage, and the ``words`` of the
    form say why.
    """
    if not difference.value:
        return "持平"
    if not last.value:
        return change(difference) + words.no_base.replace(YEAR, str(words.last_year)).replace(NUMBER, text(last))
    return f"{change(difference)}，{percentage}"


def preposition(difference: Figure | None, word: str = "比") -> str:
    """The word before last year in a comparison: 比2019年增加……, 较上年增加……, but 与2019年持平."""
    return "与" if difference is not None and not difference.value else word


def each(difference: Figure | None) -> str:
    """The word for two totals that change alike: 各增加……, but 均持平."""
    return "均" if difference is not None and not difference.value else "各"


def direction(*differences: Figure) -> str:
    """The word 增加 or 减少 where every difference has that sign; empty where they do not agree."""
    if differences and all(difference.value > 0 for difference in differences):
        return "增加"
    return "减少" if differences and all(difference.value < 0 for difference in differences) else ""


def with_share(amount: Figure, share: Figure | None) -> str:
    """The words for an amount and its share: 755.28万元，占100%; nil has no share: 0万元."""
    return text(amount) if not amount.value or share is None else f"{text(amount)}，占{text(share)}"


def against_budget(final: Figure, budget: Figure | None, name: str = PLAIN.budget_name) -> str:
    """The words for an amount against its budget: 小于, 大于预算数 or 与预算数持平; empty without a budget.

    ``name`` is what the form calls the budget.
    """
    if budget is None:
        return ""
    if final.value == budget.value:
        return f"与{name}持平"
    return f"小于{name}" if final.value < budget.value else f"大于{name}"
