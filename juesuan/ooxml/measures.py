"""The measures of paragraphs, tables, rows, cells and pages in a Word file: what gives words their room, or none.

Each is a mapping from a name in the XML, with its attribute where it has several, to what is stated there; usual
values are left out. Two files may state the same in other units and with other roundings, see ``differing``.
"""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from juesuan.ooxml import table_conditions
from juesuan.ooxml.elements import W, child, is_on, value
from juesuan.ooxml.looks import Looks, shade

Measures = Mapping[str, str]
"""What is stated, by its name; a length is a number of twentieths of a point."""
SeenLines = Mapping[str, bool]
"""Whether a line is seen, by the side of a cell: top, bottom, left, right."""

_NEAR = 20
"""Twentieths of a point by which a length may differ: programs that count in millimetres round it."""
_LENGTHS = (
    "ind.",
    "spacing.",
    "gridCol.",
    "tblInd",
    "tblW.w",
    "tcW",
    "tcMar.",
    "trHeight.val",
    "pgSz.",
    "pgMar.",
    "ext",
)
"""The beginnings of the names of those measures that are lengths."""
_RELATIVE = ("Chars", "Lines", "Autospacing")
VECTOR = "vector"
"""The measure of a picture that is another picture, an SVG, shown in place of it by programs that know how."""


def differing(before: Measures, after: Measures) -> list[str]:
    """The names of the measures that are others now, in order; a length may differ by a point.

    One in letters or lines that is no longer there is none of them: not every program keeps it beside the length,
    nor an SVG beside its picture.
    """
    if before == after:
        return []
    told = (name for name in {**before, **after} if name in after or not name.endswith((*_RELATIVE, VECTOR)))
    return [name for name in told if not _are_same(name, before.get(name, ""), after.get(name, ""))]


def _are_same(name: str, one: str, other: str) -> bool:
    lengths = [int(text) for text in (one or "0", other or "0") if _is_length(text)]
    is_length = name.startswith(_LENGTHS) and len(lengths) == 2  # noqa: PLR2004 - both are
    return one == other or (is_length and abs(lengths[0] - lengths[1]) <= _NEAR)


