"""How the time of a check grows with the numbers of its texts: ``make numbers``.

    python bench/sentences.py [ROUNDS]        three rounds without a number

20 to 2,000 numbers, in one sentence and in as many sentences; a run is ``generate.py check`` from a cold start,
and every number is the median of the rounds. A long sentence costs no more than as many short ones: at most `MOST`
times. What a number more costs is shown beside: it grows until the look-up of slips has all it will look at.
"""

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.run import measure, row  # noqa: E402
from tests.support import builder, water_office  # noqa: E402

COUNTS = (20, 200, 1_000, 2_000)
ROUNDS = 3
MOST = 1.25
ONE, MANY = "一句里", "各成一句"


def paragraphs(count: int) -> Mapping[str, Sequence[str]]:
    """The texts of so many numbers, no two of them alike: in one sentence, and in as many sentences."""
    # Far apart: what is nearly alike is told, and that would be counted, too.
    cents = Random(1).sample(range(10**5, 10**8), count)  # noqa: S311 - no secret
    said = [f"投资{each // 100}.{each % 100:02}万元" for each in cents]
    return {ONE: ["，".join((*said, "全年如此")) + "。"], MANY: [f"{each}。" for each in (*said, "全年如此")]}


def seconds(texts: Sequence[str], rounds: int) -> float:
    """CPU seconds of a check of a department with these paragraphs, the median of the rounds."""
    content = water_office.department()
    with tempfile.TemporaryDirectory() as name:
        builder.write(Path(name) / "2021", content, water_office.texts(content, 主要职能=texts))
        command = [sys.executable, str(ROOT / "generate.py"), "check", "--json", "--inputs", name]
        return median(measure(command).cpu for _ in range(rounds))


def table(found: Mapping[str, Sequence[float]]) -> Iterable[str]:
    """Yield the lines: what each count costs, and whether one long sentence costs more than many."""
    yield row("CPU 秒", *(f"{count} 个数" for count in COUNTS))
    for name, costs in found.items():
        yield row(name, *(f"{cost:.2f}" for cost in costs))
    for name, costs in found.items():
        *_, before, last = marginal(costs)
        yield f"{name}，多一个数：先 {1000 * before:.2f} 毫秒，后 {1000 * last:.2f} 毫秒"
    ratio = found[ONE][-1] / found[MANY][-1]
    yield f"{COUNTS[-1]} 个数，一句里是各成一句的 {ratio:.2f} 倍：{'一样快' if ratio <= MOST else '更慢'}"


def marginal(costs: Sequence[float]) -> list[float]:
    """Return the CPU seconds of a number more, between each count and the next."""
    pairs = pairwise(zip(COUNTS, costs, strict=True))
    return [(more - less) / (many - few) for (few, less), (many, more) in pairs]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    texts = [paragraphs(count) for count in COUNTS]
    found = {name: [seconds(each[name], rounds) for each in texts] for name in (ONE, MANY)}
    sys.stdout.write("\n".join(table(found)) + "\n")


if __name__ == "__main__":
    main()
