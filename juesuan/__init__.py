"""决算通: from a department's workbook to its published final accounts, as Word and PDF."""

VERSION = "0.1.0"
"""Goes into the record of what made a file."""
