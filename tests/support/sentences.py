"""Sentences for comparison: a text split at 。；and line ends, width, spaces and number formats set aside."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ENDS = re.compile(r"[。；\n]|(?<=）)(?=（)")
_REMARK = re.compile(r"（[^（）\n]*）")


def sentences(text: str) -> list[str]:
    """The sentences in order, full width folded to half, without spaces; a piece without a word is none.

    A remark in brackets is one sentence whatever stops stand in it, and two remarks side by side are two.
    """
    whole = _REMARK.sub(lambda remark: re.sub("[。；]", "，", remark[0]), _whole_cells(text))
    return [folded for piece in _ENDS.split(whole) if re.search(r"\w", folded := _folded(piece))]


def _whole_cells(text: str) -> str:
    """A table cell begins with a tab; the lines under it up to an empty one were broken by its width."""
    lines: list[str] = []
    in_cell = False
    for line in text.splitlines():
        if in_cell and line.strip() and not line.startswith("\t"):
            lines[-1] += line
        else:
            lines.append(line)
            in_cell = line.startswith("\t") and bool(line.strip())
    return "\n".join(lines)


def _folded(piece: str) -> str:
    """Brackets that hold the whole sentence do not count."""
    narrow = re.sub(r"\s", "", unicodedata.normalize("NFKC", piece)).strip(",.、;")
    if narrow.startswith("(") and narrow.find(")") == len(narrow) - 1:
        narrow = narrow[1:-1]
    return narrow.strip(",.、;")


def same(published: str, made: str) -> bool:
    """Equal word for word, each number equal at the precision the coarser of the two prints."""
    if _NUMBER.sub("#", published) != _NUMBER.sub("#", made):
        return False
    return all(map(_equal, _NUMBER.findall(published), _NUMBER.findall(made)))


def _equal(one: str, other: str) -> bool:
    places = min(_places(one), _places(other))
    return _rounded(one, places) == _rounded(other, places)


def _places(number: str) -> int:
    return len(number.partition(".")[2])


def _rounded(number: str, places: int) -> Decimal:
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def unmatched(published: list[str], made: list[str]) -> Iterator[str]:
    """The published sentences, each once, that no made sentence equals."""
    by_words: dict[str, list[str]] = {}
    for sentence in made:
        by_words.setdefault(_NUMBER.sub("#", sentence), []).append(sentence)
    for sentence in dict.fromkeys(published):
        if not any(same(sentence, each) for each in by_words.get(_NUMBER.sub("#", sentence), ())):
            yield sentence
