"""Texts drawn from the sentence patterns of audit_patterns.toml: all their numbers tie, or one does not."""

import math
import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

PATTERNS = Path(__file__).with_name("audit_patterns.toml")
YEAR = 2023
_HOLE = re.compile(r"\{(\w+)(?:\.(\w+?)(\d?))?\}")
_UP, _DOWN = ("增加", "增长", "大于", "增加"), ("减少", "下降", "小于", "减少")
_WORDS = {"up": 0, "grow": 1, "vs": 2, "vsup": 3}
_COLUMNS = ("", "last", "budget")
_KINDS = {
    "": "金额", "last": "上年数", "change": "变动额", "rate": "变动率", "share": "占比", "budget": "预算",
    "done": "完成率", "gap": "差额", "up": "方向", "grow": "方向", "vs": "方向", "vsup": "方向", "before": "年份",
}  # fmt: skip


class Pattern(Struct, frozen=True):
    """The sentences of a report with holes for its numbers, and the totals that they make."""

    name: str
    text: str
    ties: tuple[tuple[str, tuple[str, ...]], ...]
    """Each total with its parts."""
    places: int
    """How many decimals amounts have."""
    is_large: bool
    counted: frozenset[str]
    """The figures that are counts, without decimals."""


class Hole(Struct, frozen=True):
    """A number or word that was put into a text."""

    kind: str
    words: str
    start: int
    wrong: tuple[str, ...]
    """What might be written there by a slip, none of which is right."""


class Drawn(Struct, frozen=True):
    """A text whose numbers tie, with the holes that were filled."""

    name: str
    text: str
    holes: tuple[Hole, ...]

    def broken(self, rng: random.Random) -> Iterator[tuple[str, str, str]]:
        """The text once for every hole with one slip in it: the kind, what was changed, the text."""
        for hole in self.holes:
            if hole.wrong:
                wrong = rng.choice(hole.wrong)
                text = self.text[: hole.start] + wrong + self.text[hole.start + len(hole.words) :]
                yield hole.kind, f"{hole.words}→{wrong}", text


