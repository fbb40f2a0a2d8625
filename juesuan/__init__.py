"""决算通: from a department's workbook to its published final accounts, as Word and PDF."""
