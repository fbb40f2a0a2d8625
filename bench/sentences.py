"""How the time of a check grows with the numbers of its texts: ``make numbers``.

    python bench/sentences.py [ROUNDS]        seven rounds without a number

20 to 2,000 numbers, in one sentence and in as many sentences; a run is ``generate.py check`` from a cold start,
and every time is the least of the rounds. The growth is that of the time above a check without any number:
it is linear where ten times as many numbers cost no more than 10 times `MOST`.
"""

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.run import measure, row  # noqa: E402
from tests.support import builder, water_office  # noqa: E402

COUNTS = (0, 20, 200, 2_000)
"""Each but the first is ten times the one before."""
ROUNDS = 7
MOST = 1.5
LEAST = 0.01
"""CPU seconds: what is less cannot be told from the noise of a start."""
ONE, MANY = "一句里", "各成一句"


def paragraphs(count: int) -> Mapping[str, Sequence[str]]:
    """The texts of so many numbers, no two of them alike: in one sentence, and in as many sentences."""
    # Far apart: what is nearly alike is told, and that would be counted, too.
    cents = Random(1).sample(range(10**5, 10**8), count)  # noqa: S311 - no secret
    said = [f"投资{each // 100}.{each % 100:02}万元" for each in cents]
    return {ONE: ["，".join((*said, "全年如此")) + "。"], MANY: [f"{each}。" for each in (*said, "全年如此")]}


def seconds(texts: Sequence[Sequence[str]], rounds: int) -> list[float]:
    """CPU seconds of a check of a department with each of these texts, the least of the rounds.

    Every round takes them in turn: what else the machine does falls on all alike.
    """
    content = water_office.department()
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / str(place) for place in range(len(texts))]
        for folder, each in zip(folders, texts, strict=True):
            builder.write(folder / "2021", content, water_office.texts(content, 主要职能=each))
        taken = [[_seconds(folder) for folder in folders] for _ in range(rounds)]
    return [min(costs) for costs in zip(*taken, strict=True)]


def _seconds(folder: Path) -> float:
    return measure([sys.executable, str(ROOT / "generate.py"), "check", "--json", "--inputs", str(folder)]).cpu


def table(found: Mapping[str, Sequence[float]]) -> Iterable[str]:
    """Yield the lines: what each count costs, how that grows, and whether it is linear."""
    yield row("CPU 秒", *(f"{count} 个数" for count in COUNTS))
    for name, costs in found.items():
        yield row(name, *(f"{cost:.2f}" for cost in costs))
    for name, costs in found.items():
        grown = growth(costs)
        steps = "、".join(f"{times:.1f} 倍" for times in grown)
        yield f"{name}，数多到十倍，多用的时间：{steps}：{'线性' if max(grown) <= 10 * MOST else '不是线性'}"


def growth(costs: Sequence[float]) -> list[float]:
    """Return, for each tenfold of the numbers, how many times the seconds above those without a number grow."""
    fixed, *others = costs
    above = [max(cost - fixed, LEAST) for cost in others]
    return [more / less for less, more in pairwise(above)]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    texts = [paragraphs(count) for count in COUNTS]
    found = {name: seconds([each[name] for each in texts], rounds) for name in (ONE, MANY)}
    sys.stdout.write("\n".join(table(found)) + "\n")


if __name__ == "__main__":
    main()
