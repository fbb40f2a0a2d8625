"""What PDF/A-3a and readers for the blind ask of the PDF, as far as it can be told from the file."""

import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from juesuan.blocks import Heading
from tests.printed import elements
from tests.report import Report

NOT_CLAIMED = {
    "DOC-012",  # that it is PDF/UA, which only a person could say
    "TBL-002",  # weasyprint ties cells to their heads, and writes no scope for a head without cells beside it
}


@pytest.fixture(scope="module")
def reader(sample: Report) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(sample.pdf))


@pytest.fixture(scope="module")
def root(reader: pypdf.PdfReader) -> Any:
    return reader.root_object


@pytest.mark.skipif(importlib.util.find_spec("outloud") is None, reason="outloud 未安装")
def test_a_checker_of_accessibility_finds_no_error(sample: Report, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(sample.pdf)
    script = "from outloud.cli import main; main()"
    command = [sys.executable, "-c", script, str(tmp_path / "a.pdf"), "--json", str(tmp_path / "a.json")]
    subprocess.run(command, check=False, capture_output=True)
    (found,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["results"]
    errors = [each for each in found["findings"] if each["severity"] == "error"]
    assert [each for each in errors if each["rule"] not in NOT_CLAIMED] == []
    assert found["stats"]["tagged"]


def test_it_says_what_it_is(root: Any) -> None:
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert "sRGB" in intent["/OutputConditionIdentifier"]
    assert intent["/DestOutputProfile"]["/N"] == 3


def test_it_is_tagged(root: Any) -> None:
    found = list(elements(root["/StructTreeRoot"]["/K"]))
    kinds = {each["/S"] for each in found}
    assert kinds >= {"/Document", "/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure", "/Link"}
    figures = [each for each in found if each["/S"] == "/Figure"]
    assert figures
    assert all(each["/Alt"] for each in figures)


def test_every_table_has_heads_and_its_cells_know_them(root: Any) -> None:
    tables = [each for each in elements(root["/StructTreeRoot"]["/K"]) if each["/S"] == "/Table"]
    assert tables
    for table in tables:
        cells = list(elements(table))
        heads = {each["/ID"] for each in cells if each["/S"] == "/TH"}
        assert heads
        known = [each["/A"]["/Headers"] for each in cells if each["/S"] == "/TD" and "/Headers" in each["/A"]]
        assert known
        assert {name for names in known for name in names} <= heads


def test_the_bookmarks_are_the_headings(reader: pypdf.PdfReader, sample: Report) -> None:
    def titles(items: Any) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item["/Title"]

    headings = [block.text.replace("\n", " ") for block in sample.blocks if isinstance(block, Heading)]
    assert ["".join(title.split()) for title in titles(reader.outline)] == [
        "".join(text.split()) for text in headings
    ]


def test_fonts_are_truetype_embedded_and_subset(reader: pypdf.PdfReader) -> None:
    pages: list[Any] = list(reader.pages)
    fonts = [font for page in pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        assert inner["/Subtype"] == "/CIDFontType2"
        assert "/FontFile2" in inner["/FontDescriptor"]
        assert font["/BaseFont"][7] == "+"
