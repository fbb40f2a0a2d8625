"""What ties is never reported: the third department as it stands, and any department that was built to tie."""

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from juesuan import checks, workbook
from juesuan.blank import Content
from juesuan.derive import derive
from juesuan.model import Accounts
from tests import builder, report, third
from tests.departments import departments
from tests.golden import assert_golden
from tests.report import Report

if TYPE_CHECKING:
    from juesuan.problems import Problem


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("third")
    return report.make(third.write(folder), folder / "output")


def test_the_third_department_has_nothing_open(school: Report) -> None:
    assert [str(problem) for problem in school.made.problems if problem.is_open] == []


def test_the_third_department_says_what_it_should(school: Report) -> None:
    assert_golden("third.txt", school.text + "\n")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(departments())
def test_a_department_built_to_tie_is_never_reported(content: Content) -> None:
    found: list[Problem] = []
    book = workbook.of(builder.grids(content), found)
    accounts = Accounts(**{each.name: getattr(book, each.name) for each in fields(book)}, texts={})
    found += checks.run(checks.Evidence(accounts, derive(accounts)))
    assert [str(problem) for problem in found if problem.is_open] == []
