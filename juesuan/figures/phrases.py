"""Figures become Chinese words here and nowhere else: the one place that rounds and formats.

The promise: a value is rounded once, from its exact value, half up. Money in 万元 has two decimals, nil is 0万元;
a percentage has at most two decimals and is 100% or 0% only when it is exactly that; nothing prints as -0.
Every printed number carries an invisible mark that leads back to its figure, see ``marked``.
"""

from decimal import Decimal
from fractions import Fraction

from juesuan.model.values import MONEY, PERCENT, Figure, mark

_WAN = 10000
_HUNDRED = 100


def marked(figure: Figure, text: str) -> str:
    """The printed number between the mark of its figure and the end mark."""
    return mark(figure.serial, text)


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, away from zero, exact; never -0."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = Decimal(whole).scaleb(-places)
    return -digits if value < 0 and whole else digits


def exact(value: Fraction) -> str:
    """A number with as many decimals as it has, at most six."""
    text = format(rounded(value, 6), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(figure: Figure) -> str:
    """The bare number as the sentence prints it: money in 万元."""
    if figure.unit == PERCENT:
        return percent_text(figure.value).removesuffix("%")
    if figure.unit != MONEY:
        return exact(figure.value)
    return format(in_wan(figure), "f") if figure.value else "0"


def in_table(figure: Figure) -> str:
    """Money in 万元, always with two decimals, as the public tables have it: 755.28, 0.00."""
    return marked(figure, format(in_wan(figure), "f"))


def in_wan(figure: Figure) -> Decimal:
    """Money in 万元, rounded to two decimals."""
    return rounded(figure.value / _WAN, 2)


def text(figure: Figure) -> str:
    """Number and unit: 755.28万元, 34.09%, 18人."""
    if figure.unit == PERCENT:
        return marked(figure, percent_text(figure.value))
    return marked(figure, number(figure) + ("万元" if figure.unit == MONEY else figure.unit))


def in_yuan(figure: Figure) -> str:
    """Money to 分: 7552797.98元; nil is 0元."""
    return marked(figure, (format(rounded(figure.value, 2), "f") if figure.value else "0") + "元")


def percent_text(value: Fraction) -> str:
    """At most two decimals; next to 0 or 100 the last digit is kept off them, so that neither is claimed."""
    shown = rounded(value, 2)
    if value != 0 and shown == 0:
        return "不足0.01%" if value > 0 else "不足-0.01%"
    if abs(value) != _HUNDRED and abs(shown) == _HUNDRED:
        shown = Decimal("99.99" if abs(value) < _HUNDRED else "100.01").copy_sign(shown)
    words = format(shown, "f").rstrip("0").rstrip(".")
    return f"{words}%"


def size(figure: Figure) -> Figure:
    """The figure without its sign: the word says the direction."""
    return Figure(figure.name, abs(figure.value), figure.unit, figure.rule, figure.sources, figure.serial)


def change(difference: Figure) -> str:
    """增加192.00万元, 减少0.45万元 or 持平."""
    if not difference.value:
        return "持平"
    return ("增加" if difference.value > 0 else "减少") + text(size(difference))


GROWTH, INCREASE = ("增长", "下降"), ("增加", "减少")
"""The words for a rate that rises or falls: 增长34.09%, or 增加34.09% as the form of 2020 has it."""


def rate(figure: Figure | None, words: tuple[str, str] = GROWTH) -> str:
    """增长34.09%, 下降15% or nothing where there is no rate."""
    if figure is None or not figure.value:
        return ""
    return words[figure.value < 0] + text(size(figure))


def comparison(difference: Figure, percentage: str, last: Figure, last_year: int) -> str:
    """增加192.00万元，增长34.09%; a base of nil has no percentage and is said; 持平 alone where equal."""
    if not difference.value:
        return "持平"
    if not last.value:
        return f"{change(difference)}（{last_year}年度为{text(last)}，不计算增减比例）"
    return f"{change(difference)}，{percentage}"


def preposition(difference: Figure | None) -> str:
    """比2019年增加……, but 与2019年持平."""
    return "与" if difference is not None and not difference.value else "比"


def each(difference: Figure | None) -> str:
    """Of two that change alike: 各增加……, but 均持平."""
    return "均" if difference is not None and not difference.value else "各"


def direction(*differences: Figure) -> str:
    """增加 or 减少 where every difference has that sign, else nothing."""
    if differences and all(difference.value > 0 for difference in differences):
        return "增加"
    return "减少" if differences and all(difference.value < 0 for difference in differences) else ""


def with_share(amount: Figure, share: Figure | None) -> str:
    """755.28万元，占100%; nil has no share: 0万元."""
    return text(amount) if not amount.value or share is None else f"{text(amount)}，占{text(share)}"


def against_budget(final: Figure, budget: Figure | None) -> str:
    """小于预算数, 大于预算数 or 与预算数持平; nothing where there is no budget."""
    if budget is None:
        return ""
    if final.value == budget.value:
        return "与预算数持平"
    return "小于预算数" if final.value < budget.value else "大于预算数"
