"""The numbers of automatic lists: a Word file says only how it counts; what it shows is worked out here."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.model import chinese
from juesuan.model.chinese import unprintable
from juesuan.model.document import Item, ItemList, Level
from juesuan.ooxml.elements import W, based, is_on, value
from juesuan.ooxml.package import WordFile, part_of_kind

_LEVELS = 9
BULLET = "●"
"""The bullet shown for every sign that only a font of signs has."""
_SIGNS = {"\uf06e": "■", "\uf0a7": "■", "\uf075": "◆", "\uf0b2": "◇", "\uf071": "□", "\uf0a8": "□", "o": "○"}


class Lists(Struct, frozen=True, dict=True):
    """The lists of a Word file, and which of its styles are items of one."""

    lists: Mapping[str, ItemList]
    """The lists, by the numbers (`w:numId`) with which paragraphs refer to them."""
    styles: Mapping[str, etree._Element]
    """All styles of the file, by their ids."""
    of_style: Mapping[tuple[str, str], int]
    """The level of a list, from 0, that belongs to a style, by the list's kind and the id of the style."""

    def item(self, paragraph: etree._Element) -> Item | None:
        """The list and the level of the paragraph, its own or its style's; None where it has no number."""
        properties = paragraph.find(W + "pPr")
        key = value(properties, "pStyle") or ""
        own = None if properties is None else properties.find(W + "numPr")
        number, level = value(own, "numId"), value(own, "ilvl")
        styled, at = self._styled(key)
        number = styled if number is None else number
        found = self.lists.get(number)
        if found is None:
            return None
        tied = self.of_style.get((found.kind, key), 0) if own is None else 0
        chosen = level or at
        return number, min(int(chosen) if chosen.isdecimal() else tied, _LEVELS - 1)

    def _styled(self, key: str) -> tuple[str, str]:
        found = (style.find(f"{W}pPr/{W}numPr") for style in based(self.styles, key))
        properties = next((each for each in found if each is not None), None)
        return value(properties, "numId") or "", value(properties, "ilvl") or ""

    @cached_property
    def is_empty(self) -> bool:
        """Whether the file has no list, so that no paragraph has a number."""
        return not self.lists


class Counter(Struct, frozen=True):
    """The state of counting while the items of lists come by in reading order."""

    lists: Mapping[str, ItemList]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    """The last number at each level, by the kind of list; None where a level begins again."""
    begun: set[Item] = field(default_factory=set)
    """The lists and levels of which an item has come by."""

    def number(self, item: Item) -> str:
        """The number of the next item as Word shows it, with the space behind it where there is one."""
        name, level = item
        found = self.lists[name]
        counts = self.counts.setdefault(found.kind, [None] * _LEVELS)
        counts[level] = self._next(item, counts[level])
        for below in range(level + 1, len(found.levels)):
            last = found.levels[below].restarts_after
            if last < 0 or level < last:
                counts[below] = None
        return _shown(found.levels, level, counts)

    def _next(self, item: Item, last: int | None) -> int:
        name, level = item
        found = self.lists[name]
        is_first = item not in self.begun
        self.begun.add(item)
        if is_first and level in found.starts:
            return found.starts[level]
        return found.levels[level].start if last is None else last + 1


def _shown(levels: tuple[Level, ...], level: int, counts: list[int | None]) -> str:
    own = levels[level]

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if not 0 <= at < len(levels):
            return ""
        count = counts[at]
        form = "decimal" if own.is_legal and at < level else levels[at].form
        return in_form(levels[at].start if count is None else count, form)

    text = own.text if own.form == "bullet" else re.sub(r"%(\d)", number, own.text)
    return text + " " if own.has_space and text else text


# ---- numbers


def in_form(number: int, form: str) -> str:
    """A number in a form that Word has a name for, such as upperRoman; unknown or exhausted forms give 1, 2, 3."""
    return _FORMS.get(form, str)(number) or str(number)


