"""Figures as words: rounding, formats, the words of a comparison, the marks."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.figures import phrases
from juesuan.model import values
from juesuan.model.values import MONEY, PERCENT, Figure
from tests.support.factories import figure

YUAN = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)
EXACT = st.fractions(-(10**9), 10**9)


def shown(figure: Figure) -> str:
    return values.plain(phrases.text(figure))


# ---- rounding


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("0.00499999", 2, "0.00"),
        ("-0.00499999", 2, "0.00"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("2/3", 2, "0.67"),
        ("0", 2, "0.00"),
        ("99999999999999999999.995", 2, "100000000000000000000.00"),
    ],
)
def test_rounds_half_up_away_from_zero(value: str, places: int, expected: str) -> None:
    assert format(phrases.rounded(Fraction(value), places), "f") == expected


@given(EXACT, st.integers(0, 6))
def test_is_within_half_a_unit_and_never_minus_zero(value: Fraction, places: int) -> None:
    found = phrases.rounded(value, places)
    assert abs(Fraction(found) - value) <= Fraction(1, 2 * 10**places)
    assert found or not found.is_signed()


@given(YUAN, st.integers(0, 2))
def test_is_what_decimal_calls_half_up(value: Decimal, places: int) -> None:
    assert phrases.rounded(Fraction(value), places) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# ---- one number


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        ("7552797.98", "755.28万元"),
        ("0", "0万元"),
        ("-0.00", "0万元"),
        ("49.99", "0.00万元"),
        ("-49.99", "0.00万元"),
        ("50", "0.01万元"),
        ("4949.99", "0.49万元"),
        ("4999.995", "0.50万元"),  # once, from the exact value
        ("149.995", "0.01万元"),  # not by way of 150.00元
        ("-12345.67", "-1.23万元"),
        ("10000", "1.00万元"),
        ("123456789012.34", "12345678.90万元"),
    ],
)
def test_money_is_printed_in_wan_with_two_decimals(yuan: str, expected: str) -> None:
    assert shown(figure(yuan)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("100", "100%"),
        ("0", "0%"),
        ("34.09", "34.09%"),
        ("34.1", "34.1%"),
        ("34.095", "34.1%"),
        ("99.99", "99.99%"),
        ("99.996", "99.99%"),
        ("100.001", "100.01%"),
        ("100.005", "100.01%"),
        ("1000", "1000%"),
        ("0.005", "0.01%"),
        ("0.001", "不足0.01%"),
        ("-0.001", "不足-0.01%"),
        ("-99.996", "-99.99%"),
        ("-100.001", "-100.01%"),
        ("-100", "-100%"),
        ("200/3", "66.67%"),
    ],
)
def test_percentages_have_at_most_two_decimals_and_claim_0_or_100_only_exactly(value: str, expected: str) -> None:
    assert shown(figure(value, PERCENT)) == expected


@given(EXACT)
def test_100_percent_is_printed_only_for_exactly_100(value: Fraction) -> None:
    assert (phrases.percent_text(value) == "100%") == (value == 100)
    assert (phrases.percent_text(value) == "0%") == (value == 0)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("18", "人", "18人"),
        ("95.5", "分", "95.5分"),
        ("332.85", "亿元", "332.85亿元"),
        ("1000", "个", "1000个"),
        ("0", "辆", "0辆"),
        ("-3", "人", "-3人"),
        ("0.1234567", "", "0.1234567"),
    ],
)
def test_counts_are_printed_as_typed(value: str, unit: str, expected: str) -> None:
    assert shown(figure(value, unit)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("7552797.98", MONEY, "755.28"), ("0", MONEY, "0"), ("34.09", PERCENT, "34.09"), ("18", "人", "18")],
)
def test_the_bare_number_has_no_unit(value: str, unit: str, expected: str) -> None:
    assert phrases.number(figure(value, unit)) == expected


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [("7552797.98", "7552797.98元"), ("0", "0元"), ("5", "5.00元"), ("-0.004", "0.00元"), ("0.005", "0.01元")],
)
def test_money_in_yuan_is_printed_to_the_fen(yuan: str, expected: str) -> None:
    assert values.plain(phrases.in_yuan(figure(yuan))) == expected


# ---- comparisons


FORM_2019 = phrases.FormWords(2019, "（{年}年度为{数}，不计算增减比例）")


def compared(now: object, last: object, words: tuple[str, str] = phrases.GROWTH) -> str:
    """The sentence's words for two years, as derive and vocabulary bring them together."""
    before, difference = figure(last), Fraction(str(now)) - Fraction(str(last))
    rate = figure(difference * 100 / abs(before.value), PERCENT) if before.value else None
    return values.plain(phrases.comparison(figure(difference), phrases.rate(rate, words), before, FORM_2019))


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        (7552800, 5632800, "增加192.00万元，增长34.09%"),
        (5632800, 7552800, "减少192.00万元，下降25.42%"),
        (10000, 10000, "持平"),
        (0, 0, "持平"),
        (50000, 0, "增加5.00万元（2019年度为0万元，不计算增减比例）"),
        (-50000, 0, "减少5.00万元（2019年度为0万元，不计算增减比例）"),
        (0, 50000, "减少5.00万元，下降100%"),
        (50000, -50000, "增加10.00万元，增长200%"),
        (-100000, -50000, "减少5.00万元，下降100%"),
        (10000000.01, 10000000, "增加0.00万元，增长不足0.01%"),
    ],
)
def test_the_sign_of_the_difference_chooses_the_words(now: float, last: float, expected: str) -> None:
    assert compared(now, last) == expected


