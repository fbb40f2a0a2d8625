"""The versions that the runs have made, kept whole and never overwritten; only this room writes outputs.

A run asks it what earlier runs left (``past``, ``rerun``), and gives it all that it has made (``keep``).
"""

from juesuan.versions import content, keep, rerun, seal
from juesuan.versions.past import past

__all__ = ["content", "keep", "past", "rerun", "seal"]
