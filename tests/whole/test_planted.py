"""Slips planted in a finished report: most are found without a workbook, as bench/planted.py counts them."""

import random

import pytest

from bench import planted
from tests.support.report import Report

pytestmark = pytest.mark.covered_elsewhere


def test_most_slips_in_a_finished_report_are_found(school: Report) -> None:
    of_word, of_pdf = planted.of_word("docx", school.docx), planted.of_pdf("pdf", school.pdf)
    for each in (of_word, of_pdf):
        found = list(planted.trials(each, 12, random.Random(7)))  # noqa: S311
        assert sum(trial.is_found for trial in found) >= 10, [trial for trial in found if not trial.is_found]


def test_a_slip_gives_another_number() -> None:
    spot = planted.Spot(0, 0, "10.50", "元", "10.5")
    made = planted.slips(spot)
    assert made["乘十"] == ["105"]
    assert "填成邻格的数" not in made
    assert all(float(words) != 10.5 for kind, each in made.items() for words in each if kind != "漏填")
