"""The edits that people have made in the report's Word file: since the last run, and those kept from before."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from juesuan import compare
from juesuan.model.edit import Edit
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.ooxml.package import NotWordFile
from juesuan.versions import content, files, placing, store
from juesuan.versions.store import Version

_BASES = 4
"""How many runs back the text of an edited file is looked for: one held open stays as an earlier run left it."""


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
    made = store.of(year)
    said = content.last(year)
    held = said.edits if said else ()
    kept = tuple(edit for edit in held if edit.number not in dropped)
    if unknown := sorted(set(dropped) - {edit.number for edit in held}):
        numbers = "、".join(str(edit.number) for edit in held)
        advice = f"现有的编号是 {numbers}。" if numbers else "现在没有人工修改。"
        raise ReportError(error("H07", year, f"没有编号为 {unknown[0]} 的人工修改", advice))
    read, problems = list[str](), list(_forgotten(year))
    for path in _edited(year, made):
        if problems:  # what it was made from is not known: its own words would pass for edits
            continue
        try:
            kept = compare.joined(kept, _edits(year, made, files.data(path)))
            read.append(path.name)
        except NotWordFile as caught:
            advice = "请用 Word 打开看看改了什么，写进文字材料。"
            problems.append(warning("H06", path.name, f"被人改过，但读不出来：{caught}", advice))
    return ByHand(kept, frozenset(read), tuple(problems))


def _forgotten(year: Path) -> Iterator[Problem]:
    """Of the last run it is not known what was changed by hand."""
    if store.is_last_damaged(year):
        path = store.damaged(year)[-1]
        message = "上一版的记录已损坏，那一版以后的人工修改不能自动带过来"
        advice = "请从备份里找回这个文件再生成；找不回来的，把改动写进文字材料。"
        yield warning("V02", path, message, advice)


def _edited(year: Path, made: Sequence[Version]) -> Iterator[Path]:
    """The Word files of the report and of its draft that are not as any run wrote them."""
    known = store.written(year, tuple(made))
    for name in dict.fromkeys(store.word_file(version) for version in reversed(made)):
        path = year / name
        if name and path.is_file() and not placing.is_own(path, known):
            yield path


def _edits(year: Path, made: Sequence[Version], theirs: bytes) -> tuple[Edit, ...]:
    """The edits in a file against the version it was made from, which is that from which it differs least."""
    keys = dict.fromkeys(version.outputs.get(store.word_file(version), "") for version in reversed(made))
    bases = [base for key in list(keys)[:_BASES] if (base := store.kept(year, key)) is not None]
    return min((compare.edits_between(base, theirs) for base in bases), key=len, default=())
