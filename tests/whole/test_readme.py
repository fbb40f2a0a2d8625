"""Every command of the README and the manual does what it says; those of make are run by .ci/run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import builder, output_folder, water_office
from tests.support.handwriting import Hand
from tests.support.report import Report
from tests.support.shelf import Shelf

pytestmark = pytest.mark.covered_elsewhere

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ {4,}\.venv/bin/python (generate\.py.*)$", README + MANUAL, re.MULTILINE)
SPOKEN = re.findall(r"`\.venv/bin/python (generate\.py [^`]+)`", README + MANUAL)
"""Those that stand inside a sentence."""
AUDITS = [each for each in SPOKEN if each.startswith("generate.py audit ")]
LOOKS = [each for each in SPOKEN if each.startswith("generate.py seen ")]
CONFIRMS = [each for each in SPOKEN if each.startswith("generate.py confirm")]
DESK, COUNTY = "generate.py desk", "generate.py desk 全县"
"""They run until their window is closed; ``test_serving.py`` in tests/app/desk and in its county start them."""
BY_HAND = {"desktop"}
"""What make does for a person alone: an icon on her desktop; ``test_setup.py`` tries its script."""
BATCHES = [each for each in SPOKEN if each.startswith("generate.py batch ")]
OTHERS = [each for each in SPOKEN if each not in {*AUDITS, *LOOKS, *CONFIRMS, *BATCHES, DESK, COUNTY}]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program, compiled as it is installed, without what was made or installed here."""
    folder = tmp_path / "决算有据"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".venv", ".git", "output", ".*_cache", "dist"))
    return folder


WITHOUT_OFFICE = {**os.environ, "PATH": str(Path(sys.executable).parent)}
"""The environment in which no LibreOffice is found: it would take seconds for each report."""


def run(folder: Path, command: str, code: int = 0) -> None:
    """The command does what it should, and says something Chinese; no list of an earlier run is known to it."""
    done = subprocess.run(
        [sys.executable, *command.split()],
        cwd=folder,
        env={**WITHOUT_OFFICE, "XDG_CACHE_HOME": str(folder.parent / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (command, done.returncode, done.stderr) == (command, code, "")
    assert re.search("[一-鿿]", done.stdout)


def test_the_commands_of_the_readme_work_one_after_the_other(copy: Path) -> None:
    for command in COMMANDS:
        run(copy, command)


def test_what_the_readme_says_of_an_edit_by_hand_works(sample: Report, copy: Path) -> None:
    """It is carried over by the next run, and dropped by its number."""
    shutil.copytree(output_folder.year_of(sample.made.files[0]), copy / "output" / "2020")
    word = output_folder.word(copy / "output")
    line = next(each for each in sample.lines if re.fullmatch("[一-鿿，、]{30,}。", each))
    hand = Hand.on(word.read_bytes())
    hand.retype(line, f"{line}另有补充。")
    word.write_bytes(hand.saved())
    for command in (COMMANDS[0], *OTHERS):
        run(copy, command)
    assert word.read_bytes() == sample.docx


def test_what_the_readme_says_without_a_workbook_works(shelf: Shelf, copy: Path, tmp_path: Path) -> None:
    made = shelf.copy(tmp_path / "office", water_office.department()).made.files
    for suffix in (".docx", ".pdf"):
        path = next(each for each in made if each.suffix == suffix and "部门决算" in each.name)
        shutil.copyfile(path, copy / f"报告{suffix}")
    for command in AUDITS:
        run(copy, command)
    assert [path.name for path in sorted((copy / "output" / "审读").iterdir())] == [
        "报告.docx.审读报告.html",
        "报告.pdf.审读报告.html",
    ]


def test_what_the_readme_says_of_numbers_that_were_seen_works(copy: Path) -> None:
    """Nine numbers and more: some are named, then all are confirmed."""
    content, file = water_office.department(), copy / "inputs" / "2021" / "看过.toml"
    texts = water_office.texts(
        content, 主要职能=[f"第{each}季度走访农户{each}1次。" for each in "一二三四五六七八九十"]
    )
    for command in LOOKS:
        builder.write(file.parent, content, texts)
        file.unlink(missing_ok=True)
        run(copy, "generate.py seen", 1)
        run(copy, command, 0 if "--all" in command else 1)
        assert file.exists()


def test_what_the_readme_says_of_what_was_proposed_works(copy: Path) -> None:
    """The files of a new year propose more than nine cells."""
    builder.write(copy / "inputs" / "2021", water_office.department())
    run(copy, "generate.py new 2022")
    for command in CONFIRMS:
        run(copy, command, 0 if "--all" in command else 1)


def test_what_the_manual_says_of_a_county_works(copy: Path) -> None:
    builder.write(copy / "全县" / "水务局" / "inputs" / "2021", water_office.department())
    for command in BATCHES:
        run(copy, command)
    made = sorted(each.name for each in (copy / "全县" / "汇总" / "2021").iterdir())
    assert made == [".决算有据.json", *(f"2021年度部门决算汇总{suffix}" for suffix in (".docx", ".html", ".xlsx"))]
    assert list((copy / "全县" / "水务局" / "output" / "2021" / "交付").glob("*.docx"))


def test_the_commands_are_found() -> None:
    assert COMMANDS[0] == "generate.py"
    assert "generate.py check" in COMMANDS
    assert len(COMMANDS) >= 9
    assert {DESK, COUNTY} <= set(SPOKEN)
    assert OTHERS == ["generate.py drop 1 --year 2020"]
    assert len(CONFIRMS) >= 3
    assert len(BATCHES) == 2
    assert {"generate.py seen 1 3 5-9", "generate.py seen --all"} <= set(LOOKS)
    assert len(AUDITS) >= 2


def test_every_make_command_of_the_readme_is_run() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)", README)) | set(
        re.findall(r"^ {4}make ([a-z-]+)$", README, re.MULTILINE)
    )
    assert {name for name in named if f"make {name}" not in script} == BY_HAND
