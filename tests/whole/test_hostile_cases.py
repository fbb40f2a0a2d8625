"""A thousand spoilt folders, commands and disks, and a run on each: ``make fuzz`` has more.

After each run all must hold that ``tests/support/hostile/judge.py`` asks; the output names what runs a case again.
"""

from tests.support import hostile


def test_whatever_is_spoilt_leads_to_words_in_chinese_and_harms_nothing() -> None:
    assert hostile.tried() == ""
