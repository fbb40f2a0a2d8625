"""What PDF/A-3a, PDF/UA-1 and readers for the blind ask of the PDF, as far as it can be told from the file."""

import importlib.util
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree

from juesuan.model.document import Heading
from tests.support.printout import elements
from tests.support.report import Report

EXPLAINED = {
    "DOC-040",  # its title is its name: the file is named after its title
    "FIG-012",  # a chart is told in its amounts: there are more digits than letters in it
    "ORD-001",  # weasyprint paints pictures after the words of a page; who reads aloud goes by the tree, in order
    "TBL-004",  # it overlooks cells from the row above right of its last one; see the test of the grid
    "TBL-010",  # the tables of the form have more heads than cells where a department has little to put in
}
"""What the checker finds and why it stays; whatever else it finds fails."""


@pytest.fixture(scope="module")
def reader(sample: Report) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(sample.pdf))


@pytest.fixture(scope="module")
def root(reader: pypdf.PdfReader) -> Any:
    return reader.root_object


@pytest.mark.skipif(importlib.util.find_spec("outloud") is None, reason="outloud 未安装")
def test_a_checker_of_accessibility_finds_nothing_that_is_not_explained(made: Report, tmp_path: Path) -> None:
    (path,) = [path for path in made.made.files if path.name.endswith("决算.pdf")]
    script = "from outloud.cli import main; main()"
    command = [sys.executable, "-c", script, str(path), "--json", str(tmp_path / "a.json")]
    subprocess.run(command, check=False, capture_output=True)
    (found,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["results"]
    weighty = [each for each in found["findings"] if each["severity"] in {"error", "warning"}]
    assert [each for each in weighty if each["rule"] not in EXPLAINED] == []
    errors = {each["rule"] for each in weighty if each["severity"] == "error"}
    assert errors <= {"TBL-004", "TBL-010"}  # neither is of PDF/UA
    assert "FIG-012" in {each["rule"] for each in weighty}  # it has looked
    assert found["stats"]["tagged"]


@pytest.mark.skipif(shutil.which("mutool") is None, reason="mutool 未安装")
def test_mupdf_renders_every_page_without_a_complaint(made: Report, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    command = ["mutool", "draw", "-r", "20", "-F", "png", "-o", str(tmp_path / "%d.png"), str(tmp_path / "a.pdf")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    # The second is about the program: a build of it may do without colour profiles.
    known = ("page ", "warning: ICC support is not available")
    said = [line for line in done.stderr.splitlines() if not line.startswith(known)]
    assert (done.returncode, said) == (0, [])
    assert len(list(tmp_path.glob("*.png"))) == made.made.pages


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts 未安装")
def test_poppler_sees_truetype_fonts_embedded_and_subset(made: Report, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    command = ["pdffonts", str(tmp_path / "a.pdf")]
    rows = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert len(rows) >= 5
    assert [row for row in rows if not ("CID TrueType" in row and "yes yes yes" in row and row[6] == "+")] == []


def test_both_files_say_of_which_two_kinds_they_are(sample: Report) -> None:
    for data in (sample.pdf, sample.archive):
        catalog: Any = pypdf.PdfReader(io.BytesIO(data)).root_object
        metadata = etree.fromstring(catalog["/Metadata"].get_data())
        own, ua, schema = [said(metadata, name) for name in ("pdfa/ns/id/", "pdfua/ns/id/", "pdfa/ns/schema#")]
        assert own == {"part": "3", "conformance": "A"}
        assert ua == {"part": "1"}
        assert (schema["prefix"], schema["namespaceURI"]) == ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/")
        assert said(metadata, "pdfa/ns/property#").items() >= {"name": "part", "category": "internal"}.items()
    assert not pypdf.PdfReader(io.BytesIO(sample.pdf)).attachments


def said(metadata: Any, namespace: str) -> dict[str, str]:
    """What a metadata stream says in the words of a namespace, as attributes and as elements."""
    whole = f"{{http://www.aiim.org/{namespace}}}"
    found = {each.tag: "".join(each.itertext()) for each in metadata.iter(whole + "*")}
    found |= {name: value for each in metadata.iter() for name, value in each.attrib.items()}
    return {name.removeprefix(whole): value for name, value in found.items() if name.startswith(whole)}


def test_the_links_of_the_contents_say_where_they_lead(reader: pypdf.PdfReader, sample: Report) -> None:
    page: Any = reader.pages[1]
    links = [each.get_object() for each in page["/Annots"]]
    titles = [block.text for block in sample.blocks if isinstance(block, Heading) and block.level <= 2]
    assert list(dict.fromkeys(each["/Contents"] for each in links)) == titles


def test_it_says_what_it_is(root: Any) -> None:
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
        assert {each["/A"].get("/Scope") for each in cells if each["/S"] == "/TH"} <= {"/Row", "/Column"}


def test_the_cells_of_every_table_close_to_a_grid(made: Report) -> None:
    tree: Any = pypdf.PdfReader(io.BytesIO(made.pdf)).root_object["/StructTreeRoot"]
    tables = [each for each in elements(tree["/K"]) if each["/S"] == "/Table"]
    assert tables
    for table in tables:
        assert len({len(columns) for columns in grid(table)}) == 1


def grid(table: Any) -> Iterator[set[int]]:
    """The columns taken in each row, by its own cells and by those that reach down into it."""
    reaching: dict[int, int] = {}
    for row in (each for each in elements(table) if each["/S"] == "/TR"):
        column, taken = 0, {place for place, rows in reaching.items() if rows > 0}
        reaching = {place: rows - 1 for place, rows in reaching.items()}
        for cell in (each for each in elements(row["/K"]) if each["/S"] in {"/TH", "/TD"}):
            look = cell["/A"]
            while column in taken:
                column += 1
            own = range(column, column + int(look.get("/ColSpan", 1)))
            assert not taken & set(own)
            taken |= set(own)
            reaching |= dict.fromkeys(own, int(look.get("/RowSpan", 1)) - 1)
            column = own.stop
        assert taken == set(range(len(taken)))
        yield taken


def test_no_line_of_the_structure_is_empty(root: Any) -> None:
    found = [each for each in elements(root["/StructTreeRoot"]["/K"]) if each["/S"] == "/P"]
    assert found
    assert [each for each in found if not each.get("/K")] == []


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
