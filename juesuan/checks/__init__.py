"""The rule book: one function a rule, one signature, one tuple; a check never raises, prints or repairs."""

from juesuan.checks import (
    basic_expenditure,
    fiscal_appropriation,
    functional_items,
    indicators,
    last_year,
    other_matters,
    performance,
    plausible,
    reasons,
    revenue_expenditure,
    three_public,
)
from juesuan.checks.rule import Evidence, Rule, problem
from juesuan.problems import Problem

__all__ = ["RULES", "Evidence", "run"]

RULES: tuple[Rule, ...] = (
    *revenue_expenditure.RULES,
    *plausible.RULES,
    *fiscal_appropriation.RULES,
    *functional_items.RULES,
    *basic_expenditure.RULES,
    *three_public.RULES,
    *other_matters.RULES,
    *performance.RULES,
    *indicators.RULES,
    *last_year.RULES,
    *reasons.RULES,
)
"""In the order of the report."""


def run(evidence: Evidence) -> tuple[Problem, ...]:
    """What every rule has to say, in the order of the rules."""
    return tuple(problem(rule, finding) for rule in RULES for finding in rule.check(evidence))
