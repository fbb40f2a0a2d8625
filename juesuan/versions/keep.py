"""The last step of a run: a finished report becomes files in their places, and a version that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from charts.data import Chart, Drawing
from juesuan import compare
from juesuan.checks import Evidence
from juesuan.figures import provenance
from juesuan.figures.provenance import Origin
from juesuan.model import identity
from juesuan.model.editions import Edition
from juesuan.model.identity import About, digest
from juesuan.model.outcome import Made
from juesuan.model.problems import Problem
from juesuan.model.public_table_forms import PublicPart
from juesuan.ooxml.comments import Hand
from juesuan.pdf.pdf import LaidOut
from juesuan.versions import changes, content, correction_note, kept_drawings, placing, seal, store
from juesuan.versions.changes import Changes
from juesuan.versions.content import Content
from juesuan.versions.hand_edits import Carried
from juesuan.versions.input_changes import Given
from juesuan.versions.store import Version
from juesuan.web import check_report
from juesuan.web.check_report import Verification
from juesuan.word import finish, review_copy
from juesuan.word.finish import Draft
from juesuan.year import public_tables_xlsx

REVIEW, TRACKED = "审核稿.docx", "修订稿.docx"


@dataclass(frozen=True, slots=True)
class FilledReport:
    """A report filled in, to be finished."""

    folder: Path
    """The year's inputs."""
    output: Path
    given: Mapping[str, bytes]
    """What stood there when the run began."""
    evidence: Evidence
    told: tuple[Problem, ...]
    """What was noticed so far."""
    edition: Edition
    charts: tuple[Chart, ...]
    drawings: Mapping[str, Drawing]
    """By the name of the chart."""
    carried: Carried
    """The filled Word file with the edits by hand in it."""
    read: frozenset[str]
    """The names of the files they were found in."""
    public: PublicPart


@dataclass(frozen=True, slots=True)
class FinishedReport:
    """What the second half of a run makes of it."""

    told: Verification
    draft: Draft
    laid_out: LaidOut
    page_of: Mapping[str, int]
    """The page of each heading of the contents, by bookmark."""


def hand_over(written: FilledReport, report: FinishedReport) -> Made:
    """Keeps the version, then puts its files into the folder of the year; see ``record.place``.

    Raises OSError when the folder cannot be written to.
    """
    about, given = report.told.about, written.given
    year = written.output / str(written.evidence.accounts.department.year)
    before = store.of(year)
    numbers = provenance.origins(report.told.figures, report.told.typed, report.told.problems)
    drawings = {
        kept_drawings.key(chart): kept_drawings.dumped(written.drawings[chart.name]) for chart in written.charts
    }
    said = replace(_said(written, report, numbers), drawings={key: digest(data) for key, data in drawings.items()})
    outputs, text = _outputs(written, report, numbers), content.dumped(said)
    version = _version(before, given, (said, text))
    if before:
        version, told = compared(year, before, version, (said, given), about)
        outputs[TRACKED] = tracked_copy(year, before, next(iter(outputs.values())), about)
        outputs |= told
    made = {name: data for name, data in outputs.items() if data}
    version = replace(version, outputs={name: digest(data) for name, data in made.items()})
    contents = (*given.values(), *made.values(), *drawings.values(), text)
    store.add(year, version, {digest(data): data for data in contents})
    files, aside = placing.place(year, outputs, store.known((*before, version)), written.read)
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *aside))


def _version(before: Sequence[Version], given: Mapping[str, bytes], said: tuple[Content, bytes]) -> Version:
    """The next one, its outputs still to come; what it says, and the same as it is kept."""
    return Version(
        number=before[-1].number + 1 if before else 1,
        made=f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
        cause="更正" if before else "首次生成",
        is_draft=any(problem.is_open_error for problem in said[0].problems),
        program=store.program(),
        sources={name: digest(data) for name, data in given.items()},
        outputs={},
        content=digest(said[1]),
    )


def _said(written: FilledReport, report: FinishedReport, numbers: Sequence[Origin]) -> Content:
    told, leaves = report.told, report.laid_out.leaves
    return Content(
        content.figures(numbers),
        content.lines(told.blocks, numbers, leaves),
        content.sheets(leaves, told.about.header),
        told.problems,
        printed=sum(serial < len(told.figures) for serial in report.draft.printed),
        charts=sum(bool(each.png) for each in written.drawings.values()),
        edits=written.carried.edits,
    )


def _outputs(written: FilledReport, report: FinishedReport, numbers: Sequence[Origin]) -> dict[str, bytes]:
    """The files by name; one that there is nothing for is empty."""
    about = report.told.about
    draft = finish.number(finish.headed(report.draft, about), report.page_of)
    return {
        f"{about.file_name}.docx": finish.pack(replace(draft, word=seal.sealed(draft.word, about)), about),
        f"{about.file_name}.pdf": report.laid_out.pdf,
        f"{identity.beside(about, '附表')}.xlsx": public_tables_xlsx.book(written.public, about),
        check_report.NAME: check_report.page(report.told).encode(),
        REVIEW: review_copy.copy(draft, numbers, report.told.problems, Hand(about.author, about.created)),
    }


def compared(
    year: Path, before: Sequence[Version], version: Version, now: tuple[Content, Given], about: About
) -> tuple[Version, Mapping[str, bytes]]:
    """The version with its cause, and 更正说明 by name: empty where not all of the last version was kept.

    ``now`` is what it says and what it was made from.
    """
    found = _changes(year, before[-1], now)
    if found is None:
        return version, dict.fromkeys((correction_note.HTML, correction_note.WORD), b"")
    return replace(version, cause=changes.cause(found)), correction_note.files(found, (before[-1], version), about)


def _changes(year: Path, last: Version, now: tuple[Content, Given]) -> Changes | None:
    said = content.loaded(store.kept(year, last.content) or b"")
    held = {name: store.kept(year, key) for name, key in last.sources.items()}
    given = {name: data for name, data in held.items() if data is not None}
    return changes.changes((said, given), now) if said is not None and len(given) == len(held) else None


def tracked_copy(year: Path, before: Sequence[Version], new: bytes, about: About) -> bytes:
    """The report with what has changed since the last one that was no draft; empty where nothing has."""
    last = store.issued(tuple(before))
    old = store.kept(year, last.outputs.get(store.word_file(last), "")) if last else None
    if old is None or seal.say_the_same(old, new):
        return b""
    return compare.redline_of(old, new, about.author, about.created)
