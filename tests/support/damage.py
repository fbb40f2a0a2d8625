"""A file that is damaged in each way in which a disk, a program or somebody's hand may do it."""

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

Damage = Callable[[Path], None]
"""What does it to the file at a place; other files lie beside it."""
_HUGE = 10**400
_DEEP = b"[" * 100_000


def _written(path: Path, data: bytes) -> None:
    """A new file: the old one may be linked to from elsewhere."""
    path.unlink()
    path.write_bytes(data)


def _cut(path: Path) -> None:
    data = path.read_bytes()
    _written(path, data[: len(data) // 2])


def _flipped(path: Path) -> None:
    data = path.read_bytes()
    middle = len(data) // 2
    _written(path, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


def _zeroed(path: Path) -> None:
    _written(path, bytes(path.stat().st_size))


def _renamed(path: Path) -> None:
    path.rename(path.with_stem(f"{int(path.stem) + 3:04d}" if path.stem.isdecimal() else f"{path.stem}0"))


def _of_another(path: Path) -> None:
    """The bytes of another file of its kind."""
    store = path.parents[1 if path.suffix == ".json" else 2]
    others = sorted(each for each in store.rglob(f"*{path.suffix}") if each.is_file() and each.name != path.name)
    _written(path, others[0].read_bytes())


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


ANY: Mapping[str, Damage] = {
    "cut to half": _cut,
    "cut to nothing": partial(_written, data=b""),
    "one bit flipped": _flipped,
    "zeroed": _zeroed,
    "renamed": _renamed,
    "deleted": Path.unlink,
    "another's": _of_another,
    "a folder": _folder,
    "a pipe": _pipe,
    "a link to nothing": partial(_link, target="nowhere"),
    "a link to itself": lambda path: _link(path, path.name),
    "a link to what never ends": partial(_link, target="/dev/zero"),
    "deep brackets": partial(_written, data=_DEEP),
    "no text": partial(_written, data=b"\xff\xfe\x00"),
}
"""What may become of any file of the store, by its name."""


def _said(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The record says something else, and that it is as it was made."""
    record = json.loads(path.read_text(encoding="utf-8"))
    record["校验"] = ""
    change(record)
    text = json.dumps(record, ensure_ascii=False).replace('"巨"', str(_HUGE))
    _written(path, text.encode("utf-8", "surrogatepass"))


def _named(name: str, where: str) -> Damage:
    return partial(_said, change=lambda record: record[where].update({name: record["内容"]}))


def _valued(value: object, *where: str) -> Damage:
    return partial(_said, change=lambda record: record.update(dict.fromkeys(where, value)))


_OUTSIDE = ("../../canary.docx", "/tmp/canary.docx", "..\\canary.docx", "C:canary.docx", "a\0b/c.docx", "x" * 300)  # noqa: S108
RECORD: Mapping[str, Damage] = {
    **{f"{where} {name[:20]!r}": _named(name, where) for name in _OUTSIDE for where in ("来源", "成品")},
    "numbers for names": _valued(3, "来源", "成品"),
    "lists for names": _valued([["a", "b"]], "来源", "成品"),
    "another number": _valued(7, "版本"),
    "a negative number": _valued(-1, "版本"),
    "a huge number": _valued("巨", "版本"),
    "a number in words": _valued("四", "版本"),
    "no content": _valued(None, "内容"),
    "a place for content": _valued("../../../../etc/passwd", "内容", "人工修改"),
    "half a letter": _valued({"\ud800": "0" * 64}, "成品"),
    "a draft perhaps": _valued("也许", "草稿"),
}
"""What may become of a record besides: it is whole as JSON and says what no run has written."""
