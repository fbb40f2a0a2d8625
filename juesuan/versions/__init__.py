"""What each run made: kept whole, never overwritten; the only hand that writes outputs."""
