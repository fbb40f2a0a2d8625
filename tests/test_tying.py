"""What ties is never reported: the third department as it stands."""

import pytest

from tests import report, third
from tests.golden import assert_golden
from tests.report import Report


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("third")
    return report.make(third.write(folder), folder / "output")


def test_the_third_department_has_nothing_open(school: Report) -> None:
    assert [str(problem) for problem in school.made.problems if problem.is_open] == []


def test_the_third_department_says_what_it_should(school: Report) -> None:
    assert_golden("third.txt", school.text + "\n")
