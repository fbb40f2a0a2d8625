"""The next year's folder, made from that of the year before: what lasts is taken over, the rest is blank."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree
from msgspec import Struct

from juesuan.model import advised, editions, proposed
from juesuan.model.accounts import Accounts
from juesuan.model.given import Given
from juesuan.model.problems import Problem, ReportError, error, hint, warning
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.seen import FILE, SeenFile
from juesuan.model.written_text import GUIDANCE_STYLE, MARK, MARKED
from juesuan.model.year_folder import ATTACHMENTS, HIDDEN, TEXTS, WORKBOOK
from juesuan.ooxml import package, walk, walked_file
from juesuan.ooxml.elements import XML, W
from juesuan.ooxml.package import NotWordFile
from juesuan.ooxml.walked import WalkedParagraph
from juesuan.ooxml.walked_file import WalkedFile
from juesuan.reading import files, inputs, workbook
from juesuan.reading import seen as reading_seen
from juesuan.year import blank_workbook, half_made, next_workbook, proposed_file, seen_file
from juesuan.year.next_workbook import Turn

_BLANK_TEXTS = TEMPLATES / TEXTS


class _Old(Struct, frozen=True):
    """The year that the new one is made from: its files and its accounts."""

    given: Given
    accounts: Accounts

    @property
    def folder(self) -> Path:
        """The folder that the files of the old year are in."""
        return self.given.folder


def make(root: Path, year: int) -> tuple[tuple[Path, ...], tuple[Problem, ...], tuple[str, ...]]:
    """The files that were made in ``root``/``year``, what there is to say of them, and what to do next, in lines.

    They come from the newest older year in ``root``. The folder comes into being whole or not at all, and never
    over another one. Raises ReportError where that cannot be, or where the old files cannot be read.
    """
    place = root / str(year)
    refuse(place)
    old = _old(root, year)
    edition, told = edition_for(year, old.accounts.department.edition.text)
    turn = Turn(old.accounts.department.year, year, edition)
    with half_made.folder(root) as hidden:
        folder = hidden / place.name
        (folder / ATTACHMENTS).mkdir(parents=True)
        units = workbook.units(*inputs.workbook_of(old.given))
        filled = next_workbook.content(old.accounts, turn, units)
        blank_workbook.write_workbook(folder / WORKBOOK, filled, units=units, remarks=next_workbook.remarks(turn))
        (folder / proposed.FILE).write_bytes(proposed_file.dumped(proposed_file.of(filled, units)))
        count = _texts(old.given, folder)
        own = tuple(_own_template(old, folder, edition))
        seen, of_seen = _seen(old.given, folder)
        left = tuple(_left(old.folder, count))
        refuse(place)  # another window may have been faster
        if place.exists():
            place.rmdir()
        folder.rename(place)
    made = (WORKBOOK, TEXTS, proposed.FILE, *own, *seen)
    problems = (_source(old, turn), *told, *_of_the_template(old, own, place), *left, *of_seen)
    return tuple(place / name for name in made), problems, tuple(_advice(old.folder, place, turn, count))


# ---- what it is made from


def refuse(place: Path) -> None:
    """Raises ReportError (I02) for a folder that holds anything: nothing is written into it."""
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        inside = "、".join(sorted(each.name for each in place.iterdir())[:3]) if place.is_dir() else place.name
        advice = "要重新做，请先把它改名或移到别处。"
        raise ReportError(error("I02", place, f"已经有这个文件夹（里面有 {inside}），没有动它", advice))


def _old(root: Path, year: int) -> _Old:
    """The newest older year that has a workbook.

    Raises ReportError where there is none (I01), or where its accounts are of another year than its folder (R08).
    """
    folder = source(root, year)
    if folder is None:
        advice = f"第一年请运行 {advised.command('init', root / str(year))} 放一套空白文件。"
        raise ReportError(error("I01", root, f"没有 {year} 年度以前的填报文件", advice))
    given = files.given(folder)
    accounts = inputs.book(given)
    told = accounts.department.year
    if told != int(folder.name):
        message = f"文件夹是 {folder.name}，“年度”填的是 {told}"
        where = accounts.department.cells["year"]
        raise ReportError(error("R08", where, message, "请改正年度，或把文件移到那一年的文件夹。"))
    return _Old(given, accounts)


def source(root: Path, year: int) -> Path | None:
    """The folder of the newest year before ``year`` in ``root`` that has a workbook; None where there is none."""
    folders = sorted(each for each in root.glob("[0-9][0-9][0-9][0-9]") if each.is_dir()) if root.is_dir() else []
    older = [each for each in folders if int(each.name) < year and _has_workbook(each)]
    return older[-1] if older else None


def _has_workbook(folder: Path) -> bool:
    try:
        inputs.workbook_of(files.given(folder))
    except ReportError:
        return False
    return True


def edition_for(year: int, before: str) -> tuple[str, tuple[Problem, ...]]:
    """The name of the edition for the year, of the newest where none is, and what there is to say of it."""
    place = editions.named(before).place if before in editions.NAMES else ""
    name = editions.fitting(year, place)
    if name is None:
        newest = editions.newest(place)
        message = f"没有 {year} 年度的版式，先用“{newest.name}”（{newest.years}的）"
        return newest.name, (warning("I05", "版式", message, "请对照当年的通知，看格式有没有改。"),)
    edition = editions.named(name)
    if edition.last_year < year:
        message = f"{year} 年度沿用“{name}”（{edition.years}的）"
        return name, (hint("I05", "版式", message, "财政部门当年的通知改了格式的，照通知改。"),)
    if name != before:
        advice = "格式改了的地方：使用手册“一年的做法”第2步；现有的自评文字用不上的，核对时会说明。"
        return name, (hint("I05", "版式", f"版式由“{before}”换成 {year} 年度的“{name}”", advice),)
    return name, ()


# ---- what it is made of


def _texts(old: Given, folder: Path) -> int:
    """Put the old texts into ``folder``, every paragraph marked, and return how many marks there are.

    Where there were no texts, blank ones are put there.
    """
    if TEXTS in old.unread:
        raise old.unread[TEXTS]
    if TEXTS not in old.files:
        shutil.copyfile(_BLANK_TEXTS, folder / TEXTS)
        return 0
    try:
        data, count = marked(old.files[TEXTS])
    except NotWordFile as caught:
        raise ReportError(
            error("T01", old.folder / TEXTS, str(caught), "Word 或 WPS 也打不开的，请从备份里找回这个文件。")
        ) from caught
    (folder / TEXTS).write_bytes(data)
    return count


def _own_template(old: _Old, folder: Path, edition: str) -> Iterator[str]:
    """Copy the department's own template where the form is still the same; the places of what was copied."""
    if edition != old.accounts.department.edition.text:
        return
    for file in editions.of(old.given, edition).own:
        (folder / editions.OWN).mkdir(exist_ok=True)
        (folder / file.place).write_bytes(file.data)
        yield file.place


