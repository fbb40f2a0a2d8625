"""The last step of a run: a finished report becomes files in their places, and a version that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from charts.data import Chart, Drawing
from juesuan import (
    content,
    drawn,
    finishing,
    identity,
    origins,
    publicbook,
    record,
    review,
    verification,
    versions,
    wordseal,
)
from juesuan.byhand import Carried
from juesuan.checks import Evidence
from juesuan.command import Made
from juesuan.content import Content
from juesuan.editions import Edition
from juesuan.finishing import Draft
from juesuan.origins import Origin
from juesuan.pdf import LaidOut
from juesuan.problems import Problem
from juesuan.tableforms import PublicPart
from juesuan.verification import Verification
from juesuan.versions import Version, digest
from juesuan.wordcomments import Hand

REVIEW, TRACKED = "审核稿.docx", "修订稿.docx"


@dataclass(frozen=True, slots=True)
class Written:
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
class Report:
    """What the second half of a run makes of it."""

    told: Verification
    draft: Draft
    laid_out: LaidOut
    page_of: Mapping[str, int]
    """The page of each heading of the contents, by bookmark."""


def hand_over(written: Written, report: Report) -> Made:
    """Keeps the version, then puts its files into the folder of the year; see ``record.place``.

    Raises OSError when the folder cannot be written to.
    """
    about, given = report.told.about, written.given
    year = written.output / str(written.evidence.accounts.department.year)
    before = versions.of(year)
    numbers = origins.origins(report.told.figures, report.told.typed, report.told.problems)
    drawings = {drawn.key(chart): drawn.dumped(written.drawings[chart.name]) for chart in written.charts}
    said = replace(_said(written, report, numbers), drawings={key: digest(data) for key, data in drawings.items()})
    outputs, text = _outputs(written, report, numbers), content.dumped(said)
    version = _version(before, given, (said, text))
    if before:
        from juesuan import against  # noqa: PLC0415 - there is nothing to compare the first one with

        version, told = against.compared(year, before, version, (said, given), about)
        outputs[TRACKED] = against.tracked_copy(year, before, next(iter(outputs.values())), about)
        outputs |= told
    made = {name: data for name, data in outputs.items() if data}
    version = replace(version, outputs={name: digest(data) for name, data in made.items()})
    contents = (*given.values(), *made.values(), *drawings.values(), text)
    versions.add(year, version, {digest(data): data for data in contents})
    files, aside = record.place(year, outputs, versions.known((*before, version)), written.read)
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *aside))


def _version(before: Sequence[Version], given: Mapping[str, bytes], said: tuple[Content, bytes]) -> Version:
    """The next one, its outputs still to come; what it says, and the same as it is kept."""
    return Version(
        number=before[-1].number + 1 if before else 1,
        made=f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
        cause="更正" if before else "首次生成",
        is_draft=any(problem.is_open_error for problem in said[0].problems),
        program=versions.program(),
        sources={name: digest(data) for name, data in given.items()},
        outputs={},
        content=digest(said[1]),
    )


def _said(written: Written, report: Report, numbers: Sequence[Origin]) -> Content:
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


def _outputs(written: Written, report: Report, numbers: Sequence[Origin]) -> dict[str, bytes]:
    """The files by name; one that there is nothing for is empty."""
    about = report.told.about
    draft = finishing.number(finishing.headed(report.draft, about), report.page_of)
    return {
        f"{about.file_name}.docx": finishing.pack(replace(draft, word=wordseal.sealed(draft.word, about)), about),
        f"{about.file_name}.pdf": report.laid_out.pdf,
        f"{identity.beside(about, '附表')}.xlsx": publicbook.book(written.public, about),
        verification.NAME: verification.page(report.told).encode(),
        REVIEW: review.copy(draft, numbers, report.told.problems, Hand(about.author, about.created)),
    }
