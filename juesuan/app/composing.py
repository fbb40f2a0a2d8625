"""The corridor from the files of a year to the document: what a run does first, and a preview does alone.

Nothing is written here: the desk shows the report of the files as they are before anybody makes it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan import checks, compare, figures, reading, versions, web, word, wording
from juesuan.app.telling import Telling
from juesuan.figures import Origin
from juesuan.model import identity
from juesuan.model.accounts import Accounts
from juesuan.model.edit import UNDECIDED, Decided
from juesuan.model.editions import Edition
from juesuan.model.given import Given
from juesuan.model.problems import Problem
from juesuan.model.public_table_forms import PublicPart
from juesuan.model.values import Figures
from juesuan.versions.content import Content
from juesuan.versions.past import Past
from juesuan.wording import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from charts.data import Chart, Drawing, Lines
    from charts.draw import Artist
    from juesuan.compare.edits.apply import CarriedEdits
    from juesuan.figures.trend_appendix import TrendAppendix
    from juesuan.pdf.pdf import Leaf
    from juesuan.word.finish import Draft


class Worded(Struct, frozen=True):
    """The accounts of a year with their figures and words: all that the report is composed of but its pictures."""

    accounts: Accounts
    last: Accounts | None
    """Last year's, where there are any."""
    figures: Figures
    charts: "tuple[Chart, ...]"
    past: Past
    words: Vocabulary
    edition: Edition
    problems: tuple[Problem, ...]
    """The problems noticed while the files were read and the edition was proved."""
    appendix: "TrendAppendix | None" = None
    """历年对比; None where the report has none."""


class Composed(Struct, frozen=True):
    """The report as a Word file whose contents lack their page numbers, with all that it was composed of."""

    drawn: "Mapping[str, Drawing]"
    """The drawings of the charts, by the charts' names."""
    drawings: "Mapping[Chart, Drawing]"
    """The same by the charts themselves."""
    public: PublicPart
    origins: tuple[Origin, ...]
    """The origins of the figures, in the order of the serials."""
    carried: "CarriedEdits"
    words: Vocabulary
    """The vocabulary with what people wrote into the Word file."""
    draft: "Draft"
    document: checks.Document


def worded(given: Given, output: Path, artist: "Artist", tell: Telling, decided: Decided = UNDECIDED) -> Worded:
    """The accounts, figures and words of the files ``given``; ``artist`` begins with the charts that are new.

    ``decided`` is what the officer has decided about edits by hand. Raises ReportError with every reason at once.
    """
    accounts, last, noticed = tell.step(
        "读取", lambda: reading.years(given), lambda read: identity.about(read[0]).title
    )
    known = tell.step("计算", lambda: figures.figures_of(accounts), lambda made: f"{len(made)} 个数")
    charts = figures.charts_of(accounts, known)
    past = versions.past(output / str(accounts.department.year), given, charts, decided)
    appendix = figures.appendix_of(accounts, known)
    artist.begin([*(each for each in charts if each.name not in past.drawings), *_charts_of(appendix)])
    words = tell.step(
        "组织文字", lambda: wording.build(accounts, known), lambda made: f"{len(made.typed)} 个手写的数"
    )
    edition, doubts = wording.proved(given, accounts.department.edition.text, words)
    return Worded(accounts, last, known, charts, past, words, edition, (*noticed, *doubts), appendix)


def _charts_of(appendix: "TrendAppendix | None") -> "tuple[Lines, ...]":
    return appendix.charts if appendix else ()


def composed(found: Worded, artist: "Artist", tell: Telling) -> Composed:
    """The document of the words, with the pictures of ``artist`` and the edits by hand; raises ReportError."""
    past, accounts, known = found.past, found.accounts, found.figures
    drawn = tell.step(
        "画图",
        lambda: {**past.drawings, **artist.drawings(tell.bar(len(artist.charts)))},
        lambda made: f"{len(made)} 张" + (f"，{len(past.drawings)} 张没有变" if past.drawings else ""),
    )
    public = figures.public_part_of(accounts, known, found.edition.tables)
    enclosed = wording.with_appendix(found.words, found.appendix, drawn, known)
    filled = tell.step(
        "写 Word",
        lambda: word.report.filled(found.edition, enclosed, drawn, public),
        lambda _: found.edition.origin,
    )
    origins = figures.origins_of(known)
    printed, year_of = len(known) + len(found.words.typed), accounts.department.year
    carried = tell.step(
        "人工修改",
        lambda: compare.carry(filled, past.edits, origins, printed, year_of),
        lambda done: f"{len(done.edits)} 处" if done.edits else "没有",
    )
    words = found.words.joined(carried.statements, carried.typed)
    draft = word.finished(carried.word, drawn, identity.about(accounts))
    document = checks.Document(*word.report.read_back(carried.word, draft))
    drawings = {chart: drawn[chart.name] for chart in found.charts}
    return Composed(drawn, drawings, public, origins, carried, words, draft, document)


def preview(given: Given, output: Path, tell: Telling) -> Content:
    """What the report of the files ``given`` says, without pages, pictures and problems; raises ReportError.

    It is what a run would make of them now, edits by hand in ``output`` included.
    """
    from charts import draw  # noqa: PLC0415 - loaded with the first run or preview

    artist = draw.Artist(hand=draw.outline)
    found = worded(given, output, artist, tell)
    return said(found, composed(found, artist, tell), ())


def said(found: Worded, made: Composed, leaves: "Sequence[Leaf]") -> Content:
    """What the report says, and on which of the pages ``leaves`` each line stands; without problems."""
    numbers = figures.numbers_of(made.origins, made.words.typed, ())
    text = web.joined(made.document.marked, made.document.finished)
    report = web.Verification(identity.about(found.accounts), (), numbers, text, (), {})
    return versions.content.said(report, leaves, made.draft.printed, made.carried.edits, found.past.seen)
