"""Pictures are laid out as fine as print, of kinds that a PDF knows; what was little stays as it is."""

import io
from typing import Any

import pytest
from PIL import Image

from juesuan.model.document import Picture
from juesuan.pdf import fine_pictures


def _data(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    held = io.BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def _laid_out(data: bytes, *widths: int) -> Image.Image | None:
    """What is laid out in place of a picture, shown so many millimetres wide and high; None for itself."""
    made = fine_pictures.laid_out(Picture("", data, width, width) for width in widths)
    return Image.open(io.BytesIO(made[data])) if made else None


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16", "CMYK"])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_fine_picture_becomes_as_fine_as_print(mode: str, kind: str) -> None:
    if (mode, kind) == ("CMYK", "PNG"):
        kind = "JPEG"
    made = _laid_out(_data(Image.new(mode, (2000, 1600)), kind), 50, 80)
    assert made is not None
    assert made.size == (1000, 800)
    assert made.mode == {"1": "L", "P": "RGB", "I;16": "L", "CMYK": "RGB"}.get(mode, mode)


def test_what_is_no_finer_than_print_is_laid_out_as_it_is() -> None:
    for image in (Image.new("RGB", (1600, 1600)), Image.new("RGBA", (10, 10)), Image.new("1", (10, 10))):
        assert _laid_out(_data(image), 100) is None
    assert _laid_out(_data(Image.new("CMYK", (10, 10)), "JPEG"), 10) is None


def test_pixels_of_another_kind_are_told_in_those_of_a_pdf() -> None:
    shades = Image.frombytes("I;16", (3, 1), bytes((0, 0, 0, 128, 255, 255)))
    made = _laid_out(_data(shades), 10)
    assert made is not None
    assert (made.mode, made.tobytes()) == ("L", bytes((0, 128, 255)))
    made = _laid_out(_data(Image.new("CMYK", (2, 2)), "TIFF"), 10)
    assert made is not None
    assert (made.mode, made.getpixel((0, 0))) == ("RGB", (255, 255, 255))


def test_a_photo_that_says_how_it_was_held_stands_upright() -> None:
    photo = Image.new("RGB", (4000, 2000), "white")
    photo.paste("black", (0, 0, 4000, 400))
    turned = Image.Exif()
    turned[0x0112] = 6  # the top is at the right
    made = _laid_out(_data(photo, "JPEG", exif=turned), 100)
    assert made is not None
    assert made.size == (1000, 2000)
    assert made.convert("L").getpixel((980, 100)) == 0
    assert 0x0112 not in made.getexif()


def test_what_is_damaged_is_left_to_the_layout() -> None:
    for data in (b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff", b""):
        assert fine_pictures.laid_out([Picture("", data, 10, 10)]) == {}
