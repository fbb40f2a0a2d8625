"""修订稿: accepting everything gives the new report, rejecting everything the old one."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.compare import alignment, redline, words
from juesuan.compare.alignment import AlignedItem
from juesuan.model import document
from juesuan.ooxml import blocks, elements, package
from juesuan.year.blank_workbook import Content, Entry
from tests.support import builder, report, water_office, word_files, word_reader
from tests.support.shelf import Shelf
from tests.support.word_reader import W

WHEN = datetime(2022, 9, 9, 8, 30, tzinfo=UTC)
AUTHOR = "青禾县水务局"


def compared(old: bytes, new: bytes) -> bytes:
    """The tracked file, after both ways to settle it have been tried."""
    made = redline.changes(old, new, AUTHOR, WHEN)
    assert seen(word_reader.accepted(made)) == seen(new)
    assert seen(word_reader.rejected(made)) == seen(old)
    return made


def seen(data: bytes) -> dict[str, object]:
    """Everything that a change may concern: blocks with styles and pictures, contents, all styles, captions."""
    return {
        "blocks": [_block(block) for block in blocks.read(data)],
        "contents": _contents(data),
        "styles": word_reader.styles(data),
        "captions": [each.split() for each in word_reader.instructions(data) if "SEQ" in each],
    }


def _block(block: document.Block) -> object:
    match block:
        case document.Heading():
            return block.level, block.style, block.text
        case document.Paragraph():
            return block.style, block.text
        case document.Picture():
            return block.alt, block.data
        case document.Table():
            return [[(cell.columns, cell.rows, [_block(each) for each in cell.paragraphs]) for cell in row]
                    for row in block.rows]  # fmt: skip
        case _:
            return block


def _contents(data: bytes) -> list[str]:
    """The lines of the stored contents, with their page numbers."""
    inside, lines = 0, []
    for paragraph in word_reader.part(data).iter(W + "p"):
        line = ""
        for each in paragraph.iter(W + "fldChar", W + "instrText", W + "t"):
            if each.tag == W + "instrText" and (each.text or "").split()[:1] == ["TOC"]:
                inside = 1
            elif each.tag == W + "fldChar" and inside:
                inside += {"begin": 1, "end": -1}.get(each.get(W + "fldCharType"), 0)
            elif each.tag == W + "t" and inside:
                line += each.text or ""
        lines += [line] if line else []
    return lines


# ---- ten corrections


def _with_reception(content: Content) -> Content:
    for row in ("“三公”经费合计", "公务接待费", "国内公务接待费"):
        content = builder.changed(content, "三公经费", row, "本年决算数", 3000)
    return content


def _with_fund(content: Content) -> Content:
    for row in ("政府性基金预算财政拨款收入", "政府性基金预算财政拨款支出"):
        content = builder.changed(content, "财政拨款收支", row, "本年决算数", 100000)
    upper = [
        {"科目编码": code, "科目名称": name, "资金性质": "政府性基金预算"}
        for code, name in (("212", "城乡社区支出"), ("21208", "国有土地使用权出让收入安排的支出"))
    ]
    money = {"基本支出": 0, "项目支出": 100000, "合计": 100000, "调整预算数": 100000}
    item: Entry = {"科目编码": "2120801", "科目名称": "征地和拆迁补偿支出", "资金性质": "政府性基金预算", **money}
    return builder.added(content, "支出科目", *upper, item)


def _renamed(content: Content) -> Content:
    content = builder.changed(content, "基本信息", "单位全称", "内容", "青禾县水务和移民局")
    return builder.changed(content, "基本信息", "单位简称", "内容", "县水务移民局")


def _with_tables(content: Content) -> Content:
    return builder.added(content, "基本信息", {"项目": "附表", "内容": "是"})


def _as_it_is(content: Content) -> Content:
    return content


CORRECTIONS: Mapping[str, Callable[[Content], Content]] = {
    "one digit": lambda c: builder.changed(c, "业务指标", "治理河道", "数值", 13),
    "a digit of a chart": lambda c: builder.changed(c, "收入支出", "其他收入", "本年决算数", 60000),
    "a reason": lambda c: builder.changed(
        c, "支出科目", "水利工程建设", "与预算差异原因", "汛期延长，工程尚未完工"
    ),
    "a term added": lambda c: builder.added(c, "名词解释", {"名词": "事业收入", "解释": "指事业单位取得的收入。"}),
    "a term removed": lambda c: builder.without(c, "名词解释", "其他收入"),
    "a project removed": lambda c: builder.without(
        builder.without(c, "绩效项目", "水土保持宣传经费"), "绩效指标", "水土保持宣传经费"
    ),
    "a functional item removed": lambda c: builder.without(c, "支出科目", "防汛"),
    "receptions, which were nil": _with_reception,
    "a fund, which was nil": _with_fund,
    "public tables": _with_tables,
    "the unit's name": _renamed,
}


@pytest.fixture(scope="module")
def make(shelf: Shelf) -> Callable[[str], bytes]:
    """The Word file of the department after a correction."""
    return lambda name: shelf.report(CORRECTIONS.get(name, _as_it_is)(water_office.department())).docx


def test_the_old_and_the_new_chart_keep_their_svg(make: Callable[[str], bytes]) -> None:
    old, new = make(""), make("a digit of a chart")
    both = {*vectors(old), *vectors(new)}
    assert len(both) > len({*vectors(old)}) > 1
    assert {*vectors(redline.changes(old, new, AUTHOR, WHEN))} == both


def vectors(data: bytes) -> list[bytes]:
    """What is shown in place of each picture."""
    word = package.open_word(data)
    targets = package.related(word)
    return [
        word.parts[targets[each.get(elements.R + "embed", "")]]
        for each in word.root.iter(elements.SVG + "svgBlip")
    ]


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_and_its_opposite(name: str, make: Callable[[str], bytes]) -> None:
    old, new = make("issued"), make(name)
    assert old != new
    assert word_reader.changed(compared(old, new))
    assert word_reader.changed(compared(new, old))


def test_only_the_number_is_marked_in_a_sentence_and_in_a_cell(make: Callable[[str], bytes]) -> None:
    told = word_reader.changed(compared(make("issued"), make("one digit")))
    assert told == ["-12.5公里", "+13公里", "-12.5公里", "+13公里"]


def test_a_changed_chart_is_replaced_by_the_new_one(make: Callable[[str], bytes]) -> None:
    made = compared(make("issued"), make("a digit of a chart"))
    told = word_reader.changed(made)
    assert "-[图]" in told
    assert told[told.index("-[图]") + 1] == "+[图]"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert any(name.startswith("word/media/old-") for name in archive.namelist())


def test_a_chart_appears_where_there_was_none(make: Callable[[str], bytes]) -> None:
    told = word_reader.changed(compared(make("issued"), make("receptions, which were nil")))
    at = told.index("-各项金额均为0万元，不作图。")
    assert told[at + 1 : at + 3] == ["+[图]", "+图7：“三公”经费财政拨款支出结构"]


def test_a_reason_keeps_the_words_that_both_have(make: Callable[[str], bytes]) -> None:
    told = word_reader.changed(compared(make("issued"), make("a reason")))
    assert told == ["-部分", "+汛期延长，", "-成结算", "+工"]


def test_the_terms_after_a_new_one_keep_their_words(make: Callable[[str], bytes]) -> None:
    told = word_reader.changed(compared(make("issued"), make("a term added")))
    assert told == ["+15．事业收入：指事业单位取得的收入。"]


def test_a_project_goes_with_its_table_its_attachment_and_its_line_in_the_contents(
    make: Callable[[str], bytes],
) -> None:
    made = compared(make("issued"), make("a project removed"))
    told = word_reader.changed(made)
    assert any(line.startswith("-2021年青禾县项目支出绩效自评报告（水土保持宣传经费项目）\t") for line in told)
    assert "-水土保持宣传经费的自评报告。" in told
    tables = [each for each in word_reader.part(made).iter(W + "tbl")
              if all(row.find(f"{W}trPr/{W}del") is not None for row in each.iter(W + "tr"))]  # fmt: skip
    assert len(tables) == 1


def test_page_numbers_of_the_contents_are_tracked_inside_their_field(make: Callable[[str], bytes]) -> None:
    made = compared(make("issued"), make("a project removed"))
    numbers = []
    for mark in word_reader.part(made).iter(W + "ins"):
        link = mark.getparent()
        if link.tag == W + "hyperlink" and "PAGEREF" in "".join(each.text for each in link.iter(W + "instrText")):
            numbers.append("".join(each.text for each in mark.iter(W + "t")))
    assert numbers
    assert all(number.isdecimal() for number in numbers)


def test_the_public_tables_bring_their_pages_and_take_them_away(make: Callable[[str], bytes]) -> None:
    """Upright again after rejecting: the last section says how it was."""
    made = compared(make("issued"), make("public tables"))
    ends = [each for each in blocks.read(word_reader.rejected(made)) if isinstance(each, document.SectionEnd)]
    assert ends == [each for each in blocks.read(make("issued")) if isinstance(each, document.SectionEnd)]
    assert not any(end.is_wide for end in ends)


def test_the_new_name_stands_in_every_place(make: Callable[[str], bytes]) -> None:
    told = word_reader.changed(compared(make("issued"), make("the unit's name")))
    assert set(told) == {"+和移民", "+移民"}


def test_a_paragraph_of_the_officer_added_removed_and_moved(shelf: Shelf) -> None:
    content = water_office.department()
    duties = ["负责全县水利规划。", "负责防汛抗旱工作。", "负责农村供水。"]

    def with_duties(*kept: str) -> bytes:
        return shelf.report(content, water_office.texts(content, 主要职能=list(kept))).docx

    whole = with_duties(*duties)
    shorter = with_duties(duties[0], duties[2])
    moved = with_duties(duties[1], duties[0], duties[2])
    assert word_reader.changed(compared(whole, shorter)) == [f"-{duties[1]}"]
    assert word_reader.changed(compared(shorter, whole)) == [f"+{duties[1]}"]
    told = sorted(word_reader.changed(compared(whole, moved)))
    assert told in [[f"+{duty}", f"-{duty}"] for duty in duties[:2]]


def test_nothing_changed_nothing_marked(make: Callable[[str], bytes]) -> None:
    made = compared(make("issued"), make("issued"))
    assert not list(word_reader.part(made).iter(W + "ins", W + "del", W + "pPrChange", W + "sectPrChange"))


def test_another_form_of_another_year(sample: report.Report, make: Callable[[str], bytes], shelf: Shelf) -> None:
    newer = shelf.report(water_office.of_2022()).docx
    compared(make("public tables"), newer)
    compared(sample.docx, newer)


def test_the_marks_name_author_and_time_and_have_numbers_of_their_own(make: Callable[[str], bytes]) -> None:
    made = compared(make("issued"), make("a term removed"))
    marks = list(word_reader.part(made).iter(W + "ins", W + "del"))
    assert {(each.get(W + "author"), each.get(W + "date")) for each in marks} == {(AUTHOR, "2022-09-09T08:30:00Z")}
    numbers = [each.get(W + "id") for each in (*marks, *word_reader.part(made).iter(W + "bookmarkStart"))]
    assert len(numbers) == len(set(numbers))


def test_same_inputs_same_bytes(make: Callable[[str], bytes]) -> None:
    old, new = make("issued"), make("a project removed")
    assert redline.changes(old, new, AUTHOR, WHEN) == redline.changes(old, new, AUTHOR, WHEN)


def test_what_is_no_word_file_is_refused(make: Callable[[str], bytes]) -> None:
    with pytest.raises(package.NotWordFile):
        redline.changes(b"", make("issued"), AUTHOR, WHEN)


# ---- any small document

_PIECES = ("", "全年治理河道12.5公里，", "全年治理河道13公里，", "比上年增加3.00万元。", "县水务局", "甲", "-5%")
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=4).map("".join)
_PARAGRAPHS = st.builds(word_files.paragraph, _TEXTS, st.sampled_from(("", "", "1", "2")))


def _cell(content: list[str], span: int, merge: str) -> str:
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{wide}{merge}</w:tcPr>{"".join(content)}</w:tc>'


@st.composite
def _tables(draw: st.DrawFn) -> str:
    columns = draw(st.integers(1, 3))
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        span = draw(st.integers(1, columns))
        merges = st.sampled_from(("", '<w:vMerge w:val="restart"/>', "<w:vMerge/>"))
        contents = st.lists(_PARAGRAPHS, min_size=1, max_size=3)
        spans = [span, *([1] * (columns - span))]
        rows.append(f"<w:tr>{''.join(_cell(draw(contents), each, draw(merges)) for each in spans)}</w:tr>")
    grid = "<w:tblGrid>" + '<w:gridCol w:w="900"/>' * columns + "</w:tblGrid>"
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>'


@st.composite
def _documents(draw: st.DrawFn) -> list[str]:
    return [*draw(st.lists(_PARAGRAPHS | _PARAGRAPHS | _tables(), max_size=6)), draw(_PARAGRAPHS)]


@st.composite
def _edits(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """A document and what someone made of it: pieces left out, moved, put in."""
    old = draw(_documents())
    kept = [each for each in draw(st.permutations(old) | st.just(old)) if draw(st.booleans())]
    new = [*kept, *draw(_documents())] if draw(st.booleans()) else [*draw(_documents()), *kept, draw(_PARAGRAPHS)]
    return word_files.docx("".join(old)), word_files.docx("".join(new))


@pytest.mark.covered_elsewhere
@given(_edits())
def test_any_edit_can_be_accepted_and_rejected(files: tuple[bytes, bytes]) -> None:
    old, new = files
    made = redline.changes(old, new, AUTHOR, WHEN)
    for settled, wanted in ((word_reader.accepted(made), new), (word_reader.rejected(made), old)):
        assert [_block(each) for each in blocks.read(settled)] == [_block(each) for each in blocks.read(wanted)]
        assert word_reader.styles(settled) == word_reader.styles(wanted)


def test_rows_of_the_same_words_may_be_merged_otherwise() -> None:
    def table(*merges: str) -> bytes:
        rows = (f"<w:tr>{_cell([word_files.paragraph('甲')], 1, merge)}</w:tr>" for merge in merges)
        grid = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
        return word_files.docx(f"{grid}{''.join(rows)}</w:tbl>{word_files.paragraph('')}")

    compared(table('<w:vMerge w:val="restart"/>', "<w:vMerge/>"), table(""))


# ---- words


def _told(old: str, new: str) -> str:
    here, there = words.cut(old), words.cut(new)
    told, at = "", 0
    for a, b, c, d in words.changes(here, there):
        told += "".join(here[at:a])
        told += (f"[-{''.join(here[a:b])}]" if b > a else "") + (f"[+{''.join(there[c:d])}]" if d > c else "")
        at = b
    return told + "".join(here[at:])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("收入755.28万元，支出1元。", "收入745.28万元，支出1元。", "收入[-755.28万元][+745.28万元]，支出1元。"),
        ("增加1,234.56万元", "增加1,235.56万元", "增加[-1,234.56万元][+1,235.56万元]"),
        ("下降5.3%", "下降-5.3%", "下降[-5.3%][+-5.3%]"),
        ("2018-2020年", "2018-2021年", "2018-[-2020年][+2021年]"),
        ("县水务局负责水利", "县水务和移民局负责水利、移民", "县水务[+和移民]局负责水利[+、移民]"),
        ("《甲》，《乙报告》，《丙报告》。", "《甲》，《乙报告》。", "《甲》，《乙报告》[-，《丙报告》]。"),
        ("是部分工程尚未完成结算。", "是汛期延长，物资增加。", "是[-部分工程尚未完成结算][+汛期延长，物资增加]。"),
        ("甲乙丙丁", "子乙丑丁", "[-甲乙丙][+子乙丑]丁"),
        ("", "新", "[+新]"),
        ("治河3公里。防汛。", "治河4公里。护林。防汛。", "治河[-3公里][+4公里]。[+护林。]防汛。"),
        ("治河4公里。护林。防汛。", "治河3公里。防汛。", "治河[-4公里][+3公里]。[-护林。]防汛。"),
        ("完成3项。", "完成3项。都已验收。", "完成3项。[+都已验收。]"),
    ],
)  # fmt: skip
def test_a_change_is_small_and_cuts_no_number(old: str, new: str, told: str) -> None:
    assert _told(old, new) == told


@given(_TEXTS, _TEXTS)
def test_the_changes_lead_from_the_old_words_to_the_new(old: str, new: str) -> None:
    here, there = words.cut(old), words.cut(new)
    made, at = [], 0
    for a, b, c, d in words.changes(here, there):
        made += [*here[at:a], *there[c:d]]
        at = b
    assert "".join([*made, *here[at:]]) == new


def test_lines_in_a_large_gap_are_still_paired() -> None:
    """Every line changed, so that none of them ties the two texts together."""
    old = [AlignedItem("p", place, f"单位甲第{place}项") for place in range(300)]
    new = [AlignedItem("p", -place, f"单位乙第{place}项") for place in range(1, 300)]
    found = alignment.pairs(old, new)
    assert len(found) > 290
    assert found == sorted(found)


# ---- what comes along from the old file


def test_a_style_that_the_new_file_lacks_comes_along() -> None:
    old, new = (
        word_files.docx(word_files.paragraph("旧段", "1")),
        word_files.docx(word_files.paragraph("别的新句子")),
    )
    lacking = word_files.parts(new)
    lacking["word/styles.xml"] = (
        lacking["word/styles.xml"].replace(b'w:styleId="1"', b'w:styleId="8"').replace(b'"heading 1"', b'"other"')
    )
    made = redline.changes(old, builder.zipped(dict(lacking)), AUTHOR, WHEN)
    assert word_reader.styles(word_reader.rejected(made)) == ["heading 1"]
    assert word_reader.styles(word_reader.accepted(made)) == [""]


def _listed(*items: str, kind: str = "decimal") -> bytes:
    """A file with a list that Word counts by itself."""
    look = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr>'
    given = word_files.parts(
        word_files.docx("".join(f"<w:p>{look}{word_files.run(item)}</w:p>" for item in items))
    )
    relation = b'<Relationship Id="rId9" Type="http://x/numbering" Target="numbering.xml"/></Relationships>'
    relations = "word/_rels/document.xml.rels"
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl>'
    given["word/numbering.xml"] = (
        f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="2">{level}</w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    ).encode()
    given[relations] = given[relations].replace(b"</Relationships>", relation)
    return builder.zipped(dict(given))


def test_the_items_of_a_list_keep_their_numbers() -> None:
    old, new = _listed("规划治理河道", "建设供水工程", "组织防汛"), _listed("规划治理河道", "组织防汛")
    made = compared(old, new)
    assert word_reader.changed(made) == ["-建设供水工程"]
    assert word_reader.part(made, "word/numbering.xml").findall(W + "num")[1:] == []


def test_a_list_that_counted_otherwise_comes_along() -> None:
    old, new = _listed("规划治理河道", "组织防汛", kind="upperLetter"), _listed("规划治理河道", "组织防汛")
    made = compared(old, new)
    assert _words(word_reader.rejected(made)) == ["A. 规划治理河道", "B. 组织防汛"]
    assert _words(word_reader.accepted(made)) == ["1. 规划治理河道", "2. 组织防汛"]
    compared(old, word_files.docx(word_files.paragraph("规划治理河道")))


def test_a_line_that_goes_on_is_not_replaced() -> None:
    old = word_files.docx(word_files.paragraph("因公出国（境）经费支出0万元。"))
    more = (
        "因公出国（境）经费支出0万元。全年安排因公出国（境）团组0个，出国（境）0人次。与上年持平，没有发生费用。"
    )
    made = compared(old, word_files.docx(word_files.paragraph(more)))
    assert word_reader.changed(made) == [f"+{more[len('因公出国（境）经费支出0万元。') :]}"]


def test_a_drawing_whose_data_cannot_come_along_is_left_out() -> None:
    drawn = (
        '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><c:chart xmlns:c="urn:c" r:id="rId7"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    made = redline.changes(word_files.docx(drawn), word_files.docx(word_files.paragraph("新")), AUTHOR, WHEN)
    assert not list(word_reader.part(made).iter(W + "drawing"))
    assert word_reader.changed(made) == ["+新"]


def test_a_caption_that_lost_its_field_is_replaced_with_it() -> None:
    number = word_files.field(word_files.run("1"), " SEQ 图 ")
    old = word_files.docx(f"<w:p>{word_files.run('图')}{number}{word_files.run('：收入决算结构')}</w:p>")
    made = compared(old, word_files.docx(word_files.paragraph("图1：收入决算结构图")))
    assert word_reader.instructions(word_reader.accepted(made)) == []
    assert word_reader.instructions(word_reader.rejected(made)) == [" SEQ 图 "]


def test_the_words_of_a_user_are_only_words() -> None:
    hostile = "A&B <公司> ]]> \u202e {{ 收入 }}"
    old, new = word_files.docx(word_files.paragraph("旧")), word_files.docx(word_files.paragraph(hostile))
    made = redline.changes(old, new, escape(hostile), WHEN)
    assert word_reader.changed(made) == ["-旧", f"+{hostile}"]


# ---- LibreOffice

_OFFICE_READER = Path(__file__).parents[1] / "support" / "office_reader.py"


@pytest.mark.parametrize("name", ["a project removed", "receptions, which were nil", "public tables"])
def test_libreoffice_accepts_and_rejects(name: str, make: Callable[[str], bytes], tmp_path: Path) -> None:
    """Empty paragraphs aside: LibreOffice cannot join a deleted one with the table behind it, and leaves it."""
    python = shutil.which("python3", path=f"/usr/bin{os.pathsep}/usr/local/bin") or sys.executable
    has_uno = subprocess.run([python, "-c", "import uno"], check=False, capture_output=True).returncode == 0
    if shutil.which("soffice") is None or not has_uno:
        pytest.skip("soffice or its Python module uno is not installed")
    old, new = make("issued"), make(name)
    source = tmp_path / "修订稿.docx"
    source.write_bytes(redline.changes(old, new, AUTHOR, WHEN))
    settled = [tmp_path / f"{command}.docx" for command in ("Accept", "Reject")]
    subprocess.run([python, _OFFICE_READER, source, *settled], check=True, timeout=120, capture_output=True)
    assert _words(settled[0].read_bytes()) == _words(new)
    assert _words(settled[1].read_bytes()) == _words(old)


def _words(data: bytes) -> list[str]:
    lines = [line for block in blocks.read(data) for line in report.lines_of(block)]
    return [line for line in lines if line.strip()]
