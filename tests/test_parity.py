"""The Word file and the PDF say the same, in the same order, with the same numbers."""

import io
import re
import unicodedata

from pypdf import PdfReader

from juesuan.blocks import Contents, Heading
from tests.report import Report, pdf_pages

_FOOTER = re.compile(r"—[\dIVX]+—$|^—[\dIVX]+—")
_NUMBER = re.compile(r"\d[\d.]*%?")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _body(report: Report) -> str:
    """The PDF's text from the first part on, without page numbers and the words inside charts."""
    reader = PdfReader(io.BytesIO(report.pdf))
    pages = [_FOOTER.sub("", re.sub(r"\s", "", page.extract_text())) for page in reader.pages]
    return _bare("".join(pages))


def test_every_line_of_the_word_file_stands_in_the_pdf_in_order(sample: Report) -> None:
    text, place = _body(sample), 0
    for line in filter(None, map(_bare, sample.lines)):
        found = text.find(line, place)
        assert found >= 0, line
        place = found + len(line)


def test_every_number_of_the_pdf_stands_in_the_word_file(sample: Report) -> None:
    in_word = set(_NUMBER.findall(_bare(sample.text + "".join(sample.alts) + _contents(sample))))
    assert set(_NUMBER.findall(_body(sample))) <= in_word


def _contents(report: Report) -> str:
    """The contents as the Word file stores it."""
    document = report.word_part("word/document.xml")
    return " ".join(re.findall(r"<w:t[^>]*>(\d+)</w:t>", document))


def test_the_contents_of_both_name_every_part_and_section_with_its_page(sample: Report) -> None:
    headings = [block for block in sample.blocks if isinstance(block, Heading) and block.level <= 2]
    pages = pdf_pages(sample.pdf)
    stored = dict(re.findall(r"PAGEREF (\S+) .*?separate.*?<w:t[^>]*>(\d+)</w:t>", sample.word_part("word/document.xml")))
    first = next(place for place, text in enumerate(pages) if _FOOTER.search(text) and "—1—" in text)
    for heading in headings:
        page = int(stored[heading.bookmark])
        assert _bare(heading.text) in _bare(pages[first + page - 1])


def test_the_contents_stands_between_cover_and_body(sample: Report) -> None:
    places = [place for place, block in enumerate(sample.blocks) if isinstance(block, Contents)]
    assert len(places) == 1
    assert not any(isinstance(block, Heading) for block in sample.blocks[: places[0]])
