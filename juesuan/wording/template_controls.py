"""What a tag of a template may be: a name, a loop over a list, a condition; each is read, none is evaluated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jinja2 import Environment, TemplateSyntaxError, nodes
from lxml import etree

from juesuan.model.problems import Problem
from juesuan.ooxml.elements import W
from juesuan.wording import tag_shapes, tags, template
from juesuan.wording.tag_shapes import Shape
from juesuan.wording.template import TAG, TemplateParagraph, TemplatePlace, in_chinese

_CONTROL = re.compile(r"(?:(p|tr) )?\s*(\w+)\b\s*(.*?)\s*", re.DOTALL)
_LOOP = re.compile(r"(\w+)\s+in\s+(\w+(?:\.\w+)*)")
_WHOLE = {"": "", "p": "一段", "tr": "一行"}
_COUNTED = Shape(members=dict.fromkeys(("index", "first", "last"), Shape(prints=True)))
_LONGEST = 400
CONDITIONS = "条件里只能写名称、and、or、not 和与整数的比较"
"""What is said of a condition that does more."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place in a template that names a tag, be it to print it, to loop over it or to ask for it."""

    name: str
    """The name as the vocabulary has it: 绩效项目[].名称 where it stands in a loop."""
    place: TemplatePlace
    is_alone: bool
    """Whether it is printed with nothing beside it in its paragraph."""


@dataclass(slots=True)
class _Open:
    """A loop or a condition that is not closed yet."""

    word: str
    form: str
    """p, tr, or empty inside a paragraph."""
    line: TemplateParagraph
    variable: str = ""
    path: str = ""
    shape: Shape = tag_shapes.NOTHING


@dataclass(slots=True)
class Reading:
    """What has been found in a template while it is read against the vocabulary."""

    shape: Shape
    """What the template may name."""
    problems: list[Problem] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    """The loops and conditions that are open at the place of reading, the innermost last."""

    def say(self, problem: Problem, place: TemplatePlace) -> None:
        """Keep a problem, with the part of the report that it concerns, once."""
        told = replace(problem, part=place.part)
        if told not in self.problems:
            self.problems.append(told)


def check_print(tag: re.Match[str], line: TemplateParagraph, reading: Reading) -> None:
    """Keep, in ``reading``, the use of a tag that prints a name, and what is wrong with it."""
    name = tag[1].strip()
    if not tags.is_name(name):
        reading.say(tags.not_a_name(tag[0], line.place), line.place)
        return
    shape = named_shape(name, line, reading)
    if shape and not shape.prints:
        reading.say(_unknown(name, line, reading), line.place)


def _scope(reading: Reading) -> dict[str, tuple[str, Shape]]:
    """What the open loops have given names to: by that name, its name in the vocabulary and its shape."""
    loops = [each for each in reading.stack if each.word == "for"]
    counted = {"loop": ("loop", _COUNTED)} if loops else {}
    return counted | {each.variable: (each.path, each.shape) for each in loops}


def named_shape(name: str, line: TemplateParagraph, reading: Reading) -> Shape | None:
    """The shape of a name, whose use is kept in ``reading``; None, and a problem, where there is no such name."""
    first, *rest = name.split(".")
    path, shape = _scope(reading).get(first) or (first, reading.shape.members.get(first))
    found = tag_shapes.find(shape, rest) if shape else None
    if found is None:
        reading.say(_unknown(name, line, reading), line.place)
    else:
        alone = TAG.fullmatch(line.text.strip())
        reading.uses.append(
            Use(".".join((path, *rest)), line.place, is_alone=alone is not None and alone[1] is not None)
        )
    return found


def _unknown(name: str, line: TemplateParagraph, reading: Reading) -> Problem:
    inside = {variable: shape for variable, (_, shape) in _scope(reading).items()}
    whole = Shape(members={**reading.shape.members, **inside})
    return tags.unknown(name, tag_shapes.names(whole), line.place)


# ---- loops and conditions


def check_control(tag: re.Match[str], line: TemplateParagraph, reading: Reading, *, is_paired: bool) -> str:
    """What is wrong with a loop or condition, in Chinese; empty for nothing.

    Without ``is_paired`` its counterpart is not missed: what is broken before it may have hidden that.
    """
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


ADVICE = "请对照统一的版式改正；标签以外的字可以随便改。"


def _alone(typed: str, form: str, line: TemplateParagraph) -> str:
    """What is wrong where something stands beside a tag that takes its whole paragraph or row."""
    whole = line.text
    if form == "tr":
        whole = "".join(map(template.words, line.row.iter(W + "p"))) if line.row is not None else ""
    if form and whole.strip() != typed:
        return f"它要独占{_WHOLE[form]}，旁边的字会丢失"
    return ""


def _loop(rest: str, form: str, line: TemplateParagraph, reading: Reading) -> str:
    """What is wrong with the beginning of a loop; the loop is open from here on."""
    match = _LOOP.fullmatch(rest)
    opened = _Open("for", form, line)
    if match is None:
        reading.stack.append(opened)
        return "应写成 {% for 名称 in 名称 %}"
    opened.variable, name = match[1], match[2]
    shape = named_shape(name, line, reading)
    if shape and shape.each:
        opened.path, opened.shape = f"{reading.uses[-1].name}[]", shape.each
    reading.stack.append(opened)
    return f"“{name}”只有一个，不能用 for 重复" if shape and not shape.each else ""


def _condition(rest: str, line: TemplateParagraph, reading: Reading) -> str:
    """What is wrong with the words of a condition; the names in it are uses."""
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
        named_shape(name, line, reading)
    return ""


class _NotPlainError(Exception):
    """A condition does more than to ask for names and compare them with whole numbers."""


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
    """The dotted name that a node of jinja's is; raises _NotPlainError for anything else."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_dotted(node.node)}.{node.attr}"
    raise _NotPlainError


def _continued(word: str, rest: str, here: tuple[str, TemplateParagraph], reading: Reading) -> str:
    """What is wrong with a tag that goes on from an earlier one, which must be the last that is open."""
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


def _holder(form: str, line: TemplateParagraph) -> etree._Element | None:
    """The element that both ends of a pair stand in: the paragraph, or what holds those, or the rows, between."""
    if not form:
        return line.element
    inner = line.row if form == "tr" else line.element
    return None if inner is None else inner.getparent()
