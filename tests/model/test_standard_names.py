"""The standard names as data: codes under their class and section, years that follow, what proves them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan import reading
from juesuan.claims import sayings_file
from juesuan.model import program_folders, standard_names, workbook_form
from juesuan.model.problems import ReportError
from juesuan.model.standard_names import StandardName, StandardNames
from tests.support import county_school, water_office

YEARS = range(2019, 2026)
FUNCTIONAL, ECONOMIC = standard_names.functional(), standard_names.economic()


def test_every_item_stands_under_its_section_and_every_section_under_its_class() -> None:
    for names, lengths in ((FUNCTIONAL, (3, 5, 7)), (ECONOMIC, (3, 5))):
        assert {len(code) for code in names.by_code} == set(lengths)
        above = {code[:length] for code in names.by_code for length in lengths[:-1] if length < len(code)}
        assert above <= names.by_code.keys()
    assert {code for code in FUNCTIONAL.by_code if len(code) == 3} <= workbook_form.FUNCTION_CLASSES
    assert {
        code: ECONOMIC.sure(code, 2022) for code in workbook_form.ECONOMIC_CLASSES
    } == workbook_form.ECONOMIC_CLASSES


def test_the_library_has_the_items_that_departments_of_a_county_use() -> None:
    items = [code for code in FUNCTIONAL.by_code if len(code) == 7]
    sections = [code for code in ECONOMIC.by_code if len(code) == 5]
    assert (len(items) >= 400, len(sections) >= 90) == (True, True)


def test_names_follow_one_another_without_a_gap() -> None:
    for names in (FUNCTIONAL, ECONOMIC):
        for code, given in names.by_code.items():
            started = min(each.first or YEARS[0] for each in given)
            ended = max(each.last or YEARS[-1] for each in given)
            assert all(names.of(code, year) for year in YEARS if started <= year <= ended), code


def test_a_code_ending_in_99_is_the_rest_and_the_usual_four_are_where_they_belong() -> None:
    usual = {"01": "行政运行", "02": "一般行政管理事务", "03": "机关服务"}
    for code, given in FUNCTIONAL.by_code.items():
        if code.endswith("99") and code != "2170199":
            assert all("其他" in each.name for each in given), code
        if len(code) == 7 and given[0].name in usual.values():
            assert usual[code[-2:]] == given[0].name, code


@pytest.mark.parametrize(
    ("code", "year", "names"),
    [
        ("2010101", 2024, ("行政运行",)),
        ("20805", 2019, ("行政事业单位离退休",)),
        ("20805", 2020, ("行政事业单位养老支出",)),
        ("207", 2018, ("文化体育与传媒支出",)),
        ("21301", 2019, ("农业", "农业农村")),  # not sure in which of the two years: both hold
        ("21301", 2022, ("农业农村",)),
        ("224", 2018, ()),
        ("2010308", 2024, ()),
        ("2019876", 2024, ()),
    ],
)
def test_a_name_holds_in_its_years(code: str, year: int, names: tuple[str, ...]) -> None:
    assert FUNCTIONAL.of(code, year) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一般公共服务", "一般公共服务支出"),
        ("政府办公厅(室)及相关机构事务", "政府办公厅（室）及相关机构事务"),
        ("其他交通费", "其他交通费用"),
        ("2080501 行政单位离退休（项）", "行政单位离退休"),
        ("环境保护法规，规划及标准", "环境保护法规、规划及标准"),
    ],
)
def test_names_are_compared_by_their_letters(one: str, other: str) -> None:
    assert standard_names.same(one, other)
    assert not standard_names.same(one, f"非{other}")
    assert not standard_names.same("水费", "电费")


def test_a_name_that_is_not_sure_is_not_given() -> None:
    assert (FUNCTIONAL.sure("21301", 2020), FUNCTIONAL.sure("21301", 2024)) == ("", "农业农村")


def test_the_entries_that_other_sources_have_too_say_the_same() -> None:
    """The sample of 2020, the two made-up departments and the old names of 说法.toml agree with the library."""
    given = reading.book(reading.given(program_folders.ROOT / "inputs" / "2020"))
    rows = [(item.code, item.name, 2020) for item in given.functional_items]
    rows += [
        (str(row["科目编码"]), str(row["科目名称"]), 2021)
        for content in (water_office.department(), county_school.department())
        for row in content["支出科目"]
    ]
    unlike = {(code, name) for code, name, year in rows if not any(map(_is(name), FUNCTIONAL.of(code, year)))}
    assert unlike == {("20805", "行政事业单位离退休"), ("2080501", "归口管理的行政单位离退休")}  # the old names
    items = [(item.code, item.name) for item in given.basic_expenditure.items]
    items += [
        (str(row["科目编码"]), str(row["科目名称"]))
        for content in (water_office.department(), county_school.department())
        for row in content["基本支出"]
        if row.get("科目编码")
    ]
    assert [each for each in items if not any(map(_is(each[1]), ECONOMIC.of(each[0], 2021)))] == []
    renamed = sayings_file.read(program_folders.TEMPLATES / "说法.toml").renamed
    for each in renamed:
        (code,) = (code for code in FUNCTIONAL.codes(each.new, each.year) if len(code) == 3)
        assert FUNCTIONAL.of(code, each.year - 1) == (each.old,)


def _is(name: str) -> Callable[[str], bool]:
    return lambda other: standard_names.same(name, other)


def test_a_fault_in_the_file_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standard_names, "TEMPLATES", tmp_path)
    for line, told in (
        ('"年度" = [2019]', "第2行没有写“年度”，或写得不对"),
        ('"201" = "一般', "第2行写得不对"),
        ('"201" = 5', "第2行写得不对"),
        ('"2011" = "名"', "第2行写得不对"),
        ('"201" = [{ "名称" = "名", "起" = "今年" }]', "第2行写得不对"),
        ('"201" = [{ "叫" = "名" }]', "第2行写得不对"),
    ):
        (tmp_path / standard_names.FUNCTIONAL).write_text(
            f"# 注\n{line}\n" + ("" if "年度" in line else '"年度" = [2019, 2025]\n'), encoding="utf-8"
        )
        with pytest.raises(ReportError) as caught:
            standard_names.functional.__wrapped__()
        (problem,) = caught.value.problems
        assert (problem.code, problem.where, problem.message) == ("W05", "功能分类.toml", told)


def test_a_name_may_be_followed_by_a_later_one() -> None:
    names = StandardNames({"201": (StandardName("旧", last=2020), StandardName("新", first=2021))})
    assert names.of_other_years("201", "旧", 2021) == StandardName("旧", last=2020)
    assert names.of_other_years("201", "别的", 2021) is None
    assert [*names.codes("新", 2021)] == ["201"]
    assert re.fullmatch(r"20\d\d", str(names.of_other_years("201", "新", 2020).first))  # type: ignore[union-attr]
