"""A year's folder becomes frozen ``Accounts``; what cannot be read is refused by cell, all of it at once.

Every file of the officer is opened once, by ``given``; all others take its bytes from there.
"""

from juesuan.reading.files import given
from juesuan.reading.inputs import book, read, workbook_of, years

__all__ = ["book", "given", "read", "workbook_of", "years"]