def _seen(old: Given, folder: Path) -> tuple[tuple[str, ...], list[Problem]]:
    """The file of what was looked at last year, to be looked at again, and what there is to say of it."""
    problems: list[Problem] = []
    entries = reading_seen.read(old, problems).entries
    if not entries:
        return (), problems
    (folder / FILE).write_bytes(seen_file.dumped(SeenFile((), entries)))
    message = f"{old.folder.name} 年度看过的 {len(entries)} 个数带了过来，今年要重新看，看过以前不算数"
    advice = "核对会列出没有看过的数；句子没有变的，旁边注明“去年看过”。"
    return (FILE,), [*problems, hint("S14", FILE, message, advice)]


# ---- what there is to say


def _source(old: _Old, turn: Turn) -> Problem:
    """From which year the folder was made; a warning where that is not the one just before."""
    if turn.follows:
        return hint("I06", old.folder, f"从 {turn.before} 年度做起，上年数取自它的决算数")
    message = (
        f"没有 {turn.year - 1} 年度的填报文件，最近的是 {turn.before} 年度；它的决算数不是上年数，上年数各列空着"
    )
    return warning("I06", old.folder, message, f"请照 {turn.year - 1} 年度决算补填上年数。")


def _of_the_template(old: _Old, own: tuple[str, ...], place: Path) -> Iterator[Problem]:
    """Whether the department's own template was copied; nothing where it has none."""
    before = old.accounts.department.edition.text
    if own:
        advice = f"请看看今年的格式有没有改；要换回统一的版式，删除“{editions.OWN}”文件夹。"
        yield hint("I07", place / editions.OWN, f"复制了 {old.folder.name} 年度本单位改过的版式", advice)
    elif editions.of(old.given, before).own:
        message = f"{old.folder.name} 年度本单位改过的版式是“{before}”的，今年换了格式，没有复制"
        advice = f"要改语句，运行 {advised.command('template', place)}。"
        yield hint("I07", old.folder / editions.OWN, message, advice)


