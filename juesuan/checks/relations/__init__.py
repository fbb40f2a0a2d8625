"""The relations of a text: what its numbers say of each other, and whether it holds. Needs no workbook."""

from collections.abc import Callable, Iterator

from juesuan.checks.relations.leftovers import leftovers
from juesuan.checks.relations.rates import rates
from juesuan.checks.relations.relation import Relation, Verdict
from juesuan.checks.relations.same import balances, directions, repeats, years
from juesuan.checks.relations.shares import completions, shares
from juesuan.checks.relations.sums import sums
from juesuan.checks.relations.text import Text

RULES: tuple[Callable[[Text], Iterator[Relation]], ...] = (
    sums,
    shares,
    completions,
    rates,
    balances,
    repeats,
    directions,
    years,
    leftovers,
)
"""The rules, in the order in which they are told."""

__all__ = ["RULES", "Relation", "Text", "Verdict"]
