"""更正说明: what a correction changed, from the cell to the page, by comparing two versions of a report."""

from juesuan.corrections.changes import Changes, cause, changes
from juesuan.corrections.given import Given

__all__ = ["Changes", "Given", "cause", "changes"]
