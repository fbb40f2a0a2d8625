"""Letters above and below the line, which in a text are letters of their own, written as Word writes them."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from juesuan.model import raised
from juesuan.ooxml.elements import W, element, worded

_BEHIND = {W + name for name in ("rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")}
"""The properties of a run that stand behind the one for its level."""

Cut = tuple[etree._Element, int]  # noqa: SLF001 - the name of the type
"""A text and the place in the uncut one, from 0, at which it begins."""


def write(root: etree._Element) -> Iterator[tuple[etree._Element, tuple[Cut, ...]]]:
    """Writes all letters of ``model.raised`` in ``root`` as ordinary ones in runs that are raised or lowered.

    Yields each text that was cut for it, with the texts it has become, itself the first.
    """
    for text in list(root.iter(W + "t")):
        found = list(raised.parts(text.text or ""))
        run = text.getparent()
        if run is not None and run.tag == W + "r" and any(level for _, level in found):
            yield text, tuple(_cut(text, run, found))


def _cut(text: etree._Element, run: etree._Element, found: list[tuple[str, raised.Level | None]]) -> Iterator[Cut]:
    behind = list(text.itersiblings())
    look, last, place = run.find(W + "rPr"), run, 0
    for number, (words, _) in enumerate(found):
        if number:
            made = element("r", *([deepcopy(look)] if look is not None else []))
            last.addnext(made)
            last, text = made, worded(words)
            made.append(text)
        else:
            text.text = words
        yield text, place
        place += len(words)
    last.extend(behind)
    runs = [run, *run.itersiblings(W + "r")][: len(found)]
    for each, (_, level) in zip(runs, found, strict=True):
        if level is not None:
            _set(each, level)


def _set(run: etree._Element, level: raised.Level) -> None:
    look = run.find(W + "rPr")
    if look is None:
        look = element("rPr")
        run.insert(0, look)
    for stated in (*look.findall(W + "vertAlign"), *look.findall(W + "position")):
        look.remove(stated)
    place = next((number for number, each in enumerate(look) if each.tag in _BEHIND), len(look))
    look.insert(place, element("vertAlign", val=level))
