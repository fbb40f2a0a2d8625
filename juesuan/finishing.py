"""The last hand on the Word file: marks taken out, captions numbered, contents written, pictures described.

docxtpl fills the template; what it cannot do is done here on the XML, once, and the file is zipped in a fixed
order with a fixed date, so that the same inputs give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from charts.data import Drawing
from juesuan import phrases, wordxml
from juesuan.identity import About
from juesuan.wordxml import WP, A, R, W, WordFile

_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_LEVELS = 2
"""The contents list parts and sections."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Draft:
    """A Word file whose contents still lacks its page numbers."""

    word: WordFile
    printed: tuple[int, ...]
    """The serials of the figures in the text, in reading order, once for each time they stand there."""


def finish(data: bytes, drawings: Mapping[str, Drawing], about: About) -> Draft:
    """The filled template, complete but for the page numbers; a chart is described by its drawing."""
    word = wordxml.open_word(data)
    printed = tuple(_strip_marks(word.root))
    _number_captions(word.root)
    _describe_pictures(word, {drawing.png: drawing.alt for drawing in drawings.values() if drawing.png})
    _write_contents(word, list(_mark_headings(word)))
    parts = {**word.parts, _CORE: _core(word.parts[_CORE], about)}
    return Draft(WordFile(parts, word.main, word.root), printed)


def number(draft: Draft, page_of: Mapping[str, int]) -> None:
    """Writes the page numbers of the contents, by bookmark, into ``draft``."""
    for field in draft.word.root.iter(W + "instrText"):
        name = (field.text or "").split()
        if name[:1] == ["PAGEREF"] and name[1] in page_of:
            result = _result_of(field)
            result.text = str(page_of[name[1]])


def pack(draft: Draft, about: About) -> bytes:
    """The file: parts in a fixed order, all of one date."""
    parts = {**draft.word.parts, draft.word.main: _xml(draft.word.root)}
    first = ["[Content_Types].xml", "_rels/.rels", draft.word.main]
    names = first + sorted(set(parts) - set(first))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, about.created.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _strip_marks(root: etree._Element) -> Iterator[int]:
    for text in root.iter(W + "t"):
        if text.text:
            yield from (serial for serial, _ in phrases.printed(text.text))
            text.text = phrases.plain(text.text)
            text.set(_SPACE, "preserve")


def _number_captions(root: etree._Element) -> None:
    """Numbers the SEQ fields of each name in the order they stand: no gap, whichever charts were left out."""
    counts: dict[str, int] = {}
    for field in root.iter(W + "fldSimple"):
        words = (field.get(W + "instr") or "").split()
        if words[:1] == ["SEQ"]:
            counts[words[1]] = counts.get(words[1], 0) + 1
            for text in field.iter(W + "t"):
                text.text = str(counts[words[1]])


def _describe_pictures(word: WordFile, alts: Mapping[bytes, str]) -> None:
    targets = wordxml.related(word)
    for place, drawing in enumerate(word.root.iter(W + "drawing"), start=1):
        blip = next(drawing.iter(A + "blip"), None)
        data = word.parts.get(targets.get(blip.get(R + "embed", ""), ""), b"") if blip is not None else b""
        for properties in drawing.iter(WP + "docPr"):
            properties.set("id", str(place))
            properties.set("name", f"图片{place}")
            properties.set("descr", alts.get(data, properties.get("descr") or ""))


# ---- the contents


def _mark_headings(word: WordFile) -> Iterator[tuple[int, str, str]]:
    """Puts a bookmark around each heading of the contents; yields level, bookmark and text."""
    styles = wordxml.styles(word)
    place = 0
    for paragraph in word.root.iter(W + "p"):
        level = styles.get(_style_id(paragraph), styles[""]).level
        text = _text(paragraph)
        if level is None or level > _LEVELS or not text.strip():
            continue
        place += 1
        bookmark = f"_Toc{place:08d}"
        _bookmark(paragraph, place, bookmark)
        yield level, bookmark, text


