"""The charts of the report: data in, matplotlib figures out; the only door to matplotlib."""
