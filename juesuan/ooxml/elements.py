"""The names of the XML in Word files, the one builder of its elements, and how to look into them.

Every other module of the room reads and makes XML with these.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_PREFIXES = {"w": W, "a": A, "wp": WP, "r": R, "pic": PIC}
_OFF = {"0", "false", "off", "none"}

# Elements that only surround others: what they hold stands where they stand.
WRAPPERS = {
    W + name
    for name in "smartTag customXml sdt sdtContent ins moveTo hyperlink fldSimple bdo dir".split()  # noqa: SIM905
}
_SEEN = (W + "t", A + "blip", VML + "imagedata", M + "t")


def element(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """Return an element of WordprocessingML with its attributes and children.

    A ``name`` with a namespace is that of another vocabulary, where attributes have none.
    """
    tag, space = (name, "") if name.startswith("{") else (W + name, W)
    made = etree.Element(tag, {space + key: each for key, each in attributes.items()})
    made.extend(children)
    return made


def declaring(prefixes: str, name: str, *children: etree._Element) -> etree._Element:
    """Return an element that declares ``prefixes``, such as "w r", as the root of a part must."""
    made = etree.Element(W + name, nsmap={prefix: _PREFIXES[prefix][1:-1] for prefix in prefixes.split()})
    made.extend(children)
    return made


def worded(words: str, name: str = "t") -> etree._Element:
    """Return the element of a run that holds these words; white space at their ends counts."""
    made = element(name)
    made.text = words or None  # as it would be read again
    made.set(XML + "space", "preserve")
    return made


def properties(paragraph: etree._Element) -> etree._Element:
    """Return the properties (`w:pPr`) of a paragraph, put into it where it had none."""
    found = paragraph.find(W + "pPr")
    if found is None:
        found = element("pPr")
        paragraph.insert(0, found)
    return found


def flat(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children as a reader meets them: wrappers opened, one branch of each alternative taken."""
    for child in parent:
        if child.tag in WRAPPERS:
            yield from flat(child)
        elif child.tag == MC + "AlternateContent":
            yield from flat(branch(child))
        else:
            yield child


def branch(alternatives: etree._Element) -> etree._Element:
    """Return the branch of the alternatives that is shown; the empty element itself where it has none."""
    branches = list(alternatives)
    # A branch without anything to see (a newer kind of chart, say) leaves the word to the other one.
    seen = (each for each in branches if next(each.iter(*_SEEN), None) is not None)
    return next(seen, branches[0] if branches else alternatives)


def look(child: etree._Element) -> etree._Element | None:
    """Return the look (`w:rPr`) of the run that something stands in; None where it states none."""
    run = child.getparent()
    return None if run is None else run.find(W + "rPr")


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child called `name`, such as "pPr"; None when there is no such child, or no parent."""
    # in half the time of ``find``, which reads a path first; this is asked some ten thousand times for a report
    return None if parent is None else next(parent.iterchildren(W + name), None)


def are_equal(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two elements are written the same, with all that they hold, so that they cannot differ."""
    return etree.tostring(one, with_tail=False) == etree.tostring(other, with_tail=False)


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return the `w:val` of the child called `name`, None when there is no such child."""
    found = child(parent, name)
    return None if found is None else found.get(W + "val", "")


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Say whether a property such as `w:b` is there and not switched off."""
    setting = value(parent, name)
    return setting is not None and setting not in _OFF


EQUATIONS = frozenset({M + "oMath", M + "oMathPara"})
_MOST_BASES = 30
"""Word itself follows a style down to ten."""


def based(styles: Mapping[str, etree._Element], key: str | None) -> Iterator[etree._Element]:
    """Yield the style of that id and those it is based on, the nearest first; none where there is none."""
    for _ in range(_MOST_BASES):  # styles may be based on each other in a circle
        if not key or key not in styles:
            return
        yield styles[key]
        key = value(styles[key], "basedOn")


DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})

_EMU_PER_MM = 36_000
_MM = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96}


def picture_ids(drawing: etree._Element) -> list[str]:
    """Return the relationship ids of a drawing's pictures; an empty id is that of a picture outside the file."""
    ids = [blip.get(R + "embed", "") for blip in drawing.iter(A + "blip")]
    return ids + [image.get(R + "id", "") for image in drawing.iter(VML + "imagedata")]


_SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""The name that Office has given to the extension of a picture by an SVG."""


def svg_picture(key: str) -> etree._Element:
    """Return what a picture (`a:blip`) holds so that newer programs show the SVG with this relationship id."""
    shown = etree.Element(SVG + "svgBlip", {R + "embed": key}, {"asvg": SVG[1:-1]})
    return element(A + "extLst", element(A + "ext", shown, uri=_SVG_USE))


def alt(drawing: etree._Element) -> str:
    """Return the alternative text of a drawing; empty where it has none."""
    described = next(drawing.iter(WP + "docPr"), None)
    if described is not None:
        return described.get("descr", "")
    shape = next(drawing.iter(VML + "shape"), None)
    return "" if shape is None else shape.get("alt", "")


def size(drawing: etree._Element) -> tuple[float, float]:
    """Return the width and the height of a drawing in mm, 0 where the file does not say."""
    extent = next(drawing.iter(WP + "extent"), None)
    if extent is not None:
        return _mm(extent.get("cx", "")), _mm(extent.get("cy", ""))
    shape = next(drawing.iter(VML + "shape"), None)
    look = "" if shape is None else shape.get("style", "")
    found = re.findall(r"(?:^|;)\s*(width|height):\s*(\d+(?:\.\d+)?)(pt|in|cm|mm|px)", look)
    sizes = {name: float(number) * _MM[unit] for name, number, unit in found}
    return sizes.get("width", 0.0), sizes.get("height", 0.0)


def _mm(emu: str) -> float:
    return int(emu) / _EMU_PER_MM if emu.isdecimal() else 0.0
