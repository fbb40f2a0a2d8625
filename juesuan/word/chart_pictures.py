"""The charts in a filled template: the tag of a chart prints a mark, whose place its picture takes."""

import re
from collections.abc import Mapping
from itertools import count
from posixpath import dirname, join
from typing import TYPE_CHECKING

from juesuan.ooxml import package, parts
from juesuan.ooxml.elements import A, svg_picture
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.parts import NewPart
from juesuan.wording.tags import Tag

if TYPE_CHECKING:
    from charts.data import Drawing

MARK = "\ufdd4"
"""No text from outside may hold it."""
_MARKED = re.compile(f"{MARK}(.*?){MARK}")
_KINDS = {"png": "image/png", "svg": "image/svg+xml"}
_RUNS = '</w:t></w:r><w:r><w:drawing>{}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
"""A picture has a run of its own, and what stands behind it, too."""


def tags_of(drawings: Mapping[str, "Drawing"]) -> dict[str, Tag]:
    """Each chart by name: the mark of its picture or, where nothing is drawn, a tag that does not hold."""
    return {
        name: Tag(f"{MARK}{name}{MARK}" if drawing.png else "", {"说明": Tag(drawing.alt)})
        for name, drawing in drawings.items()
    }


def placed(word: WordFile, source: str, xml: str, drawings: Mapping[str, "Drawing"]) -> tuple[WordFile, str]:
    """The file with the pictures that the part ``source`` has marks of, and the XML of that part with them."""
    shown = dict[str, str]()
    for name in dict.fromkeys(_MARKED.findall(xml)):
        drawing, finer = drawings[name], ""
        word, relation = _with_picture(word, source, drawing.png, "png")
        if drawing.outlines:
            word, finer = _with_picture(word, source, drawing.outlines, "svg")
        shown[name] = _RUNS.format(_picture(drawing, relation, finer))
    return word, _MARKED.sub(lambda mark: shown[mark[1]], xml)


def _with_picture(word: WordFile, source: str, data: bytes, suffix: str) -> tuple[WordFile, str]:
    """The file with the picture, once, and the relationship by which the part refers to it."""
    held = word.parts.get(package.rels_of(source), b"")
    taken = {each.get("Id") for each in package.parse(held)} if held else set()
    key = next(each for each in (f"rId{number}" for number in count(1)) if each not in taken)
    known = (name for name, part in word.parts.items() if part == data)
    name = next(known, None) or f"{_free_name(word)}.{suffix}"
    return parts.added(word, NewPart(name, data, "image", _KINDS[suffix], key), source)


def _free_name(word: WordFile) -> str:
    start = join(dirname(word.main), "media", "image")
    taken = {name.rpartition(".")[0] for name in word.parts}
    return next(f"{start}{number}" for number in count(1) if f"{start}{number}" not in taken)


def _picture(drawing: "Drawing", relation: str, finer: str) -> str:
    """The picture of a chart as XML; ``finer`` is the relationship to the SVG that newer programs show, if any."""
    from docx.image.image import Image  # noqa: PLC0415 - only a run that writes pays for it
    from docx.oxml.shape import CT_Inline  # noqa: PLC0415 - as above
    from docx.shared import Mm  # noqa: PLC0415 - as above

    image = Image.from_blob(drawing.png)
    width, height = image.scaled_dimensions(Mm(drawing.width_mm))
    inline = CT_Inline.new_pic_inline(1, relation, f"image.{image.ext}", width, height)
    if finer:
        next(inline.iter(A + "blip")).append(svg_picture(finer))
    return str(inline.xml)
