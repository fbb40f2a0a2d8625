"""What is wrong with a template, before anything is made of it: every fault at its paragraph, all at once.

A template may print names, loop over lists and leave out what does not hold, and nothing else. It is read here as
its author sees it; nothing is evaluated.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from jinja2 import Environment, TemplateSyntaxError, nodes
from lxml import etree

from juesuan import printable, tags, tagshapes, templatetags, wordxml
from juesuan.problems import Problem, error
from juesuan.tagshapes import Shape
from juesuan.templatetags import TAG, Line, Place
from juesuan.templatewords import FAULT, PAIRS, in_chinese
from juesuan.wordxml import W

ORIGINAL = "附件[].原文"
"""Where a finished report of the department's own goes."""
_BROKEN = re.compile("[{｛]+%?[^{}｛｝\ue000\ue001]*[}｝]*|[}｝]+")
"""What is left of braces when whole tags are held back, see ``_held``."""
_CONTROL = re.compile(r"(?:(p|tr) )?\s*(\w+)\b\s*(.*?)\s*", re.DOTALL)
_LOOP = re.compile(r"(\w+)\s+in\s+(\w+(?:\.\w+)*)")
_WHOLE = {"": "", "p": "一段", "tr": "一行"}
_COUNTED = Shape(members=dict.fromkeys(("index", "first", "last"), Shape(prints=True)))
_LONGEST = 400
_SHOWN = 24
CONDITIONS = "条件里只能写名称、and、or、not 和与整数的比较"


@dataclass(frozen=True, slots=True)
class Use:
    """A tag that the template names."""

    name: str
    """As the vocabulary has it; 绩效项目[].名称 where it stands in a loop."""
    place: Place
    is_alone: bool
    """Whether it is printed with nothing beside it in its paragraph."""


@dataclass(slots=True)
class _Open:
    """A loop or a condition that is not closed yet."""

    word: str
    form: str
    """p, tr, or empty inside a paragraph."""
    line: Line
    variable: str = ""
    path: str = ""
    shape: Shape = tagshapes.NOTHING


@dataclass(slots=True)
class Reading:
    """A template read against the vocabulary."""

    shape: Shape
    problems: list[Problem] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def say(self, problem: Problem, place: Place) -> None:
        """The problem with the part of the report it concerns, once."""
        told = replace(problem, part=place.part)
        if told not in self.problems:
            self.problems.append(told)


def read(data: bytes, file: str, shape: Shape) -> Reading:
    """The template's tags, and all that is wrong with it; ``file`` is what the officer knows it as.

    A file that Word cannot open, or that no report can be made of, is a problem, too.
    """
    reading = Reading(shape)
    try:
        word = wordxml.open_word(data)
    except wordxml.NotWordFile as caught:
        reading.problems.append(error("W02", file, f"模板打不开：{caught}", _RESTORE))
        return reading
    body, *others = templatetags.read(word, file)
    for lines in (body, *others):
        _read_part(lines, reading)
    reading.problems.extend(_hidden(word, file))
    reading.problems.extend(_missing(word, file, (body, reading.uses)))
    return reading


_RESTORE = "修好以前，可以先把它改名，报告就用统一的版式。"


# ---- the paragraphs


def _read_part(lines: Iterable[Line], reading: Reading) -> None:
    whole = True
    for line in lines:
        fragments = list(_BROKEN.finditer(_held(line.text)))
        for fragment in fragments:
            reading.say(_unpaired(fragment[0], line.place), line.place)
        whole = whole and not fragments
        if bad := printable.fault(line.text, line.place):
            reading.say(bad, line.place)
        meant = replace(line, text=_mended(line.text))
        for tag in TAG.finditer(meant.text):
            if tag[1] is not None:
                _print(tag, meant, reading)
            elif fault := _control(tag, meant, reading, is_paired=whole):
                told = error("W01", line.place, f"{FAULT}{fault}（{tag[0]}）", _ADVICE)
                reading.say(told, line.place)
    for left in reading.stack if whole else ():
        message = f"{FAULT}{PAIRS.format(left.word)}"
        reading.say(error("W01", left.line.place, message, "请补上，或者删去开头。"), left.line.place)
    reading.stack.clear()


def _mended(text: str) -> str:
    """The text as it was meant, where that is plain: what follows from a missing brace is not told, too."""
    return _BROKEN.sub(_paired, _held(text)).translate(_FREED)


