"""The letters of paragraphs whose last lines would look lost, set as they are set in the PDF."""

from collections.abc import Mapping

from lxml import etree
from msgspec.structs import replace

from juesuan.ooxml import blocks, editable_text, looks, package
from juesuan.ooxml.elements import W, element
from juesuan.ooxml.looks import Looks
from juesuan.word.finish import Draft

_BEFORE = {
    W + name
    for name in (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing",
    )
}  # fmt: skip
"""The properties of a run that stand in front of the width of its characters, as the schema has them."""


def spaced(draft: Draft, spacings: Mapping[int, int]) -> Draft:
    """The draft with the space behind characters changed, in twentieths of a point; its text stays as it is.

    ``spacings`` has the changes by the places of the paragraphs among the blocks of the Word file, from 0; it is
    what ``pdf.lay_out`` has found.
    """
    if not any(spacings.values()):
        return draft
    word = package.copied(draft.word)
    known = looks.looks(editable_text.of(word))
    for places, paragraph in blocks.paragraphs(word):
        if step := next((spacings[place] for place in places if place in spacings), 0):
            for run in paragraph.iter(W + "r"):
                if next(run.iterancestors(W + "p")) is paragraph:
                    _space(run, step, known)
    return replace(draft, word=word)


def _space(run: etree._Element, step: int, known: Looks) -> None:
    stated = known.of_run(run)["spacing"]
    look = run.find(W + "rPr")
    if look is None:
        look = element("rPr")
        run.insert(0, look)
    for each in look.findall(W + "spacing"):
        look.remove(each)
    place = sum(1 for each in look if each.tag in _BEFORE)
    look.insert(place, element("spacing", val=str((int(stated) if stated else 0) + step)))
