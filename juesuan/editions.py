"""The editions of the form: for each a folder of ``templates/`` with Word template, public tables, few settings.

Nothing else in the program knows one edition from another: what differs stands in these files.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "templates"
SETTINGS, TEMPLATE, TABLES = "edition.toml", "report.docx", "附表.toml"
NAMES = tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{SETTINGS}")))
"""The editions there are, the oldest first; the workbook names one of them."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition of the form has of its own; the wording is in its template."""

    name: str
    template: Path
    tables: Path
    """The list of its public tables."""
    first_year: int
    """The first and the last year of account that it is for."""
    last_year: int


@cache
def named(name: str) -> Edition:
    """The edition of that name, one of ``NAMES``."""
    folder = FOLDER / name
    settings = tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    return Edition(name, folder / TEMPLATE, folder / TABLES, **settings)
