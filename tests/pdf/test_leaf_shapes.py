"""The pages as they were laid out: where marked numbers stand, how full a page is, lines left alone; pictures."""

import io
import threading

import pypdfium2
import pytest
from PIL import Image

from juesuan import pdf
from juesuan.model.document import Block, Paragraph, Run, Table
from juesuan.model.values import mark, plain
from juesuan.pdf.leaf_shapes import LeafShape, PlacedNumber
from juesuan.pdf.pdf import LaidOut
from tests.pdf.test_pdf import ABOUT, cell, p

SENTENCE = "本年支出合计{}，其中人员经费{}，主要原因是“厉行节约”和APP建设；"
NUMBERS = range(1, 9)


def laid_out(*marked: Block) -> LaidOut:
    """The layout of blocks without their marks, with its shapes."""
    return pdf.lay_out(map(bare, marked), {}, ABOUT, (), marked)


def bare(block: Block) -> Block:
    """The block without its marks."""
    if isinstance(block, Table):
        rows = (tuple(cell(plain(one.paragraphs[0].text)) for one in row) for row in block.rows)
        return Table(block.widths, block.heads, tuple(rows))
    assert isinstance(block, Paragraph)
    return Paragraph(block.style, tuple(Run(plain(run.text)) for run in block.runs))


def read(made: LaidOut, number: PlacedNumber, leaf: int = 0) -> str:
    """What the finished PDF shows where the number is said to stand."""
    with pypdfium2.PdfDocument(made.pdf) as document:
        page = document[leaf]
        points = page.get_width() / made.shapes[leaf].width
        left, right = (number.x * points - 0.5, (number.x + number.width) * points + 0.5)
        bottom, top = (page.get_height() - at * points for at in (number.y + number.height, number.y))
        words: str = page.get_textpage().get_text_bounded(left, bottom, right, top)
        return "".join(words.split())


def test_a_number_stands_where_the_pdf_shows_it() -> None:
    words = "".join(SENTENCE.format(mark(2 * at, f"{at}2.50万元"), mark(2 * at + 1, f"{at}%")) for at in NUMBERS)
    made = laid_out(p(words))
    (shape,) = made.shapes
    found: dict[int, str] = {}
    for each in shape.numbers:
        found[each.serial] = found.get(each.serial, "") + read(made, each)
    expected = {2 * at: f"{at}2.50万元" for at in NUMBERS} | {2 * at + 1: f"{at}%" for at in NUMBERS}
    assert found == expected


def test_a_number_in_a_table_stands_in_its_cell() -> None:
    rows = ((cell("项目"), cell("金额")), (cell("合计"), cell(mark(7, "1,234.50"))), (cell("1"), cell("1,234.50")))
    made = laid_out(Table((4000, 4000), 1, rows))
    (number,) = made.shapes[0].numbers
    assert (number.serial, read(made, number)) == (7, "1,234.50")
    assert number.x > made.shapes[0].width / 2


def test_a_paragraph_that_reads_otherwise_has_no_numbers() -> None:
    made = pdf.lay_out([p("共支出12.50万元。")], {}, ABOUT, (), [p(f"只支出{mark(1, '12.50万元')}。")])
    assert made.shapes[0].numbers == ()


def test_how_full_a_page_is_and_whether_a_line_is_left_alone() -> None:
    lines = [p(f"第{at}段。") for at in range(21)]
    whole, alone = laid_out(*lines, p("长" * 30)).shapes, laid_out(*lines, p("第22段。"), p("一行。")).shapes
    assert [(shape.has_lonely_line, shape.filled > 0.5) for shape in whole] == [(False, True), (False, False)]
    assert [(shape.has_lonely_line, shape.filled > 0.9) for shape in alone] == [(False, True), (True, False)]
    assert laid_out(p("一行。")).shapes[0].filled == pytest.approx(0.045, abs=0.01)


def test_a_layout_tells_its_pages_and_can_be_ended_between_them() -> None:
    told: list[int] = []

    def hear(page: int) -> None:
        told.append(page)
        if page == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError), pdf.pages_told(hear):
        laid_out(*(p(f"第{at}段。") for at in range(80)))
    assert told == [1, 2]
    assert laid_out(p("再来。")).pages == 1


def test_the_pages_of_another_thread_are_not_told() -> None:
    told: list[int] = []
    with pdf.pages_told(told.append):
        other = threading.Thread(target=laid_out, args=(p("一行。"),))
        other.start()
        other.join()
    assert told == []


def test_a_page_is_drawn_in_the_width_that_is_asked_for_and_none_beyond_the_last() -> None:
    drawn = pdf.pictures(laid_out(p("一行。")).pdf)
    with Image.open(io.BytesIO(drawn.picture(1, 100))) as picture:
        assert (picture.width, picture.height) == (100, 142)
    assert drawn.picture(1, 100) is drawn.picture(1, 100)
    assert drawn.picture(2, 100) == drawn.picture(0, 100) == b""


def test_shapes_are_told_only_to_who_asks() -> None:
    assert pdf.lay_out([p("一行。")], {}, ABOUT).shapes == ()
    assert isinstance(laid_out(p("一行。")).shapes[0], LeafShape)
