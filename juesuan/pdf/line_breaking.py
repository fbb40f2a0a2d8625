"""Chinese set in lines as Word does it: lines filled, gaps at Latin text and digits, hanging punctuation.

weasyprint does none of these: it widens spaces only, of which Chinese has none, and lacks the properties
``text-autospace`` and ``hanging-punctuation``. It is taught them here. Where punctuation does not hang, the
stylesheet says so in ``--hanging-punctuation``, a property of its own that weasyprint hands down.
"""

import importlib
import re
from typing import Any

_GAP, _SEAM, _BREAK = "\u2009", "\u200a", "\u200b"
"""The marks of a gap, of a place where only the script changes, and of a place where a line may end."""
_MARK = re.compile(f"[{_GAP}{_SEAM}{_BREAK}]")
UNSEEN = str.maketrans("", "", f"{_GAP}{_SEAM}{_BREAK}")
"""The table with which ``str.translate`` takes these marks out of a text."""

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_CLOSING, _OPENING = "，。、；：！？）》〉】”’…", "“‘（《〈【"
_GAPS = re.compile(f"(?<=[{_HAN}])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[{_HAN}])")
_SEAMS = re.compile(f"(?<=[{_HAN}{_CLOSING}])(?=[!-~])|(?<=[!-~])(?=[{_HAN}{_CLOSING}{_OPENING}])")
# A quotation mark takes no break on either side unless it is told where the break is.
_BREAK_AT_QUOTE = re.compile(f"(?<=[{_HAN}{_CLOSING}])(?=[“‘])|(?<=[”’])(?=[{_HAN}{_OPENING}])")
_WIDEST_SPREAD = 0.25
"""The widths of a character by which two characters may at most be moved apart to fill a line."""
_GAP_WIDTH = 0.2
"""The width of a gap in widths of a character; LibreOffice takes this, Word about a quarter."""
HANGING = "，。、；：！？．,.;:!?"
"""The punctuation that may stand in the margin at the end of a full line; never two of them."""
_HANGS_NOT = "__hanging_punctuation"
"""The name under which weasyprint keeps what the stylesheet says of it; empty where it says nothing."""
_PUSHED = re.compile(f"(?:(?![{_HAN}]{{2}})[^{HANGING}\\s]){{1,12}}[{HANGING}]")
"""The beginning of a line to which such punctuation has pushed a word or a few characters.

Two characters of Chinese are none: the line before could have ended between them.
"""
_START = 2
"""How much of a text is looked at for its first line, in lines of Chinese; weasyprint looks at 4."""
_WIDE = 16
"""How many characters that must be at least: of narrow columns weasyprint knows more."""
_SURE_BREAK = re.compile(f"[{_HAN}]{{2}}")
"""Where a line may end, whatever follows."""


def marked(text: str) -> str:
    """The text with marks at its gaps, where the script changes, and where a line may end at a quotation mark."""
    return _SEAMS.sub(_SEAM, _GAPS.sub(_GAP, _BREAK_AT_QUOTE.sub(_BREAK, text)))


def teach() -> None:
    """Replace, the first time, the functions of weasyprint that end and fill a line, measure and write its text.

    Its native libraries must have been loaded.
    """
    inline: Any = importlib.import_module("weasyprint.layout.inline")
    if inline.text_align.__module__ == __name__:
        return
    layout = importlib.import_module("weasyprint.text.line_break").Layout
    inline.text_align = _filling(inline.text_align)
    inline.split_first_line = _ending(_from_start(inline.split_first_line))
    inline.handle_leader = _joined(inline.handle_leader)
    layout.set_text = _with_gaps(layout.set_text)
    stream = importlib.import_module("weasyprint.pdf.stream").Stream
    stream.show_text = _without_empty(stream.show_text)


# ---- gaps


def _with_gaps(set_text: Any) -> Any:
    ffi = importlib.import_module("weasyprint.text.ffi")

    def with_gaps(layout: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002
        set_text(layout, text, justify)
        if _MARK.search(layout.text):
            if not justify:
                layout.gaps = _gaps(layout.style)
            _leave_gaps(layout, ffi)

    return with_gaps


def _leave_gaps(layout: Any, ffi: Any) -> None:
    """Give every mark in the layout of a text its width and no glyph."""
    attributes = ffi.pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.ffi.NULL:
        attributes = ffi.ffi.gc(ffi.pango.pango_attr_list_new(), ffi.pango.pango_attr_list_unref)
    for found in _MARK.finditer(layout.text):
        start = len(layout.text[: found.start()].encode())
        shape = ffi.ffi.new("PangoRectangle *", {"width": int(layout.gaps[found[0]] * ffi.TO_UNITS)})
        for attribute in (
            ffi.pango.pango_attr_shape_new(shape, shape),
            ffi.pango.pango_attr_letter_spacing_new(0),
        ):
            attribute.start_index, attribute.end_index = start, start + len(found[0].encode())
            ffi.pango.pango_attr_list_change(attributes, attribute)
    ffi.pango.pango_layout_set_attributes(layout.layout, attributes)


def _gaps(style: Any) -> dict[str, float]:
    """The width of each mark in a style; it gives back by how much the letter before it is set closer."""
    back = -min(_spacing(style), 0.0)
    return {_SEAM: back, _GAP: back + _GAP_WIDTH * float(style["font_size"]), _BREAK: 0.0}


def _spacing(style: Any) -> float:
    spacing = style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)


