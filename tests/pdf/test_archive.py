"""What PDF/A-3a, PDF/UA-1 and readers for the blind ask of the PDF, as far as it can be told from the file."""

import importlib.util
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree
from pypdf.generic import NullObject

from juesuan.model.document import Heading, Table
from tests.support.printout import elements
from tests.support.report import Report

EXPLAINED = {
    "DOC-040",  # its title is its name: the file is named after its title
    "FIG-012",  # a chart is told in its amounts: there are more digits than letters in it
    "ORD-001",  # weasyprint paints pictures after the words of a page; who reads aloud goes by the tree, in order
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
    errors = [each for each in weighty if each["severity"] == "error"]
    assert {each["rule"] for each in errors} <= {"TBL-010"}  # it is not of PDF/UA
    few = [table for table in tables(made.pdf) if heads_and_cells(table)[0] > heads_and_cells(table)[1]]
    assert len(errors) == len(few)
    assert "FIG-012" in {each["rule"] for each in weighty}  # it has looked
    assert found["stats"]["tagged"]


@pytest.mark.skipif(importlib.util.find_spec("pdfua") is None, reason="pdfua 未安装")
@pytest.mark.parametrize("kind", ["pdf", "archive"])
def test_a_checker_of_pdf_ua_finds_nothing(sample: Report, kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(getattr(sample, kind))
    command = [sys.executable, "-m", "pdfua", "check", str(tmp_path / "a.pdf")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "PASS (no findings)" in done.stdout


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
    assert {*pypdf.PdfReader(io.BytesIO(sample.archive)).attachments} == {"决算数据.json", "决算数据.xlsx"}


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


def tables(data: bytes) -> list[Any]:
    """The tables in the structure of a PDF."""
    tree: Any = pypdf.PdfReader(io.BytesIO(data)).root_object["/StructTreeRoot"]
    found = [each for each in elements(tree["/K"]) if each["/S"] == "/Table"]
    assert found
    return found


def heads_and_cells(table: Any) -> tuple[int, int]:
    kinds = [each["/S"] for each in elements(table)]
    return kinds.count("/TH"), kinds.count("/TD")


def test_every_table_is_one_in_the_structure_over_all_its_pages(made: Report) -> None:
    written = [block for block in made.blocks if isinstance(block, Table)]
    found = tables(made.pdf)
    assert len(found) == len(written)
    for table, block in zip(found, written, strict=True):
        rows = [each for each in elements(table) if each["/S"] == "/TR"]
        assert len(rows) == len(block.rows)
        kinds = [each["/S"] for each in elements(table) if each["/S"] in {"/THead", "/TBody"}]
        assert kinds == (["/THead", "/TBody"] if block.heads else ["/TBody"])


def test_every_cell_knows_the_heads_of_its_row_and_its_column_and_no_others(made: Report) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made.pdf))
    tree: Any = reader.root_object["/StructTreeRoot"]
    names = tree["/IDTree"]["/Names"]
    listed = {str(name): head.get_object() for name, head in zip(names[::2], names[1::2], strict=True)}
    assert list(listed) == sorted(listed)
    for table in tables(made.pdf):
        places = dict(placed(table))
        heads = {str(cell["/ID"]): key for key, (cell, _) in places.items() if cell["/S"] == "/TH"}
        assert heads.keys() <= listed.keys()
        assert {places[key][0]["/A"]["/Scope"] for key in heads.values()} <= {"/Row", "/Column"}
        known = 0
        for cell, (rows, columns) in places.values():
            for name in cell["/A"].get("/Headers", ()) if cell["/S"] == "/TD" else ():
                head, (head_rows, head_columns) = places[heads[str(name)]]
                known += 1
                assert (rows & head_rows) if head["/A"]["/Scope"] == "/Row" else (columns & head_columns)
        assert known
        if any(each["/S"] == "/THead" for each in elements(table)):
            below = [cell for cell, _ in places.values() if cell["/S"] == "/TD" and cell["/K"]]
            assert all("/Headers" in cell["/A"] for cell in below)


def placed(table: Any) -> Iterator[tuple[int, tuple[Any, tuple[set[int], set[int]]]]]:
    """Each cell, by a number of its own, with the rows and the columns that it takes."""
    taken = set[tuple[int, int]]()
    rows = [each for each in elements(table) if each["/S"] == "/TR"]
    for number, row in enumerate(rows):
        column = 0
        for cell in (each for each in elements(row["/K"]) if each["/S"] in {"/TH", "/TD"}):
            while (number, column) in taken:
                column += 1
            look = cell["/A"]
            own = (
                {*range(number, number + int(look.get("/RowSpan", 1)))},
                {*range(column, column + int(look.get("/ColSpan", 1)))},
            )
            assert not taken & {*itertools.product(*own)}
            taken |= {*itertools.product(*own)}
            yield len(taken), (cell, own)
    assert taken == {*itertools.product(range(len(rows)), range(1 + max(column for _, column in taken)))}


def test_what_is_printed_is_in_the_structure_or_no_part_of_the_text(made: Report) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made.pdf))
    tree: Any = reader.root_object["/StructTreeRoot"]
    held = {each.indirect_reference for each in elements(tree["/K"])}
    numbers = tree["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for place, page in enumerate(reader.pages):
        content: Any = page["/Contents"]
        data = content.get_data()
        printed = {int(number) for number in re.findall(rb"/MCID (\d+)", data)}
        told = {
            number: owner
            for number, owner in enumerate(list.__iter__(owners[place]))
            if not isinstance(owner, NullObject)
        }
        assert printed == told.keys()
        assert {*told.values()} <= held
        if place:  # the cover has no page number
            assert re.search(rb"/Artifact\s+<</Type /Pagination>>\s+BDC", data)


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
