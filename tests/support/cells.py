"""A workbook changed by another program than ours."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def rewritten(book: Path, sheet: str, change: Callable[[Worksheet], object]) -> None:
    """Opens the workbook, changes a sheet of it, and saves it."""
    made = openpyxl.load_workbook(book)
    change(made[sheet])
    made.save(book)