def patterns(path: Path = PATTERNS) -> tuple[Pattern, ...]:
    """The patterns of the file, in order."""
    return tuple(_pattern(each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["pattern"])


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    counts = _ties(entry.get("counts", ()))
    counted = frozenset(name for total, parts in counts for name in (total, *parts))
    every = (*_ties(entry.get("ties", ())), *_ties(entry.get("extra", ())), *counts)
    return Pattern(entry["name"], entry["text"], every, entry.get("places", 2), entry.get("large", False), counted)


def _ties(lines: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every total with its parts: t = a + b."""
    cut = (line.partition("=") for line in lines)
    return tuple((total.strip(), tuple(parts.replace("+", " ").split())) for total, _, parts in cut)


def drawn(pattern: Pattern, rng: random.Random) -> Drawn:
    """A text of the pattern, its numbers drawn so that all of them tie."""
    names = list(dict.fromkeys(name for name, *_ in _HOLE.findall(pattern.text) if name not in {"year", "before"}))
    columns = _columns(pattern, names, rng)
    text, holes, at = "", [], 0
    for found in _HOLE.finditer(pattern.text):
        text += pattern.text[at : found.start()]
        hole = _filled(pattern, columns, found, len(text))
        holes.append(hole)
        text += hole.words
        at = found.end()
    return Drawn(pattern.name, text + pattern.text[at:], tuple(holes))


def _columns(pattern: Pattern, names: Sequence[str], rng: random.Random) -> dict[str, dict[str, int]]:
    """The amounts of this year, of last year and of the budget, in units of the last decimal."""
    now = _solved(pattern, names, {}, rng)
    made = {"": now}
    for column in _COLUMNS[1:]:
        made[column] = _solved(pattern, names, now, rng)
    return made


def _solved(pattern: Pattern, names: Sequence[str], like: Mapping[str, int], rng: random.Random) -> dict[str, int]:
    """One column: every total the sum of its parts, every amount near that of another column, if there is one."""
    known: dict[str, int] = {}

    def amount(name: str) -> int:
        if name in like:
            return max(1, like[name] * rng.randint(60, 150) // 100 + 7)
        if name in pattern.counted:
            return rng.randint(2, 60)
        return rng.randint(1000, 100_000_000 if pattern.is_large else 1_000_000) * int(
            10 ** max(0, pattern.places - 2)
        )

    for total, parts in pattern.ties:
        unknown = [name for name in parts if name not in known]
        if total in known:
            rest = known[total] - sum(known[name] for name in parts if name in known)
            known.update(zip(unknown, _split(rest, len(unknown), rng), strict=True))
        else:
            known.update({name: amount(name) for name in unknown})
            known[total] = sum(known[name] for name in parts)
    return known | {name: amount(name) for name in names if name not in known}


def _split(total: int, count: int, rng: random.Random) -> list[int]:
    """So many positive numbers that make the total."""
    cuts = [0, *sorted(rng.sample(range(1, total), count - 1)), total]
    return [high - low for low, high in pairwise(cuts)]


def _filled(pattern: Pattern, columns: Mapping[str, Mapping[str, int]], found: re.Match[str], start: int) -> Hole:
    name, what, places = found[1], found[2] or "", int(found[3] or 2)
    if name in {"year", "before"}:
        year = YEAR - (name == "before")
        return Hole("年份", str(year), start, (str(year - 1), str(year + 1)) if name == "before" else ())
    now, last, budget = (columns[each][name] for each in _COLUMNS)
    other = budget if what in {"vs", "vsup", "gap", "done"} else last
    if what in _WORDS:
        right, wrong = (_UP, _DOWN) if now >= other else (_DOWN, _UP)
        return Hole("方向", right[_WORDS[what]], start, (wrong[_WORDS[what]],))
    if what in {"rate", "share", "done"}:
        return _percentage(pattern, columns, found, start, places)
    value = {"": now, "last": last, "budget": budget, "change": abs(now - last), "gap": abs(now - other)}[what]
    decimals = 0 if name in pattern.counted else pattern.places
    words = _worded(value, decimals)
    return Hole(_KINDS[what], words, start, _slips(words))


def _percentage(
    pattern: Pattern, columns: Mapping[str, Mapping[str, int]], found: re.Match[str], start: int, places: int
) -> Hole:
    name, what = found[1], found[2]
    now, last, budget = (columns[each][name] for each in _COLUMNS)
    if what == "share":
        total = next(total for total, parts in pattern.ties if name in parts)
        part, whole = now, columns[""][total]
    elif what == "rate":
        part, whole = abs(now - last), last
    else:
        part, whole = now, budget
    words = _worded(_rounded(Fraction(100 * part, whole), places), places)
    slips = _slips(words)
    if what == "rate" and now:
        other = _worded(_rounded(Fraction(100 * part, now), places), places)
        slips = (*slips, other) if _differ(other, words) else slips
    return Hole(_KINDS[what], words, start, slips)


def _differ(one: str, other: str) -> bool:
    first, second = Decimal(one), Decimal(other)
    return abs(first - second) * 50 > max(first, second)


def _rounded(value: Fraction, places: int) -> int:
    return math.floor(value * Fraction(10) ** places + Fraction(1, 2))


def _worded(value: int, places: int) -> str:
    digits = str(value).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def _slips(words: str) -> tuple[str, ...]:
    """The number with one of its first two digits changed, with two of its first digits swapped, or one lost."""
    places = [at for at, digit in enumerate(words) if digit.isdigit()][:3]
    made = [
        words[:at] + str((int(words[at]) + step) % 10) + words[at + 1 :] for at in places[:2] for step in (1, 4)
    ]
    for one, other in pairwise(places):
        signs = list(words)
        signs[one], signs[other] = signs[other], signs[one]
        made.append("".join(signs))
    return tuple(each for each in dict.fromkeys(made) if _differ(each, words) and not re.match(r"0\d", each))
