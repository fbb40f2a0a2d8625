"""An edition checked whole: its three files each for itself, then whether they speak of the same form.

Nothing is made. What is wrong in one file alone is told by whoever reads it (W01 to W06); here it is put together,
with what no file can know of another (W07).
"""

from collections.abc import Iterator, Mapping

from juesuan.figures import public_tables
from juesuan.model import edition_settings, editions, public_table_forms, workbook_form
from juesuan.model.editions import EITHER, SETTINGS, TABLES, TEMPLATE, Edition, FormFile
from juesuan.model.problems import Problem, ReportError, Severity, error
from juesuan.model.public_table_forms import Forms
from juesuan.model.written_text import OVERALL, OWN_REPORT, PROJECT_SLOTS, SLOTS, WORK_OF_THE_YEAR
from juesuan.wording import example, template, template_faults
from juesuan.wording.template import TAG, TemplateParagraph

CODE = "W07"
"""The code of what does not fit between the files of an edition."""
_TITLE = "标题"
"""How the address of a heading is written."""
_BY_ATTACHMENT = (OVERALL, OWN_REPORT)
"""The texts that are printed as attachments, under no name of their own."""


def of_files(name: str, files: Mapping[str, bytes], folder: str) -> tuple[Problem, ...]:
    """All that is wrong with the edition ``name`` whose files, by their names, stand in ``folder``."""
    missing = [each for each in (SETTINGS, TEMPLATE, TABLES) if each not in files]
    if missing:
        advice = "一个版式要有三个文件，见 docs/版式.md。"
        return tuple(error(CODE, f"{folder}/{each}", "没有这个文件", advice) for each in missing)
    held = {each: FormFile(f"{folder}/{each}", files[each]) for each in (TEMPLATE, TABLES, SETTINGS)}
    stated = edition_settings.read(held[SETTINGS].data, held[SETTINGS].place)
    words = template_faults.read(held[TEMPLATE].data, held[TEMPLATE].place, example.shape({})).problems
    alone = (*stated.problems, *words, *_of_tables(held[TABLES]))
    if any(each.severity is Severity.ERROR for each in alone):
        return alone
    return (*alone, *together(editions.made(name, (held[TEMPLATE], held[TABLES], held[SETTINGS]))))


def _of_tables(tables: FormFile) -> tuple[Problem, ...]:
    try:
        public_table_forms.read(tables, public_tables.KINDS)
    except ReportError as caught:
        return caught.problems
    return ()


def together(edition: Edition) -> tuple[Problem, ...]:
    """What its settings say and its template or its tables do not, and the other way round; each file is sound."""
    forms = public_table_forms.read(edition.tables, public_tables.KINDS)
    (body, *_) = template.read(template.opened(edition.template.data), edition.template.place)
    lines = tuple(body)
    return (*_headings(edition, lines, forms), *_rows(edition, lines), *_texts(edition, lines))


def _headings(edition: Edition, lines: tuple[TemplateParagraph, ...], forms: Forms) -> Iterator[Problem]:
    """The parts and sections of the settings that no heading of the template bears, and where the tables go."""
    titles = ["".join(each.text.split()) for each in lines if each.place.address == _TITLE]
    titles += ["".join(forms.part.split())] if edition.tables_before else []
    for part in edition.parts:
        for words in (part.title, *(way for each in part.sections for way in each.split(EITHER))):
            if not any(words in title for title in titles):
                message = f"parts 里有“{words}”，{TEMPLATE} 里没有写着它的标题"
                yield _fault(edition, "parts", message, f"请改成一样的：改标题，或改 {SETTINGS}。")
    if edition.tables_before and not any(edition.tables_before in title for title in titles):
        message = f"tables_before 是“{edition.tables_before}”，{TEMPLATE} 里没有写着它的标题，附表没有地方放"
        yield _fault(edition, "tables_before", message, f"请改成 {TEMPLATE} 里一级标题的字。")


def _rows(edition: Edition, lines: tuple[TemplateParagraph, ...]) -> Iterator[Problem]:
    """The rows that the settings name and the workbook does not have, or of which the template says otherwise."""
    known = {f"{sheet.name}.{item.tag}" for sheet in workbook_form.SHEETS for item in sheet.items}
    about = {item.label: f"单位.{item.tag}" for item in workbook_form.DEPARTMENT.items}
    tags = _tags(lines)
    for setting, rows in (("printed_rows", edition.printed_rows), ("unprinted_rows", edition.unprinted_rows)):
        for row in rows:
            if row not in known:
                advice = "写成 表名.行名，行名去掉标点，如 其他事项.轿车。"
                yield _fault(edition, setting, f"工作簿里没有“{row}”这一行", advice)
            elif (setting == "printed_rows") is not (row in tags):
                told = "有它的标签" if row in tags else "没有它的标签"
                yield _fault(edition, setting, f"{setting} 里有“{row}”，{TEMPLATE} 里{told}", "请改成一样的。")
    for label in edition.required_rows:
        if label not in about:
            yield _fault(edition, "required_rows", f"〔基本信息〕里没有“{label}”这一行", "请照抄工作簿里的行名。")
        elif about[label] not in tags:
            message = f"required_rows 里有“{label}”，{TEMPLATE} 里没有它的标签"
            yield _fault(edition, "required_rows", message, "请改成一样的。")


def _texts(edition: Edition, lines: tuple[TemplateParagraph, ...]) -> Iterator[Problem]:
    """The texts of 文字材料 that would be asked for in vain, and those that are left out though printed."""
    names, tags = [each.name for each in (*SLOTS, *PROJECT_SLOTS)], _tags(lines)
    for name in edition.unused_texts:
        if name not in names:
            advice = f"可以写：{'、'.join(names)}。"
            yield _fault(edition, "unused_texts", f"文字材料里没有“{name}”这个标题", advice)
        elif name in tags and name not in (*_BY_ATTACHMENT, WORK_OF_THE_YEAR):  # 基本信息 may ask for this one
            message = f"unused_texts 里有“{name}”，{TEMPLATE} 里却用了它"
            yield _fault(edition, "unused_texts", message, "请从 unused_texts 里删去。")
    for name in names:
        if name not in tags and name not in (*edition.unused_texts, *_BY_ATTACHMENT):
            message = f"{TEMPLATE} 里没有用到文字材料的“{name}”，填报的人写了也没有用"
            yield _fault(edition, "unused_texts", message, f"请把它写进 unused_texts，或在 {TEMPLATE} 里用上。")


def _tags(lines: tuple[TemplateParagraph, ...]) -> str:
    """All that stands between the braces of the template."""
    return "\n".join(match[0] for each in lines for match in TAG.finditer(each.text))


def _fault(edition: Edition, setting: str, message: str, advice: str) -> Problem:
    where = edition_settings.place_of(edition.settings.data, setting, edition.settings.place)
    return error(CODE, where, message, advice)
