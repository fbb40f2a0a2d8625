"""Two numbers that stand side by side more than once: 38个、332.85亿元; one of them is another beside the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.slips import is_one_digit, slip
from juesuan.claims import ClaimedText, Place
from juesuan.figures.mentions import Mention, NumberKind
from juesuan.model.finished_report import Verdict

_GAP = 8
"""How many signs stand between two numbers at most."""
_FEWEST_DIGITS = 3
"""How many digits the amount has at least by which the pair is known."""
_AGREED = 2
"""How often the pair stands at least, for another to be doubtful."""
_Key = tuple[str, str]


def pairs(text: ClaimedText) -> Iterator[NumberRelation]:
    """A count and an amount, of which one differs by a slip where the pair else stands alike: a hint."""
    found: dict[_Key, list[tuple[Mention, Mention, Place]]] = defaultdict(list)
    for paragraph in text.paragraphs:
        for one, other in pairwise(paragraph.mentions):
            if _is_pair(one, other, paragraph.text):
                found[one.words, other.words].append((one, other, paragraph.place))
    counts = Counter({key: len(each) for key, each in found.items()})
    usual = [key for key, count in counts.items() if count >= _AGREED]
    for key, (alone, *_) in found.items():
        if counts[key] == 1:
            yield from _odd(alone, [found[each][0] for each in usual], text)


def _is_pair(one: Mention, other: Mention, line: str) -> bool:
    is_kind = one.kind is NumberKind.COUNT and other.kind is NumberKind.MONEY
    is_near = other.start - one.end <= _GAP and "。" not in line[one.end : other.start]
    return is_kind and is_near and len(other.digits) >= _FEWEST_DIGITS


def _odd(
    alone: tuple[Mention, Mention, Place], usual: Sequence[tuple[Mention, Mention, Place]], text: ClaimedText
) -> Iterator[NumberRelation]:
    """A pair that stands once, beside the first usual one that shares one of its numbers."""
    for one, other, where in usual:
        for found, meant, shared in ((alone[0], one, (alone[1], other)), (alone[1], other, (alone[0], one))):
            is_same = shared[0].words == shared[1].words and shared[0].value > 1
            if is_same and found.unit == meant.unit and _is_slip(found, meant):
                message = f"{where}等处写的是{one.words}、{other.words}，这里写{found.words}，请看是不是一回事"
                sentence = text.sentence(alone[2], found.start)
                numbers = (meant.words, found.words)
                yield NumberRelation("repeat", numbers, Verdict.SOFT, sentence, alone[2], "", message)
                return


def _is_slip(found: Mention, meant: Mention) -> bool:
    return bool(slip(found.value, meant.value)) or is_one_digit(
        found.value / found.scale, meant.value / meant.scale
    )
