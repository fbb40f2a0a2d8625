"""What is said across the departments of a county: each rule once where it holds, once where it does not."""

from decimal import Decimal

from msgspec.structs import replace

from juesuan.checks import across
from juesuan.model.county import (
    County,
    CountyProject,
    CountyRow,
    DepartmentFigures,
    DepartmentState,
    DoneDepartment,
)

PAID, GOT = "收入支出.对附属单位补助支出", "收入支出.上级补助收入"
ROWS = ("收入支出.本年收入合计", "收入支出.本年支出合计", "收入支出.上缴上级支出", "收入支出.附属单位上缴收入",
        "财政拨款收支.本年支出合计", "三公经费.三公经费合计", PAID, GOT)  # fmt: skip


def department(number: int, **amounts: int) -> DepartmentFigures:
    """A department like all others, but for its name and a few 元."""
    rows = {row: CountyRow(Decimal(0), Decimal(0), Decimal(0)) for row in ROWS}
    for row, yuan in (("收入支出.本年收入合计", 1_000_000 + number), ("收入支出.本年支出合计", 900_000 + number),
                      ("财政拨款收支.本年支出合计", 900_000 + number),
                      ("三公经费.三公经费合计", 10_000 + number)):  # fmt: skip
        rows[row] = CountyRow(Decimal(yuan), Decimal(yuan), Decimal(yuan))
    for row, yuan in amounts.items():
        rows[{"paid": PAID, "got": GOT, "three": "三公经费.三公经费合计"}[row]] = CountyRow(
            Decimal(yuan), Decimal(10_000), Decimal(yuan)
        )
    return DepartmentFigures(
        f"青禾县第{number}局", str(100 + number), "行政单位", "青禾县", rows, Decimal(10), (), f"book {number}"
    )


def told(*departments: DepartmentFigures) -> list[tuple[str, str, str]]:
    done = (
        DoneDepartment(f"第{number}局", DepartmentState.CHECKED, (), figures=each)
        for number, each in enumerate(departments, start=1)
    )
    return [(each.code, each.where, each.message) for each in across.run(County(2021, tuple(done)))]


def test_a_county_as_it_should_be_has_no_hints() -> None:
    ten = [department(number) for number in range(1, 11)]
    ten[0], ten[1] = department(1, paid=50_000), department(2, got=50_000)
    assert told(*ten) == []


def test_a_transfer_that_does_not_meet_is_named() -> None:
    found = told(
        department(1, paid=50_000), department(2, got=45_000), department(3, paid=7_000), department(4, got=7_000)
    )
    assert found == [
        ("J01", "第1局、第2局", "对附属单位补助支出：第1局 5万元、上级补助收入：第2局 4.5万元，多付0.5万元")
    ]
    assert told(department(1), department(2, got=45_000)) == [
        ("J01", "第2局", "对附属单位补助支出：没有与它对应的、上级补助收入：第2局 4.5万元，多收4.5万元")
    ]


def test_one_that_pays_several_meets_them_all() -> None:
    assert told(department(1, paid=50_000), department(2, got=45_000), department(3, got=5_000)) == []


def test_doubles_are_named() -> None:
    one, two = department(1), department(2)
    assert told(one, replace(two, name=one.name)) == [("J02", "第1局、第2局", "单位全称都是“青禾县第1局”")]
    assert told(one, replace(two, code=one.code)) == [("J02", "第1局、第2局", "预算单位编码都是“101”")]
    assert told(one, replace(two, workbook=one.workbook)) == [
        ("J03", "第1局、第2局", "决算数据工作簿是同一个文件，内容完全一样")
    ]
    assert told(one, replace(two, rows=one.rows)) == [
        ("J04", "第1局、第2局", "本年收入都是100.0001万元，本年支出都是90.0001万元，一分不差")
    ]
    project = CountyProject("河道整治", Decimal(300_000), Decimal(1))
    assert told(replace(one, projects=(project,)), replace(two, projects=(project,))) == [
        ("J05", "第1局、第2局", "都有项目“河道整治”，预算数都是30万元")
    ]


def test_a_planted_outlier_is_named_with_what_is_usual_in_the_county() -> None:
    ten = [department(number) for number in range(1, 11)]
    ten[4] = department(5, three=100_000)
    assert told(*ten) == [
        ("J06", "第5局", "人均“三公”经费为1.00万元，高得多：全县一半单位在0.10万元到0.10万元之间"),
        ("J06", "第5局", "“三公”经费与上年之比为1000%，高得多：全县一半单位在100%到100%之间"),
    ]
    assert told(*ten[:7]) == []  # too few to speak of a distribution


def test_a_department_whose_amounts_are_in_another_unit_is_named_however_wide_the_county_is() -> None:
    """Its 万元 stand as 元; the middle half of the county is so wide that nothing is far below it."""

    def of(number: int, yuan: int, *, with_three: bool) -> DepartmentFigures:
        rows = dict.fromkeys(ROWS, CountyRow(Decimal(0), Decimal(0), Decimal(0)))
        amount = CountyRow(Decimal(yuan), Decimal(yuan), Decimal(yuan))
        rows |= {"收入支出.本年支出合计": amount, "三公经费.三公经费合计": amount if with_three else rows[PAID]}
        return replace(department(number), rows=rows)

    ten = [of(number, number * 400_000, with_three=True) for number in range(1, 11)]
    assert told(*ten) == []
    ten[4] = of(5, 200, with_three=False)
    assert told(*ten) == [
        ("J06", "第5局", "人均本年支出为20.00元，低得多：全县一半单位在9.00万元到31.00万元之间"),
    ]
