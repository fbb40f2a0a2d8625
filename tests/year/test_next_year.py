"""The next year's folder: what is taken over, what is locked, blank or marked, and what is refused."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook

import generate
from juesuan import reading
from juesuan.app import cli
from juesuan.model import advised, document, proposed, sheets, workbook_form, year_folder
from juesuan.model.outcome import DONE, NOTHING
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.sheets import Sheet
from juesuan.model.values import Amount, Count
from juesuan.model.written_text import MARK
from juesuan.ooxml import blocks
from juesuan.year import next_year
from tests.support import builder, county_school, output_folder, report, water_office, word_files
from tests.support.builder import changed
from tests.support.handwriting import Hand, lines
from tests.support.shelf import Shelf
from tests.support.water_office import department

Output = pytest.CaptureFixture[str]
LAST = {
    "收入支出": "上年决算数",
    "财政拨款收支": "上年决算数",
    "三公经费": "上年决算数",
    "其他事项": "上年数",
    "业务指标": "上年数值",
}
"""The sheets that have last year beside this one, and its column."""


def new(root: Path, year: int, *more: str) -> int:
    return cli.main(["new", str(year), "--inputs", str(root), *more], generate.make, generate.check)


def book(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / year_folder.WORKBOOK)


def rows(workbook: Workbook, sheet: str) -> Iterator[dict[str, Cell | MergedCell]]:
    """The rows below the headings that hold anything, by heading."""
    heads, *below = list(workbook[sheet].iter_rows(min_row=4))
    for line in below:
        row = {str(head.value): cell for head, cell in zip(heads, line, strict=True) if head.value}
        if line[0].value or line[1].value:
            yield row


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All years: the small department of 2021, and 2022 made from it."""
    root = tmp_path_factory.mktemp("years")
    builder.write(root / "2021", department())
    assert new(root, 2022, "--quiet") == DONE
    return root


# ---- the workbook


@pytest.mark.parametrize(
    "sheet", [each for each in workbook_form.SHEETS if each.name in LAST], ids=lambda sheet: sheet.name
)
def test_last_years_column_holds_the_finals_and_is_locked(old: Path, sheet: Sheet) -> None:
    label, final = sheet.columns[0].heading, sheet.columns[1].heading
    before = {row[label].value: row[final].value for row in rows(book(old / "2021"), sheet.name)}
    made = book(old / "2022")
    assert made[sheet.name].protection.sheet
    assert not made[sheet.name].protection.password
    for row in rows(made, sheet.name):
        last = row[LAST[sheet.name]]
        assert last.value == before[row[label].value]
        assert last.protection.locked == (last.value is not None)
        assert (last.fill.fgColor.rgb == "FFD9D9D9") == (last.value is not None)
        open_cells = [row[column.heading] for column in sheet.columns if column.heading != LAST[sheet.name]]
        assert not any(cell.protection.locked for cell in open_cells)


def test_a_sheet_without_last_year_is_not_protected_and_a_locked_one_lets_the_rest_be_changed(old: Path) -> None:
    made = book(old / "2022")
    assert {sheet.title for sheet in made if sheet.protection.sheet} == set(LAST)
    # False: the protection does not keep anyone from it.
    allowed = ("insertRows", "insertColumns", "formatCells", "formatColumns", "formatRows")
    assert not any(getattr(made["收入支出"].protection, name) for name in allowed)
    assert any("撤消工作表保护" in str(cell.value) for cell in made["填写说明"]["A"])


FINAL = "本年决算数"


def test_last_years_closing_balances_are_proposed_as_this_years_opening_ones(old: Path) -> None:
    made, before = book(old / "2022"), book(old / "2021")
    for sheet in (workbook_form.REVENUE_EXPENDITURE, workbook_form.FISCAL_APPROPRIATION):
        final = {str(row["项目"].value): row[FINAL].value for row in rows(before, sheet.name)}
        now = {str(row["项目"].value): row[FINAL] for row in rows(made, sheet.name)}
        opening = {label: cell for label, cell in now.items() if "年初" in label}
        assert len(opening) in {1, 4}
        for label, cell in opening.items():
            closing = label.replace("年初", "年末")
            assert (cell.value, cell.fill.fgColor.rgb) == (final[closing], "FFFFE699")
            assert not cell.protection.locked
            assert cell.comment is not None
            assert cell.comment.text.startswith(f"程序按上年的“{closing}”填的")
    assert any(str(cell.value).startswith("十一、深黄色的年初结转和结余") for cell in made["填写说明"]["A"])


