"""The PDF and the Word file, as LibreOffice lays it out, have every heading on the same page."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from juesuan.blocks import Heading
from tests import builder, report, third
from tests.report import SAMPLE, Report

ROOT = Path(__file__).parent.parent
LOOK_ALIKES = {
    "仿宋_GB2312": "FandolFang R",
    "楷体_GB2312": "FandolKai",
    "黑体": "Noto Sans SC",
    "方正小标宋简体": "Noto Serif SC",
    "宋体": "Noto Serif SC",
}
"""The fonts of the form, and the program's own that look like them."""
FRONT = 2
"""Cover and contents have a page each at least."""


@pytest.fixture(scope="module", params=["sample", "builder", "third", "newer"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of each of the departments."""
    folder = tmp_path_factory.mktemp("layout")
    match request.param:
        case "sample":
            inputs = SAMPLE
        case "builder":
            inputs = builder.write(folder / "2021", builder.department())
        case "newer":
            inputs = builder.write(folder / "2022", builder.of_2022())
        case _:
            inputs = third.write(folder)
    return report.make(inputs, folder / "output")


@pytest.fixture(scope="module")
def of_word(made: Report, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF that LibreOffice makes of the Word file."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    return _printed(made.docx, tmp_path_factory.mktemp("office"))


def test_every_heading_is_on_the_same_page_in_both(made: Report, of_word: bytes) -> None:
    texts = [_bare(block.text) for block in made.blocks if isinstance(block, Heading)]
    ours, theirs = (list(_sheets(texts, report.pdf_pages(pdf))) for pdf in (made.pdf, of_word))
    differing = [
        (text, *sheets) for text, *sheets in zip(texts, ours, theirs, strict=True) if sheets[0] != sheets[1]
    ]
    assert differing == []


def test_the_contents_of_the_word_file_say_where_the_headings_are(made: Report, of_word: bytes) -> None:
    pages = report.pdf_pages(of_word)
    xml = made.word_part("word/document.xml")
    stored = dict(re.findall(r"PAGEREF (\S+) .*?separate.*?<w:t[^>]*>(\d+)</w:t>", xml))
    headings = [block for block in made.blocks if isinstance(block, Heading)]
    sheets = _sheets([_bare(heading.text) for heading in headings], pages)
    found = {heading.bookmark: sheet for heading, sheet in zip(headings, sheets, strict=True)}
    first = next(place for place, text in enumerate(pages, 1) if text.endswith("—1—") or text.startswith("—1—"))
    assert len(stored) > 10
    assert {bookmark: int(number) + first - 1 for bookmark, number in stored.items()} == {
        bookmark: found[bookmark] for bookmark in stored
    }


def _sheets(headings: list[str], pages: list[str]) -> Iterator[int]:
    """The page of each heading counted from the cover, looked for after the one before."""
    page, place = FRONT, 0
    for heading in headings:
        while heading not in pages[page][place:]:
            page, place = page + 1, 0
        place = pages[page].index(heading, place) + len(heading)
        yield page + 1


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _printed(docx: bytes, folder: Path) -> bytes:
    (folder / "report.docx").write_bytes(docx)
    alias = "<alias binding='same'><family>{}</family><prefer><family>{}</family></prefer></alias>"
    named = "".join(alias.format(*pair) for pair in LOOK_ALIKES.items())
    places = f"<dir>{ROOT / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir>"
    (folder / "fonts.conf").write_text(f"<fontconfig>{places}{named}</fontconfig>", "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, folder / "report.docx"],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )
    return (folder / "report.pdf").read_bytes()
