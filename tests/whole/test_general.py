"""Another department gets a correct report, and nothing of the sample stands in code or templates."""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan import reading
from juesuan.model.accounts import Accounts
from juesuan.versions import seal
from juesuan.year.blank_workbook import Entry
from tests.support import builder, report, water_office, word_files
from tests.support.golden import assert_golden
from tests.support.report import SAMPLE, Report
from tests.support.shelf import Shelf

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def second(shelf: Shelf) -> Report:
    return shelf.report(water_office.department())


def test_the_second_department_has_nothing_open(second: Report) -> None:
    assert [str(problem) for problem in second.made.problems if problem.is_open] == []


def test_the_second_department_says_what_it_should(second: Report) -> None:
    assert_golden("second.txt", second.text + "\n")


def test_the_sample_says_what_it_said(sample: Report) -> None:
    assert_golden("sample.txt", sample.text + "\n")


@pytest.mark.parametrize(
    "sentence",
    [
        # 3820000 - 3980000 = -160000; 160000 / 3980000 = 4.0201%
        "2021年度收、支总计382.00万元。与2020年相比，收、支总计各减少16.00万元，下降4.02%。",
        # 3650000 / 3700000 = 98.6486%; 50000 / 3700000 = 1.3514%
        "一般公共预算财政拨款收入365.00万元，占98.65%；政府性基金预算财政拨款收入0万元；",
        "其他收入5.00万元，占1.35%。",
        # 800000 / 870000 = 91.9540%
        "支出决算为80.00万元，完成预算91.95%，决算数小于预算数的主要原因是部分工程尚未完成结算。",
        # no vehicles, now or last year
        "公务用车购置及运行维护费支出决算与2020年持平。",
        "截至2021年12月底，单位共有公务用车0辆。",
        # 0 against 3000: a fall of exactly all of it
        "公务接待费支出决算比2020年减少0.30万元，下降100%，主要原因是没有发生公务接待。",
        # 3 projects, one of them without fiscal money
        "等3个项目绩效目标实际完成情况。",
        "发现的主要问题：青禾河治理工程的发现的主要问题。下一步改进措施：",
    ],
)
def test_sentences_worked_out_by_hand(second: Report, sentence: str) -> None:
    assert sentence in second.text


def test_charts_of_nil_are_said_in_words_and_leave_no_gap_in_the_numbers(second: Report) -> None:
    captions = re.findall(r"^图(\d+)：", second.text, re.MULTILINE)
    assert captions == ["1", "2", "3", "4", "5", "6"]
    assert "各项金额均为0万元，不作图。" in second.lines


def test_a_last_year_of_nil_has_no_rate(shelf: Shelf) -> None:
    content = builder.changed(water_office.department(), "其他事项", "机关运行经费", "上年数", Decimal(0))
    made = shelf.report(content)
    sentence = "机关运行经费支出25.00万元，比2020年增加25.00万元（2020年度为0万元，不计算增减比例）。"
    assert sentence in made.text


def test_the_same_in_wan_yuan_is_the_same_report(second: Report, tmp_path: Path) -> None:
    sheets = {"收入支出", "财政拨款收支", "支出科目", "基本支出", "三公经费", "其他事项", "绩效项目"}
    content = {name: [_in_wan(entry) for entry in rows] if name in sheets else rows
               for name, rows in water_office.department().items()}  # fmt: skip
    folder = builder.write(tmp_path / "2021", content, units=dict.fromkeys(sheets, "万元"))
    made = report.make(folder, tmp_path / "output")
    one, two = ({**word_files.parts(each.docx), SEAL: b""} for each in (made, second))
    assert one == two
    assert seal.say_the_same(made.docx, second.docx)


SEAL = "docProps/custom.xml"
"""Says from which workbook the file was made."""


_COUNTED = {"人", "名", "辆", "个", "批次", "人次", "台（套）", "分"}


def _in_wan(entry: Entry) -> Entry:
    """The amounts of a row divided by ten thousand; counts, scores and codes stay."""
    money = {"本年决算数", "上年决算数", "调整预算数", "基本支出", "项目支出", "合计", "金额", "预算数", "执行数"}
    money |= {f"{side}中{source}" for side in ("预算数", "执行数") for source in ("财政拨款", "其他资金")}
    if "项目" in entry and _is_money(str(entry["项目"])):
        money |= {"本年数", "上年数"}
    return {
        head: Decimal(value) / 10000 if head in money and not isinstance(value, str) else value
        for head, value in entry.items()
    }


def _is_money(label: str) -> bool:
    return label.startswith(("机关运行", "政府采购", "授予"))


def _own_words(accounts: Accounts) -> Iterator[str]:
    """What only the sample's department would say: its names and projects."""
    department = accounts.department
    yield from (
        department.name.text,
        department.region.text,
        department.name.text.removesuffix(department.region.text),
    )
    yield from (project.name.text for project in accounts.projects)
    yield from ("雁江", "资阳", "招商", "投资促进")


def _sources() -> Iterator[tuple[str, str]]:
    for pattern in ("generate.py", "juesuan/**/*.py", "charts/*.py", "templates/*.html", "templates/*.css"):
        for path in ROOT.glob(pattern):
            yield path.name, path.read_text(encoding="utf-8")
    for path in ROOT.glob("templates/**/*.docx"):
        with zipfile.ZipFile(path) as archive:
            for part in archive.namelist():
                yield f"{path.name}/{part}", re.sub(r"<[^>]+>", "", archive.read(part).decode())


def test_no_word_of_the_sample_stands_in_code_or_templates() -> None:
    accounts, _ = reading.read(reading.given(SAMPLE))
    words = set(_own_words(accounts))
    found = [(name, word) for name, text in _sources() for word in words if word in text]
    assert found == []
