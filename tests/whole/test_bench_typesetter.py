"""What ``bench/typesetter.py`` hands to Typst: the words of the report, with any signs, and its tables."""

from pathlib import Path

from bench.typesetter import Written
from juesuan.model.document import Block, Heading, Paragraph, Picture, Run, SectionEnd, Table, TableCell


def test_words_are_strings_and_never_markup(tmp_path: Path) -> None:
    words = Paragraph("正文", (Run('“甲"乙\\丙 #丁 *戊* $己'), Run("庚", bold=True)))
    (text,) = Written(tmp_path, {}).sections([Heading(2, "heading 2", "一、总体", "b1"), words])
    assert '#heading(level: 2, "一、总体")\n' in text
    assert '#"“甲\\"乙\\\\丙 #丁 *戊* $己"#strong("庚")\n' in text


def test_a_table_keeps_its_spans_and_what_stands_across_its_page(tmp_path: Path) -> None:
    cells = (TableCell((Paragraph("表头行", (Run("项目"),)),), 2, 1), TableCell((), 1, 2))
    blocks: list[Block] = [SectionEnd(), Table((60, 40), 1, (cells,)), SectionEnd(is_wide=True)]
    upright, across, _ = Written(tmp_path, {}).sections(blocks)
    assert upright.startswith("#page()[")
    assert across.startswith("#page(flipped: true)[")
    head = 'table.header(table.cell(colspan: 2, rowspan: 1)[#"项目"], table.cell(colspan: 1, rowspan: 2)[], )'
    assert f"#table(columns: (60fr, 40fr,), {head}," in across


def test_a_chart_is_the_drawing_that_the_pdf_has(tmp_path: Path) -> None:
    picture = Picture("饼图", b"\x89PNG", 150, 56)
    (text,) = Written(tmp_path, {b"\x89PNG": b"<svg/>"}).sections([picture])
    assert '#image("picture1.svg", width: 150mm, alt: "饼图")' in text
    assert (tmp_path / "picture1.svg").read_bytes() == b"<svg/>"
