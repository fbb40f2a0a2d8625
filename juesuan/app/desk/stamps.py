"""When the files of a year were saved last: by that the desk knows that it must look again."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from juesuan.model import editions, outputs
from juesuan.model.trends import FILE, REPORTS
from juesuan.model.year_folder import ATTACHMENTS, HIDDEN

Stamp = tuple[tuple[str, int, int], ...]
"""Each file by its path, with the time of its last change in nanoseconds and its size in bytes."""


def of_inputs(folder: Path, output: Path) -> Stamp:
    """The stamp of all that the report of the year in ``folder`` is made from, and held against.

    ``output`` is the folder of the outputs of all years: where earlier years stand beside the report, their
    versions and the reports that were kept are looked at, too.
    """
    before = folder.parent / str(int(folder.name) - 1) if folder.name.isdecimal() else None
    places = [folder, folder / ATTACHMENTS, folder / editions.OWN, *((before,) if before else ())]
    if (folder / FILE).is_file():
        years = (each for each in output.glob("20[0-9][0-9]") if each.name < folder.name)
        places += [folder.parent / REPORTS, *(each / outputs.VERSIONS for each in years)]
    return tuple(sorted(each for one in places for each in _files(one)))


def of_outputs(folder: Path) -> Stamp:
    """The stamp of the files of a year's outputs, and of what somebody has put beside them."""
    return tuple(sorted(each for place in outputs.PLACES for each in _files(folder / place)))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    with suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            with suppress(OSError):  # gone while it was looked at
                if each.is_file() and not each.name.startswith(HIDDEN):
                    found = each.stat()
                    yield each.path, found.st_mtime_ns, found.st_size
