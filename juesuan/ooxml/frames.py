"""The texts beside the body of a Word file, each with its look: headers, footers, notes, boxes, contents."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree
from msgspec import Struct

from juesuan.ooxml import canonical, elements, fields, letters, package
from juesuan.ooxml.canonical import OpenedPart
from juesuan.ooxml.elements import DRAWN, R, W, is_on, value
from juesuan.ooxml.looks import Looks
from juesuan.ooxml.objects import instruction
from juesuan.ooxml.package import WordFile

Look = tuple[tuple[str, str], ...]


class FramedText(Struct, frozen=True):
    """A text that stands outside the body, with its look."""

    text: str
    """Its words; of a field its instruction in braces."""
    look: tuple[object, ...]
    """All that it looks like and holds besides, to be compared and shown to nobody."""


_KINDS = {"default": "", "first": "首页", "even": "偶数页"}


def headers(word: WordFile, looks: Looks) -> Mapping[str, FramedText]:
    """What stands at the head and the foot of the pages of each section, by its place for the officer."""
    found: dict[str, FramedText] = {}
    held: dict[tuple[str, str], FramedText] = {}
    targets, parts = package.related(word), dict[str, FramedText]()  # sections share their parts
    has_even = (settings := package.part_of_kind(word, "settings")) is not None and is_on(
        settings, "evenAndOddHeaders"
    )
    for number, section in enumerate(word.root.iter(W + "sectPr"), start=1):
        for key, name in _references(section, targets):
            if name not in parts:
                parts[name] = _part(word, name, looks)
            held[key] = parts[name]
        for (side, kind), framed in held.items():
            is_shown = {"first": is_on(section, "titlePg"), "even": has_even}.get(kind, True)
            if is_shown and (framed.text or framed.look):
                found[f"第{number}节{_KINDS.get(kind, '')}的{side}"] = framed
    return found


def _references(section: etree._Element, targets: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    for name, side in (("headerReference", "页眉"), ("footerReference", "页脚")):
        for each in section.findall(W + name):
            yield (side, each.get(W + "type", "default")), targets.get(each.get(R + "id", ""), "")


def _part(word: WordFile, name: str, looks: Looks) -> FramedText:
    if not word.parts.get(name):
        return FramedText("", ())
    root = package.parse(word.parts[name])
    return _framed(root, OpenedPart(word, name, root), looks)


def beside(word: WordFile, looks: Looks) -> list[FramedText]:
    """The notes and the text boxes of a file."""
    found = [
        _framed(each, OpenedPart(word, name, root), looks)
        for kind in ("footnotes", "endnotes")
        if (name := package.name_of_kind(word, kind))
        for root in [package.parse(word.parts[name])]
        for each in root
    ]
    main = OpenedPart(word, word.main, word.root)
    for drawing in word.root.iter(W + "r"):
        boxes = [
            box for child in elements.flat(drawing) if child.tag in DRAWN for box in child.iter(W + "txbxContent")
        ]
        found += [_framed(box, main, looks) for box in boxes[:1]]
    return [each for each in found if each.text]


def contents(word: WordFile, looks: Looks) -> list[FramedText]:
    """The lines of the contents, as they are stored in the file; none where it has no contents."""
    body = word.root.find(W + "body")
    field = None if body is None else fields.find(body)
    if body is None or field is None:
        return []
    blocks = [child for child in elements.flat(body) if child.tag in {W + "p", W + "tbl"}][field.begin : field.end]
    main = OpenedPart(word, word.main, word.root)
    lines = (_framed(each, main, looks) for each in blocks)
    return [each for each in lines if each.text.strip()]


def _framed(holder: etree._Element, part: OpenedPart, looks: Looks) -> FramedText:
    words, seen = list[str](), list[object]()
    for paragraph in [holder] if holder.tag == W + "p" else holder.iter(W + "p"):
        found = list(_letters(paragraph, looks, part))
        words.append("".join(text for text, _ in found))
        runs = groupby(found, key=lambda each: each[1])
        seen += [(look, "".join(text for text, _ in same)) for look, same in runs]
        if found:
            seen.append(_side(paragraph, looks))
    text = "\n".join(words).strip()
    return FramedText(text, tuple(seen))


def _side(paragraph: etree._Element, looks: Looks) -> str:
    stated = (value(each, "jc") for each in looks.layers(paragraph.find(W + "pPr")))
    side = next(filter(None, stated), "left")
    return {"start": "left", "end": "right"}.get(side, side)


def _letters(paragraph: etree._Element, looks: Looks, part: OpenedPart) -> Iterator[tuple[str, Look]]:
    """The texts and fields of a paragraph, each with its look; drawings by all that they consist of."""
    opened: list[_OpenField] = []
    for run in paragraph.iter(W + "r", W + "fldSimple"):
        if run.tag == W + "fldSimple":
            yield _field(run.get(W + "instr", "")), ()
        elif next(run.iterancestors(W + "fldSimple"), None) is None:
            look = tuple(sorted((name, text) for name, text in looks.of_run(run).items() if text))
            for child in elements.flat(run):
                if child.tag in DRAWN or child.tag == W + "sym":
                    yield "", (("object", canonical.of(child, part)),)
                elif text := _followed(child, opened):
                    yield text, look


class _OpenField(Struct):
    """A field whose end has not come by yet."""

    instruction: str = ""
    has_words: bool = False
    """Whether its result has begun, and is words like others."""


def _followed(element: etree._Element, opened: list[_OpenField]) -> str:
    """The text of an element, or of the field whose instruction it ends; notes which fields are open."""
    kind = element.get(W + "fldCharType")
    if kind == "begin":
        opened.append(_OpenField())
    elif kind == "separate" and opened:
        words = _field(opened[-1].instruction)
        opened[-1].has_words = not words
        return words
    elif kind == "end" and opened:
        opened.pop()
    elif element.tag == W + "instrText" and opened:
        opened[-1].instruction += element.text or ""
    elif all(each.has_words for each in opened):
        return letters.written(element)
    return ""


def _field(words: str) -> str:
    """The instruction of a field in braces; empty for those of the contents, whose results are words."""
    known = instruction(words)
    return "" if not known or known.split()[0].upper() in {"TOC", "PAGEREF"} else f"{{{known}}}"
