"""The edits that people have made in the report's Word file: since the last run, and those kept from before."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from juesuan import compare
from juesuan.model.edit import Edit
from juesuan.model.identity import Seal
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.ooxml import package
from juesuan.ooxml.package import NotWordFile
from juesuan.versions import files, kept_edits, placing, seal, store
from juesuan.versions.records import Version

_BASES = 4
"""How many runs back the text of an edited file is looked for: one held open stays as an earlier run left it."""
_ZIPPED = b"PK\x03\x04"
"""The beginning of a Word file."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """The edits by hand that have not been taken over into the inputs or dropped since."""

    edits: tuple[Edit, ...]
    read: frozenset[str] = frozenset()
    """The names of the files that were edited since the last run and could be read."""
    problems: tuple[Problem, ...] = ()


def found(year: Path, dropped: Collection[int]) -> ByHand:
    """The edits kept at the last run and behind them those made since in the Word files of a year's output folder.

    Edits with a number in ``dropped`` are left out. Raises ReportError where there is none of such a number,
    OSError where a file cannot be read; a file that is no Word file any more is told as a problem.
    """
    made, last = store.of(year), kept_edits.last(year)
    held = last.edits
    kept = tuple(edit for edit in held if edit.number not in dropped)
    if unknown := sorted(set(dropped) - {edit.number for edit in held}):
        numbers = "、".join(str(edit.number) for edit in held)
        advice = f"现有的编号是 {numbers}。" if numbers else "现在没有人工修改。"
        raise ReportError(error("H07", year, f"没有编号为 {unknown[0]} 的人工修改", advice))
    read, problems = list[str](), list(last.problems)
    for path in _edited(year, made):
        try:
            later = _edits(year, made, files.patiently(path.read_bytes))
        except NotWordFile as caught:
            advice = "请用 Word 打开看看改了什么，写进文字材料。"
            problems.append(warning("H06", path.name, f"被人改过，但读不出来：{caught}", advice))
            continue
        if later is None:
            problems.append(warning("H10", path.name, _BASELESS, "请打开看看改了什么，写进文字材料。"))
            continue
        kept = compare.joined(kept, later)
        read.append(path.name)
    return ByHand(kept, frozenset(read), tuple(problems))


_BASELESS = "被人改过，但它原来的那一稿已丢失或损坏，认不出改了哪里，没有带入"


def _edited(year: Path, made: Sequence[Version]) -> Iterator[Path]:
    """The Word files of the report and of its draft that are not as any run wrote them."""
    known = store.written(year, tuple(made))
    for name in dict.fromkeys(store.word_file(version) for version in reversed(made)):
        path = year / name
        if name and path.is_file() and not placing.is_own(path, known):
            yield path


def _edits(year: Path, made: Sequence[Version], theirs: bytes) -> tuple[Edit, ...] | None:
    """The edits in a file against the version it was made from, which its seal tells; None where that is lost.

    A file without a seal was made from that of the last versions from which it differs least.
    """
    told = seal.read(package.open_word(theirs))
    bases = list(_last(year, made) if told is None else _sealed(year, made, told))
    if told is None and (None in bases or store.last_damaged(year) is not None):
        return None  # of another base its own words would pass for edits
    found = [compare.edits_between(base, theirs) for base in bases if base is not None]
    return min(found, key=len, default=None)


def _last(year: Path, made: Sequence[Version]) -> Iterator[bytes | None]:
    """The report's Word files of the last versions, the newest first; None for one that is lost."""
    keys = dict.fromkeys(version.outputs.get(store.word_file(version), "") for version in reversed(made))
    return (store.kept(year, key) for key in list(keys)[:_BASES])


def _sealed(year: Path, made: Sequence[Version], told: Seal) -> Iterator[bytes]:
    """The Word file that has this seal; also one of which the record is lost."""
    same = [each for each in reversed(made) if seal.origin(each.sources, each.program) == told.origin]
    named = (store.kept(year, each.outputs.get(store.word_file(each), "")) for each in same)
    unnamed = (data for data in store.unnamed(year) if data.startswith(_ZIPPED))
    for data in chain(named, unnamed):
        if data is not None and _seal(data) == told:
            yield data
            return


def _seal(data: bytes) -> Seal | None:
    with suppress(NotWordFile):
        return seal.read(package.open_word(data))
    return None
