"""Hundreds of folders whose files are damaged, too large or none, and a run on each: ``make fuzz`` has more.

After each run all must hold that ``tests/support/hostile/judge.py`` asks; the output names what runs a case again.
"""

from tests.support import hostile


def test_damaged_files_lead_to_words_in_chinese_and_harm_nothing() -> None:
    assert hostile.tried("bytes", "zip", "xml") == ""


def test_sizes_and_kinds_of_files_lead_to_words_in_chinese_and_harm_nothing() -> None:
    assert hostile.tried("sizes", "kinds", "store") == ""
