"""修订稿: the new report with Word's own tracked changes against an old one.

Accepting all changes gives the new text, rejecting all gives the old one: paragraphs with their styles, cells of
tables, pictures, captions, the stored contents with their page numbers. What is no text comes from the new file
and is not tracked: formatting, widths of columns, headers and footers, section breaks within what both have.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count

from lxml import etree

from juesuan.compare.redline import merge, paragraphs
from juesuan.compare.redline.merge import InsertionPoint
from juesuan.compare.redline.paragraphs import Thing
from juesuan.ooxml import fields, foreign_parts, package, tracked_changes, walk, walked_file
from juesuan.ooxml.elements import W
from juesuan.ooxml.tracked_changes import Pen
from juesuan.ooxml.walked_file import WalkedFile


def changes(old: bytes, new: bytes, author: str, when: datetime) -> bytes:
    """The new report (.docx) with every change since the old one tracked, by ``author`` and dated ``when``.

    The same values give the same bytes. Raises `NotWordFile` where one of the two is no Word file.
    """
    before, after = package.open_word(old), package.open_word(new)
    before, word = foreign_parts.carry(before, after)
    media = {key: word.parts.get(name, b"") for key, name in package.related(word).items()}
    pen = _pen(word.root, author, when)
    _merge(walked_file.of(before), walked_file.of(word), media, pen)
    last, form = (each.root.find(f"{W}body/{W}sectPr") for each in (word, before))
    if last is not None and form is not None:
        tracked_changes.mark_section(last, form, pen)
    return package.packed(word, when)


def _pen(root: etree._Element, author: str, when: datetime) -> Pen:
    """The pen that writes the changes; its ids go on from those of marks in the file, such as bookmarks."""
    moment = when if when.tzinfo is None else when.astimezone(UTC)
    taken = (each.get(W + "id", "") for each in root.iter() if isinstance(each.tag, str))
    first = max((int(number) for number in taken if number.isdecimal()), default=0) + 1
    return Pen(author, moment.strftime("%Y-%m-%dT%H:%M:%SZ"), count(first))


def _merge(old: WalkedFile, new: WalkedFile, media: Mapping[str, bytes], pen: Pen) -> None:
    """Merges the old text into the new one; the contents by themselves, so that their field stays whole."""
    if old.body is None or new.body is None:
        return
    end = InsertionPoint(new.body, new.body.find(W + "sectPr"))
    before, after = fields.find(old.body), fields.find(new.body)
    if before is None or after is None:
        merge.merge(_things(old, media), _things(new, media), pen, end)
        return
    fields.take_out(before)
    opening, closing = fields.take_out(after)
    was, now = _things(old, media), _things(new, media)
    rest = InsertionPoint(new.body, now[after.end].element) if after.end < len(now) else end
    head = InsertionPoint(new.body, now[after.begin].element)
    merge.merge(was[: before.begin], now[: after.begin], pen, head, is_closed=False)
    listed = merge.merge(was[before.begin : before.end], now[after.begin : after.end], pen, rest)
    merge.merge(was[before.end :], now[after.end :], pen, end)
    fields.put_back(opening, closing, [each.element for each in listed])


def _things(file: WalkedFile, media: Mapping[str, bytes]) -> tuple[Thing, ...]:
    return paragraphs.things(walk.blocks(file), media)
