"""The Word file and the PDF say the same, in the same order, with the same numbers."""

import re
import unicodedata

from juesuan.model.document import Contents, Heading
from tests.support.report import SAMPLE, Report, chart_words, pdf_pages

_FOOTER = re.compile(r"—[\dIVX]+—")
_NUMBER = re.compile(r"\d[\d.]*%?")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _body(report: Report) -> str:
    """The PDF's text without page numbers and the words inside charts."""
    pages = "".join(_FOOTER.sub("", page) for page in pdf_pages(report.pdf))
    for words in chart_words(SAMPLE):
        assert words in pages
        pages = pages.replace(words, "", 1)
    return _bare(pages)


def test_every_line_of_the_word_file_stands_in_the_pdf_in_order(sample: Report) -> None:
    text, place = _body(sample), 0
    for line in filter(None, map(_bare, sample.lines)):
        found = text.find(line, place)
        assert found >= 0, line
        place = found + len(line)


def test_every_number_of_the_pdf_stands_in_the_word_file(sample: Report) -> None:
    in_word = _NUMBER.findall(_bare("\n".join(sample.lines)))
    contents = next(page for page in pdf_pages(sample.pdf) if "—I—" in page)
    in_pdf = _NUMBER.findall(_body(sample).replace(_bare(_FOOTER.sub("", contents)), ""))
    assert "".join(in_pdf) == "".join(in_word)


def test_every_number_of_the_charts_stands_in_both(sample: Report) -> None:
    pages = _bare("".join(pdf_pages(sample.pdf)))
    for alt in sample.alts:
        drawn = [number for number in _NUMBER.findall(alt) if not number.startswith(("0", "20"))]
        assert drawn
        assert all(number in pages for number in drawn)


def test_the_contents_of_both_name_every_part_and_section_with_its_page(sample: Report) -> None:
    headings = [block for block in sample.blocks if isinstance(block, Heading) and block.level <= 2]
    pages = pdf_pages(sample.pdf)
    stored = dict(
        re.findall(r"PAGEREF (\S+) .*?separate.*?<w:t[^>]*>(\d+)</w:t>", sample.word_part("word/document.xml"))
    )
    first = next(place for place, text in enumerate(pages) if _FOOTER.search(text) and "—1—" in text)
    for heading in headings:
        page = int(stored[heading.bookmark])
        assert _bare(heading.text) in _bare(pages[first + page - 1])


def test_the_contents_stands_between_cover_and_body(sample: Report) -> None:
    places = [place for place, block in enumerate(sample.blocks) if isinstance(block, Contents)]
    assert len(places) == 1
    assert not any(isinstance(block, Heading) for block in sample.blocks[: places[0]])
