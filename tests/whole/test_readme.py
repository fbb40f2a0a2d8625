"""Every command of the README and the manual does what it says; those of make are run by .ci/run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ {4,}\.venv/bin/python (generate\.py.*)$", README + MANUAL, re.MULTILINE)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program without what was made or installed here."""
    folder = tmp_path_factory.mktemp("copy") / "决算通"
    shutil.copytree(
        ROOT, folder, ignore=shutil.ignore_patterns(".venv", ".git", "output", ".*_cache", "__pycache__")
    )
    return folder


def test_the_commands_of_the_readme_work_one_after_the_other(copy: Path) -> None:
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, *command.split()], cwd=copy, capture_output=True, text=True, check=False
        )
        assert (command, done.returncode, done.stderr) == (command, 0, "")
        assert re.search("[一-鿿]", done.stdout)


def test_the_commands_are_found() -> None:
    assert "generate.py" in COMMANDS
    assert "generate.py check" in COMMANDS
    assert len(COMMANDS) >= 9


def test_every_make_command_of_the_readme_is_run() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z]+)", README)) | set(
        re.findall(r"^ {4}make ([a-z]+)$", README, re.MULTILINE)
    )
    assert {name for name in named if f"make {name}" not in script} == set()
