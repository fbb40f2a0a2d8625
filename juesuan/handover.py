"""The last step of a run: a finished report becomes files in their places, and a version that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from charts.data import Drawing
from juesuan import content, corrections, finishing, identity, origins, publicbook, record, verification, versions
from juesuan.command import Made
from juesuan.content import Content
from juesuan.corrections import Changes, Given, page
from juesuan.finishing import Draft
from juesuan.pdf import LaidOut
from juesuan.tableforms import PublicPart
from juesuan.verification import Verification
from juesuan.versions import Version, digest


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run has made of a report."""

    told: Verification
    draft: Draft
    laid_out: LaidOut
    page_of: Mapping[str, int]
    """The page of each heading of the contents, by bookmark."""
    drawings: Mapping[str, Drawing]
    public: PublicPart


def hand_over(year: Path, given: Given, report: Report) -> Made:
    """Keeps the version, then puts its files into the folder of the year; see ``record.place``.

    ``given`` are the inputs it was made from. Raises OSError when the folder cannot be written to.
    """
    before = versions.of(year)
    said, outputs = _said(report), _outputs(report)
    version = _version(before, given, said)
    if found := _changes(year, before, (said, given)):
        outputs |= page.files(found, (before[-1], version), report.told.about)
        version = replace(version, cause=corrections.cause(found))
    written = {name: data for name, data in outputs.items() if data}
    version = replace(version, outputs={name: digest(data) for name, data in written.items()})
    contents = (*given.values(), *written.values(), content.dumped(said))
    versions.add(year, version, {digest(data): data for data in contents})
    files, aside = record.place(year, outputs, versions.known((*before, version)))
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *aside))


def _version(before: Sequence[Version], given: Given, said: Content) -> Version:
    """The next one, its outputs still to come."""
    return Version(
        number=before[-1].number + 1 if before else 1,
        made=f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
        cause="首次生成",
        is_draft=any(problem.is_open_error for problem in said.problems),
        program=versions.program(),
        sources={name: digest(data) for name, data in given.items()},
        outputs={},
        content=digest(content.dumped(said)),
    )


def _changes(year: Path, before: Sequence[Version], now: tuple[Content, Given]) -> Changes | None:
    """What differs from the last version; None where there is none, or not all of it was kept."""
    for last in before[-1:]:
        said = content.loaded(versions.kept(year, last.content) or b"")
        held = {name: versions.kept(year, key) for name, key in last.sources.items()}
        given = {name: data for name, data in held.items() if data is not None}
        if said is not None and len(given) == len(held):
            return corrections.changes((said, given), now)
    return None


def _said(report: Report) -> Content:
    told, leaves = report.told, report.laid_out.leaves
    numbers = origins.origins(told.figures, told.typed, told.problems)
    return Content(
        content.figures(numbers),
        content.lines(told.blocks, numbers, leaves),
        content.sheets(leaves, told.about.header),
        told.problems,
        printed=sum(serial < len(told.figures) for serial in report.draft.printed),
        charts=sum(bool(each.png) for each in report.drawings.values()),
    )


def _outputs(report: Report) -> dict[str, bytes]:
    """The files by name; one that there is nothing for is empty."""
    about = report.told.about
    draft = finishing.number(finishing.headed(report.draft, about), report.page_of)
    return {
        f"{about.file_name}.docx": finishing.pack(draft, about),
        f"{about.file_name}.pdf": report.laid_out.pdf,
        f"{identity.beside(about, '附表')}.xlsx": publicbook.book(report.public, about),
        verification.NAME: verification.page(report.told).encode(),
    }