def _held(text: str) -> str:
    return TAG.sub(lambda tag: tag[0].translate(_HELD), text)


_HELD = {ord("{"): "\ue000", ord("}"): "\ue001"}
_FREED = {0xE000: "{", 0xE001: "}"}


def _paired(fragment: re.Match[str]) -> str:
    inner = fragment[0].strip("{｛}｝%")
    if "%" in fragment[0]:
        return f"{{%{inner}%}}"
    return f"{{{{{inner}}}}}" if tags.is_name(inner.strip()) else ""


def _unpaired(words: str, place: Place) -> Problem:
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    advice = "标签写成 {{ 名称 }}，两边各两个半角花括号，从头到尾在一段里；不是标签就不要用花括号。"
    return error("W01", place, f"{FAULT}花括号不成对（{shown}）", advice)


def _print(tag: re.Match[str], line: Line, reading: Reading) -> None:
    name = tag[1].strip()
    if not tags.is_name(name):
        reading.say(tags.not_a_name(tag[0], line.place), line.place)
        return
    shape = _named(name, line, reading)
    if shape and not shape.prints:
        reading.say(_unknown(name, line, reading), line.place)


def _scope(reading: Reading) -> dict[str, tuple[str, Shape]]:
    """What loops have named, with the name that the vocabulary has for it."""
    loops = [each for each in reading.stack if each.word == "for"]
    counted = {"loop": ("loop", _COUNTED)} if loops else {}
    return counted | {each.variable: (each.path, each.shape) for each in loops}


def _named(name: str, line: Line, reading: Reading) -> Shape | None:
    """The shape of a name that is there; one that is not is told."""
    first, *rest = name.split(".")
    path, shape = _scope(reading).get(first) or (first, reading.shape.members.get(first))
    found = tagshapes.find(shape, rest) if shape else None
    if found is None:
        reading.say(_unknown(name, line, reading), line.place)
    else:
        alone = TAG.fullmatch(line.text.strip())
        reading.uses.append(
            Use(".".join((path, *rest)), line.place, is_alone=alone is not None and alone[1] is not None)
        )
    return found


def _unknown(name: str, line: Line, reading: Reading) -> Problem:
    inside = {variable: shape for variable, (_, shape) in _scope(reading).items()}
    whole = Shape(members={**reading.shape.members, **inside})
    return tags.unknown(name, tagshapes.names(whole), line.place)


# ---- loops and conditions


def _control(tag: re.Match[str], line: Line, reading: Reading, *, is_paired: bool) -> str:
    """What is wrong with the tag, or nothing; without ``is_paired`` its counterpart is not missed."""
    match = _CONTROL.fullmatch(tag[2])
    form, word, rest = (match[1] or "", match[2], match[3]) if match else ("", tag[2].strip(), "")
    fault = _alone(tag[0], form, line)
    match word:
        case "for":
            fault = _loop(rest, form, line, reading) or fault
        case "if":
            fault = _condition(rest, line, reading) or fault
            reading.stack.append(_Open("if", form, line))
        case "elif" | "else" | "endif" | "endfor":
            fault = (_continued(word, rest, (form, line), reading) if is_paired else "") or fault
        case _:
            fault = in_chinese(f"unknown tag '{word}'")
    return fault


_ADVICE = "请对照统一的版式改正；标签以外的字可以随便改。"


def _alone(typed: str, form: str, line: Line) -> str:
    """What stands beside such a tag would be lost."""
    whole = line.text
    if form == "tr":
        whole = "".join(map(templatetags.words, line.row.iter(W + "p"))) if line.row is not None else ""
    if form and whole.strip() != typed:
        return f"它要独占{_WHOLE[form]}，旁边的字会丢失"
    return ""


def _loop(rest: str, form: str, line: Line, reading: Reading) -> str:
    match = _LOOP.fullmatch(rest)
    opened = _Open("for", form, line)
    if match is None:
        reading.stack.append(opened)
        return "应写成 {% for 名称 in 名称 %}"
    opened.variable, name = match[1], match[2]
    shape = _named(name, line, reading)
    if shape and shape.each:
        opened.path, opened.shape = f"{reading.uses[-1].name}[]", shape.each
    reading.stack.append(opened)
    return f"“{name}”只有一个，不能用 for 重复" if shape and not shape.each else ""


