"""Dates and times: a number of days in the pieces of a number format."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from juesuan.reading import numerals
from juesuan.reading.number_formats import FormatSection, PieceKind

_LAST_DAY, _SECONDS = 2_958_465, 86_400
_DUST = Decimal("0.01")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = "一二三四五六日"
_ENGLISH = frozenset({"", "409", "en-us"})


def day_of(serial: int, *, from_1904: bool) -> date | None:
    """The day of a number of days; None before March 1900, where spreadsheets count a day that never was."""
    days = serial + (1462 if from_1904 else 0)
    return date(1899, 12, 30) + timedelta(days) if 60 < days <= _LAST_DAY else None  # noqa: PLR2004 - 29 February


def shown(section: FormatSection, value: Decimal, *, from_1904: bool) -> str | None:
    """The pieces of a section with the parts of the moment in their places; None for what is not certain.

    ``value`` are days; ``from_1904`` says from when the file counts them.
    """
    if not 0 <= value <= _LAST_DAY:
        return None
    seconds = value * _SECONDS
    whole = seconds.quantize(Decimal(1), ROUND_HALF_UP)
    if abs(seconds - whole) > _DUST:  # programs differ in whether tenths are rounded up
        return None
    days, rest = divmod(int(whole), _SECONDS)
    found = list(_parts(section, day_of(days, from_1904=from_1904), (days * 24, rest)))
    return None if None in found else "".join(map(str, found))


def _parts(section: FormatSection, day: date | None, clock: tuple[int, int]) -> Iterator[str | None]:
    """What each piece shows; ``clock`` are the hours of the whole days and the seconds of the rest."""
    pieces = section.pieces
    parts = [piece.words for piece in pieces if piece.kind is PieceKind.DATE]
    is_noon = any(part.lower() in {"am/pm", "上午/下午"} for part in parts)
    at = -1
    for piece in pieces:
        if piece.kind is PieceKind.LITERAL:
            yield piece.words
            continue
        if piece.kind is not PieceKind.DATE:
            yield None
            return
        at += 1
        if _is_of_clock(parts, at):
            yield _of_clock(piece.words, clock, section, is_noon=is_noon)
        else:
            yield _of_day(piece.words, day, section) if day else None


def _is_of_clock(parts: Sequence[str], at: int) -> bool:
    """Whether a part is of the time: m and mm are minutes behind hours and before seconds."""
    part = parts[at]
    if part not in {"m", "mm"}:
        return part[0] in "hs[" or "/" in part
    before, behind = parts[at - 1] if at else "", parts[at + 1] if at + 1 < len(parts) else ""
    return before.startswith(("h", "[")) or behind.startswith("s")


def _of_clock(part: str, clock: tuple[int, int], section: FormatSection, *, is_noon: bool) -> str | None:
    hour, minute, second = clock[1] // 3600, clock[1] // 60 % 60, clock[1] % 60
    if part.lower() == "am/pm":
        return ("AM" if hour < 12 else "PM") if section.locale in _ENGLISH else None  # noqa: PLR2004 - noon
    if part == "上午/下午":
        return "上午" if hour < 12 else "下午"  # noqa: PLR2004 - noon
    if part.startswith("["):
        return str(clock[0] + hour).zfill(len(part) - 2) if not section.numerals else None
    numbers = {"h": (hour - 1) % 12 + 1 if is_noon else hour, "m": minute, "s": second}
    return _numbered(numbers[part[0]], part, section) if len(part) <= 2 else None  # noqa: PLR2004 - hh


def _of_day(part: str, day: date, section: FormatSection) -> str | None:
    if part[0] == "y":
        year = f"{day.year:04}" if len(part) > 2 else f"{day.year % 100:02}"  # noqa: PLR2004 - yy
        if section.numerals > 1:
            return None
        return numerals.one_by_one(year) if section.numerals else year
    if part == "aaaa":
        return f"星期{_WEEK[day.weekday()]}"
    if len(part) <= 2 and part[0] in "md":  # noqa: PLR2004 - mm
        return _numbered(day.month if part[0] == "m" else day.day, part, section)
    name = {"m": _MONTHS[day.month - 1], "d": _DAYS[day.weekday()]}.get(part[0], "")
    cut = {"mmm": 3, "mmmm": None, "mmmmm": 1, "ddd": 3, "dddd": None}
    return name[: cut[part]] if part in cut and section.locale in _ENGLISH else None


def _numbered(number: int, part: str, section: FormatSection) -> str | None:
    """A number of at most two digits: 9, 09, 九; two Chinese letters of one digit are rare and not certain."""
    if not section.numerals:
        return str(number).zfill(len(part))
    is_sure = section.numerals == 1 and (len(part) == 1 or number >= 10)  # noqa: PLR2004 - one digit
    return numerals.small(number) if is_sure else None
