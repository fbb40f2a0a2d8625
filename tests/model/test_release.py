"""The version of the program has one number, and the list of what changed begins with it."""

import re

from juesuan.model import release
from juesuan.model.program_folders import ROOT


def test_the_number_has_three_parts_and_is_the_one_of_the_project() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", release.number())
    assert f'\nversion = "{release.number()}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_list_of_changes_begins_with_it_and_goes_backwards() -> None:
    words = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    numbers = re.findall(r"^## (\S+)$", words, re.MULTILINE)
    assert numbers[0] == release.number()
    assert numbers == sorted(numbers, key=lambda each: [int(part) for part in each.split(".")], reverse=True)
