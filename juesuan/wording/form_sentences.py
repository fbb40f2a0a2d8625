"""The sentences of a template read backwards: what a form prints becomes patterns that find its tags in a report.

A paragraph is a pattern as a whole, and so is each of its sentences; the words before an amount find the amount
where a department has changed the rest. Conditions leave what may be missing,
loops what may stand there several times.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct, field

from juesuan.model.editions import FormFile
from juesuan.ooxml.package import NotWordFile
from juesuan.wording import parsed_template, tag_controls, template
from juesuan.wording.folded_line import folded
from juesuan.wording.form_tags import TagShape, shape_of
from juesuan.wording.parsed_template import Part

_TITLE = "标题"
"""How the address of a heading is written."""
_BLOCK = re.compile(r"\s*\{%p\s(.*?)%\}\s*")
_STOPS, _BREAK = "，；：。、（）", "\0"
_IS = "(?:决算)?数?为?"
"""What people put between a name and its amount."""
_FEWEST = 4
"""Letters of the form's own that a sentence has at least which is known by itself."""
_YEAR = "年度"
"""The tag of the report's own year."""
_LOOP_INDEX = "loop.index"


class FormPattern(Struct, frozen=True):
    """A pattern with what each of its groups is: a tag by its full name, a list with the pattern of one round."""

    regex: re.Pattern[str]
    tags: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, "FormPattern"] = field(default_factory=dict)
    """The rounds of lists that stand in the sentence, by group."""
    source: str = ""
    """As it stands in the template."""


class FormParagraph(Struct, frozen=True):
    """A paragraph of a form under its heading, or the place of a text of the department."""

    heading: str
    """The heading above it, folded as ``heading_of`` does."""
    of_list: str
    """The list that it is printed for each of, such as 绩效项目; empty for none."""
    text: str = ""
    """As it stands in the template."""
    slot: str = ""
    """The text that stands here, such as 文字.主要职能; the rest is empty then."""
    whole: FormPattern | None = None
    sentences: tuple[FormPattern, ...] = ()
    leads: tuple[FormPattern, ...] = ()
    """Amounts by the words right before them, each with one tag and the years that stand there."""


def heading_of(line: str) -> str:
    """A heading as it is compared: without number, spaces, year, and without 部门 or 单位 at its beginning."""
    bare = re.sub(r"20\d\d(?:年度|年)?|\{\{[^}]*\}\}(?:年度|年)?", "", "".join(line.split()))
    unnumbered = re.sub(
        r"^(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十]+[）)、.．])", "", folded(bare).text
    )
    return re.sub("^(?:部门|单位)(?=概况|决算|开展)", "", unnumbered)


@cache
def form_paragraphs(form: FormFile) -> tuple[FormParagraph, ...]:
    """The paragraphs of a template outside of tables, in order; none where it cannot be read."""
    try:
        (body, *_) = template.read(template.opened(form.data), form.place)
    except NotWordFile:
        return ()
    found: list[FormParagraph] = []
    heading, scope = "", list[tuple[str, str]]()
    for each in body:
        if block := _BLOCK.fullmatch(each.text):
            _enter(block[1], scope)
        elif each.row is None and each.place.address == _TITLE and (words := heading_of(each.text)):
            heading = words
            found.append(FormParagraph(heading, "", each.text))
        elif each.row is None:
            found += _paragraph(each.text, heading, scope)
    return tuple(found)


def _enter(control: str, scope: list[tuple[str, str]]) -> None:
    """Goes into a loop or out of it; conditions leave no trace."""
    _, word, rest = tag_controls.control(control)
    if word == "for" and (loop := tag_controls.loop(rest)):
        scope.append((loop[0], _full(loop[1], scope)))
    elif word == "endfor" and scope:
        scope.pop()


def _full(name: str, scope: Sequence[tuple[str, str]]) -> str:
    """A dotted name with the variable of a loop replaced by its list."""
    first, _, rest = name.partition(".")
    known = next((path for variable, path in reversed(scope) if variable == first), first)
    return f"{known}.{rest}" if rest else known


def _paragraph(text: str, heading: str, scope: Sequence[tuple[str, str]]) -> Iterator[FormParagraph]:
    of_list = next((path for _, path in scope), "")
    try:
        body = Environment().parse(text).body  # noqa: S701 - it is only parsed, nothing is rendered
    except TemplateSyntaxError:
        return
    parts = tuple(parsed_template.parts(body))
    if len(parts) == 1 and isinstance(parts[0], nodes.Getattr | nodes.Name):
        name = _full(parsed_template.dotted(parts[0]), scope)
        if scope and name.endswith(".文字"):
            yield FormParagraph(heading, of_list, slot=name.removesuffix(".文字"))
        return
    whole = _compiled(parts, scope)
    sentences = tuple(_compiled(each, scope) for each in _sentences(parts) if _is_known_by_words(each))
    leads = () if of_list else tuple(_leads(parts, scope))
    yield FormParagraph(
        heading, of_list, text, whole=whole, sentences=tuple(each for each in sentences if each.tags), leads=leads
    )


# ---- patterns


class _Groups(Struct):
    tags: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, FormPattern] = field(default_factory=dict)

    def named(self, path: str, pattern: str) -> str:
        """The pattern as a group of its own."""
        name = f"g{len(self.tags) + len(self.rounds)}"
        self.tags[name] = path
        return f"(?P<{name}>{pattern})"

    def listed(self, one: FormPattern) -> str:
        """The pattern of a list, of which one round is given."""
        name = f"g{len(self.tags) + len(self.rounds)}"
        self.rounds[name] = one
        return f"(?P<{name}>(?:{_ungrouped(one.regex.pattern)})*)"


