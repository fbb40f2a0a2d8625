"""The rule book: one function a rule, one signature, one tuple; a check never raises, prints or repairs."""

from collections.abc import Callable, Iterable

from juesuan.checks import ties, wording
from juesuan.model import Accounts, Figures
from juesuan.problems import Problem

Check = Callable[[Accounts, Figures], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    ties.parts_make_the_total,
    ties.both_sides_are_equal,
    ties.items_make_the_expenditure,
    ties.personnel_and_public_use_make_basic,
    ties.rounded_parts_make_the_rounded_total,
    wording.totals_basis_is_the_proper_one,
    wording.comparison_words_are_wanted,
)
"""In the order of the report."""


def run(accounts: Accounts, figures: Figures) -> tuple[Problem, ...]:
    """What every check has to say, in the order of the checks."""
    return tuple(problem for check in CHECKS for problem in check(accounts, figures))
