"""What a text says about figures: its paragraphs become statements, and each number a claim with its place.

``statements`` reads paragraphs; the ways of saying are data (templates/说法.toml). Nothing here judges: whether claims
agree is for the checks. A reader never raises for what a text says; a fault of 说法.toml is a ``ValueError`` with its line.
"""

from juesuan.claims.claim import Aspect, Claim, Place, Statement
from juesuan.claims.clauses import numbering, sentence
from juesuan.claims.sayings import sayings
from juesuan.claims.statements import is_heading, joined, report_year, statements
from juesuan.claims.tables import (
    BUDGET,
    EXECUTED,
    INDICATOR,
    RATE,
    SCORE,
    WEIGHT,
    TableClaim,
    project_at,
    table_claims,
)

__all__ = [
    "Aspect",
    "Claim",
    "Place",
    "Statement",
    "joined",
    "numbering",
    "report_year",
    "sayings",
    "sentence",
    "statements",
]
