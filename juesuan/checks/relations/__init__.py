"""The relations of a text: what its numbers say of each other, and whether it holds. Needs no workbook.

``ClaimedText`` takes the paragraphs with their places; each of ``RULES`` yields the relations that it finds,
those that hold, too. No rule raises, prints or repairs; what a rule cannot decide it yields as unknown.
"""

from collections.abc import Callable, Iterator

from juesuan.checks.relations.balances import balances
from juesuan.checks.relations.bounds import bounded_amounts, bounded_counts, parts_of_counts, surpassed_targets
from juesuan.checks.relations.completions import budgets, completions
from juesuan.checks.relations.counted import clauses, named_things, staff
from juesuan.checks.relations.directions import directions
from juesuan.checks.relations.exact_amounts import exact_amounts, project_amounts
from juesuan.checks.relations.form_sums import form_sums
from juesuan.checks.relations.grades import grades
from juesuan.checks.relations.leftovers import leftovers
from juesuan.checks.relations.limits import balance_limits, hundreds, joined_staff, limits, thresholds, visits
from juesuan.checks.relations.part_columns import part_columns
from juesuan.checks.relations.passages import passages
from juesuan.checks.relations.projects import projects
from juesuan.checks.relations.rates import rates
from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.relations.repeats import repeats
from juesuan.checks.relations.shares import shares
from juesuan.checks.relations.side_by_side import pairs
from juesuan.checks.relations.sums import sums
from juesuan.checks.relations.targets import targets
from juesuan.checks.relations.things import malformed, receptions, vehicles, whole_things
from juesuan.checks.relations.years import years
from juesuan.claims import ClaimedText

RULES: tuple[Callable[[ClaimedText], Iterator[NumberRelation]], ...] = (
    sums,
    form_sums,
    shares,
    completions,
    budgets,
    rates,
    part_columns,
    balances,
    repeats,
    passages,
    projects,
    directions,
    years,
    leftovers,
    grades,
    thresholds,
    limits,
    visits,
    hundreds,
    joined_staff,
    staff,
    named_things,
    clauses,
    targets,
    whole_things,
    receptions,
    vehicles,
    balance_limits,
    exact_amounts,
    project_amounts,
    pairs,
    malformed,
    bounded_counts,
    parts_of_counts,
    surpassed_targets,
    bounded_amounts,
)
"""The rules, in the order in which they are told."""

__all__ = ["RULES", "ClaimedText", "NumberRelation"]
