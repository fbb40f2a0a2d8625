"""A file that this program has made, with all that was found of it, and the words in which it is told."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from juesuan.model import identity
from juesuan.versions import store
from juesuan.versions.records import Version

MOST = 40
"""The most changed places that are listed; who changed more has written another report."""


class KeptVersion(Struct, frozen=True):
    """A version with the output folder of the year in which it is kept."""

    folder: Path
    version: Version


class FileChange(Struct, frozen=True):
    """A change of a file since it was made."""

    place: str
    """The heading and paragraph, or the page, for the officer."""
    old: str = ""
    """The words as they were made; empty where only the place is known."""
    new: str = ""
    """The words as they are now, or what was done to them."""


class VerifiedFile(Struct, frozen=True):
    """A file that this program has made, with all that is known of it."""

    name: str
    """The name it had when it was made or, where that is not known, the one it has now."""
    origin: str
    """The digest of all that it was made from, see ``seal.origin``."""
    program: str
    """The short digest of the program that made it."""
    kept: KeptVersion | None
    """The version that it is a file of; None where that is not kept here."""
    is_as_made: bool
    """Whether it is as it was made to the last byte."""
    changes: tuple[FileChange, ...] = ()


def made(found: VerifiedFile) -> Iterator[str]:
    """The lines on when and of what the file was made."""
    if found.kept is None:
        yield f"{found.name} 是本程序做的；来源编号 {identity.short(found.origin)}，程序 {found.program}。"
        yield "这里没有存着它的那一版，说不出是哪一次、用哪些填报文件做的。"
        yield "格式、符号、公式、页面有没有动过，也要在存着它的电脑上查验。"
        return
    version, year = found.kept.version, found.kept.folder.name
    draft = "，草稿" if version.is_draft else ""
    yield f"{found.name} 是本程序做的：{year} 年度第 {version.number} 版（{version.made}{draft}）。"
    sources = "、".join(f"{name} {key}" for name, key in _sources(version).items())
    yield f"做自 {sources}；来源编号 {identity.short(found.origin)}，程序 {found.program}。"
    last = store.of(found.kept.folder)[-1]
    if last.number != version.number:
        yield f"它不是最新的：后来还生成过第 {last.number} 版（{last.made}）。"


def _sources(version: Version) -> Mapping[str, str]:
    return {name: identity.short(key) for name, key in version.sources.items()}


def verdict(found: VerifiedFile) -> str:
    """The last line: whether the file is still as it was made."""
    count = len(found.changes)
    if found.changes:
        more = f"，列出前 {MOST} 处" if count > MOST else ""
        where = "" if found.kept else "；要知道改成了什么，请在生成它的电脑上查验"
        return f"结论：与生成时不同，{count} 处，见上表{more}{where}。"
    if found.is_as_made:
        return "结论：与生成时完全一样。"
    if found.kept is None:
        return "结论：按文件里的指纹，内容没有变。"
    return "结论：内容没有变，文件重新保存过。"


def as_data(found: VerifiedFile) -> Mapping[str, object]:
    """The same for another program, as values that become JSON."""
    version = found.kept.version if found.kept else None
    return {
        "ours": True,
        "unchanged": not found.changes,
        "as_made": found.is_as_made,
        "file": found.name,
        "year": found.kept.folder.name if found.kept else None,
        "version": version.number if version else None,
        "made": version.made if version else None,
        "draft": version.is_draft if version else None,
        "inputs": _sources(version) if version else {},
        "origin": found.origin,
        "program": found.program,
        "changes": [{"place": each.place, "old": each.old, "new": each.new} for each in found.changes],
    }
