"""The last step of a run: a finished report becomes files in their places, and a version that is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from charts.data import Drawing
from juesuan import content, finishing, identity, origins, publicbook, record, verification, versions
from juesuan.command import Made
from juesuan.content import Content
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


def hand_over(year: Path, given: Mapping[str, bytes], report: Report) -> Made:
    """Keeps the version, then puts its files into the folder of the year; see ``record.place``.

    ``given`` are the inputs it was made from. Raises OSError when the folder cannot be written to.
    """
    said, outputs = _said(report), _outputs(report)
    before = versions.of(year)
    written = {name: data for name, data in outputs.items() if data}
    text = content.dumped(said)
    version = Version(
        number=before[-1].number + 1 if before else 1,
        made=f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
        cause="" if before else "首次生成",
        is_draft=any(problem.is_open_error for problem in said.problems),
        program=versions.program(),
        sources={name: digest(data) for name, data in given.items()},
        outputs={name: digest(data) for name, data in written.items()},
        content=digest(text),
    )
    versions.add(year, version, {digest(data): data for data in (*given.values(), *written.values(), text)})
    files, aside = record.place(year, outputs, versions.known((*before, version)))
    return Made(files, len(said.sheets), said.printed, said.charts, (*said.problems, *aside))


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


def _outputs(report: Report) -> Mapping[str, bytes]:
    """The files by name; one that there is nothing for is empty."""
    about = report.told.about
    draft = finishing.number(finishing.headed(report.draft, about), report.page_of)
    return {
        f"{about.file_name}.docx": finishing.pack(draft, about),
        f"{about.file_name}.pdf": report.laid_out.pdf,
        f"{identity.beside(about, '附表')}.xlsx": publicbook.book(report.public, about),
        verification.NAME: verification.page(report.told).encode(),
    }
