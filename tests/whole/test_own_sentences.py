"""A share of the slips of ``bench/own_sentences.py``: what the program prints is understood when it is typed."""

import pytest

from bench import own_sentences as bench
from bench.trials import SECOND, THIRD

pytestmark = pytest.mark.covered_elsewhere


@pytest.mark.parametrize(("department", "edition"), [(SECOND, "四川2020"), (THIRD, "四川2022")])
def test_slips_in_its_own_sentences_are_found(department: str, edition: str) -> None:
    given = bench.printed(department, edition)
    tried, caught, missed = bench.measure(given, bench.sample(bench.trials_of(given), 0.03, 1))
    assert tried.total() > 40
    assert caught.total() >= 0.95 * tried.total(), "\n".join(each.changed for each in missed)


def test_its_own_sentences_are_right_in_whole_paragraphs() -> None:
    assert bench.false_alarms(bench.printed(THIRD, "四川2020", in_paragraphs=True)) == []


def test_a_year_is_mistyped_as_the_year_before() -> None:
    given = bench.printed(SECOND, "四川2020")
    years = {each.changed[each.start :][:4] for each in bench.trials_of(given) if each.figure == "年度"}
    assert {"2020", "2012"} <= years