def test_no_other_number_and_no_grade_of_this_year_is_there(old: Path) -> None:
    made = book(old / "2022")
    for sheet in workbook_form.SHEETS:
        headings = [
            each.heading
            for each in sheet.columns
            if each.kind in {sheets.ColumnKind.AMOUNT, sheets.ColumnKind.NUMBER}
        ]
        for row in rows(made, sheet.name):
            filled = [name for name in headings if row[name].value is not None and name != LAST.get(sheet.name)]
            is_opening = sheet.money and "年初" in str(row[sheet.columns[0].heading].value)
            assert filled == ([FINAL] if is_opening else [])
    assert {row["自评等级"].value for row in rows(made, "绩效项目")} == {None}


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("支出科目", ("科目编码", "科目名称")),
        ("基本支出", ("科目编码", "科目名称", "列入名单")),
        ("其他事项", ("项目", "单位")),
        ("业务指标", ("名称", "计量单位", "分组", "组内作用")),
        ("绩效项目", ("项目名称",)),
        ("绩效指标", ("项目名称", "一级指标", "二级指标", "三级指标")),
        ("名词解释", ("名词", "解释")),
    ],
)
def test_names_codes_and_units_stay_in_their_order(old: Path, sheet: str, kept: tuple[str, ...]) -> None:
    years = (book(old / year) for year in ("2021", "2022"))
    before, now = ([[row[name].value for name in kept] for row in rows(each, sheet)] for each in years)
    assert now == before


def test_the_department_is_the_same_of_the_new_year_and_in_its_form(old: Path) -> None:
    before, now = (
        {str(row["项目"].value): row["内容"].value for row in rows(book(old / year), "基本信息")}
        for year in ("2021", "2022")
    )
    new_ones = {
        "年度": 2022,
        "版式": "四川2022",
        "公开日期": None,
        "整体支出自评得分": None,
        "整体支出自评等级": None,
    }
    assert now == {**before, **new_ones}


def test_last_years_reasons_are_comments_at_blank_cells(old: Path) -> None:
    before, now = book(old / "2021"), book(old / "2022")
    count = 0
    for sheet in workbook_form.SHEETS:
        prose = [column.heading for column in sheet.columns if column.kind is sheets.ColumnKind.PROSE]
        for was, row in zip(rows(before, sheet.name), rows(now, sheet.name), strict=False):
            for heading in prose if sheet is not workbook_form.TERMS else ():
                told = comment(row[heading])
                assert row[heading].value is None
                assert told == (f"上年写的是：{was[heading].value}" if was[heading].value else "")
                count += bool(told)
    assert count >= 15


def comment(cell: Cell | MergedCell) -> str:
    return cell.comment.text if cell.comment else ""


def test_a_project_says_that_it_is_last_years(old: Path) -> None:
    for row in rows(book(old / "2022"), "绩效项目"):
        assert comment(row["项目名称"]).startswith("这是2021年度的项目，供参考。今年没有的：删去这一行")


def test_the_unit_and_the_digits_of_a_sheet_stay(tmp_path: Path) -> None:
    amounts = ("本年决算数", "上年决算数")
    shrunk = [
        {head: Decimal(value) / 10000 if head in amounts else value for head, value in row.items()}
        for row in department()["收入支出"]
    ]
    builder.write(tmp_path / "2021", department(收入支出=shrunk), units={"收入支出": "万元"})
    assert new(tmp_path, 2022, "--quiet") == DONE
    made = book(tmp_path / "2022")
    assert (made["收入支出"]["B3"].value, made["财政拨款收支"]["B3"].value) == ("万元", "元")
    totals = {row["项目"].value: row["上年决算数"].value for row in rows(made, "收入支出")}
    assert totals["收入总计"] == 382


