"""One run at a time in an output folder, and none where nothing has changed since the last."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from juesuan import content, inputs, record, versions
from juesuan.command import Made
from juesuan.content import Content
from juesuan.problems import ReportError, error
from juesuan.record import Known
from juesuan.versions import Version, digest

_LOCK = ".决算通.lock"
_LONGEST_WAIT = 600
"""Seconds; no run takes a tenth of that."""


@contextmanager
def alone(output: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Nobody else makes a report into ``output`` meanwhile; says so where it has to wait.

    Raises ReportError when the other one does not end, OSError when the folder cannot be written to.
    """
    output.mkdir(parents=True, exist_ok=True)
    lock = FileLock(output / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        say("另一个窗口正在生成这里的报告，等它做完……")
        try:
            lock.acquire(timeout=_LONGEST_WAIT)
        except Timeout as caught:
            advice = "请关闭那个窗口，或重新启动电脑后再试。"
            raise ReportError(error("F06", output, "另一个窗口一直在生成报告，等不到它结束", advice)) from caught
    try:
        yield
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class Standing:
    """A version that a run would only make again."""

    folder: Path
    """Where its files are."""
    version: Version
    said: Content
    missing: Mapping[str, bytes]
    """Those of its outputs that are not in their places, by name."""


def standing(folder: Path, output: Path) -> Standing | None:
    """The last version, where it was made of just these inputs by this program; None where there is none such."""
    given = {name: digest(data) for name, data in inputs.given(folder).items()}
    for year in sorted(output.glob("[0-9][0-9][0-9][0-9]")):
        found = versions.of(year)
        for version in found[-1:]:
            if version.sources == given and version.program == versions.program():
                return _standing(year, version, versions.known(found))
    return None


def said(found: Standing | None) -> str:
    """What the step line says of it."""
    return f"与第 {found.version.number} 版相同，不用重做" if found else "有变化"


def _standing(year: Path, version: Version, known: Known) -> Standing | None:
    """None where an output was edited by hand, or is gone and was not kept."""
    said = content.loaded(versions.kept(year, version.content) or b"")
    there = {name: (year / name).read_bytes() for name in version.outputs if (year / name).exists()}
    wanted = {name: key for name, key in version.outputs.items() if digest(there.get(name, b"")) != key}
    missing = {name: versions.kept(year, key) for name, key in wanted.items()}
    is_edited = any(digest(data) not in known[name] for name, data in there.items())
    held = {name: data for name, data in missing.items() if data is not None}
    return None if said is None or is_edited or len(held) < len(missing) else Standing(year, version, said, held)


def put_back(found: Standing) -> Made:
    """The files of the version, all in their places, and what was said of them."""
    known = versions.known(versions.of(found.folder))
    _, told = record.place(found.folder, found.missing, known) if found.missing else ((), [])
    files = tuple(found.folder / name for name in found.version.outputs)
    said = found.said
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *told), is_new=False)
