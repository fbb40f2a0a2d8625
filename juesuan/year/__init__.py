"""The officer's workbooks and folders: made whole or not at all; what the officer wrote is never overwritten."""

from juesuan.year import first_year, next_year, own_template, seen_file
from juesuan.year.public_tables_xlsx import book as public_workbook

__all__ = ["first_year", "next_year", "own_template", "public_workbook", "seen_file"]
