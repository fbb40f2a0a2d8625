"""Slips of the pen: which one makes a number of another."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bench import prose as typed
from juesuan.checks.slips import indexed, near, slip

SWAPPED, MORE, FEWER = "相邻两位数字写颠倒了", "多了一位数字", "少了一位数字"


@pytest.mark.parametrize(
    ("found", "expected", "words"),
    [
        ("332.85", "323.85", SWAPPED),
        ("12.01", "12.1", SWAPPED),
        ("102", "120", SWAPPED),
        ("1401689.7", "1401689.75", FEWER),
        ("1401689.775", "1401689.75", MORE),
        ("36", "36.8", FEWER),
        ("32.85", "332.85", FEWER),
        ("200000", "1200000", FEWER),
        ("1.5", "10.5", FEWER),
        ("-332.85", "-323.85", SWAPPED),
        ("20", "2", "小数点错了一位"),
        ("2", "200", "小数点错了两位"),
        ("0.002", "2", "小数点错了三位"),
        ("452500", "45.25", "单位错了一级（元与万元、万元与亿元）"),
        ("45.25", "4525000000", "单位错了两级（元与亿元）"),
        ("5", "-5", "正负号错了"),
        ("5", "5", ""),
        ("0", "5", ""),
        ("5", "0", ""),
        ("33.28", "332.85", ""),
        ("12.3", "123.4", ""),
        ("456", "789", ""),
        ("132", "321", ""),
        ("1234", "2143", ""),
        ("124", "134", ""),
    ],
)
def test_the_slip_is_named(found: str, expected: str, words: str) -> None:
    assert slip(Fraction(found), Fraction(expected)) == words


NUMBERS = st.decimals("0.01", "999999999", places=2)


@given(NUMBERS, st.sampled_from(sorted(typed.SLIPS)), st.data())
def test_a_number_that_was_mistyped_is_a_slip_and_found_again(
    number: Decimal, kind: str, data: st.DataObject
) -> None:
    slips = [
        words
        for words in typed.SLIPS[kind](f"{number:f}")
        if Decimal(words) not in {number, 0} and not words.endswith(".0")
    ]
    assume(slips)
    words = data.draw(st.sampled_from(slips))
    assert slip(Fraction(words), Fraction(number))
    known = indexed([(Fraction(number), "it"), (Fraction(777), "another")])
    assert "it" in near(known, Fraction(words))


def test_what_is_not_near_is_not_found() -> None:
    assert list(near(indexed([(Fraction(123456), "it")]), Fraction(987))) == []


@pytest.mark.parametrize(("found", "expected"), [("66", "-166"), ("-0.4", "4"), ("-12", "21"), ("100", "-10")])
def test_a_digit_and_a_sign_are_no_slip(found: str, expected: str) -> None:
    assert slip(Fraction(found), Fraction(expected)) == ""


def test_a_digit_lost_from_the_last_of_the_decimals_is_a_slip() -> None:
    assert slip(Fraction("755.279798"), Fraction("755.279789")) == SWAPPED
    assert slip(Fraction("755.27979"), Fraction("755.279798")) == FEWER


@given(st.integers(1, 10**7), st.integers(1, 99), st.integers(1, 3))
def test_a_number_written_with_a_decimal_less_is_found_again(whole: int, cents: int, places: int) -> None:
    number = Fraction(whole) + Fraction(cents, 100)
    cut = Fraction(whole * 10 + cents // 10, 10)
    assume(cut != number)
    assert list(near(indexed([(number, "it")]), cut * 10**places)) == ["it"]


def test_each_number_is_looked_at_once_and_not_more_than_so_many() -> None:
    index = indexed((Fraction(number), number) for number in range(10_000, 18_000))
    found = list(near(index, Fraction(12_345)))
    assert found[0] == 12_345
    assert len(found) == len(set(found)) <= 6 * 16
    assert {12_354, 12_435, 13_245, 10_345 + 2_000} <= set(found)
