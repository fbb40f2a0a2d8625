"""What a rule of the rule book is: what it asserts, why, and the function that looks whether it holds.

A function takes all that is known and yields a finding for each place where its rule does not hold. It never
raises, prints or repairs, and says nothing where the rule does not apply. Code, severity and advice belong to the
rule, so that the page of rules and the problems cannot say different things.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.checks.slips import slip
from juesuan.checks.texts.relation import Relation
from juesuan.figures import phrases
from juesuan.model.accounts import Accounts
from juesuan.model.chinese import UNITS
from juesuan.model.document import Block
from juesuan.model.editions import Edition
from juesuan.model.problems import Problem, RuleWords
from juesuan.model.trends import YearNow
from juesuan.model.values import Amount, Cell, Count, Figures
from juesuan.model.written_text import Statement, Typed

if TYPE_CHECKING:
    from juesuan.model.corrections import FormerPrints

Part = Cell | Amount | Count
"""What takes part in a tie: a number with its cell, or only a cell, where the number itself is of no use."""


class Document(Struct, frozen=True):
    """The report that was made, read back from its files."""

    marked: tuple[Block, ...]
    """The filled template, its numbers still in their marks."""
    finished: tuple[Block, ...]
    """The Word file that is handed in, from which the PDF is laid out."""
    pdf_text: str = ""
    """The text of the PDF's pages as laid out, without headers and footers; empty before there is a PDF."""


class Evidence(Struct, frozen=True):
    """All that a rule may look at: the accounts, what was made of them, what people wrote, the finished report."""

    accounts: Accounts
    figures: Figures
    statements: tuple[Statement, ...] = ()
    """Every text a person wrote, its tags filled, its numbers in their marks."""
    relations: tuple[Relation, ...] = ()
    """The comparisons of the numbers in the statements, those that hold and those that do not."""
    typed: tuple[Typed, ...] = ()
    """The numbers that people typed, in the order of their marks."""
    document: Document | None = None
    """The report that was made; None where none was."""
    last: Accounts | None = None
    """Last year's accounts with what texts can be read; None where there is no folder of last year."""
    former: "FormerPrints" = field(default_factory=dict)
    """The prints that figures had in earlier versions of this report, by the names of the figures."""
    beside: tuple[YearNow, ...] = ()
    """What the earlier years say by now that may not say what the accounts have noted of them."""


class Finding(Struct, frozen=True):
    """A place where a rule does not hold."""

    place: Cell | str
    """The cell to look at, or the file."""
    message: str
    """What was found, what was expected, the difference and its direction; without a full stop."""
    cells: tuple[Cell, ...] = ()
    """Every cell that takes part, so that whichever of them was mistyped is named."""
    expected: str = ""
    """What should stand there, with its unit; empty where the rule cannot say, as the next two may be."""
    found: str = ""
    """What stands there, with its unit."""
    difference: str = ""
    """How far the two are apart, with direction and unit: 多9.50元."""
    advice: str = ""
    """What to do here, where the rule's own advice is too general."""
    is_rest: bool = False
    """Whether the difference is no more than rounding to 0.01万元 may leave (尾差)."""


class SomeForms(Struct, frozen=True):
    """The forms of the report that a rule is for."""

    words: str
    """What such a form has, in words for the officer; empty for every form."""
    hold: Callable[[Edition], bool]
    """Whether an edition is of such a form."""


EVERY_FORM = SomeForms("", lambda _: True)
SCORED_FORMS = SomeForms("自评表打分的版式", lambda edition: edition.scored is not None)


class Rule(RuleWords, frozen=True):
    """A rule of the rule book: its words, and the function that yields a finding wherever it does not hold."""

    check: Callable[[Evidence], Iterable[Finding]]
    forms: SomeForms = EVERY_FORM
    """The forms that it is run for."""


