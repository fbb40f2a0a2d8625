"""The look of paragraphs and letters in a Word file: all that people can change by hand, also what hides words.

A look is worked out from a paragraph's or run's own properties, its styles and the defaults of the file, so that
another program may write its styles anew. Every property counts but those that are known to show nothing.
"""

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct, field

from juesuan.ooxml import package
from juesuan.ooxml.editable_text import EditableParagraph, Reader
from juesuan.ooxml.elements import W, based, child, is_on, value

ON_OFF = {
    "b": "加粗", "i": "斜体", "strike": "删除线", "u": "下划线", "dstrike": "双删除线", "vanish": "隐藏",
    "caps": "全部大写", "smallCaps": "小型大写", "outline": "空心", "emboss": "阳文", "imprint": "阴文",
    "shadow": "阴影", "rtl": "从右到左",
}  # fmt: skip
"""The properties of letters that are on or off, with the word the officer reads."""
_SHOWS_NOTHING = {
    "rStyle", "rFonts", "lang", "noProof", "webHidden", "szCs", "bCs", "iCs", "kern", "snapToGrid", "specVanish",
    "rPrChange", "ins", "del", "moveFrom", "moveTo", "cs", "ligatures", "cntxtAlts", "numForm", "numSpacing",
    "stylisticSets",
}  # fmt: skip
"""The properties of letters of which a reader sees nothing; faces and styles are worked out by themselves."""
_USUAL = {
    "sz": "", "color": "auto", "highlight": "none", "vertAlign": "baseline", "spacing": "0", "w": "100",
    "position": "0", "effect": "none", "em": "none",
}  # fmt: skip
"""The value of a property that means the same as if it were not there."""
_BLACK = {"auto", "000000"}

Look = Mapping[str, str]
"""The value of each property, by its name in the XML; one that is the usual one is empty or left out."""


class Looks(Struct, frozen=True):
    """The styles and defaults of a Word file, from which the look of each paragraph and letter is worked out."""

    defaults: etree._Element | None
    """The look of letters where no style says otherwise; None where the file states none."""
    styles: Mapping[str, etree._Element]
    """All styles of the file, by their ids."""
    usual: str
    """The id of the style of a paragraph that names none."""
    around: etree._Element | None = None
    """The look of paragraphs where no style says otherwise; None likewise."""
    source: bytes = b""
    """The part that states them as it stands in the file: where two files have the same, it means the same."""
    known: dict[tuple[str, str, bytes], Look] = field(default_factory=dict)
    """The looks worked out so far, by the paragraph's style, the run's style and the run's own properties."""
    measured: dict[bytes, Mapping[str, str]] = field(default_factory=dict)
    """The measures of paragraphs worked out so far, see ``measures``, by the paragraph's own properties."""
    by_style: dict[str, list[etree._Element]] = field(default_factory=dict)
    """The properties that styles and file give to paragraphs, looked up so far, by the id of the style."""

    def letters(self, line: EditableParagraph) -> Iterator[tuple[str, Look]]:
        """Every letter of the paragraph, in order, with its look."""
        for atom in line.atoms:
            run = None if atom.element is None else atom.element.getparent()
            look = {} if run is None or run.tag != W + "r" else self.of_run(run)
            yield from ((letter, look) for letter in atom.text)

    def paragraph(self, line: EditableParagraph) -> Look:
        """The look of the paragraph as a whole: alignment, page break, empty lines before it, number, style."""
        found = child(line.paragraphs[0], "pPr") if line.paragraphs else None
        stated = next((words for each in self.layers(found) if (words := value(each, "jc"))), "left")
        side = {"start": "left", "end": "right"}.get(stated, stated)
        return {
            "jc": side,
            "page": "另起一页" if line.has_break else "",
            "blanks": str(line.blanks or ""),
            "number": line.number,
            "style": line.style,
        }

    def styled(self, line: EditableParagraph) -> Look:
        """The look that the paragraph's style gives to letters without any formatting of their own."""
        found = child(line.paragraphs[0], "pPr") if line.paragraphs else None
        layers = [*(each.find(W + "rPr") for each in based(self.styles, self._style(found))), self.defaults]
        return _look([layer for layer in layers if layer is not None])

    def of_table(self, key: str) -> str:
        """What a style of tables does to words, to be compared; ``key`` is its id, empty for the usual one."""
        said = (look for style in self._of_tables(key) for look in style.iter(W + "rPr") if len(look))
        return "".join(etree.tostring(look, method="c14n", exclusive=True).decode() for look in said)

    def tables(self, key: str) -> list[etree._Element]:
        """The properties (`w:tblPr`) that a style of tables gives, the innermost first."""
        found = (each.find(W + "tblPr") for each in self._of_tables(key))
        return [each for each in found if each is not None]

    def _of_tables(self, key: str) -> Iterator[etree._Element]:
        usual = (k for k, each in self.styles.items() if each.get(W + "type") == "table" and _is_default(each))
        return based(self.styles, key or next(usual, ""))

    def layers(self, properties: etree._Element | None) -> list[etree._Element]:
        """The properties of a paragraph (`w:pPr`), those of its styles and of the file, the innermost first."""
        key = self._style(properties)
        if key not in self.by_style:
            styled = (child(each, "pPr") for each in based(self.styles, key))
            self.by_style[key] = [each for each in (*styled, self.around) if each is not None]
        return self.by_style[key] if properties is None else [properties, *self.by_style[key]]

    def of_run(self, run: etree._Element) -> Look:
        """The look of the letters of a run, which stands in a paragraph."""
        own, paragraph = child(run, "rPr"), next(run.iterancestors(W + "p"))
        key = (
            self._style(child(paragraph, "pPr")),
            value(own, "rStyle") or "",
            b"" if own is None else etree.tostring(own),
        )
        if key not in self.known:
            layers = [
                own,
                *(each.find(W + "rPr") for style in key[1::-1] for each in based(self.styles, style)),
                self.defaults,
            ]
            self.known[key] = _look([layer for layer in layers if layer is not None])
        return self.known[key]

    def _style(self, properties: etree._Element | None) -> str:
        return value(properties, "pStyle") or self.usual


