"""A Word file with what its text refers to: styles, fields, pictures, notes, comments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from juesuan.ooxml import package
from juesuan.ooxml.elements import W, flat, value
from juesuan.ooxml.fields import Fields, fields
from juesuan.ooxml.letters import written
from juesuan.ooxml.package import Style, WordFile


@dataclass(frozen=True)
class WalkedFile:
    """A Word file with what its text refers to."""

    word: WordFile
    body: etree._Element | None
    styles: Mapping[str, Style]
    fields: Fields

    def style(self, paragraph: etree._Element) -> Style:
        """The style of a paragraph; of one that the file does not define, its name alone."""
        key = value(paragraph.find(W + "pPr"), "pStyle") or ""
        return self.styles.get(key) or Style(key, None)

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """The parts the text refers to, by relationship."""
        return package.related(self.word)

    def media(self, key: str) -> bytes:
        """The data of a picture, by its relationship; nothing where the file does not hold it."""
        return self.word.parts.get(self.targets.get(key, ""), b"")

    @cached_property
    def remarks(self) -> Mapping[tuple[str, str], str]:
        """The text of each note and comment, by its element's name and its id."""
        return {
            (kind, each.get(W + "id", "")): _remark(each)
            for kind in ("footnote", "endnote", "comment")
            if (part := package.part_of_kind(self.word, kind + "s")) is not None
            for each in part.iterfind(W + kind)
        }

    def remark(self, reference: etree._Element) -> str:
        """The text of the note or comment that is referred to."""
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        return self.remarks.get((kind, reference.get(W + "id", "")), "")


def of(word: WordFile) -> WalkedFile:
    """The file, ready to be walked."""
    body = word.root.find(W + "body")
    return WalkedFile(word, body, package.styles(word), fields(word.root if body is None else body))


def _remark(note: etree._Element) -> str:
    """The text of a note or a comment."""
    runs = (run for each in note.iter(W + "p") for run in flat(each) if run.tag == W + "r")
    return "".join(written(piece) for run in runs for piece in flat(run)).strip()
