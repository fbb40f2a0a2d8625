"""The size of a picture as its file states it."""

import io

import pytest
from PIL import Image

from juesuan.ooxml import picture_size


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
@pytest.mark.parametrize("size", [(1, 1), (300, 7), (7, 300)])
def test_the_size_of_every_kind_that_is_shown(form: str, size: tuple[int, int]) -> None:
    held = io.BytesIO()
    Image.new("RGB", size).save(held, form)
    assert picture_size.pixels(held.getvalue()) == size
    assert not picture_size.is_huge(held.getvalue())


def test_a_photo_in_four_colours_with_much_before_its_frame() -> None:
    held = io.BytesIO()
    Image.new("CMYK", (30, 20)).save(held, "JPEG", progressive=True, comment=b"x" * 60_000, dpi=(300, 300))
    assert picture_size.pixels(held.getvalue()) == (30, 20)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_what_is_cut_anywhere_states_a_size_or_none(form: str) -> None:
    held = io.BytesIO()
    Image.new("RGB", (30, 20)).save(held, form)
    data = held.getvalue()
    assert {picture_size.pixels(data[:end]) for end in range(len(data))} <= {(30, 20), (0, 0)}


def test_a_picture_of_more_pixels_than_a_scanned_page_or_a_photo() -> None:
    wide, high = (value.to_bytes(4, "big") for value in (8_000, 7_500))
    assert not picture_size.is_huge(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + wide + high)
    assert picture_size.is_huge(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + wide + (7_501).to_bytes(4, "big"))
