"""The finished reports of earlier years that were kept, each read back from its file -> its year on file."""

from pathlib import Path

from msgspec.structs import replace

from juesuan.model.finished_report import FILE_KINDS
from juesuan.model.identity import digest
from juesuan.model.trends import YearOnFile


def kept(folder: Path) -> tuple[Path, ...]:
    """The reports in the folder, by name; a link is none."""
    found = sorted(folder.glob("*")) if folder.is_dir() and not folder.is_symlink() else ()
    return tuple(
        each for each in found if each.suffix.lower() in FILE_KINDS and each.is_file() and not each.is_symlink()
    )


def year(path: Path) -> YearOnFile:
    """What the report in a file says of its year; raises ReportError as ``claims.printed.read``."""
    from juesuan.claims import printed  # noqa: PLC0415 - only who reads reports loads it
    from juesuan.figures import printed_year  # noqa: PLC0415 - as above

    return replace(printed_year.year(printed.read(path)), digest=digest(path.read_bytes()))
