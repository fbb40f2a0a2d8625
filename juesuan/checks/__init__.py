"""The rule book: one function a rule, one signature, one tuple; a check never raises, prints or repairs."""

from juesuan.checks import revenue_expenditure
from juesuan.checks.rule import Evidence, Rule, problem
from juesuan.problems import Problem

__all__ = ["RULES", "Evidence", "run"]

RULES: tuple[Rule, ...] = (*revenue_expenditure.RULES,)
"""In the order of the report."""


def run(evidence: Evidence) -> tuple[Problem, ...]:
    """What every rule has to say, in the order of the rules."""
    return tuple(problem(rule, finding) for rule in RULES for finding in rule.check(evidence))
