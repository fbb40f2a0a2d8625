"""The pictures of the README: every page is on the contact sheet."""

import io
import sys
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from tests.support.report import Report

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))

import pictures


def test_the_contact_sheet_shows_every_page(sample: Report) -> None:
    sheet = pictures.contact(sample.pdf)
    assert pictures.pages_on(sheet) == len(pypdf.PdfReader(io.BytesIO(sample.pdf)).pages)


@pytest.mark.parametrize(("pages", "across"), [(1, 0), (pictures.COLUMNS, 0), (pictures.COLUMNS + 1, 3)])
def test_places_without_a_page_are_not_counted(pages: int, across: int) -> None:
    writer = pypdf.PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(842, 595) if number < across else writer.add_blank_page(595, 842)
        page.merge_page(pypdf.PdfReader(io.BytesIO(_dot())).pages[0])
    held = io.BytesIO()
    writer.write(held)
    assert pictures.pages_on(pictures.contact(held.getvalue())) == pages


def test_the_readmes_sheet_is_of_a_size_to_load() -> None:
    file = Path(pictures.DOCS) / "contact.png"
    assert file.stat().st_size < 1_000_000
    with Image.open(file) as sheet:
        assert pictures.pages_on(sheet) > 30


def _dot() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (10, 10), "black").save(held, "PDF")
    return held.getvalue()
