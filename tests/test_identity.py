"""What the report is called and when it was made."""

from datetime import UTC, datetime

import pytest

from juesuan import identity
from tests.factories import accounts, department, words


def test_the_report_is_named_after_department_and_year() -> None:
    about = identity.about(accounts())
    assert (about.title, about.author) == ("青禾县水务局2021年度部门决算", "青禾县水务局")
    assert (about.header, about.language) == ("", "zh-CN")


def test_it_is_made_on_the_day_of_publication() -> None:
    assert identity.about(accounts()).created == datetime(2022, 9, 5, tzinfo=UTC)


def test_without_a_day_of_publication_it_is_made_on_the_last_of_the_year() -> None:
    without = accounts(department=department(published_on=None))
    assert identity.about(without).created == datetime(2021, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青禾县水务局", "青禾县水务局"),
        ("青禾县 水务局", "青禾县_水务局"),
        ("水务局（本级）", "水务局（本级）"),
        ('a<b>:"/\\|?*c', "a_b_c"),
        ("../水务局.", "水务局"),
        ("局" * 100, "局" * 60),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(name: str, expected: str) -> None:
    own = accounts(department=department(name=words(name)))
    assert identity.file_name(own) == f"{expected}2021年度部门决算"
