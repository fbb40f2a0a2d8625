"""The same said twice: a sentence, or what is called the same, with two different numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeVar

from juesuan.checks.slips import indexed, near
from juesuan.checks.texts.relation import Relation, doubting, guess, vouching
from juesuan.checks.texts.sentences import QUANTITIES, Number, Prose, Sentence
from juesuan.figures.mentions import NumberKind

if TYPE_CHECKING:
    from fractions import Fraction

SAME_SENTENCE, SAME_NAME, SAME_SIZE = "C901", "C902", "C904"
CODES = frozenset({SAME_SENTENCE, SAME_NAME, SAME_SIZE})
"""The codes of the rules that compare two numbers of texts with each other."""
_SHORTEST, _SHORTEST_ACROSS = 6, 12
"""Han characters that make a sentence of its own; more tell that a project speaks of the department."""
_SHORTEST_NAME, _SHORTEST_OWN_NAME = 4, 2
_GENERAL = re.compile(
    "同比|环比|比上年|较上年|上年|增长|下降|增加|减少|上升|提高|降低|其中|分别|全年|累计|总额|总数|总量|金额|资金|投资|支出|收入|经费|预算|"
    "决算|一般公共|财政拨款|政府性基金|执行|完成|实际|计划|项目|数量|面积|比例|占比|比率|补助|补贴|标准|发放|拨付|安排|达标|涉及|惠及|得分|自评|评价|综合|最终|其他|新增|新建|建成|总|比|较|与|同|年|度|末|底|初|和|及|的|本|我|局"
)
"""Words that name nothing of their own: 同比增长, 投资总额."""


def same_sentences(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """Comparisons of the numbers of every sentence that stands in two places."""
    groups: dict[tuple[str, bool], list[Sentence]] = defaultdict(list)
    for text in texts:
        for sentence in text.sentences:
            if sentence.variable and _han(sentence.skeleton) >= _SHORTEST:
                groups[sentence.skeleton, sentence.variable[0].is_aim].append(sentence)
    for (skeleton, _), group in groups.items():
        for subject in _of_one_subject(group, skeleton, _SHORTEST_ACROSS):
            for sentences in chain.from_iterable(map(_of_one_year, _of_one_lead(subject))):
                for numbers in zip(*(sentence.variable for sentence in sentences), strict=True):
                    yield from _compared(SAME_SENTENCE, numbers, f"同一句话“{_short(sentences[0].text)}”")


def _of_one_lead(sentences: list[Sentence]) -> list[list[Sentence]]:
    """The sentences in groups that speak of one thing: what different words lead to are different things."""
    by_lead: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_lead[sentence.lead].append(sentence)
    return [sentences] if len(by_lead.keys() - {""}) <= 1 else list(by_lead.values())


def _of_one_year(sentences: list[Sentence]) -> list[list[Sentence]]:
    """The sentences in groups of one year; those with the same numbers stay together: one year is wrong."""
    by_year: dict[object, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_year[_values(sentence, is_year=True)].append(sentence)
    amounts = {_values(sentence, is_year=False) for sentence in sentences}
    return [sentences] if len(amounts) == 1 and () not in amounts else list(by_year.values())


def _values(sentence: Sentence, *, is_year: bool) -> tuple[object, ...]:
    """The values of the years in a sentence, or of all its other numbers."""
    numbers = (number.mention for number in sentence.variable)
    return tuple(each.value for each in numbers if (each.kind is NumberKind.YEAR or each.unit == "年") == is_year)


_Scoped = TypeVar("_Scoped", Sentence, Number)


def _of_one_subject(group: list[_Scoped], words: str, shortest: int) -> Iterator[list[_Scoped]]:
    """The sentences or numbers in groups of one subject, the department or a project.

    Two projects may say the same with numbers of their own; long words of the department are theirs, too.
    """
    scopes = sorted({each.scope for each in group})
    if len(scopes) == 1 or (len(set(scopes) - {""}) == 1 and _han(words) >= shortest):
        yield group
    else:
        yield from ([each for each in group if each.scope == scope] for scope in scopes)


def same_names(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """Comparisons of numbers that are called the same; a name with two numbers in one text is no name of one."""
    groups: dict[tuple[object, ...], list[Number]] = defaultdict(list)
    for text in texts:
        for number in text.numbers:
            if number.mention.kind in QUANTITIES and _is_a_name(number.label):
                mention = number.mention
                groups[number.label, mention.unit, number.years, mention.is_rough, number.is_aim].append(number)
    for group in groups.values():
        label = group[0].label
        for numbers in _of_one_subject(group, label, _SHORTEST):
            if not _is_ambiguous(numbers):
                yield from _compared(SAME_NAME, numbers, f"“{label}”")


def _is_a_name(label: str) -> bool:
    return _han(label) >= _SHORTEST_NAME and _han(_GENERAL.sub("", label)) >= _SHORTEST_OWN_NAME


def _is_ambiguous(numbers: list[Number]) -> bool:
    """Whether one text gives two numbers to the name."""
    by_text: dict[object, set[object]] = defaultdict(set)
    for number in numbers:
        by_text[number.cell].add(number.mention.value)
    return any(len(values) > 1 for values in by_text.values())


_FEWEST_DIGITS = 4
"""How many digits make it no coincidence that numbers are equal; with one more, almost equal ones are slips."""


def same_sizes(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """Comparisons of long numbers with others that are equal, or that a slip of the pen makes them of."""
    by_origin = {_origin(number): number for text in texts for number in text.numbers if _is_long(number)}
    groups: dict[str, dict[Fraction, list[Number]]] = defaultdict(lambda: defaultdict(list))
    for number in by_origin.values():
        groups[number.mention.unit][number.mention.value].append(number)
    for by_value in groups.values():
        index = indexed((value, numbers[0]) for value, numbers in by_value.items())
        for value, numbers in by_value.items():
            others = [other for other in near(index, value) if other.mention.value != value]
            yield from (each for number in numbers for each in _sized(number, numbers[:2], others))


def _is_long(number: Number) -> bool:
    return (
        number.mention.kind in {NumberKind.MONEY, NumberKind.COUNT}
        and len(number.mention.digits) >= _FEWEST_DIGITS
    )


def _sized(number: Number, alike: list[Number], others: list[Number]) -> Iterator[Relation]:
    """The comparison of a typed number with one that is equal or, without any, with one that is nearly so."""
    equal = next((other for other in alike if other is not number), None)
    if not number.is_typed:
        return
    if equal:
        yield vouching(SAME_SIZE, number, f"{equal.cell} {equal.words}")
    elif any(_within(number, other) for other in others):
        return
    elif len(number.mention.digits) > _FEWEST_DIGITS:
        for other in others:
            if len(other.mention.digits) > _FEWEST_DIGITS and guess(number, other.mention.value):
                message = f"这里写{number.words}，{other.cell} 写{other.words}，只差一点"
                yield doubting(SAME_SIZE, number, other.mention.value, message, (other,))
                return


def same_pairs(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """Comparisons of numbers side by side: in a pair that stands twice, if one is the same, so is the other."""
    beside: dict[tuple[object, ...], list[tuple[Number, Number]]] = defaultdict(list)
    for text in texts:
        for sentence in text.sentences:
            for one, other in pairwise(sentence.numbers):
                if _is_pair(one, other):
                    beside[*_key(one), *_name(other, one)].append((one, other))
                    beside[*_key(other), *_name(one, other)].append((other, one))
    for pairs in beside.values():
        kept, named = pairs[0]
        if _is_long(kept):
            yield from _compared(
                SAME_NAME, (each for _, each in pairs), f"与{kept.words}写在一起的“{named.label[-2:]}”"
            )
        else:
            yield from _nearly(pairs)


def _is_pair(one: Number, other: Number) -> bool:
    """Whether two neighbours belong together: exact amounts of two units, the first with a name."""
    are_amounts = one.mention.is_amount and other.mention.is_amount
    is_rough = one.mention.is_rough or other.mention.is_rough
    return are_amounts and not is_rough and one.mention.unit != other.mention.unit and len(one.label) > 1


def _key(number: Number) -> tuple[object, ...]:
    """What keeps the number that stays the same: a short one only together with its name."""
    name = "" if _is_long(number) else number.label[-2:]
    return number.mention.value, number.mention.unit, name


def _name(number: Number, kept: Number) -> tuple[object, ...]:
    """What the number that may differ is called: beside a long one by the words on either side of it."""
    around = (number.label[-2:], number.after[:2]) if _is_long(kept) else ()
    return number.mention.unit, *around


def _nearly(pairs: list[tuple[Number, Number]]) -> Iterator[Relation]:
    """Comparisons, beside the same short number, of long ones that are a slip of the pen apart."""
    distinct = {number.mention.value: number for _, number in reversed(pairs) if _is_nearly_long(number)}
    index = indexed(distinct.items())
    for beside, number in pairs:
        if number.is_typed and _is_nearly_long(number):
            for other in dict.fromkeys(near(index, number.mention.value)):
                if not _within(number, other) and guess(number, other.mention.value):
                    message = (
                        f"与{beside.words}写在一起的，这里是{number.words}，{other.cell} 是{other.words}，只差一点"
                    )
                    yield doubting(SAME_SIZE, number, other.mention.value, message, (other,))


def _is_nearly_long(number: Number) -> bool:
    return len(number.mention.digits) >= _FEWEST_DIGITS - 1


def _compared(code: str, numbers: Iterable[Number], name: str) -> Iterator[Relation]:
    """Comparisons of each number with the one that most of them are; a figure outweighs all that was typed."""
    each = list({_origin(number): number for number in numbers}.values())
    if len(each) < 2:  # noqa: PLR2004
        return
    votes = Counter({number.mention.value: 0 for number in each})
    for number in each:
        votes[number.mention.value] += 1 if number.is_typed else len(each)
    value, _ = votes.most_common(1)[0]
    chosen = next(number for number in each if number.mention.value == value)
    for number in each:
        other = chosen if number is not chosen else next(each_ for each_ in each if each_ is not number)
        if number.mention.value == other.mention.value or (
            _within(number, other) and not _is_cut(code, number, other)
        ):
            yield vouching(code, number, f"{other.cell} {other.words}")
        elif number is not chosen:
            yield _differing(code, number, chosen, name)


def _origin(number: Number) -> object:
    """The key of where a number was typed or printed: one that a tag puts into several texts was so once."""
    serial = number.mention.serial
    return (number.cell, number.mention.start) if serial is None else serial


def _within(one: Number, other: Number) -> bool:
    """Whether one number is the other with fewer decimals."""
    if one.mention.kind is NumberKind.YEAR:
        return False
    return one.mention.agrees(other.mention.value) or other.mention.agrees(one.mention.value)


def _is_cut(code: str, one: Number, other: Number) -> bool:
    """Whether a sentence that was copied word for word has lost a decimal on the way."""
    are_typed = one.is_typed and other.is_typed
    return code == SAME_SENTENCE and are_typed and one.mention.suffix == other.mention.suffix


def _differing(code: str, number: Number, chosen: Number, name: str) -> Relation:
    message = f"{name}，这里写{number.words}，{chosen.cell} 写{chosen.words}"
    return doubting(code, number, chosen.mention.value, message.replace("{", "{{").replace("}", "}}"), (chosen,))


def _han(words: str) -> int:
    """How many Han characters the words have."""
    return sum("一" <= letter <= "鿿" for letter in words)


def _short(words: str) -> str:
    words = words.strip("。；;：:，, \n")
    return words if len(words) <= 24 else words[:23] + "…"  # noqa: PLR2004