# ---- the texts


def paragraphs(path: Path) -> list[document.Block]:
    return list(blocks.read(path.read_bytes()))


def test_every_paragraph_of_text_is_marked_and_nothing_else_is(old: Path) -> None:
    before, now = (paragraphs(old / year / year_folder.TEXTS) for year in ("2021", "2022"))
    assert len(now) == len(before)
    for was, each in zip(before, now, strict=True):
        assert isinstance(was, document.Heading | document.Paragraph)
        assert isinstance(each, document.Heading | document.Paragraph)
        is_text = isinstance(was, document.Paragraph)
        assert each.text == (MARK + was.text if is_text else was.text)
        assert each.style == was.style


def test_advice_to_the_writer_empty_lines_and_tables_are_not_marked() -> None:
    table = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{builder.paragraph('表里')}</w:tc></w:tr></w:tbl>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着</w:t></w:r></w:p>"
    body = [
        builder.paragraph("主要职能", "1"),
        builder.paragraph("写职能", "t"),
        builder.paragraph(" "),
        table,
        hidden,
    ]
    data = builder.docx_of("".join([*body, builder.paragraph("职能。")]))
    made, count = next_year.marked(data)
    assert count == 1
    assert [
        each.text for each in blocks.read(made) if isinstance(each, document.Paragraph) and MARK in each.text
    ] == [f"{MARK}职能。"]
    assert made.count(b"PK\x03\x04") == data.count(b"PK\x03\x04")


def test_text_in_tracked_changes_fields_and_boxes_is_marked_where_it_is_read() -> None:
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"{builder.paragraph('框里的话。')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    inserted = "<w:p><w:ins w:id='1' w:author='a'><w:r><w:t>新的话。</w:t></w:r></w:ins></w:p>"
    deleted = "<w:p><w:del w:id='2' w:author='a'><w:r><w:delText>旧的话。</w:delText></w:r></w:del></w:p>"
    made, count = next_year.marked(builder.docx_of(builder.paragraph("主要职能", "1") + box + inserted + deleted))
    texts = [each.text for each in blocks.read(made) if isinstance(each, document.Paragraph)]
    assert count == 2
    assert [text for text in texts if text] == [f"{MARK}框里的话。", f"{MARK}新的话。"]


def test_what_is_not_read_as_text_is_not_marked_and_both_copies_of_a_box_are() -> None:
    names = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    contents = (
        f"<w:p>{word_files.mark('begin')}{word_files.instruction('TOC')}{word_files.mark('separate')}"
        f"{word_files.run('主要职能 1')}</w:p>{builder.paragraph('机构设置 2')}<w:p>{word_files.mark('end')}</w:p>"
    )
    box = f"<w:pict><w:txbxContent>{builder.paragraph('框里的话。')}</w:txbxContent></w:pict>"
    copies = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    either = f"<w:r><mc:AlternateContent {names}>{copies}</mc:AlternateContent></w:r>"
    data = builder.docx_of(f"{contents}<w:p>{either}</w:p>")
    made, count = next_year.marked(data)
    assert count == 2
    assert [word_files.parts(file)["word/document.xml"].decode().count(MARK) for file in (data, made)] == [0, 2]


def test_a_mark_from_before_stays_one_and_the_file_is_the_same_each_time() -> None:
    data = builder.docx({"主要职能": ["［待确认］职能。", "机构。"]})
    once, count = next_year.marked(data)
    twice, again = next_year.marked(once)
    assert (count, again) == (2, 2)
    assert twice == once == next_year.marked(data)[0]


def test_a_strict_file_stays_strict() -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(builder.docx({"主要职能": ["职能。"]}))) as archive:
        parts = {name: archive.read(name).replace(usual, strict) for name in archive.namelist()}
    made, count = next_year.marked(builder.zipped(parts))
    assert count == 1
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = archive.read("word/document.xml")
    assert strict in text
    assert usual not in text


