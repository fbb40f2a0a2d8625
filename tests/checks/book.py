"""What the rule book says of made-up accounts."""

from typing import Any

from juesuan import checks
from juesuan.checks.rule import problem
from juesuan.figures.derive import derive
from juesuan.model.accounts import Accounts
from juesuan.model.problems import Problem

RULES = {rule.code: rule for rule in checks.RULES}


def problems(given: Accounts, code: str = "", **evidence: Any) -> list[Problem]:
    """What the rules find; of one code or its beginning where it is named."""
    rules = [rule for rule in checks.RULES if rule.code.startswith(code)]
    known = checks.Evidence(given, derive(given), **evidence)
    return [problem(rule, finding) for rule in rules for finding in rule.check(known)]


def told(given: Accounts, code: str = "", **evidence: Any) -> list[str]:
    """The same as the officer reads it."""
    return [str(problem) for problem in problems(given, code, **evidence)]


def named(given: Accounts, code: str) -> set[str]:
    """Every cell the findings of a rule name, without its sheet."""
    return {cell.rpartition("〕")[2] for problem in problems(given, code) for cell in problem.cells}


def advice(code: str) -> str:
    """The end of a message whose advice is the rule's own."""
    return f"　→ {RULES[code].advice}"
