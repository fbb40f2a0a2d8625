"""What a finished file says of its own making, so that it can be told later whether it is still as it was made.

A seal finds changes, it does not prevent forgery: it holds no secret, whoever knows this program can write one.
It says nothing of persons: only digests.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from juesuan.model.edit import EditKind
from juesuan.model.given import Given
from juesuan.model.identity import About, Seal, digest, short
from juesuan.ooxml import editable_text, outside_text, package, parts
from juesuan.ooxml.editable_text import EditableTable, Reader
from juesuan.ooxml.elements import element
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.parts import NewPart
from juesuan.versions import store


def marked(about: About, given: Given) -> About:
    """The same, with what the report is made from: what the officer gave and this program."""
    return replace(about, origin=origin(given.digests, store.program()), program=short(store.program()))


def origin(sources: Mapping[str, str], program: str) -> str:
    """One digest of all that a version is made from: its inputs, by name, and the program."""
    return digest("\n".join([program, *(f"{name} {key}" for name, key in sorted(sources.items()))]).encode())


def of_texts(texts: Iterable[str]) -> str:
    """The digest of texts in order; white space is none of them, programs write it each in their own way."""
    return digest("\n".join("".join(text.split()) for text in texts).encode())


TEXT, BESIDE = "正文", "附属"
"""Of what there are digests: headings, paragraphs and tables; and all that stands beside them."""
_PREFIX, _ORIGIN, _PROGRAM = "决算通", "来源", "程序"
_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users see, and the first number in it that is free: both laid down by Office."""
_FIRST = 2


def sealed(word: WordFile, about: About) -> WordFile:
    """The file with its seal; properties of others, such as those of WPS, stay."""
    told = {_ORIGIN: about.origin, _PROGRAM: about.program, **digests(editable_text.of(word))}
    root = _properties(word)
    for each in [each for each in root if each.get("name", "").startswith(_PREFIX)]:
        root.remove(each)  # a template may have been made from a finished report
    numbers = (each.get("pid", "") for each in root)
    first = max((int(number) for number in numbers if number.isdecimal()), default=_FIRST - 1) + 1
    root.extend([_property(number, name, told[name]) for number, name in enumerate(told, first)])
    return parts.added(word, NewPart(_PART, package.xml(root), "custom-properties", _TYPE), "")[0]


def _property(number: int, name: str, words: str) -> etree._Element:
    value = element(f"{{{_VALUES}}}lpwstr")
    value.text = words
    return element(f"{{{_PROPERTIES}}}property", value, fmtid=_CUSTOM, pid=str(number), name=f"{_PREFIX}{name}")


def _properties(word: WordFile) -> etree._Element:
    if _PART in word.parts:
        return package.parse(word.parts[_PART])
    return etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>')


def read(word: WordFile) -> Seal | None:
    """The seal of a file; None where it has none."""
    found = {str(each.get("name", "")): "".join(map(str, each.itertext())) for each in _properties(word)}
    held = {name.removeprefix(_PREFIX): value for name, value in found.items() if name.startswith(_PREFIX)}
    if not {_ORIGIN, _PROGRAM, TEXT, BESIDE} <= held.keys():
        return None
    return Seal(held[_ORIGIN], held[_PROGRAM], {name: held[name] for name in (TEXT, BESIDE)})


def say_the_same(one: bytes, other: bytes) -> bool:
    """Whether two files of this program have the same words and pictures, whatever they were made from."""
    seals = [read(package.open_word(data)) for data in (one, other)]
    told = [each and each.told for each in seals]
    return one == other or (None not in told and told[0] == told[1])


def digests(reader: Reader) -> dict[str, str]:
    """Of what the file says now."""
    return {TEXT: of_texts(_texts(reader)), BESIDE: of_texts(sorted(_besides(reader.word)))}


def _texts(reader: Reader) -> Iterator[str]:
    for item in reader.items():
        if isinstance(item, EditableTable):
            yield from (cell.line.text for row in item.rows for cell in row.cells)
        else:
            yield item.text


def _besides(word: WordFile) -> Iterator[str]:
    """Comments, notes, boxes, pictures, headers: in any order, for programs keep them in their own."""
    for each in outside_text.found(word):
        yield f"{each.kind.value}{each.key if each.kind is EditKind.PICTURE else each.text}"
