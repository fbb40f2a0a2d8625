"""A year started from a finished report: its figures are right, its sentences come back (bench/start.py)."""

from pathlib import Path

from bench import start, trials
from tests.support import county_school
from tests.support.report import Report


def test_a_report_comes_back_from_the_folder_that_is_started_from_it(school: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(school.docx)
    measured = start.of_file(trials.THIRD, county_school.write(tmp_path), file, start.filled)
    assert (measured.wrong, measured.unread) == ((), ())
    assert measured.right == 116, "no balances beside equal totals, no costs that a school does not have"
    assert len(measured.lost) * 10 <= measured.sentences
