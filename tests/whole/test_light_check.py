"""A check loads what its rules need, and nothing of what draws, lays out or writes: half its time was that."""

import subprocess
import sys
from pathlib import Path

import pytest

from juesuan.model.program_folders import ROOT
from tests.support import builder, water_office
from tests.support.report import SAMPLE

_LIBRARIES = [
    "pandas",
    "numpy",
    "matplotlib",
    "weasyprint",
    "pypdf",
    "docxtpl",
    "docx",
    "jinja2",
    "xlsxwriter",
    "openpyxl",
    "rich",
    "starlette",
    "uvicorn",
]
_ROOMS = [f"juesuan.{room}" for room in ("word", "pdf", "web", "compare", "year", "versions")]
_MODULES = [
    "juesuan.app.desk",
    "juesuan.model.corrections",
    "juesuan.model.official_record",
    "juesuan.reading.attachments.document",
    "juesuan.wording.correction_tags",
]
"""Of the rooms that a check does enter, what it has no use for."""
_LOADED = """
import sys
from pathlib import Path
import generate
from juesuan.app import teller
generate.check(Path(sys.argv[1]), teller.Teller(quiet=True))
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


@pytest.fixture
def with_tables(tmp_path: Path) -> Path:
    """The inputs of a department that publishes 附表."""
    content = water_office.department()
    return builder.write(tmp_path / "2021", builder.added(content, "基本信息", {"项目": "附表", "内容": "是"}))


def loaded(inputs: Path) -> list[str]:
    command = [sys.executable, "-c", _LOADED, str(inputs), *_LIBRARIES, *_ROOMS, *_MODULES]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_a_check_loads_nothing_that_makes_a_report(tmp_path: Path) -> None:
    assert loaded(builder.write(tmp_path / "2021", water_office.department())) == []


def test_one_of_a_department_with_a_template_of_its_own_reads_its_tags_alone() -> None:
    assert loaded(SAMPLE) == []


def test_nor_does_one_of_a_report_with_public_tables(with_tables: Path) -> None:
    assert loaded(with_tables) == []
