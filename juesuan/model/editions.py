"""The editions of the form: for each a folder of ``templates/`` with Word template, public tables, few settings.

Nothing else in the program knows one edition from another: what differs stands in these files.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from juesuan.model.given import Given
from juesuan.model.identity import digest
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
class FormFile:
    """A file that the form of the report comes from, as it stood when it was read."""

    place: str
    """Folder and name: 四川2020/report.docx or, of the department's own, 版式/report.docx."""
    data: bytes

    @property
    def name(self) -> str:
        """The name without the folder."""
        return self.place.rpartition("/")[2]

    @property
    def is_own(self) -> bool:
        """Whether it is the department's."""
        return self.place.startswith(f"{OWN}/")


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition of the form has of its own; the wording is in its template."""

    name: str
    template: FormFile
    tables: FormFile
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
    settings: FormFile
    scored: Scored | None = None

    @property
    def files(self) -> tuple[FormFile, ...]:
        """All that the form of the report comes from."""
        return (self.settings, self.template, self.tables)

    @property
    def own(self) -> tuple[FormFile, ...]:
        """Those of its files that are the department's."""
        return tuple(file for file in self.files if file.is_own)

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file by its place."""
        return {file.place: digest(file.data) for file in self.files}

    @property
    def origin(self) -> str:
        """Whose wording it is, for the officer."""
        return "用本单位的版式" if self.template.is_own else f"用“{self.name}”版式"


@cache
def named(name: str) -> Edition:
    """The edition of that name, one of ``NAMES``."""
    template, tables, settings = (_shipped(name, each) for each in (TEMPLATE, TABLES, SETTINGS))
    told = tomllib.loads(settings.data.decode())
    unused, points = tuple(told.pop("unused_texts")), told.pop("scored", None)
    scored = Scored(**points) if points else None
    return Edition(name, template, tables, settings=settings, unused_texts=unused, scored=scored, **told)


def _shipped(edition: str, name: str) -> FormFile:
    return FormFile(f"{edition}/{name}", (TEMPLATES / edition / name).read_bytes())


def fitting(year: int) -> str | None:
    """The edition that is for the accounts of a year; None where there is none."""
    found = (each for each in map(named, NAMES) if each.first_year <= year <= each.last_year)
    return next((each.name for each in found), None)


def of(given: Given, name: str) -> Edition:
    """The edition of that name with the department's own files, if any; one that is unread is empty."""
    shipped = named(name)
    template, tables = (_own(given, file) or file for file in (shipped.template, shipped.tables))
    return replace(shipped, template=template, tables=tables)


def _own(given: Given, file: FormFile) -> FormFile | None:
    place = f"{OWN}/{file.name}"
    if place in given.files or place in given.unread:
        return FormFile(place, given.files.get(place, b""))
    return None
