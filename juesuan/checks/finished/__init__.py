"""The audit of a finished report: its numbers by the relations between them, its form, without a workbook.

It never raises, prints or repairs, and says of each rule how often it ran and how often it could not.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from juesuan.checks.finished import customs, form, objections, rules, words
from juesuan.checks.finished.looked import FormFault, Looked, Read
from juesuan.checks.relations import RULES as RELATIONS
from juesuan.checks.relations import ClaimedText, NumberRelation
from juesuan.claims.claim import Place
from juesuan.model.finished_report import Audit, AuditedRule, AuditProblem, FinishedReport, LineKind, Verdict
from juesuan.model.problems import Problem, Severity

__all__ = ["RULES", "audit"]

RULES = rules.RULES
_FORM: tuple[tuple[str, Callable[[Read], Looked]], ...] = (
    ("D14", customs.completions_have_reasons),
    ("D15", customs.amounts_have_alike_decimals),
    ("D16", customs.percentages_have_alike_decimals),
    ("D17", customs.projects_make_the_project_expenditure),
    ("D20", form.headings_count_through),
    ("D21", form.contents_are_the_headings),
    ("D22", form.captions_count_through),
    ("D23", words.the_unit_has_one_name),
    ("D24", form.required_parts_are_there),
    ("D25", words.terms_are_used),
    ("D26", words.nothing_personal_is_published),
    ("D27", words.tables_agree_with_the_text),
    ("D28", words.tables_were_read),
    ("D29", words.everything_was_read),
)


def audit(report: FinishedReport, year: int | None = None) -> Audit:
    """All that a finished report says of itself; ``year`` is the one it is about, where a person says which."""
    text = ClaimedText(tuple(_lines(report, year)), rows=tuple(_rows(report)))
    relations = [each for rule in RELATIONS for each in rule(text) if each.place.line]
    read = Read(report, text, relations)
    looked = {code: rule(read) for code, rule in _FORM}
    problems = [*objections.objections(relations, report)]
    problems += [_of_form(code, fault, report) for code, each in looked.items() for fault in each.faults]
    order = list(Severity)
    problems.sort(key=lambda each: (order.index(each.problem.severity), each.line or 0))
    shown = tuple(objections.relation_of(each) for each in relations)
    return Audit(report, text.year, tuple(problems), shown, (*_of_numbers(relations), *_of_looks(looked)))


def _lines(report: FinishedReport, year: int | None) -> Iterator[tuple[str, Place]]:
    """The lines as the rules on numbers read them, without the contents; a year that is told stands before all.

    Of the rows of tables they read the cells that are sentences: what a number in any other cell says stands at
    the head of its column, and one that is taken for what its row is called compares budget with account.
    """
    if year is not None:
        yield f"{year}年度", Place(0)
    for number, line in enumerate(report.lines, 1):
        place = Place(number, line.page)
        if line.kind is LineKind.ROW:
            yield from ((cell, place) for cell in line.text.split("\t") if "。" in cell)
        elif line.kind is not LineKind.CONTENTS:
            yield line.text, place


def _rows(report: FinishedReport) -> Iterator[tuple[str, Place]]:
    """The rows of tables, which the rules on projects read cell by cell."""
    for number, line in enumerate(report.lines, 1):
        if line.kind is LineKind.ROW:
            yield line.text, Place(number, line.page)


def _of_form(code: str, fault: FormFault, report: FinishedReport) -> AuditProblem:
    rule = rules.BY_CODE[code]
    severity = Severity.HINT if fault.is_hint else rule.severity
    place = report.place(fault.line) if fault.line else fault.place or "全文"
    sentence = fault.sentence or (report.lines[fault.line - 1].text if fault.line else "")
    return AuditProblem(Problem(code, severity, place, fault.message, rule.advice), sentence, fault.line)


def _of_numbers(relations: list[NumberRelation]) -> Iterator[AuditedRule]:
    ran = Counter(each.kind for each in relations if each.verdict is not Verdict.UNKNOWN)
    could_not = Counter(each.kind for each in relations if each.verdict is Verdict.UNKNOWN)
    for kind, code in rules.KINDS.items():
        why = "文中没有可以相比的数" if could_not[kind] else "" if ran[kind] else "没有找到这样的句子"
        yield AuditedRule(rules.BY_CODE[code], ran[kind], could_not[kind], why)


def _of_looks(looked: dict[str, Looked]) -> Iterator[AuditedRule]:
    for code, each in looked.items():
        yield AuditedRule(rules.BY_CODE[code], each.ran, int(bool(each.why_not)), each.why_not)
