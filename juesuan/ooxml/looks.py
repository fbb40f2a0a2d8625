"""The look of paragraphs and letters in a Word file: those properties that people change by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from juesuan.ooxml import package
from juesuan.ooxml.editable_text import EditableParagraph, Reader
from juesuan.ooxml.elements import W, based, is_on, value

ON_OFF = {"b": "加粗", "i": "斜体", "strike": "删除线", "u": "下划线"}
"""The properties of letters that are on or off, with the word the officer reads."""

Look = Mapping[str, str]
"""The value of each property, by its name in the XML; empty where it is the usual one."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles and defaults of a Word file, from which the look of each paragraph and letter is worked out."""

    defaults: etree._Element | None
    """The look of letters where no style says otherwise; None where the file states none."""
    styles: Mapping[str, etree._Element]
    """All styles of the file, by their ids."""
    usual: str
    """The id of the style of a paragraph that names none."""
    known: dict[tuple[str, str, bytes], Look] = field(default_factory=dict)
    """The looks worked out so far, by the paragraph's style, the run's style and the run's own properties."""

    def letters(self, line: EditableParagraph) -> Iterator[tuple[str, Look]]:
        """Every letter of the paragraph, in order, with its look."""
        for atom in line.atoms:
            run = None if atom.element is None else atom.element.getparent()
            look = {} if run is None or run.tag != W + "r" else self._of_run(run)
            yield from ((letter, look) for letter in atom.text)

    def paragraph(self, line: EditableParagraph) -> Look:
        """The look of the paragraph as a whole: alignment, page break, empty lines before it, number, style."""
        found = line.paragraphs[0].find(W + "pPr") if line.paragraphs else None
        layers = [found, *(each.find(W + "pPr") for each in based(self.styles, self._style(found)))]
        stated = next((words for each in layers if (words := value(each, "jc"))), "left")
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
        found = line.paragraphs[0].find(W + "pPr") if line.paragraphs else None
        layers = [*(each.find(W + "rPr") for each in based(self.styles, self._style(found))), self.defaults]
        return _look([layer for layer in layers if layer is not None])

    def _of_run(self, run: etree._Element) -> Look:
        own, paragraph = run.find(W + "rPr"), next(run.iterancestors(W + "p"))
        key = (
            self._style(paragraph.find(W + "pPr")),
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
    part = package.part_of_kind(reader.word, "styles")
    if part is None:
        return Looks(None, {}, "")
    styles = {each.get(W + "styleId", ""): each for each in part.iter(W + "style")}
    usual = (
        k for k, each in styles.items() if each.get(W + "default") in {"1", "true"} and _is_of_paragraphs(each)
    )
    return Looks(part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), styles, next(usual, ""))


def _is_of_paragraphs(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph"


def _look(layers: list[etree._Element]) -> Look:
    """The look that comes of these layers, the innermost first: of each property the first that has it decides."""
    found: dict[str, str] = {}
    for name in ON_OFF:
        layer = next((each for each in layers if each.find(W + name) is not None), None)
        found[name] = "1" if is_on(layer, name) else ""
    for name, usual in (("sz", ""), ("color", "auto"), ("highlight", "none"), ("vertAlign", "baseline")):
        stated = next((words for each in layers if (words := value(each, name))), "")
        found[name] = "" if stated == usual or (name == "color" and stated == "000000") else stated
    fonts = (each.find(W + "rFonts") for each in layers)
    found["font"] = next((face for each in fonts if each is not None and (face := each.get(W + "eastAsia"))), "")
    return found
