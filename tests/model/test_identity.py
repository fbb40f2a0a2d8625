"""What the report is called and when it was made."""

from datetime import UTC, datetime

import pytest

from juesuan.model import identity
from tests.support.factories import accounts, department, words


def test_the_report_is_named_after_department_and_year() -> None:
    about = identity.about(accounts())
    assert (about.title, about.author) == ("青禾县水务局2021年度部门决算", "青禾县水务局")
    assert (about.header, about.language) == ("", "zh-CN")


def test_the_report_of_a_single_unit_is_called_one() -> None:
    about = identity.about(accounts(department=department(level=words("单位"))))
    assert (about.title, about.file_name) == ("青禾县水务局2021年度单位决算",) * 2


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
    assert identity.about(own).file_name == f"{expected}2021年度部门决算"


def test_a_draft_says_so_in_its_name_and_on_its_pages() -> None:
    own = identity.about(accounts(), is_draft=True)
    assert (own.file_name, own.header) == ("青禾县水务局2021年度部门决算（草稿）", "草稿")
    assert own.title == "青禾县水务局2021年度部门决算"


def test_a_long_name_leaves_room_for_the_word_draft() -> None:
    own = accounts(department=department(name=words("局" * 100)))
    assert identity.about(own, is_draft=True).file_name.endswith("2021年度部门决算（草稿）")
