"""A new version against those before it: what it was made for, 更正说明, and the copy with tracked changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from juesuan import content, corrections, tracked, versions, wordseal
from juesuan.content import Content
from juesuan.corrections import Changes, Given, page
from juesuan.identity import About
from juesuan.versions import Version


def compared(
    year: Path, before: Sequence[Version], version: Version, now: tuple[Content, Given], about: About
) -> tuple[Version, Mapping[str, bytes]]:
    """The version with its cause, and 更正说明 by name: empty where not all of the last version was kept.

    ``now`` is what it says and what it was made from.
    """
    found = _changes(year, before[-1], now)
    if found is None:
        return version, dict.fromkeys((page.HTML, page.WORD), b"")
    return replace(version, cause=corrections.cause(found)), page.files(found, (before[-1], version), about)


def _changes(year: Path, last: Version, now: tuple[Content, Given]) -> Changes | None:
    said = content.loaded(versions.kept(year, last.content) or b"")
    held = {name: versions.kept(year, key) for name, key in last.sources.items()}
    given = {name: data for name, data in held.items() if data is not None}
    return corrections.changes((said, given), now) if said is not None and len(given) == len(held) else None


def tracked_copy(year: Path, before: Sequence[Version], new: bytes, about: About) -> bytes:
    """The report with what has changed since the last one that was no draft; empty where nothing has."""
    last = versions.issued(tuple(before))
    old = versions.kept(year, last.outputs.get(versions.word_file(last), "")) if last else None
    if old is None or wordseal.say_the_same(old, new):
        return b""
    return tracked.changes(old, new, about.author, about.created)
