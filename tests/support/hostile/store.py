"""Versions that were cut, flipped, renamed or pointed elsewhere, and outputs that were moved about."""

import json
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.support import output_folder
from tests.support.hostile.desk import EDITED, RECORDS, Desk
from tests.support.hostile.raw_bytes import SPOILERS, cut, flipped

_NAMES = (
    "../../甲.docx", "/etc/passwd", "C:\\甲", "甲\0乙", "", ".", "..", "内容", "版本", "a/b/c",
    "长" * 200, "\ud800", "NUL", "甲\n乙", "甲.json",
    "2020/决算数据.xlsx", "\\\\host\\a", "~", "$HOME", "青禾县水务局2021年度部门决算.docx",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e9, 10**30, "", "甲",
    [], {}, [[]], {"甲": "乙"}, "0" * 64, "f" * 64, "../" * 9, "2021-13-45 99:99:99", float("nan"),
    "\ud800", "[red]甲", "甲" * 5000,
)  # fmt: skip


def _records(desk: Desk) -> list[Path]:
    return sorted((desk.root / RECORDS).glob("*.json"))


def _objects(desk: Desk) -> list[Path]:
    return sorted(path for path in (desk.root / RECORDS).glob("内容/*/*") if path.is_file())


def _changed_record(desk: Desk) -> None:
    """With another value, a key that leads elsewhere, or a name that leads out."""
    chance = desk.chance
    for path in _records(desk):
        try:
            held: Any = json.loads(path.read_bytes())
        except (ValueError, OSError):
            continue
        if isinstance(held, dict) and held:
            _change(held, chance)
            path.write_bytes(json.dumps(held, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace"))
        if chance.random() < 0.5:
            return


def _change(held: dict[str, Any], chance: Random) -> None:
    name = chance.choice(list(held))
    inner = held[name]
    if isinstance(inner, dict) and inner and chance.random() < 0.8:
        old, keys = chance.choice(list(inner)), list(inner.values())
        kind = chance.randrange(3)
        if kind == 0:
            inner[chance.choice(_NAMES)] = inner.pop(old)
        else:
            inner[old] = chance.choice(keys if kind == 1 else _VALUES)
    elif chance.random() < 0.2:
        del held[name]
    else:
        held[name] = chance.choice(_VALUES)


def _spoilt_file(desk: Desk) -> None:
    for path in desk.chance.sample(_records(desk) + _objects(desk), desk.chance.choice((1, 3, 20))):
        path.write_bytes(desk.chance.choice((cut, flipped, *SPOILERS))(path.read_bytes(), desk.chance))


def _swapped(desk: Desk) -> None:
    """A content in the place of another, packed otherwise, or far larger than it says."""
    first, second = (desk.chance.choice(_objects(desk)) for _ in range(2))
    bomb = zlib.compress(bytes(desk.chance.choice((1, 100_000_000))))
    first.write_bytes(desk.chance.choice((second.read_bytes(), bomb, zlib.compress(second.read_bytes()))))


def _no_file(desk: Desk) -> None:
    path = desk.chance.choice(_records(desk) + _objects(desk) + [desk.root / EDITED])
    path.unlink()
    kind = desk.chance.randrange(5)
    if kind == 0:
        (path / "甲").mkdir(parents=True)
    elif kind == 1:
        os.mkfifo(path)
    elif kind == 2:
        path.symlink_to(desk.chance.choice(("/etc/passwd", "/dev/zero", path.name, "没有")))


def _renamed(desk: Desk) -> None:
    names = (
        "0000.json",
        "0002.json",
        "0009.json",
        "999999999.json",
        "9999999999.json",
        "00001.json",
        "甲.json",
        "-1.json",
        "٣٣٣٣.json",
    )
    path, name = desk.chance.choice(_records(desk)), desk.chance.choice(names)
    desk.chance.choice((shutil.move, shutil.copy))(path, path.with_name(name))


def _strange_record(desk: Desk) -> None:
    contents = (
        b"",
        b"[" * 100_000,
        b"{" * 9,
        b"null",
        b"{}",
        b"[]",
        b"1" * 5000,
        b'"' + b"a" * 2_000_000 + b'"',
        b"\xff\xfe{}",
        b'{"a":1}' * 9,
    )
    path = desk.root / RECORDS / desk.chance.choice(("0001.json", "0002.json", "0003.json", "0777.json"))
    path.write_bytes(desk.chance.choice(contents))


def _moved(desk: Desk) -> None:
    """With folders that are gone, in each other's places, or there already."""
    year, kind = desk.root / "output" / "2021", desk.chance.randrange(8)
    if kind == 0:
        shutil.rmtree(desk.root / RECORDS / desk.chance.choice(("", "内容")))
    elif kind == 1:
        year.rename(year.with_name(desk.chance.choice(("2020", "9999", "0000", "甲"))))
    elif kind == 2:
        shutil.copytree(year, year.with_name("2022"))
    elif kind == 3:
        output_folder.restored(year, 1).write_bytes(b"")
    elif kind == 4:
        (output_folder.restored(year, 2) / "填报文件").mkdir(parents=True)
    elif kind == 5:
        output_folder.lay_formerly(year)
    elif kind == 6:
        (desk.root / RECORDS).rename(year / "版本")
    else:
        (year / ".~决算有据-甲").mkdir()


_SPOILERS: tuple[Callable[[Desk], None], ...] = (
    _changed_record, _changed_record, _changed_record, _spoilt_file, _spoilt_file, _swapped, _no_file, _renamed,
    _strange_record, _moved,
)  # fmt: skip


def spoil(desk: Desk) -> str:
    if not _records(desk) or not _objects(desk):  # another class was here before
        return EDITED
    desk.chance.choice(_SPOILERS)(desk)
    return RECORDS
