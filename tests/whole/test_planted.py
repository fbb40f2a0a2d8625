"""Slips planted in a finished report: most are found without a workbook, as bench/planted.py counts them."""

import random

import pytest

from bench import planted, planted_reports
from tests.support.report import Report

pytestmark = pytest.mark.covered_elsewhere


def test_most_slips_in_a_finished_report_are_found(school: Report) -> None:
    found = list(planted.trials(planted_reports.of_word("docx", school.docx), 12, random.Random(7)))  # noqa: S311
    assert sum(trial.is_found for trial in found) >= 9, [trial.change for trial in found if not trial.is_found]


def test_most_slips_in_what_a_pdf_is_made_from_are_found_each_by_itself(school: Report) -> None:
    of_pdf = planted_reports.PlantedPdf("pdf", school.blocks)
    found = list(planted.trials_of_pdf(of_pdf, planted.TOGETHER, random.Random(7)))  # noqa: S311
    assert len(found) == planted.TOGETHER
    assert sum(trial.is_found for trial in found) >= 7, [trial.change for trial in found if not trial.is_found]


def test_a_slip_gives_another_number() -> None:
    spot = planted_reports.Spot(0, 0, "10.50", "元", "万元", "10.5")
    made = planted.slips(spot)
    assert made["乘十"] == ["105"]
    assert "填成邻格的数" not in made
    assert all(float(words) != 10.5 for kind, each in made.items() for words in each if kind != "漏填")