def _is_length(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _attributes(element: etree._Element | None, left_out: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    for key, text in ({} if element is None else element.attrib).items():
        name = str(key).rpartition("}")[2]
        if name not in left_out:
            yield name, _rounded(str(text))


def _rounded(text: str) -> str:
    """The number as a whole one, where another program has written it with decimals."""
    whole, point, rest = text.partition(".")
    return whole if point and rest.isdecimal() and _is_length(whole) else text


def _without_usual(found: Mapping[str, str]) -> Measures:
    return {name: text for name, text in found.items() if text != _USUAL.get(name, "")}


_USUAL = {
    "spacing.line": "240", "spacing.lineRule": "auto", "pgNumType.fmt": "decimal", "cols.num": "1",
    "textDirection": "lrTb", "pgSz.orient": "portrait", "type": "nextPage", "vAlign": "top",
    "trHeight.hRule": "auto", "tblpPr": "", "pgNumType.chapSep": "hyphen", "formProt": "0",
}  # fmt: skip
_OF_INDENT = {"start": "left", "end": "right"}


# ---- paragraphs


def of_paragraph(looks: Looks, paragraph: etree._Element) -> Measures:
    """Its indents, spaces, frame, shade, borders and direction, also as its styles have them."""
    own = child(paragraph, "pPr")
    key = b"" if own is None else etree.tostring(own, with_tail=False)
    if key not in looks.measured:
        looks.measured[key] = _of_properties(looks, own)
    return looks.measured[key]


def _of_properties(looks: Looks, own: etree._Element | None) -> Measures:
    layers = looks.layers(own)
    found = {**_merged(layers, "spacing"), **_merged(layers, "ind")}
    frame = next((each for layer in layers for each in layer.findall(W + "framePr")), None)
    found["framePr"] = " ".join(f"{name} {text}" for name, text in sorted(_attributes(frame)))
    found["shd"] = shade(next((each for layer in layers for each in layer.findall(W + "shd")), None))
    found["pBdr"] = next((_borders(each) for layer in layers for each in layer.findall(W + "pBdr")), "")
    found["bidi"] = "1" if any(is_on(layer, "bidi") for layer in layers[:1]) else ""
    found["vanish"] = "1" if is_on(child(own, "rPr"), "vanish") else ""
    zeros = {name for name, text in found.items() if text == "0"}
    return _without_usual({name: text for name, text in found.items() if name not in zeros})


def _merged(layers: Iterable[etree._Element], name: str) -> Measures:
    """What the layers state of indents or spaces together; an indent that hangs is a first line to the left."""
    found: dict[str, str] = {}
    for layer in layers:
        stated = dict(_attributes(layer.find(W + name)))
        for end in ("", "Chars"):
            if hanging := stated.pop(f"hanging{end}", ""):
                stated.setdefault(f"firstLine{end}", f"-{hanging}" if hanging != "0" else hanging)
        for key, text in stated.items():
            found.setdefault(f"{name}.{_OF_INDENT.get(key, key)}", text)
    return found


def _borders(element: etree._Element | None) -> str:
    lines = (
        [] if element is None else [each for each in element if each.get(W + "val") not in {"none", "nil", None}]
    )
    return " ".join(sorted(f"{str(each.tag).rpartition('}')[2]} {each.get(W + 'val')}" for each in lines))


# ---- tables


def of_table(looks: Looks, table: etree._Element) -> Measures:
    """Its place, where it floats, its width, indent and columns, and what its style does to words."""
    properties = table.find(W + "tblPr")
    found = {
        f"gridCol.{n}": each.get(W + "w", "") for n, each in enumerate(table.iterfind(f"{W}tblGrid/{W}gridCol"))
    }
    if properties is not None:
        floating = properties.find(W + "tblpPr")
        found["tblpPr"] = " ".join(f"{name} {text}" for name, text in sorted(_attributes(floating)))
        found |= {f"tblW.{key}": text for key, text in _attributes(properties.find(W + "tblW"))}
        styled = looks.of_table(value(properties, "tblStyle") or "")
        found["tblStyle"] = " ".join((styled, *sorted(table_conditions.taken(table)))) if styled else ""
        indent = properties.find(W + "tblInd")
        found["tblInd"] = "" if indent is None else _rounded(indent.get(W + "w", ""))
        found["tblBidi"] = "1" if is_on(properties, "bidiVisual") else ""
    return _without_usual(
        {name: text for name, text in found.items() if text != "0" or name.startswith("gridCol")}
    )


def of_row(row: etree._Element) -> Measures:
    """Its height, and whether it is hidden."""
    properties = child(row, "trPr")
    if properties is None:
        return {}
    found = {f"trHeight.{name}": text for name, text in _attributes(child(properties, "trHeight"))}
    found["hidden"] = "1" if is_on(properties, "hidden") else ""
    return _without_usual(found)


def of_cell(cell: etree._Element, around: SeenLines) -> Measures:
    """Its width, shade, direction and margins, and whether any line is seen around it.

    ``around`` are the lines of the table, see ``lines_of_table``.
    """
    properties = child(cell, "tcPr")
    if properties is None:
        return {}
    width = child(properties, "tcW")
    found = {"tcW": "" if width is None else _rounded(width.get(W + "w", ""))}
    found["shd"] = shade(child(properties, "shd"))
    found["borders"] = "1" if _has_lines(child(properties, "tcBorders"), around) else ""
    for name in ("textDirection", "vAlign"):
        found[name] = value(properties, name) or ""
    for name in ("tcFitText", "hideMark"):
        found[name] = "1" if is_on(properties, name) else ""
    for side in (each for margins in properties.iterchildren(W + "tcMar") for each in margins):
        name = str(side.tag).rpartition("}")[2]
        found[f"tcMar.{_OF_INDENT.get(name, name)}"] = side.get(W + "w", "")
    return _without_usual(found)


_SIDES = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}


def lines_of_table(looks: Looks, table: etree._Element) -> SeenLines:
    """Whether the table itself, or its style, has its cells surrounded by lines that are seen, by the side."""
    properties = child(table, "tblPr")
    around = [] if properties is None else [properties, *looks.tables(value(properties, "tblStyle") or "")]
    stated = next((found for each in around if (found := child(each, "tblBorders")) is not None), None)
    return {
        side: _is_seen(child(stated, side)) or _is_seen(child(stated, inside)) for side, inside in _SIDES.items()
    }


def _has_lines(own: etree._Element | None, around: SeenLines) -> bool:
    """Whether a line is seen on any side of a cell: its own or, where it states none, that of the table."""
    lines = ((child(own, side), is_seen) for side, is_seen in around.items())
    return any(is_seen if line is None else _is_seen(line) for line, is_seen in lines)


def _is_seen(line: etree._Element | None) -> bool:
    if line is None:
        return False
    return line.get(W + "val") not in {"none", "nil"} and line.get(W + "color", "").upper() != "FFFFFF"


# ---- pages


_OF_A_PAGE = (
    "pgSz", "pgMar", "pgNumType", "cols", "vAlign", "textDirection", "lnNumType", "type", "titlePg", "bidi",
    "rtlGutter", "pgBorders",
)  # fmt: skip
_OF_NO_WEIGHT = {"code", "space", "header", "footer", "sep", "equalWidth"}
"""Attributes that a reader does not see, or sees only where headers and footers stand; these are compared."""


def of_page(section: etree._Element) -> Measures:
    """The size and margins of its pages, their numbers, columns, borders and direction."""
    found: dict[str, str] = {}
    for each in section:
        name = str(each.tag).removeprefix(W)
        if name not in _OF_A_PAGE:
            continue
        if name == "pgBorders":
            found[name] = _borders(each)
        elif name in {"titlePg", "bidi", "rtlGutter"}:
            found[name] = "1" if is_on(section, name) else ""
        elif len(each.attrib) == 1 and W + "val" in each.attrib:
            found[name] = each.get(W + "val", "")
        else:
            found |= {f"{name}.{key}": text for key, text in _attributes(each, _OF_NO_WEIGHT)}
    return _without_usual({name: text for name, text in found.items() if text != "0" or name.startswith("pgSz")})


_WORDS = {
    "ind": "缩进", "spacing": "行距或段前段后", "framePr": "图文框", "shd": "底纹", "pBdr": "边框",
    "bidi": "文字方向",
    "vanish": "段落标记隐藏", "gridCol": "列宽", "tblpPr": "表格浮动的位置", "tblInd": "表格缩进",
    "tblW": "表格宽度", "tblStyle": "表格样式里的字", "borders": "框线",
    "tblBidi": "表格方向",
    "trHeight": "行高", "hidden": "整行隐藏", "tcW": "列宽", "textDirection": "文字方向", "vAlign": "垂直对齐",
    "tcFitText": "调整文字宽度", "hideMark": "单元格标记隐藏", "tcMar": "单元格边距", "pgSz": "纸张大小",
    "pgMar": "页边距",
    "pgNumType": "页码格式或起始页码", "cols": "分栏", "lnNumType": "行号", "type": "分节方式",
    "titlePg": "首页不同",
    "rtlGutter": "装订线", "pgBorders": "页面边框",
}  # fmt: skip


def said(name: str, after: Measures) -> str:
    """The change of a measure in the words of the officer, such as 行高改为1; one that is hidden says so."""
    words, now = _WORDS[name.partition(".")[0]], after.get(name, "")
    if name in {"vanish", "hidden", "titlePg", "tcFitText", "hideMark"}:
        return words if now else f"取消{words}"
    return f"{words}改了"
