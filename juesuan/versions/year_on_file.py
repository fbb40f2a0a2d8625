"""The last finished report of a year -> its year on file, as its version printed it."""

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from juesuan import reading
from juesuan.model.trends import KnownNumber, YearNow, YearOnFile
from juesuan.versions import content, publication, store
from juesuan.versions.content import Printed
from juesuan.versions.records import Version

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(.*)")


def year(folder: Path) -> YearOnFile:
    """What the last version of a year that is no draft says; ``folder`` is the output folder of the year.

    Raises ReportError as ``publication.issued``, and where its workbook cannot be read any more.
    """
    found = publication.issued(folder)
    accounts = reading.book(found.given)
    department = accounts.department
    return YearOnFile(
        year=department.year,
        source=found.name,
        is_ours=True,
        department=department.name.text,
        edition=department.edition.text,
        denominator=accounts.edition.budget,
        basis=department.totals_basis.text,
        numbers=_numbers(found.said.figures),
        items={item.code: item.name for item in accounts.functional_items},
        kind=department.kind.text,
        level=department.called,
    )


def now(folder: Path, version: Version) -> YearNow | None:
    """The numbers of a version in the output folder of its year; None where its content is lost or damaged."""
    said = content.loaded(store.kept(folder, version.content) or b"")
    return YearNow(int(folder.name), publication.called(version), _numbers(said.figures)) if said else None


def _numbers(figures: Mapping[str, Printed]) -> dict[str, KnownNumber]:
    """The figures by name; one whose print is no number, such as 不足0.01%, is left out."""
    numbers = {}
    for name, each in figures.items():
        found = _NUMBER.fullmatch(each.text)
        if each.yuan:
            numbers[name] = KnownNumber(Fraction(each.yuan), "元", each.text)
        elif found is not None:
            numbers[name] = KnownNumber(Fraction(found[1]), found[2], each.text)
    return numbers
