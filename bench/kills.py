"""Runs killed at random moments, and what they leave: ``make kills``.

    python bench/kills.py [KILLS] [SEED]        100 kills without a number

A made-up department corrects a cell and corrects it back, so that every run has something to do; a run is
``generate.py`` as the officer starts it, killed outright at a moment that chance chooses, every other time in its
last quarter, where it saves. After each kill every file must be whole and known to a version; after the run that
follows, which nobody kills, the report must be that of its inputs, with nothing half written beside it and no file
taken for one that was edited by hand. Then the commands that bring a version back, drop an edit by
hand, and make a folder for another year are killed, one in ten of these times each: what they make is there whole
or not at all, and they can be run again.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from juesuan import reading, versions  # noqa: E402
from juesuan.model import outputs as file_names  # noqa: E402
from juesuan.model.given import Given  # noqa: E402
from juesuan.model.identity import digest  # noqa: E402
from juesuan.versions import store  # noqa: E402
from tests.support import builder, water_office, word_files  # noqa: E402
from tests.support.output_folder import faults, outputs, restored, temporaries  # noqa: E402

KILLS = 100
SEED = 2021
DONE, OPEN = 0, 1
CELL = ("其他事项", "调入人员", "本年数")
VALUES = (1, 2)
"""Of the cell in turn; with the second, 在编人员 does not follow from last year's."""
CODES = (DONE, OPEN)
EDIT = ("这是机构设置的第一段。".encode(), "这是机构设置的第一段，下设四个股室。".encode())
DROPS = 4.0
"""The most seconds after which a run that drops an edit is killed."""
SAVES_FROM = 0.75
"""Of the time that a run takes."""
MEASURED = 3
"""The most runs that are timed before the first kill."""

NOTHING_GIVEN = Given(Path("2021"), {})


class Desk:
    """A department's folder, and the command."""

    def __init__(self, root: Path) -> None:
        self.root, self.turn = root, 0
        self.year = root / "output" / "2021"
        self.give()

    def give(self) -> None:
        """Correct the cell."""
        builder.write(self.root / "2021", builder.changed(water_office.department(), *CELL, VALUES[self.turn]))

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a run, or the command that the words are."""
        where = ("--inputs", str(self.root), "--output", str(self.root / "output"))
        command = [str(ROOT / "generate.py"), *words, *where]
        silent = subprocess.DEVNULL
        return subprocess.Popen([sys.executable, *command], stdout=silent, stderr=silent)

    def run(self, *words: str) -> int:
        """Return the exit code of a whole run, or of the command."""
        return self.start(*words).wait()

    def killed(self, seconds: float, *words: str) -> str:
        """Start a run or the command, kill it after so many seconds, and return what it had come to."""
        before = len(store.of(self.year))
        process = self.start(*words)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        if process.wait() != -signal.SIGKILL:
            return "已经做完"
        if temporaries(self.root):
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
    wanted = {file_names.place(name): key for name, key in last.outputs.items()}
    if there != wanted:
        yield f"in their places: {sorted(set(there.items()) ^ set(wanted.items()))}"


def measured(desk: Desk, runs: int) -> float:
    """Return the seconds of a whole run, the median of so many that have something to do."""
    taken = []
    for _ in range(runs):
        desk.turn = 1 - desk.turn
        desk.give()
        began = time.monotonic()
        desk.run()
        taken.append(time.monotonic() - began)
    return median(taken)


def commands(desk: Desk, kills: int, chance: random.Random) -> Iterator[str]:
    """Kill each of the other commands so many times; yield what is wrong."""
    places = {
        ("restore", "1"): restored(desk.year, 1),
        ("new", "2022"): desk.root / "2022",
        ("init", str(desk.root / "2023")): desk.root / "2023",
    }
    for words, place in places.items():
        began = time.monotonic()
        desk.run(*words)
        seconds, whole = time.monotonic() - began, names(place)
        for number in range(1, kills + 1):
            shutil.rmtree(place, ignore_errors=True)
            moment = desk.killed(seconds * chance.random(), *words)
            after = [*faults(desk.year), *sorted(names(place) - whole)]
            desk.run(*words)
            after += [*sorted(names(place) ^ whole), *temporaries(desk.root)]
            yield from (f"{words[0]} 第 {number} 次（{moment}）：{fault}" for fault in after)
        shutil.rmtree(place, ignore_errors=True)  # a run takes the newest year
    for number in range(1, kills + 1):
        yield from (f"drop 第 {number} 次：{fault}" for fault in dropped(desk, chance))


def names(place: Path) -> set[str]:
    """Return the names of the files below a folder, without hidden ones."""
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file() and ".~" not in str(path)}


def dropped(desk: Desk, chance: random.Random) -> Iterator[str]:
    """Edit the report by hand, let a run take that over, and kill what drops it; yield what is wrong."""
    path = desk.year / file_names.place(store.word_file(store.of(desk.year)[-1]))
    parts = word_files.parts(path.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace(*EDIT)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    edited = path.read_bytes()
    desk.run()
    (edit,) = versions.past(desk.year, NOTHING_GIVEN, ()).edits
    desk.killed(chance.uniform(0, DROPS), "drop", str(edit.number))
    yield from faults(desk.year, [edited])
    desk.run("drop", str(edit.number))
    if versions.past(desk.year, NOTHING_GIVEN, ()).edits:
        yield "the edit is still there"
    aside = [each for each in (desk.year / file_names.ASIDE).glob("*人工修改*") if each.read_bytes() == edited]
    if not aside:
        yield "the edited file is lost"
    for each in aside:
        each.unlink()
    desk.run()
    yield from wrong(desk)


def main() -> int:
    """Kill, look, run, look; print every fault and a line that sums up."""
    kills, seed = [
        int(word) for word in (*sys.argv[1:], *(str(each) for each in (KILLS, SEED)[len(sys.argv) - 1 :]))
    ]
    others = max(1, kills // 10)
    chance, moments, found = random.Random(seed), Counter[str](), list[str]()  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name))
        whole = measured(desk, min(max(kills, 1), MEASURED))
        for number in range(1, kills + 1):
            desk.turn = 1 - desk.turn
            desk.give()
            moment = desk.killed(whole * chance.uniform((number % 2) * SAVES_FROM, 1))
            moments[moment] += 1
            found += [f"第 {number} 次（{moment}）：{fault}" for fault in faults(desk.year)]
            code = desk.run()
            after = [*wrong(desk), *([] if code == CODES[desk.turn] else [f"exit code {code}"])]
            found += [f"第 {number} 次（{moment}）之后：{fault}" for fault in after]
        found += commands(desk, others, chance)
    held = "，".join(f"{moment} {times} 次" for moment, times in moments.most_common())
    sys.stdout.write("".join(f"{line}\n" for line in found))
    told = f"中途杀掉 {kills} 次（一次运行 {whole:.1f} 秒；{held}），其余四个命令各 {others} 次"
    sys.stdout.write(f"{told}：不对的 {len(found)} 处\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
