"""What stands in a Word file beside its text: comments, notes, text boxes, pictures, headers and footers.

Of these a change by hand is told, not carried over.

It is looked for in all of the XML, not where ``walk`` goes: a comment or a picture that was put in counts wherever
it stands, also in hidden words. The seal of a report is made from what is found here; for those in use it
has to be found in the same way.
"""

from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec import Struct

from juesuan.model import values
from juesuan.model.edit import EditKind
from juesuan.model.identity import digest
from juesuan.model.omission import Loss
from juesuan.ooxml import elements, package
from juesuan.ooxml.elements import R, W, alt, picture_ids
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.walked import WalkedBlock, WalkedDrawing, WalkedParagraph, WalkedTable

_PICTURES = (W + "drawing", W + "pict")
_MOST_BEFORE = 30


class Beside(Struct, frozen=True):
    """A comment, note, text box, picture or header of a Word file."""

    kind: EditKind
    text: str
    """The words it holds; of a picture its alternative text."""
    author: str = ""
    """Who wrote the comment; empty for anything else."""
    place: str = ""
    """The paragraph of a comment, the words before a picture or a text box; empty for anything else."""
    key: str = ""
    """The digest of a picture's data, which tells it from another one of the same description."""


def found(word: WordFile) -> list[Beside]:
    """Everything beside the text of a file: first all comments, then notes, text boxes, pictures, headers."""
    return [*_comments(word), *_notes(word), *_boxes(word), *_pictures(word), *map(_header, headers(word))]


def hidden(blocks: Iterable[WalkedBlock]) -> Iterator[Beside]:
    """The hidden words of a text, which no reader sees; they are no part of ``found`` and of no seal."""
    for block in blocks:
        if isinstance(block, WalkedTable):
            cells = (cell for row in block.standing for cell in row.cells)
            yield from (each for cell in cells for each in hidden(cell.blocks))
        elif isinstance(block, WalkedParagraph):
            for piece in block.pieces:
                if Loss.HIDDEN in piece.losses and piece.text.strip():
                    yield Beside(EditKind.HIDDEN, piece.text, place=values.plain(block.text)[:_MOST_BEFORE])
                elif isinstance(piece, WalkedDrawing):
                    yield from (each for box in piece.boxes for each in hidden(box))


def _words(parent: etree._Element) -> str:
    paragraphs = ("".join(text.text or "" for text in each.iter(W + "t")) for each in parent.iter(W + "p"))
    return values.plain("\n".join(paragraphs)).strip()


def _comments(word: WordFile) -> Iterator[Beside]:
    part = package.part_of_kind(word, "comments")
    for each in () if part is None else part.iter(W + "comment"):
        place = _commented(word.root, each.get(W + "id", ""))
        yield Beside(EditKind.COMMENT, _words(each), each.get(W + "author", ""), place)


def _commented(root: etree._Element, key: str) -> str:
    """The text of the paragraph that the comment with the id ``key`` stands in."""
    marks = root.iter(W + "commentRangeStart", W + "commentReference")
    mark = next((each for each in marks if each.get(W + "id") == key), None)
    paragraph = None if mark is None else next(mark.iterancestors(W + "p"), mark.getnext())
    return "" if paragraph is None else values.plain("".join(each.text or "" for each in paragraph.iter(W + "t")))


def _notes(word: WordFile) -> Iterator[Beside]:
    for kind in ("footnotes", "endnotes"):
        part = package.part_of_kind(word, kind)
        for each in () if part is None else part.iter(W + "footnote", W + "endnote"):
            if text := _words(each):
                yield Beside(EditKind.NOTE, text)


def _boxes(word: WordFile) -> Iterator[Beside]:
    for run in word.root.iter(W + "r"):
        boxes = [box for child in elements.flat(run) for box in child.iter(W + "txbxContent")]
        for box in boxes[:1]:
            if text := _words(box):
                yield Beside(EditKind.BOX, text, place=_words_before(run))


def _pictures(word: WordFile) -> Iterator[Beside]:
    targets = package.related(word)
    for run in word.root.iter(W + "r"):
        for child in elements.flat(run):
            if child.tag in _PICTURES and next(child.iter(W + "txbxContent"), None) is None:
                data = b"".join(word.parts.get(targets.get(key, ""), b"") for key in picture_ids(child))
                key = digest(data)
                yield Beside(EditKind.PICTURE, alt(child), place=_words_before(run), key=key)


def _words_before(run: etree._Element) -> str:
    """The last words of the paragraph that holds a picture or text box, or of the next one above with words."""
    paragraph = next(run.iterancestors(W + "p"), None)
    for each in () if paragraph is None else (paragraph, *paragraph.itersiblings(W + "p", preceding=True)):
        text = values.plain("".join(text.text or "" for text in each.iter(W + "t"))).strip()
        if text:
            return text[-_MOST_BEFORE:]
    return ""


def _header(text: str) -> Beside:
    return Beside(EditKind.HEADER, text)


def headers(word: WordFile) -> tuple[str, ...]:
    """The texts of headers and footers without page numbers, each once: every section may have its own copy."""
    texts, targets = set(), package.related(word)
    for each in sorted(
        {each.get(R + "id", "") for each in word.root.iter(W + "headerReference", W + "footerReference")}
    ):
        data = word.parts.get(targets.get(each, ""), b"")
        if not data:
            continue
        part = package.parse(data)
        hidden = set(_page_numbers(part))
        texts.add("".join(text.text or "" for text in part.iter(W + "t") if text not in hidden).strip())
    return tuple(sorted(texts - {""}))


def _page_numbers(part: etree._Element) -> Iterator[etree._Element]:
    """The texts inside the fields of a header: page numbers, which every program writes as it likes."""
    for paragraph in part.iter(W + "p"):
        depth = 0
        for element in paragraph.iter(W + "fldChar", W + "t", W + "fldSimple"):
            depth += {"begin": 1, "end": -1}.get(element.get(W + "fldCharType", ""), 0)
            if element.tag == W + "fldSimple":
                yield from element.iter(W + "t")
            elif depth > 0:
                yield element
