"""The ways of saying: the words by which a text names figures, changes, budgets and parts, read from 说法.toml."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from juesuan.claims.sayings_file import SayingsFile, read
from juesuan.model.program_folders import TEMPLATES

FILE = "说法.toml"
_WORN = re.compile(
    r"(支出决算|支出预算|收入决算|收入预算|决算|预算|年初|总额|总数|总量|金额|数额|数|资金|支出|费用|经费|费"
    r"|（[类款]）|汇总数|汇总|共计|合计|总计|共|安排|类科目|科目|财政拨款|一般公共预算财政拨款|情况)$"
)
"""What may stand behind the name of a figure without changing what it names."""
_SCOPE = re.compile(
    r"^(?:本年|当年|全年)?(?:一般公共预算|政府性基金预算?|国有资本经营预算)?"
    r"(?:财政拨款)?(?:安排的?|开支的?|的)?(?:本年)?(?=.{2})"
)
_WHOLE_SCOPE = re.compile(
    r"(?:本年|当年|全县|全市|全区)?(一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:本级)?(?:财政)?(?:拨款)?"
)
"""The name of a budget, which is that of its expenditure."""
_SHORTEST = 3
"""How long the name of a figure must be that is one without its budget: 基本支出, and not 支出."""
_MARKS = re.compile(r"[“”\"‘’「」《》\s]")


class Decomposition(Struct, frozen=True):
    """A total that is the sum of its parts, by the form; a part that is not written is nought."""

    total: str
    parts: tuple[str, ...]


class Renamed(Struct, frozen=True):
    """A name of the classification that was replaced by another from a year on."""

    old: str
    new: str
    year: int


class Sayings(Struct, frozen=True):
    """The words of 说法.toml, and the patterns made of them."""

    up: str
    """A pattern of the words for an increase."""
    down: str
    same: str
    last: str
    """A pattern of the words for last year, a year with its digits among them."""
    budget: str
    opening: str
    """A pattern of the words that open a list of parts."""
    both: tuple[tuple[frozenset[str], tuple[str, ...]], ...]
    """The names that mean two figures, and these."""
    names: dict[str, str]
    """What a figure is called, by each way to call it; both worn down to their cores."""
    decompositions: tuple[Decomposition, ...]
    renamed: tuple[Renamed, ...]
    figures: dict[str, tuple[str, ...]]
    """What a figure of the workbook is called beside the label of its row, by its name: 其他事项.人员编制."""

    def cores(self, subject: str) -> tuple[str, ...]:
        """The names of the figures that a subject of a sentence means: mostly one, two for 收、支总计."""
        plain = _MARKS.sub("", subject)
        for names, meant in self.both:
            if plain in names or _SCOPE.sub("", plain) in names:
                return meant
        return (self._name(plain),)

    def _name(self, plain: str) -> str:
        """The name of the one figure that is meant, also where the budget that it belongs to stands before it."""
        worn = core(plain)
        if found := self.names.get(plain) or self.names.get(worn):
            return found
        if whole := _WHOLE_SCOPE.fullmatch(worn):
            return whole[1]
        shorter = _SCOPE.sub("", plain)
        if found := self.names.get(shorter) or self.names.get(core(shorter)):
            return found
        if found := self.names.get(core(_ADDED_UP.sub("", plain))):
            return found
        return core(shorter if len(shorter) > _SHORTEST else plain)


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """The name of a figure without what may stand behind it: 公务接待 for 公务接待费支出决算."""
    worn = _MARKS.sub("", name)
    while (shorter := _WORN.sub("", worn)) != worn and shorter and not _is_total(worn):
        worn = shorter
    return worn


_ADDED_UP = re.compile(r"(?:合计|总计)(?:数|金额)?$")
_TOTAL = re.compile(r"(收入|支出|收支)(决算|预算)?(总计|合计)$|^(本年)?(收入|支出)$|总收入$|总支出$")


def _is_total(name: str) -> bool:
    """Whether the last words belong to the name itself, as in 收入总计."""
    return bool(_TOTAL.search(name) or _WHOLE_SCOPE.fullmatch(name))


@cache
def sayings() -> Sayings:
    """The ways of saying of all forms. A ``ReportError`` names the line of a fault in 说法.toml."""
    return made(read(TEMPLATES / FILE))


def made(file: SayingsFile) -> Sayings:
    """The patterns of what the file says."""
    return Sayings(
        up=_either(file.changes.up),
        down=_either(file.changes.down),
        same=_either(file.changes.same),
        last=rf"(?:{_either(file.changes.last)}|20\d\d年度?)",
        budget=_either(file.budgets.names),
        opening=_either(file.lists.opening),
        both=tuple((frozenset(each.names), tuple(map(core, each.meant))) for each in file.joint),
        names={form: core(each.name) for each in file.synonyms for form in _forms(each.name, each.forms)},
        decompositions=tuple(
            Decomposition(core(each.total), tuple(map(core, each.parts))) for each in file.divisions
        ),
        renamed=tuple(Renamed(each.old, each.new, each.year) for each in file.renamed),
        figures={each.name: each.forms for each in file.figures},
    )


def _forms(name: str, others: Iterable[str]) -> Iterable[str]:
    """Every way to call a figure, as written and worn down."""
    plain = [_MARKS.sub("", form) for form in (name, *others)]
    return {*plain, *map(core, plain)}


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
