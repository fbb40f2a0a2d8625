"""The edits that people have made in the report's Word file: since the last run, and those kept from before."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from juesuan import compare
from juesuan.model.edit import UNDECIDED, Decided, Edit
from juesuan.model.given import Given
from juesuan.model.identity import digest
from juesuan.model.problems import Problem, ReportError, error, hint, warning
from juesuan.ooxml import package
from juesuan.ooxml.package import NotWordFile
from juesuan.versions import files, folders, kept_edits, placing, returned, seal, store
from juesuan.versions.records import Version
from juesuan.versions.returned import ReturnedFile

_BASES = 4
"""How many runs back the text of an edited file is looked for: one held open stays as an earlier run left it."""
_ZIPPED = b"PK\x03\x04"
"""The beginning of a Word file."""


class ByHand(Struct, frozen=True):
    """The edits by hand that have not been taken over into the inputs or dropped since."""

    edits: tuple[Edit, ...]
    read: frozenset[str] = frozenset()
    """The places of the files that were edited since the last run and could be read: 交付/报告.docx."""
    problems: tuple[Problem, ...] = ()
    seen: tuple[str, ...] = ()
    """The digests of all edited and returned files that this run or one before has read: none is read twice."""


class _Reading(Struct):
    """The edits while one file after the other is read, with all that is noted on the way."""

    kept: tuple[Edit, ...]
    seen: set[str]
    """The digests of the files that have been read, now or by a run before."""
    problems: list[Problem]
    read: list[str] = field(default_factory=list)
    """The places of the files of a year whose edits are on the list."""
    held: list[tuple[str, Edit]] = field(default_factory=list)
    """The edits of this run with the places of their files."""

    def is_new(self, data: bytes) -> bool:
        """Whether nobody has read the file yet; notes that it has been read from now on."""
        key = digest(data)
        is_new = key not in self.seen
        self.seen.add(key)
        return is_new

    def take(self, name: str, later: tuple[Edit, ...]) -> None:
        """Adds the edits of a file, and tells where another file has changed the same."""
        self.problems += returned.conflicts(name, later, self.held)
        self.held += [(name, edit) for edit in later]
        self.kept = compare.joined(self.kept, later)
        self.read.append(name)


def found(year: Path, given: Given, decided: Decided = UNDECIDED) -> ByHand:
    """The edits kept at the last run and behind them those made since in the year's Word files.

    After the report's own file come those that others have given back, among the outputs or the inputs.
    Edits that ``decided`` gives up are left out, those that it takes back stand behind the kept ones. Raises
    ReportError where there is none of such a number, OSError where a file cannot be read; a file that is no Word
    file any more is told as a problem.
    """
    made, last = store.of(year), kept_edits.last(year)
    held, seen = last.edits, last.seen
    kept = tuple(edit for edit in held if edit.number not in decided.dropped)
    if unknown := sorted(set(decided.dropped) - {edit.number for edit in held}):
        numbers = "、".join(str(edit.number) for edit in held)
        advice = f"现有的编号是 {numbers}。" if numbers else "现在没有人工修改。"
        raise ReportError(error("H07", year, f"没有编号为 {unknown[0]} 的人工修改", advice))
    reading = _Reading(compare.joined(kept, decided.again), set(seen or ()), list(last.problems))
    _read_own(year, made, reading)
    known = store.written(year, made)
    for file in (*returned.fresh(year, known, seen), *returned.given_back(given, known, seen)):
        _read_returned(year, made, file, reading)
    return ByHand(reading.kept, frozenset(reading.read), tuple(reading.problems), tuple(sorted(reading.seen)))


def _read_own(year: Path, made: Sequence[Version], reading: _Reading) -> None:
    """Reads the Word files of the report and of its draft, where they were edited."""
    for path in _edited(year, made):
        data, where = files.data(path), folders.said(year, path)
        if not reading.is_new(data):
            reading.read.append(where)
            reading.problems += [] if reading.kept else [_known(where)]
            continue
        try:
            later = _edits(year, made, data)
        except NotWordFile as caught:
            advice = "请用 Word 打开看看改了什么，写进文字材料。"
            reading.problems.append(warning("H06", where, f"被人改过，但读不出来：{caught}", advice))
            continue
        if later is None:
            advice = "请打开看看改了什么，写进文字材料。"
            reading.problems.append(warning("H10", where, _BASELESS, advice))
        else:
            reading.take(where, later)


def _known(name: str) -> Problem:
    """The hint on a file that lies there again although all its edits have been taken over or dropped."""
    advice = "要再用里面的改动，请在新的 Word 文件里再改。"
    return hint("H27", name, "以前读过这份改过的文件，改动都处理完了，没有再读", advice)


def _read_returned(year: Path, made: Sequence[Version], file: ReturnedFile, reading: _Reading) -> None:
    """Reads a file that has come back under whatever name."""
    if file.data and not reading.is_new(file.data):
        return
    later = returned.edits(year, made, file)
    if isinstance(later, Problem):
        reading.problems.append(later)
    elif later is not None:
        reading.problems.append(returned.said(file, later))
        reading.take(file.name, later)


_BASELESS = "被人改过，但它原来的那一稿已丢失或损坏，认不出改了哪里，没有带入"


def _edited(year: Path, made: Sequence[Version]) -> Iterator[Path]:
    """The Word files of the report and of its draft that are not as any run wrote them."""
    known = store.written(year, tuple(made))
    for name in dict.fromkeys(store.word_file(version) for version in reversed(made)):
        path = folders.output(year, name)
        if name and path.is_file() and not placing.is_own(path, known):
            yield path


def _edits(year: Path, made: Sequence[Version], theirs: bytes) -> tuple[Edit, ...] | None:
    """The edits in a file against the version it was made from, which its seal tells; None where that is lost.

    A file without a seal was made from that of the last versions from which it differs least.
    """
    told = seal.read(package.open_word(theirs))
    bases = list(_last(year, made) if told is None else returned.sealed(year, made, told))
    if told is None and (None in bases or store.last_damaged(year) is not None):
        return None  # of another base its own words would pass for edits
    found = [compare.edits_between(base, theirs) for base in bases if base is not None]
    return min(found, key=len, default=None)


def _last(year: Path, made: Sequence[Version]) -> Iterator[bytes | None]:
    """The report's Word files of the last versions, the newest first; None for one that is lost."""
    keys = dict.fromkeys(version.outputs.get(store.word_file(version), "") for version in reversed(made))
    return (store.kept(year, key) for key in list(keys)[:_BASES])
