"""Slips in the program's own sentences, typed into a text by hand: ``make own``.

    python bench/own_sentences.py [--sample FRACTION] [--seed N] [--paragraphs] [--missed]

Three departments in two forms: every sentence of the report in which the form prints a figure, and not a text of
the department's own, is typed, without tags, as a text of the department, and each number of a figure in it is
mistyped in turn, in each way of ``slips.py`` that leaves a number: one that is left out altogether (漏填) is told
by the rule on what is not filled in, 支出万元, and is no number that could be compared. A year is mistyped by its
digits and as the year before. Left out is what leaves the sentence right: a number to which the figure may still
be rounded, half up (38.4% for 38.42%), and the year before where each figure of the sentence of which last year's
is known was the same. A slip is found when a relation that does not hold has the number in it. With
``--paragraphs`` whole paragraphs are typed instead of sentences.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import slips, trials  # noqa: E402
from bench.prose import NEIGHBOUR, SLIPS, table  # noqa: E402
from charts.data import Drawing  # noqa: E402
from juesuan.checks.texts import comparison  # noqa: E402
from juesuan.figures import chart_data, derive, phrases  # noqa: E402
from juesuan.figures.mentions import in_base, mentions  # noqa: E402
from juesuan.model import editions, values  # noqa: E402
from juesuan.model.accounts import Accounts  # noqa: E402
from juesuan.model.values import Cell, Figures  # noqa: E402
from juesuan.ooxml.elements import W  # noqa: E402
from juesuan.word import fill  # noqa: E402
from juesuan.wording import template, vocabulary  # noqa: E402
from juesuan.wording.printed_sentences import printed_sentences  # noqa: E402
from juesuan.wording.tags import Filler  # noqa: E402

PLACE = Cell("文字材料.docx", "“重点工作完成情况”第1段")
YEARS = frozenset({"年度", "上年度"})
EARLIER = slips.EARLIER
KINDS = (*SLIPS, NEIGHBOUR, EARLIER, slips.SIGN)
_SENTENCES = re.compile(r"[^。；\n]+[。；]?")


class Printed(Struct, frozen=True):
    """A department in a form, with the sentences that its report prints, the numbers in their marks."""

    name: str
    accounts: Accounts
    figures: Figures
    sentences: tuple[str, ...]
    form: tuple[str, ...]
    """The sentences of the form, filled."""

    @property
    def by_serial(self) -> Mapping[int, str]:
        """The names of the figures by their marks."""
        return {figure.serial: name for name, figure in self.figures.items()}


class Trial(Struct, frozen=True):
    """A sentence with one number of it mistyped."""

    kind: str
    sentence: str
    """Without marks, unchanged."""
    changed: str
    start: int
    """Where the number begins, in both."""
    figure: str


@cache
def printed(department: str, edition: str, *, in_paragraphs: bool = False) -> Printed:
    """The department's report in that form, sentence by sentence or in whole paragraphs."""
    accounts = trials.department(department).accounts
    about = replace(accounts.department, edition=replace(accounts.department.edition, text=edition))
    accounts = replace(accounts, department=about)
    figures = derive.derive(accounts)
    words = vocabulary.build(accounts, figures)
    charts = chart_data.charts(accounts, figures)
    drawings = {each.name: Drawing(each.name, "", b"", b"", 0, 0) for each in charts}
    filled = fill.render(editions.named(edition).template, words.tags, drawings)
    paragraphs = (
        template.words(each)
        for each in filled.root.iter(W + "p")
        if next(each.iterancestors(W + "tbl"), None) is None
    )
    cut = (lambda each: [each]) if in_paragraphs else _SENTENCES.findall
    sentences = (sentence for paragraph in paragraphs for sentence in cut(paragraph))
    officers = [values.plain(each.text) for each in words.statements]
    own = {each.serial for name, each in figures.items() if name not in YEARS}
    said = (
        each
        for each in sentences
        if own & {serial for serial, _ in values.printed(each)}
        and not any(values.plain(each) in text for text in officers)
    )
    form = printed_sentences(editions.named(edition).template, words.tags)
    return Printed(f"{department}{edition[-4:]}", accounts, figures, tuple(dict.fromkeys(said)), form)


def trials_of(given: Printed) -> Iterator[Trial]:
    """Every slip of every number of a figure in every sentence that does not leave it right."""
    names = given.by_serial
    for marked in given.sentences:
        plain, spans = values.unmarked(marked)
        figures = [span for span in spans if span[2] in names]
        for place, (start, end, serial) in enumerate(figures):
            following = [plain[other:stop] for other, stop, _ in figures[place + 1 : place + 2]]
            said = {names[each] for *_, each in figures} - YEARS
            for kind, words in _slips(plain[start:end], given.figures, names[serial], following):
                each = Trial(kind, plain, plain[:start] + words + plain[end:], start, names[serial])
                if not _is_rounded(each, given.figures) and not _was_alike(each, said, given.figures):
                    yield each


def _is_rounded(trial: Trial, figures: Figures) -> bool:
    """Whether the figure may be rounded to the number that is written now, half up."""
    number = next((each for each in mentions(trial.changed) if each.start == trial.start), None)
    if number is None or trial.figure in YEARS:
        return False
    figure = figures[trial.figure]
    size = abs(figure.value)
    return any(map(number.agrees, (size, in_base(size, figure.unit)[0])))


def _was_alike(trial: Trial, said: Iterable[str], figures: Figures) -> bool:
    """Whether the year before stands for the year, and what the sentence says of the year was so then, too."""
    before = str(int(figures["年度"].value) - 1)
    is_last = trial.figure == "年度" and trial.changed.startswith(before, trial.start)
    known = [(figures[each], last) for each in said if (last := figures.get(f"{each}.{derive.LAST}"))]
    return is_last and bool(known) and all(now.value == last.value for now, last in known)


