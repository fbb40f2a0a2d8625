"""Hundreds of folders whose files say what they should not, strange commands, failing disks: as with the files."""

from tests.support import hostile


def test_what_files_say_leads_to_words_in_chinese_and_harms_nothing() -> None:
    assert hostile.tried("semantics", "texts", "templates") == ""


def test_commands_and_disks_lead_to_words_in_chinese_and_harm_nothing() -> None:
    assert hostile.tried("arguments", "disks") == ""
