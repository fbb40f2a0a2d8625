"""What each run made: kept whole, never overwritten; the only hand that writes outputs."""

from juesuan.versions import content, keep, rerun, seal
from juesuan.versions.past import past

__all__ = ["content", "keep", "past", "rerun", "seal"]
