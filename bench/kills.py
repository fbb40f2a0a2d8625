"""Runs killed at random moments, and what they leave: ``make kills``.

    python bench/kills.py [KILLS] [SEED]        100 kills without a number

A made-up department corrects a cell and corrects it back, so that every run has something to do; a run is
``generate.py`` as the officer starts it, killed outright at a moment that chance chooses, every other time in its
last quarter, where it saves. After each kill every file must be whole and known to a version; after the run that
follows, which nobody kills, the report must be that of its inputs, with nothing half written beside it and no file
taken for one that was edited by hand.
"""

import os
import random
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

from juesuan import reading  # noqa: E402
from juesuan.model.identity import digest  # noqa: E402
from juesuan.versions import store  # noqa: E402
from tests.support import builder, water_office  # noqa: E402
from tests.support.output_folder import faults, outputs, temporaries  # noqa: E402

KILLS = 100
SEED = 2021
DONE, OPEN = 0, 1
CELL = ("其他事项", "调入人员", "本年数")
VALUES = (1, 2)
"""Of the cell in turn; with the second, 在编人员 does not follow from last year's."""
CODES = (DONE, OPEN)
SAVES_FROM = 0.75
"""Of the time that a run takes."""


class Desk:
    """A department's folder, and the command."""

    def __init__(self, root: Path) -> None:
        self.root, self.turn = root, 0
        self.year = root / "output" / "2021"
        self.give()

    def give(self) -> None:
        """Correct the cell."""
        builder.write(self.root / "2021", builder.changed(water_office.department(), *CELL, VALUES[self.turn]))

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a run."""
        command = [str(ROOT / "generate.py"), "--inputs", str(self.root), "--output", str(self.root / "output")]
        silent = subprocess.DEVNULL
        return subprocess.Popen([sys.executable, *command], stdout=silent, stderr=silent)

    def run(self) -> int:
        """Return the exit code of a whole run."""
        return self.start().wait()

    def killed(self, seconds: float) -> str:
        """Start a run, kill it after so many seconds, and return what it had come to."""
        before = len(store.of(self.year))
        process = self.start()
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        if process.wait() != -signal.SIGKILL:
            return "已经做完"
        if temporaries(self.root / "output"):
            return "正在写文件"
        return "已留版本，还没结束" if len(store.of(self.year)) > before else "还没保存"


def wrong(desk: Desk) -> Iterator[str]:
    """What is wrong after the run that follows a kill."""
    yield from faults(desk.year)
    yield from (f"left half written: {name}" for name in temporaries(desk.root / "output"))
    last = store.of(desk.year)[-1]
    given = reading.given(desk.root / "2021").digests
    if last.sources != given:
        yield "the last version is not that of the inputs"
    there = {name: digest(data) for name, data in outputs(desk.year).items()}
    if there != last.outputs:
        yield f"in their places: {sorted(set(there.items()) ^ set(last.outputs.items()))}"


def measured(desk: Desk) -> float:
    """Return the seconds of a whole run, the median of three that have something to do."""
    taken = []
    for _ in range(3):
        desk.turn = 1 - desk.turn
        desk.give()
        began = time.monotonic()
        desk.run()
        taken.append(time.monotonic() - began)
    return sorted(taken)[1]


def main() -> int:
    """Kill, look, run, look; print every fault and a line that sums up."""
    kills, seed = [
        int(word) for word in (*sys.argv[1:], *(str(each) for each in (KILLS, SEED)[len(sys.argv) - 1 :]))
    ]
    chance, moments, found = random.Random(seed), Counter[str](), list[str]()  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name))
        whole = measured(desk)
        for number in range(1, kills + 1):
            desk.turn = 1 - desk.turn
            desk.give()
            moment = desk.killed(whole * chance.uniform((number % 2) * SAVES_FROM, 1))
            moments[moment] += 1
            found += [f"第 {number} 次（{moment}）：{fault}" for fault in faults(desk.year)]
            code = desk.run()
            after = [*wrong(desk), *([] if code == CODES[desk.turn] else [f"exit code {code}"])]
            found += [f"第 {number} 次（{moment}）之后：{fault}" for fault in after]
    held = "，".join(f"{moment} {times} 次" for moment, times in moments.most_common())
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"中途杀掉 {kills} 次（一次运行 {whole:.1f} 秒；{held}）：不对的 {len(found)} 处\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
