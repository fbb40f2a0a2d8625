"""Finished reports of every kind become the same lines; what is hostile, damaged or too large is refused."""

import io
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from msgspec.structs import replace
from PIL import Image

from juesuan.checks.finished import audit
from juesuan.model.finished_report import FinishedReport, LineKind, ReportLine
from juesuan.model.problems import ReportError
from juesuan.reading import finished_report
from juesuan.reading.finished import html, text, word
from juesuan.reading.finished.pdf_paragraphs import PageLine, PdfPage, bodies, paragraphs
from juesuan.reading.finished.pdf_tables import PageTable
from tests.support.report import Report


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(ReportError) as caught:
        finished_report.read(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint != "") == ("D29", True)
    return problem.message


# ---- text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_each_encoding_that_offices_write(encoding: str) -> None:
    found = text.lines("一、收入决算情况说明\n\n收入1万元。\n".encode(encoding))
    assert found == (ReportLine("一、收入决算情况说明", LineKind.HEADING), ReportLine("收入1万元。"))


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("第一部分 部门概况 ........ 1", ("第一部分 部门概况", 1)),
        ("一、收入……………………12", ("一、收入", 12)),
        ("二、支出\t— 3 —", ("二、支出", 3)),
        ("收入合计\t12\t3", None),
        ("收入合计 755", None),
        (f"一、收入{'.' * 500}12", ("一、收入", 12)),
        (f"一、收入{' ' * 500}12", ("一、收入", 12)),
        pytest.param(f"支出{' ' * 1000}3万元", None, id="spaces"),
        pytest.param(f"支出{'. … ' * 1000}3万元", None, id="dots"),
    ],
)
def test_an_entry_of_the_contents_is_told_by_its_leaders(words: str, entry: tuple[str, int] | None) -> None:
    assert text.contents_entry(words) == entry


# ---- html


def test_a_page_is_read_in_order_without_what_nobody_sees() -> None:
    page = (
        "<html><head><meta charset='gb18030'><title>不要</title></head><body><script>不要</script><h2>收入</h2>"
        "<div>2020年<b>收入</b>1万元<br>支出2万元<p hidden>不要</p></div><p style='display: none'>不要</p>"
        "<table><tr><th>项目</th><th>金额</th></tr><tr><td>基本<br>支出</td><td> 1 </td></tr></table>"
        "结尾</body></html>"
    )
    assert html.lines(page.encode("gb18030")) == (
        ReportLine("收入", LineKind.HEADING),
        ReportLine("2020年收入1万元"),
        ReportLine("支出2万元"),
        ReportLine("项目\t金额", LineKind.ROW),
        ReportLine("基本支出\t1", LineKind.ROW),
        ReportLine("结尾"),
    )


def test_a_table_that_only_places_the_text_is_text() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr></table>"
    page = f"<table><tr><td></td><td><p>收入1万元。</p>{inner}支出2万元。</td></tr></table>"
    assert [each.text for each in html.lines(page.encode())] == ["收入1万元。", "甲\t1", "支出2万元。"]


def test_no_entity_of_a_page_is_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不要", encoding="utf-8")
    page = f'<!DOCTYPE html [<!ENTITY a SYSTEM "file://{secret}">]><p>收入&a;1万元</p>'
    assert "不要" not in "".join(each.text for each in html.lines(page.encode()))


# ---- pdf


def line(words: str, left: float = 80, top: float = 100, right: float = 520, size: float = 16) -> PageLine:
    return PageLine(words, left, right, top, top + size, size)


def page(number: int, *lines: PageLine, tables: tuple[PageTable, ...] = ()) -> PdfPage:
    return PdfPage(number, 595, 842, lines, tables, has_pictures=False, is_crowded=False)


def test_lines_of_a_page_and_of_the_next_are_joined_into_paragraphs() -> None:
    first = page(
        1,
        line("一、收入情况", 112, 100, 260),
        line("2020年收入总计 755.28", 112, 129),
        line("万元，其中", 80, 158, 200),
        line("基本支出2万元，比上年", 112, 187),
    )
    second = page(2, line("增加1万元。", 80, 100, 200), line("另一段。", 112, 129, 200))
    assert paragraphs(bodies([first, second])) == (
        ReportLine("一、收入情况", LineKind.HEADING, 1),
        ReportLine("2020年收入总计755.28万元，其中", page=1),
        ReportLine("基本支出2万元，比上年增加1万元。", page=1),
        ReportLine("另一段。", page=2),
    )


