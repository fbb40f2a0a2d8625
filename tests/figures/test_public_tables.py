"""第五部分 附表: what stands in each table, worked out by hand, in the Word file, the PDF and the workbook."""

import io
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from msgspec import Struct
from pypdf import PdfReader

from juesuan.figures import derive, public_tables
from juesuan.model import editions, public_table_forms
from juesuan.model.document import Heading, Paragraph, SectionEnd, Table
from juesuan.model.identity import About, beside
from juesuan.model.public_table_forms import PublicCell
from juesuan.model.seen import FILE
from juesuan.ooxml import blocks, package
from juesuan.word import public_part
from juesuan.year import public_tables_xlsx
from juesuan.year.blank_workbook import Content
from tests.support import builder, county_school, factories, report, water_office
from tests.support.report import Report
from tests.support.word_files import docx, paragraph

YES = {"项目": "附表", "内容": "是"}
NOTHING = [["本表无数据"]]


TABLES = editions.named("四川2020").tables


class Made(Struct, frozen=True):
    """A report with its tables, by title as lines of cells."""

    report: Report
    tables: dict[str, list[list[str]]]
    book: bytes
    page: str

    def row(self, title: str, label: str) -> list[str]:
        """The cells behind the label of a row."""
        rows = self.tables[title]
        row = next((row for row in rows if row[0] == label), None) or next(row for row in rows if label in row)
        return row[row.index(label) + 1 :]


def make(
    folder: Path, content: Content, texts: builder.Texts | None = None, looked_at: Path | None = None
) -> Made:
    inputs = builder.write(folder / "2021", builder.added(content, "基本信息", YES), texts)
    if looked_at:
        shutil.copyfile(looked_at, inputs / FILE)
    made = report.make(inputs, folder / "output")
    files = {path.suffix: path for path in reversed(made.made.files)}
    return Made(made, dict(_tables(made)), files[".xlsx"].read_bytes(), files[".html"].read_text(encoding="utf-8"))


