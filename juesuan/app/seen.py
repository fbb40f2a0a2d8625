"""看过: the numbers of a year that nobody vouches for are listed, and confirmed by whoever has looked at them.

A person at the terminal names them by the numbers of a list, any other face of the program by their keys.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from juesuan.app import list_numbers
from juesuan.app.list_numbers import NumberedList
from juesuan.app.teller import Teller
from juesuan.model import advised, chinese, editions
from juesuan.model.outcome import DONE, OPEN, Checked, Told
from juesuan.model.outcome import short as short_path
from juesuan.model.problems import Problem, ReportError, error
from juesuan.model.seen import FILE, Key, SaidNumber, SeenFile, SeenNumber

_HEAD = ("编号", "数", "所在的句子", "写在", "去年")


class UnseenNumbers(Struct, frozen=True):
    """The numbers of a year that nobody vouches for and nobody has looked at, and what was looked at before."""

    year: int
    folder: Path
    """The folder of the year's inputs."""
    numbers: tuple[SaidNumber, ...]
    """Each once, however often its sentence stands in the report, in the order of the texts."""
    file: SeenFile
    idle: tuple[SeenNumber, ...]
    """The entries of the file that confirm nothing any more."""
    data: bytes
    """The file as it is; empty where there is none."""
    problems: tuple[Problem, ...]
    """What is wrong with the file."""

    def of_last_year(self, said: SaidNumber) -> SeenNumber | None:
        """The look at the same sentence last year; None where there was none."""
        wanted = said.of_any_year(self.year)
        return next(
            (each for each in self.file.of_last_year if each.said.of_any_year(self.year - 1) == wanted), None
        )


def unseen(folder: Path, output: Path) -> UnseenNumbers:
    """The numbers of the year in ``folder`` that a person still has to look at.

    Those that people typed into the Word file are known by the last version in ``output``. Raises ReportError
    where the year cannot be read.
    """
    from juesuan import checks, figures, reading, wording  # noqa: PLC0415 - a command loads what it needs

    given = reading.given(folder)
    accounts, last, noticed = reading.years(given)
    known = figures.figures_of(accounts)
    edition = editions.of(given, accounts.department.edition.text)
    words = wording.build(accounts, known)
    evidence = checks.gather(accounts, known, words, last, template=edition.template)
    return of_check(Checked(noticed, known, given, accounts, last, evidence.statements, evidence.typed), output)


def of_check(checked: Checked, output: Path) -> UnseenNumbers:
    """The same from a check of the year, whose workbook can be read."""
    from juesuan import versions  # noqa: PLC0415 - as above

    given, file, year = checked.given, checked.accounts.seen, checked.accounts.department.year
    said = versions.content.last(output / str(year))
    seen = {each.said.key for each in file.entries}
    by_hand = [each for each in (said.unseen if said else ()) if each.key not in seen]
    typed = [each.said[-1] for each in checked.typed if each.is_unlinked and each.said]
    numbers = {each.key: each for each in reversed((*typed, *by_hand))}
    there = {each.key for number in checked.typed for each in number.said}
    idle = tuple(each for each in file.entries if each.said.key not in there and not each.said.is_by_hand)
    problems = tuple(each for each in checked.problems if each.where.startswith(FILE))
    ordered = tuple(reversed(numbers.values()))
    return UnseenNumbers(year, given.folder, ordered, file, idle, given.files.get(FILE, b""), problems)


def confirm(found: UnseenNumbers, keys: Collection[Key], by: str = "") -> tuple[SeenNumber, ...]:
    """Notes in the file that a person has looked at the numbers of these keys; returns the new entries.

    Entries that confirm nothing any more, and those of last year that are looked at again, are taken out. Raises
    ReportError where a key is not among the numbers, or where the file cannot be read: nothing is changed then.
    """
    from juesuan.year import seen_file  # noqa: PLC0415 - as above

    if bad := chinese.fault(by, "--by"):
        raise ReportError(bad)
    chosen = [each for each in found.numbers if each.key in keys]
    if len(chosen) != len(set(keys)):
        raise ReportError(
            error("S13", FILE, "要确认的数里，有的已经看过，或者句子、数改过了；一个也没有确认", _AGAIN)
        )
    today = datetime.now().astimezone().date()
    new = tuple(SeenNumber(each, today, by) for each in chosen)
    again = [each for number in chosen if (each := found.of_last_year(number)) is not None]
    seen_file.put(found.folder, seen_file.changed(found.data, new, {*found.idle, *again}), found.data)
    return new


_AGAIN = "请重新列出，看过以后再确认。"


