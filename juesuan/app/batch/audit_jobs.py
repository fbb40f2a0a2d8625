"""The finished reports in a folder: which files are audited, which are none, and what cannot be looked into."""

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from juesuan.model import system_failures
from juesuan.model.finished_report import FILE_KINDS
from juesuan.model.identity import digest
from juesuan.model.problems import ReportError, error
from juesuan.reading import files

_HIDDEN = (".", "~$")
_LINK = "这是一个链接，没有顺着它去看：请把它指向的文件夹本身放进来"


class AuditJob(Struct, frozen=True):
    """A file to be audited."""

    path: Path
    name: str
    """Its place in the folder, as it can be written down."""
    year: int | None
    key: str = ""
    """The digest of the file before it was audited; empty where it cannot be read."""
    data: bytes | None = None
    """Its bytes, where it is sent to another machine."""
    program: str = ""
    """The digest of the program that sends it."""
    closed: str = ""
    """Why nobody looks into it, where it is a folder; empty for a file."""


def found(folder: Path, year: int | None) -> tuple[list[AuditJob], list[str]]:
    """The files to be audited, and the names of the others; hidden ones and pages of audits are neither.

    A folder that cannot be looked into stands among the former, so that it is told of. Raises ReportError where
    there is nothing to be audited.
    """
    jobs, others = list[AuditJob](), list[str]()
    for path, closed in _below(folder):
        name = files.shown(path.relative_to(folder) if path != folder else Path(folder.name))
        if closed:
            jobs.append(AuditJob(path, name, year, closed=closed))
        elif path.suffix.lower() not in FILE_KINDS:
            others.append(name)
        elif job := of(path, name, year):
            jobs.append(job)
    if not jobs:
        advice = "报告是 .docx、.pdf、.html 或 .txt 文件。"
        raise ReportError(error("I70", folder, "里面没有报告", advice))
    return jobs, others


def of(path: Path, name: str, year: int | None) -> AuditJob | None:
    """The job of auditing a file under a name; None where it is the page of an audit."""
    from juesuan import web  # noqa: PLC0415 - a command loads what it needs

    try:
        data = files.contents(path)
    except OSError:
        return AuditJob(path, name, year)  # whatever is wrong is told where it is audited
    is_page = path.suffix.lower() == ".html" and web.is_audit_page(data)
    return None if is_page else AuditJob(path, name, year, digest(data))


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files in a folder and all below it, by name; a folder only where it is not looked into, with the reason.

    A link to a folder is not followed: it may lead to one that it lies in.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as caught:
        yield folder, f"打不开（{system_failures.reason(caught)}）"
        return
    real = os.path.realpath(folder)
    for each in entries:
        path = Path(each.path)
        if each.name.startswith(_HIDDEN):
            continue
        if not _is_folder(path):
            yield path, ""
        elif os.path.realpath(path) != os.path.join(real, each.name):  # noqa: PTH118 - compared as it is written
            yield path, _LINK
        else:
            yield from _below(path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