# ---- the folder


def test_the_run_says_what_it_is_made_from_and_what_to_do_next(tmp_path: Path, capsys: Output) -> None:
    folder = builder.write(tmp_path / "2021", department())
    (folder / "附件" / "整体支出.docx").write_bytes(b"finished")
    assert new(tmp_path, 2022) == DONE
    place = tmp_path / "2022"
    assert capsys.readouterr().out.splitlines() == [
        f"提示 I06　{folder}：从 2021 年度做起，上年数取自它的决算数",
        "提示 I05　版式：版式由“四川2020”换成 2022 年度的“四川2022”　→ "
        "格式改了的地方：使用手册“一年的做法”第2步；现有的自评文字用不上的，核对时会说明。",
        f"提示 I08　{folder / '附件'}：附件是 2021 年度的，没有复制：整体支出.docx　→ "
        "今年的自评报告写好后，放进今年的“附件”文件夹。",
        f"已生成 {place / year_folder.WORKBOOK}",
        f"已生成 {place / year_folder.TEXTS}",
        f"已生成 {place / proposed.FILE}",
        "接下来：",
        "1. 确认 2021 年度的工作簿就是公开的那一份，上年数都取自它。",
        f"2. 填 {year_folder.WORKBOOK}：深灰色的上年数已经锁定，不用填；填黄色的本年数；"
        "原因重新写，格角的批注是以前写的，供参考。",
        "   深黄色的格是程序提出的：看过，不对就改，对的运行 "
        f"{advised.program()} confirm --year 2022 --inputs {tmp_path} 确认。",
        "3. 科目、业务指标、绩效项目和指标、名词解释列的是以前的：今年没有的删去整行，新增的添上。",
        f"4. 改 {year_folder.TEXTS}：{len(marks(place))} 段前面有〔待确认〕：逐段改成今年的，改好一段删去一个。"
        "标题里的项目名称要与工作簿一致。",
        "5. 有现成的自评报告（.docx），放进“附件”文件夹。",
        f"6. 运行 {advised.program()} check --year 2022 --inputs {tmp_path}，照它说的改，直到没有错误和警告。",
        f"7. 运行 {advised.program()} --year 2022 --inputs {tmp_path} 生成报告。",
    ]
    assert sorted(each.name for each in place.iterdir()) == sorted(
        (year_folder.WORKBOOK, year_folder.TEXTS, year_folder.ATTACHMENTS, proposed.FILE)
    )
    assert list((place / "附件").iterdir()) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["2021", "2022"]


def marks(folder: Path) -> list[str]:
    """The paragraphs of the texts that are marked."""
    found = (each.text for each in paragraphs(folder / year_folder.TEXTS) if isinstance(each, document.Paragraph))
    return [text for text in found if MARK in text]


def test_an_existing_folder_is_refused_and_not_touched(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / "2020", department())
    place = tmp_path / "2021"
    place.mkdir()
    (place / year_folder.WORKBOOK).write_bytes(b"figures")
    assert new(tmp_path, 2021) == NOTHING
    assert capsys.readouterr().out.splitlines()[0] == (
        f"错误 I02　{place}：已经有这个文件夹（里面有 {year_folder.WORKBOOK}），没有动它　→ "
        "要重新做，请先把它改名或移到别处。"
    )
    assert [path.name for path in place.iterdir()] == [year_folder.WORKBOOK]
    assert (place / year_folder.WORKBOOK).read_bytes() == b"figures"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    builder.write(tmp_path / "2021", department())
    (tmp_path / "2022").mkdir()
    assert new(tmp_path, 2022, "--quiet") == DONE
    assert (tmp_path / "2022" / year_folder.WORKBOOK).exists()


def test_a_fault_on_the_way_leaves_nothing(tmp_path: Path, capsys: Output) -> None:
    folder = builder.write(tmp_path / "2021", department())
    (folder / year_folder.TEXTS).write_bytes(b"no Word file")
    assert new(tmp_path, 2022) == NOTHING
    assert f"错误 T01　{folder / year_folder.TEXTS}：" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["2021"]


