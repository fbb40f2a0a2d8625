"""Reports made once for all tests that only read them: the sample's, and one of each department."""

from decimal import Decimal

import pytest

from juesuan.year.blank_workbook import Content
from tests.support import builder, county_school, effort, printout, report, water_office
from tests.support.report import Report

effort.register()

_MANY = 40


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of the sample inputs."""
    return report.make(report.SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session", params=["sample", "many", "third", "newer"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of each department; the second has public tables longer than a page, the last the newer form."""
    if request.param == "sample":
        sample: Report = request.getfixturevalue("sample")
        return sample
    folder = tmp_path_factory.mktemp(request.param)
    match request.param:
        case "many":
            inputs = builder.write(folder / "2021", _of_many_items())
        case "newer":
            inputs = builder.write(folder / "2022", water_office.of_2022())
        case _:
            inputs = county_school.write(folder)
    return report.make(inputs, folder / "output")


def _of_many_items() -> Content:
    """The water office with its flood control in many items, and with public tables."""
    content = water_office.department()
    whole = next(row for row in content["支出科目"] if row["科目名称"] == "防汛")
    parts = [
        {
            **whole,
            "科目编码": f"21303{place + 40}",
            "科目名称": f"防汛分项{place}（含物资购置、队伍集结、值守补助和水毁工程修复）",
        }
        | {name: value / _MANY for name, value in whole.items() if isinstance(value, Decimal)}
        for place in range(_MANY)
    ]
    rows = [each for row in content["支出科目"] for each in (parts if row is whole else [row])]
    return builder.added({**content, "支出科目": rows}, "基本信息", {"项目": "附表", "内容": "是"})


@pytest.fixture(scope="session")
def of_word(made: Report, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF that LibreOffice makes of the Word file of each department."""
    return printout.by_office(made.docx, tmp_path_factory.mktemp("office"))
