"""决算通: makes a year's report of final accounts; ``make`` shows the steps in the order they are taken."""

import gc
import sys
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.app import cli
from juesuan.app.cli import Steps
from juesuan.app.teller import Teller
from juesuan.model.outcome import Checked, Made, Placed, Told

if TYPE_CHECKING:
    from charts.draw import Artist
    from juesuan.versions.keep import FilledReport


def make(
    folder: Path, output: Path, tell: Teller, *, by_office: bool = False, dropped: Collection[int] = ()
) -> Made:
    """A year's report, made where anything has changed. Raises ReportError when nothing can be made.

    With ``by_office`` LibreOffice numbers the contents; ``dropped`` are the edits by hand that are given up.
    """
    from charts import draw  # noqa: PLC0415 - a check draws nothing

    with draw.artist() as artist:  # first of all: it loads matplotlib meanwhile
        from juesuan.versions import rerun  # noqa: PLC0415 - as above

        with rerun.alone(output, tell.say):
            is_asked = by_office or bool(dropped)
            if not is_asked and (same := tell.step("比对", lambda: rerun.standing(folder, output), rerun.said)):
                return rerun.put_back(same)
            return finish_report(fill_report((folder, output), dropped, artist, tell), by_office, tell)


def fill_report(  # noqa: PLR0915 - imports
    folders: tuple[Path, Path], dropped: Collection[int], artist: "Artist", tell: Teller
) -> "FilledReport":
    """The first half of the corridor, from a year's inputs to the filled Word file. Raises as ``make``."""
    from juesuan import checks  # noqa: PLC0415
    from juesuan.figures import charts_of, figures_of, origins_of, public_part_of  # noqa: PLC0415
    from juesuan.model import identity  # noqa: PLC0415
    from juesuan.pdf import pdf  # noqa: PLC0415
    from juesuan.reading import inputs  # noqa: PLC0415
    from juesuan.versions import hand_edits, keep, kept_drawings  # noqa: PLC0415
    from juesuan.word import attachments, fill, public_part  # noqa: PLC0415
    from juesuan.wording import own_edition, vocabulary  # noqa: PLC0415

    folder, output = folders
    given = inputs.given(folder)  # before they are read: what is saved meanwhile shows at the next run
    accounts, last, noticed = tell.step(
        "读取", lambda: inputs.years(folder), lambda read: identity.about(read[0]).title
    )
    figures = tell.step("计算", lambda: figures_of(accounts), lambda made: f"{len(made)} 个数")
    charts = charts_of(accounts, figures)
    known = kept_drawings.known(output / str(accounts.department.year), charts)
    artist.begin([chart for chart in charts if chart.name not in known])
    words = tell.step(
        "组织文字", lambda: vocabulary.build(accounts, figures), lambda made: f"{len(made.typed)} 个手写的数"
    )
    edition = own_edition.proved(folder, accounts.department.edition.text, words.tags)
    unready = tell.step("准备排版", pdf.readiness, lambda found: found[0].message if found else "就绪")
    drawings = tell.step(
        "画图",
        lambda: artist.drawings(tell.bar(len(artist.charts))),
        lambda made: f"{len(made)} 张" + (f"，{len(known)} 张没有变" if known else ""),
    )
    drawings = {chart.name: known.get(chart.name) or drawings[chart.name] for chart in charts}
    public = public_part_of(accounts, figures, edition.tables)
    filled = tell.step(
        "写 Word",
        lambda: public_part.append(
            attachments.inlay(
                fill.render(edition.template, words.tags, drawings), words.attachments, edition.template.name
            ),
            public,
        ),
        lambda _: edition.origin,
    )
    origins = origins_of(figures)
    edited = hand_edits.found(output / str(accounts.department.year), dropped)
    carried = tell.step(
        "人工修改",
        lambda: hand_edits.carried(filled, edited.edits, origins, len(figures) + len(words.typed)),
        lambda done: f"{len(done.edits)} 处" if done.edits else "没有",
    )
    words = words.joined(carried.statements, carried.typed)
    evidence = tell.step("对照", lambda: checks.gather(accounts, figures, words, last))
    told = (*noticed, *unready, *edited.problems, *carried.problems)
    return keep.FilledReport(
        folder, output, given, evidence, origins, told, edition, charts, drawings, carried, edited.read, public
    )


