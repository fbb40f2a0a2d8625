"""The edition a report is made by: that of its form, with the files a department has changed for itself."""

from collections.abc import Iterator
from pathlib import Path

from juesuan.model import editions
from juesuan.model.editions import Edition
from juesuan.model.problems import Problem, ReportError, error
from juesuan.wording.tags import Tree


def proved(folder: Path, name: str, tags: Tree) -> Edition:
    """The edition of that name with the department's own files from the year's ``folder``, all of them sound.

    Raises ReportError with all that is wrong with them.
    """
    edition = editions.of(folder, name)
    faults = list(_misnamed(folder / editions.OWN))
    if edition.template in edition.own:
        faults.extend(_template_faults(edition.template, tags))
    if edition.tables in edition.own:
        faults.extend(_table_faults(edition.tables))
    if faults:
        raise ReportError(*faults)
    return edition


def _misnamed(place: Path) -> Iterator[Problem]:
    """A file of another kind under the name of one that is missing, which nobody would use: report.doc."""
    found = sorted(place.iterdir()) if place.is_dir() else []
    for wanted in (editions.TEMPLATE, editions.TABLES):
        stem = wanted.partition(".")[0]
        others = [path.name for path in found if path.name.partition(".")[0].lower() == stem]
        if others and wanted not in others:
            message = f"“{others[0]}”没有用上，要的是 {wanted}"
            advice = "请用 Word 打开，另存为“Word 文档（.docx）”。" if wanted == editions.TEMPLATE else "请改名。"
            yield error("W02", f"{editions.OWN}/{others[0]}", message, advice)


def _template_faults(template: Path, tags: Tree) -> list[Problem]:
    from juesuan.wording import example, template_faults  # noqa: PLC0415 - few departments have files of their own

    file = f"{editions.OWN}/{template.name}"
    try:
        data = template.read_bytes()
    except OSError:
        return [error("W02", file, "模板打不开", "请检查它是不是文件、有没有权限，关闭正打开它的程序。")]
    return template_faults.read(data, file, example.shape(tags)).problems


def _table_faults(tables: Path) -> tuple[Problem, ...]:
    from juesuan.figures import public_tables  # noqa: PLC0415 - as above
    from juesuan.model import public_table_forms  # noqa: PLC0415 - as above

    try:
        public_table_forms.read(tables, public_tables.KINDS)
    except ReportError as caught:
        return caught.problems
    return ()
