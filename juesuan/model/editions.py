"""The editions of the form: for each a folder of ``templates/`` with Word template, public tables, few settings.

Nothing else in the program knows one edition from another: what differs stands in these files. docs/版式.md says
what each of them carries.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from juesuan.model import edition_settings
from juesuan.model.digests import digest
from juesuan.model.given import Given
from juesuan.model.problems import Problem, ReportError
from juesuan.model.program_folders import TEMPLATES

SETTINGS, TEMPLATE, TABLES = "edition.toml", "report.docx", "附表.toml"
EITHER = "|"
"""Stands between several ways of saying the heading of a section."""
OWN = "版式"
"""The folder, in that of the year, whose template, tables and settings win over those shipped."""


class Scored(Struct, frozen=True):
    """How a self-evaluation table shares out its 100 points, in 分."""

    execution: int
    """The points for the execution of the budget, given by its rate."""
    indicators: int
    """The points for all indicators of a project together."""


class FormPart(Struct, frozen=True):
    """A part of the report as the form has it, by words that its headings hold, whatever number they bear."""

    title: str
    sections: tuple[str, ...] = ()
    """Those of its sections, in order; ``EITHER`` stands between ways of saying it."""


class FormFile(Struct, frozen=True):
    """A file that the form of the report comes from, as it stood when it was read."""

    place: str
    """Folder and name: 四川2020/report.docx or, of the department's own, 版式/report.docx."""
    data: bytes

    @property
    def name(self) -> str:
        """The name of the file without its folder."""
        return self.place.rpartition("/")[2]

    @property
    def is_own(self) -> bool:
        """Whether the department put the file into its folder 版式, so that it wins over the shipped one."""
        return self.place.startswith(f"{OWN}/")


class Edition(Struct, frozen=True):
    """What one edition of the form has of its own; the wording is in its template."""

    name: str
    template: FormFile
    tables: FormFile
    """The list of its public tables."""
    settings: FormFile
    place: str
    """Whose form it is, such as 四川: the next year's is looked for there."""
    first_year: int
    """The first and the last year of account that it is for."""
    last_year: int
    continued_until: int
    """The last year that it is used for while there is no newer form; ``last_year`` where it is not."""
    proposed: bool
    """Whether the form of its place is proposed where nothing says which is wanted."""
    percent_decimals: int
    """How many decimals a percentage is printed with at most."""
    budget: str
    """The column of the workbook by which 完成预算 is computed, one of ``edition_settings.BUDGETS``."""
    budget_name: str
    """What the sentences call that budget: 小于预算数."""
    no_base: str
    """The words for a rate over a base of nought, in brackets, see ``edition_settings.NUMBER`` and ``YEAR``."""
    compares_three_public: bool
    """Whether the chapter on 三公经费 compares the total with last year, and tells even of no travel abroad."""
    numbering: tuple[str, ...]
    """The first number of the headings of three levels, each one of ``edition_settings.NUMBERINGS``."""
    tables_before: str
    """Words of the heading before which the public tables stand; empty where they come last, if asked for."""
    unused_texts: tuple[str, ...]
    """The names of the texts of 文字材料 that the edition has no place for."""
    printed_rows: tuple[str, ...]
    """The rows of the workbook, as 收入支出.上级补助收入, that the edition prints even where they are nil."""
    unprinted_rows: tuple[str, ...]
    """Those, as 其他事项.轿车, that the edition never prints."""
    required_rows: tuple[str, ...]
    """The rows of 基本信息 that the edition prints in any case, beside those that every report needs."""
    scored: Scored | None
    """How its self-evaluation tables share out their points; None where they give none."""
    parts: tuple[FormPart, ...]
    """The parts of the report in order, as far as they have to be there."""

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
    def called(self) -> str:
        """The edition in a message: by its name, or that it is the department's own."""
        return "本单位的版式" if self.settings.is_own else f"版式“{self.name}”"

    @property
    def years(self) -> str:
        """The years that it is for, in words."""
        return f"{self.first_year}至{self.last_year}年度"

    @property
    def origin(self) -> str:
        """Whose wording the report has, in words for the officer: the department's own or that of the edition."""
        return "用本单位的版式" if self.template.is_own else f"用“{self.name}”版式"

    @property
    def has_tables_inside(self) -> bool:
        """Whether the public tables are a part of the report itself, whatever 基本信息 says of 附表."""
        return bool(self.tables_before)


