"""Tags + template -> the Word file as docxtpl leaves it, or the template's fault; the only door to docxtpl."""

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateRuntimeError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from juesuan.model.editions import FormFile
from juesuan.model.problems import Problem, ReportError, error
from juesuan.ooxml import elements, package, parts
from juesuan.ooxml.package import WordFile
from juesuan.word import cover
from juesuan.wording import tags
from juesuan.wording.tags import CHARTS, Tag, Tree
from juesuan.wording.template import FAULT, in_chinese

if TYPE_CHECKING:
    from charts.data import Drawing


def render(template: FormFile, tree: Tree, drawings: Mapping[str, "Drawing"]) -> WordFile:
    """The template with all tags filled in, figures in their marks; ``drawings`` are the charts by their names.

    Raises ReportError where the template cannot be opened, or a tag in it is misspelt or cannot be worked out.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only a run that writes pays for it

    data, opened = _opened(template)
    # Without autoescape "A&B" loses its end, without StrictUndefined a misspelt tag prints nothing: in silence.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document = DocxTemplate(io.BytesIO(data))
    try:
        document.render({**tree, CHARTS: _pictures(document, drawings)}, environment)
    except UndefinedError as caught:
        raise ReportError(_unknown(template, tree, caught, _words(opened.root))) from caught
    except TemplateSyntaxError as caught:
        raise ReportError(_misspelt(template, caught)) from caught
    except (TemplateRuntimeError, ArithmeticError, LookupError, SyntaxError, TypeError, ValueError) as caught:
        message = "模板里有一处标签算不出来，或者打乱了文档的结构"
        raise ReportError(error("W01", template.name, message, _ADVICE)) from caught
    cover.arrange(document.docx.element, document.docx.styles.element)
    return parts.taken_over(document.docx.part.package)


def _opened(template: FormFile) -> tuple[bytes, WordFile]:
    """The template's bytes and the file opened from them with care, which docxtpl does not do itself."""
    try:
        return template.data, package.open_word(template.data)
    except package.NotWordFile as caught:
        raise ReportError(error("W02", template.name, f"模板打不开：{caught}", _RESTORE)) from caught


def _pictures(document: Any, drawings: Mapping[str, "Drawing"]) -> dict[str, object]:
    """The picture of each chart, by its name; where nothing is drawn, an empty tag whose 说明 says why."""
    from docx.shared import Mm  # noqa: PLC0415 - as above
    from docxtpl import InlineImage  # noqa: PLC0415 - as above

    return {
        name: InlineImage(document, io.BytesIO(drawing.png), width=Mm(drawing.width_mm))
        if drawing.png
        else Tag("", {"说明": Tag(drawing.alt)})
        for name, drawing in drawings.items()
    }


# ---- what is wrong with a template


def _words(root: etree._Element) -> str:
    """The text of the template with its tags unfilled, a line for each paragraph."""
    paragraphs = root.iter(elements.W + "p")
    return "\n".join("".join(text.text or "" for text in each.iter(elements.W + "t")) for each in paragraphs)


def _unknown(template: FormFile, tree: Tree, caught: UndefinedError, words: str) -> Problem:
    """The problem that an unknown tag makes: jinja names only the part that is missing, it names the whole tag."""
    missing = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(caught))
    part = (missing[1] or missing[2]) if missing else ""
    inside = "\n".join(re.findall(r"\{[{%](.*?)[}%]\}", words))
    names = re.findall(rf"(?<![\w.])(?:\w+\.)*{re.escape(part)}(?!\w)", inside)
    unknown = (name for name in names if tags.look_up(tree, name) is None)
    return tags.unknown(next(unknown, part), tags.names(tree), template.name)


def _misspelt(template: FormFile, caught: TemplateSyntaxError) -> Problem:
    message = f"{FAULT}{in_chinese(str(caught.message))}"
    lines = list(getattr(caught, "docx_context", ()))
    near = next((line.strip() for line in lines[min(_BEFORE, caught.lineno - 1) :] if "{" in line), "")
    return error("W01", template.name, f"{message}（{near[:_NEAR]}）" if near else message, _ADVICE)


_ADVICE = "请检查花括号是否成对、{% if %} 与 {% endif %} 是否配对、标签里有没有全角符号。"
_RESTORE = "请恢复原来的模板文件。"
_BEFORE, _NEAR = 3, 60
"""The lines that docxtpl keeps before the one with the fault; the most characters of it that are shown."""
