"""Tags and a template become the Word file that is handed in.

Between the steps it is one value, ``ooxml.package.WordFile``; bytes are made of it only at the end, by ``pack``.
The same values give the same bytes.
"""

from juesuan.word import correction_note, review_copy
from juesuan.word.bare_headings import told as bare_headings
from juesuan.word.finish import finish as finished
from juesuan.word.finish import pack
from juesuan.word.last_lines import spaced
from juesuan.word.manual import manual
from juesuan.word.report import filled, numbered, read_back

__all__ = [
    "bare_headings",
    "correction_note",
    "filled",
    "finished",
    "manual",
    "numbered",
    "pack",
    "read_back",
    "review_copy",
    "spaced",
]