def test_what_stands_in_brackets_goes_on_below_where_its_first_word_did_not_fit() -> None:
    full = line("其他社会保障和就业支出", 80, 100, 490)
    found = paragraphs(bodies([page(1, line("甲", 112, 71, 130), full, line("（项）：1万元。", 80, 129, 200))]))
    assert [each.text for each in found] == ["甲", "其他社会保障和就业支出（项）：1万元。"]
    title = line("自评报告", 110, 100, 490)
    found = paragraphs(bodies([page(1, line("甲", 80, 71, 520), title, line("（某项目）", 80, 129, 200))]))
    assert [each.text for each in found][-2:] == ["自评报告", "（某项目）"]


def test_paragraphs_that_stand_apart_are_told_by_the_distance_of_lines_inside_of_one() -> None:
    tops, ends = (100, 120, 160, 200, 240, 260), (520, 200, 200, 520, 519, 200)
    placed = zip("甲乙丙丁戊己", tops, ends, strict=True)
    lines = [line(f"{words}段的话", 80, top, right) for words, top, right in placed]
    assert [each.text for each in paragraphs(bodies([page(1, *lines)]))] == [
        "甲段的话乙段的话", "丙段的话", "丁段的话", "戊段的话己段的话",
    ]  # fmt: skip


def test_a_number_that_did_not_fit_on_the_line_goes_on_below() -> None:
    found = paragraphs(
        bodies(
            [page(1, line("甲", 112, 71, 130), line("支出", 112, 100, 470), line("1509.28万元。", 80, 129, 200))]
        )
    )
    assert [each.text for each in found] == ["甲", "支出1509.28万元。"]


def test_running_heads_and_page_numbers_are_no_text_but_a_lone_number_is() -> None:
    pages = [
        page(
            each,
            line("某局2020年决算", top=20),
            line(f"正文{'甲乙丙丁'[each]}。", top=100, right=200),
            line(f"— {each} —", top=800),
        )
        for each in range(4)
    ]
    assert [each.text for each in paragraphs(bodies(pages))] == ["正文甲。", "正文乙。", "正文丙。", "正文丁。"]
    alone = page(1, line("甲。", top=100, right=110), line("0", top=129, right=90))
    assert [each.text for each in paragraphs(bodies([alone]))] == ["甲。", "0"]


TRUE = PageTable(
    (80, 200, 520, 300), (("项目", "金额"), ("基本支出", "2.00"), ("项目支出", "3.50"), ("合计", "5.50"))
)
FALSE = PageTable(
    (80, 200, 520, 300), (("项目", "金额"), ("基本支出", "2.00"), ("项目支出", "3.50"), ("合计", "9.50"))
)


def test_a_table_is_read_where_its_own_sums_close() -> None:
    inside = line("合计 5.50", top=280)
    found = paragraphs(bodies([page(1, line("上文。", top=100, right=200), inside, tables=(TRUE,))]))
    assert [each.text for each in found] == [
        "上文。",
        "项目\t金额",
        "基本支出\t2.00",
        "项目支出\t3.50",
        "合计\t5.50",
    ]
    assert not FALSE.closes
    assert [each.text for each in paragraphs(bodies([page(1, inside, tables=(FALSE,))]))] == []


def test_a_sum_closes_along_a_row_and_by_codes() -> None:
    assert PageTable((), (("科目", "合计", "基本", "项目"), ("教育", "5.00", "2.00", "3.00"))).closes
    coded = (
        ("", "合计", "9"),
        ("205", "教育", "9"),
        ("20502", "普通教育", "9"),
        ("2050201", "甲", "4"),
        ("2050202", "乙", "5"),
    )
    assert PageTable((), coded).closes


