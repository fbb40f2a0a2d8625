"""What ``bench/sentences.py`` says of its measurements."""

import re

from bench.sentences import COUNTS, MANY, ONE, paragraphs, table


def test_as_many_numbers_as_it_says_no_two_alike() -> None:
    for count in COUNTS:
        texts = paragraphs(count)
        found = [re.findall(r"[0-9.]+万元", "".join(texts[name])) for name in (ONE, MANY)]
        assert found[0] == found[1]
        assert len(set(found[0])) == count
        assert [len(texts[ONE]), len(texts[MANY])] == [1, count + 1]


def test_each_way_has_a_line_and_a_verdict() -> None:
    _, *lines = table({ONE: [0.3, 0.31, 0.4, 1.4], MANY: [0.3, 0.31, 0.4, 2.4]})
    assert lines[0].split() == ["一句里", "0.30", "0.31", "0.40", "1.40"]
    assert lines[2:] == [
        "一句里：2000 个数是 200 个数的 11.0 倍：线性",
        "各成一句：2000 个数是 200 个数的 21.0 倍：不是线性",
    ]
