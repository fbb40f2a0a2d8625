"""The numbers by which a person at the terminal names what a list has shown.

A number stands for the same thing in every list: one of an old list never means another thing than it showed.
"""

import contextlib
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from juesuan.model.identity import digest, short
from juesuan.model.problems import ReportError, error
from juesuan.model.program_folders import lasting_folder


class NumberedList(Struct, frozen=True):
    """A list that a command shows of a year's folder, and what it says to a number that does not fit."""

    command: str
    """The word of the command."""
    folder: Path
    """The folder of the year's inputs."""
    code: str
    """The code of the refusals."""
    unknown: str
    """The message on a number that was never shown."""
    gone: str
    """The message on a number whose thing is no longer there."""
    again: str
    """What to do."""

    @property
    def place(self) -> Path | None:
        """Where what was shown is kept; None where nothing can be kept."""
        kept = lasting_folder()
        return kept and kept / self.command / f"{digest(os.fsencode(self.folder.resolve()))}.json"

    @property
    def known(self) -> list[str]:
        """The keys of all that was ever listed, in the order of the numbers."""
        try:
            found = json.loads(self.place.read_text(encoding="utf-8")) if self.place else []
        except (OSError, ValueError, RecursionError):
            return []
        return [str(each) for each in found] if isinstance(found, list) else []


def key_of(words: str) -> str:
    """The key by which a list knows what these words say."""
    return short(digest(words.encode()))


def numbers(shown: NumberedList, keys: Sequence[str]) -> Mapping[int, str]:
    """Each key by its number, the lowest first: what was shown before keeps its number, no other ever gets it."""
    known = shown.known
    listed = [*known, *(key for key in dict.fromkeys(keys) if key not in set(known))]
    if len(listed) > len(known):
        _keep(listed, shown.place)
    found = {key: number for number, key in enumerate(listed, start=1)}
    return dict(sorted((found[key], key) for key in keys))


def chosen(shown: NumberedList, words: Sequence[str], there: Collection[str]) -> Mapping[int, str]:
    """The keys that words such as 3 and 5-9 name, by their numbers, as the list has shown them.

    ``there`` are the keys that the list would show now. Raises ReportError for a number that is none of these.
    """
    known = dict(enumerate(shown.known, start=1))
    named = [number for word in words for number in _named(word, known)]
    for number in named:
        if number not in known:
            raise ReportError(error(shown.code, str(number), shown.unknown, shown.again))
        if known[number] not in there:
            raise ReportError(error(shown.code, str(number), shown.gone, shown.again))
    return {number: known[number] for number in sorted(set(named))}


def _named(word: str, known: Mapping[int, str]) -> Iterator[int]:
    """The numbers that a word names: itself, or those of the list from the first to the last of a range."""
    ends = [int(each) for each in re.findall(r"\d+", word)]
    yield from (number for number in known if ends[0] < number < ends[-1])
    yield from ends


def _keep(listed: Sequence[str], place: Path | None) -> None:
    """Keep the list for the next command; where that cannot be, it is numbered anew each time."""
    if place is not None:
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(listed), encoding="utf-8")
