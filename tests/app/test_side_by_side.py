"""Three years of a department side by side: table, chart, notes and workbook; one of them read back from Word."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from lxml import html

import generate
from juesuan.app import cli
from juesuan.app.teller import Teller
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.pdf import libreoffice
from juesuan.year.blank_workbook import Content
from tests.support import builder, desk_client, output_folder, three_years
from tests.support.desk_client import words
from tests.support.shelf import Shelf

Output = pytest.CaptureFixture[str]


class Office:
    """The folders of the three years."""

    def __init__(self, root: Path) -> None:
        self.root, self.inputs, self.output = root, root / "inputs", root / "output"
        self.inputs.mkdir()

    def run(self, capsys: Output, code: int = DONE) -> Any:
        places = ["--inputs", str(self.inputs), "--output", str(self.output), "--json"]
        assert cli.main(["trends", *places], generate.make, generate.check) == code
        return json.loads(capsys.readouterr().out)

    @property
    def page(self) -> Any:
        return html.document_fromstring((self.output / "历年对比" / "历年对比.html").read_text(encoding="utf-8"))


def points(told: Any, year: int) -> dict[str, str]:
    """What each line has for a year."""
    lines = [line for table in told["tables"] for line in table["lines"]]
    return {line["name"]: each["text"] for line in lines for each in line["points"] if each["year"] == year}


def sources(told: Any, year: int) -> dict[str, str]:
    """Where each line has the point of a year from."""
    lines = [line for table in told["tables"] for line in table["lines"]]
    return {line["name"]: each["source"] for line in lines for each in line["points"] if each["year"] == year}


@pytest.fixture(scope="module")
def office(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("years"))
    for content in three_years.contents():
        year = output_folder.year_of(shelf.report(content).made.files[0])
        shutil.copytree(year, made.output / year.name)
    return made


def test_the_years_stand_side_by_side_and_the_breaks_are_noted(office: Office, capsys: Output) -> None:
    told = office.run(capsys)
    assert told["years"] == [2020, 2021, 2022, 2023]
    line = {year: points(told, year)["收入支出.本年收入合计"] for year in told["years"]}
    assert line == {2020: "390.00万元", 2021: "370.00万元", 2022: "370.00万元", 2023: "374.00万元"}
    assert points(told, 2023)["三公经费.三公经费合计.完成率"] == "80%"
    assert points(told, 2023)["其他事项.在编人员"] == "17人"
    changed, form, item = (each["words"] for each in told["breaks"])
    assert changed.startswith(
        "2021年公开的数与2022年报告的上年数不同（请查明是调整、更正还是口径不同），依次是："
        "收入总计382.00万元、398.00万元；支出总计382.00万元、398.00万元；"
    )
    assert form == "版式由“四川2020”换成“四川2022”，“完成预算”的分母由“调整预算数”改为“全年预算数”"
    assert item == "功能分类科目有调整：2130314由“防汛”改名“防汛抗旱”"
    (row,) = (each for each in office.page.xpath("//tr") if each.xpath("th[text()='本年收入合计']"))
    assert [cell.text for cell in row.xpath("td")] == ["390.00万元", "370.00万元", "370.00万元", "374.00万元"]
    assert [cell.get("class") for cell in row.xpath("td")] == ["number later", "number", "number", "number"]
    assert row.xpath("td[2]/sup/a/@href") == ["#n1"]


AMOUNTS, PERSONNEL = ("收入支出", "财政拨款收支", "三公经费", "其他事项"), ("301", "303")
LEAF = 7
COUNTED = {"其他事项.人员编制": "名", "其他事项.在编人员": "人"}
GENERAL = "财政拨款收支.一般公共预算财政拨款支出"


def wan(yuan: Any) -> str:
    cut = (Decimal(yuan) / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{cut}万元" if cut else "0万元"


def percent(part: Any, whole: Any) -> str:
    cut = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{cut.normalize():f}%"


def by_hand(content: Content, *columns: str) -> dict[str, str]:
    """What the rows of the workbook come to in one of the columns, by the name of the line: computed here."""
    cells = {
        f"{sheet}.{re.sub(r'[^一-龥]', '', str(row['项目']))}": next(row[each] for each in columns if each in row)
        for sheet in AMOUNTS
        for row in content[sheet]
        if {*columns} & {*row}
    }
    found = {name: f"{each}{COUNTED[name]}" if name in COUNTED else wan(each) for name, each in cells.items()}
    return found | {f"总计口径.{side}总计": found[f"收入支出.{side}总计"] for side in ("收入", "支出")}


def sums_by_hand(content: Content) -> dict[str, str]:
    """What only the year's own report has: the kinds of basic expenditure, how much of a budget was completed."""
    basic = [row for row in content["基本支出"] if row["科目编码"]]
    parts = {True: Decimal(0), False: Decimal(0)}
    for row in basic:
        parts[str(row["科目编码"]).startswith(PERSONNEL)] += Decimal(str(row["金额"]))
    items = [row for row in content["支出科目"] if len(str(row["科目编码"])) == LEAF]
    spent, budget = (sum(Decimal(str(row[name])) for row in items) for name in ("合计", "调整预算数"))
    (public,) = (row for row in content["三公经费"] if row["项目"] == "“三公”经费合计")
    return {
        "基本支出.人员经费": wan(parts[True]),
        "基本支出.公用经费": wan(parts[False]),
        f"{GENERAL}.完成率": percent(spent, budget),
        "三公经费.三公经费合计.完成率": percent(public["本年决算数"], public["调整预算数"]),
    }


