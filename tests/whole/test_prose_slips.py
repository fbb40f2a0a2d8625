"""A share of the slips of ``bench/prose.py``: most are caught, and the table says so."""

from collections import Counter

import pytest

from bench import prose as bench
from juesuan import reading
from tests.support.report import SAMPLE

pytestmark = pytest.mark.covered_elsewhere


@pytest.fixture(scope="module")
def given() -> bench.Texts:
    return bench.texts(reading.read(reading.given(SAMPLE))[0])


def test_most_slips_in_the_texts_are_caught(given: bench.Texts) -> None:
    tried, caught, missed = bench.measure(given, bench.sample(bench.trials(given), 0.07, 1))
    assert tried.total() > 80
    assert len(missed) == tried.total() - caught.total()
    assert caught.total() >= 0.9 * tried.total(), "\n".join(missed)


def test_most_numbers_of_the_texts_can_be_checked(given: bench.Texts) -> None:
    quantities = [each for each in given.compared.typed if not each.is_name]
    assert sum(bool(each.confirmed) for each in quantities) >= 0.8 * len(quantities)


def test_the_table_is_aligned_and_says_what_could_be_checked(given: bench.Texts) -> None:
    lines = bench.summary(given, Counter({"乘10": 40}), Counter({"乘10": 39})).splitlines()
    assert lines[0] == "笔误          试了  拦住  拦住率"
    assert lines[2] == "乘10            40    39   97.5%"
    assert lines[8] == "合计            40    39   97.5%"
    assert lines[9].startswith("手写的数 219 个，其中名称、日期、文号和序号里的 50 个；")


@pytest.mark.parametrize(
    ("kind", "words", "made"),
    [
        ("相邻两位颠倒", "35.2", ["53.2"]),
        ("漏一位", "12.5", ["2.5", "1.5", "12."]),
        ("重一位", "12", ["112", "122"]),
        ("乘10", "1,250.5", ["12505"]),
        ("除以10", "3", ["0.3"]),
        ("乘10000", "1.2", ["12000"]),
    ],
)
def test_slips_are_made(kind: str, words: str, made: list[str]) -> None:
    assert list(bench.SLIPS[kind](words)) == made
