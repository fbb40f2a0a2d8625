"""The values of indicators: what a number is, and whether it was reached."""

from decimal import Decimal

import pytest

from juesuan.figures import aims
from juesuan.model.values import mark, plain


@pytest.mark.parametrize(
    ("words", "nature", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("不低于95%", "≥", "95", "%"),
        (">= 12.5 公里", "≥", "12.5", "公里"),
        ("≤30分钟", "≤", "30", "分钟"),
        ("不超过3万元", "≤", "3", "万元"),
        ("=100%", "＝", "100", "%"),
        ("＜5", "＜", "5", ""),
        ("12公里", "", "12", "公里"),
        ("-2", "", "-2", ""),
    ],
)
def test_a_value_has_sign_number_and_unit(words: str, nature: str, number: str, unit: str) -> None:
    found = aims.read(words)
    assert found is not None
    assert (found.nature, found.number, found.unit) == (nature, Decimal(number), unit)


@pytest.mark.parametrize("words", ["明显提高", "3至5个", "2个乡镇12个村", "", "≥", "一百"])
def test_other_words_are_no_value(words: str) -> None:
    assert aims.read(words) is None


@pytest.mark.parametrize(
    ("sign", "reached", "is_met"),
    [
        ("≥", 10, True), ("≥", 9, False), ("≤", 10, True), ("≤", 11, False), ("＝", 10, True), ("＝", 11, False),
        ("＞", 10, False), ("＞", 11, True), ("＜", 10, False), ("＜", 9, True), ("", 10, True), ("", 9, False),
    ],
)  # fmt: skip
def test_a_sign_says_what_reaches_an_aim(sign: str, reached: int, is_met: bool) -> None:  # noqa: FBT001
    assert aims.is_met(sign, Decimal(10), Decimal(reached)) is is_met


def test_signs_are_spelt_as_the_form_has_them() -> None:
    assert [aims.nature(words) for words in (">=", "= ", "≦", "不少于", "定性", "大概")] == [
        "≥", "＝", "≤", "≥", "定性", "大概",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "unit", "bare"),
    [
        (f"≥{mark(3, '95')}%", "%", mark(3, "95")),
        (mark(3, "12公里"), "公里", mark(3, "12")),
        (mark(3, "12"), "公里", mark(3, "12")),
        (f"{mark(3, '12')}公里", "处", f"{mark(3, '12')}公里"),
        ("明显提高", "高", "明显提高"),
    ],
)
def test_the_number_of_a_value_keeps_its_mark(marked: str, unit: str, bare: str) -> None:
    assert aims.bare(marked, unit) == bare
    assert plain(aims.bare(marked, unit)) == plain(bare)
