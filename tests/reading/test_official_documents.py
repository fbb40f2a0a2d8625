"""Public tables inside a Word file or a PDF are read as those of a workbook are; a damaged one is refused."""

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from juesuan.model.official import OfficialFigures, Target
from juesuan.model.problems import ReportError
from juesuan.reading import official
from juesuan.reading.finished.pdf_paragraphs import PageLine, PdfPage
from juesuan.reading.finished.pdf_tables import PageTable
from juesuan.reading.official import documents
from juesuan.year.blank_workbook import Content
from tests.support import builder, official_department, water_office
from tests.support.shelf import Shelf


def with_tables(content: Content) -> Content:
    return builder.added(content, "基本信息", {"项目": "附表", "内容": "是"})


@pytest.fixture(scope="module")
def reports(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of the water office with its public tables, as Word file and as PDF."""
    made = shelf.copy(tmp_path_factory.mktemp("office"), with_tables(water_office.department())).made.files
    return {path.suffix: path for path in made if path.stem.endswith("年度部门决算")}


def amounts(found: OfficialFigures) -> dict[Target, Decimal]:
    return {target: each.value for target, each in found.taken.items()}


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_every_figure_of_the_public_tables_is_read(reports: dict[str, Path], suffix: str) -> None:
    content = water_office.department()
    found = official.read([reports[suffix]])
    assert [table.code for table in found.tables if table.refused] == []
    assert [each.code for each in found.problems] == ["I21"]
    assert (found.year, found.departments) == (2021, ("青禾县水务局",))
    taken = amounts(found)
    for sheet, least in (("收入支出", 20), ("财政拨款收支", 18), ("三公经费", 6)):
        truth = official_department.column(content, sheet, "本年决算数")
        own = {target.row: value for target, value in taken.items() if target.sheet == sheet}
        blank = official_department.NONE  # which the total of the table, that closes, says to be nought
        assert own == {row: official_department.number(truth.get(row, blank)) for row in own}
        assert len(own) >= least
    for item in official_department.items(content):
        assert taken[Target("支出科目", item.code, "合计", item.fund)] == item.total
    for code, value in official_department.economic(content).items():
        printed = round(value / 100) * 100 if value % 100 else value
        assert taken[Target("基本支出", code, "金额")] == printed


def test_a_figure_of_a_text_says_its_table_row_and_column(reports: dict[str, Path]) -> None:
    found = official.read([reports[".docx"]])
    origin = found.taken[Target("收入支出", "本年收入合计", "本年决算数")].origin
    assert re.fullmatch(r"青禾县水务局2021年度部门决算\.docx Z01!第[0-9]+行第2列", origin)


def test_a_damaged_table_of_a_word_file_is_refused(reports: dict[str, Path], tmp_path: Path) -> None:
    """One digit of a total is another one."""
    held = io.BytesIO()
    with zipfile.ZipFile(reports[".docx"]) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                at = part.rindex("收入支出决算总表".encode(), 0, part.index("收入决算表".encode() + b"<"))
                total = part.index(b"382.00", at)
                part = part[:total] + b"383.00" + part[total + 6 :]
            new.writestr(name, part)
    path = tmp_path / "改过.docx"
    path.write_bytes(held.getvalue())
    refused = [table.code for table in official.read([path]).tables if table.refused]
    assert refused == ["Z01"]


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_spoilt_file_is_refused(reports: dict[str, Path], tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"坏{suffix}"
    path.write_bytes(reports[suffix].read_bytes()[:3000])
    with pytest.raises(ReportError, match="错误 I10　坏"):
        official.read([path])


def test_a_text_without_tables_has_no_figures(tmp_path: Path) -> None:
    path = tmp_path / "文字.docx"
    path.write_bytes(builder.docx({"主要职能": ["没有表。"]}))
    assert official.read([path]).tables == ()


# ---- tables that go on on the next page

HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")


def page(number: int, rows: tuple[tuple[str, ...], ...], *lines: str) -> PdfPage:
    above = tuple(PageLine(line, 50, 500, 20 + 10 * at, 29 + 10 * at, 10) for at, line in enumerate(lines))
    return PdfPage(
        number, 600, 800, above, (PageTable((50, 100, 550, 700), rows),), has_pictures=False, is_crowded=False
    )


def test_a_table_that_goes_on_is_one_table() -> None:
    """Its headings are repeated, and the running head of the report stands above it."""
    one = (HEAD, ("合计", "", "5", "5", "0"), ("213", "农林水支出", "5", "5", "0"))
    other = (HEAD, ("21303", "水利", "5", "5", "0"), ("2130301", "行政运行", "5", "5", "0"))
    pages = [
        page(1, one, "一般公共预算财政拨款支出决算表", "单位：万元"),
        page(2, other, "某局2021年度部门决算"),
        page(3, (HEAD,), "政府性基金预算财政拨款收入支出决算表"),
    ]
    (first, above), (second, _) = documents.of_pages(pages)
    assert above == 2
    assert [row[0] for row in first.rows[2:]] == ["科目编码", "合计", "213", "21303", "2130301"]
    assert (first.name, second.name) == ("第1页第1张表", "第3页第1张表")


def test_another_table_on_the_next_page_is_another_one() -> None:
    pages = [page(1, (HEAD,), "收入决算表"), page(2, (("甲", "乙"), ("1", "2")))]
    assert [grid.name for grid, _ in documents.of_pages(pages)] == ["第1页第1张表", "第2页第1张表"]


def test_what_the_end_of_a_page_cuts_off_is_put_together() -> None:
    """The title stands at the foot of the page before, half of the headings too, and a row is cut in two."""
    title = PageLine("财政拨款“三公”经费支出决算表", 50, 500, 710, 719, 10)
    before = replace(page(1, (HEAD,), "收入决算表"), lines=(title,))
    lefts = tuple(range(0, 400, 100))
    heads, body = (("预算数", "决算数"),), (("", "", "", ""), ("合计", "公务接", "合计", "公务接"))
    cut = PageTable((0, 700, 400, 720), heads, (0, 200))
    pages = [
        before,
        replace(page(2, heads), tables=(cut,)),
        replace(page(3, body), tables=(PageTable((0, 50, 400, 70), (*body, ("1,00", "", "2", "2")), lefts),)),
        replace(page(4, body), tables=(PageTable((0, 50, 400, 70), (("", "待费", "", ""), ("9",) * 4), lefts),)),
    ]
    _, (table, above) = documents.of_pages(pages)
    assert table.rows[:above] == (("财政拨款“三公”经费支出决算表",),)
    assert table.rows[above:] == (
        ("预算数", "", "决算数", ""), ("合计", "公务接", "合计", "公务接"), ("1,00", "", "2", "2"),
        ("", "待费", "", ""), ("9",) * 4,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "rest", "joined"),
    [
        (("机关事业单位职业", "38.69"), ("年金缴费", ""), ("机关事业单位职业年金缴费", "38.69")),
        (("事业支出", "3,148"), ("", ".88"), ("事业支出", "3,148.88")),
        (("一、教育支出", "5.00"), ("二、其他支出", ""), None),
        (("教育支出", "5.00"), ("", "88"), None),
        (("", "5.00"), ("教育支出", ""), None),
    ],
)
def test_only_the_rest_of_a_row_is_joined_to_it(
    before: tuple[str, str], rest: tuple[str, str], joined: tuple[str, str] | None
) -> None:
    pages = [
        replace(page(number, (row,), *lines), tables=(PageTable((0, 50, 400, 70), (row,), (0, 200)),))
        for number, row, lines in ((1, before, ("收入决算表",)), (2, rest, ()))
    ]
    ((table, above),) = documents.of_pages(pages)
    assert table.rows[above:] == ((joined,) if joined else (before, rest))


@pytest.mark.parametrize(
    "lines", [("收入决算表（续表）", "单位：万元"), ("收入决算表",), ("某局2021年度决算", "续表")]
)
def test_the_rest_of_a_table_may_repeat_its_title(lines: tuple[str, ...]) -> None:
    pages = [page(1, (HEAD, ("213",) * 5), "收入决算表"), page(2, (HEAD, ("21301",) * 5), *lines)]
    ((table, above),) = documents.of_pages(pages)
    assert [row[0] for row in table.rows[above:]] == ["科目编码", "213", "21301"]


@pytest.mark.parametrize(("lines", "count"), [((), 1), (("续表", "金额单位：万元"), 1), (("另一段文字",), 2)])
def test_the_rest_of_a_table_of_a_word_file_stands_right_behind_it(lines: tuple[str, ...], count: int) -> None:
    file = docx.Document()
    for above, code in ((("收入决算表", "单位：万元"), "213"), (lines, "21301")):
        for line in above:
            file.add_paragraph(line)
        cells = file.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = code, "1.00"
        file.add_paragraph("")
    held = io.BytesIO()
    file.save(held)
    assert len(list(documents.of_word(held.getvalue()))) == count
