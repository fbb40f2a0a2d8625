"""All departments of a county in one command, against one run after another: ``make batch``.

    python bench/batch.py [DEPARTMENTS] [CHECKED]       60 reports and 1000 checks without numbers

A made-up county with departments of three sizes. 一个接一个 is ``generate.py`` for one department after
another, each from a cold start; 一个进程, 两个进程 are ``generate.py batch``; 集群 is the same with a cluster of
two workers on this machine. CPU is what all processes of a line computed, so that
other work on the machine does not change it; the ratios of the times say something only where there is none. 内存
is what a worker holds as each department ends: it is flat where the last quarter holds no more than `FLAT` times
the second.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.run import measure, row  # noqa: E402
from tests.support import county  # noqa: E402

REPORTS, CHECKED = 60, 1000
GROWTH = (1 / 6, 1 / 3, 2 / 3, 1)
FLAT, MOST_MEMORY, OF_POOL = 1.15, 260, 0.85
"""What a worker may grow by; MB of a worker; the reports of a cluster in the time of the pool."""
_ENDED = re.compile(r"^\S (\d+)/\d+　")


class Batch(Struct, frozen=True):
    """What a batch has used."""

    reports: int
    wall: float
    """Seconds, as cpu."""
    cpu: float
    memory: tuple[float, ...] = ()
    """MB that the largest worker held as each department ended."""

    @property
    def per_cpu_second(self) -> float:
        """The reports for a second of computing."""
        return self.reports / self.cpu

    @property
    def growth(self) -> float:
        """How much more a worker holds in the last quarter than in the second."""
        quarter = max(1, len(self.memory) // 4)
        return median(self.memory[-quarter:]) / median(self.memory[quarter : 2 * quarter])


def alone(folder: Path) -> Batch:
    """Make the reports one after another, each by a process of its own."""
    runs = [
        measure([sys.executable, str(ROOT / "generate.py"), "--json", "--no-office",
                 "--inputs", str(each / "inputs"), "--output",
                 str(each / "output")])
        for each in _departments(folder)
    ]  # fmt: skip
    return Batch(len(runs), sum(run.wall for run in runs), sum(run.cpu for run in runs))


def batch(folder: Path, *words: str) -> Batch:
    """Make the reports by one command; raises SystemExit where one was not made."""
    command = [sys.executable, "-u", str(ROOT / "generate.py"), "batch", str(folder), *words]
    begun, held, said = time.perf_counter(), list[float](), list[str]()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for line in process.stdout or ():
            said.append(line)
            if _ENDED.match(line):
                held.append(max(map(_memory, below(process.pid)), default=0.0))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or "没有做成" in "".join(said):
        raise SystemExit("".join(said))
    cpu = used.ru_utime + used.ru_stime
    return Batch(len(held), time.perf_counter() - begun, cpu, tuple(held))


def below(process: int) -> Iterator[int]:
    """The processes that a process has begun, and those that they have."""
    for thread in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):  # it has just ended
            for word in (thread / "children").read_text().split():
                yield int(word)
                yield from below(int(word))


def _memory(process: int) -> float:
    try:
        words = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0  # it has just ended
    found = re.search(r"VmRSS:\s+(\d+) kB", words)
    return int(found[1]) / 1024 if found else 0.0


def _departments(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/inputs"))


def _fresh(folder: Path) -> Path:
    """The county as it is before anything was made."""
    for path in (*folder.glob("*/output"), *folder.glob("汇总")):
        shutil.rmtree(path)
    return folder


def lines(folder: Path, count: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield row("", "份", "总时间 秒", "CPU 秒", "份/CPU 秒")
    singly = alone(_fresh(folder))
    yield _line("一个接一个", singly)
    one = batch(_fresh(folder), "--workers", "1")
    yield _line("一个进程", one)
    two = batch(_fresh(folder), "--workers", "2")
    yield _line("两个进程", two)
    first, second = (each.per_cpu_second / singly.per_cpu_second for each in (one, two))
    yield f"每 CPU 秒的份数，与一个接一个的相比：一个进程 {first:.2f} 倍，两个进程 {second:.2f} 倍"
    yield f"总时间，两个进程快 {singly.wall / two.wall:.2f} 倍"
    for name, each in (("一个进程", one), ("两个进程", two)):
        verdict = "平" if each.growth <= FLAT and max(each.memory) <= MOST_MEMORY else "不平"
        yield f"{name}的内存：最多 {max(each.memory):.0f} MB，后段是前段的 {each.growth:.2f} 倍：{verdict}"
    far = batch(_fresh(folder), "--cluster", "local", "--workers", "2")
    yield _line("集群，两个", far)
    share = two.wall / far.wall
    yield f"集群的快慢是两个进程的 {share:.2f}：{'够' if share >= OF_POOL else '不够'}"
    again = batch(folder, "--workers", "2")
    yield _line("没有变化再做", again)
    yield from _grown(folder, count)


def _grown(folder: Path, count: int) -> Iterator[str]:
    """Yield a line for each part of the county: whether a report costs the same in a larger one."""
    every = _departments(folder)
    for part in GROWTH:
        with tempfile.TemporaryDirectory() as name:
            for each in every[: max(2, round(count * part))]:
                shutil.copytree(each / "inputs", Path(name) / each.name / "inputs")
            yield _line("其中一部分", batch(Path(name), "--workers", "2"))


def _line(title: str, found: Batch) -> str:
    used = (f"{found.wall:.1f}", f"{found.cpu:.1f}", f"{found.per_cpu_second:.3f}")
    return row(title, str(found.reports), *used)


def checks(folder: Path, count: int) -> Iterator[str]:
    """Yield the line of checking so many departments: copies of three, under names of their own."""
    for number in range(count):
        place = folder / county.name(number) / "inputs" / str(county.YEAR)
        if number < len(county.SIZES):
            county.write_one(folder, number)
        else:
            shutil.copytree(folder / county.name(number % len(county.SIZES)) / "inputs" / str(county.YEAR), place)
    yield _line("只核对", batch(folder, "--check-only", "--workers", "2"))


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    count, checked = [int(each) for each in (*words, *map(str, (REPORTS, CHECKED)[len(words) :]))]
    with tempfile.TemporaryDirectory() as name:
        for line in lines(county.write(Path(name), count), count):
            print(line, flush=True)
    with tempfile.TemporaryDirectory() as name:
        for line in checks(Path(name), checked):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