def _tables(made: Report) -> list[tuple[str, list[list[str]]]]:
    found, title = [], ""
    for block in made.blocks:
        if isinstance(block, Paragraph) and block.style == "表题":
            title = block.text
        elif isinstance(block, Table) and "、" in title:
            rows = [["".join(each.text for each in cell.paragraphs) for cell in row] for row in block.rows]
            found.append((title, rows))
    return found


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Revenue of its own, a government fund, 三公."""
    content, texts = county_school.department(), county_school.written_texts()
    return make(tmp_path_factory.mktemp("school"), content, texts, county_school.LOOKED_AT)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """All its money is fiscal, no fund has any but the general public budget."""
    content = water_office.department()
    cells = {
        "其他收入": 0,
        "本年收入合计": 3650000,
        "收入总计": 3770000,
        "项目支出": 1270000,
        "本年支出合计": 3670000,
        "支出总计": 3770000,
    }
    for row, value in cells.items():
        content = builder.changed(content, "收入支出", row, "本年决算数", value)
    for sheet in ("绩效项目", "绩效指标"):  # the project that was paid from other money
        content = builder.without(content, sheet, "水土保持宣传经费")
    return make(tmp_path_factory.mktemp("office"), content)


TITLES = [
    "一、收入支出决算总表",
    "二、收入决算表",
    "三、支出决算表",
    "四、财政拨款收入支出决算总表",
    "五、财政拨款支出决算明细表（政府经济分类科目）",
    "六、一般公共预算财政拨款支出决算表",
    "七、一般公共预算财政拨款支出决算明细表",
    "八、一般公共预算财政拨款基本支出决算表",
    "九、一般公共预算财政拨款项目支出决算表",
    "十、一般公共预算财政拨款“三公”经费支出决算表",
    "十一、政府性基金预算财政拨款收入支出决算表",
    "十二、政府性基金预算财政拨款“三公”经费支出决算表",
    "十三、国有资本经营预算财政拨款收入支出决算表",
    "十四、国有资本经营预算财政拨款支出决算表",
]


def test_the_tables_are_numbered_and_titled_as_the_edition_lists_them(school: Made) -> None:
    assert list(school.tables) == TITLES
    corners = [line for line in school.report.lines if line.startswith("\t公开")]
    assert corners == [f"\t公开{number:02}表" for number in range(1, 15)]


def test_from_2022_one_table_of_three_public_comes_last() -> None:
    forms = public_table_forms.read(editions.named("四川2022").tables, public_tables.KINDS)
    bare = [title.partition("、")[2] for title in TITLES]
    assert [form.title for form in forms.tables] == [
        *(title.removesuffix("（政府经济分类科目）") for title in bare if "三公" not in title),
        "财政拨款“三公”经费支出决算表",
    ]
    assert forms.tables[-1].number == 13


@pytest.mark.parametrize("name", editions.NAMES)
def test_every_table_of_an_edition_can_be_filled(name: str) -> None:
    assert public_table_forms.read(editions.named(name).tables, public_tables.KINDS).tables


CELLS: Sequence[tuple[int, str, list[str]]] = [
    # 27233700.36 of the budget, 26595918.80 basic expenditure
    (1, "一、一般公共预算财政拨款收入", ["2723.37", "一、基本支出", "2659.59"]),
    (1, "本年收入合计", ["3170.87", "本年支出合计", "3186.81"]),
    (1, "使用非财政拨款结余", ["21.50", "结余分配", "3.75"]),
    (1, "总计", ["3265.28", "总计", "3265.28"]),
    # 3862450 / 10000 = 386.245, half up
    (2, "合计", ["3170.87", "2750.37", "12.00", "386.25", "16.44", "0.00", "5.82"]),
    (3, "合计", ["3186.81", "2659.59", "514.53", "0.00", "12.69", "0.00"]),
    (4, "一、一般公共预算财政拨款", ["2723.37", "一、教育支出", "2193.18", "2193.18", "", ""]),
    (4, "五、其他支出", ["30.00", "", "30.00", ""]),
    (4, "本年收入合计", ["2750.37", "本年支出合计", "2764.49", "2734.49", "30.00", "0.00"]),
    (4, "年初财政拨款结转和结余", ["49.26", "年末财政拨款结转和结余", "35.14", "30.14", "5.00", "0.00"]),
    # 27344900.36 + 301400 and 300000 + 50000
    (4, "总计", ["2799.63", "总计", "2799.63", "2764.63", "35.00", "0.00"]),
    (5, "合计", ["2764.49", "2734.49", "30.00", "0.00"]),
    # 21874612.31 + 1774988.05 = 23649600.36; 2415300 + 1280000
    (6, "合计", ["2734.49", "2364.96", "369.53"]),
    (6, "2050204", ["高中教育", "2065.18", "1823.65", "241.53"]),
    (6, "208", ["社会保障和就业支出", "284.83", "284.83", "0.00"]),
    (7, "合计", ["2734.49"]),
    (7, "2210201", ["住房公积金", "157.84"]),
    # the nine items of 301 add up to 21392311.31
    (8, "301", ["工资福利支出", "2139.23", "302", "商品和服务支出", "177.50"]),
    (8, "303", ["对个人和家庭的补助", "48.23", "30218", "专用材料费", "18.45"]),
    (8, "人员经费合计", ["2187.46", "公用经费合计", "177.50"]),
    (9, "合计", ["369.53"]),
    (9, "20509", ["教育费附加安排的支出", "128.00"]),
    (11, "合计", ["8.00", "27.00", "30.00", "0.00", "30.00", "5.00"]),
    (11, "2296004", ["用于教育事业的彩票公益金支出", "", "", "30.00", "0.00", "30.00", ""]),
]  # fmt: skip


@pytest.mark.parametrize(("number", "label", "cells"), CELLS)
def test_rows_worked_out_by_hand(school: Made, number: int, label: str, cells: list[str]) -> None:
    assert school.row(TITLES[number - 1], label) == cells


def test_three_public_has_budget_and_final(school: Made) -> None:
    assert school.tables[TITLES[9]][-1] == [
        *("31.64", "5.84", "22.80", "18.00", "4.80", "3.00"),
        *("30.88", "5.84", "22.38", "17.86", "4.52", "2.66"),
    ]


def test_what_the_workbook_does_not_hold_is_not_invented_and_the_note_is_fit_to_be_published(school: Made) -> None:
    for remark in (
        "支出按支出性质列示。",
        "本表列示合计数。",
        "本表列示各科目的合计数；基本支出的经济分类见基本支出决算表。",
        "本表列示财政拨款“三公”经费的合计数。",
        "年初结转和结余、本年收入、年末结转和结余列示合计数。",
    ):
        assert remark in school.report.lines, remark
    assert school.report.lines.count("本表列示合计数。") == 3  # revenue, expenditure, economic sections
    assert "登记" not in "".join(school.report.lines[school.report.lines.index("第五部分 附表") :])
    assert school.tables[TITLES[11]][-1] == [""] * 12
    assert len(school.tables[TITLES[2]]) == 3  # two rows of headings, the total


def test_a_fund_without_money_has_no_data(school: Made, office: Made) -> None:
    assert school.tables[TITLES[12]][-1:] == school.tables[TITLES[13]][-1:] == NOTHING
    assert [number for number, title in enumerate(TITLES, 1) if office.tables[title][-1:] == NOTHING] == [
        11, 12, 13, 14,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "label", "cells"),
    [
        (1, "一、一般公共预算财政拨款收入", ["365.00", "一、社会保障和就业支出", "26.00"]),
        # three items of 213: 1825000 + 800000 + 470000
        (1, "三、国有资本经营预算财政拨款收入", ["0.00", "三、农林水支出", "309.50"]),
        (1, "总计", ["377.00", "总计", "377.00"]),
        (3, "合计", ["367.00", "240.00", "127.00", "0.00", "0.00", "0.00"]),
        (3, "21303", ["水利", "309.50", "182.50", "127.00", "", "", ""]),
        (3, "2130314", ["防汛", "47.00", "0.00", "47.00", "", "", ""]),
        (6, "20805", ["行政事业单位养老支出", "26.00", "26.00", "0.00"]),
        (10, "0.50", ["0.00", "0.00", "0.00", "0.00", "0.50", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00"]),
    ],
)
def test_where_all_money_is_fiscal_the_items_are_all_of_it(
    office: Made, number: int, label: str, cells: list[str]
) -> None:
    assert office.row(TITLES[number - 1], label) == cells


def test_nothing_is_open(school: Made, office: Made) -> None:
    for made in (school, office):
        assert [str(each) for each in made.report.made.problems if each.is_open] == []


def test_the_totals_are_the_figures_of_the_text(school: Made) -> None:
    for title, label, sentence in (
        (TITLES[0], "总计", "收入总计{}万元"),
        (TITLES[5], "合计", "一般公共预算财政拨款支出{}万元"),
        (TITLES[7], "人员经费合计", "人员经费{}万元"),
    ):
        assert sentence.format(school.row(title, label)[0]) in school.report.text, title


def test_the_part_stands_in_the_contents_with_its_page(school: Made) -> None:
    xml = school.report.word_part("word/document.xml")
    entry = xml.partition("第五部分 附表")[2].partition("</w:hyperlink>")[0]
    number = entry.rpartition("</w:t>")[0].rpartition(">")[2]
    page = next(page for page in report.pdf_pages(school.report.pdf) if "公开01表" in page)
    assert f"—{number}—" in page


def test_wide_tables_lie_across_in_both_files(school: Made) -> None:
    across = [2, 3, 4, 5, 8, 10, 11, 12, 13]
    ends = [block for block in school.report.blocks if isinstance(block, SectionEnd)][2:]
    assert [end.is_wide for end in ends] == [False, *(number in across for number in range(1, 15))]
    assert [end.goes_on for end in ends] == [False, *[True] * 14]
    leaves = PdfReader(io.BytesIO(school.report.pdf)).pages
    found = [number for number, leaf in enumerate(leaves[-14:], 1) if leaf.mediabox.width > leaf.mediabox.height]
    assert found == across


def test_pages_number_on_and_odd_ones_on_the_right(school: Made) -> None:
    pages = report.pdf_pages(school.report.pdf)[-14:]
    first = int(pages[0].partition("—")[2].partition("—")[0])
    for number, page in enumerate(pages, first):
        assert page.count("—") == 2
        assert f"—{number}—" in page


def test_the_pdf_shows_each_table_whole(school: Made) -> None:
    pages = report.pdf_pages(school.report.pdf)[-14:]
    for page, rows in zip(pages, school.tables.values(), strict=True):
        for row in rows:
            assert all("".join(cell.split()) in page for cell in row), row


def test_the_workbook_says_what_the_word_file_says(school: Made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(school.book))
    assert [page["A1"].value for page in book] == [title.partition("、")[2] for title in TITLES]
    for page, rows in zip(book, school.tables.values(), strict=True):
        values = [
            each for line in page.iter_rows(min_row=4, values_only=True) for each in line if each is not None
        ]
        shown = [f"{each:.2f}" if isinstance(each, int | float) else each for each in values]
        words = [cell for row in rows for cell in row if cell]
        assert shown[: len(words)] == words
        assert all(note in school.report.lines for note in shown[len(words) :])
        assert page.page_setup.orientation == ("landscape" if len(rows[-1]) > 5 else page.page_setup.orientation)


def test_amounts_of_the_workbook_are_numbers(school: Made) -> None:
    page = openpyxl.load_workbook(io.BytesIO(school.book)).worksheets[5]
    row = next(row for row in page.iter_rows(values_only=True) if row[0] == "2050204")
    assert row[2:] == (2065.18, 1823.65, 241.53)
    assert {"A4:B4", "C4:C5", "A6:B6"} <= {str(each) for each in page.merged_cells.ranges}


def test_the_same_tables_give_the_same_workbook(school: Made, tmp_path: Path) -> None:
    assert make(tmp_path, county_school.department(), county_school.written_texts()).book == school.book


def test_the_page_of_proof_knows_where_a_cell_comes_from(school: Made) -> None:
    assert "附表.一般公共预算.2050204.基本支出" in school.page
    assert "〔支出科目〕D7" in school.page


def test_the_sample_has_no_such_part(sample: Report) -> None:
    assert "第五部分 附表" not in sample.text
    assert not [path for path in sample.made.files if path.suffix == ".xlsx"]


def test_without_the_switch_no_figure_is_made() -> None:
    accounts = factories.accounts()
    figures = derive.derive(accounts)
    assert not [name for name in figures if name.startswith("附表")]
    part = public_tables.part(accounts, figures, TABLES)
    word = package.open_word(docx(paragraph("正文")))
    assert part.tables == ()
    assert public_part.append(word, part) is word
    assert public_tables_xlsx.book(part, About("", "", factories.accounts().department.published_on)) == b""  # type: ignore[arg-type]


def test_the_tables_change_no_figure_and_no_serial() -> None:
    plain = factories.accounts()
    with_tables = factories.accounts(department=factories.department(public_tables=factories.words("是")))
    before, after = derive.derive(plain), derive.derive(with_tables)
    assert list(after)[: len(before)] == list(before)
    assert {name: after[name].serial for name in before} == {name: each.serial for name, each in before.items()}


def test_a_template_without_styles_and_sections_will_do() -> None:
    accounts = factories.accounts(department=factories.department(public_tables=factories.words("是")))
    part = public_tables.part(accounts, derive.derive(accounts), TABLES)
    read = blocks.of(public_part.append(package.open_word(docx(paragraph("正文"))), part))
    assert sum(isinstance(block, Table) for block in read) == 14
    assert read[0].text == "正文"  # type: ignore[union-attr]


def test_tables_published_apart_are_listed_in_the_report_and_stand_in_the_workbook() -> None:
    accounts = factories.accounts(department=factories.department(public_tables=factories.words("另附")))
    part = public_tables.part(accounts, derive.derive(accounts), TABLES)
    read = blocks.of(public_part.append(package.open_word(docx(paragraph("正文"))), part))
    assert [each.text for each in read if isinstance(each, Heading | Paragraph)][1:] == [
        "第五部分 附表",
        *TITLES,
        "以上各表另附。",
    ]
    assert not any(isinstance(block, Table) for block in read)
    about = About("", "", datetime(2022, 9, 1, tzinfo=UTC))
    book = openpyxl.load_workbook(io.BytesIO(public_tables_xlsx.book(part, about)))
    assert len(book.worksheets) == 14


def test_boxes_stand_beside_those_that_reach_down() -> None:
    rows = ((PublicCell("甲", rows=2), PublicCell("乙", columns=2)), (PublicCell("丙"), PublicCell("丁")))
    assert [(line, at, box.content) for line, at, box in public_table_forms.placed(rows)] == [
        (0, 0, "甲"), (0, 1, "乙"), (1, 1, "丙"), (1, 2, "丁"),
    ]  # fmt: skip


def test_a_draft_marks_its_workbook_too() -> None:
    about = About("", "", None, file_name="某局2021年度部门决算（草稿）")  # type: ignore[arg-type]
    assert beside(about, "附表") == "某局2021年度部门决算附表（草稿）"
