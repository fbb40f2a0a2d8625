"""Two Word files side by side: values in, values out; nothing is read from the disk or written to it."""

from juesuan.compare import redline
from juesuan.compare.edits.apply import carry

__all__ = ["carry", "redline"]
