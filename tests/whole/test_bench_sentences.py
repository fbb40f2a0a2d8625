"""What ``bench/sentences.py`` says of its measurements."""

import re

import pytest

from bench.sentences import COUNTS, MANY, ONE, growth, paragraphs, table

LINEAR = (0.3, 0.31, 0.34, 0.7)
CURVED = (0.3, 0.31, 0.34, 1.7)


def test_the_growth_is_that_of_the_time_above_a_check_without_numbers() -> None:
    assert growth((0.3, 0.32, 0.5, 2.3)) == pytest.approx([10, 10])


def test_less_than_the_noise_of_a_start_counts_as_that_noise() -> None:
    assert growth((0.3, 0.3001, 0.29, 0.31)) == pytest.approx([1, 1])


def test_the_last_lines_say_whether_the_growth_is_linear() -> None:
    *_, one, many = table({ONE: LINEAR, MANY: CURVED})
    assert one == "一句里，数多到十倍，多用的时间：4.0 倍、10.0 倍：线性"
    assert many == "各成一句，数多到十倍，多用的时间：4.0 倍、35.0 倍：不是线性"


def test_as_many_numbers_as_it_says_no_two_alike() -> None:
    for count in COUNTS:
        texts = paragraphs(count)
        found = [re.findall(r"[0-9.]+万元", "".join(texts[name])) for name in (ONE, MANY)]
        assert found[0] == found[1]
        assert len(set(found[0])) == count
        assert [len(texts[ONE]), len(texts[MANY])] == [1, count + 1]


def test_each_way_has_a_line() -> None:
    _, *lines = table({ONE: LINEAR, MANY: CURVED})
    assert lines[0].split() == ["一句里", "0.30", "0.31", "0.34", "0.70"]
    assert lines[1].split() == ["各成一句", "0.30", "0.31", "0.34", "1.70"]
