"""The last work on the Word file: marks taken out, captions numbered, contents written, pictures described.

docxtpl fills the template; what it cannot do is done here on the XML, once. Then the file is zipped, in a fixed
order and with a fixed date, so that the same inputs give the same bytes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from charts.data import Drawing
from juesuan.model import values
from juesuan.model.identity import About
from juesuan.ooxml import added_parts, elements, letters, package, raised_letters
from juesuan.ooxml.elements import WP, XML, A, R, W, element, worded
from juesuan.ooxml.package import WordFile
from juesuan.word import page_breaks

_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TEMPLATE_S = tuple(_DC + name for name in ("description", "identifier", "language", "subject"))
"""What a template says of itself is not said of the report."""
_DCTERMS = "{http://purl.org/dc/terms/}"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_LEVELS = 2
"""The lowest level of headings in the contents: parts and sections."""


class Draft(Struct, frozen=True):
    """The report as a Word file without marks, and where its numbers stand; its contents may lack page numbers."""

    word: WordFile
    numbers: Mapping[int, tuple[values.Span, ...]]
    """The places of the marked numbers, by the place of their text among all texts (`w:t`) of ``word``, from 0."""

    @property
    def printed(self) -> tuple[int, ...]:
        """The serials of the numbers in the text, in reading order, one for each time a number stands there."""
        return tuple(serial for spans in self.numbers.values() for _, _, serial in spans)


def finish(word: WordFile, drawings: Mapping[str, Drawing], about: About) -> Draft:
    """The filled template made complete but for the page numbers of its contents and what stands above the pages.

    Marks are gone, captions are numbered, the contents are written, letters above and below the line stand there,
    and a chart's picture has the alternative text of its drawing. ``about`` gives title, author and date.
    """
    word = package.copied(word)
    marked = dict(_strip_marks(word.root))
    _number_captions(word.root)
    _describe_pictures(word, {drawing.png: drawing.alt for drawing in drawings.values() if drawing.png})
    _write_contents(word, list(_mark_headings(word)))
    for text, cuts in raised_letters.write(word.root):
        marked |= _cut_spans(marked.get(text, ()), cuts)
    parts = {name: _without_marks(name, part) for name, part in word.parts.items()}
    parts |= {name: _core(parts[name], about) for name in _cores(parts)}
    word = page_breaks.settle(replace(word, parts=parts))
    places = enumerate(word.root.iter(W + "t"))
    return Draft(word, {place: marked[text] for place, text in places if text in marked})


def headed(draft: Draft, about: About) -> Draft:
    """The draft with the header of ``about``, such as 草稿, on every page; as it is where that is empty."""
    return replace(draft, word=added_parts.head(draft.word, about.header)) if about.header else draft


def number(draft: Draft, page_of: Mapping[str, int]) -> Draft:
    """The draft with page numbers in its contents; ``page_of`` has them by the bookmarks of the headings."""
    word = package.copied(draft.word)
    for field in word.root.iter(W + "instrText"):
        name = (field.text or "").split()
        if name[:1] == ["PAGEREF"] and name[1] in page_of:
            result = _result_of(field)
            result.text = str(page_of[name[1]])
    return replace(draft, word=word)


def pack(draft: Draft, about: About) -> bytes:
    """The draft as the bytes of a .docx: parts in a fixed order, all dated as the report is."""
    return package.packed(draft.word, about.created)


def _strip_marks(root: etree._Element) -> Iterator[tuple[etree._Element, tuple[values.Span, ...]]]:
    """Takes the marks out of all texts; yields the texts that had some, with the places of their numbers."""
    for text in root.iter(W + "t"):
        if text.text:
            text.text, spans = values.unmarked(text.text)
            text.set(XML + "space", "preserve")
            if spans:
                yield text, spans


def _cut_spans(
    spans: tuple[values.Span, ...], cuts: Sequence[raised_letters.Cut]
) -> dict[etree._Element, tuple[values.Span, ...]]:
    """The places of the numbers of a text in those it was cut into; one that is cut stands where it begins."""
    ends = [*(start for _, start in cuts[1:]), max((end for _, end, _ in spans), default=0)]
    return {
        text: tuple((a - start, min(b, end) - start, serial) for a, b, serial in spans if start <= a < end)
        for (text, start), end in zip(cuts, ends, strict=True)
    }


def _without_marks(name: str, part: bytes) -> bytes:
    """A part without marks: headers, footers and notes may print tags too. The text has been seen to already."""
    if not name.endswith(".xml"):
        return part
    return values.plain(part.decode(errors="surrogateescape")).encode(errors="surrogateescape")


def _number_captions(root: etree._Element) -> None:
    """Numbers the captions (SEQ fields) of each kind in reading order: no gap, whichever charts were left out."""
    counts: Counter[str] = Counter()
    for instruction, results in _fields(root):
        words = instruction.split()
        if words[:1] == ["SEQ"]:
            counts[words[1]] += 1
            for place, text in enumerate(results):
                text.text = "" if place else str(counts[words[1]])


def _fields(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The instruction of each field that stands inside one paragraph, with the texts of its result.

    Both kinds are found: one element (`w:fldSimple`), or several runs, as Word writes them.
    """
    for paragraph in root.iter(W + "p"):
        instruction, kind = "", ""
        results: list[etree._Element] = []
        for each in paragraph.iter(W + "fldSimple", W + "fldChar", W + "instrText", W + "t"):
            if each.tag == W + "fldSimple":
                yield each.get(W + "instr", ""), list(each.iter(W + "t"))
            elif each.tag == W + "fldChar":
                kind = each.get(W + "fldCharType", "")
                if kind == "end":
                    yield instruction, results
                if kind != "separate":
                    instruction, results = "", []
            elif each.tag == W + "instrText":
                instruction += each.text or ""
            elif kind == "separate":
                results.append(each)


