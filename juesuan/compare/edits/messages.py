"""The problems by which the officer is told of each edit: what became of it, how to take it over or drop it.

The ``year`` that each of them takes is that of the report, for the command that drops the edit.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from juesuan.compare import words
from juesuan.compare.alignment import skeleton
from juesuan.compare.edits.merge import Dispute, LostNumber, Refused
from juesuan.figures.provenance import Origin
from juesuan.model import advised
from juesuan.model.edit import PARAGRAPH, TABLE, Edit, EditKind
from juesuan.model.problems import Problem, Severity
from juesuan.model.written_text import SLOTS

CARRIED, CONFLICT, NUMBER, FORMAT, COMMENT = "H01", "H02", "H03", "H04", "H05"
REVISION, CONTENTS = "H20", "H21"
_AROUND = 8
_QUOTED = 60
_CHANGES = 4
"""The most places of one edit that are shown; who changed more has the old file beside the new one."""
_CELLS = 4
"""The most cells behind a number that are named; one that is computed may have dozens."""


def carried(edit: Edit, year: int) -> Problem:
    """The hint H01 on an edit that has been put into the new report."""
    return Problem(
        CARRIED, Severity.HINT, edit.place, f"人工修改{edit.number}已带入：{_done(edit)}", _keep(edit, year)
    )


def conflict(edit: Edit, ours: str | None, year: int) -> Problem:
    """The warning H02 on an edit that has not been put into the new report.

    ``ours`` is the text that the program has there now; None where there is no such place any more.
    """
    if ours is None:
        message = f"人工修改{edit.number}没有带入，报告里已经没有这一处：{_whole(edit)}"
    else:
        message = f"人工修改{edit.number}没有带入，这一处程序也改了：{_whole(edit)}；现在是“{_words(ours)}”"
    advice = f"要用人工的，请{_home(edit, year)}；用现在的，{_run(edit, year)}"
    return Problem(CONFLICT, Severity.WARNING, edit.place, message, advice)


def numbers(edit: Edit, refused: Sequence[Refused], origins: Sequence[Origin], year: int) -> Problem:
    """The error H03 on an edit that changes numbers of the workbook: it names the cells that are to be changed.

    ``origins`` are those of the figures, in the order of their serials.
    """
    disputes = [each for each in refused if isinstance(each, Dispute)]
    found = [origins[dispute.serial] for dispute in disputes]
    said = "；".join((*(f"改成{each.typed}，工作簿是{each.ours}" for each in disputes), *_lost(refused)))
    cells = tuple(dict.fromkeys(cell for origin in found for cell in origin.cells))
    rules = "；".join(f"{o.name}＝{o.rule}" for o in dict.fromkeys(found) if len(o.cells) > 1)
    where = f"{'、'.join(cells[:_CELLS])}{'等' if len(cells) > _CELLS else ''}"
    return Problem(
        NUMBER,
        Severity.ERROR,
        edit.place,
        f"人工修改{edit.number}改了工作簿里的数：{said}{_rest(edit)}",
        f"请改{where}{f'（{rules}）' if rules else ''}，不要在 Word 里改；不改了，{_run(edit, year)}",
        cells=(edit.place, *cells),
    )


def lost_numbers(edit: Edit, refused: Sequence[Refused], year: int) -> Problem:
    """The warning H02 on an edit of which numbers are left out: they repeat old values, or a field counts them."""
    message = f"人工修改{edit.number}里的数没有照写：{'；'.join(_lost(refused))}{_rest(edit)}"
    advice = f"要别的写法，请在新的 Word 文件里再改；不要了，{_run(edit, year)}"
    return Problem(CONFLICT, Severity.WARNING, edit.place, message, advice)


def _lost(refused: Sequence[Refused]) -> Iterator[str]:
    for each in refused:
        if isinstance(each, LostNumber):
            yield f"写成{each.typed}，{f'现在是{each.ours}' if each.ours else '这个号由程序按顺序编'}"


def _rest(edit: Edit) -> str:
    """The end of a message: what became of the words of an edit; nothing where it has changed numbers alone."""
    return "" if _only_numbers(edit) else "；其余文字已带入"


def named(edit: Edit, year: int) -> Problem:
    """The problem on an edit that is only named.

    It is H05 for a comment, H04 for a look, H20 for marks of tracked changes, H21 for the contents, of
    which numbers of pages alone are a hint, and H02 for anything else.
    """
    if edit.kind is EditKind.REVISION:
        message = f"人工修改{edit.number}：{edit.after}；改动的文字逐条另列"
        return Problem(
            REVISION, Severity.HINT, edit.place, message, f"不该接受的，请逐条放弃；看过了，{_run(edit, year)}"
        )
    if edit.kind is EditKind.CONTENTS:
        return _of_contents(edit, year)
    if edit.kind is EditKind.COMMENT:
        author = f"{edit.author or '未署名'}："
        message = f"人工修改{edit.number}是批注，没有带入：{author}{edit.after}"
        return Problem(COMMENT, Severity.HINT, edit.place, message, f"处理完了，{_run(edit, year)}")
    if edit.kind is EditKind.FORMAT:
        message = f"人工修改{edit.number}改的是格式，没有带入：{edit.after}"
        return Problem(
            FORMAT, Severity.WARNING, edit.place, message, f"要保留，请改版式里的样式；不保留，{_run(edit, year)}"
        )
    message = f"人工修改{edit.number}没有带入：{_words(edit.after)}"
    return Problem(
        CONFLICT,
        Severity.WARNING,
        edit.place,
        message,
        f"报告里放不进去，请写进文字材料或版式；写好了或不要了，{_run(edit, year)}",
    )


def _of_contents(edit: Edit, year: int) -> Problem:
    """The contents are made from the headings and the pages of the new report."""
    old, now = edit.before.replace("\t", "……"), edit.after.rpartition("改成")[2]
    severity = Severity.HINT if skeleton(f"“{old}”") == skeleton(now) else Severity.WARNING
    message = f"人工修改{edit.number}没有带入：{edit.after}"
    advice = f"目录由程序按标题和页码编；要改标题，请在正文里改。看过了，{_run(edit, year)}"
    return Problem(CONTENTS, severity, edit.place, message, advice)


# ---- words


def _done(edit: Edit) -> str:
    if edit.kind is EditKind.REWRITTEN and edit.before.strip():
        return _changed(edit)
    if edit.kind is EditKind.MOVED:
        return f"移动了“{_quoted(edit.after)}”"
    if edit.kind in {EditKind.DELETED, EditKind.ROW_DELETED}:
        return f"删去了“{_quoted(edit.before)}”"
    return f"加了“{_quoted(edit.after)}”"


def _changed(edit: Edit) -> str:
    changed = places(edit.before, edit.after)
    texts = ((each.opening + side + each.closing for side in (each.old, each.new)) for each in changed)
    found = ["改成".join(f"“{_words(text)}”" for text in sides) for sides in texts]
    return "、".join(found[:_CHANGES]) + (f"等{len(found)}处" if len(found) > _CHANGES else "")


def in_words(edit: Edit) -> str:
    """The edit in words, with nothing shortened; of one that is only named its kind and what is told of it."""
    return _whole(edit) if edit.kind.is_carried else f"{edit.kind.value}：{_words(edit.after or edit.before)}"


def _whole(edit: Edit) -> str:
    """The edit in words, with nothing shortened: this may be the only place where its words still stand."""
    kinds = {
        EditKind.DELETED: "删去",
        EditKind.ROW_DELETED: "删去一行",
        EditKind.ADDED: "增加",
        EditKind.ROW_ADDED: "增加一行",
    }
    if edit.kind in kinds:
        return f"人工{kinds[edit.kind]}“{_words(edit.after or edit.before)}”"
    done = "移动" if edit.kind is EditKind.MOVED else "改成"
    return f"原来是“{_words(edit.before)}”，人工{done}“{_words(edit.after)}”"


class ChangedPlace(Struct, frozen=True):
    """Words that were changed, with a few around them by which an officer finds the place."""

    opening: str
    old: str
    new: str
    closing: str


def places(before: str, after: str) -> Iterator[ChangedPlace]:
    """The places at which two texts differ, in order."""
    found = list(words.stretches(before, after))
    for place, stretch in enumerate(found):
        if stretch.is_changed:
            opening = _opening(found[place - 1].old) if place else ""
            closing = _closing(found[place + 1].old) if place + 1 < len(found) else ""
            yield ChangedPlace(opening, stretch.old, stretch.new, closing)


def _opening(text: str) -> str:
    """The last words of the text before a change."""
    near = _near(reversed(words.cut(text)))
    return ("…" if len("".join(near)) < len(text) else "") + "".join(reversed(near))


def _closing(text: str) -> str:
    """The first words of the text behind a change."""
    near = "".join(_near(words.cut(text)))
    return near + ("…" if len(near) < len(text) else "")


def _near(found: Iterable[str]) -> list[str]:
    """The first of the words, as many as an officer needs to find a place."""
    lengths = accumulate(map(len, found := list(found)), initial=0)
    return [word for word, length in zip(found, lengths, strict=False) if length < _AROUND]


def _quoted(text: str) -> str:
    shown = _words(text)
    return shown if len(shown) <= _QUOTED else shown[:_QUOTED] + "…"


def _words(text: str) -> str:
    return text.replace(PARAGRAPH, "／").replace("\n", "／").replace("\t", "｜").removeprefix(TABLE)


def _only_numbers(edit: Edit) -> bool:
    return skeleton(edit.before) == skeleton(edit.after)


# ---- what to do


def _keep(edit: Edit, year: int) -> str:
    return f"要长期这样写，请{_home(edit, year)}；不要了，{_run(edit, year)}"


def _run(edit: Edit, year: int) -> str:
    return f"运行 {advised.command('drop', edit.number, year=year)}。"


def _home(edit: Edit, year: int) -> str:
    """The place among the inputs where the words of an edit belong, as far as the headings above it tell."""
    headings = _headings(edit)
    slot = next((slot.name for heading in headings for slot in SLOTS if slot.name in heading), "")
    if slot:
        return f"写进文字材料的“{slot}”"
    if any("名词解释" in heading for heading in headings):
        return "写进工作簿的“名词解释”表"
    if any("自评报告" in heading for heading in headings):
        return "写进文字材料里这个项目的“自评报告”"
    if edit.table is not None:
        return "改工作簿或文字材料里的这一处"
    template = advised.command("template", advised.folder_of(year))
    return f"写进文字材料或工作簿的原因栏，或改版式里的这一句（{template}）"


def _headings(edit: Edit) -> Sequence[str]:
    """The headings above the edit, the nearest first."""
    places = (edit.table, edit.sought, *edit.behind[-1:], *edit.ahead[-1:])
    path: tuple[str, ...] = next((each.path for each in places if each is not None and each.path), ())
    return path[::-1]
