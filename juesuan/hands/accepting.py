"""Tracked changes taken as accepted: what was inserted stands, what was deleted is gone."""

from lxml import etree

from juesuan.wordxml import W

_GONE = (W + "del", W + "moveFrom", W + "cellDel")
_STANDS = {W + "ins", W + "moveTo"}
_HISTORY = tuple(
    W + name
    for name in "rPrChange pPrChange tblPrChange tcPrChange trPrChange sectPrChange tblGridChange".split()  # noqa: SIM905
)


def accept(root: etree._Element) -> None:
    """Accepts every tracked change of the text, in place."""
    for element in list(root.iter(*_HISTORY)):
        _remove(element)
    for row in [each for each in root.iter(W + "tr") if each.find(f"{W}trPr/{W}del") is not None]:
        _remove(row)
    joined = [each for each in root.iter(W + "p") if _loses_its_end(each)]
    for element in [each for each in root.iter(*_GONE) if not _is_a_mark(each)]:
        _remove(element)
    for paragraph in reversed(joined):
        _join(paragraph)
    for element in [each for each in root.iter(*_STANDS) if not _is_a_mark(each)]:
        _unwrap(element)


def _is_a_mark(element: etree._Element) -> bool:
    """Whether it says something of a paragraph's end or a row, and holds nothing."""
    parent = element.getparent()
    return parent is not None and parent.tag in {W + "rPr", W + "trPr"}


def _loses_its_end(paragraph: etree._Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))


def _join(paragraph: etree._Element) -> None:
    """A paragraph whose end was deleted goes on in the next one, which keeps its own look."""
    following = paragraph.getnext()
    content = [child for child in paragraph if child.tag != W + "pPr"]
    if following is None or following.tag != W + "p":
        if not content and paragraph.getprevious() is not None:
            _remove(paragraph)
        return
    place = 0 if following.find(W + "pPr") is None else 1
    following[place:place] = content
    _remove(paragraph)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
