"""The editions of the form: for each a folder of ``templates/`` with Word template, public tables, few settings.

Nothing else in the program knows one edition from another: what differs stands in these files.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from juesuan.model.program_folders import TEMPLATES

SETTINGS, TEMPLATE, TABLES = "edition.toml", "report.docx", "附表.toml"
OWN = "版式"
"""The folder, in that of the year, whose template and tables win over those shipped."""
NAMES = tuple(sorted(path.parent.name for path in TEMPLATES.glob(f"*/{SETTINGS}")))
"""The editions there are, the oldest first; the workbook names one of them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """How a self-evaluation table shares out its 100 points, in 分."""

    execution: int
    """For the execution of the budget, by its rate."""
    indicators: int
    """For the indicators together."""


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
    three_public_title: str
    """How the title of 七 begins."""
    compares_three_public: bool
    """Whether 七 compares the total with last year, and travel abroad even where there was none."""
    unused_texts: tuple[str, ...]
    """The texts of 文字材料 it has no place for."""
    scored: Scored | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """All that the form of the report comes from."""
        return (self.template, self.tables, TEMPLATES / self.name / SETTINGS)

    @property
    def own(self) -> tuple[Path, ...]:
        """Those of its files that are the department's."""
        return tuple(path for path in self.files if path.parent.name == OWN)

    @property
    def origin(self) -> str:
        """Whose wording it is, for the officer."""
        return "用本单位的版式" if self.template in self.own else f"用“{self.name}”版式"


@cache
def named(name: str) -> Edition:
    """The edition of that name, one of ``NAMES``."""
    folder = TEMPLATES / name
    settings = tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    unused, points = tuple(settings.pop("unused_texts")), settings.pop("scored", None)
    scored = Scored(**points) if points else None
    return Edition(name, folder / TEMPLATE, folder / TABLES, unused_texts=unused, scored=scored, **settings)


def fitting(year: int) -> str | None:
    """The edition that is for the accounts of a year; None where there is none."""
    found = (each for each in map(named, NAMES) if each.first_year <= year <= each.last_year)
    return next((each.name for each in found), None)


def of(folder: Path, name: str) -> Edition:
    """The edition of that name with the department's own files, where the year's ``folder`` has them."""
    shipped, own = named(name), folder / OWN
    template, tables = (
        own / path.name if (own / path.name).exists() else path for path in (shipped.template, shipped.tables)
    )
    return replace(shipped, template=template, tables=tables)