def _style_id(paragraph: etree._Element) -> str:
    return wordxml.value(paragraph.find(W + "pPr"), "pStyle") or ""


def _text(paragraph: etree._Element) -> str:
    """The heading on one line; a line break inside it joins."""
    return "".join(text.text or "" for text in paragraph.iter(W + "t"))


def _bookmark(paragraph: etree._Element, number: int, name: str) -> None:
    start = etree.Element(W + "bookmarkStart", {W + "id": str(number), W + "name": name})
    end = etree.Element(W + "bookmarkEnd", {W + "id": str(number)})
    paragraph.insert(0 if paragraph.find(W + "pPr") is None else 1, start)
    paragraph.append(end)


def _write_contents(word: WordFile, entries: list[tuple[int, str, str]]) -> None:
    """Puts a stored result into the contents field of the template: title, leader, page number, all linked."""
    field = next((f for f in word.root.iter(W + "instrText") if (f.text or "").split()[:1] == ["TOC"]), None)
    if field is None or not entries:
        return
    old = _ancestor(field, W + "p")
    opening, closing = _field_ends(old)
    styles = {style.name: key for key, style in wordxml.styles(word).items() if key}
    made = [_entry(styles.get(f"toc {level}", ""), bookmark, text) for level, bookmark, text in entries]
    for run in reversed(opening):
        made[0].insert(1, run)
    made[-1].extend(closing)
    for paragraph in made:
        old.addprevious(paragraph)
    _ancestor(old, W + "body").remove(old)


def _ancestor(element: etree._Element, tag: str) -> etree._Element:
    return next(element.iterancestors(tag))


def _field_ends(paragraph: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """The runs that open the field (begin, instruction, separate) and the run that ends it."""
    runs = list(paragraph.iter(W + "r"))
    kinds = [[mark.get(W + "fldCharType") for mark in run.iter(W + "fldChar")] for run in runs]
    separate = next(place for place, kind in enumerate(kinds) if "separate" in kind)
    end = next(place for place, kind in enumerate(kinds) if "end" in kind)
    return [deepcopy(run) for run in runs[: separate + 1]], [deepcopy(runs[end])]


def _entry(style: str, bookmark: str, text: str) -> etree._Element:
    paragraph = etree.Element(W + "p")
    etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "pStyle", {W + "val": style})
    link = etree.SubElement(paragraph, W + "hyperlink", {W + "anchor": bookmark, W + "history": "1"})
    _run(link, "t", text)
    etree.SubElement(etree.SubElement(link, W + "r"), W + "tab")
    _run(link, "fldChar", kind="begin")
    _run(link, "instrText", f" PAGEREF {bookmark} \\h ")
    _run(link, "fldChar", kind="separate")
    _run(link, "t", "")
    _run(link, "fldChar", kind="end")
    return paragraph


def _run(parent: etree._Element, tag: str, text: str | None = None, *, kind: str = "") -> None:
    element = etree.SubElement(etree.SubElement(parent, W + "r"), W + tag)
    if kind:
        element.set(W + "fldCharType", kind)
    else:
        element.text = text
        element.set(_SPACE, "preserve")


def _result_of(field: etree._Element) -> etree._Element:
    """The text of a page reference: the run after its separator."""
    link = _ancestor(field, W + "hyperlink")
    return list(link.iter(W + "t"))[-1]


# ---- what the file says of itself


def _core(data: bytes, about: About) -> bytes:
    root = wordxml.parse(data)
    stamp = about.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {_DC + "title": about.title, _DC + "creator": about.author, _CP + "lastModifiedBy": about.author}
    values |= {_DCTERMS + "created": stamp, _DCTERMS + "modified": stamp}
    for tag, words in values.items():
        element = root.find(tag)
        if element is None:
            element = etree.SubElement(root, tag)
        element.text = words
    for extra in (_CP + "revision", _CP + "lastPrinted"):
        for element in root.findall(extra):
            root.remove(element)
    return _xml(root)
