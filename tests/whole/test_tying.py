"""What ties is never reported: the third department as it stands, and any department that was built to tie."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from juesuan import checks
from juesuan.figures.derive import derive
from juesuan.model.accounts import Accounts
from juesuan.reading import workbook
from tests.support import builder
from tests.support.departments import departments
from tests.support.effort import examples
from tests.support.golden import assert_golden
from tests.support.report import Report

if TYPE_CHECKING:
    from juesuan.model.problems import Problem


def test_the_third_department_has_nothing_open(school: Report) -> None:
    assert [str(problem) for problem in school.made.problems if problem.is_open] == []


def test_the_third_department_says_what_it_should(school: Report) -> None:
    assert_golden("third.txt", school.text + "\n")


@pytest.mark.parametrize("unit", ["元", "万元"])
@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_department_built_to_tie_is_never_reported(unit: str, data: st.DataObject) -> None:
    content = data.draw(departments(unit))
    found: list[Problem] = []
    book = workbook.of(builder.grids(content, dict.fromkeys(content, unit)), found)
    accounts = Accounts(**asdict(book), texts={})
    found += checks.run(checks.Evidence(accounts, derive(accounts)))
    assert [str(problem) for problem in found if problem.is_open] == []