@cache
def named(name: str) -> Edition:
    """The edition of that name, one of ``NAMES``, as it is shipped; raises ReportError for faulty settings."""
    template, tables, settings = (_shipped(name, each) for each in (TEMPLATE, TABLES, SETTINGS))
    return made(name, (template, tables, settings))


def _shipped(edition: str, name: str) -> FormFile:
    return FormFile(f"{edition}/{name}", (TEMPLATES / edition / name).read_bytes())


def made(name: str, files: tuple[FormFile, FormFile, FormFile]) -> Edition:
    """The edition of three files: template, tables, settings. Raises ReportError for faulty settings."""
    stated = edition_settings.read(files[2].data, files[2].place)
    if stated.problems:
        raise ReportError(*stated.problems)
    told: dict[str, Any] = dict(stated.values)
    told |= {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    told["continued_until"] = told["continued_until"] or told["last_year"]
    told["scored"] = Scored(**told["scored"]) if told["scored"] else None
    told["parts"] = tuple(FormPart(each["title"], tuple(each.get("sections", ()))) for each in told["parts"])
    return Edition(name, *files, **told)


def names_in(folder: Path) -> tuple[str, ...]:
    """The editions in a folder: first those of the place that is proposed, of each place the oldest first.

    One that lacks a file, or whose settings are faulty, is none: the command ``edition`` says why.
    """
    found = [path.parent for path in folder.glob(f"*/{SETTINGS}")]
    whole = [each for each in found if (each / TEMPLATE).is_file() and (each / TABLES).is_file()]
    stated = {
        each.name: edition_settings.read((each / SETTINGS).read_bytes(), f"{each.name}/{SETTINGS}")
        for each in whole
    }

    def rank(name: str) -> tuple[bool, str, str]:
        values = stated[name].values
        return not values["proposed"], values["place"], name

    return tuple(sorted((name for name in stated if not stated[name].problems), key=rank))


NAMES = names_in(TEMPLATES)
"""The editions there are, those of the place that is proposed first; the workbook names one of them."""


def newest(place: str = "") -> Edition:
    """The newest edition of a place, or of the one that is proposed."""
    return of_place(place)[-1]


def fitting(year: int, place: str = "") -> str | None:
    """The name of the edition of a place, or of the one that is proposed, for the accounts of a year.

    That is one made for the year, or one continued until then; None where there is none.
    """
    found = of_place(place)
    made = (each.name for each in found if each.first_year <= year <= each.last_year)
    continued = (each.name for each in reversed(found) if each.first_year <= year <= each.continued_until)
    return next(made, None) or next(continued, None)


def of_place(place: str = "") -> tuple[Edition, ...]:
    """The editions of a place, or of the one that is proposed, the oldest first."""
    place = place or named(NAMES[0]).place
    return tuple(each for each in map(named, NAMES) if each.place == place)


def of(given: Given, name: str) -> Edition:
    """The edition of that name, with the files that the department has in its folder 版式 instead of the shipped.

    A file of its own that could not be read is taken as an empty one; settings of its own that are faulty are
    left out, see ``faults``.
    """
    shipped = named(name)
    template, tables, settings = (
        _own(given, file) or file for file in (shipped.template, shipped.tables, shipped.settings)
    )
    if edition_settings.read(settings.data, settings.place).problems:
        settings = shipped.settings
    return made(name, (template, tables, settings))


def faults(given: Given) -> tuple[Problem, ...]:
    """What is wrong with the settings that the department has of its own; none where it has none."""
    place = f"{OWN}/{SETTINGS}"
    if place not in given.files and place not in given.unread:
        return ()
    return edition_settings.read(given.files.get(place, b""), place).problems


def _own(given: Given, file: FormFile) -> FormFile | None:
    place = f"{OWN}/{file.name}"
    if place in given.files or place in given.unread:
        return FormFile(place, given.files.get(place, b""))
    return None