def _without_empty(show_text: Any) -> Any:
    """The function that writes letters and moves, changed: without empty texts between the moves.

    The reader in Chrome and Edge forgets the move before another font where one of the texts is empty.
    """

    def without_empty(stream: Any, text: str) -> None:
        show_text(stream, text.replace("<>", " "))

    return without_empty


# ---- the dots of the contents


def _joined(lead: Any) -> Any:
    """The function that fills a line with dots up to a page number, changed: they are one text.

    Each as a text of its own takes a third of the time in which all pages are written, and readers for the blind
    meet a thousand of them, from right to left.
    """
    leader_index = importlib.import_module("weasyprint.layout.leader").leader_index
    split = importlib.import_module("weasyprint.text.line_break").split_first_line

    def joined(context: Any, line: Any, block: Any) -> None:
        lead(context, line, block)
        _, leader = leader_index(line)
        if leader is None or len(leader.children) < 2:  # noqa: PLR2004 - one dot is one text
            return
        first = leader.children[-1]
        dots = first.copy_with_text(first.text * len(leader.children))
        dots.pango_layout, _, _, dots.width, *_ = split(dots.text, dots.style, context, None, 0)
        leader.children = (dots,)

    return joined


# ---- the end of a line


def _from_start(split: Any) -> Any:
    """The function that splits off a line, changed: of a long text it takes the start, which is quicker.

    The line is the same: there is a second line, and a place in it where that could end.
    """

    def from_start(text: str, style: Any, context: Any, width: float | None, *rest: Any, **named: Any) -> Any:
        if width is not None and len(text) * style["font_size"] > _START * width > _WIDE * style["font_size"]:
            start = text[: int(_START * width / style["font_size"])]
            line = split(start, style, context, width, *rest, **named)
            if line[2] is not None and _SURE_BREAK.search(start.encode()[line[2] :].decode()):
                return line
        return split(text, style, context, width, *rest, **named)

    return from_start


def _ending(split: Any) -> Any:
    """The function that splits off a line, changed: a gap or hanging punctuation at its end takes no room."""

    def ending(text: str, style: Any, context: Any, width: float | None, *rest: Any, **named: Any) -> Any:
        line = _bare(split(text, style, context, width, *rest, **named), style)
        if width is None or style[_HANGS_NOT] or not _is_pushed(text, line, width - style["font_size"] / 4):
            return line
        longer = split(text, style, context, width + style["font_size"], *rest, **named)
        return _hung(_bare(longer, style), style, width) or line

    return ending


def _bare(line: Any, style: Any) -> Any:
    """The line without the width of a gap at its end."""
    layout, length, resume_at, taken, *heights = line
    return layout, length, resume_at, taken - _gaps(style).get(layout.text[-1:], 0.0), *heights


def _is_pushed(text: str, line: Any, width: float) -> bool:
    """Say whether the line is shorter than ``width`` because punctuation has pushed its end to the next one."""
    _, _, resume_at, taken, *_ = line
    return resume_at is not None and taken < width and bool(_PUSHED.match(text.encode()[resume_at:].decode()))


def _hung(line: Any, style: Any, width: float) -> Any:
    """The line with its last punctuation in the margin; None where it ends otherwise, or is too long even so."""
    layout, length, resume_at, taken, *heights = line
    last = layout.text.translate(UNSEEN)[-1:]
    taken -= style["font_size"] * (1 if last > "\x7f" else 0.25) + _spacing(style)
    return (layout, length, resume_at, taken, *heights) if last in HANGING and taken <= width else None


# ---- filled lines


def _filling(align: Any) -> Any:
    text_box = importlib.import_module("weasyprint.formatting_structure.boxes").TextBox

    def text_align(context: Any, line: Any, available: float, last: bool) -> float:  # noqa: FBT001
        if last or line.style["text_align_all"] != "justify":
            return float(align(context, line, available, last))
        _fill_line([box for box in line.descendants() if isinstance(box, text_box)], available - line.width)
        return 0.0

    return text_align


def _fill_line(texts: list[Any], missing: float) -> None:
    """Spread the ``missing`` width of a line between its characters, unless that would move them too far apart."""
    if not texts:
        return
    counts = [len(box.text.translate(UNSEEN)) for box in texts]
    spread = missing / max(sum(counts) - 1, 1)
    if not 0 < spread <= _WIDEST_SPREAD * texts[0].style["font_size"]:
        return
    shift = 0.0
    for box, count in zip(texts, counts, strict=True):
        spacing = spread + _spacing(box.style)
        box.style = box.style.copy()
        box.style["letter_spacing"] = spacing
        box.position_x += shift
        box.width += spread * count
        shift += spread * count
