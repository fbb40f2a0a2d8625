"""What was noted of the earlier years beside the report, held against what they say by now."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from msgspec.structs import replace

from juesuan.checks import years_beside
from juesuan.checks.rule import Evidence, problem
from juesuan.model.problems import Problem, Severity
from juesuan.model.trends import KnownNumber, YearNow, YearOnFile
from tests.support import builder, three_years

REVENUE, STAFF = "收入支出.本年收入合计", "其他事项.在编人员"
RATE = "三公经费.三公经费合计.完成率"
TOLD: Mapping[str, str] = {
    REVENUE: "365.00万元",
    f"{REVENUE}.上年": "360.00万元",
    STAFF: "16人",
    "收入支出.本年支出合计": "12345.00万元",
    RATE: "80%",
    "其他事项.下属单位": "3个",
}


def numbers(**texts: str) -> Mapping[str, KnownNumber]:
    return {name: KnownNumber(Fraction(0), "", text) for name, text in {**TOLD, **texts}.items()}


def noted(year: int) -> YearOnFile:
    return YearOnFile(
        year=year, source="第1版（2022-09-05 10:00:00）", is_ours=True, department="某局", edition="四川2020",
        denominator="调整预算数", basis="", numbers=numbers(), items={},
    )  # fmt: skip


def found(*beside: YearNow, of: tuple[int, ...] = (2021, 2022)) -> list[Problem]:
    accounts = replace(builder.accounts(three_years.contents()[2]), years_on_file=tuple(map(noted, of)))
    return told(Evidence(accounts, {}, beside=beside))


def told(evidence: Evidence) -> list[Problem]:
    return [problem(rule, each) for rule in years_beside.RULES for each in rule.check(evidence)]


def now(year: int, **texts: str) -> YearNow:
    return YearNow(year, "第2版（2023-01-02 03:04:05）", numbers(**texts))


def test_years_that_say_the_same_are_not_told() -> None:
    assert found() == []
    assert found(now(2021), now(2022)) == []


def test_a_number_that_was_corrected_is_told_with_both_and_what_to_do() -> None:
    (one,) = found(now(2021), now(2022, **{REVENUE: "366.50万元"}))
    assert (one.severity, one.where) == (Severity.HINT, "历年数.toml")
    assert one.message == (
        "历年数.toml里2022年的数与现在公开的（第2版（2023-01-02 03:04:05））不同："
        "“本年收入合计”记的是365.00万元，现在是366.50万元"
    )
    assert (one.found, one.expected) == ("365.00万元", "366.50万元")
    assert one.hint.startswith("2022年更正了的，运行 ")
    assert one.hint.endswith("trends --attach 2023 重新附一次，再生成；不该变的，先查明2022年的报告。")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"{REVENUE}.上年", "“本年收入合计”的上年数记的是360.00万元，现在是1"),
        (STAFF, "“在编人员”记的是16人，现在是1"),
        ("收入支出.本年支出合计", "“本年支出合计”记的是12,345.00万元，现在是1"),
        (RATE, "““三公”经费”完成预算的比例记的是80%，现在是1"),
    ],
)
def test_every_number_of_the_tables_is_looked_at(name: str, said: str) -> None:
    (one,) = found(now(2021, **{name: "1"}))
    assert one.message.endswith(f"不同：{said}")


def test_of_many_numbers_five_are_named_and_all_are_counted() -> None:
    labels = ("本年收入合计", "本年支出合计", "年末结转和结余", "基本支出", "项目支出", "公务接待费")
    was = {f"收入支出.{label}" if label != "公务接待费" else f"三公经费.{label}": "1元" for label in labels}
    accounts = replace(builder.accounts(three_years.contents()[2]), years_on_file=(
        replace(noted(2022), numbers=numbers(**was)),
    ))  # fmt: skip
    beside = YearNow(2022, "旧.docx", numbers(**dict.fromkeys(was, "2元")))
    (one,) = told(Evidence(accounts, {}, beside=(beside,)))
    assert one.message.count("记的是") == 5
    assert one.message.endswith("等 6 个数")
    assert (one.found, one.expected) == ("", "")


def test_a_year_that_has_come_since_is_told() -> None:
    (one,) = found(now(2020))
    assert one.message == "历年数.toml里没有2020年，现在有它的报告（第2版（2023-01-02 03:04:05））"
    assert one.hint.startswith("要把它也放在一起比的，运行 ")


def test_a_report_without_earlier_years_beside_it_is_not_asked() -> None:
    assert found(now(2020), of=()) == []