def test_the_pdf_of_a_report_is_read_as_its_word_file(sample: Report, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(sample.docx)
    (tmp_path / "报告.pdf").write_bytes(sample.pdf)
    word, pdf = (finished_report.read(tmp_path / f"报告.{each}") for each in ("docx", "pdf"))
    read, meant = ([("".join(each.text.split()), each.listed) for each in of.lines] for of in (pdf, word))
    assert read == meant
    assert (pdf.unread, word.pages, pdf.lines[-1].page) == ((), None, pdf.pages)


# ---- what is refused


def pdf_of(content: bytes, more: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d%s>>stream\n" % (len(content), more) + content + b"\nendstream",
    ]
    body, starts = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    table = b"xref\n0 5\n0000000000 65535 f \n" + rows + b"trailer<</Size 5/Root 1 0 R>>\n"
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("空.txt", b"", "没有读出文字；扫描件和图片请先识别成文字"),
        ("二进制.txt", b"\x00\x01" * 50, "不是文本：请另存为 UTF-8 或 GB18030（“ANSI”）编码"),
        ("长.txt", "长".encode() * 30_000, "内容过多，不予读取（1 段，最长的一段 30000 字，共 30000 字）"),
        ("数.txt", "1万元，".encode() * 500, "数字过多，不予读取（共 500 个，最多的一段有 500 个）"),
        ("坏.docx", b"junk", "文件不是 .docx，或者已损坏，不能读取；请用 Word 打开，另存为 .docx。"),
        ("坏.pdf", b"%PDF-1.7\n", "PDF 文件已损坏，读不出内容"),
        ("空白.pdf", pdf_of(b"q Q"), "没有读出文字；扫描件和图片请先识别成文字"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "不是能读的报告文件"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    assert refused(tmp_path / name, data) == message


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(bytes(400_000_000), 9)
    message = refused(tmp_path / "大.pdf", pdf_of(packed, b"/Filter/FlateDecode"))
    assert message in {"太大，内存放不下，不予读取", "太复杂，在限定的时间和内存里读不完，不予读取"}


def test_a_word_file_with_a_dtd_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<!DOCTYPE a><a/>")
    assert refused(tmp_path / "坏.docx", held.getvalue())


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="没有这个文件　→ 请检查文件名"):
        finished_report.read(tmp_path / "无.pdf")


def test_the_contents_of_a_word_file_are_its_entries_as_last_updated(school: Report) -> None:
    contents = [each for each in word.lines(school.docx) if each.kind is LineKind.CONTENTS]
    assert contents[0] == ReportLine("第一部分 部门概况", LineKind.CONTENTS, None, contents[0].listed)
    assert all(each.listed for each in contents)
    (rule,) = (each for each in audit(of_word(school.docx)).rules if each.words.code == "D21")
    assert (rule.ran, rule.why_not) == (len(contents), "")
    renamed = of_word(school.docx, "二、收入决算情况说明", "二、收入情况说明")
    assert [each.problem.message for each in audit(renamed).problems if each.problem.code == "D21"] == [
        "目录里的“二、收入决算情况说明”在正文里没有，正文里是“二、收入情况说明”"
    ]


def of_word(data: bytes, old: str = "", new: str = "") -> FinishedReport:
    lines = word.lines(data)
    changed = (replace(each, text=new) if each.text == old and each.listed is None else each for each in lines)
    return FinishedReport("报告.docx", "Word", tuple(changed))


# ---- pictures of a Word file


def with_pictures(*parts: str | tuple[float, float]) -> FinishedReport:
    """A report of paragraphs, and of pictures by their width and height in mm."""
    made, picture, held = docx.Document(), io.BytesIO(), io.BytesIO()
    Image.new("1", (8, 8)).save(picture, "PNG")
    for each in parts:
        if isinstance(each, str):
            made.add_paragraph(each)
        else:
            made.add_picture(picture, Mm(each[0]), Mm(each[1]))
    made.save(held)
    return word.read("报告.docx", held.getvalue())


def test_a_picture_that_may_be_a_table_or_a_page_is_told_with_its_place() -> None:
    page = (150.0, 200.0)
    found = with_pictures(page, "收入1.00万元。", page, page, "支出1.00万元。")
    what = "张图没有读（可能是扫描件，或者截成图的表），图里的数没有核对"
    assert [(each.place, each.what) for each in found.unread] == [
        ("开头", f"有 1 {what}"),
        ("第1段后面", f"有 2 {what}"),
    ]
    first = next(each.problem for each in audit(found).problems if each.problem.where == "开头")
    assert str(first).startswith(f"警告 D29　开头：有 1 {what}")
    many = with_pictures(*(each for number in range(7) for each in (page, f"第{number}句。")))
    assert [each.what for each in many.unread[5:]] == ["像这样没有读的图还有 2 张"]


def test_a_chart_with_its_caption_and_a_small_picture_are_no_pages() -> None:
    found = with_pictures("一段。", (150.0, 80.0), "图1：收入决算变动情况图", "二段。", (20.0, 20.0), "三段。")
    assert found.unread == ()


@pytest.mark.parametrize(
    ("words", "told"), [("微信图片_20240318120000.jpg", 1), ("2020年", 1), ("收入1.00万元，支出100%", 0)]
)
def test_words_about_a_picture_stand_for_it_only_where_they_say_its_numbers(words: str, told: int) -> None:
    made, picture, held = docx.Document(), io.BytesIO(), io.BytesIO()
    Image.new("1", (8, 8)).save(picture, "PNG")
    made.add_picture(picture, Mm(150), Mm(200))._inline.docPr.set("descr", words)
    made.save(held)
    assert len(word.read("报告.docx", held.getvalue()).unread) == told


def test_the_charts_of_our_own_reports_are_not_told(sample: Report, school: Report) -> None:
    assert word.read("报告.docx", sample.docx).unread == word.read("报告.docx", school.docx).unread == ()
