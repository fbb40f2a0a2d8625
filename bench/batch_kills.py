"""A county that is being made, with its processes killed at random moments: ``make batchkills``.

    python bench/batch_kills.py [KILLS] [SEED]        20 kills without a number

Three departments correct a cell and correct it back, so that every run has something to do. In turn the command
itself, one of its workers, a worker and the scheduler of a cluster are killed outright at a moment that chance
chooses. After each kill the command must end by itself, every file must be whole and known to a version, and no
worker may go on without its command; after the run that follows, which nobody kills, each report must be that of
its inputs, with nothing half written beside it.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.batch import below  # noqa: E402
from juesuan import reading  # noqa: E402
from juesuan.model import outputs as file_names  # noqa: E402
from juesuan.model.identity import digest  # noqa: E402
from juesuan.versions import store  # noqa: E402
from tests.support import builder, county  # noqa: E402
from tests.support.output_folder import faults, outputs, temporaries  # noqa: E402

KILLS, SEED = 20, 2021
CELL, VALUES = ("其他事项", "调入人员", "本年数"), (1, 2)
NAMES = ("水务局", "林业局", "文旅局")
PORT = 18_787
PATIENCE = 10
"""The seconds in which workers end with their command."""
LONGEST = 600
"""The seconds in which a command ends, whatever of it was killed."""
KINDS = "命令", "进程", "集群的进程", "调度程序"
"""What is killed, in turn."""


class Cluster:
    """A scheduler and a worker, as somebody starts them on this machine."""

    def __init__(self, root: Path) -> None:
        self.root, self.address = root, f"tcp://127.0.0.1:{PORT}"
        self.scheduler, self.worker = self._scheduler(), self._worker()

    def _scheduler(self) -> "subprocess.Popen[bytes]":
        return self._start("dask_scheduler", "--host", "127.0.0.1", "--port", str(PORT))

    def _worker(self) -> "subprocess.Popen[bytes]":
        scratch = str(self.root / "scratch")
        return self._start("dask_worker", self.address, "--host", "127.0.0.1", "--nthreads", "1",
                           "--local-directory", scratch)  # fmt: skip

    @staticmethod
    def _start(module: str, *words: str) -> "subprocess.Popen[bytes]":
        silent, here = subprocess.DEVNULL, {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words, "--no-dashboard"]
        return subprocess.Popen(command, stdout=silent, stderr=silent, env=here)

    def whole(self) -> None:
        """Start again what was killed."""
        if self.scheduler.poll() is not None:
            self.end(self.worker)
            self.scheduler, self.worker = self._scheduler(), self._worker()
        elif self.worker.poll() is not None:  # killed before it had a child
            self.worker = self._worker()

    @staticmethod
    def end(process: "subprocess.Popen[bytes]") -> None:
        """End a process that was started here."""
        process.terminate()
        process.wait()


class Kills:
    """A county, the command, and what of it is killed."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance, self.turn = root, chance, 0
        self.cluster = Cluster(root / "cluster")
        self.county = root / "county"
        self.give()

    def give(self) -> None:
        """Write the inputs of the turn into each department."""
        for number, name in enumerate(NAMES):
            content = county.named(f"青禾县{name}", str(418002 + number))
            content = builder.changed(content, *CELL, VALUES[self.turn])
            builder.write(self.county / name / "inputs" / str(county.YEAR), content)

    def start(self, kind: str) -> "subprocess.Popen[bytes]":
        """Start the command, by the pool or by the cluster."""
        words = ["--workers", "2"]
        if kind in KINDS[2:]:
            self.cluster.whole()
            words = ["--cluster", self.cluster.address]
        silent = subprocess.DEVNULL
        command = [sys.executable, str(ROOT / "generate.py"), "batch", str(self.county), *words]
        return subprocess.Popen(command, stdout=silent, stderr=silent)

    def killed(self, kind: str, seconds: float) -> str:
        """Start the command, kill something of it after so many seconds, and return what it had come to."""
        process = self.start(kind)
        time.sleep(seconds)
        if process.poll() is not None:
            return "已经做完"
        workers = list(below(process.pid))
        self._kill(kind, process.pid, workers)
        made = sum(len(store.of(year)) for year in self.years)
        process.wait(LONGEST)
        if kind == "命令":
            self._wait_for(workers)
        return f"{kind}，有 {made} 版"

    def _kill(self, kind: str, process: int, workers: list[int]) -> None:
        chosen = process
        if kind == "进程" and workers:
            chosen = self.chance.choice(workers)
        elif kind == "调度程序":
            chosen = self.cluster.scheduler.pid
        elif kind == "集群的进程":
            chosen = max(below(self.cluster.worker.pid), default=self.cluster.worker.pid)
        try:
            os.kill(chosen, signal.SIGKILL)
        except ProcessLookupError:
            return  # it has just ended by itself

    @staticmethod
    def _wait_for(workers: list[int]) -> None:
        until = time.monotonic() + PATIENCE
        while left := [each for each in workers if Path(f"/proc/{each}").exists()]:
            if time.monotonic() > until:
                message = f"workers go on without their command: {left}"
                raise SystemExit(message)
            time.sleep(0.1)

    def run(self) -> int:
        """Return the exit code of a whole run."""
        return self.start("命令").wait(LONGEST)

    @property
    def years(self) -> list[Path]:
        """The output folders of the departments."""
        return [self.county / name / "output" / str(county.YEAR) for name in NAMES]

    def wrong(self) -> Iterator[str]:
        """What is wrong after the run that follows a kill."""
        for year in self.years:
            yield from faults(year)
            yield from (f"left half written: {name}" for name in temporaries(year))
            last = store.of(year)[-1]
            if last.sources != reading.given(year.parents[1] / "inputs" / year.name).digests:
                yield f"{year}: the last version is not that of the inputs"
            there = {name: digest(data) for name, data in outputs(year).items()}
            if there != {file_names.place(name): key for name, key in last.outputs.items()}:
                yield f"{year}: other files than those of the last version"


def one(each: Kills, number: int, whole: float) -> tuple[str, list[str]]:
    """Kill, look, run, look; return what it had come to and all faults. A whole run takes ``whole`` seconds."""
    each.turn = 1 - each.turn
    each.give()
    moment = each.killed(KINDS[(number - 1) % len(KINDS)], whole * each.chance.uniform(0.2, 1))
    found = [f"第 {number} 次（{moment}）：{fault}" for year in each.years for fault in faults(year)]
    code = each.run()
    after = [*each.wrong(), *([] if code in (0, 1) else [f"exit code {code}"])]
    return moment, [*found, *(f"第 {number} 次（{moment}）之后：{fault}" for fault in after)]


def main() -> int:
    """Kill as often as asked; print every fault and a line that sums up."""
    given = [int(word) for word in sys.argv[1:]]
    kills, seed = [*given, *(KILLS, SEED)[len(given) :]]
    moments, found = Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as name:
        each = Kills(Path(name), random.Random(seed))  # noqa: S311 - no secret
        begun = time.monotonic()
        each.run()
        whole = time.monotonic() - begun
        for number in range(1, kills + 1):
            moment, faulty = one(each, number, whole)
            moments[moment] += 1
            found += faulty
            print(f"{number}/{kills}　{moment}，到此不对的 {len(found)} 处", flush=True)
        each.cluster.end(each.cluster.worker)
        each.cluster.end(each.cluster.scheduler)
        shutil.rmtree(each.county)
    held = "，".join(f"{moment} {times} 次" for moment, times in moments.most_common())
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"中途杀掉 {kills} 次（一次运行 {whole:.1f} 秒；{held}）：不对的 {len(found)} 处\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