def _condition(rest: str, line: Line, reading: Reading) -> str:
    if len(rest) > _LONGEST:
        return CONDITIONS
    try:
        (tested,) = Environment(autoescape=True).parse(f"{{% if {rest} %}}{{% endif %}}").body
        names = list(_tested(tested.test)) if isinstance(tested, nodes.If) else []
    except TemplateSyntaxError as caught:
        return in_chinese(str(caught.message))
    except (_NotPlainError, ValueError, RecursionError):
        return CONDITIONS
    for name in names:
        _named(name, line, reading)
    return ""


class _NotPlainError(Exception):
    """The condition computes."""


def _tested(node: nodes.Node) -> Iterator[str]:
    """The names in a condition; raises _NotPlainError for anything but those, and, or, not and comparisons."""
    match node:
        case nodes.And() | nodes.Or():
            yield from _tested(node.left)
            yield from _tested(node.right)
        case nodes.Not():
            yield from _tested(node.node)
        case nodes.Compare(expr=compared, ops=[nodes.Operand(op=how, expr=nodes.Const(value=int()))]) if (
            how in _HOWS
        ):
            yield _dotted(compared)
        case _:
            yield _dotted(node)


_HOWS = {"eq", "ne", "lt", "lteq", "gt", "gteq"}


def _dotted(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_dotted(node.node)}.{node.attr}"
    raise _NotPlainError


def _continued(word: str, rest: str, here: tuple[str, Line], reading: Reading) -> str:
    """A tag that belongs to an earlier one: the last that is open."""
    form, line = here
    wanted = "for" if word == "endfor" else "if"
    if not reading.stack or reading.stack[-1].word != wanted:
        return in_chinese(f"unknown tag '{word}'")
    opened = reading.stack[-1] if word in {"elif", "else"} else reading.stack.pop()
    if opened.form != form or _holder(form, line) is not _holder(form, opened.line):
        return f"它和开头要写在同一处（开头在{opened.line.place}）"
    if word == "elif":
        return _condition(rest, line, reading)
    return f"后面多出“{rest}”" if rest else ""


def _holder(form: str, line: Line) -> etree._Element | None:
    """What both ends of a pair stand in: the paragraph, or what holds the paragraphs or rows between them."""
    if not form:
        return line.element
    inner = line.row if form == "tr" else line.element
    return None if inner is None else inner.getparent()


# ---- the file


def _hidden(word: wordxml.WordFile, file: str) -> Iterator[Problem]:
    """Tags outside the text would be filled all the same, and changes that Word keeps would be published."""
    if next(word.root.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo"), None) is not None:
        advice = "请在 Word 的“审阅”里接受或拒绝所有修订，关掉修订，再保存。"
        yield error("W04", file, "模板里有没接受的修订", advice)
    found = {typed for root in templatetags.roots(word) for each in root.iter() for typed in _elsewhere(each)}
    for typed in sorted(found):
        yield error("W01", file, f"{FAULT}它不在正文的文字里（{typed[:_SHOWN]}）", "请删去它。")


def _elsewhere(element: etree._Element) -> Iterator[str]:
    held = [*map(str, element.attrib.values()), element.tail or ""]
    held += [element.text or ""] if element.tag != W + "t" else []
    yield from (words.strip() for words in held if re.search(r"\{[{%#]", words))


def _missing(word: wordxml.WordFile, file: str, read: tuple[Sequence[Line], Sequence[Use]]) -> Iterator[Problem]:
    """What the program fills in by itself and has to find."""
    lines, uses = read
    fields = (each.text or "" for each in word.root.iter(W + "instrText"))
    if not any(each.split()[:1] == ["TOC"] for each in fields):
        yield error("W03", file, "模板里没有目录", "请从统一的版式里把目录复制回来，或者用“引用”插入自动目录。")
    if not any(use.name == ORIGINAL and use.is_alone for use in uses):
        yield no_place(file)
    if not any(line.style.startswith("封面") for line in lines):
        advice = "请从统一的版式里把封面复制回来，样式是“封面单位”“封面标题”。"
        yield error("W03", file, "模板里没有封面", advice)


def no_place(file: str) -> Problem:
    """The template lacks the paragraph that a finished report takes the place of."""
    advice = "请在“附件”循环里恢复单独一段的 {{ 报告.原文 }}。"
    return error("W03", file, "模板里没有放附件原文的位置", advice)
