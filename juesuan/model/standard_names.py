"""The standard names of the classifications: what a code is called, in which years of account.

The names are data (templates/功能分类.toml, 经济分类.toml). Nothing may be concluded of a code that is not there;
where the year of a change is not sure, both names hold in the years between.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from juesuan.model import chinese, data_file
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.sheets import tag_of

FUNCTIONAL, ECONOMIC = "功能分类.toml", "经济分类.toml"
_YEARS = "年度"
"""The key of the years that a file covers."""
_PROVED = "有出处"
"""The key of the codes whose names a source has; a file without it is all proved."""
_CODE = re.compile(r"[23]\d\d(\d\d){0,2}")


class StandardName(Struct, frozen=True):
    """A name of a code, with the first and the last year of account in which it holds; None for no bound."""

    name: str
    first: int | None = None
    last: int | None = None

    def holds_in(self, year: int) -> bool:
        """Whether it is the name in the accounts of that year."""
        return (self.first or year) <= year <= (self.last or year)


class StandardNames(Struct, frozen=True):
    """The names of one classification."""

    by_code: Mapping[str, tuple[StandardName, ...]]
    first_year: int = 0
    last_year: int = 9999
    """The years of account that the names were gathered for; of others they say nothing against a name."""
    proved: frozenset[str] = frozenset()
    """The codes whose names a source has: a department, a published report. Of the others nothing is sure."""

    def covers(self, year: int) -> bool:
        """Whether a name that is not there is wrong in the accounts of that year."""
        return self.first_year <= year <= self.last_year

    def of(self, code: str, year: int) -> tuple[str, ...]:
        """The names that the code has in the accounts of a year; none where the code is not known."""
        return tuple(each.name for each in self.by_code.get(code, ()) if each.holds_in(year))

    def sure(self, code: str, year: int) -> str:
        """The one name of the code in a year; empty where the code is not known or has more than one."""
        names = self.of(code, year)
        return names[0] if len(names) == 1 else ""

    def of_other_years(self, code: str, name: str, year: int) -> StandardName | None:
        """The entry of a name that the code has in other years than this one; None where it never has it."""
        others = (each for each in self.by_code.get(code, ()) if not each.holds_in(year))
        return next((each for each in others if same(each.name, name)), None)

    def codes(self, name: str, year: int) -> Iterator[str]:
        """The codes that have the name in a year."""
        wanted = bare(name)
        return (code for code in self.by_code if any(bare(each) == wanted for each in self.of(code, year)))


def same(one: str, other: str) -> bool:
    """Whether two names are one: punctuation, width, spaces and 支出 at the end do not matter, nor 费 for 费用."""
    return bare(one) == bare(other)


@cache
def bare(name: str) -> str:
    """The letters of a name by which it is compared with others, see ``same``."""
    own = re.sub(r"[（(][类款项][)）]$", "", name.strip())
    letters = tag_of(chinese.narrow(own)).lstrip("0123456789")
    return letters.removesuffix("支出").removesuffix("费用").removesuffix("费") or letters


@cache
def functional() -> StandardNames:
    """The functional classification, 类, 款 and 项; raises ReportError (W05) for a fault in its file."""
    return _read(FUNCTIONAL)


@cache
def economic() -> StandardNames:
    """The economic classification of departments, 类 and 款; raises as ``functional``."""
    return _read(ECONOMIC)


def _read(file: str) -> StandardNames:
    path = TEMPLATES / file
    text, table = data_file.read(path)
    match table.pop(_YEARS, None):
        case [int(first), int(last)]:
            pass
        case _:
            raise data_file.fault(path, f"第{data_file.line_of(text, _YEARS)}行没有写“{_YEARS}”，或写得不对")
    proved = table.pop(_PROVED, list(table))
    if not isinstance(proved, list) or not set(map(str, proved)) <= set(table):
        raise data_file.fault(
            path, f"第{data_file.line_of(text, _PROVED)}行的“{_PROVED}”写得不对，或有下面没有的编码"
        )
    found: dict[str, tuple[StandardName, ...]] = {}
    for code, names in table.items():
        try:
            found[code] = _names(code, names)
        except (KeyError, TypeError, ValueError, AttributeError) as caught:
            raise data_file.fault(path, f"第{data_file.line_of(text, code)}行写得不对") from caught
    return StandardNames(found, first, last, frozenset(proved))


def _names(code: str, told: Any) -> tuple[StandardName, ...]:
    """The names of a code as the file has them; raises ValueError and its like for what has another shape."""
    if not _CODE.fullmatch(code) or not told:
        raise ValueError(code)
    return (StandardName(told),) if isinstance(told, str) else tuple(map(_name, told))


_KEYS = frozenset({"名称", "起", "止"})


def _name(told: Any) -> StandardName:
    made = StandardName(told["名称"], told.get("起"), told.get("止"))
    is_dated = isinstance(made.first, int | None) and isinstance(made.last, int | None)
    if not (isinstance(made.name, str) and is_dated and told.keys() <= _KEYS):
        raise ValueError(told)
    return made
