"""Files that come back: Word files made from one of our versions, whatever they are called now.

They lie in the output folder of the year, in 交付 or 留存, or beside its workbook. One that bears the seal of a
version of this year is read once, however long it stays there; any other among the outputs is named once and left
alone.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath

from msgspec import Struct

from juesuan import compare
from juesuan.model.edit import Edit
from juesuan.model.given import Given
from juesuan.model.identity import Seal, digest
from juesuan.model.problems import Problem, hint, warning
from juesuan.model.year_folder import HIDDEN, TEXTS
from juesuan.ooxml import package
from juesuan.ooxml.package import NotWordFile
from juesuan.reading.files import shown
from juesuan.versions import folders, placing, seal, store
from juesuan.versions.records import Version

_SUFFIX = ".docx"
_TAKEN = re.compile(r"（人工修改\d{8}-\d{6}）")
"""In the name of a file that a run has put aside after it had read its edits."""
_ZIPPED = b"PK\x03\x04"
"""The beginning of a Word file."""
_BASES = 4
"""How many runs back a file without a seal, but with the name of an output, is looked for."""


class ReturnedFile(Struct, frozen=True):
    """A Word file that is not as any run wrote it, and that no run has read yet."""

    name: str
    """Its place as it can be written down: 交付/甲.docx, for one among the inputs 2020/甲.docx."""
    data: bytes
    """Its bytes; empty where another program lets nobody read it."""
    is_output: bool
    """Whether it lies among the outputs."""


def fresh(year: Path, known: Mapping[str, frozenset[str]], seen: Collection[str] | None) -> list[ReturnedFile]:
    """The Word files among a year's outputs that neither a run has written nor one has read.

    ``known`` are the digests of what runs have written; ``seen`` those of the files that were read, None where the
    last run did not note them: then what earlier runs have put aside counts as read. Raises OSError where a disk
    fails.
    """
    own = frozenset[str]().union(*known.values())
    found = []
    for path in folders.lying(year):
        if path.suffix.lower() != _SUFFIX or path.name.startswith(HIDDEN) or not path.is_file():
            continue
        data = placing.held(path) or b""
        is_aside = seen is None and _TAKEN.search(path.name)
        if not is_aside and digest(data) not in own and digest(data) not in (seen or ()):
            found.append(ReturnedFile(shown(path.relative_to(year)), data, is_output=True))
    return found


def given_back(
    given: Given, known: Mapping[str, frozenset[str]], seen: Collection[str] | None
) -> list[ReturnedFile]:
    """The Word files beside the year's workbook that no run has asked for or read; see ``fresh``."""
    own = frozenset[str]().union(*known.values())
    return [
        ReturnedFile(f"{given.folder.name}/{name}", data, is_output=False)
        for name, data in given.files.items()
        if len(PurePosixPath(name).parts) == 1 and name.lower().endswith(_SUFFIX) and name != TEXTS
        if digest(data) not in own and digest(data) not in (seen or ())
    ]


def edits(year: Path, made: Sequence[Version], file: ReturnedFile) -> tuple[Edit, ...] | Problem | None:
    """The edits in a file against what it was made from; a problem where they cannot be told, None for nothing.

    Of the report, 审核稿 and 修订稿 of a version it is that from which it differs least.
    """
    if not file.data:
        message = "是空的，或者正被别的程序占用，没有读它"
        return warning("H29", file.name, message, "请关闭它再生成一次；不用的请移走。")
    try:
        told = seal.read(package.open_word(file.data))
        bases = list(sealed(year, made, told) if told else _named(year, made, PurePosixPath(file.name).name))
        if bases:
            return min((compare.edits_between(base, file.data) for base in bases), key=len)
    except NotWordFile as caught:
        advice = "请用 Word 打开看看改了什么，写进文字材料；不用的请移走。"
        return warning("H23", file.name, f"不是本程序放在这里的，也读不出来：{caught}", advice)
    if told is not None:
        message = "是本程序做的，但这里没有存着它的那一版，认不出改了哪里，没有带入"
        return warning("H24", file.name, message, "请打开看看改了什么，写进文字材料；不用的请移走。")
    if not file.is_output:
        return None  # what an officer has among the inputs may be anything
    message = "没有本程序的指纹，不是由本程序的成品改成的，没有读它"
    return hint("H22", file.name, message, "如果是改过的成品，请把改动写进文字材料，或改在新的成品里。")


def sealed(year: Path, made: Sequence[Version], told: Seal) -> Iterator[bytes]:
    """The Word files of the versions that have this seal; also those of which the record is lost."""
    same = [each for each in reversed(made) if seal.origin(each.sources, each.program) == told.origin]
    named = (data for version in same for data in _word_files(year, version))
    unnamed = (data for data in store.unnamed(year) if data.startswith(_ZIPPED))
    yield from (data for data in chain(named, unnamed) if _seal(data) == told)


def _named(year: Path, made: Sequence[Version], name: str) -> Iterator[bytes]:
    """What the last runs wrote under this name: a file that has lost its seal may still have that."""
    keys = dict.fromkeys(version.outputs.get(name, "") for version in reversed(made))
    yield from (data for key in list(keys)[:_BASES] if (data := store.kept(year, key)) is not None)


def _word_files(year: Path, version: Version) -> Iterator[bytes]:
    keys = dict.fromkeys(key for name, key in version.outputs.items() if name.endswith(_SUFFIX))
    yield from (data for key in keys if (data := store.kept(year, key)) is not None)


def _seal(data: bytes) -> Seal | None:
    try:
        return seal.read(package.open_word(data))
    except NotWordFile:
        return None


def said(file: ReturnedFile, found: Sequence[Edit]) -> Problem:
    """The hint that a file has been read, with the number of its edits."""
    message = f"读了这份退回的文件，改动 {len(found)} 处" if found else "读了这份退回的文件，与生成时没有不同"
    advice = "改动逐处列在“人工修改”各条里；以后不再读它，都看过以后可以移走。"
    return hint("H25", file.name, message, advice)


def conflicts(name: str, later: Sequence[Edit], held: Sequence[tuple[str, Edit]]) -> Iterator[Problem]:
    """The problems of places that a file changes otherwise than another one; ``held`` are those edits, by file."""
    for edit in later:
        for other, earlier in held:
            if _meet(edit, earlier) and edit.after != earlier.after:
                message = f"与“{other}”改的是同一处，改法不同：这份改成“{edit.after}”，那份改成“{earlier.after}”"
                advice = "两份都列在“人工修改”里；请定下用哪一种，另一处放弃。"
                yield warning("H26", f"{name}　{edit.place}", message, advice)


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same words of the same file."""
    places = [(each.kind.is_carried, each.before, each.sought, each.table, each.column) for each in (one, other)]
    return places[0] == places[1] and one.kind.is_carried and bool(one.before)
