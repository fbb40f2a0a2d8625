"""历年数.toml: what is written is read back; what is no such file is told, and nothing of it is used."""

from fractions import Fraction
from pathlib import Path

import pytest

from juesuan.model.given import Given
from juesuan.model.problems import Problem, Severity
from juesuan.model.trends import FILE, KnownNumber, YearOnFile
from juesuan.reading import years_on_file
from juesuan.year import years_file

REVENUE = "收入支出.本年收入合计"


def year(number: int) -> YearOnFile:
    numbers = {
        REVENUE: KnownNumber(Fraction(7_300_001, 2), "元", "365.00万元"),
        "其他事项.在编人员": KnownNumber(Fraction(16), "人", "16人"),
        "三公经费.三公经费合计.完成率": KnownNumber(Fraction("97.35"), "%", "97.35%"),
    }
    return YearOnFile(
        year=number, source='旧"报告".docx', is_ours=False, department="某局", edition="四川2020",
        denominator="调整预算数", basis="含结转结余", numbers=numbers, items={"2130314": "防汛"}, kind="行政单位",
        level="部门",
    )  # fmt: skip


def read(data: bytes, of: int = 2023) -> tuple[tuple[YearOnFile, ...], list[Problem]]:
    problems: list[Problem] = []
    return years_on_file.read(Given(Path("2023"), {FILE: data}), of, problems), problems


def test_what_is_written_is_read_back() -> None:
    written = [year(2022), year(2020)]
    data = years_file.dumped(written, frozenset(written[0].numbers))
    assert read(data) == ((written[1], written[0]), [])
    few = years_file.dumped(written, frozenset([REVENUE]))
    assert [{*each.numbers} for each in read(few)[0]] == [{REVENUE}, {REVENUE}]


def test_without_the_file_there_is_no_year() -> None:
    problems: list[Problem] = []
    assert years_on_file.read(Given(Path("2023"), {}, beside=(f"{FILE}.txt",)), 2023, problems) == ()
    assert [(each.code, each.where) for each in problems] == [("S27", f"{FILE}.txt")]


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('"7300001/2"', '"1e999999999"', "写得不对"),
        ('"7300001/2"', '"1/0"', "写得不对"),
        ('"7300001/2"', "7300001", "写得不对"),
        ("四川2020", "四川1999", "写得不对"),
        ('"人"', '"\\u202e"', "写得不对"),
        ('[["年"]]', '[["年"', "第4行写得不对"),
        ('"来源"', '"别的"', "写得不对"),
        ("2020\n", "2022\n", "一年写了两次"),
    ],
)
def test_what_is_not_as_it_is_written_is_told_and_nothing_is_used(written: str, instead: str, told: str) -> None:
    data = years_file.dumped([year(2022), year(2020)], frozenset(year(2020).numbers)).decode()
    assert written in data
    found, problems = read(data.replace(written, instead, 1).encode())
    assert found == ()
    assert [(each.code, each.severity, each.where) for each in problems] == [("S26", Severity.ERROR, FILE)]
    assert told in problems[0].message


def test_a_year_that_is_not_before_that_of_the_report_is_left_out() -> None:
    found, problems = read(years_file.dumped([year(2022), year(2020)], frozenset([REVENUE])), of=2022)
    assert [each.year for each in found] == [2020]
    assert [(each.code, each.severity) for each in problems] == [("S26", Severity.WARNING)]
