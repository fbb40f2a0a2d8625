"""What an audit finds of slips planted in finished reports of our own: ``make planted``.

    python bench/planted.py [SLIPS] [--list]        so many slips in each report; 100 without a number

Three departments in every form, each report as .docx and as .pdf. Each slip goes into one amount, percentage,
score or count of a sentence or of a cell; what the number may still be rounded to, half up (38.4% for 38.42%), is
none. Of a Word file the lines that were read are changed, one slip a reading.
Of a PDF the blocks are changed that it is laid out from, and the PDF is made and read anew: so that this takes
minutes and not hours, there are `TOGETHER` slips in each, every one in a paragraph or cell of its own. Found is a
problem, or a wrong relation, that is not there without the slip; of several in one PDF it stands in the slip's own
sentence or names its number. The table counts by kind, by report, of counts and in all, beside it those that are
told as 错误 or 警告. ``--list`` lists what is not found.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.planted_reports import DIGITS, Planted, PlantedPdf, Spot, reports, spots_of
from bench.slips import BESIDE, BLANK, CHANGES, TIMES
from juesuan.checks import finished
from juesuan.model.finished_report import Audit, Verdict

SLIPS = 100
_SEED = 20240601
_LIST = "--list"
TOGETHER = 10
"""How many slips are planted in one PDF."""
_ONE = "错一位"
_AMOUNTS = {"元", "%", "分", ""}
"""The units of amounts, percentages and scores; a cell that is a bare number is one of them."""
_LONG = 4
"""Signs that a number has at least that is known again in a message."""
_BESIDE = 6
"""Signs on either side of a slip by which its place is known."""
_SHOWN = 24
"""Signs of the text around a slip that the list shows."""


def slips(spot: Spot) -> Mapping[str, list[str]]:
    """Every slip of a number by its kind; none of them gives the same value, or the same rounded."""
    typed = spot.words.replace(",", "")
    made = {kind: list(change(typed)) for kind, change in CHANGES.items()}
    made |= {kind: [f"{(Decimal(typed) * factor).normalize():f}"] for kind, factor in TIMES.items()}
    made[_ONE] = [
        typed[:at] + str((int(digit) + step) % 10) + typed[at + 1 :]
        for at, digit in enumerate(typed)
        if digit.isdigit()
        for step in range(1, 10)
    ]
    made[BESIDE], made[BLANK] = [spot.beside.replace(",", "")], [""]
    return {
        kind: kept for kind, each in made.items() if (kept := [one for one in each if _differs(typed, one, kind)])
    }


def _differs(typed: str, made: str, kind: str) -> bool:
    if not DIGITS.fullmatch(made):
        return kind == BLANK
    number = Decimal(made)
    return number != Decimal(typed) and not _is_rounded(Decimal(typed), number)


def _is_rounded(typed: Decimal, made: Decimal) -> bool:
    """Whether a number with decimals is another with more of them, rounded half up: the sentence is right."""
    is_cut = made.as_tuple().exponent in range(int(typed.as_tuple().exponent) + 1, 0)
    return is_cut and typed.quantize(made, ROUND_HALF_UP) == made


# ---- what is found


class Slip(Struct, frozen=True):
    """A slip of a report: its kind, where, what is written now, and the paragraph or cell as it is then."""

    kind: str
    spot: Spot
    words: str
    text: str

    @property
    def changed(self) -> str:
        """The paragraph or cell with the slip."""
        start = self.spot.start
        return self.text[:start] + self.words + self.text[start + len(self.spot.words) :]

    @property
    def around(self) -> str:
        """What is read beside the number, without spaces, as far as it tells the place from others."""
        end = self.spot.start + len(self.words)
        return _bare(self.changed[max(0, self.spot.start - _BESIDE) : end + _BESIDE])


class Trial(Struct, frozen=True):
    """A slip, and what an audit says of it."""

    report: str
    slip: Slip
    is_found: bool
    is_open: bool
    """Whether it is told as an error or a warning."""

    @property
    def kind(self) -> str:
        """The kind of the slip."""
        return self.slip.kind

    @property
    def is_count(self) -> bool:
        """Whether people or things were counted."""
        return self.slip.spot.unit not in _AMOUNTS

    @property
    def change(self) -> str:
        """The slip in its sentence, for the list."""
        start, words = self.slip.spot.start, self.slip.spot.words
        around = self.slip.text[max(0, start - _SHOWN) : start + len(words) + _SHOWN // 2]
        return f"{words}→{self.slip.words}：{around}"


def _drawn(spots: Sequence[Spot], texts: Sequence[str], rng: random.Random) -> Slip:
    """A slip of a kind that is drawn first, so that all have their share."""
    spot = rng.choice(spots)
    made = slips(spot)
    kind = rng.choice(sorted(made))
    return Slip(kind, spot, rng.choice(made[kind]), texts[spot.text])


def trials(planted: Planted, count: int, rng: random.Random) -> Iterator[Trial]:
    """So many slips in one Word file, one after the other."""
    before, spots = finished.audit(planted.read(0, "")), list(planted.spots())
    for _ in range(count):
        slip = _drawn(spots, planted.texts, rng)
        after = finished.audit(planted.with_slip(slip.spot, slip.words))
        is_open, is_found = (_is_new(after, before, slip.words, is_open=each) for each in (True, False))
        yield Trial(planted.name, slip, is_found or is_open, is_open)


def trials_of_pdf(planted: PlantedPdf, count: int, rng: random.Random) -> Iterator[Trial]:
    """So many slips in one report, `TOGETHER` of them in a PDF that is made and read anew."""
    before = finished.audit(planted.read({}))
    paths, texts = zip(*planted.texts.items(), strict=True)
    spots = list(spots_of((text, len(path) > 1) for path, text in zip(paths, texts, strict=True)))
    while count > 0:
        made: dict[int, Slip] = {}
        while len(made) < min(count, TOGETHER):
            slip = _drawn(spots, texts, rng)
            made.setdefault(slip.spot.text, slip)
        count -= len(made)
        after = finished.audit(planted.read({paths[at]: slip.changed for at, slip in made.items()}))
        for slip in made.values():
            is_open, is_found = (_is_own(after, before, slip, is_open=each) for each in (True, False))
            yield Trial(planted.name, slip, is_found or is_open, is_open)


def _is_own(after: Audit, before: Audit, slip: Slip, *, is_open: bool) -> bool:
    """Whether anything new is told in the sentence of a slip, or names the number that is written now."""
    known = {said for _, said in _told_in(before, is_open=is_open)}
    new = ((sentence, said) for sentence, said in _told_in(after, is_open=is_open) if said not in known)
    number = f"{slip.words}{slip.spot.suffix}"
    return any(
        slip.around in sentence or (len(number) >= _LONG and number in said and bool(slip.words))
        for sentence, said in new
    )


def _told_in(audit: Audit, *, is_open: bool) -> Iterator[tuple[str, str]]:
    """The sentence, without spaces, and the words of each problem and of each wrong relation."""
    for each in audit.problems:
        if each.problem.is_open or not is_open:
            line = audit.report.lines[each.line - 1].text if each.line else ""
            yield _bare(f"{each.sentence}\n{line}"), f"{each.problem.code}{each.problem.message}"
    for relation in audit.relations:
        if relation.standing is Verdict.WRONG:
            line = audit.report.lines[relation.line - 1].text
            yield _bare(f"{relation.sentence}\n{line}"), f"{relation.code}{'、'.join(relation.numbers)}"


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _is_new(after: Audit, before: Audit, words: str, *, is_open: bool) -> bool:
    """Whether anything is told that was not, or what was told names the number that is written now."""
    if _told(after, is_open=is_open) - _told(before, is_open=is_open):
        return True
    return len(words) >= _LONG and any(words in each for each in _messages(after) - _messages(before))


def _messages(audit: Audit) -> set[str]:
    return {each.problem.message for each in audit.problems if each.problem.is_open}


def _told(audit: Audit, *, is_open: bool = False) -> Counter[tuple[object, ...]]:
    """What an audit tells, by rule and place: how often a message names others is no matter."""
    told = Counter[tuple[object, ...]]()
    for each in audit.problems:
        if each.problem.is_open or not is_open:
            told[each.problem.code, each.problem.severity, each.line or each.problem.where] += 1
    told.update((each.code, each.line) for each in audit.relations if each.standing is Verdict.WRONG)
    return told


def table(found: Sequence[Trial]) -> Iterator[str]:
    """The shares that were found, by kind and by report."""
    yield "种类\t拦住\t其中错误、警告"
    for kind in sorted({each.kind for each in found}):
        yield _line(kind, [each for each in found if each.kind == kind])
    for name in dict.fromkeys(each.report for each in found):
        yield _line(name, [each for each in found if each.report == name])
    yield _line("人和物", [each for each in found if each.is_count])
    yield _line("合计", found)


def _line(name: str, of: Sequence[Trial]) -> str:
    hits, told = sum(each.is_found for each in of), sum(each.is_open for each in of)
    return f"{name}\t{hits}/{len(of)}\t{100 * hits / len(of):.1f}%\t{100 * told / len(of):.1f}%"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    count = next((int(each) for each in arguments if each.isdigit()), SLIPS)
    found: list[Trial] = []
    for of_word_file, of_pdf in reports():
        found += trials(of_word_file, count, random.Random(_SEED))  # noqa: S311
        found += trials_of_pdf(of_pdf, count, random.Random(_SEED))  # noqa: S311
    if _LIST in arguments:
        for each in found:
            if not each.is_found:
                print("漏", each.report, each.kind, each.change, sep="\t")
    for line in table(found):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
