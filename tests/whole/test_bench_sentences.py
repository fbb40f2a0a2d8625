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
    _, *lines = table({ONE: [0.3, 0.4, 0.8, 1.3], MANY: [0.3, 0.4, 0.8, 1.6]})
    assert lines[0].split() == ["一句里", "0.30", "0.40", "0.80", "1.30"]
    assert lines[2:] == [
        "一句里，多一个数：先 0.50 毫秒，后 0.50 毫秒",
        "各成一句，多一个数：先 0.50 毫秒，后 0.80 毫秒",
        "2000 个数，一句里是各成一句的 0.81 倍：一样快",
    ]
