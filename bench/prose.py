"""Slips in sentences: every number of the sample's texts, typed by hand, is mistyped in turn: ``make prose``.

    python bench/prose.py [--sample FRACTION] [--seed N] [--indicators]

The texts are those of the sample with every tag replaced by what it prints, as a department types them that uses
no tags; without ``--indicators`` its sheet 业务指标 is empty, too, so that only the tables of money and the texts
themselves can vouch for a number. A number is checkable when something vouches for it in the unchanged texts: the
same sentence or name elsewhere, a total and its parts, a share, a difference or a rate, a figure's name beside it,
or, for a year, the year of the report. A slip is caught when a comparison that did not fail before fails now and
has the number in it.
"""

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from juesuan import reading  # noqa: E402
from juesuan.checks.texts import comparison  # noqa: E402
from juesuan.checks.texts.comparison import Compared  # noqa: E402
from juesuan.checks.texts.relation import Relation  # noqa: E402
from juesuan.figures import derive  # noqa: E402
from juesuan.model import values  # noqa: E402
from juesuan.model.accounts import Accounts  # noqa: E402
from juesuan.model.values import Figures  # noqa: E402
from juesuan.model.written_text import Statement, Typed  # noqa: E402
from juesuan.wording import vocabulary  # noqa: E402
from tests.support.literal_accounts import literal  # noqa: E402


def swapped(words: str) -> Iterator[str]:
    """Two neighbouring digits changed about."""
    for place in range(len(words) - 1):
        one, other = words[place], words[place + 1]
        if one.isdigit() and other.isdigit() and one != other:
            yield words[:place] + other + one + words[place + 2 :]


def dropped(words: str) -> Iterator[str]:
    """A digit left out."""
    places = [place for place, digit in enumerate(words) if digit.isdigit()]
    yield from (words[:place] + words[place + 1 :] for place in places if len(places) > 1)


def doubled(words: str) -> Iterator[str]:
    """A digit written twice."""
    yield from (words[:place] + digit + words[place:] for place, digit in enumerate(words) if digit.isdigit())


def scaled(factor: str) -> Callable[[str], Iterator[str]]:
    """The number times a factor."""

    def made(words: str) -> Iterator[str]:
        yield format((Decimal(words.replace(",", "")) * Decimal(factor)).normalize(), "f")

    return made


SLIPS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "相邻两位颠倒": swapped,
    "乘10": scaled("10"),
    "除以10": scaled("0.1"),
    "乘10000": scaled("10000"),
    "漏一位": dropped,
    "重一位": doubled,
}
NEIGHBOUR = "抄成邻近的数"
Trial = tuple[str, int, str]
"""Kind of slip, mark of the number, new words."""


class Texts(Struct, frozen=True):
    """The typed texts, and what was said of them unchanged."""

    accounts: Accounts
    figures: Figures
    statements: tuple[Statement, ...]
    typed: tuple[Typed, ...]
    compared: Compared

    def mistyped(self, serial: int, words: str) -> Compared:
        """What is said when the number of that mark is written otherwise."""
        pattern = re.compile(re.escape(chr(0xF0000 + serial)) + "[^\U000f0000-\U0010ffff]*" + values.END)
        changed = tuple(
            replace(each, text=pattern.sub(lambda _: values.mark(serial, words), each.text))
            for each in self.statements
        )
        return comparison.compare(self.accounts, self.figures, changed, self.typed)


def texts(accounts: Accounts, *, indicators: bool = False) -> Texts:
    """The accounts' texts with literal numbers."""
    typed = literal(accounts)
    if indicators:
        typed = replace(typed, indicators=accounts.indicators)
    figures = derive.derive(typed)
    words = vocabulary.build(typed, figures)
    compared = comparison.compare(typed, figures, words.statements, words.typed)
    return Texts(typed, figures, words.statements, words.typed, compared)


