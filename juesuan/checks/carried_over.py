"""上年沿用: what was taken over from last year's files and not made new."""

import difflib
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import asdict, astuple

from juesuan.checks.last_year import MOST, PART
from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.checks.texts.years import is_compared, stands_for_itself
from juesuan.model import document, written_text
from juesuan.model.accounts import Accounts, Passage
from juesuan.model.problems import Severity
from juesuan.model.values import Cell, Text

Words = tuple[str, Cell]
"""A text, a name or the words of a cell, with the place."""
_SHOWN = 18


def nothing_waits_to_be_confirmed(evidence: Evidence) -> Iterator[Finding]:
    """No text, name or cell has the mark 〔待确认〕, which last year's paragraphs have until they are read."""
    groups: dict[str, list[Words]] = {}
    for text, cell in dict.fromkeys(_everything(evidence.accounts)):
        if written_text.MARKED.search(text):
            groups.setdefault(_heading(cell), []).append((text, cell))
    for heading, found in groups.items():
        cells = tuple(dict.fromkeys(cell for _, cell in found))
        if len(cells) > MOST:
            last = cells[-1].address.removeprefix(heading)
            message = f"{heading}有 {len(cells)} 处写着“{written_text.MARK}”，从这里到{last}"
            yield Finding(cells[0], message, cells, difference=f"{len(cells)}处")
        else:
            yield from (_unconfirmed(text, cell) for text, cell in found)


def _unconfirmed(text: str, cell: Cell) -> Finding:
    mark = written_text.MARKED.search(text)
    rest = " ".join(written_text.bare(text).split())
    shown = f"{rest[:_SHOWN]}{'…' if len(rest) > _SHOWN else ''}"
    return Finding(cell, f"还写着“{mark[0] if mark else ''}”：“{shown}”", (cell,))


def _everything(accounts: Accounts) -> Iterator[Words]:
    """Every text, name and cell of words in the accounts, with its place."""
    for name, each in asdict(accounts).items():
        if name not in {"attachments", "years_on_file"}:
            yield from _words(each)
    for attachment in accounts.attachments:
        lines = (
            each for each in document.contents(attachment.content) if isinstance(each, document.AttachedParagraph)
        )
        yield from ((line.text, line.cell) for line in lines)


def _words(value: object) -> Iterator[Words]:
    """The words inside a value of the model, however deep they stand."""
    if isinstance(value, Text | Passage):
        yield value.text, value.cell
    elif isinstance(value, Mapping):
        yield from _words(tuple(value.values()))
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each)
    elif isinstance(value, Struct):
        cell = getattr(value, "cell", None)
        for inner in astuple(value):
            if isinstance(inner, str) and isinstance(cell, Cell):
                yield inner, cell
            else:
                yield from _words(inner)


def _heading(cell: Cell) -> str:
    """The words that many places are told of under: the heading of a text, else the sheet."""
    heading = re.match(r"“.*”", cell.address)
    return heading[0] if heading else f"〔{cell.sheet}〕"


# ---- texts that are last year's

_OF_ANY_YEAR = ("主要职能", "机构设置")
"""The texts that stay true for years, and so may be last year's."""
_LONG = 15
"""Letters of a paragraph so short that it may well be the same again."""
_LISTED = 5
"""So many of them are named in the message."""


def texts_are_new(evidence: Evidence) -> Iterator[Finding]:
    """Paragraphs of what was done in the year are not last year's, word for word; one with tags is alive."""
    before = {_bare(passage.text) for passage in _passages(evidence.last)}
    words = ((_bare(passage.text), passage.cell) for passage in _passages(evidence.accounts))
    cells = [cell for each, cell in words if each in before and len(each) > _LONG and "{{" not in each]
    if cells:
        places = "、".join(cell.address for cell in cells[:_LISTED])
        more = "等" if len(cells) > _LISTED else ""
        yield Finding(cells[0], f"文字里有 {len(cells)} 段与上年一字不差（{places}{more}）", tuple(cells))


def _passages(accounts: Accounts | None) -> Iterator[Passage]:
    """The paragraphs of the texts that are of a year."""
    for key, passages in accounts.texts.items() if accounts is not None else ():
        if key not in _OF_ANY_YEAR:
            yield from (passage for passage in passages if passage.level == 0)


def _bare(text: str) -> str:
    """The text without spaces and without the mark 〔待确认〕, for comparison."""
    return re.sub(r"\s", "", written_text.bare(text))


_ALIKE = 0.7
"""The ratio, from 0 to 1, from which on two sentences are taken for one that was rewritten."""


def years_of_copied_sentences_are_new(evidence: Evidence) -> Iterator[Finding]:
    """A sentence taken from last year's texts, its numbers new or not, does not still speak of last year."""
    if evidence.last is None:
        return
    old = evidence.last.department.year
    before = [each for passage in _passages(evidence.last) for each in _speaking_of(old, passage)]
    for passage in _passages(evidence.accounts):
        for sentence in _speaking_of(old, passage):
            if difflib.get_close_matches(sentence, before, n=1, cutoff=_ALIKE):
                shown = f"{sentence[:_SHOWN]}{'…' if len(sentence) > _SHOWN else ''}"
                message = f"这句话和上年的差不多，年份还是{old}年：“{shown}”"
                yield Finding(passage.cell, message, (passage.cell,), f"{old + 1}年", f"{old}年")


def _speaking_of(year: int, passage: Passage) -> Iterator[str]:
    """The sentences that speak of a year as of their own: not as of one long past, nor to compare with it."""
    for sentence in re.split(r"[。；;！!？?]", _bare(passage.text)):
        found = re.finditer(rf"(?<!\d){year}年", sentence)
        sides = [(sentence[: each.start()], sentence[each.end() :]) for each in found]
        if any(not (stands_for_itself(*each) or is_compared(*each)) for each in sides):
            yield sentence


RULES = (
    Rule(
        "C806",
        Severity.ERROR,
        PART,
        "文字、名称和各格里没有“〔待确认〕”",
        "带着标记的是从上年沿用过来、还没有人看过的文字。",
        "请改成今年的，或确认今年还是这样，再删去这个标记；工作簿里的，可以由 confirm 命令删去。",
        nothing_waits_to_be_confirmed,
    ),
    Rule(
        "C807",
        Severity.HINT,
        PART,
        "工作情况、绩效等文字不是照抄上年的",
        "写的是这一年做的事，整段一字不差，可能是忘了改。",
        "请看看今年是否还是这样。",
        texts_are_new,
    ),
    Rule(
        "C808",
        Severity.WARNING,
        PART,
        "从上年沿用的句子里没有留着上年的年份",
        "在上年的稿子上改，最容易漏改的是年份。",
        "请改正年份，或改用“{{ 年度 }}”标签；说的确实是那一年，请改写这句话。",
        years_of_copied_sentences_are_new,
    ),
)
