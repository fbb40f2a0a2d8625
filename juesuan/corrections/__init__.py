"""更正说明: what a correction changed, from the cell to the page, by comparing two versions of a report."""

from juesuan.corrections.changes import Changes, cause, changes

__all__ = ["Changes", "cause", "changes"]