def looks(reader: Reader) -> Looks:
    """The looks of the file that the reader has open; all are the usual ones where it has no styles."""
    source = reader.word.parts.get(package.name_of_kind(reader.word, "styles"), b"")
    if not source:
        return Looks(None, {}, "")
    part = package.parse(source)
    styles = {each.get(W + "styleId", ""): each for each in part.iter(W + "style")}
    usual = (k for k, each in styles.items() if _is_default(each) and _is_of_paragraphs(each))
    letters, around = (part.find(f"{W}docDefaults/{W}{name}Default/{W}{name}") for name in ("rPr", "pPr"))
    return Looks(letters, styles, next(usual, ""), around, source)


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "default") in {"1", "true"}


def _is_of_paragraphs(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph"


def _look(layers: list[etree._Element]) -> Look:
    """The look that comes of these layers, the innermost first: of each property the first that has it decides."""
    found: dict[str, str] = dict.fromkeys((*ON_OFF, *_USUAL), "")
    stated: dict[str, etree._Element] = {}
    for layer in layers:
        for each in layer:
            stated.setdefault(_name(each), each)
    for name, each in stated.items():
        if name in ON_OFF:
            found[name] = "1" if is_on(next(each.iterancestors()), name) else ""
        elif name not in _SHOWS_NOTHING:
            found[name] = _stated(name, each)
    faces = [each for layer in layers for each in layer.findall(W + "rFonts")]
    for name, keys in _FACES.items():
        found[name] = next((face for each in faces for key in keys if (face := each.get(W + key))), "")
    return found


_FACES = {"font": ("eastAsiaTheme", "eastAsia"), "latin": ("asciiTheme", "ascii")}
"""The faces of Chinese letters, and of Latin ones and digits; a face by theme counts before one by name."""


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _stated(name: str, element: etree._Element) -> str:
    """The value of a property with all that its element states besides; empty for the usual one."""
    own = element.get(W + "val", "")
    others = {str(key).rpartition("}")[2]: text for key, text in _pairs(element) if key != W + "val"}
    if name == "color" and own in _BLACK and "themeColor" not in others:
        return ""
    if name == "shd":
        return shade(element)
    if name == "bdr" and own in {"none", "nil"}:
        return ""
    more = [f"{key} {text}" for key, text in sorted(others.items())] + [
        etree.tostring(each, method="c14n").decode() for each in element
    ]
    return " ".join(("" if own == _USUAL.get(name) else own, *more)).strip()


def _pairs(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(key), str(text)) for key, text in element.attrib.items()]


def shade(element: etree._Element | None) -> str:
    """The colour, as Word writes it, that a shading (`w:shd`) shows behind words; empty for none."""
    if element is None:
        return ""
    pattern, fill = element.get(W + "val", "clear"), element.get(W + "fill", "auto")
    theme = element.get(W + "themeFill", "")
    if pattern in {"nil", "clear"}:
        return theme or (fill if fill.lower() not in {"auto", "ffffff"} else "")
    return " ".join(filter(None, (pattern, element.get(W + "color", ""), theme or fill)))
