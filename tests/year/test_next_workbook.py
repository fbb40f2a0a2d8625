"""What the next year's workbook keeps of a project in the self-evaluation table published from 2022 on."""

from msgspec.structs import asdict

from juesuan.model.accounts import Accounts
from juesuan.reading import workbook
from juesuan.year import next_workbook
from juesuan.year.next_workbook import Turn
from tests.support import builder, water_office


def test_who_answers_for_a_project_and_how_it_is_measured_stay_and_no_number_does() -> None:
    book = workbook.of(builder.grids(water_office.as_published(water_office.of_2022())), [])
    given = Accounts(**asdict(book), texts={})
    made = next_workbook.content(given, Turn(2022, 2023, "四川2022"), {})
    project, indicator = made["绩效项目"][0], made["绩效指标"][0]
    assert {heading: words for heading, words in project.items() if heading.endswith(("人", "单位", "部门"))} == {
        "实施单位": "青禾县河道管理站",
        "项目负责人": "周明",
        "财务负责人": "吴芳",
    }
    assert (indicator["指标性质"], indicator["度量单位"]) == ("≥", "公里")
    assert [heading for heading in project if "资金" in heading or "拨款" in heading or "分" in heading] == []
