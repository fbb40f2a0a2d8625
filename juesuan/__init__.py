"""决算有据: from a department's workbook to its published final accounts, as Word and PDF."""

PRODUCT = "决算有据"
"""What the program is called, wherever its name is read."""
