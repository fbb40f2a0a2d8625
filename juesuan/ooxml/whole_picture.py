"""Whether the data of a picture is all there, as its file states it: libraries draw what is cut and say nothing.

Nothing is unpacked.
"""

import struct
from collections.abc import Iterator

_PNG_HEAD, _PNG_CHUNK = 8, 12
_GIF_HEAD, _GIF_IMAGE, _GIF_EXTENSION, _GIF_END = 13, 0x2C, 0x21, 0x3B
_COLOURS, _PALETTE = 0x07, 0x80
_UNPACKED = {0, 3}
"""The ways of a BMP to hold pixels as they are: their number tells where they end."""
_STARTS, _LENGTHS = {273, 324}, {279, 325}
"""The fields of a TIFF that say where its strips or tiles are, and how long."""
_FORMS = {3: ("H", 2), 4: ("I", 4)}
_MOST_STRIPS = 100_000


def is_whole(data: bytes) -> bool:
    """Whether the picture ends where its file says it does; what is of no kind that is shown counts as whole."""
    try:
        return _is_whole(data)
    except (struct.error, IndexError):
        return False


def _is_whole(data: bytes) -> bool:
    if data.startswith(b"\x89PNG"):
        return _ends_well(_chunks(data), b"IDAT", b"IEND")
    if data.startswith(b"GIF8"):
        return _ends_well(_gif_blocks(data), _GIF_IMAGE, _GIF_END)
    if data.startswith(b"\xff\xd8"):
        return data.find(b"\xff\xd9", _scan_of_jpeg(data)) > 0
    if data.startswith(b"BM"):
        return len(data) >= _end_of_bitmap(data)
    return data[:4] not in {b"II*\0", b"MM\0*"} or len(data) >= _end_of_tiff(data)


def _ends_well(blocks: Iterator[object], pixels: object, end: object) -> bool:
    """Whether there are pixels among the blocks, and the last one is the end."""
    last, are_there = None, False
    for last in blocks:
        are_there = are_there or last == pixels
    return are_there and last == end


def _chunks(data: bytes) -> Iterator[bytes]:
    """The names of the chunks of a PNG that are all there, up to the one that ends it."""
    place, name = _PNG_HEAD, b""
    while name != b"IEND" and place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        place += _PNG_CHUNK + length
        yield name if place <= len(data) else b""


def _gif_blocks(data: bytes) -> Iterator[int]:
    """The kinds of the blocks of a GIF, up to the one that ends it; raises IndexError where it is cut."""
    place = _GIF_HEAD + _palette(data[10])
    while (kind := data[place]) in {_GIF_IMAGE, _GIF_EXTENSION}:
        place += 11 + _palette(data[place + 9]) if kind == _GIF_IMAGE else 2
        while length := data[place]:
            place += 1 + length
        place += 1
        yield kind
    yield kind


def _palette(flags: int) -> int:
    """The bytes of the table of colours that the flags announce."""
    return 3 * 2 ** ((flags & _COLOURS) + 1) if flags & _PALETTE else 0


def _scan_of_jpeg(data: bytes) -> int:
    """Where the pixels of a JPEG begin: a small picture among what stands before them ends, too."""
    place = 2
    while data[place : place + 2] != b"\xff\xda":
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    return place


def _end_of_bitmap(data: bytes) -> int:
    """Where the pixels of a BMP end; of a packed one, where they begin."""
    (start,) = struct.unpack_from("<I", data, 10)
    width, height, _, depth, packing = struct.unpack_from("<iiHHI", data, 18)
    row = (abs(width) * depth + 31) // 32 * 4
    return int(start) + (row * abs(height) if packing in _UNPACKED else 1)


def _end_of_tiff(data: bytes) -> int:
    """Where the last strip or tile of the first page of a TIFF ends."""
    order = "<" if data.startswith(b"II") else ">"
    (start,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, start)
    starts, lengths = [int(start)], [0]
    for place in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, many = struct.unpack_from(order + "HHI", data, place)
        if tag in _STARTS | _LENGTHS and kind in _FORMS and many <= _MOST_STRIPS:
            letter, size = _FORMS[kind]
            at = place + 8 if many * size <= 4 else struct.unpack_from(order + "I", data, place + 8)[0]  # noqa: PLR2004
            found = struct.unpack_from(f"{order}{many}{letter}", data, at)
            (starts if tag in _STARTS else lengths).extend(found)
    return max(place + length for place, length in zip(starts, lengths, strict=False))
