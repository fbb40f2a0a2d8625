"""The contents say where the headings are, in the PDF and in the Word file as LibreOffice lays it out."""

import re
from itertools import takewhile

from lxml import etree

from juesuan.model.document import Heading
from tests.support.printout import bare, outline, sheets
from tests.support.report import Report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def headings(made: Report) -> list[Heading]:
    return [block for block in made.blocks if isinstance(block, Heading)]


def front(pdf: bytes) -> int:
    """How many pages stand before the one that is numbered 1."""
    return len(list(takewhile(lambda sheet: "—1—" not in [line.text for line in sheet.lines], sheets(pdf))))


def printed_pages(made: Report, pdf: bytes) -> dict[str, int]:
    """The printed page of each heading by its bookmark in the Word file, as the bookmarks of a PDF have it."""
    found, before = outline(pdf), front(pdf)
    assert [title for title, _ in found] == [bare(heading.text) for heading in headings(made)]
    return {heading.bookmark: page - before for heading, (_, page) in zip(headings(made), found, strict=True)}


def test_every_heading_is_on_the_same_page_in_both(made: Report, of_word: bytes) -> None:
    ours, theirs = outline(made.pdf), outline(of_word)
    assert len(ours) > 20
    assert [each for each in zip(ours, theirs, strict=True) if each[0] != each[1]] == []


def test_the_contents_of_the_word_file_say_where_the_headings_are(made: Report, of_word: bytes) -> None:
    pages = printed_pages(made, of_word)
    listed = [heading for heading in headings(made) if heading.level <= 2]
    assert entries(made) == [
        (bare(heading.text), heading.bookmark, str(pages[heading.bookmark])) for heading in listed
    ]


def entries(made: Report) -> list[tuple[str, str, str]]:
    """Title, bookmark and page of each entry of the contents, as stored; it must lead where its number is from."""
    root = etree.fromstring(made.word_part("word/document.xml").encode())
    found = []
    for link in root.iter(W + "hyperlink"):
        fields = [each.text or "" for each in link.iter(W + "instrText")]
        if fields:
            title, number = [each.text or "" for each in link.iter(W + "t")]
            (bookmark,) = re.findall(r"PAGEREF (\S+)", fields[0])
            assert link.get(W + "anchor") == bookmark
            found.append((bare(title), bookmark, number))
    return found


def test_the_contents_of_the_pdf_say_where_its_headings_are(made: Report) -> None:
    pages = printed_pages(made, made.pdf)
    contents = "".join(line.text for sheet in sheets(made.pdf)[1 : front(made.pdf)] for line in sheet.lines)
    contents = re.sub("—[IVX]+—", "", contents).removeprefix("目录")
    listed = [heading for heading in headings(made) if heading.level <= 2]
    assert re.sub(r"\.+", "…", contents) == "".join(
        f"{bare(heading.text)}…{pages[heading.bookmark]}" for heading in listed
    )


def test_what_the_word_file_prints_in_its_contents_is_what_it_stores(made: Report, of_word: bytes) -> None:
    contents = "".join(line.text for sheet in sheets(of_word)[1 : front(of_word)] for line in sheet.lines)
    contents = re.sub("—[IVX]+—", "", contents).removeprefix("目录")
    assert re.sub(r"\.+", "…", contents) == "".join(f"{title}…{number}" for title, _, number in entries(made))
