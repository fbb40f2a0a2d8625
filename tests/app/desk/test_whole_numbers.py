"""Numbers in running words stay on one line."""

import pytest

from juesuan.app.desk.whole_numbers import grouped, whole


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("上缴上级支出0万元；占64.52%。", ["0万元", "64.52%"]),
        ("差 -12,458,800.36元", ["-12,458,800.36元"]),
        ("2026-11-30 03:19 到 2026-11-30", ["2026-11-30 03:19", "2026-11-30"]),
        ("〔三公经费〕B10 的 C501，第3段", []),
        ("签约29个项目，33.58亿元", ["33.58亿元"]),
    ],
)
def test_a_number_keeps_its_sign_and_its_unit(text: str, pieces: list[str]) -> None:
    made = whole(text)
    assert [each.partition("<")[0] for each in made.split('<span class="value">')[1:]] == pieces
    assert made.striptags() == text


def test_what_is_around_a_number_is_text() -> None:
    assert whole("<b>12元</b>&") == '&lt;b&gt;<span class="value">12元</span>&lt;/b&gt;&amp;'


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("12458800.36", "12,458,800.36"),
        ("-1234", "-1,234"),
        ("0.5", "0.5"),
        ("0012", "0012"),
        ("", ""),
        ("约3万", "约3万"),
        ("１２３４", "１２３４"),
    ],
)
def test_digits_stand_in_groups_of_three(number: str, shown: str) -> None:
    assert grouped(number) == shown
