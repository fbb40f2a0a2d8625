"""What stands right before and behind a tag that prints a number: what would make another number of it is told."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from juesuan.figures import mentions
from juesuan.figures.mentions import NumberKind
from juesuan.model.problems import Problem, error, warning
from juesuan.wording.tag_forms import YEAR, Begins, NumberForm

WRONG, DOUBTFUL = "T60", "T61"
_NEAR, _SHOWN = 500, 6
"""How many letters around a tag are looked at, and how many are shown."""
BARRIER = "\x00"
"""What stands for a condition or a loop beside a tag, behind which anything may be printed."""


class Surrounded(Struct, frozen=True):
    """A tag that prints a number, with the text around it; other tags stand there as they are printed."""

    name: str
    form: NumberForm
    before: str
    after: str
    is_negative: bool
    """Whether its number is negative today."""
    typed: tuple[str, str] = ("", "")
    """The text around it as it was typed, other tags and all."""

    @property
    def written(self) -> str:
        """The tag itself as an officer types it."""
        return f"{{{{ {self.name} }}}}"

    @property
    def owner(self) -> str:
        """The name of the number itself: without 数 or 元 behind it."""
        return self.name.removesuffix(".数").removesuffix(".元")


class Fault(Struct, frozen=True):
    """What is wrong beside a tag, and how it is written rightly."""

    message: str
    advice: str
    is_doubtful: bool = False
    """Whether it may be meant."""


def window(text: str, start: int, end: int) -> tuple[str, str]:
    """The text near a tag: before its start, and behind its end."""
    return text[max(0, start - _NEAR) : start], text[end : end + _NEAR]


def faults(tag: Surrounded, where: object) -> Iterator[Problem]:
    """The problems T60, of what would be printed wrongly, and T61, of what may be; of each side of the tag one."""
    for side in (_BEFORE[tag.form.begins](tag), _behind(tag)):
        fault = next(side, None)
        if fault:
            say, code = (warning, DOUBTFUL) if fault.is_doubtful else (error, WRONG)
            before, after = tag.typed
            shown = f"{before[-_SHOWN:]}{tag.written}{after[:_SHOWN]}"
            yield say(code, where, f"标签 {tag.written} {fault.message}（{shown}）", fault.advice)


# ---- before

_OPENED, _CLOSED = ("{{", "｛｛"), ("}}", "｝｝")
_DIGIT = r"[\d０-９]"
_GLUED = re.compile(rf"{_DIGIT}$")
_POINT = re.compile(rf"{_DIGIT}[.,]$")
_MAYBE = re.compile(rf"(?:{_DIGIT}(?:．|\s+)|(?<!{_DIGIT})\.)$")
_MINUS = re.compile(r"[-－−]$")
_PLUS = re.compile(r"[+＋±]$")
_RANGE = re.compile(r"[\d０-９][^，。；、：]{0,4}$|[A-Za-z〕)）—－−-]$")
"""What stands before a dash that is no minus: 3万元-5万元."""
_MOVES = "增加|减少|增长|下降|上升|降低|提高|上涨|下滑"
_MOVED = re.compile(rf"(?:{_MOVES})(?:了|约|为)?\s*$")
_MOVED_OR_MORE = re.compile(rf"(?:{_MOVES}|多|少)(?:了|约|为)?\s*$")


def _before_number(tag: Surrounded) -> Iterator[Fault]:
    before = tag.before
    only = f"请去掉它，写成 {tag.written}"
    apart = f"{only}；要分开的，用文字或顿号隔开。"
    if _GLUED.search(before):
        last = "另一个标签的数" if tag.typed[0].endswith(_CLOSED) else f"数字“{before[-1]}”"
        yield Fault(f"前面紧挨着{last}，两个数会连成一个", apart)
    if _POINT.search(before):
        yield Fault(f"前面紧挨着“{before[-2:]}”，会连成另一个数", apart)
    if _MINUS.search(before) and not _RANGE.search(before[:-1]):
        yield Fault(f"前面紧挨着“{before[-1]}”，印出来成了相反的数", f"{only}；负数由标签自己印出负号。")
    if found := tag.is_negative and _MOVED_OR_MORE.search(before):
        advice = f"请改用自己会说增减的 {{{{ {tag.owner}.增减额 }}}}，或者去掉“{found[0].strip()}”。"
        yield Fault(f"现在是负数，前面又写“{found[0].strip()}”，意思成了相反的", advice)
    if _PLUS.search(before) and not _RANGE.search(before[:-1]):
        yield Fault(f"前面紧挨着“{before[-1]}”", f"{only}。", is_doubtful=True)
    if found := _MAYBE.search(before):
        yield Fault(f"前面有“{found[0].strip()}”，可能和它连成一个数", apart, is_doubtful=True)


def _before_direction(tag: Surrounded) -> Iterator[Fault]:
    if found := _MOVED.search(tag.before):
        word = found[0].strip()
        yield Fault(f"自己会说增加还是减少，前面又写“{word}”", f"请去掉“{word}”，写成 {tag.written}。")


def _before_words(_: Surrounded) -> Iterator[Fault]:
    yield from ()


_BEFORE: dict[Begins, Callable[[Surrounded], Iterator[Fault]]] = {
    Begins.NUMBER: _before_number,
    Begins.DIRECTION: _before_direction,
    Begins.WORDS: _before_words,
}


# ---- behind

_MONEY = re.compile(r"\s*((?:[十百千]?[万亿]|[十百千])?元(?![旦宵月素件老])|[万亿](?![一-鿿\w]))")
_PERCENT = re.compile(r"\s*([%％‰]|个?百分点)")
_ROUGHLY = re.compile(r"\s*[余多来]?")
_DIGITS = re.compile(rf"[.．,]?{_DIGIT}")
_A_YEAR = re.compile(rf"{_DIGIT}{{4}}年")
_MEASURE = re.compile(
    r"\s*(平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|人次|亩|吨|辆|人|名|个)(?![一-鿿\w])"
)
_WORDS_WITH = {
    "人": "员均民口才事大数力们格", "家": "庭属长具", "户": "均主籍口型", "项": "目", "个": "体人别性", "件": "数",
    "处": "理置于室罚", "次": "数年日均", "场": "所地馆次", "所": "有属需", "期": "间末限", "名": "称单额",
    "位": "于置", "组": "织成", "门": "诊", "部": "门分", "条": "件例", "台": "账阶", "年": "度均初末底",
    "天": "然气", "套": "餐间", "座": "谈位", "批": "次复准", "村": "民庄级", "镇": "级区", "队": "伍员",
    "班": "级子", "分": "别配为", "种": "植类子", "类": "别型", "支": "出持付", "度": "假", "对": "比口外",
    "口": "径岸", "道": "路",
}  # fmt: skip
"""By a measure word, the letters behind it with which another word begins: 38家家庭, 18项项目."""


def _behind(tag: Surrounded) -> Iterator[Fault]:
    found = _MONEY.match(tag.after) or _PERCENT.match(tag.after)
    digits = _DIGITS.match(tag.after)
    if not tag.form.is_bare:
        yield from _behind_unit(tag, found)
    elif tag.form.unit and not digits:
        yield from _behind_bare(tag, found)
    if digits:
        is_doubtful = not tag.form.is_bare
        if not (is_doubtful and _A_YEAR.match(tag.after)):
            first = "另一个标签的数" if tag.typed[1].startswith(_OPENED) else f"数字“{digits[0]}”"
            message = f"后面紧挨着{first}"
            advice = f"请去掉它，写成 {tag.written}；要分开的，用文字或顿号隔开。"
            yield Fault(message if is_doubtful else f"{message}，两个数会连成一个", advice, is_doubtful)


def _behind_unit(tag: Surrounded, found: re.Match[str] | None) -> Iterator[Fault]:
    """What is wrong behind a tag that prints its unit itself."""
    own = tag.form.unit
    if found:
        typed = found[1]
        yield Fault(
            f"印出来已经带单位“{own}”，后面又写“{typed}”", f"请去掉“{typed}”，写成 {_rightly(tag, typed)}。"
        )
    after = tag.after.lstrip()
    if after.startswith(own) and not _is_a_word(own, after.removeprefix(own)):
        yield Fault(f"印出来已经带单位“{own}”，后面又写“{own}”", f"请去掉“{own}”，写成 {tag.written}。")
    measure = _MEASURE.match(tag.after)
    if measure and not (own == "批" and measure[1].startswith("次")):
        advice = f"请去掉“{measure[1]}”，写成 {tag.written}。"
        yield Fault(f"印出来已经带单位“{own}”，后面又写“{measure[1]}”", advice, is_doubtful=True)


def _is_a_word(unit: str, rest: str) -> bool:
    """Whether the unit, typed behind the tag, is the beginning of another word."""
    return bool(rest) and rest[0] in _WORDS_WITH.get(unit, "")


def _behind_bare(tag: Surrounded, found: re.Match[str] | None) -> Iterator[Fault]:
    """What is wrong behind a tag that prints a number without its unit."""
    own, after = tag.form.unit, tag.after.lstrip()
    if _ROUGHLY.sub("", after, count=1).startswith(own) or after.startswith(own):
        return
    if found and not (own == "%" and found[1].endswith("百分点")):
        message = f"只印数字，单位是“{own}”，后面却写“{found[1]}”，数就错了"
        yield Fault(message, f"请写成 {_rightly(tag, found[1])}。")
        return
    (mention, *_) = mentions.mentions(f"1{after[:_NEAR]}", (own,))
    scale, unit = mentions.in_base(mention.value / mention.value, own)
    if mention.kind is NumberKind.COUNT and not (mention.unit == unit and scale == mention.scale):
        typed = mention.suffix.strip()
        message = f"只印数字，单位是“{own}”，后面却写“{typed}”"
        yield Fault(message, f"请写成 {{{{ {tag.owner} }}}}，它自己带单位。", is_doubtful=mention.unit != unit)


def _rightly(tag: Surrounded, typed: str) -> str:
    """How the number is written so that it is right in the unit that was typed, or in its own."""
    own = f"{{{{ {tag.owner} }}}}"
    if tag.form == YEAR:
        return f"{own}年"
    if tag.form.begins is Begins.NUMBER and tag.form.unit == "万元" and typed == "元":
        return f"{own}（以万元为单位）或 {{{{ {tag.owner}.元 }}}}（以元为单位）"
    if tag.form.unit == "元" and typed == "万元":
        return f"{tag.written}（以元为单位）或 {own}（以万元为单位）"
    return own if tag.form.is_bare and tag.name != tag.owner else tag.written
