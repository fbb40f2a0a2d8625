"""制作记录: what was made from what, kept beside the outputs, so that a file edited by hand is known and kept."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from juesuan import VERSION, files
from juesuan.problems import Problem, warning

NAME = "制作记录.json"


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def save(
    place: Path, outputs: Mapping[str, bytes], sources: Iterable[Path]
) -> tuple[tuple[Path, ...], list[Problem]]:
    """Puts each output at ``place`` plus its suffix and records its sources; an empty one is not written.

    An output that was edited by hand is kept under another name, beside one that is held open stands the new.
    Raises OSError when the folder cannot be written to; what was there before is then intact.
    """
    told: list[Problem] = []
    written: dict[Path, bytes] = {}
    for suffix, data in outputs.items():
        if data:
            path = place.with_name(place.name + suffix)
            told.extend(_keep_edited(path, data))
            written[files.write(path, data)] = data
            told.extend(_aside(path, written))
    files.write(place.parent / NAME, _record(sources, written))
    return tuple(written), told


def _aside(path: Path, written: Mapping[Path, bytes]) -> Iterator[Problem]:
    if path not in written:
        new = list(written)[-1].name
        advice = "请关闭它再生成一次，或使用新文件。"
        yield warning("F02", path.name, f"这个文件正被打开，没有动它；新的存为“{new}”", advice)


def _record(sources: Iterable[Path], written: Mapping[Path, bytes]) -> bytes:
    record = {
        "程序版本": VERSION,
        "来源": {path.name: digest(path.read_bytes()) for path in sorted(sources) if path.is_file()},
        "成品": {path.name: digest(data) for path, data in written.items()},
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def _keep_edited(path: Path, data: bytes) -> Iterator[Problem]:
    """Moves a file that was changed since it was made out of the way, unless it is held open."""
    if not path.exists() or digest(path.read_bytes()) in {_made(path), digest(data)}:
        return
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    kept = files.free(path.with_stem(f"{path.stem}（人工修改{changed:%Y%m%d-%H%M%S}）"))
    with suppress(PermissionError):
        path.rename(kept)
        advice = "需要的改动请写进文字材料或模板，再删除这个文件。"
        yield warning("F01", path.name, f"上次生成后被人改过，没有覆盖，已改名为“{kept.name}”", advice)


def _made(path: Path) -> str:
    """The digest recorded when ``path`` was made; empty where none is known."""
    try:
        record = json.loads((path.parent / NAME).read_text(encoding="utf-8"))
        return str(record["成品"].get(path.name, ""))
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return ""
