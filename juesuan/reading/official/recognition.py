"""Which official table a sheet is: by the code at the front of its name, then by its title; never by its place."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.chinese import folded, narrow
from juesuan.reading.grid import Grid, plain
from juesuan.reading.official.forms import OfficialForm, forms

_CODE = re.compile(r"\s*([ZF])\s*([0-9]{2})(?:[-_ ]([0-9]{1,2})(?![0-9]))?(?![0-9])", re.IGNORECASE)
_NUMBER = re.compile(r"\s*财决(附?)([0-9]{2})(?:[-_]([0-9]{1,2}))?表?")
_ABOVE, _TITLES = 8, 4
"""The rows in which number, year and unit stand, and those in which the title does."""
_YEAR = re.compile(r"(20[0-9]{2})年度|(?:^|年度:)(20[0-9]{2})(?:年|$)|(20[0-9]{2})年(?![0-9]*月)")
_UNIT = re.compile(r"(?<!编制)(?<!填报)(?<!预算)(?:金额)?单位:?(亿元|百万元|万元|千元|元)")
_DEPARTMENT = re.compile(
    r"(?:编制单位|填报单位|公开单位|部门|单位名称)(?:\(.*?\))?:(\S+?)(?=金额单位|单位:|20[0-9]{2}年|$)"
)


class OfficialSheet(Struct, frozen=True):
    """A sheet of an official file, with what stands above its headings."""

    file: str
    grid: Grid
    form: OfficialForm
    title: str
    units: tuple[str, ...]
    """What it says its money is in: one, unless it says nothing or two things."""
    years: tuple[int, ...]
    """The years that it names."""
    department: str
    lines_above: int = 0
    """Of a table of a text: how many rows of ``grid`` stand above the table."""
    is_text: bool = False
    """Whether it is a table of a text, whose cells have no addresses."""


def code_of(name: str) -> str:
    """The code at the front of the name of a sheet, such as Z08_1; empty where there is none."""
    words = unicodedata.normalize("NFKC", name)
    if found := _CODE.match(words):
        return _joined(found[1].upper(), found[2], found[3])
    if found := _NUMBER.match(words):
        return _joined("F" if found[1] else "Z", found[2], found[3])
    return ""


def _joined(letter: str, first: str, second: str | None) -> str:
    return f"{letter}{first}" + (f"_{int(second)}" if second else "")


def title_of(grid: Grid) -> str:
    """The title above a table, without year and numbering: one that is known, or else the first of a table."""
    found = [bare for words in _above(grid, _TITLES) if (bare := bare_title(words)).endswith("表")]
    return next((each for each in found if _titled(each)), next(iter(found), ""))


def bare_title(words: str) -> str:
    """A line as titles are compared: without numbering, the number of the table and the year."""
    bare = re.sub(
        r"^(附?表)?[0-9一二三四五六七八九十]*[、.:：]|(公开)?[0-9]*表?[:：]|20[0-9]{2}年度?", "", folded(words)
    )
    return "" if _NUMBER.fullmatch(bare) or re.fullmatch(r"公开[0-9-]+表", bare) else bare


def _above(grid: Grid, rows: int = _ABOVE) -> Iterator[str]:
    return (words for row in grid.rows[:rows] for value in row if (words := plain(value)))


def of_text(file: str, grid: Grid, lines_above: int) -> OfficialSheet | None:
    """What a table of a text is, as ``recognised``; ``lines_above`` rows of ``grid`` stand above the table."""
    sheet = recognised(file, grid)
    return sheet and replace(sheet, lines_above=lines_above, is_text=True)


def recognised(file: str, grid: Grid) -> OfficialSheet | None:
    """What a sheet is; None for one of which nothing is taken. See ``conflict`` for what does not go together."""
    named = code_of(grid.name)
    if not named and (_is_other(grid.name) or _is_list(grid)):
        return None
    code, title = named or _written_code(grid), title_of(grid)
    form = next((each for each in forms() if each.code == code), None)
    form = form or (None if code else _titled(title))
    if form is None:
        return None
    years, units, department = _about(list(_above(grid)))
    return OfficialSheet(file, grid, form, title, units, years, department)


def _is_other(name: str) -> bool:
    """Whether a sheet is named as one of the software that is no form of the accounts: CS03, QB01."""
    return (
        re.match(r"[A-Z]{1,3}[0-9]{2}(?![0-9])", unicodedata.normalize("NFKC", name).strip().upper()) is not None
    )


def _is_list(grid: Grid) -> bool:
    """Whether the first rows speak of several tables, as a list of them does."""
    named = {code for words in _above(grid) if _NUMBER.fullmatch(narrow(words)) and (code := code_of(words))}
    titled = {form.code for words in _above(grid) if (form := _titled(bare_title(words)))}
    return len(named) > 1 or len(titled) > 1


def _titled(title: str) -> OfficialForm | None:
    """The form of that title."""
    return next((each for each in forms() if title in map(folded, each.titles)), None)


def is_title(words: str) -> bool:
    """Whether a line is the title of an official table."""
    return _titled(bare_title(words)) is not None


def _written_code(grid: Grid) -> str:
    """The code that is written at the right above the table: 财决08-1表."""
    return next((code_of(words) for words in _above(grid, 4) if _NUMBER.fullmatch(narrow(words))), "")


def conflict(sheet: OfficialSheet) -> OfficialForm | None:
    """The other table whose title a sheet has; None where code and title go together."""
    other = _titled(sheet.title)
    return None if other is None or sheet.title in map(folded, sheet.form.titles) else other


def _about(above: Sequence[str]) -> tuple[tuple[int, ...], tuple[str, ...], str]:
    words = [narrow(each) for each in above]
    years = dict.fromkeys(
        int(next(filter(None, found.groups()))) for each in words for found in _YEAR.finditer(each)
    )
    units = dict.fromkeys(found[1] for each in words for found in _UNIT.finditer(each))
    names = [found[1] for each in words if (found := _DEPARTMENT.match(each))]
    return tuple(years), tuple(units), names[0] if names else ""
