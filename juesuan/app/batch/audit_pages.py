"""The pages of an audit in bulk and the one table of all; what has not changed is taken from the last."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from juesuan.app.batch.audit_jobs import AuditJob
from juesuan.app.telling import Telling
from juesuan.model import outputs
from juesuan.model.bulk_audit import BulkAudit
from juesuan.model.identity import About, digest
from juesuan.model.problems import Problem

SUMMARY = "审读汇总"


def place(output: Path, name: str) -> Path:
    """The folder of the pages of an audit of that name."""
    return output / outputs.AUDITS / name


def unchanged(jobs: Sequence[AuditJob], folder: Path) -> Mapping[str, BulkAudit]:
    """What this program has found before in those of the files that have not changed since, by name."""
    from juesuan.versions import audits  # noqa: PLC0415 - a command loads what it needs

    found = dict[str, BulkAudit]()
    for job in jobs:
        held = audits.kept(folder, job.name) if job.key else None
        if held is not None and (held.key, held.year) == (job.key, job.year):
            found[job.name] = replace(held.found, seconds=0.0)
    return found


def kept(each: BulkAudit, job: AuditJob, folder: Path, tell: Telling) -> BulkAudit:
    """What was found in a file, with its page in its place and kept for the next time; nothing more is in memory.

    Whatever happens then, the next run passes over this file. ``folder`` is that of the pages. Raises OSError
    where it cannot be written to.
    """
    from juesuan.versions import audits, rerun  # noqa: PLC0415 - as above
    from juesuan.versions.audits import KeptAudit  # noqa: PLC0415 - as above

    if not each.is_read:
        return each
    with rerun.alone(folder.parents[1], tell.say):
        put = replace(each, page=b"", place=_page(each, folder))
        if job.key:
            audits.keep(folder, KeptAudit(job.name, job.key, job.year, put, digest(each.page)))
    return put


def written(
    found: Sequence[BulkAudit], others: Sequence[str], folder: Path, tell: Telling
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files of the table, and what was moved aside for them; the pages lie beside as the reports do.

    ``others`` are the names of the files that are no reports; ``folder`` is that of the pages, whose name is that
    of the audit. Raises OSError where it cannot be written to.
    """
    from juesuan import versions, year  # noqa: PLC0415 - as above
    from juesuan.figures import audit_tables  # noqa: PLC0415 - as above
    from juesuan.versions import audits, summaries  # noqa: PLC0415 - as above
    from juesuan.web import county_page  # noqa: PLC0415 - as above

    name = folder.name
    tables = audit_tables.part(found, others, name)
    listed = [(each.name, audit_tables.state(each), each.place) for each in found]
    made = {
        f"{SUMMARY}.html": county_page.audits(tables, name, listed),
        f"{SUMMARY}.xlsx": year.public_workbook(tables, _about(found, name)),
    }
    with versions.rerun.alone(folder.parents[1], tell.say):
        audits.sweep(folder, {each.name for each in found})
        return summaries.placed(folder, made)


def _page(each: BulkAudit, folder: Path) -> str:
    """Writes the page of a file over an older one, beside any other; returns its place, seen from the table."""
    from juesuan import web  # noqa: PLC0415 - as above
    from juesuan.versions import files  # noqa: PLC0415 - as above

    path = (folder / each.name).with_name(outputs.audit_page(Path(each.name).name))
    if path.exists() and not web.is_audit_page(path.read_bytes()):
        path = files.free(path)
    return files.write(path, each.page).relative_to(folder).as_posix()


def _about(found: Sequence[BulkAudit], name: str) -> About:
    year = max((each.year for each in found if each.year), default=2000)
    return About(f"{name}{SUMMARY}", name, datetime(year, 12, 31, tzinfo=UTC))
