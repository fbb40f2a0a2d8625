"""The last line of a paragraph: a few characters in it are drawn up or get company, where nobody sees it."""

import io
import re

import pypdf
import pytest

from juesuan.model.document import Block, Heading, Paragraph, Run, Table, TableCell
from juesuan.pdf import pdf
from juesuan.pdf.pdf import LaidOut
from tests.pdf.test_pdf import ABOUT
from tests.support.printout import bare, sheets
from tests.support.set_lines import set_lines, short

FULL = "一二三四五六七八九十百千万亿甲乙丙丁戊己庚辛壬癸子丑寅卯"
"""A line of 28 characters; one that begins a paragraph holds two fewer."""


def p(text: str, style: str = "正文") -> Paragraph:
    return Paragraph(style, (Run(text),))


TEXTS = {
    "long enough": FULL[2:] + "一二三。",
    "drawn up": FULL[:12] + "12" + FULL[12:24] + "等。",
    "followed by more": FULL[2:] + FULL + "一二。",
    "two are given away": FULL[2:] + "了。",
    "nothing helps": FULL[2:27] + "（了",
    "no punctuation in the margin": FULL[2:27] + "，" + FULL + "一二。",
    "one line": "一二。",
    "a line of its own": FULL + "\n一二。",
    "without an indent": FULL + FULL + "一二。",
}
BLOCKS: tuple[Block, ...] = (
    *(p(text, "正文无缩进" if name == "without an indent" else "正文") for name, text in TEXTS.items()),
    Heading(2, "heading 2", FULL[2:] + FULL + "一二。", "a"),
    Table((8844,), 0, ((TableCell((p(FULL + FULL + "一二。"),), 1, 1),),)),
)


@pytest.fixture(scope="module")
def made() -> LaidOut:
    return pdf.lay_out(BLOCKS, {}, ABOUT)


def test_paragraphs_with_a_short_last_line_are_set_otherwise(made: LaidOut) -> None:
    names = [*TEXTS]
    by_name = {names[place]: step for place, step in made.spacings.items()}
    assert by_name.pop("drawn up") < 0
    assert by_name.pop("followed by more") > 0
    assert by_name.pop("without an indent") > 0
    assert by_name.pop("two are given away") > 6
    assert by_name.pop("no punctuation in the margin") == 14  # from 1 to 13 LibreOffice prints no comma
    assert by_name == {"nothing helps": 0}
    assert all(-6 <= step <= 15 for step in made.spacings.values())


def test_what_is_printed_has_no_short_last_line_but_where_nothing_helps(made: LaidOut) -> None:
    found = [*set_lines(BLOCKS, [line for sheet in sheets(made.pdf) for line in sheet.lines])]
    assert {name: [len(line.text) for line in lines] for name, (_, lines) in zip(TEXTS, found, strict=False)} == {
        "long enough": [26, 4],
        "drawn up": [28],
        "followed by more": [25, 27, 5],
        "two are given away": [24, 4],
        "nothing helps": [25, 2],
        "no punctuation in the margin": [24, 26, 7],
        "one line": [3],
        "a line of its own": [26, 2, 3],
        "without an indent": [27, 27, 5],
    }
    assert short(found) == [TEXTS["nothing helps"]]
    heading, lines = found[-1]
    assert (heading, len(lines[-1].text)) == (BLOCKS[-2], 3)


def test_the_text_is_the_same(made: LaidOut) -> None:
    copied = re.sub(r"\s", "", pypdf.PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text())
    assert all(bare(text) in copied for text in TEXTS.values())


def test_a_paragraph_that_goes_on_overleaf_is_set_so_on_both_pages() -> None:
    """All but two of its lines stand on the first page, and each but the last is as full as the others."""
    text = FULL[2:] + FULL * 3 + "一二。"
    made = pdf.lay_out([*(p("行") for _ in range(20)), p(text)], {}, ABOUT)
    first, second = sheets(made.pdf)
    assert made.spacings == {20: 2}
    assert [len(line.text) for line in first.lines[20:22]] == [25, 27]
    assert [len(line.text) for line in second.lines[:3]] == [27, 27, 7]
