"""The versions that the runs have made, kept whole and never overwritten; only this room writes outputs.

A run asks it what earlier runs left (``past``, ``rerun``), a check only what the figures were (``former``); a run
gives it all that it has made (``keep``).
"""

from juesuan.versions import content, former, keep, rerun, seal
from juesuan.versions.past import past

__all__ = ["content", "former", "keep", "past", "rerun", "seal"]
