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
"""The first two colours of a theme: ground and letters. The others may be any."""


class LookOfText(Struct, frozen=True):
    """How the parts of a text look that say so themselves."""

    is_struck: bool = False
    is_tiny: bool = False
    letters: frozenset[Colour] = frozenset()
    is_whole: bool = False
    """Whether they are all of the text: then the look of its cell is that of no letter."""


class LooksOfCells(Struct, frozen=True):
    """How the cells of a workbook look."""

    struck: frozenset[str]
    """The styles, as cells name them, whose letters are struck through."""
    unseen: frozenset[str]
    """The styles whose letters cannot be seen."""
    grounds: Mapping[str, Colour | None]
    """The colour of the ground of each style; None where it is not known."""
    texts: Mapping[str, LookOfText]
    """The shared texts of which parts have a look of their own, by their numbers."""

    def marks(self, style: str, text: LookOfText | None) -> tuple[bool, bool]:
        """Whether a cell is struck through, and whether it is not to be seen; of a text any part of it."""
        is_struck, is_unseen = style in self.struck, style in self.unseen
        if text is None:
            return is_struck, is_unseen
        if text.is_whole:
            is_struck = is_unseen = False
        ground = self.grounds.get(style, WHITE)
        is_faint = text.is_tiny or any(colours.is_faint(each, ground) for each in text.letters)
        return is_struck or text.is_struck, is_unseen or is_faint


def looks(styles: etree._Element | None, parts: Mapping[str, bytes], texts: str | None) -> LooksOfCells:
    """The looks of the cells by the styles of a workbook and its shared texts, parts of which may look otherwise.

    ``texts`` is the name of the part with the texts; None where there is none.
    """
    struck, unseen, grounds = set[str](), set[str](), dict[str, Colour | None]()
    for style, letters, ground in _styles(styles) if styles is not None else ():
        grounds[style] = ground
        struck.update([style] if _is_struck(letters) else ())
        is_unseen = _is_tiny(letters) or colours.is_faint(_letters(letters), ground)
        unseen.update([style] if is_unseen else ())
    held: Iterator[etree._Element] = iter(())
    if texts is not None and b"rPr" in parts[texts]:
        held = parsed(part(parts, texts)).iterfind("{*}si")
    known = ((str(at), of_runs(text)) for at, text in enumerate(held))
    own = {at: look for at, look in known if look != LookOfText()}
    return LooksOfCells(frozenset(struck), frozenset(unseen), grounds, own)


def of_runs(text: etree._Element) -> LookOfText:
    """How the parts of a text look."""
    runs = text.findall("{*}r")
    own = [found for run in runs if (found := run.find("{*}rPr")) is not None]
    stated = (_colour(each.find("{*}color")) for each in own)
    letters = frozenset(each for each in stated if each is not None)
    is_whole = bool(runs) and len(own) == len(runs)
    return LookOfText(any(map(_is_struck, own)), any(map(_is_tiny, own)), letters, is_whole)


def _styles(styles: etree._Element) -> Iterator[tuple[str, etree._Element, Colour | None]]:
    """The number of each style with its font and the colour of its ground."""
    fonts, grounds = styles.findall("{*}fonts/{*}font"), styles.findall("{*}fills/{*}fill")
    for style, each in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font, ground = number(each.get("fontId", "0")), number(each.get("fillId", "0"))
        if 0 <= font < len(fonts):
            yield str(style), fonts[font], _ground(grounds[ground]) if 0 <= ground < len(grounds) else WHITE


def _is_struck(font: etree._Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") in _YES


def _is_tiny(font: etree._Element) -> bool:
    size = font.find("{*}sz")
    return size is not None and _TINY.fullmatch(size.get("val", "")) is not None


_TINY = re.compile(r"[0-3](\.[0-9]+)?")
"""The sizes, in points, that nobody reads."""


def _letters(font: etree._Element) -> Colour | None:
    stated = font.find("{*}color")
    return BLACK if stated is None or stated.get("auto") in _YES else _colour(stated)


def _ground(fill: etree._Element) -> Colour | None:
    """The colour of a ground; None where it is not known, hatched, or runs from one colour into another."""
    pattern = fill.find("{*}patternFill")
    kind = None if pattern is None else pattern.get("patternType", "none")
    if kind == "none":
        return WHITE
    return _colour(fill.find("{*}patternFill/{*}fgColor")) if kind == "solid" else None


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
    base, tint = _OF_THEME[theme][0], _tint(element.get("tint", "0"))
    grey = base * (1 + tint) if tint < 0 else base + (255 - base) * tint
    return grey, grey, grey


def _tint(words: str) -> float:
    """How much lighter (up to 1) or darker (down to -1) a colour is; not at all for what is no number."""
    try:
        return max(-1.0, min(1.0, float(words)))
    except ValueError:
        return 0.0


_THREADED, _COLON = "linkid=870924", re.compile("[:：]")
"""What Excel writes before a comment that can be answered, for older programs: an address, 注释 and a colon."""


def comments(parts: Mapping[str, bytes], sheet: str) -> Iterator[tuple[str, str]]:
    """The cell of each comment at the ``sheet``, a part, and its words without the name of the author."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts:
        return
    listed = parsed(part(parts, relations)).iter("{*}Relationship")
    targets = (str(each.get("Target")) for each in listed if str(each.get("Type")).endswith("/comments"))
    for where in {
        posixpath.normpath(posixpath.join("/", folder, target))[1:] for target in targets
    } & parts.keys():
        found = parsed(part(parts, where))
        authors = [(author.text or "").strip() for author in found.iterfind("{*}authors/{*}author")]
        for comment in found.iter("{*}comment"):
            at = number(comment.get("authorId", ""))
            words = "".join(str(text.text or "") for text in comment.iterfind(".//{*}t")).strip()
            author = authors[at] if 0 <= at < len(authors) else ""
            if said := _said(words.removeprefix(f"{author}:" if author else "").strip()):
                yield str(comment.get("ref")), said


def _said(words: str) -> str:
    """The words of a comment without what Excel writes before them."""
    _, address, rest = words.rpartition(_THREADED)
    return _COLON.split(rest, maxsplit=1)[-1].strip() if address else words
