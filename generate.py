"""决算通: makes a year's report of final accounts; ``make`` shows the steps in the order they are taken."""

import gc
import sys
from pathlib import Path

from charts import draw
from charts.data import vectors
from juesuan import command
from juesuan.command import Made
from juesuan.telling import Teller

TEMPLATE = Path(__file__).resolve().parent / "templates" / "report.docx"


def make(folder: Path, output: Path, tell: Teller) -> Made:
    """The corridor, from a year's inputs to its report. Raises ReportError when nothing can be made."""
    with draw.artist() as artist:
        # here and not above: the artist loads matplotlib meanwhile
        from juesuan import (  # noqa: PLC0415
            blocks,
            chartbook,
            checks,
            derive,
            finishing,
            identity,
            inputs,
            pdf,
            record,
            vocabulary,
            word,
        )
        from juesuan.tags import names  # noqa: PLC0415

        accounts, noticed = tell.step(
            "读取", lambda: inputs.read(folder), lambda read: identity.about(read[0]).title
        )
        figures = tell.step("计算", lambda: derive.derive(accounts), lambda made: f"{len(made)} 个数")
        artist.begin(chartbook.charts(accounts, figures))
        doubts = tell.step(
            "核对", lambda: checks.run(checks.Evidence(accounts, figures)), lambda found: f"{len(found)} 条意见"
        )
        tags = tell.step(
            "组织文字",
            lambda: vocabulary.build(accounts, figures),
            lambda made: f"{len(list(names(made)))} 个标签",
        )
        unready = tell.step("准备排版", pdf.readiness, lambda found: found[0].message if found else "就绪")
        drawings = tell.step(
            "画图", lambda: artist.drawings(tell.bar(len(artist.charts))), lambda made: f"{len(made)} 张"
        )
    about = identity.about(accounts)
    draft = tell.step(
        "写 Word",
        lambda: finishing.finish(word.render(TEMPLATE, tags, drawings), drawings, about),
        lambda made: f"印出 {len(made.printed)} 个数",
    )
    page = blocks.read(finishing.pack(draft, about))
    laid_out = tell.step(
        "排 PDF", lambda: pdf.lay_out(page, vectors(drawings), about), lambda made: f"{made.pages} 页"
    )
    finishing.number(draft, laid_out.page_of)
    outputs = {".docx": finishing.pack(draft, about), ".pdf": laid_out.pdf}
    place = output / str(accounts.department.year) / identity.file_name(accounts)
    files, aside = tell.step(
        "保存",
        lambda: record.save(place, outputs, [*folder.iterdir(), TEMPLATE]),
        lambda saved: f"{len(saved[0])} 个文件",
    )
    drawn = sum(bool(each.png) for each in drawings.values())
    problems = (*noticed, *doubts, *unready, *laid_out.problems, *aside)
    return Made(files, laid_out.pages, len(draft.printed), drawn, problems)


if __name__ == "__main__":
    # A run is short and keeps what it makes: the search for garbage takes 7 % of it and finds 6 MB.
    gc.disable()
    done = command.main(sys.argv[1:], make)
    gc.freeze()  # or Python searches all the same before it ends, for 0.2 s
    sys.exit(done)
