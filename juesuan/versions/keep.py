"""The last step of a run: a finished report becomes files in their places, and a version that is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from charts.data import Chart, Drawing
from juesuan import compare
from juesuan.model.corrections import Changes
from juesuan.model.given import Given
from juesuan.model.identity import About, digest
from juesuan.model.outcome import Made
from juesuan.model.outputs import AIDS
from juesuan.versions import changes, content, kept_drawings, placing, seal, store
from juesuan.versions.content import Content
from juesuan.versions.store import Version


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a run has made, about to be kept, beside what it is compared with."""

    year: Path
    """The output folder of the year."""
    given: Given
    said: Content
    drawings: Mapping[str, bytes]
    """The drawing of each chart as it is kept, by its key, see ``kept_drawings``."""
    before: tuple[Version, ...]
    """The oldest first."""
    version: Version
    """Its outputs are still to come."""
    changes: Changes | None
    """Against the last version; None where there is none, or not all of it was kept."""

    @property
    def names(self) -> tuple[str, str]:
        """The last version and this one as a reader calls them; the first is empty where there is none."""
        last = f"第{self.before[-1].number}版（{self.before[-1].made}）" if self.before else ""
        return last, f"第{self.version.number}版"

    @property
    def issued(self) -> bytes | None:
        """The Word file of the last version that was no draft; None where there is none."""
        last = store.issued(self.before)
        return store.kept(self.year, last.outputs.get(store.word_file(last), "")) if last else None


def compared(year: Path, given: Given, said: Content, drawn: Mapping[Chart, Drawing]) -> NewVersion:
    """The version that the run makes for the folder of a ``year``, and what is different in it."""
    before = store.of(year)
    drawings = kept_drawings.dumped(drawn)
    said = replace(said, drawings={key: digest(data) for key, data in drawings.items()})
    found = _changes(year, before[-1], (said, given.all_files)) if before else None
    version = Version(
        number=store.next_number(year),
        made=f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
        cause=_cause(before, found),
        is_draft=any(problem.is_open_error for problem in said.problems),
        program=store.program(),
        sources=given.digests,
        outputs={},
        content=digest(content.dumped(said)),
    )
    return NewVersion(year, given, said, drawings, before, version, found)


def _changes(year: Path, last: Version, now: tuple[Content, Mapping[str, bytes]]) -> Changes | None:
    said = content.loaded(store.kept(year, last.content) or b"")
    held = {name: store.kept(year, key) for name, key in last.sources.items()}
    given = {name: data for name, data in held.items() if data is not None}
    return changes.changes((said, given), now) if said is not None and len(given) == len(held) else None


def _cause(before: Sequence[Version], found: Changes | None) -> str:
    if found is not None:
        return changes.cause(found)
    return "更正" if before else "首次生成"


def keep(new: NewVersion, outputs: Mapping[str, bytes], read: Collection[str]) -> Made:
    """Keeps the version with its ``outputs`` by name, then puts them into the folder of the year.

    See ``placing.place``, also for ``read``. An output that there is nothing for is empty. Raises OSError when the
    folder cannot be written to.
    """
    if not new.before:
        outputs = {name: data for name, data in outputs.items() if data or name not in AIDS}
    said, made = new.said, {name: data for name, data in outputs.items() if data}
    version = replace(new.version, outputs={name: digest(data) for name, data in made.items()})
    contents = (*new.given.all_files.values(), *made.values(), *new.drawings.values(), content.dumped(said))
    store.add(new.year, version, {digest(data): data for data in contents})
    files, aside = placing.place(new.year, outputs, store.written(new.year, (*new.before, version)), read)
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *aside))


def redline(new: NewVersion, docx: bytes, about: About) -> bytes:
    """修订稿: the report with what has changed since the last one that was no draft; empty where nothing has."""
    old = new.issued
    if old is None or seal.say_the_same(old, docx):
        return b""
    return compare.redline.changes(old, docx, about.author, about.created)
