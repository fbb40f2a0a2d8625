"""The versions that the runs have made, kept whole and never overwritten; only this room writes outputs.

A run asks it what earlier runs left (``past``, ``rerun``), a check only what was published before (``former``,
``years_beside``); a run gives it all that it has made (``keep``).
"""

from juesuan.versions import content, former, keep, rerun, seal, years_beside
from juesuan.versions.past import past

__all__ = ["content", "former", "keep", "past", "rerun", "seal", "years_beside"]
