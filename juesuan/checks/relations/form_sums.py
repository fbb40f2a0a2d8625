"""Totals whose parts are known without a list: by the form, by standing before 总计, or as items of a class."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product, takewhile

from msgspec.structs import replace

from juesuan.checks.relations.part_lists import FEWEST, added, closes, part_lists
from juesuan.checks.relations.relation import NumberRelation, spread
from juesuan.checks.relations.sums import of_parts, sums
from juesuan.checks.relations.typos import guess
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement, Place, sayings
from juesuan.model.finished_report import Verdict

_MOST_CHOICES = 400
_TOTALS = ("总计", "合计", "总量")
"""How the name of a total ends that may stand behind its parts."""
_BUDGETS = {"一般公共预算", "政府性基金", "国有资本经营", "收入总计", "支出总计"}
_SECTION = 12
"""How many paragraphs behind a total its own parts stand."""
_MOSTLY = 2
"""How many times as many classes must be made by their items as not for these to be wrong: all items are said."""
_NEAR = 30
"""How many paragraphs away the parts of a total are looked for."""


def form_sums(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every total with the parts that the form gives it, what stands before it, or the items of its class."""
    listed = {id(group.total) for group in part_lists(text)}
    for total in text.statements:
        if total.amount and not total.is_reason and id(total) not in listed:
            for known in sayings().decompositions:
                if known.total in total.cores:
                    yield from _of_form(total, known.total, known.parts, text)
    yield from _totals_behind(text)
    yield from _classes(text)
    yield from _named_before(text)


def _named_before(text: ClaimedText) -> Iterator[NumberRelation]:
    """Parts whose total the sentence names without its amount: “三公”经费支出决算中，…"""
    lists: dict[tuple[Place, str], list[FigureStatement]] = {}
    for each in text.statements:
        if each.among and each.amount and each.amount.mention.unit == "元":
            lists.setdefault((each.place, each.among), []).append(each)
    for (_, name), parts in lists.items():
        totals = text.amounts(name, parts[0], "元")[:1] if len(parts) >= FEWEST else []
        yield from (_named_total(total, parts) for total in totals)


def _named_total(total: Claim, parts: Sequence[FigureStatement]) -> NumberRelation:
    amounts = [each.amount for each in parts if each.amount]
    if verdict := closes(total, amounts):
        return of_parts(total, amounts, verdict)
    advice = guess(total, amounts)
    cores = {core for each in parts for core in each.cores}
    is_form = any(cores <= set(known.parts) for known in sayings().decompositions)
    return of_parts(total, amounts, Verdict.WRONG if advice or is_form else Verdict.UNKNOWN, advice)


def _of_form(
    total: FigureStatement, core: str, names: Sequence[str], text: ClaimedText
) -> Iterator[NumberRelation]:
    """The total, one of ``core``, with the parts of one way to divide it, where any choice of them closes."""
    if total.amount is None:
        return
    said = [(name, _near(name, total, total.amount, text)) for name in names]
    given = [claims for name, claims in said if claims and not _is_divided(name, said)]
    if len(given) < FEWEST:
        return
    choices = islice(product(*given), _MOST_CHOICES)
    closed = next((choice for choice in choices if closes(total.amount, choice)), None)
    if closed:
        yield of_parts(total.amount, closed, closes(total.amount, closed) or Verdict.UNKNOWN)
        yield from _of_own_budget(total, total.amount, given, text)
        return
    alone = [claims[0] for claims in given if len({each.mention.value for each in claims}) == 1]
    if alone:
        advice = guess(total.amount, alone) if len(alone) == len(given) else ""
        parts = [text.statement_of(each) for each in alone]
        is_wrong = bool(advice) or _exceed(total, parts)
        if _make_another(total, core, alone, text) or (is_wrong and _make_listed(core, alone, text)):
            yield of_parts(total.amount, alone, Verdict.UNKNOWN)
        elif is_wrong:
            yield of_parts(total.amount, alone, Verdict.WRONG, advice)
        elif len(alone) == len(names) and _is_one_passage(total, parts):
            yield _doubtful(total.amount, alone)
        else:
            yield of_parts(total.amount, alone, Verdict.UNKNOWN)


def _make_another(total: FigureStatement, core: str, parts: Sequence[Claim], text: ClaimedText) -> bool:
    """Whether the parts make the total of another budget: 人员经费、公用经费 are those of 财政拨款基本支出."""
    others = text.amounts(core, total, parts[0].mention.unit)
    return any(text.statement_of(each).scope != total.scope and closes(each, parts) for each in others)


def _make_listed(core: str, parts: Sequence[Claim], text: ClaimedText) -> bool:
    """Whether amounts like the parts are listed behind another figure, which they make.

    基本支出、项目支出 behind 本年支出合计 are not those of 财政拨款, even where a slip would make them so.
    """
    wanted = _amounts(parts)
    made = (each.claims for each in sums(text) if each.verdict is Verdict.HOLDS)
    totals = {id(total) for total, *listed in made if _amounts(listed) == wanted}
    return any(id(each.amount) in totals and core not in each.cores for each in text.statements)


def _amounts(parts: Sequence[Claim]) -> list[Fraction]:
    """The amounts in order, without those of nil: a part without any money is said in some lists only."""
    return sorted(each.mention.value for each in parts if each.mention.value)


