"""The last step of a run: the finished report is compared with the last version, kept, and put into its place."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from charts.data import Chart, Drawing
from juesuan.model import advised, release
from juesuan.model.corrections import CHART, Changes
from juesuan.model.given import Given
from juesuan.model.identity import About, digest
from juesuan.model.outcome import Made
from juesuan.model.outputs import AIDS, VERSIONS
from juesuan.model.problems import Problem, warning
from juesuan.versions import content, former, handed_over, kept_drawings, kept_edits, placing, seal, store
from juesuan.versions.content import Content
from juesuan.versions.placing import Wanted
from juesuan.versions.records import Version


class NewVersion(Struct, frozen=True):
    """The version that a run is about to keep, with the versions before it and the changes since the last."""

    year: Path
    """The output folder of the year."""
    given: Given
    said: Content
    """The content of the report."""
    drawings: Mapping[str, bytes]
    """The drawing of each chart as it is kept, by its key, see ``kept_drawings``."""
    before: tuple[Version, ...]
    """The versions of the year so far, the oldest first."""
    version: Version
    """The record of the new version, still without its outputs."""
    changes: Changes | None
    """The changes against the last version; None where there is none, or not all of it can be read."""

    @property
    def names(self) -> tuple[str, str]:
        """The last version and this one as the officer calls them; the first is empty where there is none."""
        last = f"第{self.before[-1].number}版（{self.before[-1].made}）" if self.before else ""
        return last, f"第{self.version.number}版"

    @property
    def issued(self) -> bytes | None:
        """The Word file (.docx) of the last version that was no draft; None where there is none."""
        last = store.issued(self.before)
        return store.kept(self.year, last.outputs.get(store.word_file(last), "")) if last else None

    @property
    def pictures(self) -> Mapping[str, Drawing]:
        """The drawings of both versions, by the digests of their pictures; none where no chart changed."""
        if not self.changes or not self.changes.of(CHART):
            return {}
        drawn = filter(None, map(kept_drawings.loaded, self.drawings.values()))
        return {**pictures(self.year, self.before[-1]), **kept_drawings.by_picture(drawn)}

    @property
    def printed_before(self) -> Mapping[str, str]:
        """How the last version printed the figures that it printed otherwise, by name; empty for new ones."""
        return {each.name: each.old for each in self.changes.figures} if self.changes else {}

    @property
    def lost(self) -> tuple[Problem, ...]:
        """The problems of versions that this one should have been compared with, and could not."""
        last, issued = self.before[-1:], store.issued(self.before)
        notes = [self._lost(each, "更正说明") for each in last if self.changes is None]
        return (*notes, *([self._lost(issued, "修订稿")] if issued and self.issued is None else ()))

    def _lost(self, version: Version, aid: str) -> Problem:
        message = f"这一版保存的内容丢失或损坏，没有同它比较，这次没有{aid}"
        listed = advised.command("history", year=self.year.name)
        advice = f"运行 {listed} 看丢了什么；要{aid}，请从备份里找回“{VERSIONS}”文件夹再生成。"
        return warning("V20", f"第{version.number}版", message, advice)


def compared(year: Path, given: Given, said: Content, drawn: Mapping[Chart, Drawing]) -> NewVersion:
    """The new version of a year, compared with the last; ``year`` is its output folder, ``drawn`` the charts."""
    before = store.of(year)
    drawings = kept_drawings.dumped(drawn)
    keys = {key: digest(data) for key, data in drawings.items()}
    said = replace(said, drawings=keys, former=former.changed(former.former(year), said.figures))
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
        release=release.number(),
    )
    return NewVersion(year, given, said, drawings, before, version, found)


def _changes(year: Path, last: Version, now: tuple[Content, Mapping[str, bytes]]) -> Changes | None:
    from juesuan.versions import changes  # noqa: PLC0415 - the first version is compared with nothing

    before = _held(year, last)
    return changes.changes(before, now) if before else None


def between(year: Path, before: Version, after: Version) -> Changes | None:
    """The changes from one version of a year to another; None where not all of both can be read.

    ``year`` is the output folder of the year.
    """
    now = _held(year, after)
    return _changes(year, before, now) if now else None


def pictures(year: Path, *versions: Version) -> Mapping[str, Drawing]:
    """The drawings of those versions of a year that are still kept, by the digests of their pictures (PNG)."""
    said = (content.loaded(store.kept(year, each.content) or b"") for each in versions)
    return {key: drawing for each in said if each for key, drawing in kept_drawings.shown(year, each).items()}


def _held(year: Path, version: Version) -> tuple[Content, Mapping[str, bytes]] | None:
    """What a version says and what it was made of; None where not all of it can be read."""
    said = content.loaded(store.kept(year, version.content) or b"")
    held = {name: store.kept(year, key) for name, key in version.sources.items()}
    given = {name: data for name, data in held.items() if data is not None}
    return (said, given) if said is not None and len(given) == len(held) else None


def _cause(before: Sequence[Version], found: Changes | None) -> str:
    if found is not None:
        return found.cause
    return "更正" if before else "首次生成"


def keep(new: NewVersion, outputs: Mapping[str, bytes], read: Collection[str]) -> Made:
    """Keeps the version with its ``outputs`` by name, then puts these into the folders of the year.

    An output that is empty is not written. ``read`` are the places of the files whose edits by hand have been
    carried over, see ``placing.place``. Raises OSError where the folder cannot be written to.
    """
    if not new.before:
        outputs = {name: data for name, data in outputs.items() if data or name not in AIDS}
    said, made = new.said, {name: data for name, data in outputs.items() if data}
    edits = kept_edits.dumped(said.edits)
    named = {name: digest(data) for name, data in made.items()}
    version = replace(new.version, outputs=named, edits=digest(edits) if edits else "")
    beside = (*new.drawings.values(), content.dumped(said), *([edits] if edits else ()))
    contents = (*new.given.all_files.values(), *made.values(), *beside)
    store.add(new.year, version, {digest(data): data for data in contents})
    files, told = placed(new.year, outputs, (*new.before, version), read)
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *new.lost, *told))


def placed(
    year: Path, made: Mapping[str, bytes], versions: tuple[Version, ...], read: Collection[str] = ()
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The outputs ``made`` of the last version have been put into their places; see ``placing.place``.

    Where they are a draft, 交付 holds the last finished report, and that is told.
    """
    issued = handed_over.last(year, versions) if versions[-1].is_draft else {}
    files, told = placing.place(year, Wanted(made, issued), store.written(year, versions), read)
    return files, (*told, *handed_over.said(year, versions))


def redline(new: NewVersion, docx: bytes, about: About) -> bytes:
    """修订稿: the report as .docx with all changes since the last version that was no draft tracked in it.

    ``docx`` is the new report. It is empty where there was no such version, or nothing has changed.
    """
    from juesuan import compare  # noqa: PLC0415 - as above

    old = new.issued
    if old is None or seal.say_the_same(old, docx):
        return b""
    return compare.redline_of(old, docx, about.author, about.created)
