"""A year's folder becomes frozen ``Accounts``; all that cannot be read is refused by cell, all of it at once.

Every file of the officer is opened once, by ``given``; all others take its bytes from there.
"""

from typing import TYPE_CHECKING

from juesuan.model.given import Given
from juesuan.reading.files import given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.model.accounts import Accounts
    from juesuan.model.problems import Problem
    from juesuan.model.written_text import WrittenTexts

__all__ = ["book", "given", "imports", "numbers", "read", "workbook_of", "written", "years"]

# What reads workbooks and texts is loaded by the run that reads them: one where nothing has changed does not.


def read(given: Given) -> "tuple[Accounts, tuple[Problem, ...]]":
    """The accounts that the officer gave for the year, and what was noticed of them; see ``inputs.read``.

    Raises ReportError with every fault at once.
    """
    from juesuan.reading import inputs  # noqa: PLC0415

    return inputs.read(given)


def years(given: Given) -> "tuple[Accounts, Accounts | None, tuple[Problem, ...]]":
    """The accounts of the year, of last year where there are any, and what was noticed; raises as ``read``."""
    from juesuan.reading import inputs  # noqa: PLC0415

    return inputs.years(given)


def numbers(given: Given) -> "tuple[Accounts, Accounts | None, tuple[Problem, ...]]":
    """As ``years``, but faults of texts and attachments are only noticed, and so are blanks of the workbook.

    The latter are the ``gaps`` of the accounts. Raises for other faults of the workbook.
    """
    from juesuan.reading import inputs  # noqa: PLC0415

    return inputs.numbers(given)


def book(given: Given) -> "Accounts":
    """The accounts of the year without texts, from its workbook and the years on file; raises as ``read``."""
    from juesuan.reading import inputs  # noqa: PLC0415

    return inputs.book(given)


def written(given: Given) -> "WrittenTexts":
    """The texts of a year whose workbook cannot be read, as far as they are known; what is wrong is not told."""
    from juesuan.reading import inputs  # noqa: PLC0415

    return inputs.written(given)


def imports(given: Given) -> "Mapping[str, str]":
    """The official cell that each cell of the workbook was imported from, by its place 〔收入支出〕B5.

    A cell that holds another number by now has none.
    """
    from juesuan.model import official_record  # noqa: PLC0415 - only a finished report tells it

    if official_record.NAME not in given.files:
        return {}
    from juesuan.reading import imported  # noqa: PLC0415
    from juesuan.reading.official import places  # noqa: PLC0415

    records, _ = imported.parsed(given.files[official_record.NAME])  # one at fault vouches for nothing
    return places.origins(*workbook_of(given), records)


def workbook_of(given: Given) -> tuple[str, bytes]:
    """Name and bytes of the workbook that is read; raises ReportError where there is none that can be."""
    from juesuan.reading import inputs  # noqa: PLC0415

    return inputs.workbook_of(given)
