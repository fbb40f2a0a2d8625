"""C860 to C869: the names of the sheets 支出科目 and 基本支出 are the standard ones of their codes."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan import reading
from juesuan.model import standard_names, year_folder
from juesuan.model.values import Cell
from juesuan.year import blank_workbook
from tests.checks.book import advice, told
from tests.support.factories import accounts, basic, department, economic, item
from tests.support.water_office import department as water_office

YEAR = 2021


def rows(*given: tuple[str, str], year: int = YEAR) -> list[str]:
    """What is said of rows of 支出科目 with these codes and names."""
    items = tuple(item(code, name=name) for code, name in given)
    return told(accounts(department=department(year=year), functional_items=items), "C86")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("201", "一般公共服务"),
        ("201", "一般公共服务支出"),
        ("20103", "政府办公厅(室)及相关机构事务"),
        ("2010101", "行政运行（项）"),
        ("2110105", "环境保护法规,规划及标准"),
        ("21305", "巩固脱贫衔接乡村振兴"),  # 2021 may have either
        ("21305", "扶贫"),
        ("2019876", "什么都行"),  # not in the library: nothing is said
        ("99999", "什么都行"),
    ],
)
def test_a_name_that_is_the_codes_is_not_told(code: str, name: str) -> None:
    assert rows((code, name)) == []


def test_a_name_of_another_code_is_told_with_that_code() -> None:
    assert rows(("2010101", "人大会议")) == [
        "警告 C861　〔支出科目〕A2010101：2010101 的名称写成“人大会议”，2021 年度这个编码的名称是“行政运行”"
        "　→ “人大会议”的编码是 2010104：编码写错了，请改编码；编码没有错，请把名称改成“行政运行”。"
    ]


def test_a_name_of_no_code_or_of_many_is_told_with_the_standard_name() -> None:
    assert rows(("2050204", "行政运行"), ("2080505", "养老")) == [
        "警告 C861　〔支出科目〕A2050204：2050204 的名称写成“行政运行”，2021 年度这个编码的名称是“高中教育”"
        + advice("C861"),
        "警告 C861　〔支出科目〕A2080505：2080505 的名称写成“养老”，2021 年度这个编码的名称是"
        "“机关事业单位基本养老保险缴费支出”" + advice("C861"),
    ]


def test_of_a_code_that_no_source_proves_another_name_is_only_a_hint() -> None:
    """Unless it is the name of a code of another class or section."""
    unproved = "2010106"
    assert unproved not in standard_names.functional().proved
    given = accounts(
        department=department(year=YEAR),
        functional_items=(item(unproved, name="人大监察"), item("2010104", name="行政运行")),
    )
    assert told(given, "C86") == [
        "提示 C869　〔支出科目〕A2010106：2010106 的名称写成“人大监察”，2021 年度这个编码的名称是“人大监督”"
        + advice("C869"),
        "提示 C869　〔支出科目〕A2010104：2010104 的名称写成“行政运行”，2021 年度这个编码的名称是“人大会议”"
        + advice("C869"),
    ]
    assert rows((unproved, "小学教育")) == [
        "警告 C861　〔支出科目〕A2010106：2010106 的名称写成“小学教育”，2021 年度这个编码的名称是“人大监督”"
        "　→ “小学教育”的编码是 2050202：编码写错了，请改编码；编码没有错，请把名称改成“人大监督”。"
    ]


def test_a_name_of_another_year_is_told_with_the_year() -> None:
    assert rows(("20805", "行政事业单位离退休")) == [
        "提示 C862　〔支出科目〕A20805：20805“行政事业单位离退休”自 2020 年度起改称“行政事业单位养老支出”"
        + advice("C862")
    ]
    assert rows(("20805", "行政事业单位养老支出"), year=2019) == [
        "提示 C862　〔支出科目〕A20805：20805“行政事业单位养老支出”在 2019 年度还叫“行政事业单位离退休”"
        + advice("C862")
    ]


@pytest.mark.parametrize("year", [2018, 2026])
def test_of_a_year_that_the_library_does_not_cover_nothing_is_said(year: int) -> None:
    assert rows(("2010101", "人大会议"), ("20805", "行政事业单位离退休"), year=year) == []


def test_economic_names_are_held_against_their_own_classification() -> None:
    items = economic("30101", "基本工资", 1), economic("30201", "印刷费", 1), economic("30239", "其他交通费", 1)
    given = accounts(basic_expenditure=basic(3, 1, *items))
    assert told(given, "C86") == [
        "警告 C863　〔基本支出〕A30201：30201 的名称写成“印刷费”，2021 年度这个编码的名称是“办公费”"
        "　→ “印刷费”的编码是 30202：编码写错了，请改编码；编码没有错，请把名称改成“办公费”。"
    ]


def test_a_level_of_nought_is_no_code() -> None:
    assert rows(("2010100", "行政运行"), ("20100", "人大事务")) == [
        f"警告 C864　〔支出科目〕A2010100：科目编码 2010100 的项是“00”，没有这样的编码{advice('C864')}",
        f"警告 C864　〔支出科目〕A20100：科目编码 20100 的款是“00”，没有这样的编码{advice('C864')}",
    ]


def test_a_code_alone_gets_its_name_and_that_is_said(tmp_path: Path) -> None:
    content = dict(water_office())
    content["支出科目"] = [{**row, "科目名称": ""} for row in content["支出科目"]]
    content["基本支出"] = [
        {**row, "科目名称": ""} if row.get("科目编码") == "30101" else row for row in content["基本支出"]
    ]
    blank_workbook.write_workbook(tmp_path / year_folder.WORKBOOK, content)
    found = reading.book(reading.given(tmp_path))
    named = {each.code: each.name for each in found.functional_items}
    assert (named["213"], named["2080505"]) == ("农林水支出", "机关事业单位基本养老保险缴费支出")
    (first, second) = told(found, "C86")
    count = len(found.functional_items)
    assert first.startswith(f"提示 C860　〔支出科目〕B5：有 {count} 行只填了编码，名称按 2021 年度的科目补上了：")
    assert first.endswith(f"等{advice('C860')}")
    assert second == (
        "提示 C860　〔基本支出〕"
        + next(each for each in found.basic_expenditure.items if each.code == "30101").name_cell.address  # type: ignore[union-attr]
        + f"：有 1 行只填了编码，名称按 2021 年度的科目补上了：30101“基本工资”{advice('C860')}"
    )


def test_the_cell_of_the_name_is_told_where_it_is_known() -> None:
    given = accounts(functional_items=(replace(item("201", name="国防"), name_cell=Cell("支出科目", "B5")),))
    assert [line.partition("：")[0] for line in told(given, "C861")] == ["警告 C861　〔支出科目〕B5"]
