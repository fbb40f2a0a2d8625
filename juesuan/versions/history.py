"""The versions of a year for the officer: the list of them, and one of them brought back into a new folder."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.model import advised
from juesuan.model.corrections import ChangedFigure
from juesuan.model.edit import Edit
from juesuan.model.outcome import DONE, OPEN, Told, short
from juesuan.model.outputs import KEPT
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.versions import content, files, folders, store
from juesuan.versions.changes import figures_changed
from juesuan.versions.records import Version

if TYPE_CHECKING:
    from juesuan.versions.content import Content

INPUTS = "填报文件"
"""The name of the folder, inside that of a version brought back, that holds its inputs."""
_MOST = 5
"""The most changed figures that the list names for a version; 更正说明 has them all."""
_HEAD = ("版本", "时间", "草稿", "成品大小", "起因和变了的数")


class _Line(Struct, frozen=True):
    """A version in the list, with what is told of it."""

    version: Version
    changed: tuple[ChangedFigure, ...] | None
    """The figures changed against the version before; None where there is none, or one of them cannot be read."""
    size: int
    """The size of its outputs in bytes."""
    lost: tuple[str, ...]
    """The names of the files kept of it that are gone or damaged."""
    edits: tuple[Edit, ...] = ()
    """The edits by hand that it carries."""
    new_edits: tuple[Edit, ...] = ()
    """Those of them that the version before did not have."""


# ---- the list


def told(output: Path, year: str | None) -> Told:
    """The answer of the command history: the versions of a year, the newest first.

    ``year`` is in four digits, None for the newest that has versions. Raises ReportError where there are none.
    """
    folder = _folder(output, year)
    lines = tuple(_lines(folder))[::-1]
    problems = [*_unreadable(folder), *(_lost(line.version, line.lost) for line in lines if line.lost)]
    count = f"{folder.name} 年度共 {len(lines)} 版，连同填报文件占 {_size(_taken(folder))}。"
    advice = tuple(_how_to_restore(line.version.number, folder.name) for line in lines[:1])
    data = {"year": folder.name, "versions": [_as_data(line) for line in lines]}
    code = OPEN if problems else DONE
    return Told(code, _HEAD, tuple(map(_row, lines)), (count, *advice), data, tuple(problems))


def _how_to_restore(newest: int, year: str) -> str:
    restore = advised.command("restore", newest, year=year)
    return f"找回某一版（放进新的文件夹，不动现在的），如第 {newest} 版：{restore}"


def _folder(output: Path, year: str | None) -> Path:
    """The output folder of the year, or of the newest that has versions. Raises ReportError where it has none."""
    folders = sorted(output.glob("[0-9][0-9][0-9][0-9]"))
    kept = [each for each in folders if store.of(each) or store.damaged(each)]
    for each in reversed(kept):
        if year in {None, each.name}:
            return each
    message = f"没有 {year} 年度的版本" if year else "还没有任何一年的版本"
    there = f"有版本的年度：{'、'.join(each.name for each in kept)}。" if kept else "先生成一次报告，就有第 1 版。"
    raise ReportError(error("V01", output, message, there))


def _lines(folder: Path) -> Iterator[_Line]:
    """The versions of a year's output folder with what is told of each, the oldest first."""
    before: Content | None = None
    for version in store.of(folder):
        held = {name: store.kept(folder, key) for name, key in _contents(version).items()}
        said = content.loaded(held[_SAID] or b"")
        lost = tuple(name for name, data in held.items() if data is None)
        size = sum(len(held[name] or b"") for name in version.outputs)
        changed = figures_changed(before, said) if before and said else None
        edits, former = (each.edits if each else () for each in (said, before))
        known = {edit.number for edit in former}
        yield _Line(version, changed, size, lost, edits, tuple(each for each in edits if each.number not in known))
        before = said


_SAID, _EDITS = "报告内容的记录", "人工修改的记录"


def _contents(version: Version) -> Mapping[str, str]:
    """The digests of all that was kept of a version, by the name that the officer is told."""
    given = {f"{INPUTS}/{name}": key for name, key in version.sources.items()}
    edits = {_EDITS: version.edits} if version.edits else {}
    return {**version.outputs, **given, _SAID: version.content, **edits}


def _row(line: _Line) -> tuple[str, ...]:
    version = line.version
    told = "\n".join((version.cause, *_changed(line.changed or ()), *_by_hand(line)))
    made = version.made[: len("2026-11-26 09:30")]
    return f"第{version.number}版", made, "草稿" if version.is_draft else "", _size(line.size), told


def _changed(found: Sequence[ChangedFigure]) -> Iterator[str]:
    """The lines on changed figures: how many there are, then the first of them; none for none."""
    if found:
        yield f"变了 {len(found)} 个数："
        yield from map(_figure, found[:_MOST])
    if len(found) > _MOST:
        yield f"……其余 {len(found) - _MOST} 个见更正说明"


def _by_hand(line: _Line) -> Iterator[str]:
    """The lines on edits by hand: how many the version carries, then the first of those that are new in it."""
    if line.edits:
        new = f"，新的 {len(line.new_edits)} 处：" if line.new_edits else "，没有新的"
        yield f"人工修改 {len(line.edits)} 处{new}"
        yield from (f"{each.kind.value} {each.place}" for each in line.new_edits[:_MOST])
    if len(line.new_edits) > _MOST:
        yield f"……其余 {len(line.new_edits) - _MOST} 处"


def _figure(each: ChangedFigure) -> str:
    return f"{each.name} {each.old or '（没有）'}→{each.new or '（没有）'}"


