"""The edition a report is made by: that of its form, with the files a department has changed for itself."""

from collections.abc import Iterator

from juesuan.model import editions
from juesuan.model.editions import Edition, FormFile
from juesuan.model.given import Given
from juesuan.model.problems import Problem, ReportError, Severity, error
from juesuan.wording.tags import Tree
from juesuan.wording.vocabulary import Vocabulary


def proved(given: Given, name: str, words: Vocabulary) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition of that name with the department's own files, all of them sound, and what is doubtful in them.

    ``words`` are what they may name; what is doubtful in the texts behind those is told too. Raises ReportError
    with all that is wrong with the files.
    """
    told = doubts(given, name, words)
    if faults := [problem for problem in told if problem.severity is Severity.ERROR]:
        raise ReportError(*faults)
    return editions.of(given, name), told


def doubts(given: Given, name: str, words: Vocabulary) -> tuple[Problem, ...]:
    """What is doubtful in the texts behind ``words``, and in the department's own files all that is wrong, too."""
    edition = editions.of(given, name)
    faults = list(_misnamed(given))
    if editions.OWN in given.unread:
        faults.append(
            error("W02", editions.OWN, "不是文件夹，里面的版式没有用上", "请把它移到别处，或者改回文件夹。")
        )
    if edition.template.is_own:
        faults.extend(_template_faults(given, edition.template, words.tags))
    if edition.tables.is_own:
        faults.extend(_table_faults(given, edition.tables))
    faults.extend(editions.faults(given))
    is_sound = not any(fault.severity is Severity.ERROR for fault in faults)
    if is_sound and edition.settings.is_own:
        faults.extend(_together(edition))
    return (*words.doubts, *faults, *(unlike(edition) if is_sound else ()))


def _together(edition: Edition) -> tuple[Problem, ...]:
    """What the department's own settings say and the other files do not."""
    from juesuan.wording import edition_check  # noqa: PLC0415 - few departments have files of their own

    return edition_check.together(edition)


def unlike(edition: Edition) -> tuple[Problem, ...]:
    """What the department's own template holds that Word and PDF do not show alike; none for a shipped one."""
    if not edition.template.is_own:
        return ()
    from juesuan.wording import template_losses  # noqa: PLC0415 - as below

    return template_losses.told(edition)


def _misnamed(given: Given) -> Iterator[Problem]:
    """Problems for files of another kind under the name of one that is missing, which are not used: report.doc."""
    found = [name for name, _ in given.inside(editions.OWN)]
    for wanted in (editions.TEMPLATE, editions.TABLES, editions.SETTINGS):
        stem = wanted.partition(".")[0]
        others = [name for name in found if name.partition(".")[0].lower() == stem]
        if others and wanted not in others:
            message = f"“{others[0]}”没有用上，要的是 {wanted}"
            advice = "请用 Word 打开，另存为“Word 文档（.docx）”。" if wanted == editions.TEMPLATE else "请改名。"
            yield error("W02", f"{editions.OWN}/{others[0]}", message, advice)


def _template_faults(given: Given, template: FormFile, tags: Tree) -> list[Problem]:
    """All that is wrong with the department's own template."""
    from juesuan.wording import example, template_faults  # noqa: PLC0415 - few departments have files of their own

    if template.place in given.unread:
        advice = "请检查它是不是文件、有没有权限，关闭正打开它的程序。"
        return [error("W02", template.place, "模板打不开", advice)]
    return template_faults.read(template.data, template.place, example.shape(tags)).problems


def _table_faults(given: Given, tables: FormFile) -> tuple[Problem, ...]:
    """All that is wrong with the department's own list of public tables."""
    from juesuan.figures import public_tables  # noqa: PLC0415 - as above
    from juesuan.model import public_table_forms  # noqa: PLC0415 - as above

    if tables.place in given.unread:
        return (error("W05", tables.place, "打不开", "请检查它是不是文件、有没有权限。"),)
    try:
        public_table_forms.read(tables, public_tables.KINDS)
    except ReportError as caught:
        return caught.problems
    return ()