_NUMBER = re.compile(r"(不足)?(-?[\d.,]+)(.*)", re.DOTALL)


def _slips(words: str, figures: Figures, name: str, following: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Kind and new words of every slip of a printed number."""
    found = _NUMBER.fullmatch(words)
    if not found:
        return
    rough, number, unit = found[1] or "", found[2], found[3]
    made: dict[tuple[str, str], None] = {}
    for kind, change in SLIPS.items():
        if name not in YEARS or not kind.startswith(("乘", "除")):
            made.update(((kind, each), None) for each in change(number))
    if name in YEARS:
        made[EARLIER, str(int(number) - 1)] = None
    else:
        made[slips.SIGN, f"-{number}"] = None
        made.update(((NEIGHBOUR, found[2]), None) for each in following if (found := _NUMBER.fullmatch(each)))
    if last := figures.get(f"{name}.{derive.LAST}"):
        made[EARLIER, values.plain(phrases.number(last))] = None
    for kind, each in made:
        if _differs(each, number):
            yield kind, f"{rough}{each}{unit}"


def _differs(changed: str, number: str) -> bool:
    return not changed.endswith(".") and Decimal(changed.replace(",", "")) != Decimal(number.replace(",", ""))


Wrong = Callable[[str], set[int]]


def wrong(given: Printed) -> Wrong:
    """What finds, in a text typed into the department's, where numbers begin that do not hold."""

    def found(text: str) -> set[int]:
        fill = Filler({}, [], len(given.figures))
        fill(text, PLACE)
        compared = comparison.compare(
            given.accounts, given.figures, tuple(fill.statements), tuple(fill.typed), given.form
        )
        starts = {serial: start for start, _, serial in values.unmarked(fill.statements[0].text)[1]}
        return {
            starts[number.mention.serial]
            for each in compared.relations
            if not each.holds
            for number in (each.number, *each.others)
            if number.mention.serial in starts
        }

    return found


def measure(given: Printed, chosen: Sequence[Trial]) -> tuple[Counter[str], Counter[str], list[Trial]]:
    """How many of each kind were tried and found, and those that were not."""
    tried, caught, missed, look = Counter[str](), Counter[str](), [], wrong(given)
    for each in chosen:
        tried[each.kind] += 1
        if {each.start, each.start + 1} & look(each.changed):  # behind a sign
            caught[each.kind] += 1
        else:
            missed.append(each)
    return tried, caught, missed


def reason(missed: Trial) -> str:
    """Why a slip could not be found; empty where it could."""
    number = next((each for each in mentions(missed.changed) if each.start == missed.start), None)
    if missed.figure in YEARS:
        return "年份，上年的数不知道，或者旁边的数太短"
    if number is None:
        return "漏掉开头一位，剩下的不成数"
    return "在本单位自己的文字里" if missed.figure.startswith("业务.") else ""


def false_alarms(given: Printed, share: float = 1.0) -> list[str]:
    """Of so large a share of the sentences those in which a number is said to be wrong though none is."""
    look = wrong(given)
    chosen = given.sentences[: max(1, round(share * len(given.sentences)))]
    return [plain for each in chosen if look(plain := values.plain(each))]


def sample(all_trials: Iterator[Trial], share: float, seed: int) -> list[Trial]:
    """The share of the trials that the seed chooses, whatever stands beside them."""
    return [each for each in all_trials if random.Random(f"{seed}{each}").random() < share]  # noqa: S311


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description="把报告自己的句子手写进文字里，逐个写错其中的数，看核对拦住多少。"
    )
    parser.add_argument("--sample", type=float, default=1.0, metavar="份额", help="只试这么大一部分，如 0.1")
    parser.add_argument("--seed", type=int, default=1, metavar="数", help="换一个数就换一批")
    parser.add_argument("--paragraphs", action="store_true", help="整段手写，不是一句一句")
    parser.add_argument("--missed", action="store_true", help="列出没有拦住的")
    options = parser.parse_args()
    all_tried, all_caught, listed, alarms = Counter[str](), Counter[str](), list[str](), list[str]()
    for department in trials.DEPARTMENTS:
        for edition in (each.name for each in editions.of_place()):
            given = printed(department, edition, in_paragraphs=options.paragraphs)
            tried, caught, missed = measure(given, sample(trials_of(given), options.sample, options.seed))
            all_tried, all_caught = all_tried + tried, all_caught + caught
            listed += [
                f"{given.name}　{each.kind}　{each.figure}　（{reason(each) or '没有认出'}）{each.changed}"
                for each in missed
            ]
            alarms += [f"{given.name}　{each}" for each in false_alarms(given, options.sample)]
            sys.stdout.write(f"{given.name}：试了 {tried.total()} 个，拦住 {caught.total()} 个\n")
    counted = [(kind, all_tried[kind], all_caught[kind]) for kind in KINDS]
    counted.append(("合计", all_tried.total(), all_caught.total()))
    rows = [(kind, str(tried), str(caught), _percent(caught, tried)) for kind, tried, caught in counted]
    sys.stdout.write(table([("笔误", "试了", "拦住", "拦住率"), *rows]))
    sys.stdout.write("\n".join([f"没有写错却说错的 {len(alarms)} 句", *alarms, ""]))
    if options.missed:
        sys.stdout.write("\n".join(["没有拦住的：", *listed, ""]))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f}%"


if __name__ == "__main__":
    main()
