"""决算有据: makes a year's report of final accounts; ``make`` shows the steps in the order they are taken."""

import gc
import sys

if __name__ == "__main__":
    # A run is short and keeps what it makes: the search for garbage takes 7 % of it and finds 6 MB.
    gc.disable()

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from juesuan.app import cli
from juesuan.app.telling import Telling
from juesuan.model import editions, identity, outputs
from juesuan.model.earlier import Earlier
from juesuan.model.edit import UNDECIDED, Decided
from juesuan.model.outcome import Checked, Made, Office

if TYPE_CHECKING:
    from juesuan.model.accounts import Accounts
    from juesuan.model.earlier import EarlierOf


def make(  # noqa: PLR0915 - the steps of the corridor stand one below the other
    folder: Path, output: Path, tell: Telling, *, office: Office = Office.NONE, decided: Decided = UNDECIDED
) -> Made:
    """Make the report of the year in ``folder`` and put its files into ``output``.

    Where nothing has changed since the last run, the files of that run stand. ``office`` says which reports
    LibreOffice lays out as well, to count the pages of the contents; ``decided`` which edits by hand are given up
    or taken back.
    Raises ReportError with every reason at once where no report can be made; then nothing is written.
    """
    from charts import data, draw  # noqa: PLC0415 - a check draws nothing

    with draw.artist() as artist:  # first of all: it loads matplotlib meanwhile
        from juesuan import reading, versions  # noqa: PLC0415 - where nothing has changed no other room is entered

        with versions.rerun.alone(output, tell.say):
            given = reading.given(folder)
            if office is not Office.ALL and decided == UNDECIDED:
                standing = tell.step("比对", lambda: versions.rerun.standing(given, output), versions.rerun.said)
                if standing:
                    return versions.rerun.put_back(standing)
            from juesuan import checks, figures, pdf, web, word, wording, year  # noqa: PLC0415 - as above
            from juesuan.app import composing  # noqa: PLC0415 - as above

            worded = composing.worded(given, output, artist, tell, decided)
            unready = tell.step("准备排版", pdf.readiness, lambda found: found[0].message if found else "就绪")
            made = composing.composed(worded, artist, tell)
            accounts, known, past, document = worded.accounts, worded.figures, worded.past, made.document
            draft, edition = made.draft, worded.edition
            evidence = tell.step(
                "对照", lambda: checks.gather(accounts, known, made.words, worded.last, edition.template)
            )
            beside = versions.years_beside.now(past.year, given.folder, accounts.years_on_file)
            evidence = replace(evidence, document=document, former=past.former, beside=beside)
            before = (*worded.problems, *unready, *past.problems, *made.carried.problems)
            bare = word.bare_headings(document.finished)
            found = tell.step(
                "核对",
                lambda: checks.explained(evidence, (*before, *bare, *checks.run(evidence))),
                lambda found: f"{len(found)} 条意见",
            )
            is_draft = any(problem.is_open_error for problem in found)
            about = versions.seal.marked(identity.about(accounts, is_draft=is_draft), given)
            enclosed = pdf.enclosures(about.title, accounts, known, made.origins, reading.workbook_of(given))
            laid_out = tell.step(
                "排 PDF",
                lambda: pdf.lay_out(document.finished, data.vectors(made.drawn), about, enclosed),
                lambda made: f"{made.pages} 页",
            )
            draft = word.spaced(draft, laid_out.spacings)
            by_office = word.pack(draft, about) if office.takes(is_draft=is_draft) else None
            numbers = tell.step(
                "对页码" if by_office else "编目录",
                lambda: pdf.page_numbers(
                    by_office, document.finished, laid_out.page_of, is_wanted=office is Office.ALL
                ),
                lambda made: made.source,
            )
            late = (*laid_out.problems, *numbers.problems, *checks.read_back(evidence, laid_out.text))
            problems = checks.with_idle(evidence, (*found, *checks.explained(evidence, late)))
            origins = figures.numbers_of(made.origins, evidence.typed, problems)
            inputs = {**dict(sorted(given.digests.items())), **edition.digests}
            text = web.joined(document.marked, document.finished)
            report = web.Verification(about, problems, origins, text, checks.RULES, inputs, reading.imports(given))
            said = versions.content.said(report, laid_out.leaves, draft.printed, made.carried.edits, past.seen)
            new = versions.keep.compared(past.year, given, said, made.drawings)
            note = wording.correction(new.changes, new.names, about) if new.changes else None
            numbered = word.report.numbered(draft, about, numbers.page_of)
            sealed = replace(numbered, word=versions.seal.sealed(numbered.word, about))
            docx = word.pack(sealed, about)
            review = replace(sealed, word=versions.seal.of_review(sealed.word))
            looked = figures.provenance.held_against(origins, new.printed_before)
            copies = word.review_copy.copies(review, looked, problems, about)
            files = tell.step(
                "随附",
                lambda: {
                    f"{about.file_name}.docx": docx,
                    f"{about.file_name}.pdf": laid_out.pdf,
                    outputs.archive(about): laid_out.archive,
                    outputs.public_tables(about): year.public_workbook(made.public, about),
                    outputs.CHECK_REPORT: web.check_page(replace(report, numbers=looked)),
                    outputs.REVIEW_COPY: copies.of_looks,
                    outputs.FULL_REVIEW_COPY: copies.full,
                    outputs.REDLINE: versions.keep.redline(new, docx, about),
                    outputs.CORRECTION_PAGE: web.correction_page(note, new.pictures),
                    outputs.CORRECTION_NOTE: word.correction_note.docx(note, about, new.pictures),
                },
                lambda made: f"{sum(map(bool, made.values()))} 个文件",
            )
            return tell.step(
                "保存", lambda: versions.keep.keep(new, files, past.read), lambda made: f"{len(made.files)} 个文件"
            )


