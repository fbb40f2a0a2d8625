"""The folder of a year as an earlier program has left it, moved over into the folders of now.

Earlier all outputs of a year lay side by side in its folder. Each file is moved in one step and the versions last:
as long as these lie in their former place, what a killed run has left undone is done by the next one.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from juesuan.model import outputs
from juesuan.model.outcome import short
from juesuan.versions import files, folders, store

_REPORT = re.compile(r"\d{4}年度(?:部门|单位)决算(附表)?(（存档）)?$")
"""Ends the names of the report's own files, without suffix."""
_KINDS = {".docx", ".pdf", ".xlsx"}
_FIXED = {*outputs.AIDS, outputs.CHECK_REPORT, outputs.TAGS}
_BESIDE = re.compile(rf"{re.escape(files.NEW)}\d*$")
"""Ends the name of a file that stands beside one held open."""
_EDITED = re.compile(r"（人工修改\d{8}-\d{6}）\d*$")
"""Ends the name of a file that was edited by hand and made way for a new one."""
_LAST = re.compile(r"（上次）\d*$")
"""Ends the name of a file of the last run that the next one had no new file for."""
_RESTORED = re.compile(r"第\d+版(（\d+）)?")
"""The folder of a version that was brought back."""


def moved(year: Path) -> Iterator[str]:
    """Moves over what an earlier program has left in a year's output folder; yields what is said of it, in lines.

    Nothing is overwritten; files of other people stay where they are. Raises OSError where one cannot be moved, as
    one that is held open; the next run goes on.
    """
    former = year / folders.FORMER
    if not former.is_dir() and ((year / outputs.KEPT).exists() or not year.is_dir()):
        return
    targets = _targets(year)
    for path, target in targets.items():
        yield from _move(path, year / target, year)
    if former.is_dir():
        yield from _move(former, year / outputs.VERSIONS, year)
    if targets:
        yield f"{short(year)} 里原来的文件，已分放到“{outputs.HANDOVER}”和“{outputs.KEPT}”，一个也没有少。"


def _targets(year: Path) -> Mapping[Path, str]:
    """Where in the folder of the year each file and folder belongs that does not stay where it is."""
    named = {name for version in store.of(year) for name in version.outputs}
    targets = {path: _target(path, named) for path in sorted(year.iterdir())}
    return {path: target for path, target in targets.items() if target}


def _target(path: Path, named: Collection[str]) -> str:
    if path.is_dir():
        return f"{outputs.KEPT}/{path.name}" if _RESTORED.fullmatch(path.name) else ""
    if not path.is_file():
        return ""
    if _EDITED.search(path.stem):
        return f"{outputs.ASIDE}/{path.name}"
    if _LAST.search(path.stem):
        return f"{outputs.ASIDE}/{_timed(path.with_stem(_LAST.sub('', path.stem)), path)}"
    name = path.with_stem(_BESIDE.sub("", path.stem)).name
    is_report = path.suffix in _KINDS and _REPORT.search(Path(name).stem) is not None
    is_ours = is_report or name in _FIXED or name in named
    return f"{outputs.place(name).removesuffix(name)}{path.name}" if is_ours and not outputs.is_draft(name) else ""


def _timed(path: Path, held: Path) -> str:
    """The name with the time at which the file was made."""
    made = datetime.fromtimestamp(held.stat().st_mtime).astimezone()
    return f"{path.stem}（以前{made:%Y%m%d-%H%M%S}）{path.suffix}"


def _move(path: Path, target: Path, year: Path) -> Iterator[str]:
    """Moves a file or a folder to its target, or to the files that made way where that is taken, and says so."""
    place = target
    if target.exists() or target.is_symlink():
        place = files.free(year / outputs.ASIDE / _timed(target, path))
    place.parent.mkdir(parents=True, exist_ok=True)
    files.patiently(path.rename, place)
    if place != target:
        yield f"“{folders.said(year, target)}”已经有了，原来的“{path.name}”移到了 {short(place)}。"
