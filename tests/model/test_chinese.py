"""Characters: what the bundled fonts can print, and nothing else, gets in."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from juesuan.model.chinese import COVERAGE, unprintable
from tests.support.font_coverage import code_points

ROOT = Path(__file__).parents[2]


def test_the_file_is_what_the_fonts_can_print() -> None:
    assert COVERAGE.read_text(encoding="ascii") == code_points(), "python -m tests.support.font_coverage"


def test_loading_is_quick() -> None:
    timed = "from juesuan.model import chinese; import timeit; t = chinese._known.__wrapped__; t(); "
    timed += "print(min(timeit.repeat(t, number=1, repeat=9)))"
    done = subprocess.run([sys.executable, "-c", timed], capture_output=True, check=True, cwd=ROOT, text=True)
    assert float(done.stdout) < 0.005


@pytest.mark.parametrize(
    "words",
    [
        "",
        "青禾县水务局",
        "A&B<C>公司",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "]]>",
        "第一行\n第二行\t完",
        "≥90%、±5℃、①②、“三公”——……×÷",
        "ABCxyz0123456789",
        "字" * 30_000,
    ],
)
def test_what_can_be_printed(words: str) -> None:
    assert unprintable(words) == ""


@pytest.mark.parametrize(
    "character",
    [
        pytest.param(character, id=unicodedata.name(character, f"U+{ord(character):04X}"))
        for character in "😀𠮷\x00\x07\x1b\x7f\x85\ue000\uf8ff\U000f0001"
        "\u200b\u200d\u202e\u2066\u2028\ufeff\xad\ufffe\ud800\ufe0f"
    ],
)
def test_what_cannot(character: str) -> None:
    assert unprintable(f"青禾{character}县") == character


def test_the_first_one_is_named() -> None:
    assert unprintable("青\u200b禾😀") == "\u200b"
