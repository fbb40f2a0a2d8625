"""What a cell shows: the stored number in the number format of the cell; None where that is not certain."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from juesuan.reading.number_formats import (
    FormatSection,
    Piece,
    PieceKind,
    has_day,
    is_date,
    sections,
    text_section,
)
from juesuan.reading.simple_formats import GENERAL, general


def number(value: Decimal, code: str, *, from_1904: bool = False) -> str | None:
    """The text that a cell shows for a number, without padding; None for what is not understood or not certain.

    ``value`` has the fifteen digits that a spreadsheet keeps; ``from_1904`` says from when the file counts days.
    A negative number that would be told by its colour alone is not certain.
    """
    if code.lower() in GENERAL:
        return general(value)
    chosen = _chosen(value, code)
    if chosen is None or not chosen[0].is_known:
        return None
    section, size = chosen
    words = _filled(section, size, from_1904=from_1904)
    if words is None:
        return None
    if value < 0 and not _has_sign(words):
        return None
    return words.strip()


def text(words: str, code: str) -> str | None:
    """The text that a cell shows for a text; None for what is not understood."""
    section = text_section(code)
    if section is None:
        return words
    if not section.is_known or section.kinds - {PieceKind.LITERAL, PieceKind.TEXT}:
        return None
    return "".join(words if piece.kind is PieceKind.TEXT else piece.words for piece in section.pieces).strip()


def day(value: Decimal, code: str, *, from_1904: bool = False) -> date | None:
    """The day that a cell shows; None where its format does not show year, month and day."""
    from juesuan.reading import moments  # noqa: PLC0415 - few workbooks hold any

    return moments.day_of(int(value), from_1904=from_1904) if is_date(code) and has_day(code) else None


# ---- which section


def _chosen(value: Decimal, code: str) -> tuple[FormatSection, Decimal] | None:
    """The section for a number, and what it prints: the number without sign where the section says that itself."""
    of_numbers = [each for each in sections(code)[:3] if PieceKind.TEXT not in each.kinds]
    if not of_numbers or any(each.condition for each in of_numbers):
        return _by_condition(value, of_numbers) if of_numbers else None
    if value < 0 and len(of_numbers) > 1:
        return of_numbers[1], -value
    if value < 0 and len(sections(code)) > 1:  # only one for negative numbers is missing: yyyy/m/d;@
        return None
    is_nil = value == 0 and len(of_numbers) > 2  # noqa: PLR2004 - the third is for nil
    return of_numbers[2 if is_nil else 0], value


def _by_condition(value: Decimal, found: Sequence[FormatSection]) -> tuple[FormatSection, Decimal] | None:
    """The first section whose condition holds; None for a negative number, of whose sign the rules are many."""
    if value < 0:
        return None
    for section in found:
        if section.condition is None or _holds(value, *section.condition):
            return section, value
    return None


def _holds(value: Decimal, comparison: str, other: str) -> bool:
    order = value.compare(Decimal(other))
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0, "=": order == 0, "<>": order != 0}[
        comparison
    ]


def _has_sign(words: str) -> bool:
    return any(sign in words for sign in "-−－(（负")


def _filled(section: FormatSection, value: Decimal, *, from_1904: bool) -> str | None:
    kinds = section.kinds
    if PieceKind.DATE in kinds:
        from juesuan.reading import moments  # noqa: PLC0415 - few workbooks hold any

        return moments.shown(section, value, from_1904=from_1904)
    if PieceKind.WHOLE in kinds:
        return _whole(section, value)
    if section.numerals:
        return None
    if PieceKind.DIGIT not in kinds:
        is_text = kinds <= {PieceKind.LITERAL}
        return "".join(piece.words for piece in section.pieces) if is_text else None
    return _digits(section.pieces, value)


# ---- numbers


def _whole(section: FormatSection, value: Decimal) -> str | None:
    """General among other words: 一百〇五, ¥5."""
    words = _in_numerals(value, section.numerals) if section.numerals else general(value)
    if words is None or section.kinds - {PieceKind.LITERAL, PieceKind.WHOLE}:
        return None
    if section.numerals and any(
        piece.words.strip() for piece in section.pieces if piece.kind is PieceKind.LITERAL
    ):
        return None  # 壹佰元整 is a cheque, which each program writes its own way
    shown = "".join(
        words.lstrip("-") if piece.kind is PieceKind.WHOLE else piece.words for piece in section.pieces
    )
    return "-" + shown if value < 0 else shown


def _in_numerals(value: Decimal, kind: int) -> str | None:
    from juesuan.reading import numerals  # noqa: PLC0415 - few workbooks hold any

    return numerals.spelled(value, kind)


def _digits(pieces: Sequence[Piece], value: Decimal) -> str | None:
    """The pieces with the digits of the number in their places; None for a fraction and other rare forms."""
    kinds = [piece.kind for piece in pieces]
    point = kinds.index(PieceKind.POINT) if PieceKind.POINT in kinds else len(pieces)
    places = [at for at, kind in enumerate(kinds) if kind is PieceKind.DIGIT]
    if kinds.count(PieceKind.POINT) > 1 or _is_fraction(pieces, places):
        return None
    before, behind = [at for at in places if at < point], [at for at in places if at > point]
    commas = [at for at, kind in enumerate(kinds) if kind is PieceKind.COMMA]
    thousands = [at for at in commas if before and before[0] < at < before[-1]]
    scaling = [at for at in commas if at not in thousands and _ends(kinds, at, places, point)]
    if len(thousands) + len(scaling) < len(commas):
        return None
    scaled = abs(value).scaleb(2 * kinds.count(PieceKind.PERCENT) - 3 * len(scaling))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    if value < 0 and not rounded:
        return None
    whole, _, fraction = format(rounded, "f").partition(".")
    held = {
        **_whole_part(pieces, before, whole.lstrip("0"), is_grouped=bool(thousands)),
        **_fraction(pieces, behind, fraction),
        **dict.fromkeys(commas, ""),
    }
    shown = "".join(held.get(at, piece.words) for at, piece in enumerate(pieces))
    return "-" + shown.lstrip() if value < 0 else shown


def _is_fraction(pieces: Sequence[Piece], places: Sequence[int]) -> bool:
    """Whether a stroke stands between two digits."""
    return any(piece.words == "/" and places[0] < at < places[-1] for at, piece in enumerate(pieces))


def _ends(kinds: Sequence[PieceKind], comma: int, places: Sequence[int], point: int) -> bool:
    """Whether a comma stands behind the last digit before the point, or behind the last of all."""
    first = comma
    while first and kinds[first - 1] is PieceKind.COMMA:
        first -= 1
    last = max((at for at in places if at < point), default=-1)
    return first - 1 in {last, places[-1]}


def _whole_part(
    pieces: Sequence[Piece], places: Sequence[int], digits: str, *, is_grouped: bool
) -> dict[int, str]:
    """The digits before the point by place; more digits than places stand in the first of them."""
    held: dict[int, str] = {}
    for at in reversed(places):
        here = digits if at == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(here)]
        held[at] = here or {"0": "0", "?": " "}.get(pieces[at].words, "")
    return _grouped(held, places) if is_grouped else held


def _grouped(held: dict[int, str], places: Sequence[int]) -> dict[int, str]:
    grouped, count = dict(held), 0
    for at in reversed(places):
        letters = ""
        for letter in reversed(held[at]):
            letters = letter + ("," if letter.isdigit() and count and count % 3 == 0 else "") + letters
            count += letter.isdigit()
        grouped[at] = letters
    return grouped


def _fraction(pieces: Sequence[Piece], places: Sequence[int], digits: str) -> dict[int, str]:
    """The digits behind the point by place: a zero at the end shows only where a 0 keeps it."""
    held = dict(zip(places, digits, strict=True))
    for at in reversed(places):
        if held[at] != "0" or pieces[at].words == "0":
            break
        held[at] = " " if pieces[at].words == "?" else ""
    return held