def _ungrouped(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _compiled(parts: Sequence[Part], scope: Sequence[tuple[str, str]]) -> FormPattern:
    groups = _Groups()
    words = _pattern(parts, scope, groups)
    if words.endswith("。"):
        words += "?"  # the last full stop is often forgotten
    return FormPattern(re.compile(words), groups.tags, groups.rounds, "".join(map(parsed_template.source, parts)))


def _pattern(parts: Sequence[Part], scope: Sequence[tuple[str, str]], groups: _Groups) -> str:
    return "".join(_of_part(each, scope, groups) for each in parts)


def _of_part(part: Part, scope: Sequence[tuple[str, str]], groups: _Groups) -> str:
    if isinstance(part, str):
        return re.escape(folded(part).text)
    if isinstance(part, nodes.If):
        branches = [part.body, *(each.body for each in part.elif_), part.else_]
        inside = "|".join(_pattern(tuple(parsed_template.parts(each)), scope, groups) for each in branches if each)
        return f"(?:{inside})?"
    if isinstance(part, nodes.For):
        return _of_loop(part, scope, groups)
    name = _full(parsed_template.dotted(part), scope)
    return r"\d+" if name == _LOOP_INDEX else groups.named(name, shape_of(name).pattern)


def _of_loop(loop: nodes.For, scope: Sequence[tuple[str, str]], groups: _Groups) -> str:
    path = _full(parsed_template.dotted(loop.iter), scope)
    inner = [*scope, (parsed_template.dotted(loop.target), path)]
    body = tuple(parsed_template.parts(loop.body))
    if len(body) == 1 and isinstance(body[0], nodes.Getattr) and body[0].attr == "文字":
        return groups.named(path, TagShape.TEXT.pattern)
    return groups.listed(_compiled(body, inner))


# ---- the sentences of a paragraph


def _sentences(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """The parts of each sentence; what stands under a condition as whole sentences is such sentences, too."""
    held: list[Part] = []
    for part in _cut(parts):
        if isinstance(part, nodes.If) and not held and _ends(part):
            for branch in (part.body, *(each.body for each in part.elif_), part.else_):
                yield from _sentences(tuple(parsed_template.parts(branch)))
            continue
        held.append(part)
        if isinstance(part, str) and part.endswith("。"):
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _is_known_by_words(parts: Sequence[Part]) -> bool:
    """Whether a sentence has words of the form that are always there, so that no other one is taken for it."""
    words = (folded(each).text for each in parts if isinstance(each, str))
    return sum(len(re.sub(r"\W", "", each)) for each in words) >= _FEWEST


def _cut(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, str):
            yield from re.findall(r"[^。]*。|[^。]+", part)
        else:
            yield part


def _ends(condition: nodes.If) -> bool:
    last = [(*parsed_template.parts(each),)[-1] for each in (condition.body, condition.else_) if each]
    return all((isinstance(each, str) and each.endswith("。")) or (isinstance(each, nodes.If) and _ends(each))
               for each in last)  # fmt: skip


# ---- the words before an amount


def _leads(parts: Sequence[Part], scope: Sequence[tuple[str, str]]) -> Iterator[FormPattern]:
    before: list[Part] = []
    for part in _in_line(parts):
        if isinstance(part, str):
            *_, last = re.split(f"[{_STOPS}{_BREAK}]", folded(part).text)
            before = [*before, last] if last == folded(part).text else [last]
            continue
        name = _full(parsed_template.dotted(part), scope)
        if shape_of(name) in {TagShape.AMOUNT, TagShape.COUNT, TagShape.WITH_SHARE} and _is_telling(before):
            groups = _Groups()
            words = _words_before(before, scope, groups)
            amount = groups.named(name, shape_of(name).pattern)
            yield FormPattern(re.compile(f"(?:^|(?<=[{_STOPS}]))(?:其中：)?{words}{_IS}{amount}"), groups.tags)
        before = [*before, part] if shape_of(name) is TagShape.YEAR else [""]


def _words_before(before: Sequence[Part], scope: Sequence[tuple[str, str]], groups: _Groups) -> str:
    """The pattern of the words before an amount; the report's own year at their beginning may be left out."""
    first = _full(parsed_template.dotted(before[0]), scope) if isinstance(before[0], nodes.Node) else ""
    if first != _YEAR or not isinstance(before[-1], str):
        return "".join(_of_part(each, scope, groups) for each in before)
    rest = re.sub("^年度?", "", "".join(each for each in before if isinstance(each, str)))
    return f"(?:{groups.named(_YEAR, TagShape.YEAR.pattern)}年度?)?{re.escape(rest)}"


def _is_telling(before: Sequence[Part]) -> bool:
    """Whether words name the amount behind them, and do more than lead from one to the other."""
    return len("".join(each for each in before if isinstance(each, str))) > 3  # noqa: PLR2004 - 支出总计 is four


def _in_line(parts: Sequence[Part]) -> Iterator[Part]:
    """The words and names in order, all branches one behind the other; a break where a branch or a list is."""
    for part in parts:
        if isinstance(part, nodes.If):
            for branch in (part.body, *(each.body for each in part.elif_), part.else_):
                yield from _in_line(tuple(parsed_template.parts(branch)))
                yield _BREAK
        elif isinstance(part, nodes.For):
            yield _BREAK
        else:
            yield part
