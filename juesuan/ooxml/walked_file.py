"""A Word file prepared for ``walk``: with the styles, fields, pictures, notes and comments its text refers to."""

from collections.abc import Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct

from juesuan.ooxml import package, styled_letters
from juesuan.ooxml.elements import W, flat, value
from juesuan.ooxml.fields import Fields, fields
from juesuan.ooxml.letters import written
from juesuan.ooxml.package import Style, WordFile
from juesuan.ooxml.styled_letters import StyledLetters


class WalkedFile(Struct, frozen=True, dict=True):
    """A Word file with the styles, fields, pictures, notes and comments that its text refers to."""

    word: WordFile
    body: etree._Element | None
    """The XML that holds the paragraphs; None where the file has none."""
    styles: Mapping[str, Style]
    """The paragraph styles, by their ids."""
    fields: Fields

    def style(self, properties: etree._Element | None) -> Style:
        """The style of a paragraph with these properties; of one that the file does not define, its name alone."""
        key = value(properties, "pStyle") or ""
        return self.styles.get(key) or Style(key, None)

    def look(self, run: etree._Element) -> etree._Element | None:
        """The look (`w:rPr`) of a run with what its styles add to it; None where nothing is stated."""
        return self.letters.look(run)

    @cached_property
    def letters(self) -> StyledLetters:
        """What the styles of the file say of letters."""
        return styled_letters.of(self.word)

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """The names of the parts that the text refers to, by relationship id."""
        return package.related(self.word)

    def media(self, key: str) -> bytes:
        """The data of the picture with this relationship id; empty where the file does not hold it."""
        return self.word.parts.get(self.targets.get(key, ""), b"")

    @cached_property
    def remarks(self) -> Mapping[tuple[str, str], str]:
        """The text of each note and comment, by footnote, endnote or comment and its id."""
        return {
            (kind, each.get(W + "id", "")): _remark(each)
            for kind in ("footnote", "endnote", "comment")
            if (part := package.part_of_kind(self.word, kind + "s")) is not None
            for each in part.iterfind(W + kind)
        }

    def remark(self, reference: etree._Element) -> str:
        """The text of the note or comment that a reference leads to; empty where the file has none such."""
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        return self.remarks.get((kind, reference.get(W + "id", "")), "")


def of(word: WordFile) -> WalkedFile:
    """The Word file with what its text refers to, ready to be walked."""
    body = word.root.find(W + "body")
    return WalkedFile(word, body, package.styles(word), fields(word.root if body is None else body))


def _remark(note: etree._Element) -> str:
    """The text of a note or a comment."""
    runs = (run for each in note.iter(W + "p") for run in flat(each) if run.tag == W + "r")
    return "".join(written(piece) for run in runs for piece in flat(run)).strip()
