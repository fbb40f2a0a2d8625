"""Numbers that are bounded by another of the report: staff, vehicles, journeys, funds, balances, targets.

Nearly all of it is hints: a report may use a word more widely than the form does.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation, spread, worded
from juesuan.claims import Claim, ClaimedText, Place
from juesuan.model.finished_report import Verdict

# ---- counts, each bounded by another

_POSTS = re.compile(r"(?:人员编制|核定编制|现有编制)(?:人数|数)?[为共有]*(\d+)[名人个]")
_STAFF = re.compile(r"(?:在编(?:在岗|在职)?(?:工作)?(?:人员|教职工)|在职人员)[为共有]*(\d+)[名人]")
_MOVED = re.compile(r"(?:调入|调出|新进|新招录|新招聘|退休)(\d+)[名人位]")
_HELD = re.compile(r"(?:共有|保有)(?:量)?公务用车(?:保有量)?(?:为|共)?(\d+)辆|公务用车保有量为?(\d+)辆")
_BOUGHT = re.compile(r"购置公务用车(\d+)辆")
_PEOPLE = re.compile(r"出国（境）(?:共计|共)?(\d+)人次?")
_GROUPS = re.compile(r"出国（境）团组(?:共计|共)?(\d+)个")
_COUNTS = (
    (_POSTS, _STAFF, "在编人数比编制还多"),
    (_STAFF, _MOVED, "变动的人数比在编人数还多"),
    (_HELD, _BOUGHT, "购置的公务用车比保有的还多"),
    (_PEOPLE, _GROUPS, "团组比人次还多"),
)
"""What a number is bounded by, how it is named, and what is odd where it is more."""


def bounded_counts(text: ClaimedText) -> Iterator[NumberRelation]:
    """People, vehicles and journeys that are more than those they are among: a hint."""
    for bound, pattern, odd in _COUNTS:
        bounds = [(number, words) for number, words, _, _ in _found(bound, text)]
        most = max(bounds, default=None)
        for number, words, place, at in _found(pattern, text) if most else ():
            if most and number > most[0]:
                message = f"“{words}”，“{most[1]}”：{odd}"
                yield _hint((most[1], words), text.sentence(place, at), place, message)


def _found(pattern: re.Pattern[str], text: ClaimedText) -> Iterator[tuple[int, str, Place, int]]:
    """Every count that a pattern finds: the number, the words, and where they stand."""
    for line, place in text.lines:
        for each in pattern.finditer(line):
            yield int(next(filter(None, each.groups()))), each[0], place, each.start()


_AMONG = re.compile(
    r"(?P<whole>\d+)(?P<unit>[个户人家名辆所处])(?P<noun>[一-鿿]{0,6})中，(?:[^，。；\d]{0,16})(?P<part>\d+)(?P=unit)"
)


def parts_of_counts(text: ClaimedText) -> Iterator[NumberRelation]:
    """A part of counted things that is more than all of them: 189个项目中，属我区管理40个项目."""
    for line, place in text.lines:
        for found in _AMONG.finditer(line):
            whole, part = (f"{found[name]}{found['unit']}" for name in ("whole", "part"))
            if int(found["part"]) > int(found["whole"]):
                message = f"{whole}{found['noun']}中的{part}，比全部还多"
                yield _hint((whole, part), text.sentence(place, found.start()), place, message)


_SURPASSED = re.compile(
    r"(?P<done>\d+(?:\.\d+)?)(?P<unit>[万亿]?元|[个户人家])[^。；\d]{0,10}?超额完成[^，。；\d]{0,8}"
    r"(?P<target>\d+(?:\.\d+)?)(?P=unit)(?:的)?(?:目标|任务)"
)


def surpassed_targets(text: ClaimedText) -> Iterator[NumberRelation]:
    """A target that is said to be surpassed by a number that is no more than it."""
    for line, place in text.lines:
        for found in _SURPASSED.finditer(line):
            holds = Fraction(found["done"]) > Fraction(found["target"])
            done, target = (f"{found[name]}{found['unit']}" for name in ("done", "target"))
            message = "" if holds else f"写的是超额完成，{done}却没有超过目标{target}"
            verdict = Verdict.HOLDS if holds else Verdict.WRONG
            sentence = text.sentence(place, found.start())
            yield NumberRelation("direction", (target, done), verdict, sentence, place, "", message)


# ---- amounts, each bounded by others

_FUNDS = tuple(
    re.compile(rf"{name}(?:财政)?拨款支出(?:决算)?数?")
    for name in ("一般公共预算", "政府性基金(?:预算)?", "国有资本经营(?:预算)?")
)
_WHOLE = "本年支出合计"


def bounded_amounts(text: ClaimedText) -> Iterator[NumberRelation]:
    """Funds together, operating costs and balances that are more than what they are a part of: a hint."""
    yield from _funds(text)
    yield from _operating_costs(text)
    for balance, total, of_year in _BALANCES:
        yield from _balance(balance, total, of_year, text)


def _named(name: re.Pattern[str] | str, text: ClaimedText) -> list[Claim]:
    """The amounts of the year whose name is this, of all budgets, in order."""
    return [
        each.amount
        for each in text.statements
        if each.amount
        and each.amount.mention.unit == "元"
        and not each.is_reason
        and each.year in {None, text.year}
        and (name in each.cores if isinstance(name, str) else name.fullmatch(each.subject))
    ]


def _funds(text: ClaimedText) -> Iterator[NumberRelation]:
    """The expenditure of all funds together, which is at most that of the year."""
    parts = [each[-1] for name in _FUNDS if (each := _named(name, text))]
    wholes = _named(_WHOLE, text)
    if len(parts) < len(_FUNDS) or not wholes:
        return
    more = [part for part in parts if part.mention.value]
    if all(_exceed(parts, whole) for whole in wholes) and len(more) > 1:
        words = "＋".join(each.words for each in parts)
        yield _over(more[-1], wholes[0], f"各项预算的拨款支出{words}，加起来比{_WHOLE}{wholes[0].words}还多")


def _operating_costs(text: ClaimedText) -> Iterator[NumberRelation]:
    """机关运行经费, which is 公用经费 of administrative units and at most all of it."""
    public = _named("公用经费", text) or _named("公用", text)
    for each in _named("机关运行", text) if public else ():
        if all(_exceed([each], whole) for whole in public):
            message = f"机关运行经费{each.words}，比{public[0].place}的公用经费{public[0].words}还多"
            yield _over(each, public[0], message)


_BALANCES = (
    ("年初结转和结余", "收入总计", "本年收入合计"),
    ("年末结转和结余", "支出总计", "本年支出合计"),
)


def _balance(balance: str, total: str, of_year: str, text: ClaimedText) -> Iterator[NumberRelation]:
    """A balance, which is at most what a total has more than the year: where the total takes balances in."""
    totals, years = _named(total, text)[:1], _named(of_year, text)[:1]
    balances = [
        each.amount
        for each in text.statements
        if each.amount and each.subject == balance and not each.scope and each.amount.mention.unit == "元"
    ]
    for whole, year in zip(totals, years, strict=True) if totals and years else ():
        rest = whole.mention.value - year.mention.value
        for each in balances[:1] if rest > spread((whole, year)) else ():
            if each.mention.value > rest + spread((whole, year, each)):
                shown = worded(rest, whole)
                said = f"{total}{whole.words}比{of_year}{year.words}只多{shown}"
                yield _over(each, whole, f"{said}，{balance}写的是{each.words}")


def _exceed(parts: Sequence[Claim], whole: Claim) -> bool:
    value = sum((each.mention.value for each in parts), Fraction(0))
    return value > whole.mention.value + spread((*parts, whole))


def _over(part: Claim, whole: Claim, message: str) -> NumberRelation:
    return _hint((whole.words, part.words), part.sentence, part.place, message)


def _hint(numbers: tuple[str, ...], sentence: str, place: Place, message: str) -> NumberRelation:
    return NumberRelation("limit", numbers, Verdict.SOFT, sentence, place, "", message)
