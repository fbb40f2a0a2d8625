"""The last line of a paragraph: where only a few characters would stand in it, the letters are set otherwise.

A little closer, and the lines before take them in; a little further apart, and they give some away. Closer comes
first: lines that are filled to the margin look as before, with 28 characters in each, while letters further apart
leave 27 or 26. The Word file is set with the same, see ``word.last_lines``. Where nothing helps the line stays. It
is found while weasyprint lays out, with the lines that it then prints.
"""

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import copysign
from typing import Any

from juesuan.model.last_lines import CLOSER, FEW, WIDER
from juesuan.pdf import line_breaking

_STEPS: tuple[int, ...] = (*range(-1, -CLOSER - 1, -1), *range(1, WIDER + 1))
"""The changes that are tried, in twentieths of a point, which are Word's, in this order."""
_DOUBT = 0.5
"""The part of such a step by which another program may measure otherwise: 0.7 points in a line."""
_TWENTIETH = 96 / 72 / 20
"""A twentieth of a point in the pixels of the layout."""
_STYLES = {"正文", "正文无缩进"}
_BROKEN = re.compile("[0-9]\n[万亿元年月日个人名辆次项%％]|[万亿]\n元")
"""The end of a line inside an amount or a date."""
_HANGS = re.compile(f"[^!-~]*[{line_breaking.HANGING}]")
"""A line of Chinese alone that ends with punctuation which may stand in the margin."""
_LOST = "\t"
"""Marks such a line where LibreOffice does not print that.

Where letters are set further apart it often does not, else where that reaches just into the margin.
"""
_JUST = 7 * 96 / 72
"""How far that is, in pixels of the layout."""
_SET = "data-spacing"
"""The attribute of a paragraph with the change that it is set with; 0 where its last line stays short."""

_Lines = Sequence[str]


def teach() -> None:
    """Replace, the first time, the function of weasyprint that gives the lines of a paragraph.

    Its native libraries must have been loaded.
    """
    block: Any = importlib.import_module("weasyprint.layout.block")
    if block.iter_line_boxes.__module__ != __name__:
        block.iter_line_boxes = _spaced(block.iter_line_boxes)


def spacings(leaves: Iterable[Any]) -> Mapping[int, int]:
    """The change of the space behind each character, in twentieths of a point, by the place of the paragraph.

    ``leaves`` are the pages of weasyprint; places are those of ``pages.page``. A paragraph whose last line stays
    short has 0; one that needs nothing is not there.
    """
    boxes = (box for leaf in leaves for box in leaf._page_box.descendants())  # noqa: SLF001 - the only way
    elements = (box.element for box in boxes if box.element is not None)
    return {int(each.get("data-place")): int(each.get(_SET)) for each in elements if each.get(_SET) is not None}


def _spaced(lines_of: Any) -> Any:
    def iter_line_boxes(context: Any, box: Any, position_y: float, bottom: float, skip: Any, *rest: Any) -> Any:
        given = (context, box, position_y, bottom, skip, *rest)
        if not _is_text(box):
            return lines_of(*given)
        if box.element.get(_SET) is None and skip is None:
            tried = {0.0: list(lines_of(*given))}

            def lines_at(step: float) -> _Lines:
                if step not in tried:
                    _set(box, step)
                    tried[step] = list(lines_of(*given))
                return _words(tried[step], rest[0].width, step)

            if is_short(before := lines_at(0)):
                step = _step(before, lines_at)
                box.element.set(_SET, str(step))
                _set(box, step)  # for what stands on the next page
                return iter(tried[step])
            return iter(tried[0])
        if (step := box.element.get(_SET)) is not None:
            _set(box, int(step))
        return lines_of(*given)

    return iter_line_boxes


def _is_text(box: Any) -> bool:
    """Say whether the line box is that of a paragraph of running text, with no line break typed into it."""
    element = box.element
    return (
        element is not None
        and element.get("class") in _STYLES
        and element.get("data-place") is not None
        and not any("\n" in each.text for each in _texts(box))
    )


def _texts(box: Any) -> Iterator[Any]:
    return (each for each in box.descendants() if getattr(each, "text", None) is not None)


def _words(lines: Iterable[tuple[Any, Any]], width: float, step: float) -> _Lines:
    """The letters of each line of weasyprint, without white space, and marked where the last would not be printed.

    ``width`` is that of the paragraph, ``step`` how far its letters are set closer or further apart.
    """
    found = list[str]()
    for line, goes_on in lines:
        text = "".join(each.text for each in _texts(line)).translate(line_breaking.UNSEEN)
        words, size = "".join(text.split()), line.style["font_size"]
        room = width - line.width
        is_lost = goes_on and _HANGS.fullmatch(words) and (0 if step > 0 else size - _JUST) < room < size
        found.append(words + _LOST if is_lost else words)
    return tuple(found)


def is_short(lines: _Lines) -> bool:
    """Say whether the last of several lines holds so few characters that they look lost."""
    return len(lines) > 1 and len(lines[-1]) <= FEW


def _step(before: _Lines, lines_at: Callable[[float], _Lines]) -> int:
    """The first step with which the last line is surely not short and no more amounts are broken; 0 for none."""
    broken = _broken(before)
    for step in _STEPS:
        lines = lines_at(step)
        if not _is_sound(lines) or _broken(lines) > broken:
            continue
        more = copysign(_DOUBT, step)  # less comes first: there the line is more often short
        around = (lines_at(step + doubt) for doubt in (-more, more))
        if all(len(each) == len(lines) and _is_sound(each) for each in around):
            return step
    return 0


def _is_sound(lines: _Lines) -> bool:
    return not (is_short(lines) or any(each.endswith(_LOST) for each in lines))


def _broken(lines: _Lines) -> int:
    return len(_BROKEN.findall("\n".join(lines)))


def _set(box: Any, step: float) -> None:
    """Set all letters of a paragraph closer or further apart by so many twentieths of a point."""
    spacing = box.style["letter_spacing"] + step * _TWENTIETH
    for each in _texts(box):
        each.style = each.style.copy()
        each.style["letter_spacing"] = spacing
