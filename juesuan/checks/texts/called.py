"""What a typed number is called, of which years it may be, and which figures of the workbook that names."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from juesuan.checks.texts.claimed import WrittenNumber
from juesuan.checks.texts.figure_names import FigureNames, Sized
from juesuan.checks.texts.spelling import clauses, names_a_figure
from juesuan.claims import Aspect, Claim, FigureStatement, sayings
from juesuan.figures.mentions import NumberKind
from juesuan.model.sheets import tag_of
from juesuan.model.values import Figure

_FISCAL, _GENERAL = "一般公共预算财政拨款", "一般公共预算"
_UNIT = re.compile(
    r"(?:局|委|办|中心|学校|中学|小学|幼儿园|医院|卫生院|站|所|队|馆|处|厅|公司|企业|村|社区|镇|乡|街道)(?:[@#?]年)?$"
)
"""What stands before the name of another's figure: 县水文站 of 县水文站公务接待费."""
_OTHER_BUDGETS = re.compile("年初|调整|追加")
_TOTAL = re.compile(
    r"(?P<fiscal>财政拨款)?(?:本年|当年)?(?P<side>收入(?:总计|合计)?[&和与及]?支出|收&?支|收入|支出)(?P<kind>总计|合计)"
)
_SIDES, _JOINED = {"收入", "支出"}, "&"
"""The sides of a total that is one; what stands for 、 in the name of two."""
_STOPS = re.compile(r"[，。；：（）\n]")
SENTENCE = re.compile(r"[。；;：:！!？?\n]")
_LONGEST = 400
"""How many signs before a number its sentence may have."""
_LAST_YEAR = re.compile("(?:上年|去年|上一年)(?!结[转余])")
_YEARS = re.compile(r"(\d{4})年")
_OWN_YEARS = re.compile(r"(?<![比较与同])(?<!\d)(\d{4})年")
"""The years of a sentence without those that something was compared with."""
CLAUSE_END = re.compile(r"[，,。；;：:！!？?（）()\n]")


class Called(Struct, frozen=True):
    """A typed number with the words it is called by, and the figures that these name."""

    number: WrittenNumber
    name: str
    """The words that it is called by, in one spelling."""
    total: str
    """The name of the department's total that it is called by; empty where it is called by anything else."""
    figures: tuple[Sized, ...]
    """What it must be one of."""
    loosely: tuple[Sized, ...]
    """What it may be as well: they vouch for it, and do not put it in doubt."""
    of_other_years: tuple[Sized, ...] = ()
    """What it would be if it were said of another year: of one in which it is no figure."""
    is_of_one_year: bool = False
    """Whether that is a figure of this year alone, or of the form's sentence, so that a short number will do."""

    @property
    def label(self) -> str:
        """What a message calls the number: its name or, where that is none alone, the clause as it was written.

        A clause that names nothing has the name before it that the text goes on from.
        """
        return _shown(self.number, self.name)


def called(number: WrittenNumber, before: str, form: Iterable[Figure], names: FigureNames) -> Called:
    """The number with the figures of the form's sentence that it stands in and with those that its words name.

    ``before`` are the words before it in one spelling, ``form`` the figures that the form has in its place.
    """
    words = [] if _shares_its_verb(number) else [_undated(each) for each in reversed(clauses(before))]
    total = _total(before)
    label = total or "".join(words[:1]) or (number.claim.subject if number.claim else "")
    direct = names.called(_ways(*filter(None, (total, *words))), number.project, number.mention.unit)
    named = tuple(_of_its_years(direct, number, names)) or tuple(_of_its_claim(number, names, label))
    own = (each.name for each in form if _may_speak_of(number, each.name))
    in_form = [names.all[each] for each in own if each in names.all]
    if of_form := tuple(_in_its_year(in_form, number, names)):
        return Called(number, label, total, of_form, named)
    if not named and spoken_years(number) and names.year not in spoken_years(number):
        keys = [each.figure.name for each in in_form] or direct
        both = (*names.said(keys, Aspect.AMOUNT), *names.said(keys, Aspect.LAST))
        is_known = bool(in_form) or not _is_of_other_years(number, names)
        is_of_one = is_known and number.paragraph.count(number.words) == 1
        return Called(number, label, total, (), (), both, is_of_one)
    without = () if named else names.called([label.removeprefix(_FISCAL)], number.project, number.mention.unit)
    return Called(number, label, total, named, names.said(without, Aspect.AMOUNT))


