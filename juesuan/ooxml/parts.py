"""Parts of a Word file beside its text: put in with their relationship and content type, changed, taken over."""

from collections.abc import Mapping
from posixpath import dirname, relpath

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.ooxml import package
from juesuan.ooxml.elements import element
from juesuan.ooxml.package import TYPES, WordFile

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KINDS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode()
_NO_TYPES = f'<Types xmlns="{_KINDS[1:-1]}"/>'.encode()
_SUFFIXES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
"""The content types of parts with these suffixes where none is stated by the part's name."""


class NewPart(Struct, frozen=True):
    """A part to be put into a Word file."""

    name: str
    data: bytes
    relation: str
    """The kind of its relationship, such as numbering."""
    kind: str
    """Its content type."""
    key: str = ""
    """The relationship id it is to have, if that is free; empty where any will do."""


def added(word: WordFile, part: NewPart, source: str) -> tuple[WordFile, str]:
    """Return the file with the part, and the relationship id by which the part ``source`` refers to it.

    The empty ``source`` is the file as a whole. A part of that name is replaced, its relationship stays.
    """
    parts = {**word.parts, part.name: part.data, TYPES: _typed(word.parts[TYPES], part)}
    relations = package.relationships(parts, source).items()
    known = next((key for key, found in relations if found == (part.relation, part.name)), "")
    if known:
        return replace(word, parts=parts), known
    name = package.rels_of(source)
    root = package.parse(parts.get(name, _NO_RELATIONS))
    key = _free(part.key, {each.get("Id") for each in root})
    target = relpath(part.name, dirname(source))
    root.append(element(_RELATIONS + "Relationship", Id=key, Type=_OFFICE + part.relation, Target=target))
    return replace(word, parts={**parts, name: package.xml(root)}), key


def _free(wanted: str, taken: set[str | None]) -> str:
    names = (wanted, *(f"rIdAttached{number}" for number in range(1, len(taken) + 2)))
    return next(key for key in names if key and key not in taken)


def having(word: WordFile, part: NewPart) -> WordFile:
    """Return the file with ``part``, or as it is where its text refers to one of the same kind already."""
    return word if package.name_of_kind(word, part.relation) else added(word, part, word.main)[0]


def changed(word: WordFile, kind: str, root: etree._Element) -> WordFile:
    """Return the file with ``root`` as its part of a ``kind``, such as styles, which it must have already."""
    name = package.name_of_kind(word, kind)
    return replace(word, parts={**word.parts, name: package.in_names_of(word.parts[name], package.xml(root))})


def reachable(word: WordFile) -> WordFile:
    """Return the file with those of its parts alone that it refers to, their XML and their types written anew.

    What else a package holds, and what XML holds beside elements and text, no reader shows. Raises `NotWordFile`
    for XML that is damaged.
    """
    names = [""]
    for name in names:
        targets = (target for _, target in package.relationships(word.parts, name).values())
        names += [target for target in dict.fromkeys(targets) if target in word.parts and target not in names]
    kept = [each for name in names for each in (name, package.rels_of(name)) if each in word.parts]
    parts = {name: _anew(name, word.parts[name]) for name in kept}
    stated = _stated(word.parts)
    kinds = {name: stated.get(name) or stated.get(_suffix(name), _SUFFIXES["xml"]) for name in names[1:]}
    return package.of_parts({TYPES: _types(kinds), **parts})


def _anew(name: str, data: bytes) -> bytes:
    return package.xml(package.parse(data)) if _suffix(name) in _SUFFIXES else data


# ---- types


def _typed(data: bytes, part: NewPart) -> bytes:
    """The part of content types with that of ``part``: a picture's by its suffix, any other's by its name."""
    root = package.parse(data)
    suffix = _suffix(part.name)
    defaults = {
        each.get("Extension", "").lower(): each.get("ContentType") for each in root.iter(_KINDS + "Default")
    }
    if _is_by_suffix(part.kind) and suffix not in defaults:
        root.insert(0, _default(suffix, part.kind))
    elif defaults.get(suffix) != part.kind and all(each.get("PartName") != f"/{part.name}" for each in root):
        root.append(_override(part.name, part.kind))
    return package.xml(root)


def _types(kinds: Mapping[str, str]) -> bytes:
    """The part of content types for a whole file; ``kinds`` are the types of its parts by their names."""
    suffixes = dict(_SUFFIXES)
    for name, kind in kinds.items():
        if _is_by_suffix(kind):
            suffixes.setdefault(_suffix(name), kind)
    root = package.parse(_NO_TYPES)
    root.extend([_default(suffix, kind) for suffix, kind in sorted(suffixes.items())])
    own = (each for each in sorted(kinds.items()) if suffixes.get(_suffix(each[0])) != each[1])
    root.extend([_override(name, kind) for name, kind in own])
    return package.xml(root)


def _stated(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The types that a file states, by the name of a part or by a suffix."""
    each_kind = package.parse(parts.get(TYPES, _NO_TYPES))
    return {
        each.get("PartName", "")[1:] or each.get("Extension", "").lower(): each.get("ContentType", "")
        for each in each_kind
    }


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _is_by_suffix(kind: str) -> bool:
    return kind.startswith("image/")


def _default(suffix: str, kind: str) -> etree._Element:
    return element(_KINDS + "Default", Extension=suffix, ContentType=kind)


def _override(name: str, kind: str) -> etree._Element:
    return element(_KINDS + "Override", PartName=f"/{name}", ContentType=kind)
