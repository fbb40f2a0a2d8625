"""审读报告.html: what an audit found in a finished report, with its text, every number marked."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import jinja2
from markupsafe import Markup
from msgspec import Struct

from juesuan.figures.mentions import Mention, NumberKind, mentions
from juesuan.model.finished_report import (
    Audit,
    AuditedRelation,
    FinishedReport,
    LineKind,
    ReportLine,
    Verdict,
)
from juesuan.model.problems import Severity
from juesuan.web import page_style
from juesuan.web.audit_mark import AUDIT_MARK

_GRAVEST_FIRST = (Verdict.WRONG, Verdict.SOFT, Verdict.HOLDS, Verdict.UNKNOWN)
_QUANTITIES = {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}
_LOOKS = {
    Verdict.WRONG: "n doubtful",
    Verdict.SOFT: "n soft",
    Verdict.HOLDS: "n",
    Verdict.UNKNOWN: "n unlinked",
}
NAMES = {
    Verdict.WRONG: "对不上",
    Verdict.SOFT: "尾差",
    Verdict.HOLDS: "对得上",
    Verdict.UNKNOWN: "没有可比的",
}
"""What the officer reads of each standing."""


class AuditedPiece(Struct, frozen=True):
    """Words of a line, or a number in it."""

    text: str
    look: str = ""
    """The classes of a number; empty for words."""
    relation: int | None = None
    """The number of the relation, from 1, that says most of it; None where nothing does."""
    others: int = 0
    """In how many other relations it stands."""


class AuditedLine(Struct, frozen=True):
    """A line of the report as the page shows it."""

    number: int
    kind: str
    """heading, contents, paragraph or row."""
    cells: tuple[tuple[AuditedPiece, ...], ...]
    """The pieces of each cell of a row; of any other line one cell."""
    page: int | None
    """The page, where it is the first line of one."""
    is_doubtful: bool
    """Whether a problem stands in it."""


def page(audit: Audit) -> str:
    """The HTML page; the same values give the same text."""
    lines, counts = _lines(audit)
    groups = {each.value: [one for one in audit.problems if one.problem.severity is each] for each in Severity}
    return _template().render(
        made_by=Markup(AUDIT_MARK.decode()),  # noqa: S704  # our own words
        audit=audit,
        report=audit.report,
        groups=groups,
        lines=lines,
        counts=counts,
        names={each.value: NAMES[each] for each in Verdict},
        standings=Counter(each.standing.value for each in audit.relations),
        asserts={each.words.code: each.words.asserts for each in audit.rules},
    )


@cache
def _template() -> jinja2.Template:
    return page_style.environment("verification.css").get_template("audit.html")


# ---- numbers


def _lines(audit: Audit) -> tuple[tuple[AuditedLine, ...], Counter[str]]:
    """The lines of the report with their numbers marked, and how many numbers have each look."""
    report = audit.report
    found = [mentions(line.text) for line in report.lines]
    stands = _stands(audit.relations, report, found)
    doubtful = {each.line for each in audit.problems if each.problem.is_open}
    counts: Counter[str] = Counter()
    made, last = [], None
    for number, (line, numbers) in enumerate(zip(report.lines, found, strict=True), 1):
        pieces = tuple(_pieces(line, numbers, stands.get(number, {}), audit.relations, counts))
        first = line.page if line.page != last else None
        last = line.page
        cells = tuple(_cells(pieces)) if line.kind is LineKind.ROW else (pieces,)
        made.append(AuditedLine(number, line.kind.name.lower(), cells, first, number in doubtful))
    return tuple(made), counts


def _stands(
    relations: Sequence[AuditedRelation], report: FinishedReport, found: Sequence[Sequence[Mention]]
) -> Mapping[int, Mapping[int, list[int]]]:
    """The relations that each number stands in: by the number of the line, then by its place in the line."""
    at: dict[str, list[int]] = defaultdict(list)
    for number, numbers in enumerate(found, 1):
        for words in {each.words for each in numbers}:
            at[words].append(number)
    stands: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for serial, relation in enumerate(relations):
        for words in dict.fromkeys(relation.numbers):
            line = _nearest(at.get(words, ()) or at.get(f"{words}年", ()), relation.line)
            if line is not None:
                for start in _starts(words, relation, report.lines[line - 1], found[line - 1]):
                    stands[line][start].append(serial)
    return stands


def _nearest(lines: Sequence[int], line: int) -> int | None:
    """The line nearest to another, itself first and then the one before; None where there is none."""
    place = bisect_left(lines, line)
    near = lines[max(0, place - 1) : place + 1]
    return min(near, key=lambda each: abs(each - line), default=None)


def _starts(words: str, relation: AuditedRelation, line: ReportLine, found: Iterable[Mention]) -> Iterator[int]:
    """Where a number stands in a line: in the sentence of the relation or, where it does not, anywhere."""
    places = [each.start for each in found if each.words in {words, f"{words}年"}]
    begin = line.text.find(relation.sentence)
    inside = [each for each in places if begin <= each < begin + len(relation.sentence)] if begin >= 0 else []
    yield from inside or places


def _pieces(
    line: ReportLine,
    numbers: Iterable[Mention],
    stands: Mapping[int, list[int]],
    relations: Sequence[AuditedRelation],
    counts: Counter[str],
) -> Iterator[AuditedPiece]:
    done = 0
    for each in numbers:
        serials = stands.get(each.start, [])
        if not serials and each.kind not in _QUANTITIES:
            continue
        best = min(serials, key=lambda serial: _GRAVEST_FIRST.index(relations[serial].standing), default=None)
        standing = relations[best].standing if best is not None else Verdict.UNKNOWN
        counts[standing.value] += 1
        serial = None if best is None else best + 1
        yield AuditedPiece(line.text[done : each.start])
        yield AuditedPiece(
            line.text[each.start : each.end], _LOOKS[standing], serial, max(0, len(set(serials)) - 1)
        )
        done = each.end
    yield AuditedPiece(line.text[done:])


def _cells(pieces: Iterable[AuditedPiece]) -> Iterator[tuple[AuditedPiece, ...]]:
    """The pieces of a row, cut at its tabs."""
    cell: list[AuditedPiece] = []
    for piece in pieces:
        if piece.look:
            cell.append(piece)
            continue
        first, *rest = re.split("\t", piece.text)
        cell.append(AuditedPiece(first))
        for words in rest:
            yield tuple(cell)
            cell = [AuditedPiece(words)]
    yield tuple(cell)
