"""A text as statements: what each passage says of one figure, with what it is a part of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.claims.claim import Aspect, Claim, FigureStatement, Place
from juesuan.claims.clauses import ClaimedParagraph, Said, said
from juesuan.claims.distributed import distributed
from juesuan.claims.sayings import sayings
from juesuan.claims.subjects import numbering, unnumbered
from juesuan.model.values import plain

_SCOPES = ("政府性基金", "国有资本经营", "一般公共预算", "财政拨款")
_TOPIC = re.compile(r"(?:（[类款项]）|\([类款项]\))[”\"]?$")
_WIDE = str.maketrans("()", "（）")
_HEADING = 40
"""How many signs a heading has at most."""


class _Draft(Struct, dict=True):
    """A statement while its passage is read."""

    subject: str
    scope: str
    year: int | None
    said: Said
    amount: Claim | None = None
    claims: list[Claim] = field(default_factory=list)
    openings: list[Claim] = field(default_factory=list)
    heads: bool = False

    @cached_property
    def cores(self) -> tuple[str, ...]:
        return sayings().cores(self.subject)


def statements(paragraphs: Sequence[ClaimedParagraph], year: int | None) -> tuple[FigureStatement, ...]:
    """The statements of a text about a year whose paragraphs are ``joined``, paragraph by paragraph."""
    return tuple(_finished(each) for each in _drafts(paragraphs, year))


_CONTINUES = re.compile(r"^\s*其中[，,：:]?")


def joined(lines: Iterable[tuple[str, Place]]) -> list[tuple[str, Place]]:
    """The paragraphs, each that begins with 其中 joined to the one it goes on from."""
    made: list[tuple[str, Place]] = []
    for line, place in lines:
        if made and _CONTINUES.match(line) and not is_heading(plain(made[-1][0])):
            made[-1] = (made[-1][0] + line.strip(), made[-1][1])
        else:
            made.append((line, place))
    return made


def _drafts(paragraphs: Sequence[ClaimedParagraph], year: int | None) -> Iterator[_Draft]:
    topic, scope = "", ""
    for paragraph in paragraphs:
        line = paragraph.text
        if is_heading(line):
            topic, scope = _topic(line), _scope(line)
            continue
        named = _scope(line.split("。", 1)[0]) if numbering(line) else ""
        about = topic if _is_about(line) else _item(line)
        yield from _of_paragraph(list(distributed(list(said(paragraph, year)))), named or scope, about)


def _item(line: str) -> str:
    """The name that a numbered paragraph begins with as a sentence of its own: 1.公务接待费。2023年决算数…"""
    name, stop, _ = unnumbered(line).partition("。")
    return _topic(name) if stop and len(name) <= _ITEM and not re.search(r"[\d，；：]", name) else ""


_ITEM = 25
"""How many signs the name of an item has at most that stands as a sentence of its own."""


def is_heading(line: str) -> bool:
    """Whether a paragraph is short and says nothing of a figure."""
    if len(line) > _HEADING or re.search(r"\d[\d.,]*\s*(?:[万亿]?元|[%％]|人|个|辆|分(?![类部]))", line):
        return False
    return not (line.endswith(("。", "；")) and re.search(r"\d(?![\d.、．]*年)", unnumbered(line)))


def _is_about(line: str) -> bool:
    """Whether a paragraph stands under a heading as its text, and not as an item with a name of its own."""
    return not numbering(line)


def _topic(line: str) -> str:
    return re.sub(r"(支出)?(决算|预算)?(情况)?(说明)?[。：:]?$", "", unnumbered(line))


def _scope(text: str) -> str:
    return next((scope for scope in _SCOPES if scope in text), "")


_PAIRS = {
    (Aspect.CHANGE, Aspect.RATE),
    (Aspect.CHANGE, Aspect.LAST),
    (Aspect.LAST, Aspect.CHANGE),
    (Aspect.LAST, Aspect.RATE),
    (Aspect.LAST, Aspect.MULTIPLE),
    (Aspect.LAST, Aspect.AMOUNT),
    (Aspect.AMOUNT, Aspect.COMPLETION),
    (Aspect.BUDGET, Aspect.COMPLETION),
    (Aspect.WHOLE, Aspect.COMPLETION),
    (Aspect.DIFFERENCE, Aspect.COMPLETION),
}
"""What a number says together with the one before it, of the same figure."""
_BEHIND_REACHED = {(Aspect.AMOUNT, Aspect.CHANGE), (Aspect.AMOUNT, Aspect.RATE)}
"""The same behind the second of two amounts: 由1.90万元减少到1.20万元，下降36.84%."""
_MOST = 60
"""How many figures back a number may speak of one that was named before."""
_EXECUTED = re.compile(r"(?:执行|使用|支出|完成)数?[为是共]?$")
_BUDGETED = re.compile(r"预算(?:数|金额|资金|总额|安排)*[为是共]?$|^(?:项目|资金)?总额[为是共]?$")


def _of_paragraph(numbers: Sequence[Said], scope: str, topic: str) -> Iterator[_Draft]:
    made: list[_Draft] = []
    owner: _Draft | None = None
    last: Said | None = None
    for each in numbers:
        goes_on = last is not None and _goes_on(last, each)
        is_inside = owner is not None and owner.said.depth <= each.depth
        owner = owner if goes_on and is_inside else _owner(each, made[-_MOST:])
        if owner is None:
            side = _side(each) if made else ""
            subject = each.claim.subject or _topic_before(each) or side or topic
            owner = _Draft(subject, _scope(subject) or scope, each.year, each, heads=not made)
            made.append(owner)
        _put(owner, each)
        if _opens(each.clause.after):
            outer = _before_bracket(each, made) or owner
            outer.openings.append(outer.amount if outer is not owner and outer.amount else each.claim)
        last = each
    yield from made


def _before_bracket(each: Said, made: Sequence[_Draft]) -> _Draft | None:
    """The figure before the bracket that ends where a list opens: 采购5万元（货物5万元）；其中…"""
    found = re.match(r"[^（(，。；]{0,4}[）)]", each.clause.after)
    if not each.depth or not found:
        return None
    return next((draft for draft in reversed(made) if draft.said.depth < each.depth), None)


def _goes_on(last: Said, each: Said) -> bool:
    """Whether a number says more of the figure of the one before it."""
    pair = (last.claim.aspect, each.claim.aspect)
    is_reached = pair in _BEHIND_REACHED and last.clause.head.endswith(("到", "至"))
    return not each.claim.subject and (pair in _PAIRS or is_reached)


def _put(owner: _Draft, each: Said) -> None:
    if owner.amount is not None and _is_next_year(each, owner):
        owner.claims.insert(0, replace(owner.amount, aspect=Aspect.LAST))
        owner.amount, owner.year = None, each.year
    if each.claim.aspect is not Aspect.AMOUNT:
        owner.claims.append(each.claim)
    elif owner.amount is not None and (each.claim.subject or _is_last_year(each, owner)):
        owner.claims.append(replace(each.claim, aspect=Aspect.LAST))
    elif owner.amount is None:
        owner.amount = each.claim
    elif _was_budget(owner, each):
        owner.claims.insert(0, replace(owner.amount, aspect=Aspect.BUDGET))
        owner.amount = each.claim
    else:
        owner.claims.append(each.claim)


def _was_budget(owner: _Draft, each: Said) -> bool:
    """Whether the amount before was the budget of what is now said of the final accounts: 支出预算…，支出决算…"""
    return bool(
        ("决算" in each.clause.head or _EXECUTED.search(each.clause.head))
        and _BUDGETED.search(owner.said.clause.head)
    )


def _topic_before(each: Said) -> str:
    """The name of an item that a sentence of its own names: …（项）。年初预算为."""
    for sentence in reversed(re.split(r"[。，；：]", each.clause.gap)):
        if _TOPIC.search(sentence.strip()):
            return re.sub(r"[“”\"]", "", unnumbered(sentence.strip())).translate(_WIDE)
    return ""


def _owner(each: Said, made: list[_Draft]) -> _Draft | None:
    """The statement that a number belongs to; None where it begins a new one."""
    if _topic_before(each) or not made:
        return None
    if each.claim.subject:
        return _same(each, made)
    if _of_a_year(each) and each.year != made[-1].year:
        is_listed = each.clause.gap.startswith("、") or not _is_next_year(each, made[-1])
        return None if is_listed else made[-1]
    if _side(each) and _side(made[-1].said) not in {"", _side(each)}:
        return None
    return _spoken_of(each, [draft for draft in made if draft.said.depth <= each.depth] or made)


def _of_a_year(each: Said) -> bool:
    """Whether an amount is named by its year alone: 累计投资15.6亿元，其中2016年2.1亿元、2017年2.8亿元"""
    return each.claim.aspect is Aspect.AMOUNT and bool(_YEAR_ALONE.fullmatch(each.clause.head.strip()))


_YEAR_ALONE = re.compile(r"(?:其中)?20\d\d年度?")


def _side(each: Said) -> str:
    """收入 or 支出, where an amount is named by nothing else; empty otherwise."""
    found = re.search(r"(?:^|年度?|本年|当年|全年)(收入|支出)(?:决算数?)?[为是共]*$", each.clause.head)
    return found[1] if found and each.claim.aspect is Aspect.AMOUNT else ""


def _spoken_of(each: Said, inside: list[_Draft]) -> _Draft:
    """The statement that a number belongs to which names no figure, among those of its bracket."""
    claim = each.claim
    if claim.aspect is Aspect.AMOUNT and _EXECUTED.search(each.clause.head):
        budgets = [draft for draft in reversed(inside) if _BUDGETED.search(draft.said.clause.head)]
        return next((draft for draft in budgets if draft.openings), (budgets or inside[-1:])[0])
    if claim.aspect is Aspect.BUDGET and "调整" in each.clause.head:
        first = next((draft for draft in inside if "年初" in draft.said.clause.head), inside[-1])
        return first if first.said.sentence_number == each.sentence_number else inside[-1]
    if claim.aspect is Aspect.DIFFERENCE:
        return next((draft for draft in reversed(inside) if draft.amount and _has_budget(draft)), inside[-1])
    if claim.aspect in {Aspect.AMOUNT, Aspect.BUDGET, Aspect.OTHER}:
        return inside[-1]
    if "。" in each.clause.gap and not _continues(each, inside[-1]):
        return inside[0]
    return inside[-1]


def _has_budget(draft: _Draft) -> bool:
    return any(each.aspect is Aspect.BUDGET for each in draft.claims)


def _continues(each: Said, last: _Draft) -> bool:
    """Whether a sentence goes on about the figure that was named last, as the only one of its paragraph does."""
    return last.said.sentence_number + 1 < each.sentence_number


def _same(each: Said, made: list[_Draft]) -> _Draft | None:
    """The last statement, where a number names its figure again to say something else of it."""
    cores = set(sayings().cores(each.claim.subject))
    named = [draft for draft in reversed(made) if set(draft.cores) == cores]
    alike = [each_ for each_ in named if each_.amount or each_.said.sentence_number == each.sentence_number]
    unit = each.claim.mention.unit
    in_unit = (draft for draft in alike if draft.amount and draft.amount.mention.unit == unit)
    found = next(in_unit, alike[0] if alike else None)
    if each.claim.aspect is Aspect.AMOUNT:
        return found if found and (_is_last_year(each, found) or _is_next_year(each, found)) else None
    return found


def _is_last_year(each: Said, draft: _Draft) -> bool:
    """Whether an amount is of the year before another of its figure: 2020年度收入总计…，2019年度收入总计…"""
    return each.year is not None and draft.year is not None and each.year == draft.year - 1


_OF_TWO_YEARS = (Aspect.AMOUNT, Aspect.CHANGE, Aspect.RATE)


def _is_next_year(each: Said, draft: _Draft) -> bool:
    """Whether a number is of the year behind that of its figure: 去年收入…，今年收入…；去年支出…，今年增加…"""
    is_next = each.year is not None and draft.year is not None and each.year == draft.year + 1
    return is_next and each.claim.aspect in _OF_TWO_YEARS


def _finished(draft: _Draft) -> FigureStatement:
    budgets = [each for each in draft.claims if each.aspect is Aspect.BUDGET]
    if draft.amount is None and budgets and not any(each.aspect is Aspect.COMPLETION for each in draft.claims):
        draft.amount = replace(budgets[0], aspect=Aspect.AMOUNT)  # a text about budgets has nothing else
        draft.claims.remove(budgets[0])
    return FigureStatement(
        subject=draft.subject,
        cores=draft.cores,
        scope=draft.scope,
        year=draft.year,
        amount=draft.amount,
        claims=tuple(draft.claims),
        depth=draft.said.depth,
        is_reason=draft.said.is_reason,
        openings=tuple(draft.openings),
        bracket=draft.said.bracket,
        heads=draft.heads,
        ends=draft.said.sentence_number,
        among=draft.said.among,
    )


def _opens(after: str) -> bool:
    """Whether the words behind a number open a list; 由 does only where the parts are said to make it."""
    found = re.search(sayings().opening, after)
    if found and found[0] == "由":
        return "加" in after or "构成" in after or "组成" in after
    return bool(found) or after.rstrip().endswith(("：", ":")) or bool(_BRACKET.match(after))


_BRACKET = re.compile(
    r"[（(](?!不|比|较|与|同比|上年|去年|20\d\d|注|含|以|增|减|下降|上升|占|第|约|共|近|每)[^（()）\d]{1,20}[\d.]"
)
"""A bracket behind a number that begins with the name of another: 18人（参公人员16人，工勤人员2人）."""


def report_year(lines: Iterable[tuple[str, Place]]) -> int | None:
    """The year that a text is about: the one named first in its first paragraphs that name any."""
    for line, _ in lines:
        if found := re.search(r"(20\d\d)\s*年", line):
            return int(found[1])
    return None
