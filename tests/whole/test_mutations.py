"""A share of the slips of ``bench/mutations.py``: each in a tie is caught, and nearly each that shows."""

from collections.abc import Sequence

import pytest

from bench import mutations, slips
from bench.slips import BLANK, Spot
from bench.trials import Outcome

pytestmark = pytest.mark.covered_elsewhere


@pytest.fixture(scope="module")
def outcomes() -> Sequence[Outcome]:
    return mutations.run(sample=0.015, seed=1)


def test_every_wrong_number_of_a_cell_in_a_tie_is_caught(outcomes: Sequence[Outcome]) -> None:
    ties = mutations.tied(outcomes)
    own = [each for each in outcomes if (each.department, each.spot.cell) in ties]
    assert own
    assert list(mutations.missed([each for each in own if each.kind != BLANK])) == []


def test_a_blank_of_a_cell_in_a_tie_is_caught_or_prints_what_it_did(outcomes: Sequence[Outcome]) -> None:
    ties = mutations.tied(outcomes)
    own = [each for each in outcomes if (each.department, each.spot.cell) in ties and each.kind == BLANK]
    assert list(mutations.missed([each for each in own if each.is_printed])) == []


def test_nearly_every_slip_that_changes_a_printed_digit_is_caught() -> None:
    printed = [each for each in mutations.each_so_many(10) if each.is_printed]
    caught = sum(each.is_caught for each in printed)
    assert caught >= 0.95 * len(printed), "\n".join(mutations.missed(printed))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (slips.SWAPPED, {19.07, 90.17, 91.7}),
        (slips.DROPPED, {1.07, 9.07, 91.7, 91.0}),
        (slips.DOUBLED, {991.07, 911.07, 91.007, 91.077}),
        (slips.SIGN, {-91.07}),
        (slips.EARLIER, {88.5}),
        (slips.BESIDE, {12.0}),
        (BLANK, {""}),
    ],
)
def test_slips(kind: str, values: set[object]) -> None:
    spot = Spot("表", 4, 1, 91.07, "得分", "数值", (), (), 88.5, (91.07, 12.0))
    assert {value for each, value in slips.slips(spot) if each == kind} == values


def test_a_nil_left_blank_is_no_slip_unless_it_is_of_last_year() -> None:
    now = Spot("收入支出", 4, 1, 0.0, "其他收入", "本年决算数", (), (), "", ())
    before = Spot("收入支出", 4, 2, 0.0, "其他收入", "上年决算数", (), (), "", ())
    assert list(slips.slips(now)) == []
    assert list(slips.slips(before)) == [(BLANK, "")]
