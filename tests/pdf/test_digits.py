"""The digits of the text are as thin as the characters beside them, and take the room of those they stand for."""

from itertools import groupby

import pytest
from PIL import Image, ImageDraw, ImageFont

from juesuan.model.program_folders import FONTS

PIXELS = 1000
"""An em, so that a pixel is a thousandth of it."""
DIGITS, CHARACTERS = "0146789", "中十川山万年"


def font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}-Regular.ttf", PIXELS)


def stem(name: str, character: str) -> int:
    """The width of its upright strokes, in thousandths of an em: the one that most rows of pixels show."""
    page = Image.new("1", (2 * PIXELS, 2 * PIXELS))
    ImageDraw.Draw(page).text((PIXELS // 2, PIXELS // 2), character, font=font(name), fill=1)
    left, top, right, bottom = page.getbbox() or (0, 0, 0, 0)
    rows = (page.crop((left, row, right, row + 1)).tobytes("raw", "L") for row in range(top, bottom, 5))
    widths = [len([*run]) for row in rows for ink, run in groupby(row) if ink]
    narrow = [width // 3 * 3 for width in widths if width < PIXELS / 8]
    return max(set(narrow), key=narrow.count)


@pytest.mark.parametrize("character", "0123456789.,%+- \u3000")
def test_they_take_the_same_room(character: str) -> None:
    assert font("FangDigits").getlength(character) == font("FandolFang").getlength(character)


def test_lines_stand_where_they_stood() -> None:
    assert font("FangDigits").getmetrics() == font("FandolFang").getmetrics()


def test_their_strokes_are_as_thin_as_those_of_the_characters() -> None:
    strokes = sorted(stem("FandolFang", each) for each in CHARACTERS)
    usual = strokes[len(strokes) // 2]
    stems = {each: stem("FangDigits", each) for each in DIGITS}
    assert all(0.9 * usual <= each <= 1.2 * usual for each in stems.values()), (usual, stems)