def finish_report(written: "FilledReport", by_office: bool, tell: Teller) -> Made:  # noqa: FBT001 - as the officer asks
    """The second half: the filled Word file finished, checked, laid out and put in its place."""
    from charts import data  # noqa: PLC0415
    from juesuan import checks, web  # noqa: PLC0415
    from juesuan.checks import explanations  # noqa: PLC0415
    from juesuan.figures import numbers_of  # noqa: PLC0415
    from juesuan.model import identity  # noqa: PLC0415
    from juesuan.ooxml import blocks  # noqa: PLC0415
    from juesuan.pdf import embedded_files, libreoffice, pdf  # noqa: PLC0415
    from juesuan.reading import inputs  # noqa: PLC0415
    from juesuan.versions import keep, placing, seal  # noqa: PLC0415
    from juesuan.word import finish  # noqa: PLC0415

    accounts, figures, filled = written.evidence.accounts, written.evidence.figures, written.carried.docx
    about = identity.about(accounts)
    draft = finish.finish(filled, written.drawings, about)
    document = checks.Document(blocks.read(filled), blocks.read(finish.pack(draft, about)))
    evidence = replace(written.evidence, document=document)
    found = tell.step("核对", lambda: (*written.told, *checks.run(evidence)), lambda found: f"{len(found)} 条意见")
    is_draft = explanations.leave_errors(found, accounts.explanations)
    about = seal.marked(identity.about(accounts, is_draft=is_draft), written.given)
    laid_out = tell.step(
        "排 PDF",
        lambda: pdf.lay_out(
            document.finished,
            data.vectors(written.drawings),
            about,
            embedded_files.enclosures(
                about.title, accounts, figures, written.origins, inputs.workbook_of(written.folder)
            ),
        ),
        lambda made: f"{made.pages} 页",
    )
    numbers = tell.step(
        "编目录",
        lambda: (
            libreoffice.numbers(finish.pack(draft, about), document.finished, laid_out.page_of)
            if by_office
            else libreoffice.of_pdf(laid_out.page_of)
        ),
        lambda made: made.source,
    )
    problems = explanations.explain(
        (*found, *laid_out.problems, *numbers.problems, *checks.read_back(evidence, laid_out.text)),
        accounts.explanations,
    )
    told = web.Verification(
        about,
        problems,
        numbers_of(written.origins, evidence.typed, problems),
        web.joined(document.marked, document.finished),
        checks.RULES,
        sources=placing.digests(written.folder, [*inputs.sources(written.folder), *written.edition.files]),
    )
    return tell.step(
        "保存",
        lambda: keep.hand_over(written, keep.FinishedReport(told, draft, laid_out, numbers.page_of)),
        lambda made: f"{len(made.files)} 个文件",
    )


def check(folder: Path, tell: Teller) -> Checked:
    """The rules alone: the corridor up to where something would be drawn or written."""
    from juesuan import checks  # noqa: PLC0415 - a refusal needs none
    from juesuan.checks import explanations  # noqa: PLC0415 - a refusal needs none
    from juesuan.figures import figures_of  # noqa: PLC0415 - a refusal needs none
    from juesuan.reading import inputs  # noqa: PLC0415 - a refusal needs none
    from juesuan.wording import own_edition, vocabulary  # noqa: PLC0415 - a refusal needs none

    accounts, last, noticed = tell.step("读取", lambda: inputs.years(folder))
    figures = tell.step("计算", lambda: figures_of(accounts), lambda made: f"{len(made)} 个数")
    words = tell.step(
        "组织文字", lambda: vocabulary.build(accounts, figures), lambda made: f"{len(made.typed)} 个手写的数"
    )
    own_edition.proved(folder, accounts.department.edition.text, words.tags)
    evidence = tell.step("对照", lambda: checks.gather(accounts, figures, words, last))
    doubts = tell.step("核对", lambda: checks.run(evidence), lambda found: f"{len(found)} 条意见")
    problems = explanations.explain((*noticed, *doubts), accounts.explanations, checks.OF_THE_REPORT)
    return Checked(len(figures), problems)


def template(folder: Path) -> Placed:
    """The edition's form copied into a year's folder, to be changed there."""
    from juesuan.year import own_template  # noqa: PLC0415 - nothing else needs it

    return Placed(*own_template.copy(folder), own_template.ADVICE)


def new(root: Path, year: int) -> Placed:
    """The folder of a year among those in ``root``, made from that of the year before."""
    from juesuan.year import next_year  # noqa: PLC0415 - nothing else needs it

    return Placed(*next_year.make(root, year))


def tags(folder: Path, output: Path, tell: Teller) -> Placed:
    """The page of the department's tags, put beside its report."""
    from juesuan import web  # noqa: PLC0415 - nothing else needs it
    from juesuan.figures import figures_of  # noqa: PLC0415 - nothing else needs it
    from juesuan.model import editions, identity  # noqa: PLC0415 - nothing else needs it
    from juesuan.reading import inputs  # noqa: PLC0415 - nothing else needs it
    from juesuan.versions import files, rerun  # noqa: PLC0415 - nothing else needs it
    from juesuan.wording import vocabulary  # noqa: PLC0415 - nothing else needs it

    accounts, noticed = inputs.read(folder)
    words = vocabulary.build(accounts, figures_of(accounts))
    edition = editions.of(folder, accounts.department.edition.text)
    page = web.tags_page(identity.about(accounts), edition, accounts, words.tags)
    with rerun.alone(output, tell.say):
        place = files.write(output / str(accounts.department.year) / web.TAGS, page)
    return Placed((place,), noticed, ("用浏览器打开它，按 Ctrl+F 查找。",))


def history(output: Path, year: str | None) -> Told:
    """The versions of a year, the newest first."""
    from juesuan.versions import history  # noqa: PLC0415 - nothing else needs it

    return history.told(output, year)


def restore(output: Path, number: int, year: str | None, tell: Teller) -> Told:
    """A version of a year brought back into a folder of its own."""
    from juesuan.versions import history, rerun  # noqa: PLC0415 - nothing else needs it

    with rerun.alone(output, tell.say):
        return history.restored(output, number, year)


def drop(folder: Path, output: Path, number: int, tell: Teller) -> Made:
    """The report without an edit by hand, which is given up."""
    return make(folder, output, tell, dropped=(number,))


def verify(file: Path, output: Path) -> Told:
    """Whether a Word file or a PDF is one of this program's, and as it was made."""
    from juesuan.versions import verify  # noqa: PLC0415 - nothing else needs it

    return verify.told(file, output)


STEPS = Steps(make, partial(make, by_office=True), drop, check, template, new, tags, history, restore, verify)

if __name__ == "__main__":
    # A run is short and keeps what it makes: the search for garbage takes 7 % of it and finds 6 MB.
    gc.disable()
    done = cli.main(sys.argv[1:], STEPS)
    gc.freeze()  # or Python searches all the same before it ends, for 0.2 s
    sys.exit(done)
