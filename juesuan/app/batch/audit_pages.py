"""The pages of an audit in bulk and the one table of all; what has not changed is taken from the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from juesuan.app.telling import Telling
from juesuan.model import outputs
from juesuan.model.bulk_audit import BulkAudit
from juesuan.model.identity import About, digest
from juesuan.model.problems import Problem

SUMMARY = "审读汇总"


@dataclass(frozen=True, slots=True)
class AuditJob:
    """A file to be audited."""

    path: Path
    name: str
    """Its place in the folder."""
    year: int | None
    key: str = ""
    """The digest of the file before it was audited; empty where it cannot be read."""
    data: bytes | None = None
    """Its bytes, where it is sent to another machine."""
    program: str = ""
    """The digest of the program that sends it."""


def place(output: Path, name: str) -> Path:
    """The folder of the pages of an audit of that name."""
    return output / outputs.AUDITS / name


def unchanged(jobs: Sequence[AuditJob], folder: Path) -> Mapping[str, BulkAudit]:
    """What this program has found before in those of the files that have not changed since, by name."""
    from juesuan.versions import audits  # noqa: PLC0415 - a command loads what it needs

    known = audits.kept(folder)
    found = dict[str, BulkAudit]()
    for job in jobs:
        held = known.get(job.name)
        is_same = held is not None and job.key != "" and (held.key, held.year) == (job.key, job.year)
        if held is not None and is_same and (still := audits.still(held, folder)):
            found[job.name] = still
    return found


def written(
    found: Mapping[str, BulkAudit], jobs: Sequence[AuditJob], folder: Path, tell: Telling
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files of the table, and what was moved aside for them; the pages lie beside as the reports do.

    ``folder`` is that of the pages, whose name is that of the audit. Raises OSError where it cannot be written to.
    """
    from juesuan import versions, year  # noqa: PLC0415 - as above
    from juesuan.figures import audit_tables  # noqa: PLC0415 - as above
    from juesuan.versions import audits, summaries  # noqa: PLC0415 - as above
    from juesuan.versions.audits import KeptAudit  # noqa: PLC0415 - as above
    from juesuan.web import county_page  # noqa: PLC0415 - as above

    name, every = folder.name, [found[job.name] for job in jobs]
    tables = audit_tables.part(every, name)
    with versions.rerun.alone(folder.parents[1], tell.say):
        pages = {each.name: _page(each, folder) for each in every}
        listed = [(each.name, audit_tables.state(each), pages[each.name]) for each in every]
        made = {
            f"{SUMMARY}.html": county_page.audits(tables, name, listed),
            f"{SUMMARY}.xlsx": year.public_workbook(tables, _about(every, name)),
        }
        placed = summaries.placed(folder, made)
        known = {
            job.name: KeptAudit(job.key, job.year, replace(each, page=b""), pages[job.name], digest(each.page))
            for job, each in zip(jobs, every, strict=True)
            if each.is_read and job.key
        }
        audits.keep(folder, known)
    return placed


def _page(each: BulkAudit, folder: Path) -> str:
    """Writes the page of a file over an older one, beside any other; returns its place, seen from the table."""
    from juesuan import web  # noqa: PLC0415 - as above
    from juesuan.versions import files  # noqa: PLC0415 - as above

    if not each.is_read:
        return ""
    path = folder / f"{each.name}.{outputs.AUDIT_REPORT}"
    if path.exists():
        data = path.read_bytes()
        if data == each.page:
            return path.relative_to(folder).as_posix()
        if not web.is_audit_page(data):
            path = files.free(path)
    return files.write(path, each.page).relative_to(folder).as_posix()


def _about(found: Sequence[BulkAudit], name: str) -> About:
    year = max((each.year for each in found if each.year), default=2000)
    return About(f"{name}{SUMMARY}", name, datetime(year, 12, 31, tzinfo=UTC))
