"""A share of the slips of ``bench/mutations.py``: each in a tie is caught, and nearly each that shows."""

from collections.abc import Sequence

import pytest

from bench import mutations
from bench.mutations import Outcome


@pytest.fixture(scope="module")
def outcomes() -> Sequence[Outcome]:
    return mutations.run(sample=0.05, seed=1)


def test_every_slip_of_a_cell_in_a_tie_is_caught(outcomes: Sequence[Outcome]) -> None:
    ties = mutations.tied(outcomes)
    own = [each for each in outcomes if (each.department, each.spot.cell) in ties]
    assert own
    assert list(mutations.missed(own)) == []


def test_nearly_every_slip_that_changes_a_printed_digit_is_caught(outcomes: Sequence[Outcome]) -> None:
    printed = [each for each in outcomes if each.is_printed]
    caught = sum(each.is_caught for each in printed)
    assert caught >= 0.95 * len(printed), "\n".join(mutations.missed(printed))
