"""What a tag of a template may be: a name, a loop over a list, a condition; each is read, none is evaluated."""

import re
from itertools import accumulate, takewhile

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.model.problems import Problem
from juesuan.ooxml.elements import W
from juesuan.wording import tag_controls, tag_grammar, tag_shapes, tag_surroundings, tags, template
from juesuan.wording.tag_controls import COUNTED, LOOP
from juesuan.wording.tag_forms import NumberForm
from juesuan.wording.tag_grammar import DEEPEST, ConditionError
from juesuan.wording.tag_shapes import Shape
from juesuan.wording.tag_surroundings import Surrounded
from juesuan.wording.template import TAG, TemplateParagraph, TemplatePlace, in_chinese

_WHOLE = {"p": "一段", "tr": "一行"}
_ANY = Shape(prints=True, each=tag_shapes.NOTHING)
_COUNTED = Shape(members=dict.fromkeys(COUNTED, Shape(prints=True)))


class Use(Struct, frozen=True):
    """A place in a template that names a tag, be it to print it, to loop over it or to ask for it."""

    name: str
    """The name as the vocabulary has it: 绩效项目[].名称 where it stands in a loop."""
    place: TemplatePlace
    is_alone: bool
    """Whether it is printed with nothing beside it in its paragraph."""


class _Open(Struct):
    """A loop or a condition that is not closed yet."""

    word: str
    form: str
    """p, tr, or empty inside a paragraph."""
    line: TemplateParagraph
    variable: str = ""
    path: str = ""
    shape: Shape = tag_shapes.NOTHING
    has_else: bool = False
    wrappers: tuple[etree._Element, ...] = ()
    """What stands around its run inside the paragraph, such as a link, the outermost last."""


class Reading(Struct):
    """A template read against the vocabulary or, without one, for its grammar alone."""

    shape: Shape | None
    """What the template may name; None where only its grammar is read."""
    problems: list[Problem] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    """The loops and conditions that are open at the place of reading, the innermost last."""
    missed: set[tuple[str, TemplatePlace]] = field(default_factory=set)
    """The names that are not there, each with the paragraph that it was told of."""
    read: int = 0
    """How many tags."""
    styles: frozenset[str] = frozenset()
    """The styles of its paragraphs."""

    def say(self, problem: Problem, place: TemplatePlace) -> None:
        """Keep a problem, with the part of the report that it concerns, once."""
        told = replace(problem, part=place.part)
        if told not in self.problems:
            self.problems.append(told)


def check_print(tag: re.Match[str], line: TemplateParagraph, reading: Reading) -> None:
    """Keep, in ``reading``, the use of a tag that prints a name, and what is wrong with it."""
    name = tag[1].strip()
    shape = named_shape(name, line, reading) if tags.is_name(name) else None
    if shape and not shape.prints:
        reading.say(_unknown(name, line, reading), line.place)
    elif not tags.is_name(name) or (shape and not tag_controls.is_plain(name)):
        reading.say(tags.not_a_name(tag[0], line.place), line.place)
    elif shape and shape.form:
        for problem in tag_surroundings.faults(_surrounded(tag, shape, shape.form, reading), line.place):
            reading.say(problem, line.place)


def _surrounded(tag: re.Match[str], shape: Shape, form: NumberForm, reading: Reading) -> Surrounded:
    """The tag with what will be printed beside it, as far as that is certain."""
    typed = before, after = tag_surroundings.window(tag.string, *tag.span())
    before = TAG.sub(lambda each: _stand_in(each, reading, {"if", "for"}), before)
    after = TAG.sub(lambda each: _stand_in(each, reading, {"endif", "endfor"}), after)
    return Surrounded(tag[1].strip(), form, before, after, shape.is_negative, typed)


def _stand_in(tag: re.Match[str], reading: Reading, passed: set[str]) -> str:
    """What stands for another tag: the form of its number, or nothing for a control that may be ``passed``."""
    if tag[1] is not None:
        shape = _shape_of(tag[1].strip(), reading)[1]
        return shape.form.stand_in if shape and shape.form else tag_surroundings.BARRIER
    return "" if tag_controls.control(tag[2])[1] in passed else tag_surroundings.BARRIER


def _scope(reading: Reading) -> dict[str, tuple[str, Shape]]:
    """What the open loops have given names to: by that name, its name in the vocabulary and its shape."""
    loops = [each for each in reading.stack if each.word == "for"]
    counted = {LOOP: (LOOP, _COUNTED)} if loops else {}
    return counted | {each.variable: (each.path, each.shape) for each in loops}


def named_shape(name: str, line: TemplateParagraph, reading: Reading) -> Shape | None:
    """The shape of a name, whose use is kept in ``reading``; None, and a problem, where there is no such name.

    Without a vocabulary there is every name.
    """
    if reading.shape is None:
        return _ANY
    path, found = _shape_of(name, reading)
    if found is None:
        _miss(name, line, reading)
    else:
        alone = TAG.fullmatch(line.text.strip())
        reading.uses.append(Use(path, line.place, is_alone=alone is not None and alone[1] is not None))
    return found


def _shape_of(name: str, reading: Reading) -> tuple[str, Shape | None]:
    """The name as the vocabulary has it, and its shape; None where there is none of that name."""
    first, *rest = name.split(".")
    path, shape = _scope(reading).get(first) or (first, (reading.shape or tag_shapes.NOTHING).members.get(first))
    return ".".join((path, *rest)), tag_shapes.find(shape, rest) if shape else None


