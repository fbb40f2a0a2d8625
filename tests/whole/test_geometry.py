"""The page of GB/T 9704-2012, measured from what is printed: the PDF, and the Word file by LibreOffice."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from lxml import etree

from juesuan.model.document import Block, Heading, Paragraph, Picture, Table
from juesuan.ooxml import blocks, package
from tests.support import page_rules
from tests.support.page_rules import Measure
from tests.support.printout import MM, Line, Sheet, bare, sheets
from tests.support.report import Report

TOP, RIGHT, BOTTOM, LEFT = 37 * MM, (210 - 26) * MM, (297 - 35) * MM, 28 * MM
"""The edges of the text on an upright page, from its upper left corner."""
PITCH, STEP = 28.95, 156 * MM / 28
"""From line to line, and from character to character."""
CLOSING, OPENING = "，。、；：！？）》〉】〕」』”’…％", "“‘（《〈【〔「『"
HANGING = "，。、；：！？．,.;:!?"
NUMBER = re.compile("—(?:[0-9]+|[IVX]+)—")
FACES = {
    "heading 1": ("Noto-Serif-SC-Bold", 22.0),
    "heading 2": ("Noto-Sans-SC-Medium", 16.0),
    "heading 3": ("FandolKai", 16.0),
    "附件标题": ("Noto-Serif-SC-Bold", 22.0),
    "附件一级标题": ("Noto-Sans-SC-Medium", 16.0),
    "附件二级标题": ("FandolKai", 16.0),
    "附件标识": ("Noto-Sans-SC-Medium", 16.0),
    "Normal": ("FandolFang", 16.0),
}
"""What stands for 小标宋 二号, 黑体, 楷体 and 仿宋 三号 in the PDF, by style."""
STAND_IN = ("Noto-Serif-SC", 16.0)
"""For a character that the face of its role lacks."""
DIGITS = {("FandolFang", 16.0): ("Fang-Digits", 16.0)}
"""What the digits beside a face are set in, where they have one of their own."""
OFFICIAL = {
    "Normal": ("仿宋_GB2312", 32),
    "heading 1": ("方正小标宋简体", 44),
    "heading 2": ("黑体", 32),
    "heading 3": ("楷体_GB2312", 32),
    "附件标题": ("方正小标宋简体", 44),
    "附件一级标题": ("黑体", 32),
    "附件二级标题": ("楷体_GB2312", 32),
    "页码单页": ("宋体", 28),
    "页码双页": ("宋体", 28),
}
"""Font and size in half points, by the name of a style of the Word file."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def of_pdf(made: Report) -> list[Sheet]:
    return sheets(made.pdf)


@pytest.fixture(scope="module", params=["PDF", "Word"])
def printed(request: pytest.FixtureRequest, made: Report) -> list[Sheet]:
    """The pages of either file."""
    return sheets(made.pdf if request.param == "PDF" else request.getfixturevalue("of_word"))


# ---- what is printed where


def foot(sheet: Sheet) -> list[Line]:
    """The page number, if there is one."""
    return [line for line in sheet.lines if NUMBER.fullmatch(line.text) and line.baseline > sheet.height - 35 * MM]


def text(sheet: Sheet) -> tuple[Line, ...]:
    """The lines between the upper and the lower margin, without page number and the mark of a draft."""
    top = (28 if sheet.width > sheet.height else 37) * MM
    return tuple(line for line in sheet.lines if line not in foot(sheet) and line.baseline > top)


