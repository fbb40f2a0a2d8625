"""What must hold after any run, whatever it was given: the promise of the program, point by point."""

import hashlib
import io
import json
import os
import re
import signal
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from juesuan.model import proposed
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.model.outputs import PLACES, TAGS
from juesuan.model.seen import FILE
from juesuan.versions import store
from juesuan.versions.folders import FORMER
from juesuan.year import confirming
from tests.support.hostile.desk import RECORDS, Case
from tests.support.hostile.runner import MOST_MEMORY, Room, Run
from tests.support.output_folder import TEMPORARY

Files = Mapping[str, str]
"""What stands at each place, in a word: a digest, a link, a kind."""
_SMALL = 5_000_000
_ENGLISH = re.compile(
    r"Traceback|(?:Error|Exception|Warning)\b|errno|No such file|denied|[Ii]nvalid|[Uu]nexpected|[Uu]nable"
    r"|[Ff]ailed|not (?:a|found|allowed|permitted|supported)\b|too (?:long|large|many)|Is a dir|File exists|cannot"
    r"|codec|decode|argument|required|expected|Broken pipe|Bad file|Resource|Read-only|\bObject\b"
)
_SENTENCE = re.compile(r"[a-z]{2,}(?: [A-Za-z']+){2,}")
"""Capitals alone are the code of a field of Word, as it was typed."""
_CHINESE = re.compile("[\u3400-\u9fff]")
_TAG = re.compile(r"\{[{%#][^）\u3400-\u9fff]*")
"""A tag of a template, which a message quotes as it was typed."""
_PROGRAM = "generate.py"
_COMMAND = re.compile(rf"(?:\S*python\S* )?\S*{re.escape(_PROGRAM)}(?: [^\s，。；]+)*")
_LOG = "程序出错记录.txt"
_YEAR = "desk/output/2021"
_WRITERS = {"new", "init", "template"}


_Known = Mapping[str, tuple[os.stat_result, str]]
"""What a look at each place has found."""


class Before(Struct, frozen=True):
    """How things stood when the run began."""

    seen: _Known
    files: Files
    foreign: frozenset[str]
    """The digests of outputs that no version knows: somebody wrote them."""


def before(room: Room) -> Before:
    year = room.desk / "output" / "2021"
    seen = _seen(room.root, {})
    files = {place: mark for place, (_, mark) in seen.items()}
    try:
        known = {key for keys in store.written(year, store.of(year)).values() for key in keys}
    except (OSError, ValueError):
        known = set()
    folders = {(PurePosixPath(_YEAR) / name).as_posix() for name in PLACES}
    shown = {
        mark
        for place, mark in files.items()
        if str(PurePosixPath(place).parent) in folders and not place.endswith(TAGS)
    }
    return Before(seen, files, frozenset(mark for mark in shown if len(mark) == 64 and mark not in known))


def _seen(root: Path, known: _Known) -> _Known:
    """What stands at each place below ``root``; a file that the system says is untouched is not read again.

    The time at which a file or what is known of it was changed last (ctime) nobody can set.
    """
    found = dict[str, tuple[os.stat_result, str]]()
    for folder, folders, files in os.walk(root):
        below = "" if folder == str(root) else f"{Path(folder).relative_to(root).as_posix()}/"
        for name in (*folders, *files):
            path, place = os.path.join(folder, name), below + name  # noqa: PTH118 - of thousands
            now = os.lstat(path)
            before, mark = known.get(place, (None, ""))
            is_same = before is not None and all(getattr(now, each) == getattr(before, each) for each in _TOUCHED)
            found[place] = now, mark if is_same else _mark(Path(path), now)
    return found


_TOUCHED = ("st_ino", "st_mode", "st_size", "st_mtime_ns", "st_ctime_ns")


def _mark(path: Path, seen: os.stat_result) -> str:
    if stat.S_ISLNK(seen.st_mode):
        return f"link to {path.readlink()}"
    if not stat.S_ISREG(seen.st_mode):
        return f"kind {stat.S_IFMT(seen.st_mode)}"
    if seen.st_size > _SMALL:
        return f"size {seen.st_size} of {seen.st_mtime_ns}"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def faults(room: Room, case: Case, done: Run, was: Before) -> Iterator[str]:
    """Everything that does not hold."""
    now = {place: mark for place, (_, mark) in _seen(room.root, was.seen).items()}
    yield from _of_the_end(room, done)
    yield from _of_the_words(case, done)
    yield from (f"watched: {event}" for event in sorted(done.watched)[:3])
    yield from _of_the_rest(case, was.files, now)
    yield from _of_outputs(room, done, was, now)


def _of_the_end(room: Room, done: Run) -> Iterator[str]:
    if done.code == -signal.SIGALRM:
        yield "no end"
    elif done.code not in {DONE, OPEN, NOTHING}:
        yield f"exit code {done.code}"
    if done.memory > MOST_MEMORY:
        yield f"{done.memory // 1000} MB"
    if "X01" in done.said:
        logs = [path.read_text("utf-8", "replace") for path in room.root.rglob(_LOG) if path.is_file()]
        yield f"X01: {_last_call(logs[0]) if logs else 'no log'}"


