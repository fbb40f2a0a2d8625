"""The edits by hand as the versions keep them: twice, for nobody can make them again; and what is left of them."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.edit import Edit
from juesuan.model.problems import Problem, warning
from juesuan.versions import content, store
from juesuan.versions.records import Version


class KeptEdits(Struct, frozen=True):
    """The edits by hand that the last version had."""

    edits: tuple[Edit, ...] = ()
    seen: tuple[str, ...] | None = None
    """The digests of the files they were read from; None where no version has noted them."""
    problems: tuple[Problem, ...] = ()
    """The problem of a damaged version, whose edits had to be looked for elsewhere."""


def dumped(edits: tuple[Edit, ...]) -> bytes:
    """The edits as JSON, beside the content of a version, which has them too; empty where there are none."""
    return msgspec.json.encode(edits) if edits else b""


def last(year: Path) -> KeptEdits:
    """The edits of the last version in a year's output folder, or else the newest that can still be read."""
    made, damaged = store.of(year), store.last_damaged(year)
    if damaged is not None:
        message = "上一版的记录已损坏，那一版里的人工修改不能自动带过来"
        return _of_unnamed(year, damaged) or _of_older(year, made, damaged, message)
    held = _of(year, made[-1]) if made else KeptEdits()
    if held is not None:
        return held if made else replace(held, seen=())
    message = "上一版保存的内容丢失或损坏，那一版里的人工修改不能自动带过来"
    return _of_older(year, made[:-1], f"第{made[-1].number}版", message)


def gone(year: Path, held: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that an earlier version had and that are not among those ``held`` now.

    They were given up or written into the inputs since; comments count as well.
    """
    there = {_unnumbered(each) for each in held}
    kept = filter(None, (_of(year, version) for version in store.of(year)))
    newest = {_unnumbered(edit): edit for each in kept for edit in each.edits}
    return tuple(edit for key, edit in newest.items() if key not in there)


def _unnumbered(edit: Edit) -> Edit:
    return replace(edit, number=0)


def _of(year: Path, version: Version) -> KeptEdits | None:
    """The edits of a version; None where both places that keep them are damaged."""
    said = content.loaded(store.kept(year, version.content) or b"")
    if said is not None:
        return KeptEdits(said.edits, said.seen)
    try:
        return KeptEdits(msgspec.json.decode(store.kept(year, version.edits) or b"", type=tuple[Edit, ...]))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


_APART = "请从备份里找回它再生成；找不回来的，对照改过的 Word 文件，把改动写进文字材料。"


def _of_unnamed(year: Path, damaged: Path) -> KeptEdits | None:
    """The edits that the newest of the contents without a record has; None where no such content is there."""
    found = map(content.loaded, store.unnamed(year))
    said = next((each for each in found if each is not None), None)
    if said is None:
        return None
    message = f"上一版的记录已损坏；那一版里的人工修改从保存的内容里找了回来，共 {len(said.edits)} 处"
    problem = warning("V02", damaged, message, f"请对照上一版看看有没有少。{_APART}")
    return KeptEdits(said.edits, said.seen, (problem,))


def _of_older(year: Path, older: Sequence[Version], where: Path | str, message: str) -> KeptEdits:
    """The edits of the newest of the ``older`` versions that can be read; the problem says so."""
    found = ((version, _of(year, version)) for version in reversed(older))
    version, held = next(((each, held) for each, held in found if held is not None), (None, KeptEdits()))
    used = f"；用的是第 {version.number} 版里的 {len(held.edits)} 处" if version else ""
    return replace(held, problems=(warning("V02", where, f"{message}{used}", _APART),))
