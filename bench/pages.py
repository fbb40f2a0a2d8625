"""How the time of a run grows with the report: ``make pages``.

    python bench/pages.py [ROUNDS]                three rounds without a number
    python bench/pages.py [ROUNDS] --thick        a report of 400 pages, too
    python bench/pages.py [ROUNDS] --thin         three thin reports, to see that it measures
    python bench/pages.py [ROUNDS] --audit        what the audit of the reports costs, as .docx and as .pdf

Made-up departments with more and more projects and items; a run is ``generate.py`` from a cold start, and
every number is the median of the rounds. Growth is linear where a page more costs a large report no more than a
small one: 多一页, in CPU, of the last line is at most `MOST` times that of the line before. The last line of an
audit is the thickest report ten times in a row.
"""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from msgspec import Struct
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.run import Run, measure, row  # noqa: E402
from juesuan.model.outputs import HANDOVER  # noqa: E402
from tests.support import builder  # noqa: E402
from tests.support.size import Size, department  # noqa: E402

SIZES = (
    Size(projects=3, items=8, has_public_tables=False),
    Size(projects=18, items=50, has_public_tables=False),
    Size(projects=69, items=193, has_public_tables=False),
)
"""Reports of about 20, 60 and 200 pages; what is added from one to the next is of the same kind."""
THICKEST = Size(projects=160, items=345, has_public_tables=False)
"""About 400 pages, as thick as a report may be; it takes half a minute."""
THIN_SIZES = (
    Size(projects=3, items=8, has_public_tables=False),
    Size(projects=5, items=14, has_public_tables=False),
    Size(projects=7, items=20, has_public_tables=False),
)
"""Reports of about 20, 25 and 30 pages."""
ROUNDS = 3
MOST = 1.25
AUDIT, THICK, THIN = "--audit", "--thick", "--thin"
IN_A_ROW = 10
"""Audits of the thickest report in one run."""


class Grown(Struct, frozen=True):
    """What a report of so many pages costs."""

    pages: int
    seconds: float
    """What a person waits."""
    cpu: float
    """Seconds that all processes computed: two cores, or other work on them, do not change it."""
    memory: float
    """MB, the peak of the largest process."""


def grown(folder: Path, rounds: int) -> Grown:
    """Make the report of the inputs in a folder so many times."""
    runs = [_made(folder, folder / f"output{number}") for number in range(rounds)]
    return _median(_pages(folder / "output0"), runs)


def audited(output: Path, kind: str, rounds: int, times: int = 1) -> Grown:
    """Audit the report in a folder of outputs, a file of a kind, so many times in one run, in so many rounds."""
    files = [str(next(output.glob(f"*/{HANDOVER}/*年度部门决算.{kind}")))] * times
    command = [sys.executable, str(ROOT / "generate.py"), "audit", *files, "--json", "--output", str(output)]
    return _median(_pages(output) * times, [measure(command) for _ in range(rounds)])


def _made(folder: Path, output: Path) -> Run:
    command = [
        str(ROOT / "generate.py"),
        "--json",
        "--no-office",
        "--inputs",
        str(folder),
        "--output",
        str(output),
    ]
    return measure([sys.executable, *command])


def _pages(output: Path) -> int:
    return len(PdfReader(next(output.glob(f"*/{HANDOVER}/*.pdf"))).pages)


def _median(pages: int, runs: Sequence[Run]) -> Grown:
    used = ((run.wall, run.cpu, run.memory) for run in runs)
    return Grown(pages, *map(median, zip(*used, strict=True)))


def marginal(found: Sequence[Grown]) -> list[float]:
    """Return the CPU seconds of a page more, between each report and the next."""
    return [(after.cpu - before.cpu) / (after.pages - before.pages) for before, after in pairwise(found)]


def table(found: Sequence[Grown]) -> Iterable[str]:
    """Yield the lines: the reports, how memory and cost a page grow, and whether that is linear."""
    yield row("", "总时间 秒", "毫秒/页", "CPU 秒", "多一页 毫秒", "内存 MB")
    for each, more in zip(found, ["", *(f"{1000 * cost:.0f}" for cost in marginal(found))], strict=True):
        cost = f"{1000 * each.seconds / each.pages:.0f}"
        yield row(f"{each.pages} 页", f"{each.seconds:.2f}", cost, f"{each.cpu:.2f}", more, f"{each.memory:.0f}")
    first, *_, last = marginal(found)
    ratio = last / first
    yield f"多一页的 CPU 时间，后段是前段的 {ratio:.2f} 倍：{'线性' if ratio <= MOST else '不是线性'}"


def reports(sizes: Iterable[Size], rounds: int) -> Iterable[str]:
    """Yield the table of making the reports."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            builder.write(Path(name) / "2021", department(size))
            found.append(grown(Path(name), rounds))
    yield from table(found)


def audits(rounds: int) -> Iterable[str]:
    """Yield a table for each kind of file."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / str(number) for number in range(len(SIZES))]
        for folder, size in zip(folders, SIZES, strict=True):
            builder.write(folder / "2021", department(size))
            _made(folder, folder / "output")
        for kind in ("docx", "pdf"):
            found = [audited(folder / "output", kind, rounds) for folder in folders]
            yield f"审读 .{kind}"
            yield from table([*found, audited(folders[-1] / "output", kind, rounds, IN_A_ROW)])


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    rounds = next((int(each) for each in words if each.isdigit()), ROUNDS)
    sizes = (*SIZES, THICKEST) if THICK in words else THIN_SIZES if THIN in words else SIZES
    for line in audits(rounds) if AUDIT in words else reports(sizes, rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
