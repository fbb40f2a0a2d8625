"""The drawings of a Word file told apart: pictures that can be shown, and kinds of drawing that cannot."""

from collections.abc import Iterator, Sequence

from lxml import etree

from juesuan.model.document import Picture
from juesuan.model.omission import Loss
from juesuan.ooxml import picture_size
from juesuan.ooxml.elements import A, W, picture_ids
from juesuan.ooxml.whole_picture import is_whole

_RASTER = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_KINDS = {
    "chart": Loss.CHART,
    "chartex": Loss.CHART,
    "diagram": Loss.ART,
    "wordprocessingGroup": Loss.GROUP,
    "wordprocessingCanvas": Loss.GROUP,
}
"""The kind of a drawing, by the last word of the URI that DrawingML has for it."""
_PICTURES = {"", "picture"}


def kind(drawing: etree._Element) -> Loss | None:
    """The loss that stands for a drawing which is no picture, such as a chart; None where it is a picture."""
    if next(drawing.iter(W + "txbxContent"), None) is not None:
        return Loss.TEXT_BOX
    if drawing.tag == W + "object":
        return Loss.OBJECT
    graphic = next(drawing.iter(A + "graphicData"), None)
    named = "" if graphic is None else graphic.get("uri", "").rpartition("/")[2]
    if named in _PICTURES:
        return None if picture_ids(drawing) else Loss.SHAPE
    return _KINDS.get(named, Loss.SHAPE)


def losses(drawing: etree._Element, pictures: Sequence[Picture]) -> tuple[Loss, ...]:
    """The ways in which a drawing is not shown as the page has it; ``pictures`` are those it holds, in order."""
    found = kind(drawing)
    return (found,) if found else tuple(_of_pictures(drawing, pictures))


def _of_pictures(drawing: etree._Element, pictures: Sequence[Picture]) -> Iterator[Loss]:
    if any(part != "0" for cut in drawing.iter(A + "srcRect") for part in cut.attrib.values()):
        yield Loss.CROPPED_PICTURE
    yield from filter(None, map(flaw, pictures))


def flaw(picture: Picture) -> Loss | None:
    """The reason why a picture cannot be shown; None where it can."""
    if not picture.data or not picture.width_mm or not picture.height_mm:
        return Loss.OUTSIDE_PICTURE
    if not picture.data.startswith(_RASTER):
        return Loss.UNDISPLAYED_PICTURE
    if picture_size.is_huge(picture.data):
        return Loss.HUGE_PICTURE
    return None if is_whole(picture.data) else Loss.BROKEN_PICTURE