def _of_own_budget(
    total: FigureStatement, amount: Claim, given: Sequence[Sequence[Claim]], text: ClaimedText
) -> Iterator[NumberRelation]:
    """The parts of the total's own budget where these are said, which a slip keeps from making it: a hint."""
    own = [[each for each in claims if text.statement_of(each).scope == total.scope] for claims in given]
    first = [(found or claims)[0] for found, claims in zip(own, given, strict=True)]
    is_clear = all(len({each.mention.value for each in claims}) < _MANY for claims in own)
    advice = guess(amount, first) if is_clear and not closes(amount, first) else ""
    if advice:
        yield _doubtful(amount, first, advice)


def _doubtful(total: Claim, parts: Sequence[Claim], advice: str = "") -> NumberRelation:
    """A total that its parts do not make, told as a hint."""
    found = of_parts(total, parts, Verdict.WRONG, advice)
    return replace(found, verdict=Verdict.SOFT, message=f"{found.message}，请看是不是一回事")


def _is_one_passage(total: FigureStatement, parts: Sequence[FigureStatement]) -> bool:
    """Whether parts stand near behind their total and are of its budget."""
    return all(0 <= each.place.line - total.place.line <= _SECTION and each.scope == total.scope for each in parts)


_MANY = 2
"""So many amounts of one name are too many to tell which is meant."""


def _exceed(total: FigureStatement, parts: Sequence[FigureStatement]) -> bool:
    """Whether parts of one passage are more than their total, where no budget but the one figure is divided."""
    amounts = [each.amount for each in parts if each.amount]
    more = total.amount is not None and added(amounts) > total.amount.mention.value + spread(
        (total.amount, *amounts)
    )
    return _is_one_passage(total, parts) and more and not any(each in _BUDGETS for each in total.cores)


def _near(name: str, total: FigureStatement, amount: Claim, text: ClaimedText) -> list[Claim]:
    """The amounts of a part that stand near a total."""
    claims = text.amounts(name, total, amount.mention.unit)
    return [each for each in claims if abs(each.place.line - total.place.line) <= _NEAR]


def _is_divided(name: str, said: Sequence[tuple[str, list[Claim]]]) -> bool:
    """Whether another part holds this one: 公务用车购置 where 公务用车购置及运行维护 is said, too."""
    outer = {part: each.total for each in sayings().decompositions for part in each.parts}
    return any(other == outer.get(name) and claims for other, claims in said)


def _totals_behind(text: ClaimedText) -> Iterator[NumberRelation]:
    """Totals that stand at the end of what they add up: …，加上：上年结转…，收入总计…"""
    for total in text.statements:
        if total.amount and total.subject.endswith(_TOTALS) and not total.is_reason:
            yield from _total_behind(total.amount, total, text)


def _total_behind(amount: Claim, total: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    here = takewhile(lambda each: each.place == total.place, islice(text.before(total), _NEAR))
    alike = [each.amount for each in here if each.ends == total.ends and each.amount]
    unit = [each for each in alike if each.mention.unit == amount.mention.unit]
    before = list(takewhile(lambda claim: not claim.subject.endswith(_TOTALS), unit))[::-1]
    choices = [before[start:] for start in range(len(before) - 1)]
    closed = next((each for each in choices if closes(amount, each)), None)
    if closed:
        yield of_parts(amount, closed, closes(amount, closed) or Verdict.UNKNOWN)
    elif choices and (advice := guess(amount, before)):
        yield of_parts(amount, before, Verdict.WRONG, advice)


def _classes(text: ClaimedText) -> Iterator[NumberRelation]:
    """Classes of the classification with their items, wherever these stand."""
    items: dict[str, list[Claim]] = {}
    for each in text.statements:
        if each.amount and "（类）" in each.subject and "（项）" in each.subject:
            said = each.all(Aspect.AMOUNT)
            name = each.subject.partition("（类）")[0].removesuffix("支出")
            items.setdefault(name, []).append(said[0] if said else each.amount)
    yield from _marked_classes(text, items)
    for each in text.statements:
        name = each.subject.removesuffix("支出")
        if each.amount and name != each.subject and name in items and each.one(Aspect.SHARE):
            found = _class(each.amount, items[name])
            yield from [found] if found.verdict is not Verdict.UNKNOWN else ()  # 教育支出 of all funds is more


def _marked_classes(text: ClaimedText, items: Mapping[str, Sequence[Claim]]) -> Iterator[NumberRelation]:
    """The classes that are named as such, by the amounts of their items."""
    named = [(each.amount, items[name]) for each in text.statements if (name := _class_name(each)) in items]
    given = [(total, parts) for total, parts in named if total]
    found = [_class(total, parts) for total, parts in given]
    odd = [each for each in found if each.verdict is Verdict.UNKNOWN]
    is_whole = len(odd) * _MOSTLY <= len(found) - len(odd)
    for (total, parts), relation in zip(given, found, strict=True):
        yield of_parts(total, parts, Verdict.WRONG) if is_whole and relation in odd else relation


def _class_name(statement: FigureStatement) -> str:
    """The name of a class, where the statement is about one: 教育 of 教育支出（类） and of 教育（类）支出."""
    name, mark, rest = statement.subject.partition("（类）")
    return name.removesuffix("支出") if mark and rest in {"", "支出"} else ""


def _class(total: Claim, parts: Sequence[Claim]) -> NumberRelation:
    if verdict := closes(total, parts, fewest=1):
        return of_parts(total, parts, verdict)
    advice = guess(total, parts)
    return of_parts(total, parts, Verdict.WRONG if advice else Verdict.UNKNOWN, advice)
