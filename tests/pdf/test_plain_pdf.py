"""Without Pango the same page becomes a plain PDF by plutoprint, and the officer reads what it lacks."""

import io
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pypdf
import pytest

from juesuan.model.document import Block, Contents, Heading, Paragraph, Run, SectionEnd, Table, TableCell
from juesuan.ooxml import blocks
from juesuan.pdf import pages, pango, plain_pdf
from juesuan.pdf.pages import Page
from tests.support import output_folder, printout
from tests.support.printout import bare
from tests.support.report import SAMPLE, Report

pytest.importorskip("plutoprint")

ROOT = Path(__file__).parents[2]
WITHOUT = f"""
import sys
from juesuan.pdf import pango
pango._PANGO = ("libnowhere.so.9",)
import generate
from juesuan.app import cli
sys.exit(cli.main(["--inputs", {str(SAMPLE)!r}, "--output", sys.argv[1]], generate.make, generate.check))
"""
ABOUT = {"title": "决算", "author": "某局", "created": "2021-08-20T00:00:00Z", "header": "", "language": "zh-CN"}
NUMBER = re.compile(r"— (\d+|[IVX]+) —")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], dict[str, bytes]]:
    """What the command said, and its files by suffix."""
    folder = tmp_path_factory.mktemp("plain")
    command = [sys.executable, "-c", WITHOUT, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    return done, {path.suffix: path.read_bytes() for path in output_folder.word(folder).parent.glob("*部门决算.*")}


@pytest.fixture(scope="module")
def sheets(made: tuple[object, dict[str, bytes]]) -> list[str]:
    """The text of each page without white space, as it stands on it."""
    return ["".join(line.text for line in sheet.lines) for sheet in printout.sheets(made[1][".pdf"])]


def test_the_warning_says_what_is_lacking_and_what_to_do(
    made: tuple[subprocess.CompletedProcess[str], dict[str, bytes]],
) -> None:
    done, _ = made
    assert (done.returncode, done.stderr) == (1, "")
    assert "警告 P06　PDF：PDF 由备用的排版组件做成：不是 PDF/A 存档格式，没有存档本和读屏标签" in done.stdout
    assert "libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout
    assert "P01" not in done.stdout
    assert "错误 0 条，警告 1 条" in done.stdout


def test_the_word_file_is_the_same(sample: Report, made: tuple[object, dict[str, bytes]]) -> None:
    assert blocks.read(made[1][".docx"]) == sample.blocks


def test_every_word_of_the_report_is_in_it(sample: Report, sheets: list[str]) -> None:
    assert Counter(bare(sample.text)) - Counter("".join(sheets)) == Counter()
    text = bare("".join(re.sub(r"—(\d+|[IVX]+)—", "", sheet) for sheet in sheets))
    lines = [bare(block.text) for block in sample.blocks if isinstance(block, Heading | Paragraph)]
    assert [line for line in lines if line not in text] == []


def test_its_fonts_are_the_programs_own(made: tuple[object, dict[str, bytes]]) -> None:
    pages_of: Any = pypdf.PdfReader(io.BytesIO(made[1][".pdf"])).pages
    fonts = {str(font["/BaseFont"]) for page in pages_of for font in page["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} <= {
        *("Fang", "FangDigits", "FandolFang", "FandolKai", "NotoSansSC", "NotoSerifSC")
    }


def test_contents_and_bookmarks_say_where_the_headings_are(
    sample: Report, made: tuple[object, dict[str, bytes]], sheets: list[str]
) -> None:
    headings = [block for block in sample.blocks if isinstance(block, Heading)]
    outline = printout.outline(made[1][".pdf"])
    assert [title for title, _ in outline] == [bare(heading.text) for heading in headings]
    assert [(title, page) for title, page in outline if title not in sheets[page - 1]] == []
    front = next(number for number, text in enumerate(sheets) if text.startswith("第一部分部门概况一"))
    listed = [each for heading, each in zip(headings, outline, strict=True) if heading.level <= 2]
    entries = "目录" + "".join(rf"{re.escape(title)}[.…]+(\d+?)" for title, _ in listed) + "—I—"
    found = re.fullmatch(entries, "".join(sheets[1:front]))
    assert found
    assert [int(number) for number in found.groups()] == [page - front for _, page in listed]


def test_no_heading_stands_alone_at_the_end_of_a_page(sample: Report, sheets: list[str]) -> None:
    texts = [bare(block.text) for block in sample.blocks if isinstance(block, Heading)]
    ends = [re.sub(r"—(\d+|[IVX]+)—", "", sheet) for sheet in sheets]
    alone = [text for text in texts for end in ends if end.endswith(text) and end != text]
    assert alone == []


# ---- single pages, without Pango or with it: plutoprint has its own


def p(text: str, style: str = "正文") -> Paragraph:
    return Paragraph(style, (Run(text),) if text else ())


def lay_out(*content: Block, header: str = "") -> plain_pdf.Plain:
    os.environ["FONTCONFIG_FILE"] = str(pango._write_font_settings())
    return plain_pdf.lay_out(pages.page(content, {**ABOUT, "header": header}), {}, {**ABOUT, "header": header})


def numbered(plain: plain_pdf.Plain) -> list[tuple[bool, str, bool]]:
    """Of each page whether it lies across, its number, and whether that stands in its right half."""
    found = []
    for sheet in printout.sheets(plain.pdf):
        number = sheet.lines[-1]
        found.append((sheet.width > sheet.height, number.text, number.left > sheet.width / 2))
    return found


def test_pages_across_are_numbered_on_each_on_its_side() -> None:
    table = Table((6000, 6000), 1, tuple((TableCell((p(f"第{n}行"),), 1, 1),) * 2 for n in range(30)))
    plain = lay_out(
        *(p("封面", "封面标题"), SectionEnd(), p("目录", "目录标题"), Contents(1), SectionEnd()),
        *(Heading(1, "heading 1", "第一部分", "_1"), p("文字"), SectionEnd(goes_on=False)),
        *(table, SectionEnd(is_wide=True, goes_on=True), p("完"), SectionEnd(goes_on=True)),
    )
    cover, *rest = numbered(plain)
    assert cover[:2] == (False, "封面")
    assert rest == [
        (False, "—I—", True),
        (False, "—1—", True),
        (True, "—2—", False),
        (True, "—3—", True),
        (False, "—4—", False),
    ]
    assert [label for label, _ in plain.leaves] == ["封面1", "目录1", "1", "2", "3", "4"]


def test_the_head_of_a_table_repeats_and_a_draft_says_so_on_every_page() -> None:
    rows = tuple((TableCell((p("表头" if n == 0 else f"第{n}行"),), 1, 1),) for n in range(60))
    plain = lay_out(Heading(1, "heading 1", "部分", "_1"), Table((8844,), 1, rows), header="草稿")
    words = [text for _, text in plain.leaves]
    assert len(words) == 2
    assert all("表头" in text and "草稿" in text for text in words)


def test_the_same_page_gives_the_same_bytes() -> None:
    content = (Heading(1, "heading 1", "第一部分", "_1"), p("文字"))
    assert lay_out(*content).pdf == lay_out(*content).pdf


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>Secret</p>", encoding="utf-8")
    addresses = (secret.as_uri(), "http://127.0.0.1:9/secret.png")
    asked = "".join(f'<img src="{each}" alt=""><iframe src="{each}"></iframe>' for each in addresses)
    html = f'<body><section id="s0" class="body"><p>Open{asked}</p></section></body>'
    plain = plain_pdf.lay_out(Page(html, {}, {"s0": ""}, {}, {}, (), (), {}), {}, ABOUT)
    ((_, words),) = plain.leaves
    assert words.strip() == "Open"
