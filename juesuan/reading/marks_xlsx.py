"""What the cells of an .xlsx say beside their words: letters struck through or not to be seen, and comments."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from juesuan.reading import colours
from juesuan.reading.colours import BLACK, WHITE, Colour
from juesuan.reading.unseen import number, parsed, part

_YES = frozenset({"1", "true"})
_BASIC: tuple[Colour, ...] = (
    BLACK, WHITE, (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 0, 255), (0, 255, 255),
)  # fmt: skip
"""The first eight colours that a file names by number; the next eight are the same."""
_OF_THEME = (WHITE, BLACK)
"""The first two colours of a theme: ground and letters. The others are never so light."""


class LooksOfCells(Struct, frozen=True):
    """Which cells are struck through or cannot be seen, by their styles or by the number of their text."""

    struck: frozenset[str]
    faint: frozenset[str]
    struck_texts: frozenset[str]
    faint_texts: frozenset[str]


def looks(styles: etree._Element | None, parts: Mapping[str, bytes], texts: str | None) -> LooksOfCells:
    """The looks of the cells by the styles of a workbook and its shared texts, a part of which may look so.

    ``texts`` is the name of the part with the texts; None where there is none.
    """
    struck, faint = set[str](), set[str]()
    for style, letters, ground in _styles(styles) if styles is not None else ():
        struck.update([style] if _is_struck(letters) else ())
        faint.update([style] if _is_unseen(letters, ground) else ())
    struck_texts, faint_texts = set[str](), set[str]()
    if texts is not None and (b"<strike" in parts[texts] or b"<color" in parts[texts]):
        for at, text in enumerate(parsed(part(parts, texts)).iterfind("{*}si")):
            is_struck, is_faint = of_runs(text)
            struck_texts.update([str(at)] if is_struck else ())
            faint_texts.update([str(at)] if is_faint else ())
    return LooksOfCells(frozenset(struck), frozenset(faint), frozenset(struck_texts), frozenset(faint_texts))


def of_runs(text: etree._Element) -> tuple[bool, bool]:
    """Whether a part of a text is struck through, and whether a part is not seen on white."""
    runs = text.findall("{*}r/{*}rPr")
    return any(map(_is_struck, runs)), any(_is_unseen(run, WHITE) for run in runs)


def _styles(styles: etree._Element) -> Iterator[tuple[str, etree._Element, Colour]]:
    """The number of each style with its font and the colour of its ground."""
    fonts, grounds = styles.findall("{*}fonts/{*}font"), styles.findall("{*}fills/{*}fill")
    for style, each in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font, ground = number(each.get("fontId", "0")), number(each.get("fillId", "0"))
        if 0 <= font < len(fonts):
            yield str(style), fonts[font], _ground(grounds[ground]) if 0 <= ground < len(grounds) else WHITE


def _is_struck(font: etree._Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") in _YES


def _is_unseen(font: etree._Element, ground: Colour) -> bool:
    """Whether letters are too small, or of the colour of their ground."""
    size = font.find("{*}sz")
    is_tiny = size is not None and _TINY.fullmatch(size.get("val", "")) is not None
    return is_tiny or colours.is_faint(_letters(font), ground)


_TINY = re.compile(r"[0-3](\.[0-9]+)?")
"""The sizes, in points, that nobody reads."""


def _letters(font: etree._Element) -> Colour:
    return _colour(font.find("{*}color")) or BLACK


def _ground(fill: etree._Element) -> Colour:
    """The colour of a ground: of one that is hatched or shaded, white."""
    pattern = fill.find("{*}patternFill[@patternType='solid']")
    return WHITE if pattern is None else _colour(pattern.find("{*}fgColor")) or WHITE


def _colour(element: etree._Element | None) -> Colour | None:
    """The colour that an element names; None where it depends on the machine, or on a theme that may be any."""
    if element is None:
        return None
    if stated := element.get("rgb"):
        return colours.of_hex(stated)
    indexed, theme = number(element.get("indexed", "")), number(element.get("theme", ""))
    if 0 <= indexed < 2 * len(_BASIC):
        return _BASIC[indexed % len(_BASIC)]
    if not 0 <= theme < len(_OF_THEME):
        return None
    base, tint = _OF_THEME[theme][0], float(element.get("tint", "0"))
    grey = base * (1 + tint) if tint < 0 else base + (255 - base) * tint
    return grey, grey, grey


_THREADED, _COLON = "linkid=870924", re.compile("[:：]")
"""What Excel writes before a comment that can be answered, for older programs: an address, 注释 and a colon."""


def comments(parts: Mapping[str, bytes], sheet: str) -> Iterator[tuple[str, str]]:
    """The cell of each comment at the ``sheet``, a part, and its words without the name of the author."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts:
        return
    for each in parsed(part(parts, relations)).iter("{*}Relationship"):
        if str(each.get("Type")).endswith("/comments"):
            where = posixpath.normpath(posixpath.join("/", folder, str(each.get("Target"))))[1:]
            if where not in parts:
                continue
            found = parsed(part(parts, where))
            authors = [(author.text or "").strip() for author in found.iterfind("{*}authors/{*}author")]
            for comment in found.iter("{*}comment"):
                at = number(comment.get("authorId", ""))
                words = "".join(str(text.text or "") for text in comment.iterfind(".//{*}t")).strip()
                author = authors[at] if 0 <= at < len(authors) else ""
                yield str(comment.get("ref")), _said(words.removeprefix(f"{author}:" if author else "").strip())


def _said(words: str) -> str:
    """The words of a comment without what Excel writes before them."""
    _, address, rest = words.rpartition(_THREADED)
    return _COLON.split(rest, maxsplit=1)[-1].strip() if address else words