_DATED = re.compile(r"^[@#?]年末?")


def _undated(words: str) -> str:
    return _DATED.sub("", words)


def _shares_its_verb(number: WrittenNumber) -> bool:
    """Whether the name before it is that of another: 货物、服务支出分别为3万元和5万元, 各为3万元、5万元."""
    clause = CLAUSE_END.split(words_before(number))[-1]
    name = number.claim.subject if number.claim else ""
    return "分别" in clause or ("各" in clause and bool(name) and name not in clause)


def _may_speak_of(number: WrittenNumber, figure: str) -> bool:
    """Whether the text of the number speaks of a figure: a project has amounts of its own for most names."""
    return not number.project or figure.startswith(f"项目.{tag_of(number.project)}.")


def _ways(*labels: str) -> list[str]:
    """The labels as they stand, with the short name of the budget, and without 支出."""
    ways = ((each, each.replace(_FISCAL, _GENERAL), _WORN.sub("", each)) for each in labels)
    return [way for each in ways for way in each]


_WORN = re.compile("(?:支出|：支出|：收入|：)$")


def _total(before: str) -> str:
    """收入总计, 财政拨款支出合计, 收支总计: the total that a number is called by, if it is."""
    *_, last = _STOPS.split(before)
    words = (_undated(each) for each in clauses(last.replace("、", _JOINED)))
    found = next((each for each in map(_TOTAL.fullmatch, words) if each), None)
    if not found:
        return ""
    side = found["side"] if found["side"] in _SIDES else "收支"
    return f"{found['fiscal'] or ''}{side}{found['kind']}"


def _shown(number: WrittenNumber, label: str) -> str:
    if names_a_figure(label) and not _SPELT.search(label):
        return label
    clause = re.sub(r"\s", "", _CLAUSES.split(words_before(number))[-1])
    subject = "" if names_a_figure(label) or not number.statement else number.statement.subject
    words = clause if not subject or subject in clause else "，".join(filter(None, (subject, clause)))
    return words if len(words) <= _SHOWN else f"…{words[1 - _SHOWN :]}"


_SPELT = re.compile(r"[±@#?：]")
_CLAUSES = re.compile(r"[，,。；;\n]")
_SHOWN = 30
"""How many signs of a clause a message shows."""


# ---- by years


def _of_its_years(keys: tuple[str, ...], number: WrittenNumber, names: FigureNames) -> Iterator[Sized]:
    """The figures as they are this year and last, as far as the number may be of that year."""
    years = spoken_years(number)
    if not years or names.year in years:
        yield from names.said(keys, Aspect.AMOUNT)
    if years & {-1, names.year - 1}:
        yield from names.said(keys, Aspect.LAST)


def _in_its_year(form: Iterable[Sized], number: WrittenNumber, names: FigureNames) -> Iterator[Sized]:
    """The figures of a sentence of the form, last year's where the sentence is written of last year."""
    years = spoken_years(number)
    is_of_last = bool(years & {-1, names.year - 1}) and names.year not in years
    for each in form:
        is_plain = f"{each.figure.name}.上年" in names.all or each.figure.name.count(".") == 1
        if not is_plain or not years or names.year in years:
            yield each
        elif is_of_last:
            yield from names.said([each.figure.name], Aspect.LAST)


def _is_of_other_years(number: WrittenNumber, names: FigureNames) -> bool:
    years = spoken_years(number)
    return bool(years) and not years & {names.year, names.year - 1, -1}


def words_before(number: WrittenNumber) -> str:
    """What stands before the number in its paragraph, as far back as its sentence may reach."""
    start = number.start
    return number.paragraph[max(0, start - _LONGEST) : start]


