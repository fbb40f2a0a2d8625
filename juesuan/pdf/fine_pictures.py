"""Pictures as they are laid out: of kinds that a PDF knows, no finer than print, so that little is unpacked."""

import io
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from juesuan.model.document import Picture
from juesuan.ooxml import picture_size

if TYPE_CHECKING:
    from PIL.Image import Image

_MANY = 2_000_000
"""The pixels up to which a picture is laid out as it is."""
_FINE = 220 / 25.4
"""Pixels a millimetre that are kept at least: 220 an inch, as Word keeps them for print."""
_LONGEST = 225
"""The most millimetres that a page has for a picture, either way."""
_ROWS = 512
"""Of what is made coarser at a time."""
_QUALITY = 90
_KNOWN = {"1", "L", "LA", "P", "RGB", "RGBA"}
"""The kinds of pixels that a picture other than a JPEG may have in a PDF."""


def laid_out(pictures: Iterable[Picture]) -> Mapping[bytes, bytes]:
    """What is laid out in place of those of the pictures that are too fine, or of another kind of pixels."""
    sizes: dict[bytes, tuple[float, float]] = {}
    for each in pictures:
        width, height = sizes.get(each.data, (0, 0))
        sizes[each.data] = max(width, each.width_mm), max(height, each.height_mm)
    return {data: made for data, size in sizes.items() if (made := _changed(data, size))}


def _changed(data: bytes, size: tuple[float, float]) -> bytes:
    """The picture laid out in place of another; empty where that is itself, or is damaged, which is told then."""
    if picture_size.is_huge(data):
        return b""
    from PIL import Image, ImageOps  # noqa: PLC0415 - the layout has loaded it

    try:
        with Image.open(io.BytesIO(data)) as image:
            is_photo, scale = image.format in {"JPEG", "MPO"}, _scale(image.size, size)
            if scale == 1 and (is_photo or image.mode in _KNOWN):
                return b""
            small = ImageOps.exif_transpose(_coarser(image, scale))
    except (OSError, ValueError, SyntaxError):
        return b""
    held = io.BytesIO()
    small.save(held, "JPEG", quality=_QUALITY) if is_photo else small.save(held, "PNG", compress_level=1)
    return held.getvalue()


def _scale(pixels: tuple[int, int], size: tuple[float, float]) -> int:
    """By how much width and height are to be divided; 1 where nothing is gained by it. ``size`` in millimetres."""
    if pixels[0] * pixels[1] <= _MANY:
        return 1
    sides = zip(pixels, size, strict=True)
    return max(1, int(min(count / max(_FINE * min(length, _LONGEST), 1) for count, length in sides)))


def _coarser(image: "Image", scale: int) -> "Image":
    """The picture with one pixel for so many of each row and column; strip by strip, which needs little room."""
    from PIL import Image  # noqa: PLC0415 - as above

    width, height = image.size
    image.draft("", (width // scale, height // scale))
    left = max(1, scale * image.width // width)
    strips = (
        _of_known_kind(image.crop((0, top, image.width, min(top + _ROWS * left, image.height)))).reduce(left)
        for top in range(0, image.height, _ROWS * left)
    )
    first = next(strips)
    made = Image.new(first.mode, (first.width, -(-image.height // left)))
    for number, strip in enumerate(chain((first,), strips)):
        made.paste(strip, (0, number * _ROWS))
    made.info["exif"] = image.getexif().tobytes()
    return made


def _of_known_kind(image: "Image") -> "Image":
    """The same pixels, eight bits a colour; colours of a palette and black and white as shades, to be mixed."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    if "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert(_MIXED.get(image.mode, "RGB"))


_MIXED = {each: each for each in ("L", "LA", "RGB", "RGBA")} | {"1": "L", "PA": "RGBA"}
