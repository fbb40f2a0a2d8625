"""Time and memory of the program and of the usual way of doing its job, in one run: ``make bench``.

    python bench/run.py [ROUNDS]        five rounds without a number

Every line of the table is the median of the rounds. A round runs each command once, one after the other, so that
whatever else the machine does meets all of them alike; every run is a process of its own that starts cold, Python
and its imports included. One round before the first warms the disk's cache and LibreOffice's profile, and leaves
Python's modules compiled, as they are on a user's computer; it is not counted, unless no other is asked for (0).

- 总时间 is what a person waits. CPU is what all processes of a run computed, user and system: more than 总时间
  where two cores work at once. 内存 is the peak of the largest process of a run, not the sum of its processes.
- 生成报告 is ``generate.py`` as the officer runs it. Its steps are what ``--json`` says of them: they leave out
  Python's start and the imports of its modules, and a step that waits for the charts is short where they are done.
- 没有变化再生成 is the same command once more: nothing has changed, and nothing is made.
- 只核对 is ``generate.py check``: the rules without a report.
- 只读取和计算 is a process that reads the inputs and derives the figures, and nothing else.
- 通常做法 is bench/usual_way.py, LibreOffice included. Both make the same words and charts from the same inputs;
  the usual way makes no checks, no page that shows where each number comes from, no page numbers in the contents
  and no record.
- Typst 只排版 is bench/typesetter.py, where Typst is installed: a compiled typesetter sets the finished text and
  charts, and does nothing else. It is the limit: what pages alone cost.

Ratios compare runs of this table only. Numbers of two runs, or of two machines, say little beside each other.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from unicodedata import east_asian_width

from msgspec import Struct, field

ROOT = Path(__file__).resolve().parent.parent
USUAL_WAY, TYPESETTER = (ROOT / "bench" / name for name in ("usual_way.py", "typesetter.py"))
ROUNDS = 5
OPEN = 1
"""The exit code of generate.py where a report is written and something is open."""
READ_AND_DERIVE = """
import gc, sys
gc.disable()  # as generate.py does
from pathlib import Path
from juesuan import figures, reading
figures.figures_of(reading.read(reading.given(Path(sys.argv[1])))[0])
"""
PROGRAM, AGAIN, CHECKING, READING, USUAL = "生成报告", "没有变化再生成", "只核对", "只读取和计算", "通常做法"
LIMIT, HAS_LIMIT = "Typst 只排版", find_spec("typst") is not None
RATIOS = ((AGAIN, PROGRAM), (CHECKING, PROGRAM), (PROGRAM, USUAL), (READING, USUAL), (LIMIT, PROGRAM))


class Run(Struct, frozen=True):
    """What one process has used, its children included."""

    wall: float
    """Seconds, as cpu."""
    cpu: float
    memory: float
    """MB, the peak of the largest process."""
    steps: Mapping[str, float] = field(default_factory=dict)
    """Seconds by name, where the process tells."""


def measure(command: Sequence[str]) -> Run:
    """Run a command to its end. Raises SystemExit with what it printed where it fails."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=usual, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode()
    if process.returncode not in (0, OPEN if "--json" in command else 0):
        raise SystemExit("\n".join((" ".join(command), text)))
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Run(wall, used.ru_utime + used.ru_stime, kilobytes / 1024, steps(text))


def steps(text: str) -> dict[str, float]:
    """Return the steps of ``generate.py --json``, {"steps": [{"name": …, "seconds": …}, …]}, or nothing."""
    begin, end = text.find("{"), text.rfind("}")
    try:
        whole = json.loads(text[begin : end + 1])
    except ValueError:
        return {}
    return {each["name"]: float(each["seconds"]) for each in whole.get("steps", ())}


def commands(folder: Path, number: int) -> dict[str, list[str]]:
    """Return the commands of a round, which write below ``folder`` only: the first report into a new place."""
    inputs = max((ROOT / "inputs").glob("[0-9]*"))
    python = sys.executable
    made = str(folder / f"output{number}")
    make = [python, str(ROOT / "generate.py"), "--json", "--no-office", "--output", made]
    return {
        PROGRAM: make,
        AGAIN: make,
        CHECKING: [python, str(ROOT / "generate.py"), "check", "--json"],
        READING: [python, "-c", READ_AND_DERIVE, str(inputs)],
        USUAL: [python, str(USUAL_WAY), "make", str(folder)],
        **({LIMIT: [python, str(TYPESETTER), "make", str(folder)]} if HAS_LIMIT else {}),
    }


def rounds(count: int) -> dict[str, list[Run]]:
    """Return the runs of each command, one of each in every round."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for way in (USUAL_WAY, TYPESETTER) if HAS_LIMIT else (USUAL_WAY,):
            measure([sys.executable, str(way), "prepare", str(folder)])
        runs: dict[str, list[Run]] = {title: [] for title in commands(folder, 0)}
        for number in range(count + 1):
            sys.stderr.write(f"第 {number} 轮，共 {count} 轮\n" if number else "预热\n")
            for title, command in commands(folder, number).items():
                runs[title].append(measure(command))
    return {title: each[1:] or each for title, each in runs.items()}


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians, each number on its own."""
    names = dict.fromkeys(name for run in runs for name in run.steps)
    return Run(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        median(run.memory for run in runs),
        {name: median(run.steps.get(name, 0.0) for run in runs) for name in names},
    )


def table(found: Mapping[str, Run]) -> Iterable[str]:
    """Yield the lines of the table: each command, the program's steps below it, the ratios at the end."""
    yield row("", "总时间 秒", "CPU 秒", "内存 MB")
    for title, run in found.items():
        yield row(title, f"{run.wall:.2f}", f"{run.cpu:.2f}", f"{run.memory:.0f}")
        for name, seconds in run.steps.items():
            yield row(f"　其中 {name}", f"{seconds:.2f}", "", "")
    for title, other in ((title, other) for title, other in RATIOS if title in found):
        run, peer = found[title], found[other]
        ratios = (run.wall / peer.wall, run.cpu / peer.cpu, run.memory / peer.memory)
        yield row(f"{title} ÷ {other}", *(f"{ratio:.2f}" for ratio in ratios))


def row(title: str, *cells: str) -> str:
    """Return a line of the table, a Chinese character as wide as two others."""
    return title + " " * (26 - width(title)) + "".join(" " * (12 - width(cell)) + cell for cell in cells)


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    return sum(2 if east_asian_width(mark) in "WF" else 1 for mark in text)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    found = {title: middle(runs) for title, runs in rounds(count).items()}
    head = f"{count} 轮的中位数" if count else "只有预热的一轮"
    sys.stdout.write(f"{head}\n" + "\n".join(table(found)) + "\n")


if __name__ == "__main__":
    main()