# ---- at the terminal


def told(folder: Path, output: Path) -> Told:
    """The list of the numbers that a person still has to look at; the exit code is 1 where there are some."""
    found = unseen(folder, output)
    numbered = _numbered(found)
    said = tuple(_advice(found, numbered)) if numbered else ("没有要看的数：手写的数都有来源，或者已经看过。",)
    code = OPEN if numbered or found.problems else DONE
    return Told(code, _HEAD, tuple(_rows(found, numbered)), said, _as_data(found, numbered), found.problems)


def confirmed(folder: Path, output: Path, words: Sequence[str], by: str, tell: Teller) -> Told:
    """The answer to a confirmation of the numbers that ``words`` name, such as 3 and 5-9, of all where none do.

    The exit code is 1 where some are still to be looked at. Raises ReportError where one of them is in no list, or
    is not what the list showed any more: nothing is confirmed then.
    """
    from juesuan.versions import rerun  # noqa: PLC0415 - as above

    with rerun.alone(output, tell.say):
        found = unseen(folder, output)
        if found.problems:
            raise ReportError(*found.problems)
        wanted = _chosen(words, found) if words else _numbered(found)
        new = confirm(found, [each.key for each in wanted.values()], by) if wanted else ()
    rows = tuple(_rows(found, wanted))
    left = len(found.numbers) - len(new)
    said = (
        _done(found, new),
        *_gone(found, new),
        f"还有 {left} 个数没有看过。" if left else "手写的数都有来源，或者看过了。",
    )
    data = {"confirmed": [_entry(number, each) for number, each in wanted.items()], "unseen": left}
    return Told(OPEN if left else DONE, _HEAD, rows, said, data)


def _done(found: UnseenNumbers, new: Sequence[SeenNumber]) -> str:
    if not new:
        return "没有要看的数，什么也没有记。"
    return f"看过 {len(new)} 个数，记在 {short_path(found.folder / FILE)}。"


def _gone(found: UnseenNumbers, new: Sequence[SeenNumber]) -> Iterator[str]:
    """The lines on the entries that were taken out: nothing is lost silently."""
    for each in found.idle if new else ():
        yield f"去掉了对不上的一节：“{each.said.number}”　{each.said.sentence}　{each.words}"


def _rows(found: UnseenNumbers, numbered: Mapping[int, SaidNumber]) -> Iterator[tuple[str, ...]]:
    for number, said in numbered.items():
        last = found.of_last_year(said)
        yield str(number), said.number, said.sentence, said.place, "去年看过" if last else ""


def _advice(found: UnseenNumbers, numbered: Mapping[int, SaidNumber]) -> Iterator[str]:
    first = next(iter(numbered))
    yield f"还有 {len(numbered)} 个数没有看过。对照原件看过以后确认，写编号，几个用空格隔开，一段写成 5-9："
    yield f"  {advised.command('seen', first, year=found.year)}"
    yield f"全都看过了：{advised.command('seen', '--all', year=found.year)}"


def _as_data(found: UnseenNumbers, numbered: Mapping[int, SaidNumber]) -> Mapping[str, object]:
    last = {number: found.of_last_year(said) is not None for number, said in numbered.items()}
    listed = [{**_entry(number, said), "last_year": last[number]} for number, said in numbered.items()]
    return {"year": str(found.year), "unseen": len(numbered), "numbers": listed}


def _entry(number: int, said: SaidNumber) -> dict[str, object]:
    return {"number": number, "text": said.number, "sentence": said.sentence, "place": said.place}


# ---- the numbers by which they are named


def _list(found: UnseenNumbers) -> NumberedList:
    unknown = "清单里没有这个编号；一个也没有确认"
    gone = "这个编号的数已经看过，或者它的句子、数改过了；一个也没有确认"
    return NumberedList("seen", found.folder, "S13", unknown, gone, _AGAIN)


def _numbered(found: UnseenNumbers) -> Mapping[int, SaidNumber]:
    there = _by_key(found)
    return {number: there[key] for number, key in list_numbers.numbers(_list(found), list(there)).items()}


def _chosen(words: Sequence[str], found: UnseenNumbers) -> Mapping[int, SaidNumber]:
    """The numbers that the words name, as the list has shown them. Raises ReportError for one that is none."""
    there = _by_key(found)
    return {number: there[key] for number, key in list_numbers.chosen(_list(found), words, there).items()}


def _by_key(found: UnseenNumbers) -> Mapping[str, SaidNumber]:
    return {list_numbers.key_of("\n".join(each.key)): each for each in found.numbers}