def _miss(name: str, line: TemplateParagraph, reading: Reading) -> None:
    if (name, line.place) not in reading.missed:  # to look for the nearest takes its time
        reading.missed.add((name, line.place))
        reading.say(_unknown(name, line, reading), line.place)


def _unknown(name: str, line: TemplateParagraph, reading: Reading) -> Problem:
    inside = {variable: shape for variable, (_, shape) in _scope(reading).items()}
    vocabulary = reading.shape or tag_shapes.NOTHING
    whole = Shape(members={**vocabulary.members, **inside})
    return tags.unknown(name, tag_shapes.names(whole), line.place)


# ---- loops and conditions


def check_control(tag: re.Match[str], line: TemplateParagraph, reading: Reading, *, is_paired: bool) -> str:
    """What is wrong with a loop or condition, in Chinese, or nothing.

    Without ``is_paired`` its counterpart is not missed: what is broken before it may have hidden that.
    """
    form, word, rest = tag_controls.control(tag[2])
    if form == "r" and reading.shape is not None:  # such a tag stands in a template of the program's own alone
        word = form
    fault = _alone(tag[0], form, line)
    match word:
        case "for":
            fault = _loop(rest, form, line, reading) or fault
        case "if":
            fault = _condition(rest, line, reading) or fault
            reading.stack.append(_Open("if", form, line))
        case "elif" | "else" | "endif" | "endfor":
            around = _wrappers(tag, line) if is_paired and not form else ()
            fault = (_continued(word, rest, (form, line, around), reading) if is_paired else "") or fault
        case _:
            fault = in_chinese(f"unknown tag '{word}'")
    is_opened = is_paired and word in {"for", "if"}
    if is_opened and not form:
        reading.stack[-1].wrappers = _wrappers(tag, line)
    return fault or (_TOO_DEEP if is_opened and len(reading.stack) > DEEPEST else "")


_TOO_DEEP = f"套得太深，最多套 {DEEPEST} 层"
ADVICE = "请对照统一的版式改正；标签以外的字可以随便改。"


def _alone(typed: str, form: str, line: TemplateParagraph) -> str:
    """What is wrong where something stands beside a tag that takes its whole paragraph or row."""
    whole = line.text
    if form == "r":
        return ""
    if form == "tr":
        whole = "".join(map(template.words, line.row.iter(W + "p"))) if line.row is not None else ""
    if form and whole.strip() != typed:
        return f"它要独占{_WHOLE[form]}，旁边的字会丢失"
    return ""


def _loop(rest: str, form: str, line: TemplateParagraph, reading: Reading) -> str:
    """What is wrong with the beginning of a loop; the loop is open from here on."""
    loop = tag_controls.loop(rest)
    opened = _Open("for", form, line)
    if loop is None:
        reading.stack.append(opened)
        return "应写成 {% for 名称 in 名称 %}"
    opened.variable, name = loop
    shape = named_shape(name, line, reading)
    if shape and shape.each and reading.uses:
        opened.path, opened.shape = f"{reading.uses[-1].name}[]", shape.each
    reading.stack.append(opened)
    return f"“{name}”只有一个，不能用 for 重复" if shape and not shape.each else ""


def _condition(rest: str, line: TemplateParagraph, reading: Reading) -> str:
    """What is wrong with the words of a condition; the names in it are uses."""
    try:
        names = tag_grammar.condition(rest)
    except ConditionError as caught:
        return str(caught)
    for name in names:
        named_shape(name, line, reading)
    return ""


def _continued(
    word: str, rest: str, here: tuple[str, TemplateParagraph, tuple[etree._Element, ...]], reading: Reading
) -> str:
    """What is wrong with a tag that goes on from an earlier one, which must be the last that is open."""
    form, line, wrappers = here
    wanted = "for" if word == "endfor" else "if"
    if not reading.stack or reading.stack[-1].word != wanted:
        return in_chinese(f"unknown tag '{word}'")
    opened = reading.stack[-1] if word in {"elif", "else"} else reading.stack.pop()
    if opened.form != form or _holder(form, line) is not _holder(form, opened.line):
        return f"它和开头要写在同一处（开头在{opened.line.place}）"
    if opened.wrappers != wrappers:
        return "它和开头一个在链接、修订或者内容控件里面，一个在外面"
    if word in {"elif", "else"} and opened.has_else:
        return f"“{word}”写在“else”后面了"
    opened.has_else = word == "else"
    if word == "elif":
        return _condition(rest, line, reading)
    return f"后面多出“{rest}”" if rest else ""


def _holder(form: str, line: TemplateParagraph) -> etree._Element | None:
    """The element that both ends of a pair stand in: the paragraph, or what holds those, or the rows, between."""
    if not form:
        return line.element
    inner = line.row if form == "tr" else line.element
    return None if inner is None else inner.getparent()


def _wrappers(tag: re.Match[str], line: TemplateParagraph) -> tuple[etree._Element, ...]:
    """What stands around the run in which a tag begins, up to its paragraph: it must not be left out by half."""
    texts = template.texts(line.element)
    ends = accumulate(len(text.text or "") for text in texts)
    held = next((text for text, end in zip(texts, ends, strict=True) if tag.start() < end), None)
    around = () if held is None else takewhile(lambda each: each is not line.element, held.iterancestors())
    return tuple(each for each in around if each.tag != W + "r")
