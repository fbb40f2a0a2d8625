"""The folder 附件 -> the finished reports of the department's own, and what each takes the place of."""

import re
from collections.abc import Collection, Iterable, Iterator
from math import prod
from pathlib import PurePosixPath

from msgspec.structs import replace

from juesuan.model import system_failures
from juesuan.model.document import AttachedParagraph, Attachment, Picture, contents
from juesuan.model.given import Given
from juesuan.model.problems import Problem, error, warning
from juesuan.model.written_text import OVERALL, OWN_REPORT, PROJECT_PREFIX
from juesuan.model.year_folder import ATTACHMENTS
from juesuan.ooxml import picture_size
from juesuan.ooxml.package import NotWordFile
from juesuan.reading import cells

_OVERALL = "整体支出"
_MOST = 200
"""The most reports: each takes a page at least."""


def read(given: Given, projects: Collection[str], problems: list[Problem]) -> tuple[Attachment, ...]:
    """The attachment in every .docx of the folder, in the order of names; ``projects`` are the names there are.

    A second file for the same report becomes an attachment of its own. What cannot be taken is a problem.
    """
    made: list[Attachment] = []
    if ATTACHMENTS in given.unread:
        message = f"打不开（{system_failures.reason(given.unread[ATTACHMENTS])}）"
        problems.append(error("A01", ATTACHMENTS, message, "请把它移到别处；有附件的，新建同名的文件夹放进去。"))
    files = list(_files(given, problems))
    if len(files) > _MOST:
        message = f"有 {len(files)} 份报告，超过 {_MOST} 份，不予读取"
        problems.append(error("A80", ATTACHMENTS, message, "请合并成几个文件，或者把用不着的移到别处。"))
        return ()
    for name, data in files:
        place = f"{ATTACHMENTS}/{name}"
        if isinstance(data, OSError):
            advice = "请检查它是不是文件、有没有权限，关闭正打开它的程序。"
            problems.append(error("A01", place, f"打不开（{system_failures.reason(data)}）", advice))
            continue
        try:
            taken = _taken(place, data, problems)
        except NotWordFile as caught:
            problems.append(error("A01", place, str(caught), "不想收它就移到别处。"))
        else:
            problems.extend(_crowd(taken))
            made.append(_placed(taken, _target(PurePosixPath(name).stem, projects), made, problems))
    together = [each.text for attachment in made for each in _paragraphs(attachment)]
    problems.extend(cells.length(ATTACHMENTS, together))
    problems.extend(_weight(each.data for attachment in made for each in _pictures(attachment)))
    return tuple(made)


def _taken(place: str, data: bytes, problems: list[Problem]) -> Attachment:
    """The attachment in a file; raises ``NotWordFile``."""
    from juesuan.reading.attachments import document  # noqa: PLC0415 - most years have no attachment

    return document.take(place, data, problems)


def _paragraphs(taken: Attachment) -> list[AttachedParagraph]:
    return [each for each in contents(taken.content) if isinstance(each, AttachedParagraph)]


def _pictures(taken: Attachment) -> Iterator[Picture]:
    return (each for each in contents(taken.content) if isinstance(each, Picture))


_MOST_BYTES, _MOST_PIXELS = 60_000_000, 300_000_000
"""Of the pictures of all reports: each of the Word files and PDFs that a run makes holds them."""
_SMALLER = "请在 Word 里选中图片，用“图片格式”里的“压缩图片”（220 ppi）缩小，再保存。"


def _weight(pictures: Iterable[bytes]) -> Iterator[Problem]:
    """What is to be said of pictures that are more than a run can carry, each counted once."""
    held = set(pictures)
    if (size := sum(map(len, held))) > _MOST_BYTES:
        message = f"图片一共有 {size // 1_000_000} MB，超过 {_MOST_BYTES // 1_000_000} MB，排不成报告"
        yield error("A81", ATTACHMENTS, message, _SMALLER)
    if (count := sum(prod(picture_size.pixels(each)) for each in held)) > _MOST_PIXELS:
        message = f"图片一共有 {count // 10_000} 万个像素，超过 {_MOST_PIXELS // 10_000} 万个，排不成报告"
        yield error("A82", ATTACHMENTS, message, _SMALLER)


def _crowd(taken: Attachment) -> Iterator[Problem]:
    """Texts that hold more numbers than can be compared."""
    paragraphs = _paragraphs(taken)
    yield from (bad for each in paragraphs if (bad := cells.too_much(each.text, each.cell)))
    yield from cells.crowd(taken.name, (each.text for each in paragraphs))


def replaced(found: Collection[Attachment]) -> dict[str, str]:
    """The texts that an attachment stands for, by heading path, each with the name of the attachment's file."""
    return {key: each.name for each in found if (key := _text(each))}


def _text(attachment: Attachment) -> str:
    """The heading path of the text that the attachment stands for; empty for none."""
    if attachment.is_overall:
        return OVERALL
    return f"{PROJECT_PREFIX}{attachment.project}/{OWN_REPORT}" if attachment.project else ""


def _files(given: Given, problems: list[Problem]) -> Iterator[tuple[str, bytes | OSError]]:
    for name, data in given.inside(ATTACHMENTS):
        if name.lower().endswith(".docx") and f"{ATTACHMENTS}/{name}" not in given.beside:
            yield name, data
        else:
            advice = "请用 WPS 或 Word 另存为 .docx，直接放在这个文件夹里。"
            problems.append(warning("R07", f"{ATTACHMENTS}/{name}", "不是 .docx，没有收进报告", advice))


def _target(stem: str, projects: Collection[str]) -> str | None:
    """The project whose name is the longest in the file's; empty for the overall report, None for neither."""
    words = _folded(stem)
    named = [project for project in projects if _folded(project) and _folded(project) in words]
    if named:
        return max(named, key=lambda project: len(_folded(project)))
    return "" if _OVERALL in words else None


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name)


def _placed(
    taken: Attachment, target: str | None, before: list[Attachment], problems: list[Problem]
) -> Attachment:
    """The attachment with the report that it takes the place of, unless one ``before`` it does already (A05)."""
    if target is None:
        return taken
    made = replace(taken, project=target, is_overall=not target)
    first = next((each for each in before if _text(each) == _text(made)), None)
    if first is None:
        return made
    message = f"与“{first.name}”说的是同一份报告，这一份排在后面，另作一份附件"
    problems.append(warning("A05", taken.name, message, "只要一份的，请把另一份移到别处。"))
    return taken
