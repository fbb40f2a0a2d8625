"""Archives that are not what they seem: parts lost, doubled, renamed, led astray; sizes and sums that lie."""

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable
from random import Random

from tests.support.hostile.desk import ZIPPED, Desk

Parts = list[tuple[str, bytes]]
_NAMES = (
    "../甲.xml", "/etc/甲.xml", "C:\\甲.xml", "word\\document.xml", "WORD/DOCUMENT.XML", "", "./", "甲\n乙",
    "word//document.xml", "长" * 5000, "xl/workbook.xml", "word/document.xml", "content.xml", "mimetype", "甲/",
)  # fmt: skip
_TARGETS = (
    "../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/a", "#", "", "/", "document.xml", "media",
    "%2e%2e/甲", "\\\\host\\甲", "styles.xml", "worksheets/sheet1.xml", "NULL", "甲" * 300,
)  # fmt: skip
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def parts(data: bytes) -> Parts:
    """The parts of an archive in their order; none of what is no archive any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return []


def packed(held: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of the parts, also of two with the same name; the first is packed as ``how`` says.

    To get ready for LZMA takes longer than to pack any of the parts, and one is enough for a reader to meet it.
    """
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, data in held:
            archive.writestr(zipfile.ZipInfo(name), data, how)
            how = zipfile.ZIP_DEFLATED
    return file.getvalue()


# ---- the parts


def _without(held: Parts, chance: Random) -> Parts:
    gone = chance.sample(range(len(held)), chance.choice((1, 1, 2, len(held))))
    return [each for at, each in enumerate(held) if at not in gone]


def _emptied(held: Parts, chance: Random) -> Parts:
    at = chance.randrange(len(held))
    return [*held[:at], (held[at][0], chance.choice((b"", b"<a/>", b"\0" * 99))), *held[at + 1 :]]


def _doubled(held: Parts, chance: Random) -> Parts:
    name, data = chance.choice(held)
    return [*held, (chance.choice((name, name.upper(), f"./{name}")), chance.choice((data, b"<a/>")))]


def _renamed(held: Parts, chance: Random) -> Parts:
    at = chance.randrange(len(held))
    return [*held[:at], (chance.choice(_NAMES), held[at][1]), *held[at + 1 :]]


def _swapped(held: Parts, chance: Random) -> Parts:
    names, contents = [name for name, _ in held], [data for _, data in held]
    chance.shuffle(contents)
    return list(zip(names, contents, strict=True))


def _crowded(held: Parts, chance: Random) -> Parts:
    count = chance.choice((10, 3000, 70_000))
    return [*held, *((f"word/甲{number}.xml", b"") for number in range(count))]


def _led_astray(held: Parts, chance: Random) -> Parts:
    """With a relationship that leads somewhere else, or types that are not those of the parts."""
    found = [at for at, (name, _) in enumerate(held) if name.endswith((".rels", "].xml"))] or [0]
    at = chance.choice(found)
    name, data = held[at]
    word = chance.choice((rb'Target="[^"]*"', rb'Type="[^"]*"', rb'Id="[^"]*"', rb'ContentType="[^"]*"', rb"/>"))
    target = chance.choice(_TARGETS).encode()
    new = b' TargetMode="External"/>' if word == b"/>" else word.partition(b"=")[0] + b'="' + target + b'"'
    return [*held[:at], (name, re.sub(word, lambda _: new, data, count=chance.choice((0, 1)))), *held[at + 1 :]]


# ---- what the archive says of itself


def _lying(data: bytes, chance: Random) -> bytes:
    """With a number of the headers changed: the version, flags, kind of packing, date, sum, sizes, lengths."""
    signature, size = chance.choice(((_LOCAL, 30), (_CENTRAL, 46)))
    found = [each.start() for each in re.finditer(re.escape(signature), data)]
    held = bytearray(data)
    for at in chance.sample(found, min(len(found), chance.choice((1, 1, 40)))):
        where, form = at + chance.randrange(4, size - 4), chance.choice(("<H", "<I"))
        number = chance.choice((0, 1, 8, 9, 99, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
        struct.pack_into(form, held, where, number & (0xFFFF if form == "<H" else 0xFFFFFFFF))
    return bytes(held)


def _ending(data: bytes, chance: Random) -> bytes:
    """With a number of the end record changed, or something before, behind or in its comment."""
    held, at = bytearray(data), data.rfind(b"PK\x05\x06")
    if at >= 0 and chance.random() < 0.5:
        struct.pack_into("<H", held, at + chance.randrange(4, 20, 2), chance.choice((0, 1, 2, 0xFFFF)))
        return bytes(held)
    return chance.choice(
        (b"#!/bin/sh\n" + data, data + bytes(70_000), data + data, data + b"PK\x05\x06" + bytes(18))
    )


_OF_PARTS: tuple[Callable[[Parts, Random], Parts], ...] = (
    _without, _emptied, _doubled, _renamed, _swapped, _crowded, _led_astray, _led_astray,
)  # fmt: skip
_OF_BYTES = (_lying, _lying, _ending)


def spoil(desk: Desk) -> str:
    chance, place = desk.chance, desk.chance.choice(ZIPPED)
    data = desk.read(place)
    held = parts(data)
    if not held or chance.random() < 0.3:
        return desk.write(place, chance.choice(_OF_BYTES)(data, chance))
    how = chance.choice((zipfile.ZIP_DEFLATED,) * 4 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    return desk.write(place, packed(chance.choice(_OF_PARTS)(held, chance), how))
