"""The files inside the PDF: the figures for machines, the workbook byte for byte."""

import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdf
import pytest

from juesuan import reading
from juesuan.figures import derive, phrases
from juesuan.model import values
from juesuan.model.values import Cell, Figure, Figures
from juesuan.pdf import embedded_files, pdf_structure
from tests.support import water_office
from tests.support.report import SAMPLE, Report, make
from tests.support.shelf import Shelf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(pdf: bytes) -> list[Any]:
    """The specification of each file."""
    root: Any = pypdf.PdfReader(io.BytesIO(pdf)).root_object
    return [each.get_object() for each in root["/AF"]]


def told(pdf: bytes) -> Any:
    return json.loads(pypdf.PdfReader(io.BytesIO(pdf)).attachments[embedded_files.NAME][0])


@pytest.fixture(scope="module")
def figures() -> Figures:
    return derive.derive(reading.read(reading.given(SAMPLE))[0])


def test_the_workbook_comes_out_byte_for_byte(sample: Report) -> None:
    held = pypdf.PdfReader(io.BytesIO(sample.archive)).attachments
    assert list(held) == [embedded_files.NAME, "决算数据.xlsx"]
    assert held["决算数据.xlsx"] == [(SAMPLE / "决算数据.xlsx").read_bytes()]


def test_what_is_published_has_no_file_in_it(sample: Report) -> None:
    reader: Any = pypdf.PdfReader(io.BytesIO(sample.pdf))
    assert dict(reader.attachments) == {}
    assert "/AF" not in reader.root_object
    assert "/EmbeddedFiles" not in reader.root_object["/Names"]
    kinds = {each.get("/Type") for each in objects(reader) if isinstance(each, pypdf.generic.DictionaryObject)}
    assert not kinds & {"/Filespec", "/EmbeddedFile"}


def test_what_is_kept_has_the_same_pages(sample: Report) -> None:
    published, kept = (pdf_structure.read(each) for each in (sample.pdf, sample.archive))
    assert (kept.seal, kept.contents, kept.drawings) == (published.seal, published.contents, published.drawings)
    both = [each.reader.root_object["/Metadata"].get_data() for each in (published, kept)]
    assert both[0] == both[1]
    assert b'part="3"' in both[0]
    assert len({str(each.reader.trailer["/ID"]) for each in (published, kept)}) == 2


def objects(reader: Any) -> list[Any]:
    """Every object of the file."""
    return [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]


def test_each_file_says_what_it_is(sample: Report) -> None:
    numbers, book = attached(sample.archive)
    assert (numbers["/UF"], numbers["/F"], numbers["/AFRelationship"], numbers["/Desc"]) == (
        "决算数据.json",
        "决算数据.json",
        "/Data",
        "报告里的每个数：值、印法、规则和来源",
    )
    assert (book["/UF"], book["/F"], book["/AFRelationship"], book["/Desc"]) == (
        "决算数据.xlsx",
        "决算数据.xlsx",
        "/Source",
        "生成报告的填报工作簿",
    )
    held = [each["/EF"]["/F"].get_object() for each in (numbers, book)]
    assert [each["/Subtype"] for each in held] == ["/application/json", f"/{XLSX}"]
    assert {each["/Params"][day] for each in held for day in ("/CreationDate", "/ModDate")} == {
        "D:20201231000000Z"
    }
    assert [each["/Params"]["/Size"] for each in held] == [len(each.get_data()) for each in held]


def test_the_data_are_the_figures(sample: Report, figures: Figures) -> None:
    data = told(sample.archive)
    accounts, _ = reading.read(reading.given(SAMPLE))
    assert data["标题"] == f"{accounts.department.name}2020年度部门决算"
    assert (data["单位"], data["年度"]) == (accounts.department.name.text, 2020)
    assert [each["名称"] for each in data["数"]] == list(figures)
    for each in data["数"]:
        figure = figures[each["名称"]]
        assert Fraction(each["值"]) == figure.value
        assert each["印作"] == values.plain(phrases.text(figure))
        assert each["规则"] == figure.rule
        assert each["来源"]


def test_the_cells_are_all_cells_behind_a_figure(sample: Report, figures: Figures) -> None:
    def cells(figure: Figure) -> set[str]:
        return {
            cell
            for each in figure.sources
            for cell in ([str(each)] if isinstance(each, Cell) else sorted(cells(each)))
        }

    assert {each["名称"]: set(each["来源"]) for each in told(sample.archive)["数"]} == {
        name: cells(figure) for name, figure in figures.items()
    }


def test_a_figure_knows_last_years(sample: Report) -> None:
    data = {each["名称"]: each for each in told(sample.archive)["数"]}
    assert data["收入支出.本年收入合计"]["上年"] == {"值": "5632800", "单位": "元", "印作": "563.28万元"}
    assert data["收入支出.本年收入合计.上年"]["上年"] is None
    assert data["收入支出.本年收入合计.增减率"]["单位"] == "%"
    assert "/" in data["收入支出.本年收入合计.增减率"]["值"]


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".XLSX"])
def test_the_workbook_keeps_its_own_name_and_kind(suffix: str) -> None:
    accounts, _ = reading.read(reading.given(SAMPLE))
    name = f"决算数据{suffix}"
    made = embedded_files.enclosures("题", accounts, {}, (), (name, b"book"))
    assert [each.name for each in made] == sorted(["决算数据.json", name])
    numbers, book = sorted(made, key=lambda each: each.relation)
    assert (book.name, book.data, book.relation) == (name, b"book", "Source")
    assert book.media_type != numbers.media_type == "application/json"


def test_files_are_in_the_order_of_their_names_and_equal_in_two_runs(shelf: Shelf, tmp_path: Path) -> None:
    copy = shelf.copy(tmp_path, water_office.department())
    again = make(tmp_path / "inputs" / "2021", tmp_path / "elsewhere")
    assert again.made.is_new
    assert again.archive == copy.archive
    assert [each["/UF"] for each in attached(again.archive)] == ["决算数据.json", "决算数据.xlsx"]
