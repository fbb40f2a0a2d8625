"""The unit's name on the cover of the report: a long one is set in lines of like length that grow upwards."""

from collections.abc import Sequence

from lxml import etree

from juesuan.ooxml import elements
from juesuan.ooxml.elements import XML, W, element, worded

_STYLE = "封面单位"
_LONGEST = 16
"""The most characters of the size 一号 that are set in a line; 17 would just fit."""
_ENDS = (*"省市州县区局委办厅部会院校站所和与", "中心")
"""The ends of words at which a name is best broken."""
_WORTH = 3.0
"""The number of characters by which a line may be shorter or longer to end with a whole word."""
_AFTER_SPACING = {W + name for name in ("ind", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr")}
"""The properties of a paragraph that must stand behind its spacing, as the schema has them."""


def arrange(document: etree._Element, styles: etree._Element) -> None:
    """Breaks the unit's name in ``document`` into lines where it takes more than one.

    The room of the further lines is taken from the space above it, so that the rest of the cover stays in place.
    ``styles`` is the part of the file with its styles.
    """
    stated = _stated(styles)
    for paragraph in document.iter(W + "p"):
        for properties in paragraph.iterchildren(W + "pPr"):
            key = elements.value(properties, "pStyle") or ""
            lines = broken("".join(text.text or "" for text in paragraph.iter(W + "t"))) if key in stated else ()
            if len(lines) > 1:
                _write(paragraph, lines)
                _raise(properties, stated[key], len(lines) - 1)


def _stated(styles: etree._Element) -> dict[str, etree._Element]:
    """The spacing that the styles called 封面单位 state, by the ids of the styles."""
    own = (style for style in styles.iterchildren(W + "style") if elements.value(style, "name") == _STYLE)
    return {style.get(W + "styleId", ""): spacing for style in own for spacing in style.iter(W + "spacing")
            if spacing.get(W + "line")}  # fmt: skip


def broken(name: str) -> Sequence[str]:
    """The name in as few lines as it takes, about equally long, broken after whole words where one ends nearby."""
    lines, rest = list[str](), name
    for left in range(-(-len(name) // _LONGEST), 1, -1):
        ends = range(max(1, len(rest) - _LONGEST * (left - 1)), min(_LONGEST, len(rest) - 1) + 1)
        ideal = len(rest) / left
        end = min(ends, key=lambda end: abs(end - ideal) - _WORTH * rest[:end].endswith(_ENDS))
        lines, rest = [*lines, rest[:end]], rest[end:]
    return [*lines, rest]


def _write(paragraph: etree._Element, lines: Sequence[str]) -> None:
    """Writes the lines into the run in which the name begins; the runs that held its rest are emptied."""
    first, *others = paragraph.iter(W + "t")
    for text in others:
        text.text = ""
    first.text = lines[0]
    first.set(XML + "space", "preserve")
    for line in reversed(lines[1:]):
        first.addnext(worded(line))
        first.addnext(element("br"))


def _raise(properties: etree._Element, stated: etree._Element, lines: int) -> None:
    """Takes the height of so many lines from the space above the paragraph; ``stated`` is its style's spacing."""
    spacing = properties.find(W + "spacing")
    if spacing is None:
        spacing = element("spacing")
        later = [child for child in properties if child.tag in _AFTER_SPACING]
        properties.insert(properties.index(later[0]) if later else len(properties), spacing)
    before, line = (int(stated.get(W + name, "0")) for name in ("before", "line"))
    spacing.set(W + "before", str(max(0, before - lines * line)))
