"""审读汇总: the tables of many audits: file by file, rule by rule, and what could not be read."""

from collections.abc import Sequence

from juesuan.model.bulk_audit import BulkAudit
from juesuan.model.problems import Severity
from juesuan.model.public_table_forms import Body, Form, PublicCell, PublicPart, PublicTable

_TITLE = "审读汇总"


def part(found: Sequence[BulkAudit], others: Sequence[str], folder: str) -> PublicPart:
    """The tables of the audits of a folder: 各份报告, 意见, 没有读出来的, 规则; ``others`` are no reports."""
    made = (
        ("各份报告审读结果", _files(found)),
        ("意见按规则汇总", _problems(found)),
        ("没有读出来的", _unread(found, others)),
        ("规则用了多少", _rules(found)),
    )
    note = f"共 {len(found)} 份，读出来的 {sum(each.is_read for each in found)} 份。"
    tables = (
        PublicTable(Form(number, title, "", is_wide=True, note=note, series="审读"), folder, body)
        for number, (title, body) in enumerate(made, start=1)
    )
    return PublicPart(_TITLE, tuple(tables))


def _row(*words: str) -> tuple[PublicCell, ...]:
    return tuple(PublicCell(each) for each in words)


def _files(found: Sequence[BulkAudit]) -> Body:
    heads = _row(
        "文件", "年度", *(f"{each.value}（条）" for each in Severity), "结果", "没有读出的部分", "没有用全的规则"
    )
    return Body((36, 8, 9, 9, 9, 11, 9, 9), (heads,), tuple(map(_file, found)))


def _file(each: BulkAudit) -> tuple[PublicCell, ...]:
    counts = (str(count(each, severity)) if each.is_read else "" for severity in Severity)
    unused = sum(bool(rule.why_not) for rule in each.rules)
    return _row(
        each.name, str(each.year or ""), *counts, state(each), str(len(each.unread) or ""), str(unused or "")
    )


def count(each: BulkAudit, severity: Severity) -> int:
    """How many problems of a severity a file has."""
    return sum(problem.severity is severity for problem in each.problems)


def state(each: BulkAudit) -> str:
    """The result of a file in a word or two."""
    if not each.is_read:
        return "读不出来"
    return "有问题" if each.is_open else "没有发现问题"


def _problems(found: Sequence[BulkAudit]) -> Body:
    held: dict[tuple[Severity, str], list[str]] = {}
    asserts = {rule.words.code: rule.words.asserts for each in found for rule in each.rules}
    for each in (one for one in found if one.is_read):
        for problem in each.problems:
            held.setdefault((problem.severity, problem.code), []).append(each.name)
    order = list(Severity)
    ordered = sorted(held.items(), key=lambda each: (order.index(each[0][0]), each[0][1]))
    rows = tuple(
        _row(code, severity.value, asserts.get(code, ""), str(len(set(names))), str(len(names)),
             "、".join(dict.fromkeys(names)))
        for (severity, code), names in ordered
    )  # fmt: skip
    return Body((8, 7, 36, 8, 8, 33), (_row("代码", "轻重", "核对什么", "份数", "条数", "哪些文件"),), rows)


def _unread(found: Sequence[BulkAudit], others: Sequence[str]) -> Body:
    whole = [(each.name, problem.message) for each in found if not each.is_read for problem in each.problems]
    parts = [(each.name, words) for each in found for words in each.unread]
    strange = [(name, "不是报告（.docx、.pdf、.html、.txt），没有看") for name in others]
    rows = tuple(_row(*each) for each in (*whole, *parts, *strange))
    return Body((40, 60), (_row("文件", "是什么、为什么"),), rows)


def _rules(found: Sequence[BulkAudit]) -> Body:
    read = [each for each in found if each.is_read]
    used = {rule.words.code: rule.words for each in read for rule in each.rules}
    by_code = {code: [rule for each in read for rule in each.rules if rule.words.code == code] for code in used}
    rows = tuple(
        _row(code, used[code].asserts, str(sum(rule.ran for rule in rules)),
             str(sum(not rule.ran for rule in rules)), str(sum(bool(rule.why_not) for rule in rules)))
        for code, rules in by_code.items()
    )  # fmt: skip
    heads = _row("代码", "核对什么", "用了（次）", "没有用上（份）", "没有用全（份）")
    return Body((8, 56, 12, 12, 12), (heads,), rows)
