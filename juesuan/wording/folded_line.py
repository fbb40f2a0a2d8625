"""A line of a report as it is compared with a form: without spaces, its signs of one width, with their places."""

import re
from collections.abc import Sequence

from msgspec import Struct

_SIGNS = str.maketrans(",:;()．％“”＂〝〞﹙﹚", '，：；（）.%"""""（）')
_DIGITS = {ord("０") + each: str(each) for each in range(10)}
_GROUPED = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


class FoldedLine(Struct, frozen=True):
    """The letters that are compared, and which letter of the line each of them is."""

    text: str
    line: str
    places: Sequence[int]

    def original(self, start: int, end: int) -> str:
        """The words of the line behind a stretch of the letters."""
        return self.line[self.places[start] : self.places[end - 1] + 1] if start < end else ""


def folded(line: str) -> FoldedLine:
    """The line in the form in which templates and reports are compared."""
    places = [at for at, letter in enumerate(line) if not letter.isspace()]
    letters = "".join(line[at] for at in places).translate(_SIGNS).translate(_DIGITS)
    return FoldedLine(_GROUPED.sub(",", letters), line, places)
