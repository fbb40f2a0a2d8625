"""A finished report of anybody's, .docx, .pdf, .html or .txt, becomes lines with places; it needs no workbook.

What is hostile, damaged or too large is refused in Chinese; nothing is fetched, no entity is expanded.
"""

import re
from pathlib import Path

from juesuan.model import system_failures
from juesuan.model.finished_report import FILE_KINDS, FinishedReport, LineKind
from juesuan.model.problems import ReportError, error
from juesuan.reading import files
from juesuan.reading.finished import Unreadable

CODE = "D29"
"""The code of what is told of a file that cannot be read."""
_MOST_LINES, _LONGEST, _MOST_LETTERS = 50_000, 20_000, 2_000_000
"""Lines of a report, and letters of a line and of all; a report of a thousand pages has fewer."""
_MOST_NUMBERS, _MOST_IN_A_LINE = 10_000, 400
"""Numbers of the text, tables aside, and of one of its paragraphs; a report of 250 pages has 5,000."""
_NUMBER = re.compile(r"\d[\d.,]*")


def read(path: Path) -> FinishedReport:
    """The report in a file; raises ReportError, with the reason and what to do, where it cannot be read."""
    name = files.shown(Path(path.name))
    kind = FILE_KINDS.get(path.suffix.lower())
    if not path.exists():
        raise ReportError(error(CODE, name, "没有这个文件", "请检查文件名写得对不对、在哪个文件夹里。"))
    if kind is None and path.is_file():
        advice = "请给 .docx、.pdf、.html 或 .txt 文件；旧的 .doc 请先用 Word 另存为 .docx。"
        raise ReportError(error(CODE, name, "不是能读的报告文件", advice))
    try:
        return _bounded(_report(name, kind or "", _data(path)))
    except Unreadable as caught:
        raise ReportError(error(CODE, name, str(caught), "请打开这个文件看看，重新保存后再试。")) from caught


def _data(path: Path) -> bytes:
    """The bytes of a file; raises Unreadable."""
    try:
        return files.contents(path)
    except OSError as caught:
        message = f"打不开（{system_failures.reason(caught)}）"
        raise Unreadable(message) from caught


def _report(name: str, kind: str, data: bytes) -> FinishedReport:
    """Reads a file by its kind; each reader is loaded where it is needed. Raises Unreadable."""
    if kind == "PDF":
        from juesuan.reading.finished import pdf  # noqa: PLC0415

        return pdf.read(name, data)
    if kind == "Word":
        from juesuan.reading.finished import word  # noqa: PLC0415

        return word.read(name, data)
    from juesuan.reading.finished import text  # noqa: PLC0415

    if kind == "网页":
        from juesuan.reading.finished import html  # noqa: PLC0415

        return FinishedReport(name, kind, html.lines(data))
    return FinishedReport(name, kind, text.lines(data))


def _bounded(report: FinishedReport) -> FinishedReport:
    """The report itself; raises Unreadable where it says nothing, or more than any report does."""
    lengths = [len(line.text) for line in report.lines]
    if not lengths:
        raise Unreadable("没有读出文字；扫描件和图片请先识别成文字")
    numbers = [len(_NUMBER.findall(line.text)) for line in report.lines if line.kind is not LineKind.ROW]
    if sum(numbers) > _MOST_NUMBERS or max(numbers, default=0) > _MOST_IN_A_LINE:
        message = f"数字过多，不予读取（共 {sum(numbers)} 个，最多的一段有 {max(numbers)} 个）"
        raise Unreadable(message)
    if len(lengths) > _MOST_LINES or max(lengths) > _LONGEST or sum(lengths) > _MOST_LETTERS:
        told = f"{len(lengths)} 段，最长的一段 {max(lengths)} 字，共 {sum(lengths)} 字"
        message = f"内容过多，不予读取（{told}）"
        raise Unreadable(message)
    return report
