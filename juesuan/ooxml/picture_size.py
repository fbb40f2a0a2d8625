"""The size of a picture in pixels as its file states it: read before anything unpacks it."""

import re
import struct

MOST = 60_000_000
"""The most pixels of a picture that is shown: a page of A4 scanned at 600 dots an inch has 35 million, the largest
photo of a telephone 50 million."""
_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]")
"""The mark of the segment of a JPEG that states its size."""
_WIDTH, _HEIGHT, _SHORT = 256, 257, 3


def pixels(data: bytes) -> tuple[int, int]:
    """Width and height that the file states; 0 and 0 where it states none, or is of no kind that is shown."""
    try:
        return _stated(data)
    except struct.error:
        return 0, 0


def is_huge(data: bytes) -> bool:
    """Whether the picture has more pixels than can be shown."""
    width, height = pixels(data)
    return width * height > MOST


def _stated(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG"):
        return _pair(">II", data, 16)
    if data.startswith(b"GIF8"):
        return _pair("<HH", data, 6)
    if data.startswith(b"BM"):
        width, height = _pair("<ii", data, 18)
        return abs(width), abs(height)
    if data.startswith(b"\xff\xd8"):
        return _of_jpeg(data)
    return _of_tiff(data) if data[:4] in {b"II*\0", b"MM\0*"} else (0, 0)


def _pair(form: str, data: bytes, place: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, data, place)
    return first, second


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """Each segment states its length; the frame stands before the pixels begin."""
    place = 2
    while place < len(data) and data[place] == 0xFF and data[place + 1 : place + 2] != b"\xda":  # noqa: PLR2004
        if _FRAME.match(data, place):
            height, width = _pair(">HH", data, place + 5)
            return width, height
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    return 0, 0


def _of_tiff(data: bytes) -> tuple[int, int]:
    order = "<" if data.startswith(b"II") else ">"
    (start,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, start)
    found: dict[int, int] = {}
    for each in range(count):
        place = start + 2 + each * 12
        tag, kind = _pair(order + "HH", data, place)
        (found[tag],) = struct.unpack_from(order + ("H" if kind == _SHORT else "I"), data, place + 8)
    return found.get(_WIDTH, 0), found.get(_HEIGHT, 0)
