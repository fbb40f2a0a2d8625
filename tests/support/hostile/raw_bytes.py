"""Files whose bytes are not what was written: cut, flipped, doubled, of another file, of another encoding."""

from collections.abc import Callable
from random import Random

from tests.support.hostile.desk import FILES, Desk

_MARKS = (
    b"",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xef\xbb\xbf",
    b"<html>",
    b"{}",
)


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _headless(data: bytes, chance: Random) -> bytes:
    return data[chance.randrange(len(data) + 1) :]


def flipped(data: bytes, chance: Random) -> bytes:
    held = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if held else 0):
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    return bytes(held)


def _overwritten(data: bytes, chance: Random) -> bytes:
    at, length = chance.randrange(len(data) + 1), chance.choice((1, 20, 2000))
    filling = chance.choice((bytes(length), b"\xff" * length, chance.randbytes(length)))
    return data[:at] + filling + data[at + length :]


def _inserted(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((1, 50, 5000))) + data[at:]


def _missing(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 50, 5000)) :]


def _turned(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[at:] + data[:at]


def _marked(data: bytes, chance: Random) -> bytes:
    mark = chance.choice(_MARKS)
    return mark + data[chance.choice((0, len(mark), len(data))) :]


def _recoded(data: bytes, chance: Random) -> bytes:
    text = data.decode("latin-1")
    return chance.choice((text.encode("utf-16"), text.encode("utf-8"), data.replace(b"\n", b"\r\n"), data * 2))


SPOILERS: tuple[Callable[[bytes, Random], bytes], ...] = (
    cut, _headless, flipped, _overwritten, _inserted, _missing, _turned, _marked, _recoded,
)  # fmt: skip


def spoil(desk: Desk) -> str:
    place, chance = desk.chance.choice(FILES), desk.chance
    if chance.random() < 0.1:
        return desk.write(place, desk.read(chance.choice(FILES)))
    return desk.write(place, chance.choice(SPOILERS)(desk.read(place), chance))