def spoken_years(number: WrittenNumber) -> frozenset[int]:
    """The year its clause or, before it, its sentence speaks of; -1 for what is only called the last one.

    A sentence may speak of several; then any of them may be meant.
    """
    before = words_before(number)
    clause, sentence = CLAUSE_END.split(before)[-1], SENTENCE.split(before)[-1]
    if _LAST_YEAR.search(clause):
        return frozenset({-1})
    return frozenset(map(int, _YEARS.findall(clause)[-1:] or _OWN_YEARS.findall(sentence)))


# ---- by claims


def _of_its_claim(number: WrittenNumber, names: FigureNames, label: str) -> Iterator[Sized]:
    """The figures that the claim of the number names, and what it says of them."""
    claim, statement = number.claim, number.statement
    if claim is None or statement is None or not _is_of_one_figure(claim, statement, label):
        return
    if _NAME_OF_BUDGET.fullmatch(label):
        return  # 一般公共预算120万元 says where money comes from, of a project as of the department
    unit = "" if number.mention.kind is NumberKind.PERCENT else number.mention.unit
    subjects = map(names.spelling.name, (claim.subject, statement.subject))
    keys = names.called(_ways(*subjects), number.project, unit)
    keys = keys or names.meant(statement.cores, number.project, unit)
    keys = tuple(each for each in keys if _may_speak_of(number, each))
    if not keys or _is_of_another_unit(label, statement):
        return
    years = spoken_years(number) | ({statement.year} if statement.year else set())
    aspect = Aspect.BUDGET if _BUDGET.search(label) and claim.aspect is Aspect.AMOUNT else claim.aspect
    if aspect is Aspect.AMOUNT:
        yield from _of_its_years(keys, number, names)
    elif aspect is Aspect.LAST or years <= {names.year, names.year - 1, -1}:
        yield from (each for each in names.said(keys, aspect) if _fits(claim, label, each))


_BUDGET = re.compile("预算(?:数|安排|金额)?$")
_NAME_OF_BUDGET = re.compile("(?:一般公共|政府性基金|国有资本经营)预算")


def _is_of_one_figure(claim: Claim, statement: FigureStatement, label: str) -> bool:
    """Whether the claim says of the statement's figure what is said of it once."""
    if claim.aspect is Aspect.AMOUNT:
        if claim is statement.amount:
            return bool(claim.subject) or _FINAL in label
        return not names_a_figure(label) and _is_first_of_its_unit(claim, statement)
    same = (each for each in statement.claims[:_MOST] if each.aspect is claim.aspect)
    return not (statement.is_reason or claim.against_budget) and next(same, None) is claim


def _is_first_of_its_unit(claim: Claim, statement: FigureStatement) -> bool:
    """Whether the number is another measure of the figure: 168人次 of 国内公务接待21批次，168人次."""
    own = (each for each in statement.claims[:_MOST] if each.aspect is Aspect.AMOUNT)
    same = (each for each in own if each.mention.unit == claim.mention.unit)
    measured = statement.amount.mention.unit if statement.amount else ""
    return claim.mention.unit != measured and next(same, None) is claim


_MOST = 40
"""Among how many claims of a statement its figure is looked for."""


_FINAL = "支出"
"""What a number is called that is that of the heading: 支出决算数."""


def _is_of_another_unit(label: str, statement: FigureStatement) -> bool:
    at = label.find(statement.subject[:4])
    return at > 0 and _UNIT.search(label[:at]) is not None


_OF_ALL = "收入支出."
"""How the names of figures begin that are of all budgets together."""
_OF_A_BUDGET = re.compile("财政拨款|一般公共预算|政府性基金|国有资本经营")


def _fits(claim: Claim, label: str, figure: Sized) -> bool:
    """Whether a share is one of the figure's whole, a budget and a completion those of no other budget."""
    if claim.aspect is not Aspect.SHARE:
        return not _OTHER_BUDGETS.search(claim.whole or label)
    if not claim.whole:
        return True
    whole = figure.figure.sources[-1]
    name = whole.name.rpartition(".")[2] if isinstance(whole, Figure) else ""
    if isinstance(whole, Figure) and whole.name.startswith(_OF_ALL) and _OF_A_BUDGET.search(claim.whole):
        return False
    return bool({*sayings().cores(claim.whole)} & {*sayings().cores(name)})
