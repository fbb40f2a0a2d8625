"""看过: the numbers that nothing vouches for and a person has looked at, and when such a look still holds."""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.chinese import narrow

FILE = "看过.toml"
"""The name of the file, in the folder of the year, that holds them."""
BY_HAND = "人工修改"
"""The name that stands for the sheet in the cell of a number that people typed into the Word file."""
_FEWEST_WORDS = 4
"""A sentence with fewer Chinese letters beside the number may stand anywhere: it is known by its place, too."""
_WORD = re.compile("[一-鿿]")
_YEAR = re.compile(r"20\d\d(?=年)")
_NEAR = 2
"""A year so near to that of the accounts moves on with them; one further off is a date that stays."""

Key = tuple[str, str, str]
"""What a number is known by: number, sentence and, where the sentence says next to nothing, place."""


class SaidNumber(Struct, frozen=True):
    """A number that a person typed, in its sentence."""

    number: str
    """With its unit, as it was typed: 300余人次."""
    sentence: str
    """The sentence as the report says it, its tags filled."""
    place: str
    """The cell or paragraph that it was typed into."""

    @property
    def key(self) -> Key:
        """What it is known by, whatever the spaces and the width of its letters."""
        number, sentence = narrow(self.number), narrow(self.sentence)
        is_bare = len(_WORD.findall(sentence.replace(number, ""))) < _FEWEST_WORDS
        return number, sentence, narrow(self.place) if is_bare else ""

    @property
    def is_by_hand(self) -> bool:
        """Whether it was typed into the Word file, and is there only where a report is made."""
        return self.place.startswith(f"〔{BY_HAND}〕")

    def of_any_year(self, year: int) -> Key:
        """The same for the accounts of ``year``, equal for the sentence that says it of the accounts before."""
        number, sentence = (_relative(narrow(each), year) for each in (self.number, self.sentence))
        return replace(self, number=number, sentence=sentence).key


def _relative(words: str, year: int) -> str:
    """The words in which each year that is near is the years that it is away: 〔-1〕年."""
    return _YEAR.sub(lambda found: _away(int(found[0]) - year) or found[0], words)


def _away(years: int) -> str:
    return f"〔{years:+}〕" if abs(years) <= _NEAR else ""


class SeenNumber(Struct, frozen=True):
    """An entry of the file: a number that a person has looked at and found right."""

    said: SaidNumber
    on: date | None = None
    by: str = ""
    """Who has looked at it; empty where that is not told."""
    line: int = 0
    """The line of the file that its entry begins on, from 1; 0 where it is in no file."""

    @property
    def words(self) -> str:
        """When, and by whom: 2021-08-30由张三看过."""
        return f"{self.on or ''}{f'由{self.by}' if self.by else ''}看过"


class SeenFile(Struct, frozen=True):
    """What the file of a year says."""

    entries: tuple[SeenNumber, ...] = ()
    of_last_year: tuple[SeenNumber, ...] = ()
    """What was looked at last year, and has to be again: it vouches for nothing."""


NOTHING_SEEN = SeenFile()
"""What the file says where there is none."""