def test_an_old_workbook_that_cannot_be_read_is_refused_with_every_fault(tmp_path: Path, capsys: Output) -> None:
    content = changed(
        changed(department(), "收入支出", "收入总计", "本年决算数", "很多"), "基本信息", "地区", "内容", ""
    )
    builder.write(tmp_path / "2021", content)
    assert new(tmp_path, 2022) == NOTHING
    said = capsys.readouterr().out
    assert "〔收入支出〕B16" in said
    assert "〔基本信息〕B8" in said
    assert "没有生成：有 2 处要先改正。" in said


def test_an_old_workbook_of_another_year_is_refused(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / "2020", department())
    assert new(tmp_path, 2021) == NOTHING
    assert "错误 R08　〔基本信息〕B11：文件夹是 2020，“年度”填的是 2021" in capsys.readouterr().out


def test_without_older_years_the_officer_is_told_how_to_begin(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / "2022", department())
    (tmp_path / "2019").mkdir()
    assert new(tmp_path, 2021) == NOTHING
    assert capsys.readouterr().out.splitlines()[0] == (
        f"错误 I01　{tmp_path}：没有 2021 年度以前的填报文件　→ "
        f"第一年请运行 {advised.program()} init {tmp_path / '2021'} 放一套空白文件。"
    )


def test_from_an_older_year_last_years_column_stays_blank_and_open(tmp_path: Path, capsys: Output) -> None:
    folder = builder.write(tmp_path / "2021", department())
    assert new(tmp_path, 2024) == DONE
    said = capsys.readouterr().out
    assert said.startswith(
        f"警告 I06　{folder}：没有 2023 年度的填报文件，最近的是 2021 年度；"
        "它的决算数不是上年数，上年数各列空着　→ 请照 2023 年度决算补填上年数。\n"
    )
    assert "1. 找出 2023 年度公开的决算，上年数要照它填。" in said
    made = book(tmp_path / "2024")
    assert not any(sheet.protection.sheet for sheet in made)
    for sheet, column in LAST.items():
        assert {row[column].value for row in rows(made, sheet)} == {None}
    comments = [comment(row["变动原因"]) for row in rows(made, "收入支出")]
    assert [each for each in comments if each] == ["2021年写的是：水利工程建设项目减少"] * 2


def test_a_year_that_no_edition_is_for_gets_the_newest(tmp_path: Path, capsys: Output) -> None:
    content = changed(water_office.of_2022(), "基本信息", "年度", "内容", 2030)
    builder.write(tmp_path / "2030", content)
    assert new(tmp_path, 2031) == DONE
    assert "警告 I05　版式：没有 2031 年度的版式，先用“四川2022”（2022至2024年度的）" in capsys.readouterr().out
    assert reading.workbook_of(reading.given(tmp_path / "2031"))[0] == "决算数据.xlsx"


def test_a_department_without_texts_gets_blank_ones(tmp_path: Path, capsys: Output) -> None:
    county_school.write(tmp_path)
    shutil.rmtree(tmp_path / "2021")
    assert new(tmp_path, 2021) == DONE
    assert (
        f"提示 I09　{tmp_path / '2020' / year_folder.TEXTS}：没有文字可以沿用，放了一份空白的"
        in capsys.readouterr().out
    )
    shipped = TEMPLATES / year_folder.TEXTS
    assert (tmp_path / "2021" / year_folder.TEXTS).read_bytes() == shipped.read_bytes()


def test_the_own_template_goes_along_where_the_form_stays(tmp_path: Path, capsys: Output) -> None:
    content = changed(department(), "基本信息", "年度", "内容", 2020)
    folder = builder.write(tmp_path / "2020", content)
    (folder / "版式").mkdir()
    (folder / "版式" / "report.docx").write_bytes(b"own words")
    assert new(tmp_path, 2021) == DONE
    assert (tmp_path / "2021" / "版式" / "report.docx").read_bytes() == b"own words"
    assert "提示 I07" in (said := capsys.readouterr().out)
    assert "复制了 2020 年度本单位改过的版式" in said
    assert f"已生成 {tmp_path / '2021' / '版式' / 'report.docx'}" in said


