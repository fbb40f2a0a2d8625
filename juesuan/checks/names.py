"""Names in the texts: the department has one, speaks as itself, and no person stands in a public paper."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.checks.wording import quoted
from juesuan.model.department import Department
from juesuan.model.problems import Severity
from juesuan.model.values import Cell, plain

PART = "文字"


def the_unit_has_one_name(evidence: Evidence) -> Iterator[Finding]:
    """No text has a name that is the department's but for a character or two: misspelt, or another unit's."""
    department = evidence.accounts.department
    names = [name for name in _own_names(department)[:2] if len(name) >= _SHORTEST_NAME]
    for statement in evidence.statements:
        bare = plain(statement.text)
        for name in names:
            bare = bare.replace(name, "□" * len(name))
        for name in names:
            for near in nearly(bare, name):
                message = f"单位名称写成“{near}”，应为“{name}”"
                yield Finding(statement.cell, message, (department.name.cell,), name, near)


def _own_names(department: Department) -> tuple[str, ...]:
    """The full name of the department, its short name and what it calls itself; empty where there is none."""
    own = (department.name, department.short_name, department.own_name)
    return tuple(text.text if text else "" for text in own)


_SHORTEST_NAME = 5


def nearly(text: str, name: str) -> Iterator[str]:
    """The stretches of a text that are the name with one character changed, or two neighbours changed about."""
    size = len(name)
    for place in range(len(text) - size + 1):
        window = text[place : place + size]
        if window[-1] == name[-1] and window[0] == name[0] and "□" not in window:
            wrong = [at for at in range(size) if window[at] != name[at]]
            if len(wrong) == 1 or (len(wrong) == 2 and sorted(window) == sorted(name)):  # noqa: PLR2004
                yield window


_SPEAKERS = (
    "局(?![面部限])|委(?![托派员])|办(?![理事公])|院(?![士落])|校(?![对正])|"
    "中心|所(?![在有以需谓做知得])|站(?![在起立])"
)
_OTHER_VOICE = re.compile(rf"我(?:{_SPEAKERS})")
_OTHER_UNIT = re.compile(
    r"(?<![全各])[县区市州][一-鿿]{1,12}(?:局|委|办|院|校|中心|所|站|委员会|办公室)"
    r"(?=20\d\d年度?(?:部门|单位)?(?:收入|支出|决算(?!批复|公开)|收、支|“三公”|机关运行|政府采购))"
)
_TAIL = 3
"""The end of a name that tells two units of a county apart, such as 水务局."""


def the_unit_speaks_of_itself(evidence: Evidence) -> Iterator[Finding]:
    """The texts speak of the department as itself.

    我校 in the paper of a bureau, or the accounts of another bureau: the text was taken from elsewhere.
    """
    department = evidence.accounts.department
    full, short, own = _own_names(department)
    tails = {name[-_TAIL:] for name in (full, short) if name}
    for statement in evidence.statements:
        text = plain(statement.text)
        others = [each for each in _OTHER_UNIT.finditer(text) if each[0][-_TAIL:] not in tails]
        if _OTHER_VOICE.fullmatch(own):
            others += [each for each in _OTHER_VOICE.finditer(text) if each[0] != own]
        for other in others:
            message = f"写的是“{other[0]}”，本单位是“{full}”：{quoted(text, *other.span())}"
            yield Finding(statement.cell, message, (department.name.cell,), full, other[0])


_SELF = re.compile(rf"[我本](?:{_SPEAKERS}|部门|单位)")


def the_unit_calls_itself_by_one_name(evidence: Evidence) -> Iterator[Finding]:
    """The texts call the department as 单位自称 has it, or as the form does: 我校 once beside 本部门 is told.

    A name of another kind of unit is told by the rule on whom the texts speak of.
    """
    own = _own_names(evidence.accounts.department)[-1]
    of_the_form = f"本{evidence.accounts.department.called}"
    places: dict[str, dict[Cell, None]] = {}
    for statement in evidence.statements:
        for match in _SELF.finditer(plain(statement.text)):
            places.setdefault(match[0], {})[statement.cell] = None
    for name, cells in places.items():
        is_others = bool(_OTHER_VOICE.fullmatch(own) and _OTHER_VOICE.fullmatch(name))
        if name not in {own, of_the_form} and not is_others:
            shown = "、".join(cell.address for cell in list(cells)[:_SHOWN])
            more = "等" if len(cells) > _SHOWN else ""
            message = f"自称写“{name}”{len(cells)}处（{shown}{more}），报告别处写“{own or of_the_form}”"
            yield Finding(next(iter(cells)), message, tuple(cells), found=name)


_SHOWN = 5
"""So many places are named in a message."""
_PERSONAL = (
    (re.compile(r"(?<![\d.])\d{6}(?P<born>(19|20)\d{6})\d{3}[\dXx](?!\d|[万亿千]?元)"), "身份证号"),
    (re.compile(r"(?<![\d.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.]|[万亿千]?元)"), "手机号"),
    (re.compile(r"(?<![\d.A-Za-z])(?:\d{4}[ -]?){4,}\d{0,3}(?![\d.A-Za-z号]|[万亿千]?元)"), "银行账号"),
)
_OF_A_THING = re.compile(r"(代码|编号|编码|文号|单号)[为是]?[:：]?\s*$")
_YEARS = re.compile(r"((19|20)\d\d[ -]?)+")


def nothing_personal_is_published(evidence: Evidence) -> Iterator[Finding]:
    """No text has an ID number, a mobile number or a bank account, which do not belong in a public paper."""
    for statement in evidence.statements:
        if found := personal(plain(statement.text)):
            yield Finding(statement.cell, found.message, found=found.shown)


class Personal(Struct, frozen=True):
    """Digits of a person in a text, told without being repeated."""

    message: str
    shown: str
    """Their first three and last two."""
    start: int
    """Where they begin in the text."""


def personal(text: str) -> Personal | None:
    """The first ID number, mobile number or bank account of a text without marks; None where it has none."""
    for pattern, kind in _PERSONAL:
        if match := next(filter(_is_personal, pattern.finditer(text)), None):
            shown = f"{match[0][:3]}…{match[0].strip()[-2:]}"
            return Personal(f"有像{kind}的数字“{shown}”，不能公开", shown, match.start())
    return None


def _is_personal(match: re.Match[str]) -> bool:
    """Whether digits are a person's: not those of a thing, no row of years, with a day of birth that exists."""
    if _OF_A_THING.search(match.string[: match.start()]) or _YEARS.fullmatch(match[0]):
        return False
    born = match.groupdict().get("born")
    if born is None:
        return True
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    return True


RULES = (
    Rule(
        "C840",
        Severity.WARNING,
        PART,
        "单位名称全文一种写法",
        "差一个字就成了别的单位；从兄弟单位的稿子改来的文字最容易留下。",
        "请改正，或用标签 {{ 单位.全称 }}。",
        the_unit_has_one_name,
    ),
    Rule(
        "C841",
        Severity.WARNING,
        PART,
        "没有身份证号、手机号、银行账号",
        "公开的文件不能有个人信息。",
        "请删去。",
        nothing_personal_is_published,
    ),
    Rule(
        "C842",
        Severity.WARNING,
        PART,
        "文字说的是本单位",
        "从别的单位的稿子改来的文字，会留下“我校”或别的单位的名称。",
        "请改成本单位；确是说别的单位的，改写得让读者看得明白。",
        the_unit_speaks_of_itself,
    ),
    Rule(
        "C133",
        Severity.HINT,
        PART,
        "自称全文一种写法",
        "一处写“我校”、别处写“本部门”，读者会以为说的是两个单位。",
        "请统一写法；“我局”“本单位”等写在〔基本信息〕“单位自称”，文字里用标签 {{ 单位.自称 }}。",
        the_unit_calls_itself_by_one_name,
    ),
)
