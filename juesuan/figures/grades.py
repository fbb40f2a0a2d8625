"""The grade of a self-evaluation, 自评等级, by its score."""

from decimal import Decimal
from fractions import Fraction

FULL = Decimal(100)
"""The most that a self-evaluation can score, in 分."""
_LEAST = ((90, "优"), (80, "良"), (60, "中"))
"""From which score on a grade is given, 财预〔2020〕10号."""


def fitting(score: Decimal | Fraction) -> str:
    """The grade of a score in 分: 优 from 90 on, 良 from 80, 中 from 60, 差 below."""
    return next((grade for least, grade in _LEAST if score >= least), "差")
