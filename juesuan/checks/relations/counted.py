"""What was counted and is said again: staff and posts, what a list names, people and things of a clause."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.slips import slip
from juesuan.claims import ClaimedText, Place
from juesuan.figures.mentions import NumberKind, mentions
from juesuan.model.finished_report import Verdict


@dataclass(frozen=True, slots=True)
class _Count:
    """A count where it is written."""

    value: int
    words: str
    sentence: str
    place: Place


# ---- staff

_STAFF = (
    (
        "人员编制",
        re.compile(r"(?:人员编制|核定编制|(?<![\u4e00-\u9fff])编制|现有编制)(?:人数|数)?[为共有]*(\d+)[名人个]"),
    ),
    (
        "在编人员",
        re.compile(
            r"(?:在编(?:在岗|在职)?(?:工作)?(?:人员|教职工)|在职人员|实有(?:在编)?人[数员])[为共有]*(\d+)[名人]"
        ),
    ),
)
"""How posts and those who hold them are named."""
_OF_PARTS = re.compile("下属|所属|二级单位|各单位|机关本级|分别")
"""What shows that a text counts the staff of several units, or of kinds."""
_MOST_VALUES = 2
"""So many numbers may be one that was mistyped; where there are more, several are meant."""


def staff(text: ClaimedText) -> Iterator[NumberRelation]:
    """How many posts and people a department has, which every part of the report says alike."""
    for name, pattern in _STAFF:
        found = [
            _Count(int(each[1]), each[0], text.sentence(place, each.start()), place)
            for line, place in text.lines
            for each in pattern.finditer(line)
            if not _OF_PARTS.search(line) and not _is_of_other_year(line[: each.start()], text.year)
        ]
        yield from _alike(found, name)


def _is_of_other_year(before: str, year: int | None) -> bool:
    """Whether the words before a number speak of another year than the report."""
    spoken = re.findall(r"(20\d\d)年|(上年|去年)", before[-_REACH:])
    return bool(spoken) and (bool(spoken[-1][1]) or int(spoken[-1][0]) != year)


_REACH = 20
"""How many signs before a number its year stands."""


def _alike(found: Sequence[_Count], name: str) -> Iterator[NumberRelation]:
    """Each count with the one that most are; where two numbers are said as often, only a slip makes one wrong."""
    values = Counter(each.value for each in found)
    if len(found) < _MOST_VALUES or len(values) > _MOST_VALUES:
        return
    (value, most), *rest = values.most_common()
    first = next(each for each in found if each.value == value)
    is_sure = not rest or most > rest[0][1] or bool(slip(Fraction(rest[0][0]), Fraction(value)))
    for each in found:
        if each is not first and (each.value == value or is_sure):
            yield _again(first, each, f"“{name}”")


def _again(first: _Count, each: _Count, name: str) -> NumberRelation:
    holds = each.value == first.value
    message = "" if holds else f"{name}在{first.place}写“{first.words}”，这里写“{each.words}”，前后不一致"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    return NumberRelation("repeat", (first.words, each.words), verdict, each.sentence, each.place, "", message)


# ---- lists of names

_NAMED = re.compile(
    r"(?P<names>“[^“”]{1,40}”(?:[、，和及]?“[^“”]{1,40}”){1,60})等?(?P<number>\d{1,6})(?P<unit>个|项)"
)


def named_things(text: ClaimedText) -> Iterator[NumberRelation]:
    """The things that a list names: as many as it says, or more behind 等; the same list says the same again."""
    lists: dict[str, list[_Count]] = defaultdict(list)
    for line, place in text.lines:
        for found in _NAMED.finditer(line):
            names = found["names"].count("“")
            words, number = f"{found['number']}{found['unit']}", int(found["number"])
            sentence = text.sentence(place, found.start())
            if number < names:
                message = f"前面列了{names}个名称，写的是{words}"
                yield NumberRelation("limit", (words,), Verdict.WRONG, sentence, place, f"{names}个", message)
            else:
                lists[found["names"]].append(_Count(number, words, sentence, place))
    for names, counts in lists.items():
        first = next((each for each in counts if each.value == names.count("“")), counts[0])
        others = (each for each in counts if each is not first)
        yield from (_again(first, each, f"{names[:_SHOWN]}…的个数") for each in others)


_SHOWN = 12
"""How many signs of a list a message shows."""


# ---- clauses

_CLAUSE = re.compile(r"[^，。；：、（）\t\n]+")
_FEWEST_SIGNS, _FEWEST_DIGITS = 6, 3
"""How many Han characters a clause has beside its number, and how many digits this has, that is known again."""


def clauses(text: ClaimedText) -> Iterator[NumberRelation]:
    """A clause with one count that is said again word by word: a slip of the hand makes another number of it."""
    said: dict[tuple[str, str], list[_Count]] = defaultdict(list)
    for line, place in text.lines:
        for clause in _CLAUSE.finditer(line):
            if len(clause[0]) <= _LONGEST and (found := _count(clause[0])):
                words, count = found
                where = text.sentence(place, clause.start())
                said[text.projects.get(place, ""), words].append(_Count(count, clause[0], where, place))
    for (_, words), counts in said.items():
        for other in counts[1:]:
            one = counts[0]
            if one.value == other.value or slip(Fraction(other.value), Fraction(one.value)):
                yield _again(one, other, f"“{words}”")


_LONGEST = 60
"""How many signs a clause has at most that is looked at."""


def _count(clause: str) -> tuple[str, int] | None:
    """The words of a clause around its one number, and that number, where it counts people or things exactly."""
    if sum(map(str.isdigit, clause)) < _FEWEST_DIGITS:
        return None
    found = mentions(clause)
    if len(found) != 1 or found[0].kind is not NumberKind.COUNT or found[0].is_rough:
        return None
    number = found[0]
    words = f"{clause[: number.start].strip()}…{clause[number.end - len(number.suffix) :].strip()}"
    is_telling = sum("一" <= sign <= "鿿" for sign in words) >= _FEWEST_SIGNS
    is_whole = number.value.denominator == 1 and len(number.digits) >= _FEWEST_DIGITS - 1
    return (words, int(number.value)) if is_telling and is_whole and number.value >= 10**2 else None