def _as_data(line: _Line) -> Mapping[str, object]:
    version, changed = line.version, line.changed
    return {
        "number": version.number,
        "made": version.made,
        "draft": version.is_draft,
        "cause": version.cause,
        "release": version.release,
        "changed": None if changed is None else len(changed),
        "figures": [{"name": each.name, "old": each.old, "new": each.new} for each in (changed or ())[:_MOST]],
        "edits": len(line.edits),
        "new_edits": [{"kind": each.kind.value, "place": each.place} for each in line.new_edits[:_MOST]],
        "bytes": line.size,
        "inputs": list(version.sources),
        "outputs": list(version.outputs),
        "lost": list(line.lost),
    }


_KILO = 1024


def _size(count: int) -> str:
    """A number of bytes in the units of a file manager, KB or MB."""
    return f"{count / _KILO / _KILO:.1f} MB" if count >= _KILO * _KILO else f"{-(-count // _KILO)} KB"


def _taken(folder: Path) -> int:
    return sum(path.stat().st_size for path in folders.versions(folder).rglob("*") if path.is_file())


def _unreadable(folder: Path) -> Iterator[Problem]:
    """The problems of damaged records and copies; contents of a version that is not listed may still be there."""
    listed = {version.number for version in store.of(folder)}
    for path in store.damaged(folder):
        is_listed = int(path.stem) in listed
        if path.parent.name == store.COPIES:
            message = "这一份版本记录的副本已损坏"
            advice = f"记录本身完好，可以复制一份到“{store.COPIES}”里。" if is_listed else _FROM_BACKUP
        elif is_listed:
            message = "这一版的记录已损坏、改名或不见了，列的是完好的那一份"
            advice = f"这一版没有丢；“{store.COPIES}”里的同名文件完好的话，复制一份过来。"
        else:
            message, advice = "这一版的记录已损坏，没有列出", _FROM_BACKUP
        yield warning("V02", path, message, advice)


_FROM_BACKUP = "可以从备份里找回这个文件。"


def _lost(version: Version, names: Sequence[str]) -> Problem:
    message = f"保存的内容丢失或损坏：{'、'.join(names)}"
    return warning("V03", f"第{version.number}版", message, "其余的可以找回；丢失的只能从备份里找。")


# ---- one of them brought back


def restored(output: Path, number: int, year: str | None) -> Told:
    """The answer of the command restore: the version's outputs and inputs have been put into a new folder.

    The folder stands in 留存, the inputs in a folder of their own inside it. Nothing is overwritten,
    least of all the inputs of now: which of the old files is wanted, the officer decides. Raises ReportError where
    there is no such version or all that was kept of it is lost.
    """
    folder = _folder(output, year)
    found = {version.number: version for version in store.of(folder)}
    if number not in found:
        raise ReportError(*_none(folder, number, tuple(found)))
    version = found[number]
    held = {name: store.kept(folder, key) for name, key in _wanted(version).items()}
    lost = tuple(name for name, data in held.items() if data is None)
    contents = {name: data for name, data in held.items() if data is not None}
    problems = [_lost(version, lost)] if lost else []
    if not contents:
        raise ReportError(error("V05", f"第{number}版", "保存的内容已经全部丢失，不能找回", "请从备份里找。"))
    place, is_new = _put(folder / KEPT / f"第{number}版", contents)
    done = (
        f"第 {number} 版（{version.made}，{version.cause}）放进了 {short(place)}，共 {len(contents)} 个文件。"
        if is_new
        else f"{short(place)} 里已经有第 {number} 版，内容相同，没有动它。"
    )
    data = {"folder": str(place), "new": is_new, "files": [str(place / name) for name in contents], "lost": lost}
    said = (done, *_advice(place, version, folder.name))
    return Told(OPEN if lost else DONE, (), (), said, data, tuple(problems))


def _none(folder: Path, number: int, there: Sequence[int]) -> Iterator[Problem]:
    """The problem of a version that is not there, and that of its record where that is damaged."""
    advice = f"现有的版本：{'、'.join(map(str, there))}。" if there else "没有一版能找回。"
    yield error("V04", folder, f"没有第 {number} 版", advice)
    yield from (problem for problem in _unreadable(folder) if int(Path(problem.where).stem) == number)


def _advice(place: Path, version: Version, year: str) -> Iterator[str]:
    last = f"{int(year) - 1}/"
    now, again = short(advised.folder_of(year)), advised.command("", year=year)
    yield f"要接着这一版做：先把 {now} 另存一份，再把 {short(place / INPUTS)} 里的文件复制进去，运行 {again}。"
    if any(name.startswith(last) for name in version.sources):
        yield f"其中的 {last} 是上年的工作簿，放在 {short(advised.folder_of(year).with_name(last[:-1]))} 里。"


def _wanted(version: Version) -> Mapping[str, str]:
    """The digests of a version's outputs and inputs, by their places in its folder."""
    return dict(version.outputs) | {f"{INPUTS}/{name}": key for name, key in version.sources.items()}


def _put(wanted: Path, contents: Mapping[str, bytes]) -> tuple[Path, bool]:
    """Puts files into a new folder, which appears whole; returns the folder, and whether it is new.

    It is not new where there was a folder already that holds just these files.
    """
    place, number = wanted, 1
    while place.exists():
        if _holds(place, contents):
            return place, False
        number += 1
        place = wanted.with_name(f"{wanted.name}（{number}）")
    with tempfile.TemporaryDirectory(
        prefix=files.MARK, dir=wanted.parent, ignore_cleanup_errors=True
    ) as temporary:
        made = Path(temporary) / wanted.name
        for name, data in contents.items():
            files.write(made / name, data)
        made.rename(place)
    return place, True


def _holds(folder: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether the folder holds just these files; what has another size is not read, however large it is."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return found.keys() == contents.keys() and all(
        path.stat().st_size == len(contents[name]) and path.read_bytes() == contents[name]
        for name, path in found.items()
    )
