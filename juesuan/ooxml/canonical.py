"""An element of a Word file written so that two programs, saving the same thing, give the same words for it."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct

from juesuan.model.identity import digest
from juesuan.ooxml import elements, package
from juesuan.ooxml.elements import MC, R
from juesuan.ooxml.package import WordFile

_IDS = {
    "id", "paraId", "textId", "anchorId", "editId", "spid", "ShapeID", "ObjectID", "distT", "distB", "distL",
    "distR",
    "relativeHeight", "bwMode", "cstate", "locked", "layoutInCell", "simplePos", "name", "gfxdata",
}  # fmt: skip
"""Attributes by which programs count, or that show nothing."""
_OF_PROGRAMS = {
    "cNvGraphicFramePr", "graphicFrameLocks", "picLocks", "cNvPicPr", "avLst", "effectExtent", "extLst",
    "sizeRelH",
    "sizeRelV", "rPr", "sdtEndPr", "txbxContent", "proofErr", "lock", "wrapPolygon", "placeholder", "id",
    "docPartObj",
}  # fmt: skip
"""Elements that every program writes as it likes, or whose words are compared by themselves."""


class OpenedPart(Struct, frozen=True, dict=True):
    """A part of a Word file, with its XML and all that it refers to."""

    word: WordFile
    name: str
    root: etree._Element

    def target(self, key: str) -> str:
        """A word for what a relationship of the part leads to: the digest of its data, or the address outside."""
        name = self._inside.get(key, ("", ""))[1]
        if name in self.word.parts:
            return digest(self.word.parts[name])
        return self._outside.get(key, key and "缺失")

    @cached_property
    def _inside(self) -> Mapping[str, tuple[str, str]]:
        """The kind and the name of each part that the part refers to, by relationship id."""
        return package.relationships(self.word.parts, self.name)

    @cached_property
    def _outside(self) -> Mapping[str, str]:
        """The addresses outside the file that the part refers to, by relationship id."""
        data = self.word.parts.get(package.rels_of(self.name))
        found = () if data is None else package.parse(data)
        external = (each for each in found if each.get("TargetMode") == "External")
        return {each.get("Id", ""): each.get("Target", "") for each in external}


def of(element: etree._Element, part: OpenedPart) -> str:
    """The element with all that it holds, in words that are compared and shown to nobody."""
    inside = "".join(of(each, part) for each in _children(element))
    own = " ".join((local(element), *sorted(_attributes(element, part)), (element.text or "").strip()))
    return f"({own.strip()}{inside})"


def local(element: etree._Element) -> str:
    """The name of an element without that of its vocabulary."""
    return str(element.tag).rpartition("}")[2]


def _children(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == MC + "AlternateContent":
            yield from elements.branch(child)
        elif local(child) not in _OF_PROGRAMS or _shows_another(child):
            yield child


def _shows_another(extension: etree._Element) -> bool:
    """Whether an extension holds another picture, which newer programs show in place of the first."""
    return local(extension) == "extLst" and any(local(each) == "svgBlip" for each in extension.iter())


def _attributes(element: etree._Element, part: OpenedPart) -> Iterator[str]:
    for key, text in element.attrib.items():
        name = str(key).rpartition("}")[2]
        if str(key).startswith(R):
            yield f"→{part.target(str(text))}"
        elif name not in _IDS and not name.startswith("rsid"):
            yield f"{name}={text!s}"
