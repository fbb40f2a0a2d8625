"""更正说明: what a correction changed, from the cell to the page, by comparing two versions of a report."""

from juesuan.corrections.changes import Changes, Figure, cause, changes, figures_changed
from juesuan.corrections.given import Given

__all__ = ["Changes", "Figure", "Given", "cause", "changes", "figures_changed"]
