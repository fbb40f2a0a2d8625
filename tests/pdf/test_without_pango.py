"""Where the layout library cannot be loaded the Word file is still made, and the officer reads what to install."""

import subprocess
import sys
from pathlib import Path

from juesuan.model import outputs
from juesuan.ooxml import blocks
from tests.support import output_folder
from tests.support.report import SAMPLE, Report

ROOT = Path(__file__).parents[2]
WITHOUT = f"""
import sys
from juesuan.pdf import pango, plain_pdf
pango._PANGO = ("libnowhere.so.9",)
plain_pdf.is_there = lambda: False
import generate
from juesuan.app import cli
sys.exit(cli.main(["--inputs", {str(SAMPLE)!r}, "--output", sys.argv[1]], generate.make, generate.check))
"""


def test_the_word_file_is_made_and_the_cure_is_said(sample: Report, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (1, "")
    assert (
        "警告 P01　PDF：没有生成 PDF，只有 Word 文件；目录里的页码要加 --office 由 LibreOffice 编"
        "　→ 缺少排版 PDF 所需的 Pango 库。" in done.stdout
    )
    assert "libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout
    names = set(output_folder.outputs(tmp_path / "2020"))
    made = outputs.place(sample.made.files[0].name)
    assert names == {
        made,
        *map(outputs.place, (outputs.CHECK_REPORT, outputs.REVIEW_COPY, outputs.FULL_REVIEW_COPY)),
    }
    assert blocks.read((tmp_path / "2020" / made).read_bytes()) == sample.blocks