def _describe_pictures(word: WordFile, alts: Mapping[bytes, str]) -> None:
    targets = package.related(word)
    for place, drawing in enumerate(word.root.iter(W + "drawing"), start=1):
        blip = next(drawing.iter(A + "blip"), None)
        data = word.parts.get(targets.get(blip.get(R + "embed", ""), ""), b"") if blip is not None else b""
        for properties in drawing.iter(WP + "docPr"):
            properties.set("id", str(place))
            properties.set("name", f"图片{place}")
            properties.set("descr", alts.get(data, properties.get("descr") or ""))


# ---- the contents


def _mark_headings(word: WordFile) -> Iterator[tuple[int, str, str]]:
    """Puts a bookmark around each heading that the contents list; yields its level, bookmark and text."""
    styles = package.styles(word)
    ids = (mark.get(W + "id", "") for mark in word.root.iter(W + "bookmarkStart"))
    taken = max((int(number) for number in ids if number.isdecimal()), default=0)
    place = 0
    for paragraph in word.root.iter(W + "p"):
        level = styles.get(_style_id(paragraph), styles[""]).level
        text = _text(paragraph)
        if level is None or level > _LEVELS or not text.strip():
            continue
        place += 1
        bookmark = f"_Toc{place:08d}"
        _bookmark(paragraph, taken + place, bookmark)
        yield level, bookmark, text


def _style_id(paragraph: etree._Element) -> str:
    return elements.value(paragraph.find(W + "pPr"), "pStyle") or ""


def _text(paragraph: etree._Element) -> str:
    """The text of a heading on one line: a line break in it is left out."""
    return "".join(letters.seen(elements.look(text), text.text or "")[0] for text in paragraph.iter(W + "t"))


def _bookmark(paragraph: etree._Element, number: int, name: str) -> None:
    start = element("bookmarkStart", id=str(number), name=name)
    paragraph.insert(0 if paragraph.find(W + "pPr") is None else 1, start)
    paragraph.append(element("bookmarkEnd", id=str(number)))