def test_every_point_is_what_the_workbooks_come_to(office: Office, capsys: Output) -> None:
    told, contents = office.run(capsys), three_years.contents()
    for year, content in enumerate(contents, 2021):
        expected = by_hand(content, "本年决算数", "本年数") | sums_by_hand(content)
        assert points(told, year) == {name: expected[name] for name in points(told, year)}
        assert len(points(told, year)) == 22
    before = by_hand(contents[0], "上年决算数", "上年数")
    assert points(told, 2020) == {name: before[name] for name in points(told, 2020)}
    assert len(points(told, 2020)) > 15


def test_the_charts_say_what_the_tables_say(office: Office, capsys: Output) -> None:
    told, page = office.run(capsys), office.page
    assert len(page.xpath("//img")) == len(told["tables"]) == 7
    for table, section in zip(told["tables"], page.xpath("//section"), strict=True):
        alt = section.xpath(".//img")[0].get("alt")
        for line in table["lines"]:
            course = "、".join(f"{each['year']}年{each['text']}" for each in line["points"])
            assert f"{line['label']}{course}" in alt


def test_the_page_is_valid_runs_nothing_and_asks_nobody(office: Office, capsys: Output) -> None:
    html5lib = pytest.importorskip("html5lib", reason="没有 html5lib，不核对网页的写法")
    office.run(capsys)
    text = (office.output / "历年对比" / "历年对比.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    assert office.page.xpath("//script | //link | //iframe | //*[@*[starts-with(name(), 'on')]]") == []
    addresses = {*office.page.xpath("//@src"), *office.page.xpath("//@href")}
    assert all(each.startswith(("data:image/", "#")) for each in addresses)


def test_the_workbook_has_numbers_and_charts(office: Office, capsys: Output) -> None:
    office.run(capsys)
    book = openpyxl.load_workbook(io.BytesIO((office.output / "历年对比" / "历年对比.xlsx").read_bytes()))
    sheet = book["历年对比"]
    rows = {row[0].value: [cell.value for cell in row[1:6]] for row in sheet.iter_rows() if row[0].value}
    assert rows["本年收入合计"] == ["万元", 390, 370, 370, 374]
    assert rows["在编人员"] == ["人", 17, 16, 16, 17]
    assert rows["财政拨款"] == ["单位", "2020年", "2021年 注1", "2022年", "2023年 注3"]
    assert "注3" in str([cell.value for cell in book["注和来源"]["A"]])


def test_a_workbook_that_somebody_has_edited_is_moved_aside(office: Office, capsys: Output) -> None:
    office.run(capsys)
    book = office.output / "历年对比" / "历年对比.xlsx"
    made = book.read_bytes()
    book.write_bytes(b"edited")
    told = office.run(capsys)
    assert [each["code"] for each in told["problems"]] == ["Y08"]
    assert book.read_bytes() == made
    assert [each.read_bytes() for each in (book.parent / "移开的文件").iterdir()] == [b"edited"]


def test_a_year_read_back_from_word_gives_the_same_points(office: Office, tmp_path: Path, capsys: Output) -> None:
    ours = office.run(capsys)
    other = Office(tmp_path)
    for year in ("2022", "2023"):
        shutil.copytree(office.output / year, other.output / year)
    (other.inputs / "历年报告").mkdir()
    shutil.copyfile(next((office.output / "2021" / "交付").glob("*.docx")), other.inputs / "历年报告" / "旧.docx")
    told = other.run(capsys)
    expected = {**points(ours, 2021), "收入支出.年末结转和结余": "12.00万元"}
    assert len(expected) == len(points(ours, 2021)) > 20
    assert points(told, 2021) == expected, "equal totals are said without the balances: that is the next report's"
    assert sources(told, 2021) == {
        name: "2022年报告的上年数" if name == "收入支出.年末结转和结余" else "旧.docx" for name in expected
    }
    assert [each["words"] for each in told["breaks"]][1:] == [each["words"] for each in ours["breaks"]][1:]
    assert told["breaks"][0]["words"].startswith("“旧.docx”里的数与2022年报告的上年数不同")
    (other.inputs / "历年报告" / "坏.docx").write_bytes(b"x")
    told = other.run(capsys, OPEN)
    assert [each["code"] for each in told["problems"]] == ["D29"]
    assert points(told, 2021) == expected


def test_without_any_year_nothing_is_made(tmp_path: Path, capsys: Output) -> None:
    office = Office(tmp_path)
    assert [each["code"] for each in office.run(capsys, NOTHING)["problems"]] == ["Y11"]
    assert not (office.output / "历年对比").exists()


def test_at_the_desk_it_is_made_by_a_click_and_a_dropped_report_is_kept(office: Office, tmp_path: Path) -> None:
    shutil.copytree(office.output / "2023", tmp_path / "output" / "2023")
    (tmp_path / "inputs" / "2023").mkdir(parents=True)
    desk = desk_client.opened(tmp_path)
    assert "做历年对比" in words(desk.get("/历年对比"))
    assert desk.get("/历年对比/页面").status_code == 404
    assert desk.post("/历年对比").status_code == 303
    assert "重做对比" in words(desk.get("/历年对比"))
    data = next((office.output / "2021" / "交付").glob("*.docx")).read_bytes()
    for _ in range(2):
        assert desk.post("/历年对比/报告", files=[("files", ("../a.docx", data, "x"))]).status_code == 303
    assert [each.name for each in (tmp_path / "inputs" / "历年报告").iterdir()] == ["2021年度决算报告.docx"]
    page = desk.get("/历年对比/页面")
    assert "2021年：2021年度决算报告.docx" in words(page)
    assert "sandbox" in page.headers["content-security-policy"]
    assert desk.get("/历年对比/历年对比.xlsx").content.startswith(b"PK")
    answer = desk.post("/历年对比/报告", files=[("files", ("b.docx", b"x", "x"))])
    assert answer.status_code == 422
    assert "b.docx" in words(answer)


# ---- as an appendix of the report


@pytest.fixture(scope="module")
def attached(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The report of 2023 with the years before it as an appendix, of which only 2021 is on file."""
    own = Office(tmp_path_factory.mktemp("attached"))
    shutil.copytree(office.output / "2021", own.output / "2021")
    builder.write(own.inputs / "2023", three_years.contents()[2])
    places = ["--inputs", str(own.inputs), "--output", str(own.output)]
    assert cli.main(["trends", "--attach", "2023", *places], generate.make, generate.check) == DONE
    assert cli.main(["--year", "2023", "--quiet", *places], generate.make, generate.check) == OPEN
    return own


def test_the_appendix_has_the_numbers_of_all_years(attached: Office) -> None:
    (path,) = (attached.output / "2023" / "交付").glob("*决算.docx")
    document = docx.Document(str(path))
    tables = [table for table in document.tables if table.cell(0, 0).text == "年度"]
    rows = [[cell.text for cell in row.cells] for row in tables[0].rows]
    assert len(tables) == 7
    assert rows == [
        ["年度", "收入总计", "支出总计", "本年收入合计", "本年支出合计", "年末结转和结余"],
        ["2020年", "398.00*", "398.00*", "390.00*", "386.00*", "12.00*"],
        ["2021年", "382.00", "382.00", "370.00", "372.00", "10.00"],
        ["2022年", "382.00*", "382.00*", "370.00*", "372.00*", "10.00*"],
        ["2023年", "384.00", "384.00", "374.00", "376.00", "8.00"],
    ]
    staff = [[cell.text for cell in row.cells] for row in tables[-1].rows]
    assert staff[0] == ["年度", "人员编制（名）", "在编人员（人）"]
    assert [row[2] for row in staff[1:]] == ["17*", "16", "16*", "17"]
    words = [each._inline.docPr.get("descr", "") for each in document.inline_shapes]
    assert sum("（折线图）：" in each for each in words) == 7
    said = [each.text for each in document.paragraphs]
    assert "注1　2023年：版式由“四川2020”换成“四川2022”，“完成预算”的分母由“调整预算数”改为“全年预算数”。" in said
    assert "各年的数取自当年的部门决算公开报告：2021年用“四川2020”版式，2023年用“四川2022”版式。" in said
    assert not any("请查明" in each for each in said)


def test_the_appendix_is_the_same_in_the_pdf_and_its_numbers_have_their_sources(attached: Office) -> None:
    year = attached.output / "2023"
    (path,) = (year / "交付").glob("*.pdf")
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)
    assert "2020年398.00*398.00*390.00*386.00*12.00*2021年382.00382.00370.00372.0010.00" in text
    origins = (year / "留存" / "核对报告.html").read_text(encoding="utf-8")
    assert "2021年公开的数：第1版" in origins
    assert "2020年公开的数：2021年报告的上年数" in origins


def test_word_and_pdf_have_the_same_pages_and_each_heading_on_the_same_page(
    office: Office, tmp_path: Path
) -> None:
    program = libreoffice.find()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    own = Office(tmp_path)
    for year in ("2021", "2022"):
        shutil.copytree(office.output / year, own.output / year)
    builder.write(own.inputs / "2023", three_years.contents()[2])
    places = ["--inputs", str(own.inputs), "--output", str(own.output)]
    assert cli.main(["trends", "--attach", "2023", *places], generate.make, generate.check) == DONE
    made = generate.make(own.inputs / "2023", own.output, Teller())
    (word,) = (each for each in made.files if each.name.endswith("决算.docx"))
    (pdf,) = (each for each in made.files if each.name.endswith("决算.pdf"))
    (tmp_path / "office").mkdir()
    theirs = libreoffice.printed(program, word.read_bytes(), tmp_path / "office")
    assert _pages_of_headings(theirs) == _pages_of_headings(pdf.read_bytes())


def _pages_of_headings(data: bytes) -> tuple[int, list[tuple[str, int]]]:
    """How many pages there are, and each heading with its page."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    told = [
        ("".join(str(each.title).split()), reader.get_destination_page_number(each) or 0)
        for each in _flat(reader.outline)
    ]
    assert told[-1][0] == "八、说明"
    return len(reader.pages), told


def _flat(marks: Any) -> Iterator[Any]:
    for each in marks:
        yield from _flat(each) if isinstance(each, list) else (each,)


def test_without_an_earlier_year_there_is_nothing_to_attach(attached: Office, capsys: Output) -> None:
    places = ["--inputs", str(attached.inputs), "--output", str(attached.output)]
    for year, code in (("2021", "I01"), ("23", "I01")):
        assert cli.main(["trends", "--attach", year, *places], generate.make, generate.check) == NOTHING
        assert f"错误 {code}" in capsys.readouterr().out
    (attached.inputs / "2021").mkdir()
    assert cli.main(["trends", "--attach", "2021", *places], generate.make, generate.check) == NOTHING
    assert "错误 Y13" in capsys.readouterr().out
    (attached.inputs / "2021").rmdir()