def body(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages from the one numbered 1."""
    first = next(place for place, sheet in enumerate(sheets) if [line.text for line in foot(sheet)] == ["—1—"])
    return list(sheets[first:])


def is_across(sheet: Sheet) -> bool:
    return sheet.width > sheet.height


def placed(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> Iterator[tuple[Heading | Paragraph, Line]]:
    """The first line of each heading and paragraph of the body, found in the order they are printed."""
    lines = iter([line for sheet in body(sheets) for line in text(sheet)])
    started = False
    for block in blocks:
        started = started or isinstance(block, Heading)
        if started and isinstance(block, Heading | Paragraph) and (wanted := bare(block.text)):
            for line in lines:
                if wanted.startswith(line.text) or line.text.startswith(wanted):
                    yield block, line
                    break
            else:
                pytest.fail(f"{block.text} is not printed after what stands before it")


# ---- the PDF's page


def test_the_margins_are_those_of_the_form(of_pdf: list[Sheet]) -> None:
    upright = [line for sheet in body(of_pdf) if not is_across(sheet) for line in text(sheet)]
    ends = [line.right - hung(line) for line in upright]
    assert min(line.left for line in upright) == pytest.approx(LEFT, abs=0.3)
    assert max(ends) == pytest.approx(RIGHT, abs=1.5)  # half a millimetre: it adds up what each gap is rounded by
    assert min(em_top(line) - (PITCH - 16) / 2 for line in upright if line.size == 16) == pytest.approx(
        TOP, abs=0.5
    )
    lowest = max(em_top(line) + line.size + (PITCH - 16) / 2 for line in upright if line.size == 16)
    assert BOTTOM - 1.5 < lowest < BOTTOM + 0.1


def test_pages_that_lie_across_are_upright_ones_turned(made: Report, of_pdf: list[Sheet]) -> None:
    across = [sheet for sheet in of_pdf if is_across(sheet)]
    for sheet in across:
        assert min(line.left for line in text(sheet)) >= 35 * MM - 0.3
        assert max(line.right for line in text(sheet)) <= (297 - 37) * MM + 0.3
        assert max(line.baseline for line in text(sheet)) < (210 - 26) * MM
    assert bool(across) == any(
        block.text.startswith("第五部分") for block in made.blocks if isinstance(block, Heading)
    )


def hung(line: Line) -> float:
    """How much of the line stands in the margin: one punctuation mark at most."""
    last = line.characters[-1]
    return line.right - last.left if last.text in HANGING and line.right > RIGHT + 1 else 0.0


def em_top(line: Line) -> float:
    """The upper edge of the square a Chinese character fills: 0.88 of it stand over the baseline."""
    return line.baseline - 0.88 * line.size


def test_a_page_full_of_text_is_22_lines(of_pdf: list[Sheet]) -> None:
    full = [
        sorted({line.baseline for line in text(sheet)})
        for sheet in body(of_pdf)
        if {line.size for line in text(sheet)} == {16.0} and max(each.baseline for each in text(sheet)) > 730
    ]
    assert full
    for found in full:
        assert len(found) == 22
        assert all(below - above == pytest.approx(PITCH, abs=1.1) for above, below in pairwise(found))
        assert (found[-1] - found[0]) / 21 == pytest.approx(PITCH, abs=0.05)


def test_a_full_line_is_28_characters(of_pdf: list[Sheet]) -> None:
    whole = [
        line
        for sheet in body(of_pdf)
        for line in text(sheet)
        if line.faces == {FACES["Normal"]}
        and line.left < LEFT + 1
        and line.right > RIGHT - 1
        and is_full_width(line)
    ]
    counts = Counter(len(line.characters) - bool(hung(line)) for line in whole)
    assert counts.most_common(1)[0][0] == 28
    assert max(counts) == 28
    even = [line for line in whole if len(line.characters) == 28]
    assert len(even) > 5
    for line in even:
        steps = [after.left - before.left for before, after in pairwise(line.characters)]
        assert all(step == pytest.approx(STEP, abs=0.1) for step in steps), line.text


def is_full_width(line: Line) -> bool:
    return all("\u3000" <= each.text <= "\u9fff" or each.text in "，；：！？（）" for each in line.characters)


def test_paragraphs_begin_two_characters_in(made: Report, of_pdf: list[Sheet]) -> None:
    begun = [
        line for block, line in placed(made.blocks, of_pdf) if block.style in {"Normal", "heading 2", "heading 3"}
    ]
    assert len(begun) > 50
    assert [line.text for line in begun if abs(line.left - LEFT - 2 * 15.75) > 0.3] == []


def test_every_role_has_its_face_and_size(made: Report, of_pdf: list[Sheet]) -> None:
    seen = set()
    for block, line in placed(made.blocks, of_pdf):
        if block.style in FACES and not any(run.bold for run in getattr(block, "runs", ())):
            seen.add(block.style)
            face = FACES[block.style]
            assert face in line.faces, line.text
            assert line.faces <= {face, STAND_IN, DIGITS.get(face, face)}, line.text
    assert seen == {block.style for block in made.blocks if isinstance(block, Heading | Paragraph)} & set(FACES)
    assert len(seen) >= 6


def test_page_numbers(of_pdf: list[Sheet]) -> None:
    feet = [foot(sheet) for sheet in of_pdf]
    assert feet[0] == []
    numbers = [line.text.strip("—") for (line,) in feet[1:]]
    contents = len(numbers) - len(body(of_pdf))
    assert numbers == [*["I", "II", "III"][:contents], *map(str, range(1, len(body(of_pdf)) + 1))]
    assert contents >= 1
    for sheet, (line,), place in zip(of_pdf[1:], feet[1:], [*range(1, contents + 1), *range(1, 99)], strict=False):
        assert line.faces == {("Noto-Serif-SC", 14.0)}
        left, right = (35 * MM, (297 - 37) * MM) if is_across(sheet) else (LEFT, RIGHT)
        odd, even = (
            line.right == pytest.approx(right - 14, abs=0.5),
            line.left == pytest.approx(left + 14, abs=0.5),
        )
        assert (odd, even) == (place % 2 == 1, place % 2 == 0)
        if not is_across(sheet):
            assert em_top(line) - BOTTOM == pytest.approx(7 * MM, abs=1.5)


# ---- the Word file's settings


def test_the_sections_of_the_word_file_have_the_form(made: Report) -> None:
    root = etree.fromstring(made.word_part("word/document.xml").encode())
    for section in root.iter(W + "sectPr"):
        size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
        assert size is not None
        assert margins is not None
        is_across = size.get(W + "orient") == "landscape"
        assert (size.get(W + "w"), size.get(W + "h")) == (("16838", "11906") if is_across else ("11906", "16838"))
        upright = ("top", "right", "bottom", "left")
        sides = [float(margins.get(W + side, "")) / 20 / MM for side in upright]
        expected = [28, 37, 26, 35] if is_across else [37, 26, 35, 28]
        assert sides == pytest.approx(expected, abs=0.03)
        grid = section.find(W + "docGrid")
        assert grid is not None
        assert grid.get(W + "linePitch") == "579"


def test_pages_are_numbered_by_section_in_the_word_file(made: Report) -> None:
    root = etree.fromstring(made.word_part("word/document.xml").encode())
    numbered = [section.find(W + "pgNumType") for section in root.iter(W + "sectPr")]
    starts = [None if each is None else (each.get(W + "fmt"), each.get(W + "start")) for each in numbered]
    assert starts[1:3] == [("upperRoman", "1"), ("decimal", "1")]
    assert all(start is None or start[1] is None for start in starts[3:])
    relations = etree.fromstring(made.word_part("word/_rels/document.xml.rels").encode())
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    kinds = []
    for section in list(root.iter(W + "sectPr"))[:3]:
        footers = {
            each.get(W + "type"): targets[each.get(R + "id", "")] for each in section.iter(W + "footerReference")
        }
        parts = [made.word_part(f"word/{footers[side]}") for side in ("default", "even")]
        kinds.append([("PAGE" in part, re.findall('pStyle w:val="(.*?)"', part)) for part in parts])
    cover, contents, main = kinds
    assert not any(has_number for has_number, _ in cover)
    assert contents == main == [(True, ["FooterOdd"]), (True, ["FooterEven"])]
    assert "<w:evenAndOddHeaders/>" in made.word_part("word/settings.xml")


def test_the_styles_of_the_word_file_have_the_official_fonts(made: Report) -> None:
    root = etree.fromstring(made.word_part("word/styles.xml").encode())
    found = {}
    for style in root.iter(W + "style"):
        name, fonts, size = (style.find(path) for path in (W + "name", f".//{W}rFonts", f".//{W}sz"))
        if name is not None and fonts is not None and size is not None:
            found[name.get(W + "val")] = (fonts.get(W + "eastAsia"), int(size.get(W + "val", "0")))
    assert {name: found[name] for name in OFFICIAL} == OFFICIAL
    indents = dict(
        re.findall(r'<w:name w:val="(页码..)"/>.*?<w:ind w:(\w+="\d+")', made.word_part("word/styles.xml"))
    )
    assert indents == {"页码单页": 'right="280"', "页码双页": 'left="280"'}
    assert 'w:line="579" w:lineRule="exact"' in made.word_part("word/styles.xml")


# ---- both files


def test_no_heading_is_the_last_line_of_a_page(made: Report, printed: list[Sheet]) -> None:
    headings: dict[int, list[tuple[str, Line]]] = {}
    for block, line in placed(made.blocks, printed):
        if isinstance(block, Heading):
            headings.setdefault(line.page, []).append((bare(block.text), line))
    assert len(headings) > 5
    for page, found in headings.items():
        lines = text(printed[page - 1])
        ending = [each for each, line in found if each.endswith(lines[-1].text) and line.faces & lines[-1].faces]
        assert ending == []


def test_a_chart_stands_over_its_caption(made: Report, printed: list[Sheet]) -> None:
    captions = [(sheet, line) for sheet in printed for line in text(sheet) if is_caption(line)]
    assert len(captions) == len([block for block in made.blocks if isinstance(block, Picture)]) >= 6
    for sheet, line in captions:
        over = [lower for _, lower in sheet.pictures if lower <= line.baseline]
        assert over, line.text
        assert line.baseline - max(over) < 2 * PITCH


def is_caption(line: Line) -> bool:
    return line.size == 12 and bool(re.match(r"图\d+：", line.text))


def test_each_part_and_each_attachment_begins_a_page(made: Report, printed: list[Sheet]) -> None:
    begun = [line for block, line in placed(made.blocks, printed) if block.style in {"heading 1", "附件标识"}]
    assert len(begun) > 5
    inside = [(line.text, line.page) for line in begun if text(printed[line.page - 1])[0] != line]
    # The part of the attachments has no page of its own.
    assert inside == [("附件1", next(line.page for line in begun if line.text.startswith("第四部分")))]


def test_no_line_begins_with_closing_punctuation_or_ends_with_an_opening_one(printed: list[Sheet]) -> None:
    lines = [line for sheet in printed for line in text(sheet)]
    assert [line.text for line in lines if line.text[0] in CLOSING] == []
    assert [line.text for line in lines if line.text[-1] in OPENING] == []


def test_rows_are_whole_and_tables_that_go_on_repeat_their_head(made: Report, printed: list[Sheet]) -> None:
    assert page_rules.faults_of_tables(made.blocks, printed) == []
    going_on = [sheet for sheet in printed if not is_across(sheet) and text(sheet) and text(sheet)[0].size == 10.5]
    is_long = any(len(block.rows) > 40 for block in made.blocks if isinstance(block, Table))
    assert len(going_on) >= is_long


@pytest.mark.parametrize(
    "measure",
    [
        page_rules.lone_titles,
        page_rules.pages_of_one_line,
        page_rules.half_empty_pages,
        page_rules.parts_alone,
        page_rules.lines_over_an_edge,
    ],
)
def test_no_page_is_one_to_be_sent_back(measure: Measure, made: Report, printed: list[Sheet]) -> None:
    assert measure(made.blocks, body(printed)) == []


def test_the_lines_of_tables_are_the_same_in_both_files(of_pdf: list[Sheet], of_word: bytes) -> None:
    """In between LibreOffice sets the words of a row higher where a cell over many rows is cut below it."""
    for one, other in zip(of_pdf, sheets(of_word), strict=True):
        lines, again = (page_rules.of_tables(sheet) for sheet in (one, other))
        assert Counter(line.text for line in lines) == Counter(line.text for line in again)
        for end in (min, max):
            assert end((line.baseline for line in lines), default=0.0) == pytest.approx(
                end((line.baseline for line in again), default=0.0), abs=1
            )


def test_no_paragraph_that_is_set_closer_or_wider_has_a_short_last_line(
    made: Report, printed: list[Sheet]
) -> None:
    spaced = set(with_spacing(made.docx))
    assert spaced
    assert spaced.isdisjoint(page_rules.short_last_lines(of_body(made.blocks), body(printed)))


def test_no_paragraph_of_the_pdf_has_a_short_last_line(made: Report, of_pdf: list[Sheet]) -> None:
    assert page_rules.short_last_lines(of_body(made.blocks), body(of_pdf)) == []


def with_spacing(docx: bytes) -> Iterator[str]:
    """The paragraphs of running text whose characters are set closer or wider than their style has them."""
    word = package.open_word(docx)
    found = blocks.of(word)
    for places, paragraph in blocks.paragraphs(word):
        if paragraph.find(f"{W}r/{W}rPr/{W}spacing") is not None:
            yield from (each.text for each in map(found.__getitem__, places) if isinstance(each, Paragraph))


def of_body(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks behind cover and contents."""
    return blocks[next(place for place, block in enumerate(blocks) if isinstance(block, Heading)) :]
