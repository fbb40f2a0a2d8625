"""A number format of Excel and WPS taken apart into sections, and those into pieces; ``shown`` puts them together.

No library on PyPI does so exactly and for Chinese formats, too. What is not understood here is not guessed.
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cache

from msgspec import Struct

from juesuan.reading.simple_formats import GENERAL

_LONG_DATE, _TIME = 'yyyy"年"m"月"d"日"', "h:mm:ss"
_AT_NOON = {
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
}
BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **_AT_NOON, 34: _AT_NOON[55], 35: _AT_NOON[56], 30: "m-d-yy", 31: _LONG_DATE,
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
}  # fmt: skip
"""The codes that a file names by number alone, as a Chinese Windows has them, which sets those of 14 and 22."""


class PieceKind(Enum):
    """The kind of what a piece of a section stands for."""

    LITERAL = auto()
    DIGIT = auto()
    """0, # or ?: the place of a digit."""
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    DATE = auto()
    """A part of a date or a time, such as yyyy, and [h] for hours beyond a day."""
    WHOLE = auto()
    """General: the number as it is."""
    TEXT = auto()
    """@: the text of the cell."""


class Piece(Struct, frozen=True):
    """The smallest part of a format that says something."""

    kind: PieceKind
    words: str


class FormatSection(Struct, frozen=True):
    """What a format says of one kind of numbers, or of texts."""

    pieces: tuple[Piece, ...]
    condition: tuple[str, str] | None = None
    """A comparison and the number it is with, such as (">=", "10000")."""
    numerals: int = 0
    """1 for Chinese numerals, 2 for those of cheques, 0 for digits."""
    locale: str = ""
    """The language of names of months and days, in small letters: 804, 409, zh-cn; empty where it is not said."""
    is_known: bool = True
    """Whether all of it is understood."""
    kinds: frozenset[PieceKind] = frozenset()
    """The kinds of its pieces."""


_SECTION = re.compile(r'(?:"[^"]*"?|[\\!_*].|\[[^\]]*\]?|[^;])*', re.DOTALL)
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<whole>[Gg][Ee][Nn][Ee][Rr][Aa][Ll]|[Gg]/通用格式)|(?P<noon>[Aa][Mm]/[Pp][Mm]|上午/下午)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,})|(?P<digit>[0#?])"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<literal>[-$+/():^&'~{}<>= ¥€£]|[^\x00-\x7f])",
    re.DOTALL,
)
_KINDS = {
    "whole": PieceKind.WHOLE,
    "noon": PieceKind.DATE,
    "date": PieceKind.DATE,
    "digit": PieceKind.DIGIT,
    "point": PieceKind.POINT,
    "comma": PieceKind.COMMA,
    "percent": PieceKind.PERCENT,
    "text": PieceKind.TEXT,
}
_COLOURS = re.compile(
    r"(black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+)|(黑|蓝|青|绿|洋红|红|白|黄)色?|颜色 ?\d+",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_LONGEST_LOCALE = 5
"""zh-CN, 0804; more digits stand for other numerals or another calendar."""
_MOST_LETTERS = 255
"""Of a format: Excel writes no longer one."""


@cache
def sections(code: str) -> tuple[FormatSection, ...]:
    """The sections of a format; the last of four, or one with @, is for texts."""
    if code.lower().startswith(("[$-f800]", "[$-x-sysdate]")):
        code = _LONG_DATE
    if code.lower().startswith(("[$-f400]", "[$-x-systime]")):
        code = _TIME
    if len(code) > _MOST_LETTERS:
        return (FormatSection((), is_known=False),)
    return tuple(map(_section, _split(code)))


def _split(code: str) -> Iterator[str]:
    place = 0
    while True:
        found = _SECTION.match(code, place)
        end = found.end() if found else len(code)
        yield code[place:end]
        if end >= len(code):
            return
        place = end + 1


def _section(code: str) -> FormatSection:
    pieces: list[Piece] = []
    said: dict[str, str] = {}
    place, is_known = 0, True
    while is_known and place < len(code):
        found = _PIECE.match(code, place)
        if found is None:
            is_known = False
        else:
            place = found.end()
            is_known = _take(found, pieces, said)
    condition = _CONDITION.fullmatch(said.get("condition", ""))
    return FormatSection(
        tuple(pieces),
        (condition[1], condition[2]) if condition else None,
        int(said.get("numerals", "0")),
        said.get("locale", ""),
        is_known=is_known,
        kinds=frozenset(piece.kind for piece in pieces),
    )


def _take(found: re.Match[str], pieces: list[Piece], said: dict[str, str]) -> bool:
    """Add what was found to the pieces or to what is said of the section; False where it is not understood."""
    kind, words = str(found.lastgroup), found[str(found.lastgroup)]
    if kind == "bracket":
        return _bracket(words, pieces, said)
    if kind in {"space", "fill"}:
        words = " " if kind == "space" else ""
    pieces.append(Piece(_KINDS.get(kind, PieceKind.LITERAL), words.lower() if kind == "date" else words))
    return True


def _bracket(words: str, pieces: list[Piece], said: dict[str, str]) -> bool:
    if _COLOURS.fullmatch(words):
        return True
    if _CONDITION.fullmatch(words):
        said["condition"] = words
    elif words.lower() in {"dbnum1", "dbnum2"}:
        said["numerals"] = words[-1]
    elif words.lower() in {"h", "hh"}:
        pieces.append(Piece(PieceKind.DATE, f"[{words.lower()}]"))
    elif words.startswith("$"):
        symbol, _, locale = words[1:].partition("-")
        pieces.append(Piece(PieceKind.LITERAL, symbol))
        said["locale"] = locale.lower().lstrip("0")
        return len(locale) <= _LONGEST_LOCALE
    else:
        return False
    return True


def is_date(code: str) -> bool:
    """Whether the format shows a number as a date or a time."""
    return PieceKind.DATE in sections(code)[0].kinds


def has_day(code: str) -> bool:
    """Whether the format shows year, month and day of a date."""
    shown = {piece.words[0] for piece in sections(code)[0].pieces if piece.kind is PieceKind.DATE}
    return {"y", "m", "d"} <= shown


def text_section(code: str) -> FormatSection | None:
    """What the format says of texts; None where it shows them as they are."""
    if code.lower() in GENERAL:
        return None
    found = sections(code)
    last = found[-1]
    is_of_texts = len(found) == 4 or PieceKind.TEXT in last.kinds  # noqa: PLR2004 - the fourth is for texts
    is_plain = [piece.words for piece in last.pieces if piece.words.strip()] == ["@"] and last.is_known
    return last if is_of_texts and not is_plain else None