def _last_call(log: str) -> str:
    """The fault, and the last place in the program where it passed."""
    lines = log.splitlines()
    calls = [
        f"{Path(found[1]).name}:{found[2]}"
        for line in lines
        if (found := re.search(r'"(.+/juesuan/.+)", line (\d+)', line))
    ]
    return f"{lines[-1][:150] if lines else ''} at {' < '.join(calls[:-4:-1])}"


# ---- words


def _of_the_words(case: Case, done: Run) -> Iterator[str]:
    lines = done.complained.splitlines()
    if "--json" in case.arguments and done.said.strip():
        try:
            told = json.loads(done.said)
            lines += [line for each in (told if isinstance(told, list) else [told]) for line in _said(each)]
        except ValueError:
            lines += done.said.splitlines()
    else:
        lines += done.said.splitlines()
    yield from (f"English: {line.strip()[:200]}" for line in lines if _is_foreign(line, case))


def _said(told: Mapping[str, object]) -> Iterator[str]:
    problems = told.get("problems")
    for each in problems if isinstance(problems, list) else ():
        yield f"{each['message']}{each['hint']}"


def _is_foreign(line: str, case: Case) -> bool:
    """Whether a line is not for an officer; the commands that it advises, and what was typed, may be Latin."""
    own = _TAG.sub("", _COMMAND.sub("", line) if _PROGRAM in line else line)
    for word in filter(str.strip, case.arguments):
        own = own.replace(word, "").replace(Path(word).name or word, "")
    own = re.sub("^—— .*", "", own)  # above what is said of a file stands its name
    is_bare = bool(re.search(r"[a-z]{2}", own)) and not _CHINESE.search(own)
    return is_bare or bool(_ENGLISH.search(own) or _SENTENCE.search(own))


# ---- files


def _of_the_rest(case: Case, was: Files, now: Files) -> Iterator[str]:
    """What lies outside the outputs stays; commands that write to the inputs only add to them."""
    command = next((word for word in case.arguments if not word.startswith("-")), "")
    for place in sorted({*was, *now}):
        is_free = place.startswith(("desk/output", "home/.cache")) or _LOG in place
        if is_free or was.get(place) == now.get(place):
            continue
        if "seen" in case.arguments and place.endswith(FILE):
            continue
        if "confirm" in case.arguments and _is_confirmed(place, was, now):
            continue
        if place in was:
            yield f"changed: {place}"
        elif not (command in _WRITERS and place.startswith("desk/")) and not _is_of_an_option(case, place):
            yield f"appeared: {place}"


def _is_confirmed(place: str, was: Files, now: Files) -> bool:
    """Whether a confirmation may have written there: its record, a copy of the workbook, then the workbook."""
    is_copied = place in was and now.get(place) is not None and was[place] in set(now.values())
    return f"/{confirming.KEPT}" in place or place.endswith(proposed.FILE) or (is_copied and "决算数据" in place)


def _is_of_an_option(case: Case, place: str) -> bool:
    """Whether it lies in a folder that the command line itself names for the outputs."""
    return any("output" in word for word in case.arguments) and place.startswith("desk/")


def _of_outputs(room: Room, done: Run, was: Before, now: Files) -> Iterator[str]:
    outputs = {place for place in {*was.files, *now} if place.startswith("desk/output/")}
    changed = {place for place in outputs if was.files.get(place) != now.get(place) and _LOG not in place}
    if f"{_YEAR}/{FORMER}" in was.files and f"{_YEAR}/{FORMER}" not in now:
        changed -= _moved(outputs, was.files, now)
    if done.code == NOTHING:
        kept = (
            place for place in changed if not _is_service(place) and (place in was.files or _is_finished(place))
        )
        yield from (f"refused, and yet changed: {place}" for place in sorted(kept))
    for place in sorted(changed):
        if place in was.files and place.startswith(f"desk/{RECORDS}/") and place not in now:
            yield f"gone from the versions: {place}"
        is_written = len(now.get(place, "")) == 64 and now[place] not in was.files.values()
        if is_written and (fault := _half((room.root / place).read_bytes(), place)):
            yield f"half: {place} {fault}"
    lost = was.foreign - {*now.values()}
    yield from (
        f"lost: {place}" for place, mark in was.files.items() if mark in lost and place.startswith("desk/output")
    )
    yield from (
        f"left behind: {place}" for place in changed if Path(place).name.startswith(TEMPORARY) and place in now
    )


def _moved(outputs: Iterable[str], was: Files, now: Files) -> set[str]:
    """The places of which a folder that an earlier program has left only lost or got what lies elsewhere now."""
    return {place for place in outputs if was.get(place, now.get(place)) in {*was.values()} & {*now.values()}}


def _is_service(place: str) -> bool:
    return ".lock" in place or TEMPORARY in place


def _is_finished(place: str) -> bool:
    return place.endswith((".docx", ".pdf", ".html", ".xlsx"))


def _half(data: bytes, place: str) -> str:
    """What is wrong with a file that the run has written; nothing with a kind that has no end to be looked for."""
    if place.endswith((".docx", ".xlsx")):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return archive.testzip() or ""
        except zipfile.BadZipFile as caught:
            return str(caught)
    ends = {".pdf": b"%%EOF", ".html": b"</html>", ".json": b"}"}
    end = ends.get(Path(place).suffix, b"")
    return "" if data.rstrip().endswith(end) else f"does not end with {end!r}"
