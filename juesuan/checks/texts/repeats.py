"""The same said twice: a sentence, or what is called the same, with two different numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeVar

from juesuan.checks.slips import indexed, near
from juesuan.checks.texts.called import spoken_years
from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.checks.texts.relation import Relation, doubting, guess, origin, vouching
from juesuan.checks.texts.written_sentences import WrittenSentence, sentences, skeleton_of
from juesuan.figures.mentions import NumberKind

if TYPE_CHECKING:
    from fractions import Fraction

SAME_SENTENCE, SAME_NAME, SAME_SIZE = "C901", "C902", "C904"
_SHORTEST, _SHORTEST_ACROSS = 6, 12
"""Han characters that make a sentence of its own; more tell that a project speaks of the department."""
_SHORTEST_NAME, _SHORTEST_OWN_NAME = 4, 2
_GENERAL = re.compile(
    "同比|环比|比上年|较上年|上年|增长|下降|增加|减少|上升|提高|降低|其中|分别|全年|累计|总额|总数|总量|金额|资金|投资|支出|收入|经费|预算|"
    "决算|一般公共|财政拨款|政府性基金|执行|完成|实际|计划|项目|数量|面积|比例|占比|比率|补助|补贴|标准|发放|拨付|安排|达标|涉及|惠及|得分|自评|评价|综合|最终|其他|新增|新建|建成|总|比|较|与|同|年|度|末|底|初|和|及|的|本|我|局"
)
"""Words that name nothing of their own: 同比增长, 投资总额."""


def same_sentences(texts: tuple[SubjectText, ...]) -> Iterator[Relation]:
    """Comparisons of the numbers of every sentence that stands in two places."""
    groups: dict[tuple[str, bool], list[WrittenSentence]] = defaultdict(list)
    for said in chain.from_iterable(map(sentences, texts)):
        if _han(skeleton := skeleton_of(said)) >= _SHORTEST:
            groups[skeleton, said.numbers[0].is_aim].append(said)
    for (skeleton, _), group in groups.items():
        for subject in _of_one_subject(group, skeleton, _SHORTEST_ACROSS):
            for alike in chain.from_iterable(map(_of_one_year, _of_one_lead(subject))):
                for numbers in zip(*(each.numbers for each in alike), strict=True):
                    yield from _compared(SAME_SENTENCE, numbers, f"同一句话“{_short(alike[0].text)}”")


def _of_one_lead(sentences: list[WrittenSentence]) -> list[list[WrittenSentence]]:
    """The sentences in groups that speak of one thing: what different words lead to are different things."""
    by_lead: dict[str, list[WrittenSentence]] = defaultdict(list)
    for said in sentences:
        by_lead[said.lead].append(said)
    return [sentences] if len(by_lead.keys() - {""}) <= 1 else list(by_lead.values())


def _of_one_year(sentences: list[WrittenSentence]) -> list[list[WrittenSentence]]:
    """The sentences in groups of one year; those with the same numbers stay together: one year is wrong."""
    by_year: dict[object, list[WrittenSentence]] = defaultdict(list)
    for said in sentences:
        by_year[_values(said, is_year=True)].append(said)
    amounts = {_values(said, is_year=False) for said in sentences}
    return [sentences] if len(amounts) == 1 and () not in amounts else list(by_year.values())


def _values(said: WrittenSentence, *, is_year: bool) -> tuple[object, ...]:
    """The values of the years in a sentence, or of all its other numbers."""
    numbers = (number.mention for number in said.numbers)
    return tuple(each.value for each in numbers if (each.kind is NumberKind.YEAR or each.unit == "年") == is_year)


_OfProject = TypeVar("_OfProject", WrittenSentence, WrittenNumber)


def _of_one_subject(group: list[_OfProject], words: str, shortest: int) -> Iterator[list[_OfProject]]:
    """The sentences or numbers in groups of one subject, the department or a project.

    Two projects may say the same with numbers of their own; long words of the department are theirs, too.
    """
    projects = sorted({each.project for each in group})
    if len(projects) == 1 or (len(set(projects) - {""}) == 1 and _han(words) >= shortest):
        yield group
    else:
        yield from ([each for each in group if each.project == project] for project in projects)


def same_names(texts: tuple[SubjectText, ...]) -> Iterator[Relation]:
    """Comparisons of numbers that are called the same; a name with two numbers in one text is no name of one."""
    groups: dict[tuple[object, ...], list[WrittenNumber]] = defaultdict(list)
    for text in texts:
        for number in text.numbers:
            if _is_a_name(name := _name(number)):
                mention = number.mention
                years = spoken_years(number)
                kind = mention.unit, years, mention.is_rough, number.is_aim
                groups[name, _meant(number), kind].append(number)
    for group in groups.values():
        name = _name(group[0])
        for numbers in _of_one_subject(group, name, _SHORTEST):
            if not _is_ambiguous(numbers):
                yield from _compared(SAME_NAME, numbers, f"“{name}”")


_LEADING = re.compile(r"^(?:截[至止].{0,8}?[末日底]|[全我][县区市局校]|现有|年末|目前|全部)+")


def _name(number: WrittenNumber) -> str:
    """What a number is called in its clause; empty where nothing names it."""
    *_, item = number.claim.subject.split("、") if number.claim else ("",)
    return _LEADING.sub("", item)


def _meant(number: WrittenNumber) -> tuple[object, ...]:
    """What a number says of the figure that it is called by, of which budget and year."""
    if number.claim is None or number.statement is None:
        return ()
    return number.claim.aspect, number.statement.scope, number.statement.year


def _is_a_name(name: str) -> bool:
    return _han(name) >= _SHORTEST_NAME and _han(_GENERAL.sub("", name)) >= _SHORTEST_OWN_NAME


def _is_ambiguous(numbers: list[WrittenNumber]) -> bool:
    """Whether one text gives two numbers to the name."""
    by_text: dict[object, set[object]] = defaultdict(set)
    for number in numbers:
        by_text[number.cell].add(number.mention.value)
    return any(len(values) > 1 for values in by_text.values())


_FEWEST_DIGITS = 4
"""How many digits make it no coincidence that numbers are equal; with one more, almost equal ones are slips."""


def same_sizes(texts: tuple[SubjectText, ...]) -> Iterator[Relation]:
    """Comparisons of long numbers with others that are equal, or that a slip of the pen makes them of."""
    by_origin = {origin(number): number for text in texts for number in text.numbers if _is_long(number)}
    groups: dict[str, dict[Fraction, list[WrittenNumber]]] = defaultdict(lambda: defaultdict(list))
    for number in by_origin.values():
        groups[number.mention.unit][number.mention.value].append(number)
    for by_value in groups.values():
        index = indexed((value, numbers[0]) for value, numbers in by_value.items())
        for value, numbers in by_value.items():
            others = [other for other in near(index, value) if other.mention.value != value]
            yield from (each for number in numbers for each in _sized(number, numbers[:2], others))


def _is_long(number: WrittenNumber) -> bool:
    return (
        number.mention.kind in {NumberKind.MONEY, NumberKind.COUNT}
        and len(number.mention.digits) >= _FEWEST_DIGITS
    )


def _sized(number: WrittenNumber, alike: list[WrittenNumber], others: list[WrittenNumber]) -> Iterator[Relation]:
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


def same_pairs(texts: tuple[SubjectText, ...]) -> Iterator[Relation]:
    """Comparisons of numbers side by side: in a pair that stands twice, if one is the same, so is the other."""
    beside: dict[tuple[object, ...], list[tuple[WrittenNumber, WrittenNumber]]] = defaultdict(list)
    for text in texts:
        for said in sentences(text):
            for one, other in pairwise(said.numbers):
                if _is_pair(one, other):
                    beside[*_key(one), *_called(other, one)].append((one, other))
                    beside[*_key(other), *_called(one, other)].append((other, one))
    for pairs in beside.values():
        kept, named = pairs[0]
        if _is_long(kept):
            yield from _compared(
                SAME_NAME, (each for _, each in pairs), f"与{kept.words}写在一起的“{_name(named)[-2:]}”"
            )
        else:
            yield from _nearly(pairs)


_CLAUSE_END = re.compile(r"[，,（）()]")


def _is_pair(one: WrittenNumber, other: WrittenNumber) -> bool:
    """Whether two neighbours belong together: exact amounts of two units, the first with a name."""
    are_amounts = one.mention.is_amount and other.mention.is_amount
    is_rough = one.mention.is_rough or other.mention.is_rough
    return are_amounts and not is_rough and one.mention.unit != other.mention.unit and len(_name(one)) > 1


def _key(number: WrittenNumber) -> tuple[object, ...]:
    """What keeps the number that stays the same: a short one only together with its name."""
    name = "" if _is_long(number) else _name(number)[-2:]
    return number.mention.value, number.mention.unit, name


def _called(number: WrittenNumber, kept: WrittenNumber) -> tuple[object, ...]:
    """What the number that may differ is called: beside a long one by the words on either side of it."""
    around = (_name(number)[-2:], _CLAUSE_END.split(number.after)[0][:2]) if _is_long(kept) else ()
    return number.mention.unit, *around


def _nearly(pairs: list[tuple[WrittenNumber, WrittenNumber]]) -> Iterator[Relation]:
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


def _is_nearly_long(number: WrittenNumber) -> bool:
    return len(number.mention.digits) >= _FEWEST_DIGITS - 1


def _compared(code: str, numbers: Iterable[WrittenNumber], name: str) -> Iterator[Relation]:
    """Comparisons of each number with the one that most of them are; a figure outweighs all that was typed."""
    each = list({origin(number): number for number in numbers}.values())
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


def _within(one: WrittenNumber, other: WrittenNumber) -> bool:
    """Whether one number is the other with fewer decimals."""
    if one.mention.kind is NumberKind.YEAR:
        return False
    return one.mention.agrees(other.mention.value) or other.mention.agrees(one.mention.value)


def _is_cut(code: str, one: WrittenNumber, other: WrittenNumber) -> bool:
    """Whether a sentence that was copied word for word has lost a decimal on the way."""
    are_typed = one.is_typed and other.is_typed
    return code == SAME_SENTENCE and are_typed and one.mention.suffix == other.mention.suffix


def _differing(code: str, number: WrittenNumber, chosen: WrittenNumber, name: str) -> Relation:
    message = f"{name}，这里写{number.words}，{chosen.cell} 写{chosen.words}"
    return doubting(code, number, chosen.mention.value, message.replace("{", "{{").replace("}", "}}"), (chosen,))


def _han(words: str) -> int:
    """How many Han characters the words have."""
    return sum("一" <= letter <= "鿿" for letter in words)


def _short(words: str) -> str:
    words = words.strip("。；;：:，, \n")
    return words if len(words) <= 24 else words[:23] + "…"  # noqa: PLR2004
