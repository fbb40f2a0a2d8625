"""What reading a text without a workbook finds: ``make audit``.

    python bench/audit.py [ROUNDS]         texts drawn from the patterns of many provinces, each with one slip
    python bench/audit.py FOLDER           texts NNN.txt with their known relations NNN.toml: bench/unseen

The first draws ROUNDS texts of every pattern, looks for false alarms in them, and plants one slip after the other
in every number and word of direction: the table says, for every kind, how many were planted and found. ``--list``
lists what was missed. The second counts the wrong relations that are found, those that are reported and hold, and
how many of all relations were recognised.
"""

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.texts import drawn, patterns
from juesuan.checks.relations import RULES, ClaimedText, NumberRelation
from juesuan.claims import Place
from juesuan.model.finished_report import Verdict

ROUNDS = 3
_LIST = "--list"


def relations(text: str) -> list[NumberRelation]:
    """The relations of a text, paragraph by paragraph."""
    lines = [(line, Place(number)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    read = ClaimedText(lines)
    return [each for rule in RULES for each in rule(read)]


def wrong(text: str) -> set[tuple[str, str]]:
    """What is wrong in a text: the kind and the message."""
    return {(each.kind, each.message) for each in relations(text) if each.verdict is Verdict.WRONG}


def of_patterns(rounds: int, *, listed: bool) -> Iterator[str]:
    """The table of what is found of planted slips, by kind, and the false alarms."""
    rng = random.Random(20240601)  # noqa: S311
    planted, found, alarms = Counter[str](), Counter[str](), Counter[str]()
    for pattern in patterns():
        for _ in range(rounds):
            text = drawn(pattern, rng)
            before = wrong(text.text)
            alarms[pattern.name] += len(before)
            yield from (f"误报 {pattern.name} {message}" for _, message in before if listed)
            for kind, change, broken in text.broken(rng):
                planted[kind] += 1
                if wrong(broken) - before:
                    found[kind] += 1
                elif listed:
                    yield f"漏报 {pattern.name} {kind} {change}"
    yield from _table(planted, found)
    yield f"误报 {sum(alarms.values())} 处，共 {rounds * len(patterns())} 篇"


def _table(planted: Mapping[str, int], found: Mapping[str, int]) -> Iterator[str]:
    for kind in sorted(planted):
        yield f"{kind}\t{found[kind]}/{planted[kind]}\t{100 * found[kind] / planted[kind]:.1f}%"
    total, hits = sum(planted.values()), sum(found.values())
    yield f"合计\t{hits}/{total}\t{100 * hits / total:.1f}%"


def of_folder(folder: Path, *, listed: bool) -> Iterator[str]:
    """The table of what is found in texts with known relations."""
    count = Counter[str]()
    for path in sorted(folder.glob("*.toml")):
        known = tomllib.loads(path.read_text(encoding="utf-8"))["relation"]
        told = relations(path.with_suffix(".txt").read_text(encoding="utf-8"))
        problems = [each for each in told if each.verdict is Verdict.WRONG]
        faults = [each for each in known if each["holds"] == "no"]
        missed = [each for each in faults if not any(_touches(one, each) for one in problems)]
        false = [each for each in problems if not any(_touches(each, one) for one in faults)]
        count.update(relations=len(known), wrong=len(faults), missed=len(missed), false=len(false))
        count["seen"] += sum(any(_touches(one, each) for one in told) for each in known)
        if listed:
            yield from (f"漏报 {path.stem} {each['label']}" for each in missed)
            yield from (f"误报 {path.stem} {each.message}" for each in false)
    yield f"错误\t{count['wrong'] - count['missed']}/{count['wrong']}"
    yield f"认出\t{count['seen']}/{count['relations']}"
    yield f"误报\t{count['false']}"


def _touches(told: NumberRelation, known: Mapping[str, Any]) -> bool:
    """Whether what is told is about the sentence or a number of a known relation."""
    one, other = ("".join(str(each).split()) for each in (told.sentence, known.get("sentence", "")))
    if one and other and (one in other or other in one):
        return True
    words = "".join((told.sentence, told.message, *told.numbers))
    return any(each in words for each in _distinct(known.get("numbers", ())))


_DIGITS = 3
"""How many digits a number has at least that is known again by them."""


def _distinct(numbers: Iterable[object]) -> Iterator[str]:
    for each in numbers:
        plain = str(each).strip("+-%＝=")
        if len(plain.replace(",", "").replace(".", "")) >= _DIGITS:
            yield plain


def main(arguments: Sequence[str]) -> None:
    """Print the table that was asked for."""
    listed = _LIST in arguments
    given = next((each for each in arguments if each != _LIST), str(ROUNDS))
    table = of_patterns(int(given), listed=listed) if given.isdigit() else of_folder(Path(given), listed=listed)
    for line in table:
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
