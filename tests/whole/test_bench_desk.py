"""What ``bench/desk.py`` says of its measurements."""

from bench.desk import Waited, line, middle


def test_a_line_has_the_medians_and_what_it_is_held_to() -> None:
    found = middle([Waited(0.5, 0.1), Waited(0.4, 0.3), Waited(0.6, 0.2)])
    assert found == Waited(0.5, 0.2)
    assert line("出问题", found).split() == ["出问题", "0.50", "0.20", "0.5"]
    assert line("出文件", found).split() == ["出文件", "0.50", "0.20"]