def _letters(number: int, first: str, count: int = 26) -> str:
    """A number in letters from ``first`` on, for a: a to z, then aa, bb to zz; empty below 1."""
    return chr(ord(first) + (number - 1) % count) * ((number - 1) // count + 1) if number > 0 else ""


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(number: int) -> str:
    pieces = []
    for worth, letters in _ROMAN:
        pieces.append(letters * (number // worth))
        number %= worth
    return "".join(pieces)


def _chinese(number: int) -> str:
    return chinese.numeral(number) if 0 < number < 100 else ""  # noqa: PLR2004 - what a heading counts to


def _of(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if 0 < number <= len(letters) else ""


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number, "A"),
    "lowerLetter": lambda number: _letters(number, "a"),
    **dict.fromkeys(
        (
            "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
            "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand",
        ),
        _chinese,
    ),
    "chineseLegalSimplified": _of("壹贰叁肆伍陆柒捌玖拾"),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "none": lambda _: "",
}  # fmt: skip


# ---- what the file says


def lists(word: WordFile) -> Lists:
    """The lists of the Word file, each with all its levels; empty where it has none."""
    numbering, styles = part_of_kind(word, "numbering"), part_of_kind(word, "styles")
    by_id = {} if styles is None else {each.get(W + "styleId", ""): each for each in styles.iter(W + "style")}
    if numbering is None:
        return Lists({}, by_id, {})
    kinds = {each.get(W + "abstractNumId", ""): each for each in numbering.iter(W + "abstractNum")}
    linked = {link: key for key, each in kinds.items() if (link := value(each, "styleLink"))}
    made = (_list(each, kinds, linked) for each in numbering.iterfind(W + "num"))
    tied = {
        (key, style): int(level.get(W + "ilvl", "0"))
        for key, each in kinds.items()
        for level in each.iter(W + "lvl")
        if (style := value(level, "pStyle")) and level.get(W + "ilvl", "0").isdecimal()
    }
    return Lists({name: found for name, found in made if found}, by_id, tied)


def _list(
    number: etree._Element, kinds: Mapping[str, etree._Element], linked: Mapping[str, str]
) -> tuple[str, ItemList | None]:
    kind = value(number, "abstractNumId") or ""
    kind = linked.get(value(kinds.get(kind), "numStyleLink") or "", kind)
    name = number.get(W + "numId", "")
    if kind not in kinds or name == "0":
        return name, None
    elements = dict(_by_level(kinds[kind].iterfind(W + "lvl")))
    overrides = dict(_by_level(number.iterfind(W + "lvlOverride")))
    elements |= {at: own for at, each in overrides.items() if (own := each.find(W + "lvl")) is not None}
    starts = {at: int(first) for at, each in overrides.items() if (first := _whole(each, "startOverride"))}
    levels = tuple(_level(elements[at]) if at in elements else Level() for at in range(_LEVELS))
    return name, ItemList(kind, levels, starts)


def _by_level(elements: Iterator[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    for element in elements:
        level = element.get(W + "ilvl", "")
        if level.isdecimal() and int(level) < _LEVELS:
            yield int(level), element


def _whole(element: etree._Element, name: str) -> str:
    number = value(element, name) or ""
    return number if number.isdecimal() and len(number) < 6 else ""  # noqa: PLR2004 - no list is longer


def _level(element: etree._Element) -> Level:
    form, text = value(element, "numFmt") or "decimal", value(element, "lvlText") or ""
    if form == "bullet":
        text = _SIGNS.get(text, text)
        text = BULLET if not text.strip() or unprintable(text) else text
    suffix = value(element, "suff") or "tab"
    made = Level(
        form=form,
        text=text,
        start=int(_whole(element, "start") or 1),
        restarts_after=int(_whole(element, "lvlRestart") or -1),
        is_legal=is_on(element, "isLgl"),
    )
    # What Word puts at a tab stop stands close to a Chinese sign, and one space from any other.
    return replace(
        made, has_space=suffix == "space" or (suffix == "tab" and (text[-1:].isascii() or form == "bullet"))
    )
