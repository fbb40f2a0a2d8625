"""What was counted and is said again: staff and posts, what a list names, people and things of a clause."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.slips import slip
from juesuan.claims import ClaimedText, Place
from juesuan.figures.mentions import Mention, NumberKind, mentions
from juesuan.model.finished_report import Verdict


class _Count(Struct, frozen=True):
    """A count where it is written."""

    value: Fraction
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
_NAME = 2
"""How many signs two counts begin with alike that are called by one name: 在编人员 and 在编在岗工作人员."""


def staff(text: ClaimedText) -> Iterator[NumberRelation]:
    """How many posts and people a department has, which every part of the report says alike."""
    for name, pattern in _STAFF:
        found = [
            _Count(Fraction(each[1]), each[0], text.sentence(place, each.start()), place)
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
    is_sure = not rest or most > rest[0][1] or bool(slip(rest[0][0], value))
    for each in found:
        if each is not first and (each.value == value or is_sure):
            yield _again(first, each, f"“{name}”")
        elif each is not first and each.words.startswith(first.words[:_NAME]):
            again = _again(first, each, f"“{name}”")
            yield replace(again, verdict=Verdict.SOFT, message=f"{again.message}，请看是不是一回事")


def _again(first: _Count, each: _Count, name: str) -> NumberRelation:
    holds = each.value == first.value
    message = "" if holds else f"{name}在{first.place}写“{first.words}”，这里写“{each.words}”，前后不一致"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    return NumberRelation("repeat", (first.words, each.words), verdict, each.sentence, each.place, "", message)


# ---- lists of names

_NAMED = re.compile(
    r"(?P<names>“[^“”]{1,40}”(?:[、，和及]?“[^“”]{1,40}”){1,60})等?(?P<number>\d{1,6})(?P<unit>个|项)"
)

_TARGETS = re.compile("项目(?:支出)?(?:的)?绩效目标")
_SUMMARY = re.compile(r"\s*\d+\s*[.．、]\s*[^。，；：]{2,60}绩效目标(?:实际)?完成情况(?:综述)?[。：:]")
"""How the paragraph on each project begins that a report tells of."""


def named_things(text: ClaimedText) -> Iterator[NumberRelation]:
    """The things that a list names: as many as it says, or more behind 等; the same list says the same again."""
    lists: dict[str, list[_Count]] = defaultdict(list)
    told = sum(bool(_SUMMARY.match(line)) for line, _ in text.lines)
    for line, place in text.lines:
        for found in _NAMED.finditer(line):
            names = found["names"].count("“")
            words, number = f"{found['number']}{found['unit']}", int(found["number"])
            sentence = text.sentence(place, found.start())
            if number < names:
                message = f"前面列了{names}个名称，写的是{words}"
                yield NumberRelation("limit", (words,), Verdict.WRONG, sentence, place, f"{names}个", message)
            elif number > names == told and _TARGETS.match(line, found.end()):
                message = f"前面列了{names}个名称，后面逐个说明的也是{told}个项目，写的是{words}"
                yield NumberRelation("limit", (words,), Verdict.WRONG, sentence, place, f"{names}个", message)
            else:
                lists[found["names"]].append(_Count(Fraction(number), words, sentence, place))
    for names, counts in lists.items():
        first = next((each for each in counts if each.value == names.count("“")), counts[0])
        others = (each for each in counts if each is not first)
        yield from (_again(first, each, f"{names[:_SHOWN]}…的个数") for each in others)


_SHOWN = 12
"""How many signs of a list a message shows."""


# ---- clauses

_CLAUSE = re.compile(r"[^，。；：、（）\t\n]+")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FEWEST_SIGNS, _LONGEST = 6, 60
"""How many Han characters a clause has beside its number that is known again, and how many signs at most."""
_TELLING = 10
"""So many Han characters are known again whatever their number is."""
_COUNTED = {NumberKind.COUNT, NumberKind.PERCENT}


class _Clause(Struct, frozen=True):
    """A clause where it is written."""

    words: str
    project: str
    at: int
    place: Place

    def sentence(self, text: ClaimedText) -> str:
        return text.sentence(self.place, self.at)


def clauses(text: ClaimedText) -> Iterator[NumberRelation]:
    """A clause with one count that is said again word by word with another number, or with none."""
    said: dict[str, list[_Clause]] = defaultdict(list)
    for line, place in text.lines:
        for clause in _CLAUSE.finditer(line):
            words = clause[0]
            if len(words) <= _LONGEST and _signs(words) >= _FEWEST_SIGNS and len(_DIGITS.findall(words)) <= 1:
                found = _Clause(words, text.projects.get(place, ""), clause.start(), place)
                said[_DIGITS.sub("", words)].append(found)
    for words, alike in said.items():
        if len({each.words for each in alike}) > 1:
            yield from _clauses_alike(words, alike, text)


def _clauses_alike(words: str, alike: Sequence[_Clause], text: ClaimedText) -> Iterator[NumberRelation]:
    """What stands in a clause with a number, compared with the first that has one and may speak of the same."""
    counted = [(each, number) for each in alike if (number := _count(each.words))]
    for place, (other, number) in enumerate(counted):
        one = next((each for each in counted[:place] if _may_be_same(each[0], other)), None)
        if one and number.kind is NumberKind.COUNT:
            yield from _clause_again(words, one, (other, number), text)
    blank = (each for each in alike if each.words == words)
    first = next((each for each, number in counted if _signs(words) >= _TELLING or number.value >= _HUNDRED), None)
    for each in blank if first else ():
        if first and _may_be_same(first, each):
            message = f"{first.place}写的是“{first.words}”，这里是“{each.words}”，没有填数"
            yield NumberRelation("leftover", (), Verdict.WRONG, each.sentence(text), each.place, message=message)


def _may_be_same(one: _Clause, other: _Clause) -> bool:
    """Whether two clauses are not those of two projects."""
    return one.project == other.project or not (one.project and other.project)


def _clause_again(
    words: str, one: tuple[_Clause, Mention], other: tuple[_Clause, Mention], text: ClaimedText
) -> Iterator[NumberRelation]:
    """The second of two clauses: wrong where a slip parts long numbers, doubtful where the words are telling."""
    (first, value), (second, found) = one, other
    is_whole = found.kind is NumberKind.COUNT and min(value.value, found.value) >= _HUNDRED
    is_same = first.project == second.project
    is_slip = is_whole and is_same and bool(slip(found.value, value.value))
    if value.value == found.value or is_slip:
        name = f"“{_DIGITS.sub('…', first.words)}”"
        yield _again(_as_count(first, value, text), _as_count(second, found, text), name)
    elif _signs(words) >= _TELLING:
        message = f"“{first.words}”在{first.place}，这里写“{second.words}”，请看是不是一回事"
        numbers = (value.words, found.words)
        sentence = second.sentence(text)
        yield NumberRelation("repeat", numbers, Verdict.SOFT, sentence, second.place, "", message)


def _as_count(clause: _Clause, number: Mention, text: ClaimedText) -> _Count:
    return _Count(number.value, clause.words, clause.sentence(text), clause.place)


_HUNDRED = 100
"""A number from here on is known again by itself."""


def _count(clause: str) -> Mention | None:
    """The one number of a clause, where it counts people or things or is a percentage; None where not."""
    found = mentions(clause)
    return found[0] if len(found) == 1 and found[0].kind in _COUNTED else None


def _signs(words: str) -> int:
    return sum("一" <= sign <= "鿿" for sign in words)
