"""The unit's name on the cover: a long one in lines of like length that grow upwards."""

from collections.abc import Sequence

from lxml import etree

from juesuan.ooxml import elements
from juesuan.ooxml.elements import XML, W, element, worded

_STYLE = "封面单位"
_LONGEST = 16
"""Characters of 一号 in a line; 17 would just fit."""
_ENDS = (*"省市州县区局委办厅部会院校站所和与", "中心")
"""A name is read more easily where a line ends with one of these."""
_WORTH = 3.0
"""Characters by which a line may be shorter or longer to end so."""
_AFTER_SPACING = {W + name for name in ("ind", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr")}
"""What the schema wants behind the spacing of a paragraph."""


def arrange(document: etree._Element, styles: etree._Element) -> None:
    """Break the name where it takes more than a line, and take the room of the further lines from above it."""
    stated = _stated(styles)
    for paragraph in document.iter(W + "p"):
        for properties in paragraph.iterchildren(W + "pPr"):
            key = elements.value(properties, "pStyle") or ""
            lines = broken("".join(text.text or "" for text in paragraph.iter(W + "t"))) if key in stated else ()
            if len(lines) > 1:
                _write(paragraph, lines)
                _raise(properties, stated[key], len(lines) - 1)


def _stated(styles: etree._Element) -> dict[str, etree._Element]:
    """The spacing of the styles of the name, by their ids."""
    own = (style for style in styles.iterchildren(W + "style") if elements.value(style, "name") == _STYLE)
    return {style.get(W + "styleId", ""): spacing for style in own for spacing in style.iter(W + "spacing")
            if spacing.get(W + "line")}  # fmt: skip


def broken(name: str) -> Sequence[str]:
    """The name in as few lines as it takes, about equally long, ending with whole words where they are near."""
    lines, rest = list[str](), name
    for left in range(-(-len(name) // _LONGEST), 1, -1):
        ends = range(max(1, len(rest) - _LONGEST * (left - 1)), min(_LONGEST, len(rest) - 1) + 1)
        ideal = len(rest) / left
        end = min(ends, key=lambda end: abs(end - ideal) - _WORTH * rest[:end].endswith(_ENDS))
        lines, rest = [*lines, rest[:end]], rest[end:]
    return [*lines, rest]


def _write(paragraph: etree._Element, lines: Sequence[str]) -> None:
    """The lines in the run in which the name begins; the runs that hold its rest are emptied."""
    first, *others = paragraph.iter(W + "t")
    for text in others:
        text.text = ""
    first.text = lines[0]
    first.set(XML + "space", "preserve")
    for line in reversed(lines[1:]):
        first.addnext(worded(line))
        first.addnext(element("br"))


def _raise(properties: etree._Element, stated: etree._Element, lines: int) -> None:
    """Take so many lines from the space above the paragraph, both as its style states them."""
    spacing = properties.find(W + "spacing")
    if spacing is None:
        spacing = element("spacing")
        later = [child for child in properties if child.tag in _AFTER_SPACING]
        properties.insert(properties.index(later[0]) if later else len(properties), spacing)
    before, line = (int(stated.get(W + name, "0")) for name in ("before", "line"))
    spacing.set(W + "before", str(max(0, before - lines * line)))
