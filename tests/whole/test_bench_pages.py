"""What ``bench/pages.py`` says of its measurements."""

from bench.pages import Grown, marginal, table

LINEAR = (Grown(20, 2.0, 3.0, 200), Grown(60, 3.0, 5.0, 240), Grown(200, 9.0, 12.0, 400))
CURVED = (*LINEAR[:2], Grown(200, 9.0, 16.2, 400))


def test_a_page_more_costs_what_the_processes_computed_for_it() -> None:
    assert marginal(LINEAR) == [0.05, 0.05]


def test_the_last_line_says_whether_the_growth_is_linear() -> None:
    *_, last = table(LINEAR)
    assert last == "多一页的 CPU 时间，后段是前段的 1.00 倍：线性"
    *_, last = table(CURVED)
    assert last == "多一页的 CPU 时间，后段是前段的 1.60 倍：不是线性"


def test_each_report_has_a_line() -> None:
    _, *lines, _ = table(LINEAR)
    assert [line.split() for line in lines] == [
        ["20", "页", "2.00", "100", "3.00", "200"],
        ["60", "页", "3.00", "50", "5.00", "50", "240"],
        ["200", "页", "9.00", "45", "12.00", "50", "400"],
    ]