def test_the_own_template_of_another_form_stays_behind(tmp_path: Path, capsys: Output) -> None:
    folder = builder.write(tmp_path / "2021", department())
    (folder / "版式").mkdir()
    (folder / "版式" / "附表.toml").write_bytes(b"own tables")
    assert new(tmp_path, 2022) == DONE
    assert not (tmp_path / "2022" / "版式").exists()
    assert "2021 年度本单位改过的版式是“四川2020”的，今年换了格式，没有复制" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "said"), [(["new"], "缺少参数 年度"), (["new", "21"], "参数内容不对 21")])
def test_a_year_is_four_digits(arguments: list[str], said: str, capsys: Output) -> None:
    assert cli.main(arguments, generate.make, generate.check) == NOTHING
    assert capsys.readouterr().err.startswith(f"命令写错了：{said}\n")


def test_json_lists_the_files(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / "2021", department())
    assert new(tmp_path, 2022, "--json") == DONE
    found = json.loads(capsys.readouterr().out)
    made = (year_folder.WORKBOOK, year_folder.TEXTS, proposed.FILE)
    assert found["files"] == [str(tmp_path / "2022" / name) for name in made]


def test_the_sample_is_taken_over_exactly(tmp_path: Path) -> None:
    shutil.copytree(report.SAMPLE, tmp_path / "2020")
    assert new(tmp_path, 2021, "--quiet") == DONE
    accounts, made = reading.book(reading.given(tmp_path / "2020")), book(tmp_path / "2021")
    for sheet in (each for each in workbook_form.SHEETS if each.name in LAST):
        record = getattr(accounts, sheet.field)
        finals = [getattr(record, item.field).final for item in sheet.items] or [each.value for each in record]
        assert [row[LAST[sheet.name]].value for row in rows(made, sheet.name)] == [*map(number, finals)]


def number(final: Amount | Count | None) -> float | None:
    """As a cell holds it."""
    if final is None:
        return None
    return float(final.yuan if isinstance(final, Amount) else final.value)


def test_the_edits_by_hand_in_last_years_word_file_are_named(shelf: Shelf, tmp_path: Path, capsys: Output) -> None:
    shelf.copy(tmp_path, department())
    word = output_folder.word(tmp_path / "output")
    hand = Hand.on(word.read_bytes())
    line = next(each for each in lines(word.read_bytes()) if len(each) > 60 and each.endswith("。"))
    hand.retype("这是主要职能的第二段。", "这是主要职能的第二段，改过。")
    hand.retype(line, f"{line}末尾加了一句。")
    word.write_bytes(hand.saved())
    assert new(tmp_path / "inputs", 2022, "--output", str(tmp_path / "output"), "--json") == DONE
    first, *edits = (each for each in json.loads(capsys.readouterr().out)["problems"] if each["code"] == "T82")
    assert first["message"] == "2021 年度手工改过 2 处，只在那年的成品 Word 里，没有带到今年，下面逐处列出"
    assert {each["message"] for each in edits} == {
        "2021 年度的人工修改1：原来是“这是主要职能的第二段。”，人工改成“这是主要职能的第二段，改过。”",
        f"2021 年度的人工修改2：原来是“{line}”，人工改成“{line}末尾加了一句。”",
    }


def test_a_year_that_goes_on_with_the_form_before_is_a_hint() -> None:
    name, told = next_year.edition_for(2025, "四川2022")
    assert (name, [str(each) for each in told]) == (
        "四川2022",
        [
            "提示 I05　版式：2025 年度沿用“四川2022”（2022至2024年度的）"
            "　→ 财政部门当年的通知改了格式的，照通知改。"
        ],
    )


def test_the_next_form_is_that_of_the_same_place() -> None:
    assert next_year.edition_for(2023, "重庆2022") == ("重庆2022", ())
