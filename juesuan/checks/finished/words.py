"""The words of a finished report: the unit's name, the terms, what is personal; its tables against its text."""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks import names, slips
from juesuan.checks.finished.looked import FormFault, Looked, Read
from juesuan.figures.mentions import NumberKind, in_base, mentions
from juesuan.model.finished_report import FinishedReport, LineKind

_SHOWN = 40


# ---- the unit


def the_unit_has_one_name(read: Read) -> Looked:
    """D23: no words are the unit's name but for a character: misspelt, or another unit's."""
    name = _unit(read.report)
    if not name:
        return Looked(0, (), "开头没有写单位名称")
    ran, faults = 0, []
    for line, each in enumerate(read.report.lines, 1):
        ran += name in each.text
        bare = each.text.replace(name, "□" * len(name))
        for near in names.nearly(bare, name):
            if not _is_numbered_otherwise(near, name):
                faults.append(FormFault(f"单位名称写成“{near}”，开头写的是“{name}”", line))
    return Looked(ran, tuple(faults))


_HEAD = 12
"""Lines at the beginning in which the unit is named."""
_TITLE = re.compile(
    r"(?P<name>[一-鿿（）()]{5,30}?)\s*(?:关于)?\s*(?:20\d\d|[二〇○零一二三四五六七八九]{4})年?度?.{0,8}决算"
)
_NAME = re.compile(r"[一-鿿（）()]{4,29}[局委办院校所站会厅队园馆社部心室府学]")


def _unit(report: FinishedReport) -> str:
    """The name of the unit in the title, or above it on the cover; empty where there is none."""
    head = [each.text for each in report.lines[:_HEAD]]
    for place, words in enumerate(head):
        if found := _TITLE.match(words):
            return found["name"]
        if _NAME.fullmatch(words) and any("决算" in after for after in head[place + 1 : place + 3]):
            return words
    return ""


def _is_numbered_otherwise(near: str, name: str) -> bool:
    """Whether the two are units of one kind, such as 第三中学 and 第四中学."""
    digits = set("一二三四五六七八九十0123456789")
    return all({one, other} <= digits for one, other in zip(near, name, strict=True) if one != other)


# ---- terms


_TERM = re.compile(
    r"\s*(?:\d{1,3}\s*[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、.．])?\s*(?P<name>[^：:。，]{2,60}?)"
    r"(?:\s*[：:]\s*\S|(?<=[类款项][）)])\s*(?:是?指|反映))"
)
"""An explanation with its name; behind the name of an item the colon is often forgotten."""


def terms_are_used(read: Read) -> Looked:
    """D25: each term is used outside of its explanation and explained once; each item of the text is explained."""
    terms = list(_terms(read.report))
    inside = {line for line, _ in terms}
    said = "\n".join(each.text for line, each in enumerate(read.report.lines, 1) if line not in inside)
    rest = _bare(said)
    faults, first = [], dict[str, int]()
    for line, name in terms:
        if _bare(name) in first:
            other = read.report.place(first[_bare(name)])
            faults.append(FormFault(f"“{name[:_SHOWN]}”解释了两次，{other}已有一条", line))
        elif _bare(_called(name)) not in rest and not (_is_item(name) and _is_left_open(name, said)):
            faults.append(FormFault(f"“{name[:_SHOWN]}”在报告里没有用到", line))
        first.setdefault(_bare(name), line)
    if any(map(_is_item, (name for _, name in terms))):
        faults += _unexplained(read.report)
    return Looked(len(terms), tuple(faults), "" if terms else "没有找到名词解释")


def _terms(report: FinishedReport) -> Iterator[tuple[int, str]]:
    """The lines of the part of terms that explain one, each with its name."""
    for line in sorted(_part_of_terms(report)):
        each = report.lines[line - 1]
        if each.kind is LineKind.PARAGRAPH and (found := _TERM.match(each.text)):
            yield line, found["name"]


def _part_of_terms(report: FinishedReport) -> set[int]:
    """The lines between the heading of the terms and that of the next part."""
    part, is_inside = set[int](), False
    for line, each in enumerate(report.lines, 1):
        if each.kind is LineKind.HEADING and re.match(r"第.部分", each.text):
            is_inside = "名词解释" in each.text
        elif is_inside:
            part.add(line)
    return part


_ITEM = re.compile(r"(?P<name>[一-鿿]{2,40})[（(]项[）)]")


def _unexplained(report: FinishedReport) -> Iterator[FormFault]:
    """The items of the text outside of the part of terms that it does not name, each where it stands first."""
    part, told = _part_of_terms(report), set[str]()
    explained = _bare("".join(report.lines[line - 1].text for line in part))
    for line, each in enumerate(report.lines, 1):
        found = [] if line in part or each.kind is LineKind.CONTENTS else _ITEM.finditer(each.text)
        for name in (match["name"] for match in found):
            if name not in told and f"{name}项" not in explained:
                told.add(name)
                yield FormFault(f"“{name}（项）”没有名词解释", line)


