"""Tags and a template become the Word file that is handed in."""

from juesuan.word import correction_note, review_copy
from juesuan.word.finish import finish as finished
from juesuan.word.finish import pack
from juesuan.word.report import filled, numbered, read_back

__all__ = ["correction_note", "filled", "finished", "numbered", "pack", "read_back", "review_copy"]