def only_for(forms: SomeForms, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, to be run for those forms alone."""
    return tuple(replace(rule, forms=forms) for rule in rules)


_REST = (
    "差在四舍五入以内，这里有只写到 0.01 万元的数：请换上到分的元数；没有元数的，在〔出错说明〕写明是尾差。"
    "不是四舍五入来的，"
)


def problem(rule: Rule, finding: Finding) -> Problem:
    """The finding as the problem that the officer is told of, with the code, severity and advice of its rule."""
    where = str(finding.place)
    cells = dict.fromkeys((where, *map(str, finding.cells)))
    return Problem(
        rule.code,
        rule.severity,
        where,
        finding.message,
        (_REST if finding.is_rest else "") + (finding.advice or rule.advice),
        rule.part,
        tuple(cells),
        finding.expected,
        finding.found,
        finding.difference or "与".join(filter(None, (finding.found, finding.expected))),
    )


def untied(
    place: Part, names: tuple[str, str], values: tuple[Decimal, Decimal], unit: str, parts: Iterable[Part] = ()
) -> Finding:
    """A finding of two numbers that should be equal, of which nobody knows which one is wrong.

    ``names`` as the message quotes them, such as “收入总计”, 〔支出科目〕各项合计; ``values`` in ``unit``, 元 for
    money, which is told as its sheet gives it; ``place`` is the first number, ``parts`` are what the other was
    added up from.
    """
    one, other = values
    summands = tuple(parts)
    worded, units = _worded(unit), _units(place, summands, unit)
    gap = f"{'多' if one > other else '少'}{worded(abs(one - other), units[0])}"
    first = worded(one, units[0])
    message = f"{names[0]}为{first}，{names[1]}为{worded(other, units[1])}，{gap}"
    cells = tuple(cell_of(part) for part in (place, *summands))
    return Finding(
        cells[0],
        message,
        cells,
        found=first,
        difference=gap,
        advice=_slips(place, summands, one - other),
        is_rest=unit == "元" and _is_rest((place, *summands), one - other),
    )


def beyond(
    place: Part, names: tuple[str, str], values: tuple[Decimal, Decimal], unit: str, parts: Iterable[Part] = ()
) -> Finding:
    """A finding of a number, named first, that is larger than the one named second, which it must not be.

    The parameters are those of ``untied``.
    """
    found, limit = values
    others = tuple(parts)
    worded, units = _worded(unit), _units(place, others, unit)
    most, first, gap = worded(limit, units[1]), worded(found, units[0]), f"多{worded(found - limit, units[0])}"
    message = f"{names[0]}为{first}，大于{names[1]}的{most}，{gap}"
    cells = tuple(cell_of(part) for part in (place, *others))
    is_rest = unit == "元" and _is_rest((place, *others), found - limit)
    return Finding(cells[0], message, cells, f"不大于{most}", first, gap, is_rest=is_rest)


_LAST_PRINTED = 100
"""0.01万元 in 元: the last digit that public tables print."""


def _is_rest(parts: tuple[Part, ...], gap: Decimal) -> bool:
    """Whether rounding may have made a gap in 元: at most half of 0.01万元 for each part that may be rounded.

    Such a part is given in 万元 with two decimals at most; so is all that comes from public tables, also into 元.
    """
    amounts = [part for part in parts if isinstance(part, Amount) and part.yuan]
    in_wan = [amount for amount in amounts if amount.unit != "元"]
    rounded = amounts if all(map(_is_rounded, amounts)) else in_wan
    return all(map(_is_rounded, rounded)) and abs(gap) * 2 <= _LAST_PRINTED * len(rounded)


def _is_rounded(amount: Amount) -> bool:
    return amount.yuan % _LAST_PRINTED == 0


def told(number: Amount | Count) -> str:
    """A number with its unit in the words of a message: as its sheet has it, with separators of thousands."""
    if isinstance(number, Amount):
        return phrases.typed_money(number.yuan, number.unit)
    return phrases.typed(number.value, number.unit)


def _worded(unit: str) -> Callable[[Decimal, str], str]:
    """What makes words of numbers that are compared in ``unit``: 元 is money, told in the unit of its sheet."""
    return phrases.typed_money if unit == "元" else phrases.typed


def _units(place: Part, parts: tuple[Part, ...], unit: str) -> tuple[str, str]:
    """The units in which the sheets of a number and of its parts give their money; other units are kept."""
    if unit != "元":
        return unit, unit
    given = [part for part in (place, *parts) if isinstance(part, Amount)]
    own = next((each.unit for each in given if each.cell.sheet == cell_of(place).sheet), "")
    first = own or next((each.unit for each in given), "元")
    return first, next((part.unit for part in parts if isinstance(part, Amount)), first)


def cell_of(part: Part) -> Cell:
    """The cell that a part of a tie stands in."""
    return part if isinstance(part, Cell) else part.cell


_FEW = 2
"""How many cells may be named that one slip would mend: more are no help."""


def _slips(place: Part, parts: tuple[Part, ...], gap: Decimal) -> str:
    """Advice that names the cells in which one slip of the pen would make the gap; empty for none or too many."""
    changed = [(place, -gap), *((part, gap) for part in parts)]
    guesses = [guess for part, change in changed if (guess := _guess(part, change))]
    return f"是不是 {'，或者 '.join(guesses)}？请对照原表。" if 0 < len(guesses) <= _FEW else ""


def _guess(part: Part, change: Decimal) -> str:
    """The slip by which a number would have to be changed by ``change``, in Chinese; empty where none does."""
    if isinstance(part, Cell):
        return ""
    if isinstance(part, Amount):
        meant: Amount | Count = replace(part, yuan=part.yuan + change)
        words = slip(*(Fraction(yuan) / UNITS[part.unit] for yuan in (part.yuan, part.yuan + change)))
    else:
        meant = replace(part, value=part.value + change)
        words = slip(Fraction(part.value), Fraction(part.value + change))
    return f"{part.cell} 的{told(part)}应为{told(meant)}（{words}）" if words else ""