def _write_contents(word: WordFile, entries: list[tuple[int, str, str]]) -> None:
    """Puts the entries, each of level, bookmark and text, into the contents field as its stored result.

    Each becomes a linked line of title, leader and a page number that is still empty.
    """
    field = next((f for f in word.root.iter(W + "instrText") if (f.text or "").split()[:1] == ["TOC"]), None)
    if field is None or not entries:
        return
    old = _paragraphs_of(field)
    styles = {style.name.lower(): key for key, style in package.styles(word).items() if key}
    made = [_entry(styles.get(f"toc {level}"), bookmark, text) for level, bookmark, text in entries]
    opening = [_field_mark("begin"), _instruction(field), _field_mark("separate")]
    made[0][1:1] = opening
    made[-1].append(_field_mark("end"))
    for paragraph in made:
        old[0].addprevious(paragraph)
    for paragraph in old:
        next(paragraph.iterancestors()).remove(paragraph)


def _ancestor(inner: etree._Element, tag: str) -> etree._Element:
    return next(inner.iterancestors(tag))


def _paragraphs_of(field: etree._Element) -> list[etree._Element]:
    """The paragraphs from that in which a field begins to that in which it ends; contents stretch over many."""
    first = _ancestor(field, W + "p")
    depth, found = 0, []
    for paragraph in (first, *first.itersiblings(W + "p")):
        found.append(paragraph)
        kinds = [mark.get(W + "fldCharType") for mark in paragraph.iter(W + "fldChar")]
        depth += kinds.count("begin") - kinds.count("end")
        if depth <= 0:
            return found
    return [first]


def _instruction(field: etree._Element) -> etree._Element:
    """A run with the whole instruction of a field, which Word may have split over several."""
    words = "".join(part.text or "" for part in _instruction_parts(field))
    return element("r", worded(words, "instrText"))


def _instruction_parts(field: etree._Element) -> Iterator[etree._Element]:
    for part in _ancestor(field, W + "p").iter(W + "instrText", W + "fldChar"):
        if part.get(W + "fldCharType") in {"separate", "end"}:
            return
        if part.tag == W + "instrText":
            yield part


def _field_mark(kind: str) -> etree._Element:
    return element("r", element("fldChar", fldCharType=kind))


def _entry(style: str | None, bookmark: str, text: str) -> etree._Element:
    runs = (
        element("r", worded(text)),
        element("r", element("tab")),
        _field_mark("begin"),
        element("r", worded(f" PAGEREF {bookmark} \\h ", "instrText")),
        _field_mark("separate"),
        element("r", worded("")),
        _field_mark("end"),
    )
    properties = element("pPr", *([element("pStyle", val=style)] if style else []))
    return element("p", properties, element("hyperlink", *runs, anchor=bookmark, history="1"))


def _result_of(field: etree._Element) -> etree._Element:
    """The element for the page number of an entry of the contents: the last text of its link."""
    link = _ancestor(field, W + "hyperlink")
    return list(link.iter(W + "t"))[-1]


# ---- what the file says of itself


def _cores(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The part with the core properties, whatever it is called; none in a file without."""
    found = package.relationships(parts, "").values()
    return (name for kind, name in found if kind == "core-properties" and name in parts)


def _core(data: bytes, about: About) -> bytes:
    root = package.parse(data)
    stamp = about.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {_DC + "title": about.title, _DC + "creator": about.author, **dict.fromkeys(_TEMPLATE_S, "")}
    values |= {_CP + "lastModifiedBy": about.author}
    values |= {_DCTERMS + "created": stamp, _DCTERMS + "modified": stamp}
    for tag, words in values.items():
        stated = root.find(tag)
        if stated is None:
            stated = element(tag)
            root.append(stated)
        stated.text = words or None
        if tag.startswith(_DCTERMS):
            stated.set(_TYPE, "dcterms:W3CDTF")  # without it Word calls the file damaged
    for name in ("revision", "lastPrinted", "category", "contentStatus", "contentType", "keywords", "version"):
        for stated in root.findall(_CP + name):
            root.remove(stated)
    return package.xml(root)
