"""What a rule of the rule book is: what it asserts, why, and the function that looks whether it holds.

A function takes all that is known and yields a finding for each place where its rule does not hold. It never
raises, prints or repairs, and says nothing where the rule does not apply. Code, severity and advice belong to the
rule, so that the page of rules and the problems cannot say different things.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model import Accounts, Cell, Figures
from juesuan.problems import Problem, Severity
from juesuan.statements import Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a rule may look at."""

    accounts: Accounts
    figures: Figures
    statements: tuple[Statement, ...] = ()
    """Every text a person wrote, its tags filled, its numbers in their marks."""
    last: Accounts | None = None
    """Last year's accounts, without texts; None where there is no folder of last year."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold."""

    place: Cell | str
    message: str
    """What was found, what was expected, the difference and its direction; without a full stop."""
    cells: tuple[Cell, ...] = ()
    """Every cell that takes part, so that whichever of them was mistyped is named."""
    expected: str = ""
    found: str = ""
    difference: str = ""
    advice: str = ""
    """What to do here, where the rule's own advice is too general."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the rule book, as the officer reads it, and the function that looks."""

    code: str
    severity: Severity
    part: str
    """The part of the report it concerns."""
    asserts: str
    why: str
    advice: str
    check: Callable[[Evidence], Iterable[Finding]]


def problem(rule: Rule, finding: Finding) -> Problem:
    """The finding as the officer is told of it."""
    where = str(finding.place)
    cells = dict.fromkeys((where, *map(str, finding.cells)))
    return Problem(
        rule.code,
        rule.severity,
        where,
        finding.message,
        finding.advice or rule.advice,
        rule.part,
        tuple(cells),
        finding.expected,
        finding.found,
        finding.difference,
    )


def untied(
    place: Cell, names: tuple[str, str], values: tuple[Decimal, Decimal], unit: str, cells: Iterable[Cell] = ()
) -> Finding:
    """Two numbers that should be equal: what is named first was found, what is named second was expected.

    ``names`` as the message quotes them, such as “收入总计” or 〔支出科目〕各项合计; ``values`` in ``unit``.
    """
    found, expected = values
    gap = f"{'多' if found > expected else '少'}{abs(found - expected)}{unit}"
    message = f"{names[0]}为{found}{unit}，{names[1]}为{expected}{unit}，{gap}"
    return Finding(place, message, (place, *cells), f"{expected}{unit}", f"{found}{unit}", gap)
