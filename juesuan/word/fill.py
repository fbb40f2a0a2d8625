"""Tags + template -> the filled Word file; the only door to docxtpl.

docxtpl is given text in which nothing but proved tags has braces: for all others, other characters stand until it
is done. It opens and writes no file, and what it fills with are texts, lists and groups of them.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateRuntimeError
from lxml import etree
from msgspec.structs import replace

from juesuan.model.editions import FormFile
from juesuan.model.problems import Problem, ReportError, error
from juesuan.ooxml import cleared, package, parts
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import NotWordFile, WordFile
from juesuan.word import chart_pictures, cover, merged_cells
from juesuan.word.sandbox import TagEnvironment, TooLongError
from juesuan.wording import tag_controls, tag_grammar, tags, template, template_faults
from juesuan.wording.tag_nodes import NotPlainError
from juesuan.wording.tags import CHARTS, Tree
from juesuan.wording.template import TAG, TextPart

if TYPE_CHECKING:
    from charts.data import Drawing


def render(form: FormFile, tree: Tree, drawings: Mapping[str, "Drawing"]) -> WordFile:
    """The template with all tags filled in, figures in their marks; ``drawings`` are the charts by their names.

    Raises ReportError where the template cannot be read, or a tag in it is wrong or cannot be worked out.
    """
    word = _proved(form)
    charts = {CHARTS: chart_pictures.tags_of(drawings)} if drawings else {}
    environment = TagEnvironment({**tree, **charts}, _BRACES)
    try:
        for part in template.text_parts(word):
            word = _with_filled(word, part, environment, drawings)
        merged_cells.merge(word.root)
    except UndefinedError as caught:
        raise ReportError(_unknown(form, tree, caught)) from caught
    except TooLongError as caught:
        message = "模板里的循环套得太多，报告会太长"
        raise ReportError(error("W01", form.place, message, "请删去一个套在另一个里面的 {% for %}。")) from caught
    except _FAULTS as caught:
        message = "模板里有一处标签算不出来，或者打乱了文档的结构"
        raise ReportError(error("W01", form.place, message, _ADVICE)) from caught
    styles = package.part_of_kind(word, "styles")
    if styles is not None:
        cover.arrange(word.root, styles)
    return word


_FAULTS = (
    NotPlainError, NotWordFile, TemplateRuntimeError, TemplateSyntaxError,
    ArithmeticError, LookupError, RecursionError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
_ADVICE = "请检查 {% if %} 与 {% endif %}、{% for %} 与 {% endfor %} 是否成对，各写在同一段、同一格里。"
_RESTORE = "请恢复原来的模板文件。"


def _proved(form: FormFile) -> WordFile:
    """The template without what no page shows. Raises ReportError for any tag that is not plain."""
    try:
        word = parts.reachable(cleared.cleared(package.open_word(form.data)))
        problems = template_faults.read_tags(word, form.place, None).problems
    except NotWordFile as caught:
        raise ReportError(error("W02", form.place, f"模板打不开：{caught}", _RESTORE)) from caught
    if problems:
        raise ReportError(*problems)
    return word


# ---- a part of it


def _with_filled(
    word: WordFile, part: TextPart, environment: TagEnvironment, drawings: Mapping[str, "Drawing"]
) -> WordFile:
    """The file with a part of it filled."""
    if not any("{" in template.words(paragraph) for paragraph in part.root.iter(W + "p")):
        return word
    word = package.copied(word)
    body = None if part.kind else word.root.find(W + "body")
    filled = _filled(part.root if body is None else body, environment)
    word, xml = chart_pictures.placed(word, part.name, filled, drawings)
    made = package.parse(xml.encode())
    if body is None:
        return replace(word, parts={**word.parts, part.name: package.xml(made)})
    word.root.replace(body, made)
    return word


_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Stand for the braces of a tag while all others are held back."""
_BRACES = {ord("{"): "\ufdd2", ord("}"): "\ufdd3"}
_HELD = {**_BRACES, ord(_OPEN): "{", ord(_CLOSE): "}"}
_FREED = {0xFDD2: "{", 0xFDD3: "}"}
_OURS = re.compile("[\ufdd0-\ufdef]")


def _filled(root: etree._Element, environment: TagEnvironment) -> str:
    """The XML of a part with its tags filled; of all the braces in it docxtpl sees those of its tags alone."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only a run that writes pays for it

    if _OURS.search(etree.tostring(root, encoding="unicode")):
        raise ValueError
    source = etree.tostring(_tagged(root), encoding="unicode").translate(_HELD)
    filler = DocxTemplate("")  # it is never asked to open it
    made = filler.render_xml_part(filler.patch_xml(source), None, environment.tree, environment)
    return str(made).translate(_FREED)


def _tagged(root: etree._Element) -> etree._Element:
    """The XML with each tag in one place, spelt as Jinja is to read it, in other braces."""
    root = deepcopy(root)
    for paragraph in root.iter(W + "p"):
        if "{" in template.words(paragraph):
            _join_tags(template.texts(paragraph))
    for each in root.iter(W + "p", W + "r"):
        if not len(each):
            each.text = ""  # or docxtpl takes it for the beginning of what follows
    return root


def _join_tags(texts: Sequence[etree._Element]) -> None:
    """Each tag whole where it begins, though Word has split it; whatever else stands in between stays."""
    starts = [*accumulate((len(text.text or "") for text in texts), initial=0)]
    letters = list("".join(text.text or "" for text in texts))
    for tag in TAG.finditer("".join(letters)):
        letters[tag.start() : tag.end()] = [_spelt(tag), *[""] * (len(tag[0]) - 1)]
    for text, (start, end) in zip(texts, pairwise(starts), strict=True):
        text.text = "".join(letters[start:end])


def _spelt(tag: re.Match[str]) -> str:
    if tag[1] is not None:
        return f"{_OPEN * 2} {tag_grammar.spelt(tag[1].strip())} {_CLOSE * 2}"
    form, word, rest = tag_controls.control(tag[2])
    return f"{_OPEN}%{form} {word} {tag_grammar.spelt(rest)} %{_CLOSE}"


# ---- what is wrong with it


def _unknown(form: FormFile, tree: Tree, caught: UndefinedError) -> Problem:
    """Jinja names the part that is missing; the whole tag stands in the template."""
    missing = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(caught))
    part = (missing[1] or missing[2]) if missing else ""
    inside = "\n".join(tag[1] or tag[2] for tag in TAG.finditer(_words(package.open_word(form.data))))
    names = re.findall(rf"(?<![\w.])(?:\w+\.)*{re.escape(part)}(?!\w)", inside)
    unknown = (name for name in names if tags.look_up(tree, name) is None)
    return tags.unknown(next(unknown, part), tags.names(tree), form.place)


def _words(word: WordFile) -> str:
    """The text of the template with its tags, a line for each paragraph."""
    roots = (part.root for part in template.text_parts(word))
    return "\n".join(template.words(paragraph) for root in roots for paragraph in root.iter(W + "p"))
