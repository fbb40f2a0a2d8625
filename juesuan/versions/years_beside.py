"""What the earlier years say by now that a report has beside it, where that may not be what was noted of them.

A year says what its last version says that is no draft; one of which there is none here, what the first of its
reports says that were kept in 历年报告. Of a year with neither only what was noted is known, and that stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from juesuan.model.identity import digest
from juesuan.model.problems import ReportError
from juesuan.model.trends import REPORTS, YearNow, YearOnFile
from juesuan.versions import publication, report_on_file, store, year_on_file

_Known = Mapping[int, YearOnFile]


def now(year: Path, inputs: Path, noted: Sequence[YearOnFile]) -> tuple[YearNow, ...]:
    """The years before that of the report whose source is another than the ``noted`` one, the oldest first.

    ``year`` is the output folder of the report, ``inputs`` the folder of its inputs. What cannot be read is passed
    over: it is told where the years are put side by side.
    """
    known = {each.year: each for each in noted}
    if not known:
        return ()
    found = {**dict(_of_reports(inputs.parent / REPORTS, known)), **dict(_of_versions(year.parent, known))}
    return tuple(each for at, each in sorted(found.items()) if each and at < int(year.name))


def _of_versions(output: Path, known: _Known) -> Iterator[tuple[int, YearNow | None]]:
    """The years that have a version; None for one whose version is the noted one, or cannot be read."""
    for folder in output.glob("20[0-9][0-9]"):
        with suppress(OSError):
            year, version = int(folder.name), store.issued(store.of(folder))
            noted = known.get(year)
            if version is not None:
                is_noted = noted and noted.is_ours and noted.source == publication.called(version)
                yield year, None if is_noted else year_on_file.now(folder, version)


def _of_reports(folder: Path, known: _Known) -> Iterator[tuple[int, YearNow | None]]:
    """The years of the reports that were kept, the first of a year last; None for a report that was noted."""
    noted = {each.digest: each.year for each in known.values() if each.digest}
    for path in reversed(report_on_file.kept(folder)):
        with suppress(OSError):
            key = digest(path.read_bytes())
            found = None if key in noted else _read(path, key)
            if key in noted:
                yield noted[key], None
            elif found:
                yield found.year, found


@lru_cache(maxsize=30)
def _read(path: Path, _key: str) -> YearNow | None:
    """What a report says, read once as long as the file is the same; None where it cannot be read."""
    try:
        found = report_on_file.year(path)
    except ReportError:
        return None
    return YearNow(found.year, found.source, found.numbers)
