"""How the time of a check grows with the numbers of its texts: ``make numbers``.

    python bench/sentences.py [ROUNDS]        three rounds without a number

20, 200 and 2,000 numbers, in one sentence and in as many sentences; a run is ``generate.py check`` from a cold
start, and every number is the median of the rounds. Growth is linear where a number more costs a long text no more
than a short one: what ten times as many numbers cost, beyond a text without any, is at most `MOST` times as much.
"""

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.run import measure, row  # noqa: E402
from tests.support import builder, water_office  # noqa: E402

COUNTS = (0, 20, 200, 2_000)
ROUNDS = 3
MOST = 15.0
"""Ten would be linear to the last bit; what is sorted, and what a short run does not show, is left room for."""
ONE, MANY = "一句里", "各成一句"


def paragraphs(count: int) -> Mapping[str, Sequence[str]]:
    """The texts of so many numbers, no two of them alike: in one sentence, and in as many sentences."""
    said = [f"投资{number + 1}.{number % 90 + 10}万元" for number in range(count)]
    return {ONE: ["，".join((*said, "全年如此")) + "。"], MANY: [f"{each}。" for each in (*said, "全年如此")]}


def seconds(texts: Sequence[str], rounds: int) -> float:
    """CPU seconds of a check of a department with these paragraphs, the median of the rounds."""
    content = water_office.department()
    with tempfile.TemporaryDirectory() as name:
        builder.write(Path(name) / "2021", content, water_office.texts(content, 主要职能=texts))
        command = [sys.executable, str(ROOT / "generate.py"), "check", "--json", "--inputs", name]
        return median(measure(command).cpu for _ in range(rounds))


def table(found: Mapping[str, Sequence[float]]) -> Iterable[str]:
    """Yield the lines: what each count costs, and whether ten times as many cost ten times as much."""
    yield row("CPU 秒", *(f"{count} 个数" for count in COUNTS))
    for name, costs in found.items():
        yield row(name, *(f"{cost:.2f}" for cost in costs))
    for name, (none, _, less, more) in found.items():
        ratio = (more - none) / max(less - none, 0.001)
        linear = "线性" if ratio <= MOST else "不是线性"
        yield f"{name}：{COUNTS[-1]} 个数是 {COUNTS[-2]} 个数的 {ratio:.1f} 倍：{linear}"


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    texts = [paragraphs(count) for count in COUNTS]
    found = {name: [seconds(each[name], rounds) for each in texts] for name in (ONE, MANY)}
    sys.stdout.write("\n".join(table(found)) + "\n")


if __name__ == "__main__":
    main()
