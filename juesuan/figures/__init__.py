"""Accounts become figures: exact, in 元, percent or counts, with rule and cells; one module rounds."""

from juesuan.figures.chart_data import charts
from juesuan.figures.derive import derive as derived
from juesuan.figures.provenance import origins
from juesuan.figures.public_tables import part as public_part

__all__ = ["charts", "derived", "origins", "public_part"]