def check(folder: Path, tell: Telling, earlier: "EarlierOf" = lambda _: Earlier()) -> Checked:
    """What the rules say of the year in ``folder``; faults of its texts are told beside: numbers come first.

    Where cells are blank that must be filled in, it is what holds whatever belongs there. Raises ReportError where
    the workbook cannot be read; ``earlier`` gives what was published before.
    """
    from juesuan import checks, figures, reading, wording  # noqa: PLC0415 - a refusal needs none
    from juesuan.app import certain  # noqa: PLC0415 - as above

    given = reading.given(folder)
    accounts, last, noticed = tell.step("读取", lambda: reading.numbers(given))

    def look(accounts: "Accounts") -> Checked:
        known = tell.step("计算", lambda: figures.figures_of(accounts), lambda made: f"{len(made)} 个数")
        words, untold = tell.step(
            "组织文字", lambda: wording.tried(accounts, known), lambda made: f"{len(made[0].typed)} 个手写的数"
        )
        edition = editions.of(given, accounts.department.edition.text)
        unsure = (*untold, *wording.doubts(given, accounts.department.edition.text, words))
        evidence = tell.step("对照", lambda: checks.gather(accounts, known, words, last, edition.template))
        before = earlier(accounts)
        evidence = replace(evidence, former=before.prints, beside=before.beside)
        doubts = tell.step("核对", lambda: checks.run(evidence), lambda found: f"{len(found)} 条意见")
        explained = checks.explained(evidence, (*noticed, *unsure, *doubts))
        problems = checks.with_idle(evidence, explained)
        return Checked(problems, known, given, accounts, last, evidence.statements, evidence.typed)

    return certain.certain(accounts, [look(each) for each in figures.stand_ins(accounts)])


if __name__ == "__main__":
    import generate  # the same by its name, under which other processes find it

    done = cli.main(sys.argv[1:], generate.make, generate.check)
    gc.freeze()  # or Python searches all the same before it ends, for 0.2 s
    sys.exit(done)
