"""Tags + template -> .docx as docxtpl leaves it; the only door to docxtpl."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from juesuan import tags
from juesuan.problems import Problem, ReportError, error
from juesuan.tags import Tag, Tree

if TYPE_CHECKING:
    from charts.data import Drawing

CHARTS = "图"


def render(template: Path, tree: Tree, drawings: Mapping[str, "Drawing"]) -> bytes:
    """The filled template, its figures still in their marks. Raises ReportError for a fault of the template."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only a run that writes pays for it

    # Without autoescape "A&B" loses its end, without StrictUndefined a misspelt tag prints nothing: in silence.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        document = DocxTemplate(str(template))
        document.render({**tree, CHARTS: _pictures(document, drawings)}, environment)
        filled = io.BytesIO()
        document.save(filled)
    except (TemplateError, OSError, KeyError, ValueError) as caught:
        raise ReportError(_fault(template, tree, caught)) from caught
    return filled.getvalue()


def _pictures(document: Any, drawings: Mapping[str, "Drawing"]) -> dict[str, object]:
    """Each chart by name: its picture or, where nothing is drawn, a tag that does not hold and says why."""
    from docx.shared import Mm  # noqa: PLC0415 - as above
    from docxtpl import InlineImage  # noqa: PLC0415 - as above

    return {
        name: InlineImage(document, io.BytesIO(drawing.png), width=Mm(drawing.width_mm))
        if drawing.png
        else Tag("", {"说明": Tag(drawing.alt)}, holds=False)
        for name, drawing in drawings.items()
    }


def _fault(template: Path, tree: Tree, caught: Exception) -> Problem:
    missing = re.search(r"'(\w+)' is undefined|no attribute '(\w+)'", str(caught))
    if isinstance(caught, UndefinedError) and missing:
        return tags.unknown(missing[1] or missing[2], tree, template.name)
    if isinstance(caught, TemplateError):
        message = f"模板里的标签写错了：{caught.message}"
        return error("W01", template.name, message, "请检查花括号是否成对、{% if %} 与 {% endif %} 是否配对。")
    return error("W02", template.name, f"模板打不开：{caught}", "请恢复原来的模板文件。")