def _left(old: Path, count: int) -> Iterator[Problem]:
    """Hints on what was not taken over: the attachments, and texts where there were none."""
    enclosed = old / ATTACHMENTS
    files = enclosed.iterdir() if enclosed.is_dir() else ()
    names = sorted(each.name for each in files if not each.name.startswith(HIDDEN))
    if names:
        message = f"附件是 {old.name} 年度的，没有复制：{'、'.join(names)}"
        yield hint("I08", enclosed, message, "今年的自评报告写好后，放进今年的“附件”文件夹。")
    if not count:
        yield hint("I09", old / TEXTS, "没有文字可以沿用，放了一份空白的")


def _advice(old: Path, place: Path, turn: Turn, count: int) -> Iterator[str]:
    """What to do next, in order."""
    marks = f"{count} 段前面有{MARK}：逐段改成今年的，改好一段删去一个" if count else "按标题写好文字"
    numbers = "深灰色的上年数已经锁定，不用填；" if turn.follows else f"照 {turn.year - 1} 年度决算填上年数；"
    yield "接下来："
    if turn.follows:
        yield f"1. 确认 {old.name} 年度的工作簿就是公开的那一份，上年数都取自它。"
    else:
        yield f"1. 找出 {turn.year - 1} 年度公开的决算，上年数要照它填。"
    yield f"2. 填 {WORKBOOK}：{numbers}填黄色的本年数；原因重新写，格角的批注是以前写的，供参考。"
    yield f"   深黄色的格是程序提出的：看过，不对就改，对的运行 {advised.on_folder('confirm', place)} 确认。"
    yield "3. 科目、业务指标、绩效项目和指标、名词解释列的是以前的：今年没有的删去整行，新增的添上。"
    yield f"4. 改 {TEXTS}：{marks}。标题里的项目名称要与工作簿一致。"
    yield f"5. 有现成的自评报告（.docx），放进“{ATTACHMENTS}”文件夹。"
    yield f"6. 运行 {advised.on_folder('check', place)}，照它说的改，直到没有错误和警告。"
    yield f"7. 运行 {advised.on_folder('', place)} 生成报告。"


WHEN = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of the parts of the file, so that it is the same each time."""
_NOT_READ = {W + name for name in ("tbl", "moveFrom", "del", "footnote")}
"""The elements whose paragraphs are no part of a text."""


def marked(data: bytes) -> tuple[bytes, int]:
    """The file of texts with 〔待确认〕 before every paragraph, and how many of these marks it has now.

    Headings and advice to the writer have none; a paragraph that has a mark from before gets no second one. Raises
    NotWordFile for what is no Word file.
    """
    file, count = walked_file.of(package.open_word(data)), 0
    for paragraph in _paragraphs(file):
        style = paragraph.style
        if paragraph.text.strip() and style.level is None and style.name != GUIDANCE_STYLE:
            count += 1
            if not MARKED.search(paragraph.text):
                _mark(paragraph.element)
    return package.packed(file.word, WHEN), count


def _paragraphs(file: WalkedFile) -> Iterator[WalkedParagraph]:
    """Each paragraph that is read as text, also one in a text box.

    All of the file is gone through, not only what a reader sees of it: a text box is there twice, for newer and
    older programs, and whichever copy is kept when it is saved again has to have its mark.
    """
    for element in list(file.word.root.iter(W + "p")):
        if not any(above.tag in _NOT_READ for above in element.iterancestors()):
            yield walk.paragraph(element, file)


def _mark(paragraph: etree._Element) -> None:
    """Put the mark first in a paragraph, on yellow, so that it is seen on the page."""
    run = etree.Element(W + "r")
    etree.SubElement(etree.SubElement(run, W + "rPr"), W + "highlight").set(W + "val", "yellow")
    text = etree.SubElement(run, W + "t")
    text.text = MARK
    text.set(XML + "space", "preserve")
    paragraph.insert(0 if paragraph.find(W + "pPr") is None else 1, run)