def trials(given: Texts) -> Iterator[Trial]:
    """Kind of slip, mark and new words of every slip of every checkable number."""
    known = given.compared.typed
    for place, each in enumerate(given.typed):
        if not known[place].confirmed:
            continue
        serial = len(given.figures) + place
        for kind, slips in SLIPS.items():
            yield from ((kind, serial, words) for words in dict.fromkeys(slips(each.text)) if words != each.text)
        other = next((near.text for near in given.typed[place + 1 :] if near.text != each.text), None)
        if other:
            yield NEIGHBOUR, serial, other


def is_caught(given: Texts, serial: int, words: str) -> bool:
    """Whether something new is said that has the number in it."""
    before = {(each.code, each.message) for each in given.compared.relations if not each.holds}
    return any(
        not each.holds and (each.code, each.message) not in before and serial in _marks(each)
        for each in given.mistyped(serial, words).relations
    )


def _marks(relation: Relation) -> set[int | None]:
    return {number.mention.serial for number in (relation.number, *relation.others)}


def measure(given: Texts, chosen: Sequence[Trial]) -> tuple[Counter[str], Counter[str], list[str]]:
    """How many of each kind were tried and caught, and those that were not."""
    tried, caught, missed = Counter[str](), Counter[str](), []
    for kind, serial, words in chosen:
        tried[kind] += 1
        if is_caught(given, serial, words):
            caught[kind] += 1
        else:
            each = given.compared.typed[serial - len(given.figures)]
            missed.append(f"{kind}　{each.text} → {words}　{each.cell}　（可对照：{each.confirmed}）")
    return tried, caught, missed


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows with their columns under each other, where a Chinese character is two wide; numbers to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "".join("  ".join(_padded(row, widths)).rstrip() + "\n" for row in rows)


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for place, (words, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - _width(words))
        yield gap + words if place else words + gap


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def summary(given: Texts, tried: Counter[str], caught: Counter[str]) -> str:
    """The table of the slips, and how many of the typed numbers could be checked at all."""
    kinds = [(kind, tried[kind], caught[kind]) for kind in (*SLIPS, NEIGHBOUR)]
    rows = [(kind, str(all_), str(seen), _percent(seen, all_)) for kind, all_, seen in kinds]
    total = "合计", str(tried.total()), str(caught.total()), _percent(caught.total(), tried.total())
    typed = given.compared.typed
    quantities = [each for each in typed if not each.is_name]
    checkable = sum(bool(each.confirmed) for each in quantities)
    share = _percent(checkable, len(quantities))
    counted = (
        f"手写的数 {len(typed)} 个，其中名称、日期、文号和序号里的 {len(typed) - len(quantities)} 个；"
        f"其余 {len(quantities)} 个里可以核对的 {checkable} 个，占 {share}，"
        f"没有来源的 {len(quantities) - checkable} 个。\n"
    )
    return table([("笔误", "试了", "拦住", "拦住率"), *rows, total]) + counted


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f}%"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="逐个写错文字里手写的数，看核对拦住多少。")
    parser.add_argument("--sample", type=float, default=1.0, metavar="份额", help="只试这么大一部分，如 0.1")
    parser.add_argument("--seed", type=int, default=1, metavar="数", help="换一个数就换一批")
    parser.add_argument("--indicators", action="store_true", help="保留“业务指标”表")
    options = parser.parse_args()
    accounts, _ = reading.read(reading.given(ROOT / "inputs" / "2020"))
    given = texts(accounts, indicators=options.indicators)
    tried, caught, missed = measure(given, sample(trials(given), options.sample, options.seed))
    sys.stdout.write(summary(given, tried, caught))
    sys.stdout.write("\n".join(["没有拦住的：", *missed, ""]))


def sample(trials: Iterator[Trial], share: float, seed: int) -> list[Trial]:
    """The share of the trials that the seed chooses, whatever stands beside them."""
    return [each for each in trials if random.Random(f"{seed}{each}").random() < share]  # noqa: S311


if __name__ == "__main__":
    main()
