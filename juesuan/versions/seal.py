"""The seal of a finished Word file, by which it can be told later whether the file is still as it was made.

A seal finds changes, it does not prevent forgery: it holds no secret, and whoever knows this program can write
one. It says nothing of persons: it holds digests only.
"""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec.structs import replace

from juesuan import PRODUCT
from juesuan.model.edit import EditKind
from juesuan.model.given import Given
from juesuan.model.identity import About, Seal, digest, short
from juesuan.ooxml import editable_text, outside_text, package, parts
from juesuan.ooxml.editable_text import EditableTable, Reader
from juesuan.ooxml.elements import element
from juesuan.ooxml.outside_text import Beside
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.parts import NewPart
from juesuan.versions import store


def marked(about: About, given: Given) -> About:
    """``about`` with the digests of what the report is made from: the officer's files and this program."""
    return replace(about, origin=origin(given.digests, store.program()), program=short(store.program()))


def origin(sources: Mapping[str, str], program: str) -> str:
    """One digest of all that a version is made from: the digests of its inputs, by name, and of the program."""
    return digest("\n".join([program, *(f"{name} {key}" for name, key in sorted(sources.items()))]).encode())


def of_texts(texts: Iterable[str]) -> str:
    """One digest of texts in their order, without white space, which every program writes in its own way."""
    return digest("\n".join("".join(text.split()) for text in texts).encode())


TEXT, BESIDE = "正文", "附属"
"""The names of the two digests: of headings, paragraphs and tables, and of all that stands beside them."""
_ORIGIN, _PROGRAM, _REVIEW = "来源", "程序", "审核稿"
_PREFIXES = (PRODUCT, "决算通")
"""How the names of a seal begin: now, and in the files made while the program had another name."""
_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The id of the set of properties that users see; like the first free number in it, Office has laid it down."""
_FIRST = 2


def sealed(word: WordFile, about: About) -> WordFile:
    """The Word file with its seal, among the custom properties; those of other programs, such as WPS, stay."""
    root = _properties(word)
    for each in [each for each in root if each.get("name", "").startswith(_PREFIXES)]:
        root.remove(each)  # a template may have been made from a finished report
    told = {_ORIGIN: about.origin, _PROGRAM: about.program, **digests(editable_text.of(word))}
    return _with(word, root, told)


def of_review(word: WordFile) -> WordFile:
    """The sealed Word file with the mark of a review copy, which has comments that its seal leaves out."""
    return _with(word, _properties(word), {_REVIEW: "1"})


def _with(word: WordFile, root: etree._Element, told: Mapping[str, str]) -> WordFile:
    numbers = (each.get("pid", "") for each in root)
    first = max((int(number) for number in numbers if number.isdecimal()), default=_FIRST - 1) + 1
    root.extend([_property(number, name, told[name]) for number, name in enumerate(told, first)])
    return parts.added(word, NewPart(_PART, package.xml(root), "custom-properties", _TYPE), "")[0]


def _property(number: int, name: str, words: str) -> etree._Element:
    value = element(f"{{{_VALUES}}}lpwstr")
    value.text = words
    return element(f"{{{_PROPERTIES}}}property", value, fmtid=_CUSTOM, pid=str(number), name=f"{PRODUCT}{name}")


def _properties(word: WordFile) -> etree._Element:
    if _PART in word.parts:
        return package.parse(word.parts[_PART])
    return etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>')


def read(word: WordFile) -> Seal | None:
    """The seal of a Word file; None where it has none, or not all of one."""
    found = {str(each.get("name", "")): "".join(map(str, each.itertext())) for each in _properties(word)}
    held = {
        name.removeprefix(prefix): value
        for prefix in _PREFIXES
        for name, value in found.items()
        if name.startswith(prefix)
    }
    if not {_ORIGIN, _PROGRAM, TEXT, BESIDE} <= held.keys():
        return None
    told = {name: held[name] for name in (TEXT, BESIDE)}
    return Seal(held[_ORIGIN], held[_PROGRAM], told, is_review=_REVIEW in held)


def say_the_same(one: bytes, other: bytes) -> bool:
    """Whether the seals of two .docx tell the same words and pictures, whatever the files were made from."""
    seals = [read(package.open_word(data)) for data in (one, other)]
    told = [each and each.told for each in seals]
    return one == other or (None not in told and told[0] == told[1])


def digests(reader: Reader, *, is_review: bool = False) -> dict[str, str]:
    """The two digests of what the file says now, ``TEXT`` and ``BESIDE``; of a review copy without comments."""
    besides = (
        each for each in outside_text.found(reader.word) if not is_review or each.kind is not EditKind.COMMENT
    )
    return {TEXT: of_texts(_texts(reader)), BESIDE: of_texts(sorted(map(_said, besides)))}


def _texts(reader: Reader) -> Iterator[str]:
    for item in reader.items():
        if isinstance(item, EditableTable):
            yield from (cell.line.text for row in item.rows for cell in row.cells)
        else:
            yield item.text


def _said(each: Beside) -> str:
    """A comment, note, text box, picture or header as one text; programs keep them in no fixed order."""
    return f"{each.kind.value}{each.key if each.kind is EditKind.PICTURE else each.text}"
