"""Which lines of an attachment are its title, its headings, its captions: by style, by outline level, by place."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.document import BODY, AttachedParagraph, AttachedTable, Content, Picture, Run

UNIT, TITLE, SUBTITLE, CLOSING = "附件单位", "附件标题", "附件副标题", "附件落款"
_HEADINGS = ("附件一级标题", "附件二级标题", "附件三级标题")
_CAPTION, _TABLE_TITLE = "caption", "表题"
_LONGEST = 60
"""A line of more letters is no title."""


class FoundBlock(Struct, frozen=True):
    """A paragraph, picture or table of a file, with what the file says of how it looks."""

    content: Content
    level: int = 0
    """The level of a heading, from 1; 0 for anything else."""
    side: str = ""
    """The side that a paragraph keeps to: center, right, or another word of Word's for the left."""
    is_title: bool = False
    """Whether a paragraph is in the style of titles."""

    @property
    def text(self) -> str:
        """The words of a paragraph; empty for a picture or a table."""
        return self.content.text if isinstance(self.content, AttachedParagraph) else ""


def styled(found: Sequence[FoundBlock]) -> tuple[Content, ...]:
    """The content of the attachment, each paragraph in the style that the report has for it."""
    title = _title(found)
    shift = 1 if title is not None and found[title].level == 1 else 0
    last = title if title is not None else -1
    while title is not None and last + 1 < len(found) and _goes_on(found[last + 1]):
        last += 1
    return tuple(
        _with_style(each, _opening(place, title, last, each) or _style(found, place, shift))
        for place, each in enumerate(found)
    )


def has_title(content: Sequence[Content]) -> bool:
    """Whether a paragraph is the title, which the contents page lists."""
    return any(isinstance(each, AttachedParagraph) and each.style == TITLE for each in content)


def _title(found: Sequence[FoundBlock]) -> int | None:
    """The place of the title; None where no line is one.

    It is the line in the style of titles; else the only heading above all others; else the first that looks so.
    """
    worded = [place for place, each in enumerate(found) if each.text]
    named = [place for place in worded if found[place].is_title]
    if named:
        return _speaking(found, named)
    highest = [place for place in worded if found[place].level == 1]
    opening = worded[: next((n for n, place in enumerate(worded) if not _is_above(found[place])), len(worded))]
    if len(highest) == 1 and highest[0] in worded[: len(opening) + 1]:
        return highest[0]
    if opening:
        return _speaking(found, opening)
    first = found[worded[0]].text if worded else ""
    is_one = (
        "报告" in first
        and len(first) <= _LONGEST
        and not first.endswith(("。", "："))
        and not found[worded[0]].level
    )
    return worded[0] if is_one else None


def _speaking(found: Sequence[FoundBlock], places: list[int]) -> int:
    """The place of the line that calls itself a report, else the last of the places."""
    return next((place for place in places if "报告" in found[place].text), places[-1])


def _is_above(each: FoundBlock) -> bool:
    """Whether a line looks like those above a text: in the middle, short, and no heading."""
    return each.side == "center" and not each.level and len(each.text) <= _LONGEST


def _goes_on(each: FoundBlock) -> bool:
    """Whether a line under a title is a part of it: （某某项目）, ——某某项目, or a second line in its style."""
    return bool(each.text) and not each.level and (each.is_title or each.text.startswith(("（", "(", "——")))


def _opening(place: int, title: int | None, last: int, each: FoundBlock) -> str:
    """The style of a line that is not below the title; empty for those below."""
    if title is None or place > last or not each.text:
        return ""
    if place < title:
        return UNIT if _is_above(each) or each.is_title else ""
    return TITLE if place == title else SUBTITLE


def _style(found: Sequence[FoundBlock], place: int, shift: int) -> str:
    """The style of a line below the title; headings move up by ``shift`` levels where the title took one."""
    each = found[place]
    if each.level:
        return _HEADINGS[min(max(each.level - shift, 1), len(_HEADINGS)) - 1]
    if each.side == "right":
        return CLOSING
    before = found[place - 1].content if place else None
    after = found[place + 1].content if place + 1 < len(found) else None
    if isinstance(before, Picture) and (each.side == "center" or re.match(r"图\s*\d*", each.text)):
        return _CAPTION
    if isinstance(after, AttachedTable) and (each.side == "center" or re.match(r"(附?表|表格)\s*\d", each.text)):
        return _TABLE_TITLE
    return BODY


def _with_style(each: FoundBlock, style: str) -> Content:
    """A line in its style; one that is not running text has no face but that of its style."""
    if not isinstance(each.content, AttachedParagraph):
        return each.content
    if style == BODY:
        return each.content
    item = each.content.item if style in _HEADINGS else None
    spans = (Run(each.text),) if each.text else ()
    return replace(each.content, style=style, runs=spans, item=item)


def described(content: tuple[Content, ...], name: str) -> Iterator[Content]:
    """The content, each picture with words for who cannot see it: its own, its caption, or that it is one."""
    for place, each in enumerate(content):
        after = content[place + 1] if place + 1 < len(content) else None
        caption = after.text if isinstance(after, AttachedParagraph) and after.style == _CAPTION else ""
        yield replace(each, alt=each.alt or caption or f"{name}里的图片") if isinstance(each, Picture) else each
