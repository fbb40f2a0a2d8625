"""The editions of the form: for each a folder of ``templates/`` with Word template, public tables, few settings.

Nothing else in the program knows one edition from another: what differs stands in these files.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    """The points for the execution of the budget, given by its rate."""
    indicators: int
    """The points for all indicators of a project together."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that the form of the report comes from, as it stood when it was read."""

    place: str
    """Folder and name: 四川2020/report.docx or, of the department's own, 版式/report.docx."""
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """The name of the file without its folder."""
        return self.place.rpartition("/")[2]

    @property
    def is_own(self) -> bool:
        """Whether the department put the file into its folder 版式, so that it wins over the shipped one."""
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
    """How the title of chapter 七, on 三公经费, begins."""
    compares_three_public: bool
    """Whether chapter 七 compares the total with last year, and travel abroad even where there was none."""
    unused_texts: tuple[str, ...]
    """The names of the texts of 文字材料 that the edition has no place for."""
    settings: FormFile
    scored: Scored | None = None
    """How its self-evaluation tables share out their points; None where they give none."""

    @property
    def files(self) -> tuple[FormFile, ...]:
        """The files that the form of the report comes from: settings, template, list of public tables."""
        return (self.settings, self.template, self.tables)

    @property
    def own(self) -> tuple[FormFile, ...]:
        """Those files of the edition that the department has changed for itself."""
        return tuple(file for file in self.files if file.is_own)

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file by its place."""
        return {file.place: digest(file.data) for file in self.files}

    @property
    def origin(self) -> str:
        """Whose wording the report has, in words for the officer: the department's own or that of the edition."""
        return "用本单位的版式" if self.template.is_own else f"用“{self.name}”版式"


@cache
def named(name: str) -> Edition:
    """The edition of that name, one of ``NAMES``, as it is shipped."""
    template, tables, settings = (_shipped(name, each) for each in (TEMPLATE, TABLES, SETTINGS))
    told = tomllib.loads(settings.data.decode())
    unused, points = tuple(told.pop("unused_texts")), told.pop("scored", None)
    scored = Scored(**points) if points else None
    return Edition(name, template, tables, settings=settings, unused_texts=unused, scored=scored, **told)


def _shipped(edition: str, name: str) -> FormFile:
    return FormFile(f"{edition}/{name}", (TEMPLATES / edition / name).read_bytes())


def fitting(year: int) -> str | None:
    """The name of the edition that is for the accounts of a year; None where there is none."""
    found = (each for each in map(named, NAMES) if each.first_year <= year <= each.last_year)
    return next((each.name for each in found), None)


def of(given: Given, name: str) -> Edition:
    """The edition of that name, with the files that the department has in its folder 版式 instead of the shipped.

    A file of its own that could not be read is taken as an empty one.
    """
    shipped = named(name)
    template, tables = (_own(given, file) or file for file in (shipped.template, shipped.tables))
    return replace(shipped, template=template, tables=tables)


def _own(given: Given, file: FormFile) -> FormFile | None:
    place = f"{OWN}/{file.name}"
    if place in given.files or place in given.unread:
        return FormFile(place, given.files.get(place, b""))
    return None