def _bare(words: str) -> str:
    return re.sub(r"[\s“”\"（）()、]", "", words)


_MARK = re.compile(r"[（(][类款项][）)]")
_CLASS_AND_SECTION = 2
"""Names that stand before an item where it is written out."""


def _called(name: str) -> str:
    """What the rest of a report calls a term: an item, before which its classes stand, by its own name."""
    *_, own, behind = ("", *_MARK.split(name))
    return name if behind else own.removesuffix("支出")


def _is_left_open(name: str, said: str) -> bool:
    """Whether a report may mean an item without naming it: it names none, or its section without items."""
    names = _MARK.split(name)
    section = names[-3] if len(names) > _CLASS_AND_SECTION else ""
    alone = rf"{re.escape(section)}[（(]款[）)](?!\s*[一-鿿]{{2,40}}[（(]项)"
    return not re.search("[（(]项[）)]", said) or bool(section and re.search(alone, said))


def _is_item(name: str) -> bool:
    return bool(_MARK.search(name))


# ---- what is personal


def nothing_personal_is_published(read: Read) -> Looked:
    """D26: no line has an ID number, a mobile number or a bank account."""
    found = [(line, names.personal(each.text)) for line, each in enumerate(read.report.lines, 1)]
    faults = tuple(FormFault(each.message, line) for line, each in found if each)
    return Looked(len(found), faults)


# ---- tables against the text


_UNIT = re.compile(r"单位\s*[：:]\s*(万元|元|亿元)")
_CELL = re.compile(r"-?[\d,]+(?:\.\d+)?")
_NEAR = 3
"""Lines above a table in which its unit may stand."""


def tables_agree_with_the_text(read: Read) -> Looked:
    """D27: a row of a table that names a figure of the text has its amount, and not one that is nearly it."""
    said = _amounts(read)
    ran, faults = 0, []
    for line, name, values in _rows(read.report):
        amount = said.get(_bare(name))
        if amount is None or not values:
            continue
        ran += 1
        value, half, words = amount
        if any(abs(each - value) <= half for each in values):
            continue
        if how := next(filter(None, (slips.slip(each, value) for each in values)), ""):
            faults.append(FormFault(f"表里“{name[:_SHOWN]}”的数与文字里的{words}不同（{how}）", line))
    return Looked(ran, tuple(faults), "" if ran else "没有找到文字里也说到的表格的数")


def _amounts(read: Read) -> dict[str, tuple[Fraction, Fraction, str]]:
    """The amounts that the text gives one value each, by their bare names: in 元, with half a unit, as written."""
    found: dict[str, set[tuple[Fraction, Fraction, str]]] = {}
    for each in read.text.statements:
        is_row = read.report.lines[each.place.line - 1].kind is LineKind.ROW
        if each.amount and each.subject and not is_row and each.amount.mention.unit == "元":
            mention = each.amount.mention
            found.setdefault(_bare(each.subject), set()).add((mention.value, mention.half, mention.words))
    return {name: amounts.pop() for name, amounts in found.items() if len({value for value, *_ in amounts}) == 1}


def _rows(report: FinishedReport) -> Iterator[tuple[int, str, list[Fraction]]]:
    """The rows of tables of which the unit is known: the line, the name, the numbers in 元."""
    unit = ""
    for line, each in enumerate(report.lines, 1):
        if each.kind is not LineKind.ROW and line > 1 and report.lines[line - 2].kind is LineKind.ROW:
            unit = ""
        above = report.lines[max(0, line - 1 - _NEAR) : line]
        if found := next(filter(None, (_UNIT.search(one.text) for one in reversed(above))), None):
            unit = found[1]
        cells = each.text.split("\t")
        if each.kind is LineKind.ROW and unit:
            numbers = [Fraction(cell.replace(",", "")) for cell in cells[1:] if _CELL.fullmatch(cell.strip(","))]
            yield line, cells[0], [in_base(number, unit)[0] for number in numbers]


# ---- what was not read


def tables_were_read(read: Read) -> Looked:
    """D28: every table of a PDF closes by its own sums, so that it was read aright."""
    if read.report.kind != "PDF":
        return Looked(0, (), "不是 PDF，表按原样读")
    tables = [each for each in read.report.unread if each.is_table]
    return Looked(read.report.pages or 0, tuple(FormFault(each.what, place=each.place) for each in tables))


_AMOUNTS = {NumberKind.MONEY, NumberKind.PERCENT}


def everything_was_read(read: Read) -> Looked:
    """D29: every page has been read, and there was something to compare."""
    faults = [FormFault(each.what, place=each.place) for each in read.report.unread if not each.is_table]
    if not read.checked:
        has_amounts = any(each.kind in _AMOUNTS for line in read.report.lines for each in mentions(line.text))
        message = "没有找到可以互相核对的数，这份报告的数等于没有核对"
        faults.append(FormFault(message, is_hint=not has_amounts))
    return Looked(read.report.pages or 1, tuple(faults))
