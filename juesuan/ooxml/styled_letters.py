"""The look of letters that is stated in a style and not on the run: struck, hidden, raised and capital letters."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from juesuan.ooxml import package
from juesuan.ooxml.elements import W, based, element, is_on, value
from juesuan.ooxml.package import WordFile

_TOGGLED = ("vanish", "strike", "caps", "smallCaps")
"""What a style of a paragraph and one of letters that both state it switch off again; Word calls such a toggle."""
_STATED = ("dstrike", "vertAlign", "position")
_TELLING = tuple(W + name for name in (*_TOGGLED, *_STATED))


@dataclass(frozen=True, slots=True)
class StyledLetters:
    """The styles and defaults of a Word file, as far as they hide, strike, raise or enlarge letters."""

    styles: Mapping[str, etree._Element]
    """All styles of the file, by their ids; none where no style and no default does so."""
    usual: str
    """The id of the style of a paragraph that names none."""
    defaults: etree._Element | None
    """The look (`w:rPr`) of letters where no style says otherwise."""
    known: dict[tuple[str, str], Mapping[str, etree._Element]] = field(default_factory=dict)
    """What the styles of paragraph and letters say, worked out so far, by their ids."""

    def look(self, run: etree._Element) -> etree._Element | None:
        """The look (`w:rPr`) of a run with what its styles add to it; None where nothing is stated."""
        own = run.find(W + "rPr")
        if not self.styles and self.defaults is None:
            return own
        paragraph = next(run.iterancestors(W + "p"), None)
        style = None if paragraph is None else value(paragraph.find(W + "pPr"), "pStyle")
        key = style or self.usual, value(own, "rStyle") or ""
        if key not in self.known:
            self.known[key] = dict(self._added(*key))
        names = set() if own is None else {each.tag for each in own}
        added = [each for name, each in self.known[key].items() if name not in names]
        return _joined(own, added) if added else own

    def _added(self, paragraph: str, letters: str) -> Iterator[tuple[str, etree._Element]]:
        """What the styles of these ids state together."""
        one, other = (_stated(self._looks(key)) for key in (paragraph, letters))
        rest = {} if self.defaults is None else _stated([self.defaults])
        for name in _TELLING:
            found = [each[name] for each in (other, one) if name in each]
            found = found or [each[name] for each in (rest,) if name in each]
            toggled = name.removeprefix(W)
            if found and toggled in _TOGGLED:
                yield name, element(toggled, val=str(sum(map(_is_set, found)) % 2))
            elif found:
                yield name, found[0]

    def _looks(self, key: str) -> Iterator[etree._Element]:
        found = (each.find(W + "rPr") for each in based(self.styles, key))
        return (each for each in found if each is not None)


def _is_set(stated: etree._Element) -> bool:
    return is_on(stated.getparent(), str(stated.tag).removeprefix(W))


def _stated(looks: Iterable[etree._Element]) -> dict[str, etree._Element]:
    """What looks state, the nearest first."""
    found: dict[str, etree._Element] = {}
    for look in looks:
        for each in look.iterchildren(*_TELLING):
            found.setdefault(str(each.tag), each)
    return found


def _joined(own: etree._Element | None, added: Iterable[etree._Element]) -> etree._Element:
    return element("rPr", *map(deepcopy, () if own is None else own), *map(deepcopy, added))


def of(word: WordFile) -> StyledLetters:
    """The styles of a Word file as far as they tell; of a file without any such style they say nothing."""
    part = package.part_of_kind(word, "styles")
    if part is None or next(part.iter(*_TELLING), None) is None:
        return StyledLetters({}, "", None)
    styles = {each.get(W + "styleId", ""): each for each in part.iter(W + "style")}
    usual = (
        key
        for key, each in styles.items()
        if each.get(W + "type") == "paragraph" and each.get(W + "default") in {"1", "true"}
    )
    return StyledLetters(styles, next(usual, ""), part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