def test_the_form_of_2020_speaks_of_increase_and_decrease() -> None:
    assert compared(150, 100, phrases.INCREASE) == "增加0.01万元，增加50%"
    assert compared(50, 100, phrases.INCREASE) == "减少0.01万元，减少50%"


@given(YUAN, YUAN)
def test_swapping_the_two_years_flips_the_words(now: Decimal, last: Decimal) -> None:
    flipped = {"增加": "减少", "减少": "增加", "持平": "持平"}
    there, back = compared(now, last), compared(last, now)
    assert back[:2] == flipped[there[:2]]
    assert back.partition("（")[0].partition("，")[0][2:] == there.partition("（")[0].partition("，")[0][2:]


@pytest.mark.parametrize(("value", "expected"), [(3, "增加3人"), (-3, "减少3人"), (0, "持平")])
def test_a_difference_of_counts_keeps_its_unit(value: int, expected: str) -> None:
    assert values.plain(phrases.change(figure(value, "人"))) == expected


@pytest.mark.parametrize(("value", "expected"), [("12.5", "增长12.5%"), ("-12.5", "下降12.5%"), ("0", "")])
def test_a_rate_has_a_word_and_no_sign(value: str, expected: str) -> None:
    assert values.plain(phrases.rate(figure(value, PERCENT))) == expected


def test_no_rate_is_no_words() -> None:
    assert phrases.rate(None) == ""


@pytest.mark.parametrize(("difference", "expected"), [(5, "比"), (-5, "比"), (0, "与"), (None, "比")])
def test_equal_is_with_last_year_and_not_than_last_year(difference: int | None, expected: str) -> None:
    assert phrases.preposition(None if difference is None else figure(difference)) == expected


@pytest.mark.parametrize(
    ("differences", "expected"),
    [((1, 2), "增加"), ((-1, -2), "减少"), ((1, -2), ""), ((1, 0), ""), ((-1, 0), ""), ((), ""), ((-1,), "减少")],
)
def test_a_direction_is_named_only_where_all_share_it(differences: tuple[int, ...], expected: str) -> None:
    assert phrases.direction(*map(figure, differences)) == expected


def test_a_share_follows_its_amount_unless_that_is_nil() -> None:
    share = figure("33.3333", PERCENT)
    assert values.plain(phrases.with_share(figure(7552800), share)) == "755.28万元，占33.33%"
    assert values.plain(phrases.with_share(figure(0), figure(0, PERCENT))) == "0万元"
    assert values.plain(phrases.with_share(figure(7552800), None)) == "755.28万元"


@pytest.mark.parametrize(
    ("final", "budget", "expected"),
    [
        ("1.01", "1.02", "小于预算数"),
        ("1.02", "1.01", "大于预算数"),
        ("1", "1.00", "与预算数持平"),
        ("1", None, ""),
    ],
)
def test_the_budget_is_compared_to_the_fen(final: str, budget: str | None, expected: str) -> None:
    assert phrases.against_budget(figure(final), None if budget is None else figure(budget)) == expected


# ---- marks


def test_marks_lead_back_to_the_figures_in_order() -> None:
    sentence = f"收入{phrases.text(figure(50000, serial=7))}，占{phrases.text(figure(5, PERCENT, serial=65530))}。"
    assert list(values.printed(sentence)) == [(7, "5.00万元"), (65530, "5%")]
    assert values.plain(sentence) == "收入5.00万元，占5%。"


@given(st.text(st.characters(max_codepoint=0xEFFFF, exclude_categories=["Cs"])), st.integers(0, 131_000))
def test_marked_words_come_back_as_they_were(words: str, serial: int) -> None:
    marked = phrases.marked(figure(1, serial=serial), words)
    assert list(values.printed(marked)) == [(serial, words)]
    assert values.plain(marked) == words
