"""看过.toml as it is written: entries are added and taken out, all else in the file stays as it is."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from juesuan.model.problems import ReportError, error
from juesuan.model.seen import FILE, SeenFile, SeenNumber
from juesuan.model.toml_words import quoted
from juesuan.reading import seen
from juesuan.reading.seen import NOW, OF_LAST_YEAR
from juesuan.year import half_made

_HEAD = (
    "# 看过的数：写在文字里、没有任何一格能证明的数，有人对照原件看过、确认无误，就在这里记一节。",
    "# 程序凭“句子”和“数”来认：句子或数改了，这一节就不再算数，那个数要重新看。",
    f'# [["{OF_LAST_YEAR}"]] 是去年看过的，今年要重新看，看过以前不算数。',
    "# 用记事本打开；“谁”可以不写。程序会自己添，多余的一节可以整节删去。保存时编码选 UTF-8。",
)
_BEGINS = re.compile(r"[ \t]*\[")
_SPARED = re.compile(r"[ \t]*#")
"""A line that somebody wrote for people to read: it is never taken out."""


def changed(data: bytes, added: Iterable[SeenNumber], removed: Collection[SeenNumber]) -> bytes:
    """The file with entries more and entries less; ``data`` is the file as it is, empty where there is none.

    Raises ReportError where something in it cannot be read, or where it grows too large.
    """
    before, faults = seen.parsed(data)
    if faults:
        raise ReportError(*faults)
    new = tuple(added)
    wanted = SeenFile((*_without(before.entries, removed), *new), _without(before.of_last_year, removed))
    if len(wanted.entries) > seen.MOST_ENTRIES:
        raise ReportError(error(seen.FAULTY, FILE, "记满了，没有再记", "请把不用的各节删去。"))
    made = _edited(data, new, removed)
    if not _says(made, wanted):  # written in a way that cannot be taken apart line by line
        made = dumped(wanted)
        if not _says(made, wanted):
            raise ReportError(error(seen.FAULTY, FILE, "这一句记下来读不回来，没有记", "请改用标签。"))
    return made


def put(folder: Path, data: bytes, before: bytes) -> Path:
    """Puts the file into the folder of the year, whole or not at all; returns its place.

    Raises ReportError where it is no longer what it was ``before``, empty for none: somebody else has noted
    something. Raises OSError where it cannot be written.
    """
    with half_made.folder(folder) as hidden:
        (hidden / FILE).write_bytes(data)
        if _there(folder / FILE) != before:
            advice = "请重新看过，再确认一次。"
            raise ReportError(error("S13", FILE, "刚刚被别的窗口改过，没有再记", advice))
        return (hidden / FILE).replace(folder / FILE)


def _there(place: Path) -> bytes:
    return place.read_bytes() if place.is_file() else b""


def dumped(file: SeenFile) -> bytes:
    """A new file with these entries."""
    kinds = ((NOW, file.entries), (OF_LAST_YEAR, file.of_last_year))
    entries = (_entry(name, each) for name, kind in kinds for each in kind)
    return _joined([*_HEAD, *(line for lines in entries for line in ("", *lines))], "\n")


def _without(entries: tuple[SeenNumber, ...], removed: Collection[SeenNumber]) -> tuple[SeenNumber, ...]:
    return tuple(each for each in entries if each not in removed)


def _says(data: bytes, wanted: SeenFile) -> bool:
    """Whether the file says just that, wherever its lines stand."""
    found, faults = seen.parsed(data)
    return not faults and _facts(found) == _facts(wanted)


def _facts(file: SeenFile) -> list[list[tuple[object, ...]]]:
    return [[(each.said, each.on, each.by) for each in kind] for kind in (file.entries, file.of_last_year)]


def _edited(data: bytes, added: Iterable[SeenNumber], removed: Collection[SeenNumber]) -> bytes:
    """The lines of the file without those of the removed entries, and the added ones behind them."""
    text = data.decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n") if text.strip() else list(_HEAD)
    gone = set(_lines_of(lines, removed))
    kept = [line for at, line in enumerate(lines, start=1) if at not in gone]
    while kept and not kept[-1].strip():
        kept.pop()
    return _joined([*kept, *(line for each in added for line in ("", *_entry(NOW, each)))], end)


def _lines_of(lines: list[str], removed: Collection[SeenNumber]) -> Iterator[int]:
    """The numbers, from 1, of the lines of these entries; lines for people to read are left out."""
    for each in removed:
        at = each.line
        while each.line and at <= len(lines) and (at == each.line or not _BEGINS.match(lines[at - 1])):
            if not _SPARED.match(lines[at - 1]):
                yield at
            at += 1


def _joined(lines: Iterable[str], end: str) -> bytes:
    return "".join(f"{line}{end}" for line in lines).encode()


def _entry(name: str, each: SeenNumber) -> Iterator[str]:
    yield f'[["{name}"]]'
    said = each.said
    values = {"数": said.number, "句子": said.sentence, "位置": said.place}
    yield from (f'"{key}" = {quoted(value)}' for key, value in values.items())
    if each.on:
        yield f'"日期" = {each.on}'
    if each.by:
        yield f'"谁" = {quoted(each.by)}'
