"""Paragraphs that announce a list of parts and name their total without its amount: …支出主要用于以下几个方面："""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from juesuan.claims.claim import Place
from juesuan.claims.subjects import numbering, subject

_ANNOUNCES = re.compile(
    r"(?P<name>[^，。：；\d]{2,40}?)(?:主要)?(?:用于|包括)?(?:以下(?:几个)?方面|具体(?:情况|构成)?如下)[：:]$"
)
_SIDES = {"收入": ("收入总计", "本年收入合计"), "支出": ("支出总计", "本年支出合计")}
"""What is meant where a paragraph says no more than 收入决算 or 支出决算."""


class ListAnnouncement(Struct, frozen=True):
    """A paragraph that announces the parts of a total."""

    place: Place
    numbering: str
    """The kind of number that it begins with; empty without one."""
    names: tuple[str, ...]
    """What its total may be called, the likeliest first."""


def announcements(lines: Iterable[tuple[str, Place]]) -> Iterator[ListAnnouncement]:
    """The paragraphs that announce a list, in order."""
    for line, place in lines:
        found = _ANNOUNCES.search(line) if line.endswith(("：", ":")) else None
        if found and (names := _names(found["name"])):
            yield ListAnnouncement(place, numbering(line), names)


def _names(words: str) -> tuple[str, ...]:
    name = subject(words.removeprefix("年度").removeprefix("年"))
    return (name,) if name else _SIDES.get(words.removesuffix("决算")[-2:], ())
