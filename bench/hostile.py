"""Hostile inputs by the thousand, and how the program holds: ``make fuzz`` ends with it.

    python bench/hostile.py SEED [--cases N] [--class X]      so many cases, or those of a class among them
    python bench/hostile.py SEED --case K [--keep FOLDER]     one of them again, its folders kept to be looked at

A run may take ten seconds of the processor, or ``--seconds``. Prints each fault with what runs it again, then a
table: of each class how many runs had which exit code, the slowest, the largest, the faults. The exit code is 1
where there is a fault.
"""

import argparse
import multiprocessing
import os
import shlex
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from charts import draw  # noqa: E402
from tests.support import hostile  # noqa: E402
from tests.support.hostile import desk, judge, runner  # noqa: E402

CASES = 20_000
SIDE_BY_SIDE = 2
MOST_SECONDS = 10
"""Of the processor."""
_HEAD = ("class", "cases", "0", "1", "2", "other", "seconds", "MB", "faults", "X01")


class Outcome(Struct, frozen=True):
    """What came of a case."""

    number: int
    words: str
    """The command line."""
    code: int
    seconds: float
    memory: int
    """kB."""
    faults: tuple[str, ...]


def outcome(asked: argparse.Namespace, laid: Path, number: int) -> Outcome:
    """Spoil a desk, run the command on it, and judge what has come of it."""
    keep: Path | None = asked.keep
    folder = keep or Path(tempfile.mkdtemp(prefix=f"{number}-", dir=laid.parent))
    try:
        room = runner.Room(folder)
        room.furnish(laid)
        case = hostile.case(asked.seed, number, room.desk)
        was = judge.before(room)
        done = runner.run(room, case)
        found = (*judge.faults(room, case, done, was), *_slow(done.seconds, asked.seconds))
    finally:
        if keep is None:
            _removed(folder)
    if keep:
        sys.stdout.write(f"{done.said}{done.complained}")
    return Outcome(number, shlex.join(case.arguments), done.code, done.seconds, done.memory, found)


def _slow(seconds: float, most: int) -> Iterator[str]:
    if seconds > most:
        yield f"{seconds:.0f} s"


def _removed(folder: Path) -> None:
    for path, names, _ in os.walk(folder):
        for name in names:
            os.chmod(os.path.join(path, name), 0o755)  # noqa: PTH101, PTH118, S103 - names that are no text
    shutil.rmtree(folder)


def outcomes(asked: argparse.Namespace, numbers: Sequence[int], laid: Path) -> Iterator[Outcome]:
    """What came of each case, two at a time; each runs in a process forked from this one, which has all loaded."""
    with multiprocessing.get_context("fork").Pool(SIDE_BY_SIDE) as pool:
        yield from pool.imap_unordered(partial(outcome, asked, laid), numbers, chunksize=5)


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """The outcomes by class, a line each."""
    yield "".join(f"{word:>10}" for word in _HEAD)
    for name in (*hostile.CLASSES, "all"):
        own = [each for each in found if name in {"all", hostile.class_of(each.number)}]
        if not own:
            continue
        codes = Counter(each.code for each in own)
        told = [any("X01" in fault for fault in each.faults) for each in own]
        slowest, largest = max(each.seconds for each in own), max(each.memory for each in own) / 1000
        counted = [len(own), codes[0], codes[1], codes[2], len(own) - codes[0] - codes[1] - codes[2]]
        rest = [f"{slowest:.1f}", f"{largest:.0f}", str(sum(bool(each.faults) for each in own)), str(sum(told))]
        yield "".join(f"{word:>10}" for word in (name, *map(str, counted), *rest))


def told(seed: int, each: Outcome) -> str:
    """The faults of a case, and what runs it again."""
    again = f"python bench/hostile.py {seed} --case {each.number} --keep FOLDER"
    head = f"{hostile.class_of(each.number)} {each.number}: generate.py {each.words}"
    return "\n".join((head, *(f"    {fault}" for fault in each.faults), f"    again: {again}"))


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--class", dest="classes", choices=hostile.CLASSES, action="append", default=[])
    parser.add_argument("--case", type=int)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--seconds", type=int, default=MOST_SECONDS)
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Run the cases that are asked for; print each fault as it comes, then what came of all."""
    asked = _asked(words)
    found = list[Outcome]()
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        laid = Path(name) / "laid"
        os.environ.update(HOME=name, XDG_CACHE_HOME=f"{name}/.cache")
        draw.artist = draw.Artist  # charts are drawn in this process
        desk.lay(laid)
        for path in (Path(name), *Path(name).glob(".cache/juesuan/**/*")):
            path.chmod(0o755)  # a case that is run as nobody reads the list of fonts, too
        for each in _made(asked, laid):
            found.append(each)
            if each.faults:
                sys.stdout.write(f"{told(asked.seed, each)}\n")
                sys.stdout.flush()
    sys.stdout.write("\n".join(table(found)) + "\n")
    return 1 if any(each.faults for each in found) else 0


def _made(asked: argparse.Namespace, laid: Path) -> Iterator[Outcome]:
    if asked.case is not None:
        return iter([outcome(asked, laid, asked.case)])
    wanted = asked.classes or hostile.CLASSES
    return outcomes(asked, [each for each in range(asked.cases) if hostile.class_of(each) in wanted], laid)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
