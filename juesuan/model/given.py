"""All that the officer gives for a year's report, as it stood when the run began."""

import errno
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from juesuan.model.digests import digest
from juesuan.model.year_folder import SUFFIXES, WORKBOOK_STEM


class Given(Struct, frozen=True):
    """The files of a year's folder, each read from the disk once; whoever needs one takes it from here."""

    folder: Path
    """The folder of the year, such as inputs/2020."""
    files: Mapping[str, bytes]
    """By the place in the folder, such as 决算数据.xlsx and 附件/自评报告.docx, in the order of reading."""
    unread: Mapping[str, OSError] = field(default_factory=dict)
    """The files that are there and could not be read, by the place in the folder, with what the system said."""
    beside: tuple[str, ...] = ()
    """The places of the other files in the folder, which no report is made from."""
    earlier: "tuple[Given, ...]" = ()
    """The folders beside this one that may be last year's, with their workbooks and texts alone."""

    def inside(self, folder: str) -> Iterator[tuple[str, bytes | OSError]]:
        """The files of a folder inside the year's, such as 附件: each with its own name, in the order of names.

        A file that could not be read comes with the system's error, one that no report is made from without bytes.
        """
        names = sorted({*self.files, *self.unread, *self.beside})
        for name in names:
            path = PurePosixPath(name)
            if str(path.parent) == folder:
                yield path.name, self.files.get(name, self.unread.get(name, b""))

    @property
    def workbooks(self) -> tuple[str, ...]:
        """The names of the files that may be the year's workbook; the first is the one that is read."""
        held = (name for name, caught in self.unread.items() if caught.errno != errno.EISDIR)
        names = {*self.files, *held}
        return tuple(name for suffix in SUFFIXES for name in sorted(names) if _is_workbook(name, suffix))

    @property
    def all_files(self) -> Mapping[str, bytes]:
        """The bytes of all files by place, those of last year with its folder before it: 2019/决算数据.xlsx."""
        before = {f"{each.folder.name}/{name}": data for each in self.earlier for name, data in each.files.items()}
        return {**self.files, **before}

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of all files by place, those of last year among them."""
        return {name: digest(data) for name, data in self.all_files.items()}


def _is_workbook(name: str, suffix: str) -> bool:
    path = PurePosixPath(name)
    return path.stem == WORKBOOK_STEM and path.suffix.lower() == suffix and path.parent == PurePosixPath()
